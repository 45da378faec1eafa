//! The attribute of a member: the word for its part of the message, and the keys of fields.

use proc_macro2::Span;

use super::directives::{Directive, Directives, Form, Key};
use super::value::{self, Spanned, VersionRange};
use crate::errors::Errors;

const FIXED_NAME: Key = Key {
    word: "name",
    usage: "name = \"InvokeID\"",
};
pub(super) const SIGNED: Key = Key {
    word: "signed",
    usage: "signed",
};
const NULL: Key = Key {
    word: "null",
    usage: "null = 0xFFFF_FFFF",
};
const NAME: Key = Key {
    word: "name",
    usage: "name = \"AgentExtension\"",
};
pub(super) const TAG: Key = Key {
    word: "tag",
    usage: "tag = 4",
};
const MAX: Key = Key {
    word: "max",
    usage: "max = 16",
};
const PARTS: Key = Key {
    word: "parts",
    usage: "parts(name = 33, value = 211)",
};
const PART_NAME: Key = Key {
    word: "name",
    usage: "name = 33",
};
const PART_VALUE: Key = Key {
    word: "value",
    usage: "value = 211",
};

/// The part of a message, record or entry that a member is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Fixed,
    Field,
    List,
    Array,
    Ordered,
    Records,
    Columns,
    Unknown,
    Trailing,
}

/// The kinds that a message has.
pub(crate) const MESSAGE_KINDS: &[(&str, Kind)] = &[
    ("fixed", Kind::Fixed),
    ("field", Kind::Field),
    ("list", Kind::List),
    ("array", Kind::Array),
    ("ordered", Kind::Ordered),
    ("records", Kind::Records),
    ("columns", Kind::Columns),
    ("unknown", Kind::Unknown),
    ("trailing", Kind::Trailing),
];

/// The kinds that a record has.
pub(crate) const RECORD_KINDS: &[(&str, Kind)] = &[
    ("field", Kind::Field),
    ("list", Kind::List),
    ("array", Kind::Array),
    ("ordered", Kind::Ordered),
    ("columns", Kind::Columns),
    ("unknown", Kind::Unknown),
];

/// The kind that an entry has.
pub(crate) const ENTRY_KINDS: &[(&str, Kind)] = &[("field", Kind::Field)];

impl Kind {
    /// Takes the one kind word of a member and names the member after it.
    pub(crate) fn take(
        directives: &mut Directives<'_>,
        possible: &[(&'static str, Self)],
        member: Span,
        errors: &Errors,
    ) -> Option<Self> {
        match directives.one_of(possible) {
            Some((kind, _)) => {
                directives.rename(kind.owner());
                Some(kind)
            }
            None => {
                let words: Vec<_> = possible
                    .iter()
                    .map(|(word, _)| format!("`#[cti({word}, …)]`"))
                    .collect();
                errors.at(
                    member,
                    format!(
                        "the member has no kind; mark it with {}",
                        words.join(" or ")
                    ),
                );
                None
            }
        }
    }

    /// The name of the kind in error messages.
    fn owner(self) -> &'static str {
        match self {
            Self::Fixed => "a `fixed` member",
            Self::Field => "a `field` member",
            Self::List => "a `list` member",
            Self::Array => "an `array` member",
            Self::Ordered => "an `ordered` member",
            Self::Records => "a `records` member",
            Self::Columns => "a `columns` member",
            Self::Unknown => "the `unknown` member",
            Self::Trailing => "the `trailing` member",
        }
    }
}

/// The keys of a field of the fixed part.
pub(crate) struct FixedAttribute {
    pub(crate) name: Spanned<String>,
    pub(crate) window: VersionRange,
    /// Whether its unsigned type is shown signed.
    pub(crate) signed: bool,
    /// The bits that stand on the wire for `None`.
    pub(crate) null: Option<Spanned<u32>>,
}

impl FixedAttribute {
    /// Takes the keys of a `fixed` member.
    pub(crate) fn take(mut directives: Directives<'_>, errors: &Errors) -> Option<Self> {
        let name = directives.required(FIXED_NAME, value::text);
        let window = VersionRange::take(&mut directives, errors);
        let signed = directives.optional(SIGNED, value::flag).is_some();
        let null = directives.optional(NULL, value::long);
        directives.finish();
        Some(Self {
            name: name?,
            window,
            signed,
            null,
        })
    }
}

/// The keys of a floating field.
pub(crate) struct FieldAttribute {
    pub(crate) name: Spanned<String>,
    pub(crate) tag: Spanned<u16>,
    /// Its presence, if stated.
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
        if let Some(presence) = self.presence.filter(|_| self.is_required()) {
            errors.at(
                presence.span,
                format!("{reason}, so it cannot be `required`: leave the word out"),
            );
        }
    }
}

/// Whether the guide demands a floating field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    /// It must be there; the strict modes refuse a message without it.
    Required,
    /// It may be there.
    Optional,
    /// It is there under conditions that the guide gives in words.
    Conditional,
}

impl Presence {
    /// Takes at most one of the three words.
    pub(crate) fn take(directives: &mut Directives<'_>) -> Option<Spanned<Self>> {
        const CHOICES: [(&str, Presence); 3] = [
            ("required", Presence::Required),
            ("optional", Presence::Optional),
            ("conditional", Presence::Conditional),
        ];
        directives
            .one_of(&CHOICES)
            .map(|(value, span)| Spanned { value, span })
    }
}

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

/// How long the parts of a named variable may be.
pub(crate) struct Parts {
    /// The bytes of the name, its NUL included.
    pub(crate) name: Spanned<u16>,
    /// The bytes of the value, its NUL included.
    pub(crate) value: Spanned<u16>,
    /// The place of the word `parts`.
    pub(crate) span: Span,
}

impl Parts {
    /// Takes `parts(…)`.
    pub(crate) fn take(directives: &mut Directives<'_>) -> Option<Self> {
        directives.optional(PARTS, Self::read)
    }

    fn read(directive: &Directive, key: Key, errors: &Errors) -> Option<Self> {
        let tokens = value::list(directive, key, errors)?;
        let span = directive.key.span();
        let mut inner = Directives::of_list(tokens, "`parts(…)`", span, errors);
        let name = inner.required(PART_NAME, value::size);
        let value = inner.required(PART_VALUE, value::size);
        inner.finish();
        Some(Self {
            name: name?,
            value: value?,
            span,
        })
    }
}
