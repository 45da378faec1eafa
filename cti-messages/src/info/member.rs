//! Members of messages, records and entries.

use super::{ElementInfo, EntryInfo, Form, Kind, ListInfo, NamedParts};
use crate::generated::tags::Tag;
use crate::version::{ProtocolVersion, VersionRange};
use crate::wire::WireValue;

/// A member of the struct of a message, record or entry.
#[derive(Debug, Clone, Copy)]
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

/// The `N` members of a message: those of the fixed part, then the floating ones.
///
/// The derives name only the floating ones: the less they write, the less there is to compile.
#[must_use]
pub const fn members<const N: usize>(
    fixed: &'static [FixedInfo],
    floating: &[MemberInfo],
) -> [MemberInfo; N] {
    const NOT_YET: &FixedInfo = &fixed_info::<u8>("");
    assert!(fixed.len() + floating.len() == N);
    let mut members = [MemberInfo::Fixed(NOT_YET); N];
    let mut place = 0;
    while place < N {
        members[place] = if place < fixed.len() {
            MemberInfo::Fixed(&fixed[place])
        } else {
            floating[place - fixed.len()]
        };
        place += 1;
    }
    members
}

/// What is known of a fixed field that has nothing special.
///
/// The derives change what differs.
#[must_use]
pub const fn fixed_info<T: WireValue>(name: &'static str) -> FixedInfo {
    FixedInfo {
        name,
        kind: T::KIND,
        form: T::FORM,
        signed: false,
        versions: VersionRange::ALWAYS,
        null: 0,
        optional: false,
    }
}

/// What is known of a floating field that has nothing special.
///
/// The derives change what differs.
#[must_use]
pub const fn field_info<T: WireValue>(name: &'static str, tag: u16) -> FieldInfo {
    FieldInfo {
        name,
        tag: Tag(tag),
        kind: T::KIND,
        form: T::FORM,
        signed: false,
        secret: T::SECRET,
        maxima: &[],
        parts: None,
        presence: Presence::Unstated,
        versions: VersionRange::ALWAYS,
    }
}

/// The maxima of a field whose type has no size of its own; the compiler refuses them elsewhere.
///
/// The derives know the types of the language only, and not what stands behind a name.
#[must_use]
#[track_caller]
pub const fn maxima<T: WireValue>(maxima: &'static [Maximum]) -> &'static [Maximum] {
    assert!(
        !matches!(T::FORM, Form::Sized(_)),
        "`max` is for text, bytes and named variables: values of this type have one size"
    );
    maxima
}

/// The element of an array; the compiler refuses one whose values have no size of their own.
#[must_use]
#[track_caller]
pub const fn in_array(element: FieldInfo) -> FieldInfo {
    assert!(
        matches!(element.form, Form::Sized(1..)),
        "only values of one size can travel as an array"
    );
    element
}

/// The members of entries that travel as columns; the compiler refuses one that cannot.
#[must_use]
#[track_caller]
pub const fn in_columns(entry: &'static EntryInfo) -> &'static EntryInfo {
    let mut place = 0;
    while place < entry.members.len() {
        assert!(
            matches!(&entry.members[place], MemberInfo::Field(member) if matches!(member.form, Form::Sized(1..))),
            "only values of one size can travel as a column"
        );
        place += 1;
    }
    entry
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

#[cfg(test)]
mod tests {
    use super::{Maximum, field_info, in_array, in_columns, maxima};
    use crate::__private::Described;
    use crate::Entry;
    use crate::value::Text;
    use crate::version::VersionRange;

    #[derive(Debug, Clone, PartialEq, Eq, Default, Entry)]
    #[cti(name = "Row")]
    struct Row<'a> {
        #[cti(field, name = "Number", tag = 1)]
        number: Option<u16>,
        #[cti(field, name = "Name", tag = 2)]
        name: Option<Text<'a>>,
    }

    #[test]
    #[should_panic(expected = "only values of one size can travel as a column")]
    fn text_is_no_column() {
        let _ = in_columns(<Row<'static> as Described>::INFO);
    }

    #[test]
    #[should_panic(expected = "only values of one size can travel as an array")]
    fn text_is_no_array() {
        let _ = in_array(field_info::<Text<'static>>("Name", 2));
    }

    #[test]
    #[should_panic(expected = "values of this type have one size")]
    fn numbers_have_no_maximum() {
        let _ = maxima::<u16>(&[Maximum {
            versions: VersionRange::ALWAYS,
            bytes: 2,
        }]);
    }
}
