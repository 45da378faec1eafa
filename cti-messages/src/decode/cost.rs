//! What a byte of a frame can make a decoder hold: the bound on memory, which the compiler checks.
//!
//! Nothing that a peer sends may make decoding hold more than [`MOST_PER_BYTE`] times the bytes of
//! the frame and [`MOST_AT_ALL`] more, at any moment. A measurement can only show that for the
//! frames that are measured; this holds for all. The heap holds three kinds of things:
//!
//! - **The entries of lists.** Room is only made for entries that have been read or that the bytes
//!   that are left can still hold ([`super::Reader::make_room`]), so a list never has more of it
//!   than `bytes / smallest_entry`. While it grows, or gives room back, the old room and the new
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
//! fewest bytes.

use super::list::smallest_data;
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
    (2 * size_of::<T>()).div_ceil(smallest_entry(info, NARROW_HEADER_BYTES))
}

/// The most bytes that a list of records takes for each byte, `lists` being those of the lists in
/// a record.
pub const fn of_records<T>(info: &ListInfo, lists: usize) -> usize {
    let settled = 3 * (size_of::<alloc::vec::Vec<UnknownField<'_>>>() + size_of::<u32>());
    let settled = settled.div_ceil(smallest_entry(info, NARROW_HEADER_BYTES));
    of_list::<T>(info) + lists + settled
}

/// Whether decoding a message keeps within the bound, `lists` being what its lists take for each
/// byte.
pub const fn is_bounded(info: &MessageInfo, lists: usize) -> bool {
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
pub(super) const fn smallest_entry(info: &ListInfo, header_bytes: usize) -> usize {
    let data = smallest(&info.element);
    match info.style {
        ListStyle::Array | ListStyle::Columns if data == 0 => 1,
        ListStyle::Array | ListStyle::Columns => data,
        ListStyle::Single | ListStyle::Ordered | ListStyle::Records => header_bytes + data,
    }
}

/// The least data bytes of an entry.
const fn smallest(element: &ElementInfo) -> usize {
    let members = match element {
        ElementInfo::Value(field) => return smallest_data(field.form),
        ElementInfo::Entry(entry) => entry.members,
    };
    let mut least = usize::MAX;
    let mut index = 0;
    while index < members.len() {
        let data = match &members[index] {
            MemberInfo::Field(field) => smallest_data(field.form),
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

    use super::{NARROW_HEADER_BYTES, UNKNOWN, is_bounded, of_list, of_records, smallest_entry};
    use crate::codec::Codec;
    use crate::decode::FloatingPart;
    use crate::entries::AgentRecord;
    use crate::info::{ListInfo, ListStyle, MemberInfo};
    use crate::messages::{CallClearedEvent, CallDeliveredEvent, ConfigAgentEvent};

    fn lists(members: &'static [MemberInfo]) -> impl Iterator<Item = &'static ListInfo> {
        members.iter().filter_map(|member| match member {
            MemberInfo::List(list) => Some(*list),
            _ => None,
        })
    }

    #[test]
    fn an_entry_takes_at_least_its_smallest_member() {
        let records = lists(ConfigAgentEvent::INFO.members)
            .next()
            .expect("records");
        assert_eq!(records.style, ListStyle::Records);
        // An empty text, or an empty list.
        assert_eq!(smallest_entry(records, 2), 2);
        assert_eq!(smallest_entry(records, 4), 4);
        // Of skill groups and priorities, a priority; it may stand in an array of many.
        let columns = lists(records.element_members()).next().expect("columns");
        assert_eq!(columns.style, ListStyle::Columns);
        assert_eq!(smallest_entry(columns, 2), 2);
        assert_eq!(smallest_entry(columns, 4), 2);
        // A named variable has a NUL, an element of an array an index as well.
        let named: Vec<_> = lists(CallDeliveredEvent::INFO.members)
            .map(|list| (list.name, smallest_entry(list, 2)))
            .collect();
        assert_eq!(named, [("NamedVariables", 3), ("NamedArrays", 4)]);
    }

    #[test]
    fn costs_are_twice_the_entries_and_add_up() {
        let records = lists(ConfigAgentEvent::INFO.members)
            .next()
            .expect("records");
        assert_eq!(of_list::<[u8; 100]>(records), 100);
        assert_eq!(of_list::<[u8; 101]>(records), 101);
        let settled = 3 * (size_of::<Vec<u8>>() + 4) / NARROW_HEADER_BYTES;
        assert_eq!(of_records::<[u8; 100]>(records, 7), 100 + 7 + settled);
        // Skill groups and media routing domains: 12 bytes each, by 2.
        assert_eq!(AgentRecord::COST, 12 + 12);
        assert_eq!(
            ConfigAgentEvent::COST,
            of_records::<AgentRecord<'_>>(records, AgentRecord::COST)
        );
        assert_eq!(CallClearedEvent::COST, 0);
    }

    #[test]
    fn the_bound_is_512_with_unknown_fields() {
        let info = ConfigAgentEvent::INFO;
        assert_eq!(UNKNOWN, 64);
        assert!(is_bounded(info, 512 - 64));
        assert!(!is_bounded(info, 512 - 64 + 1));
    }
}
