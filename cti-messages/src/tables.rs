//! Functions that make the entries of the static tables: the derives call them.

use crate::decode::{is_bounded, least_data};
use crate::generated::tags::Tag;
use crate::info::limits::is_within_limits;
use crate::info::{
    CountInfo, ElementInfo, EntryInfo, FieldInfo, FixedInfo, FixedPlace, Form, ListInfo, ListStyle,
    MemberInfo, MessageInfo, NamedValue, Presence,
};
use crate::version::VersionRange;
use crate::wire::{FixedValue, WireValue};

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

/// The facts about a list that is in all versions and has no limit.
///
/// The derives change what differs.
#[must_use]
pub const fn list_info(
    name: &'static str,
    style: ListStyle,
    count: CountInfo,
    element: ElementInfo,
) -> ListInfo {
    ListInfo {
        name,
        style,
        count,
        limit: None,
        versions: VersionRange::ALWAYS,
        least_data: least_data(&element),
        element,
    }
}

/// A constant or bit that has its name in all versions.
///
/// The derives change what differs.
#[must_use]
pub const fn named_value(name: &'static str, short_name: &'static str, value: u32) -> NamedValue {
    NamedValue {
        name,
        short_name,
        value,
        mode: false,
        versions: VersionRange::ALWAYS,
    }
}

/// A field of the fixed part.
#[must_use]
pub const fn place<T: FixedValue>(name: &'static str) -> FixedPlace {
    place_in::<T>(name, VersionRange::ALWAYS)
}

/// A field of the fixed part in some versions.
#[must_use]
pub const fn place_in<T: FixedValue>(name: &'static str, versions: VersionRange) -> FixedPlace {
    FixedPlace {
        name,
        size: T::SIZE,
        versions,
    }
}

/// Where some of the fields of a fixed part start, and at last where they end; counted from the first of them.
#[must_use]
pub const fn offsets<const PLACES: usize>(fields: &[FixedPlace], first: usize) -> [usize; PLACES] {
    let mut offsets = [0; PLACES];
    let mut place = 1;
    while place < PLACES {
        offsets[place] = offsets[place - 1] + fields[first + place - 1].size;
        place += 1;
    }
    offsets
}

/// Refuses a message that the runtime cannot keep account of, or that could take too much memory.
///
/// # Panics
/// If it does: at compile time, as it is called in a constant.
#[track_caller]
pub const fn check_message(info: &MessageInfo, cost: usize) {
    assert!(
        is_within_limits(info),
        "the message has more members, or more combined limits (`together`), than the runtime keeps account of"
    );
    assert!(
        is_bounded(info, cost),
        "the entries of its lists are so large, or its members so many, that decoding could take more than 512 bytes of memory for each byte of a frame"
    );
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
    use super::{field_info, in_array, in_columns, offsets, place};
    use crate::__private::Described;
    use crate::Entry;
    use crate::value::Text;

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
        let _ = field_info::<u16>("Number", 1).with_max::<2>();
    }

    #[test]
    fn a_field_starts_where_the_one_before_ends_and_the_last_offset_is_the_end() {
        let places = [
            place::<u32>("A"),
            place::<[u8; 0]>("B"),
            place::<u16>("C"),
            place::<u8>("D"),
        ];
        assert_eq!(offsets(&places, 0), [0, 4, 4, 6, 7]);
        assert_eq!(offsets(&places, 2), [0, 2, 3]);
        assert_eq!(offsets(&[], 0), [0]);
    }
}
