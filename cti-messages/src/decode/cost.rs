//! What a byte of a frame can make a decoder hold: the bound on memory, which the compiler checks.
//!
//! Nothing that a peer sends may make decoding hold more than [`MOST_PER_BYTE`] times the bytes of
//! the frame and [`MOST_AT_ALL`] more, at any moment. A measurement can only show that for the
//! frames that are measured; this holds for all. The heap holds three kinds of things:
//!
//! - **The entries of lists.** Room is only made for entries that have been read or that the bytes
//!   that are left can still hold ([`super::Reader::make_room`]), so a list never has more of it
//!   than `bytes / least_entry`. While it grows, or gives room back, the old room and the new
//!   are both there: twice that. Several lists of a message may all make room for the same bytes
//!   to come, so their costs add up. The lists of a record that is closed have room for at most
//!   twice the entries that came (a list whose count is true may have doubled), and these stand in
//!   bytes of their own; the record that is open has the bytes after them.
//! - **Unknown fields.** A `Vec` that is pushed to has room for 4 at first, then doubles: at most 4
//!   for each that came. They stand in bytes of their own, so those of the message and those of all
//!   records are counted once.
//! - **What settling them takes**: a `Vec` and a number for each record, in two lists that double,
//!   and a tag and a number for each single field of the message.
//!
//! All is reckoned with the narrow headers of versions up to 19, which let a peer say most with the
//! fewest bytes. It rests on how `Vec` grows (room for 4, then twice as much), and counts the bytes
//! that are asked for, not what the allocator needs to keep book of them; `tests/tests/bounds`
//! measures the same.

use crate::info::{ElementInfo, ListInfo, ListStyle, MemberInfo, MessageInfo};
use crate::value::UnknownField;

/// The most bytes that decoding holds for each byte of the frame.
const MOST_PER_BYTE: usize = 512;

/// The bytes that decoding may hold beyond that, whatever the frame.
const MOST_AT_ALL: usize = 4096;

/// The least bytes of tag and length.
const NARROW_HEADER_BYTES: usize = 2;

/// The most bytes that the unknown fields of a message and its records take for each byte.
const UNKNOWN: usize = 4 * size_of::<UnknownField<'_>>() / NARROW_HEADER_BYTES;

/// The most bytes that the entries of a list take for each byte.
pub const fn of_list<T>(info: &ListInfo) -> usize {
    (2 * size_of::<T>()).div_ceil(least_entry(info, NARROW_HEADER_BYTES))
}

/// The most bytes that a list of records takes for each byte, `lists` being those of the lists in
/// a record.
pub const fn of_records<T>(info: &ListInfo, lists: usize) -> usize {
    let settled = 3 * (size_of::<alloc::vec::Vec<UnknownField<'_>>>() + size_of::<u32>());
    let settled = settled.div_ceil(least_entry(info, NARROW_HEADER_BYTES));
    of_list::<T>(info) + lists + settled
}

/// Whether decoding a message keeps within the bound, `lists` being what its lists take for each
/// byte.
pub(crate) const fn is_bounded(info: &MessageInfo, lists: usize) -> bool {
    // The two lists of settling start with room for 4; that of single fields doubles beside them.
    let settled = 4 * (size_of::<alloc::vec::Vec<UnknownField<'_>>>() + size_of::<u32>());
    let singles = 4 * size_of::<(u16, u32)>() * floating(info.members);
    lists + UNKNOWN <= MOST_PER_BYTE && settled + singles <= MOST_AT_ALL
}

/// How many members stand in the floating part.
const fn floating(members: &[MemberInfo]) -> usize {
    let mut count = 0;
    let mut index = 0;
    while index < members.len() {
        if !matches!(members[index], MemberInfo::Fixed(_)) {
            count += 1;
        }
        index += 1;
    }
    count
}

/// The least bytes that an entry of a list takes, tag and length being so many: where values
/// travel as arrays, one header may stand before any number of them.
pub(super) const fn least_entry(info: &ListInfo, header_bytes: usize) -> usize {
    let data = info.least_data;
    match info.style {
        ListStyle::Array | ListStyle::Columns if data == 0 => 1,
        ListStyle::Array | ListStyle::Columns => data,
        ListStyle::Single | ListStyle::Ordered | ListStyle::Records => header_bytes + data,
    }
}

/// The least data bytes of an entry.
#[must_use]
pub(crate) const fn least_data(element: &ElementInfo) -> usize {
    let members = match element {
        ElementInfo::Value(field) => return field.form.least_data(),
        ElementInfo::Entry(entry) => entry.members,
    };
    let mut least = usize::MAX;
    let mut index = 0;
    while index < members.len() {
        let data = match &members[index] {
            MemberInfo::Field(field) => field.form.least_data(),
            MemberInfo::Fixed(_) | MemberInfo::List(_) => 0,
        };
        if data < least {
            least = data;
        }
        index += 1;
    }
    if least == usize::MAX { 0 } else { least }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::{
        MOST_AT_ALL, NARROW_HEADER_BYTES, UNKNOWN, floating, is_bounded, least_data, least_entry,
        of_list, of_records,
    };
    use crate::decode::FloatingPart;
    use crate::info::{
        CountInfo, ElementInfo, EntryInfo, ListInfo, ListStyle, MemberInfo, MessageInfo,
    };
    use crate::value::{Bytes, NamedArray, NamedVariable, Text, UnknownField};
    use crate::version::VersionRange;
    use crate::{Entry, Record, TypedMessage};

    /// A message with a list of each style.
    #[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
    #[cti(name = "COST_EVENT", number = 9200, from = server)]
    struct CostEvent<'a> {
        #[cti(fixed, name = "Fixed")]
        fixed: u32,
        #[cti(field, name = "Single", tag = 1)]
        single: Option<u16>,
        #[cti(
            list,
            name = "Variables",
            member = "Variable",
            tag = 2,
            max = 20,
            count(name = "NumVariables", at = 1)
        )]
        variables: Vec<NamedVariable<'a>>,
        #[cti(
            list,
            name = "Elements",
            member = "Element",
            tag = 3,
            max = 20,
            count(name = "NumElements", at = 2)
        )]
        elements: Vec<NamedArray<'a>>,
        #[cti(
            array,
            name = "Longs",
            member = "Long",
            tag = 4,
            count(name = "NumLongs", at = 3)
        )]
        longs: Vec<u32>,
        #[cti(
            list,
            name = "Blobs",
            member = "Blob",
            tag = 5,
            max = 20,
            count(name = "NumBlobs", at = 4)
        )]
        blobs: Vec<Bytes<'a>>,
        #[cti(
            list,
            name = "Texts",
            member = "Text",
            tag = 10,
            max = 20,
            count(name = "NumTexts", at = 5)
        )]
        texts: Vec<Text<'a>>,
        #[cti(ordered, name = "Rows", count(name = "NumRows", at = 6))]
        rows: Vec<Row>,
        #[cti(records, name = "Holders", count(name = "NumHolders", at = 7))]
        holders: Vec<Holder<'a>>,
        #[cti(unknown)]
        unknown: Vec<UnknownField<'a>>,
    }

    #[derive(Debug, Clone, PartialEq, Eq, Default, Record)]
    #[cti(name = "Holder")]
    struct Holder<'a> {
        #[cti(field, name = "Name", tag = 6, max = 9)]
        name: Option<Text<'a>>,
        #[cti(columns, name = "Pairs", count(name = "NumPairs", tag = 7, at = 1))]
        pairs: Option<Vec<Pair>>,
        #[cti(unknown)]
        unknown: Vec<UnknownField<'a>>,
    }

    #[derive(Debug, Clone, PartialEq, Eq, Default, Entry)]
    #[cti(name = "Pair")]
    struct Pair {
        #[cti(field, name = "Wide", tag = 8)]
        wide: Option<u32>,
        #[cti(field, name = "Narrow", tag = 9)]
        narrow: Option<u16>,
    }

    #[derive(Debug, Clone, PartialEq, Eq, Default, Entry)]
    #[cti(name = "Row")]
    struct Row {
        #[cti(field, name = "Long", tag = 11)]
        long: Option<u32>,
        #[cti(field, name = "Short", tag = 12)]
        short: Option<u16>,
    }

    const INFO: &MessageInfo = CostEvent::INFO;

    fn list(members: &'static [MemberInfo], name: &str) -> &'static ListInfo {
        let found = members.iter().find_map(|member| match member {
            MemberInfo::List(list) if list.name == name => Some(*list),
            _ => None,
        });
        found.expect("a list")
    }

    #[test]
    fn an_entry_takes_at_least_its_smallest_member() {
        let holders = list(INFO.members, "Holders");
        let pairs = list(holders.element_members(), "Pairs");
        assert_eq!(pairs.style, ListStyle::Columns);
        for (list, narrow, wide) in [
            // An empty text, or an empty list.
            (holders, 2, 4),
            // Of the two members the smaller; it may stand in an array of many.
            (pairs, 2, 2),
            // A name has a NUL, an element an index as well.
            (list(INFO.members, "Variables"), 3, 5),
            (list(INFO.members, "Elements"), 4, 6),
            (list(INFO.members, "Longs"), 4, 4),
            (list(INFO.members, "Blobs"), 2, 4),
            (list(INFO.members, "Texts"), 2, 4),
            (list(INFO.members, "Rows"), 4, 6),
        ] {
            assert_eq!(least_entry(list, 2), narrow, "{}", list.name);
            assert_eq!(least_entry(list, 4), wide, "{}", list.name);
        }
    }

    #[test]
    fn no_entry_takes_nothing() {
        // The derives refuse such lists; the bytes that are left are divided by what is told here.
        const NOTHING: &EntryInfo = &EntryInfo {
            name: "Nothing",
            members: &[],
        };
        const EMPTY: ListInfo = ListInfo {
            name: "Empty",
            style: ListStyle::Array,
            count: CountInfo {
                name: "NumEmpty",
                tag: None,
                width: 2,
            },
            limit: None,
            versions: VersionRange::ALWAYS,
            element: ElementInfo::Entry(NOTHING),
            least_data: least_data(&ElementInfo::Entry(NOTHING)),
        };
        assert_eq!(least_entry(&EMPTY, 2), 1);
    }

    #[test]
    fn costs_are_twice_the_entries_and_add_up() {
        let holders = list(INFO.members, "Holders");
        assert_eq!(of_list::<[u8; 100]>(holders), 100);
        assert_eq!(of_list::<[u8; 101]>(holders), 101);
        // Where it does not divide, a byte more.
        let variables = list(INFO.members, "Variables");
        assert_eq!(of_list::<[u8; 100]>(variables), 67);
        let settled = 3 * (size_of::<Vec<u8>>() + 4) / NARROW_HEADER_BYTES;
        assert_eq!(of_records::<[u8; 100]>(holders, 7), 100 + 7 + settled);
        assert_eq!(Holder::COST, 2 * size_of::<Pair>() / 2);
        let lists = [
            of_records::<Holder<'_>>(holders, Holder::COST),
            of_list::<NamedVariable<'_>>(variables),
            of_list::<NamedArray<'_>>(list(INFO.members, "Elements")),
            2,
            of_list::<Bytes<'_>>(list(INFO.members, "Blobs")),
            of_list::<Text<'_>>(list(INFO.members, "Texts")),
            of_list::<Row>(list(INFO.members, "Rows")),
        ];
        assert_eq!(CostEvent::COST, lists.iter().sum::<usize>());
    }

    #[test]
    fn the_bound_is_512_with_unknown_fields() {
        assert_eq!(UNKNOWN, 2 * size_of::<UnknownField<'_>>());
        assert!(is_bounded(INFO, 512 - UNKNOWN));
        assert!(!is_bounded(INFO, 512 - UNKNOWN + 1));
    }

    /// What settling takes at first is the same for every frame; the members of the floating
    /// part decide it.
    #[test]
    fn so_many_members_that_settling_exceeds_4_kib_are_refused() {
        assert_eq!(floating(INFO.members), INFO.members.len() - 1);
        let settled = 4 * (size_of::<Vec<u8>>() + 4);
        let most = (MOST_AT_ALL - settled) / (4 * size_of::<(u16, u32)>());
        for (members, bounded) in [(most, true), (most + 1, false)] {
            let members: Vec<MemberInfo> = (0..members)
                .map(|_| MemberInfo::List(list(INFO.members, "Longs")))
                .collect();
            let info = MessageInfo {
                members: members.leak(),
                ..*INFO
            };
            assert_eq!(is_bounded(&info, 0), bounded);
        }
    }
}
