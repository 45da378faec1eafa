//! Members of messages, records and entries.

use super::{ElementInfo, Form, Kind, ListInfo, NamedParts};
use crate::generated::tags::Tag;
use crate::version::{ProtocolVersion, VersionRange};

/// A member of the struct of a message, record or entry.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum MemberInfo {
    /// A field of the fixed part.
    Fixed(&'static FixedInfo),
    /// A floating field.
    Field(&'static FieldInfo),
    /// A list of floating fields.
    List(&'static ListInfo),
}

impl MemberInfo {
    /// The name of the field or list.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Fixed(fixed) => fixed.name,
            Self::Field(field) => field.name,
            Self::List(list) => list.name,
        }
    }

    /// Whether its value must not be shown: a secret field, or a list of secret values.
    ///
    /// A list of entries is not secret itself; ask the members of its entries.
    #[must_use]
    pub const fn is_secret(&self) -> bool {
        match self {
            // The compiler accepts a `Secret` in the floating part only.
            Self::Fixed(_) => false,
            Self::Field(field) => field.secret,
            Self::List(list) => matches!(&list.element, ElementInfo::Value(field) if field.secret),
        }
    }

    /// The tag of its values, if they are floating fields.
    const fn tag(&self) -> Option<Tag> {
        match self {
            Self::Fixed(_) => None,
            Self::Field(field) => Some(field.tag),
            Self::List(list) => match &list.element {
                ElementInfo::Value(field) => Some(field.tag),
                ElementInfo::Entry(_) => None,
            },
        }
    }
}

/// Whether a floating field with this tag must not be shown, though the message did not recognise
/// it: a password that comes twice, or outside of its entry, is still a password.
///
/// Looks at the members of entries too, at any depth.
#[must_use]
pub fn is_secret_tag(members: &[MemberInfo], tag: Tag) -> bool {
    members.iter().any(|member| match member {
        MemberInfo::List(list) if is_secret_tag(list.element_members(), tag) => true,
        member => member.is_secret() && member.tag() == Some(tag),
    })
}

/// A member that stands in the fixed part.
#[derive(Debug)]
pub struct FixedInfo {
    /// Its name in the guide.
    pub name: &'static str,
    /// What its value means.
    pub kind: Kind,
    /// Its form on the wire.
    pub form: Form,
    /// Whether its value is shown signed though its type is unsigned.
    pub signed: bool,
    /// The versions that have it.
    pub versions: VersionRange,
    /// The bits that stand for "none".
    pub null: u32,
    /// Whether some layout or version lacks it: the member is an `Option`.
    pub optional: bool,
}

/// A floating field.
#[derive(Debug)]
pub struct FieldInfo {
    /// Its name in the guide.
    pub name: &'static str,
    /// Its tag.
    pub tag: Tag,
    /// What its value means.
    pub kind: Kind,
    /// Its form on the wire.
    pub form: Form,
    /// Whether its value is shown signed though its type is unsigned.
    pub signed: bool,
    /// Whether its value must not be shown.
    pub secret: bool,
    /// The most data bytes by version; empty for forms of one size.
    pub maxima: &'static [Maximum],
    /// The most bytes of the parts of a named variable or an element of a named array.
    pub parts: Option<NamedParts>,
    /// Whether the guide wants it.
    pub presence: Presence,
    /// The versions that have it.
    pub versions: VersionRange,
}

impl FieldInfo {
    /// The most data bytes in a version; `None` for forms of one size.
    #[must_use]
    pub fn max(&self, version: ProtocolVersion) -> Option<usize> {
        self.maxima
            .iter()
            .find(|maximum| maximum.versions.contains(version))
            .map(|maximum| maximum.bytes)
    }
}

/// For the derives: changes to the result of `field_info`.
// Chained calls take the compiler less time than a struct literal with all members.
#[doc(hidden)]
impl FieldInfo {
    /// The field with maxima; the compiler refuses them if values of its type have one size.
    ///
    /// The derives see only how a type is spelled, not what its name refers to.
    #[must_use]
    #[track_caller]
    pub const fn with_maxima(mut self, maxima: &'static [Maximum]) -> Self {
        assert!(
            !matches!(self.form, Form::Sized(_)),
            "`max` is for text, bytes and named variables: values of this type have one size"
        );
        self.maxima = maxima;
        self
    }

    /// The field with one maximum in all versions.
    #[must_use]
    #[track_caller]
    pub const fn with_max<const BYTES: usize>(self) -> Self {
        self.with_maxima(
            const {
                &[Maximum {
                    versions: VersionRange::ALWAYS,
                    bytes: BYTES,
                }]
            },
        )
    }

    /// The field, shown signed.
    #[must_use]
    pub const fn signed(mut self) -> Self {
        self.signed = true;
        self
    }

    /// The field with limits on the parts of its values.
    #[must_use]
    pub const fn with_parts(mut self, name: usize, value: usize) -> Self {
        self.parts = Some(NamedParts { name, value });
        self
    }

    /// The field, required or not.
    #[must_use]
    pub const fn with_presence(mut self, presence: Presence) -> Self {
        self.presence = presence;
        self
    }

    /// The field in some versions only.
    #[must_use]
    pub const fn in_versions(mut self, versions: VersionRange) -> Self {
        self.versions = versions;
        self
    }
}

/// The most data bytes of a field in some versions, a terminating NUL included.
#[derive(Debug, Clone, Copy)]
pub struct Maximum {
    /// The versions.
    pub versions: VersionRange,
    /// The bytes.
    pub bytes: usize,
}

/// Whether the guide wants a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Presence {
    /// The guide does not say.
    Unstated,
    /// Always.
    Required,
    /// It may be left out.
    Optional,
    /// Under a condition that its documentation tells.
    Conditional,
}
