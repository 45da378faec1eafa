//! Functions that make the entries of the static tables: the derives call them.

use crate::generated::tags::Tag;
use crate::info::{EntryInfo, FieldInfo, FixedInfo, Form, Maximum, MemberInfo, Presence};
use crate::version::VersionRange;
use crate::wire::WireValue;

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

#[cfg(test)]
mod tests {
    use super::{field_info, in_array, in_columns, maxima};
    use crate::__private::Described;
    use crate::Entry;
    use crate::info::Maximum;
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
