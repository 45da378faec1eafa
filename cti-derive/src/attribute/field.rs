//! `#[cti(field, name = "AgentExtension", tag = 4, …)]`.

use super::directives::{Directives, Key};
use super::fixed::SIGNED;
use super::maximum::Maximum;
use super::parts::Parts;
use super::presence::Presence;
use super::value::{self, Spanned};
use super::window::VersionRange;
use crate::errors::Errors;

const NAME: Key = Key {
    word: "name",
    usage: "name = \"AgentExtension\"",
};
pub(super) const TAG: Key = Key {
    word: "tag",
    usage: "tag = 4",
};

/// What is said about a floating field.
pub(crate) struct FieldAttribute {
    pub(crate) name: Spanned<String>,
    pub(crate) tag: Spanned<u16>,
    /// What is said of its presence, if anything is.
    pub(crate) presence: Option<Spanned<Presence>>,
    pub(crate) window: VersionRange,
    pub(crate) maxima: Vec<Maximum>,
    /// How long the parts of a named variable may be.
    pub(crate) parts: Option<Parts>,
    /// Whether its unsigned type is shown signed.
    pub(crate) signed: bool,
}

impl FieldAttribute {
    /// Takes the keys of a `field` member.
    pub(crate) fn take(mut directives: Directives<'_>, errors: &Errors) -> Option<Self> {
        let name = directives.required(NAME, value::text);
        let tag = directives.required(TAG, value::short);
        let presence = Presence::take(&mut directives);
        let window = VersionRange::take(&mut directives, errors);
        let maxima = Maximum::take_all(&mut directives, errors);
        let parts = Parts::take(&mut directives);
        let signed = directives.optional(SIGNED, value::flag).is_some();
        directives.finish();
        Some(Self {
            name: name?,
            tag: tag?,
            presence,
            window,
            maxima,
            parts,
            signed,
        })
    }

    /// Whether the strict modes refuse that it is missing.
    pub(crate) fn is_required(&self) -> bool {
        self.presence
            .is_some_and(|presence| presence.value == Presence::Required)
    }

    /// Reports `required` where nothing would check it, for a reason.
    pub(crate) fn refuse_required(&self, reason: &str, errors: &Errors) {
        if let Some(presence) = self.presence
            && self.is_required()
        {
            errors.at(
                presence.span,
                format!("{reason}, so it cannot be `required`: leave the word out"),
            );
        }
    }
}
