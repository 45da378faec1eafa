//! `max = 16`, `max(16, until = 18)`: how many data bytes a field may have.

use proc_macro2::Span;

use super::directives::{Directive, Directives, Form, Key};
use super::value::{self, Spanned};
use super::window::VersionRange;
use crate::errors::Errors;

const MAX: Key = Key {
    word: "max",
    usage: "max = 16",
};
const WINDOWED_USAGE: &str = "max(16, until = 18)";

/// A maximum, and the versions in which it holds.
pub(crate) struct Maximum {
    /// The data bytes, the NUL of a text included.
    pub(crate) bytes: Spanned<u16>,
    pub(crate) window: VersionRange,
    /// The place of the word `max`.
    span: Span,
}

impl Maximum {
    /// Takes every `max`; no two may hold in one version.
    pub(crate) fn take_all(directives: &mut Directives<'_>, errors: &Errors) -> Vec<Self> {
        let maxima = directives.repeated(MAX, Self::read);
        for (index, maximum) in maxima.iter().enumerate() {
            if maxima
                .iter()
                .take(index)
                .any(|earlier| earlier.window.overlaps(&maximum.window))
            {
                errors.at(
                    maximum.span,
                    format!("two maxima hold in one version; give each its own versions, as in `{WINDOWED_USAGE}`"),
                );
            }
        }
        maxima
    }

    /// Where it was written.
    pub(crate) fn span(&self) -> Span {
        self.span
    }

    fn read(directive: &Directive, key: Key, errors: &Errors) -> Option<Self> {
        let span = directive.key.span();
        let Form::List(tokens) = &directive.form else {
            let bytes = value::size(directive, key, errors)?;
            return Some(Self {
                bytes,
                window: VersionRange::default(),
                span,
            });
        };
        let mut inner = Directives::of_list(tokens.clone(), "`max(…)`", span, errors);
        let bytes = inner.bare(WINDOWED_USAGE);
        let window = VersionRange::take(&mut inner, errors);
        inner.finish();
        let bytes = value::literal(bytes?, key, 1..=u16::MAX, errors)?;
        Some(Self {
            bytes,
            window,
            span,
        })
    }
}
