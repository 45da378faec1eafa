//! Lists: room for the entries that come, which a peer cannot make too large.

use alloc::vec::Vec;

use super::Reader;
use super::cost::least_entry;
use crate::error::DecodeErrorKind;
use crate::info::ListInfo;

/// The greatest count that is believed of a list without a maximum, before its entries come.
const MOST_BELIEVED: usize = 64;

impl<'a> Reader<'a> {
    /// Makes room for more entries.
    ///
    /// The count of a list is only believed up to the maximum of the list, and as far as the bytes
    /// that are left can hold entries, so a peer cannot make a receiver allocate for entries that
    /// never come. Without the maximum, each of many records could have room made for all the rest
    /// of the frame, and given back: the square of the message. Beyond that, the room doubles, as
    /// far as entries can come and strict decoding takes them; [`cost`](super::cost) says what
    /// follows.
    ///
    /// False if strict decoding refuses them; the error is kept.
    #[inline]
    pub(super) fn make_room<T>(
        &mut self,
        list: &mut Vec<T>,
        counted: Option<usize>,
        more: usize,
        info: &'static ListInfo,
        data: &'a [u8],
    ) -> bool {
        let needed = list.len() + more;
        if self.mode.is_strict() && self.refuses_entries(needed, info, data) {
            return false;
        }
        if needed > list.capacity() {
            let room = self.room(list.len(), needed, counted, info);
            list.reserve_exact(room - list.len());
        }
        true
    }

    /// Whether strict decoding refuses a list, or so many entries of it; the error is kept.
    #[cold]
    pub(super) fn refuses_entries(
        &mut self,
        needed: usize,
        info: &'static ListInfo,
        data: &'a [u8],
    ) -> bool {
        let kind = match info.limit {
            _ if !info.versions.contains(self.version) => DecodeErrorKind::FieldOutsideVersion,
            Some(max) if needed > max => DecodeErrorKind::ListTooLong { max },
            _ => return false,
        };
        self.refuse(data, info.name, kind);
        true
    }

    /// For how many entries there is to be room, once that for so many is used up.
    fn room(
        &self,
        length: usize,
        needed: usize,
        counted: Option<usize>,
        info: &'static ListInfo,
    ) -> usize {
        let to_come = self.left / least_entry(info, self.header_bytes());
        let most = match info.limit {
            Some(max) if self.mode.is_strict() => max.min(needed + to_come),
            _ => needed + to_come,
        };
        let believed = info.limit.unwrap_or(MOST_BELIEVED);
        let wanted = counted.unwrap_or(0).min(believed).max(2 * length);
        wanted.min(most).max(needed)
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;
    use alloc::vec::Vec;

    use super::{MOST_BELIEVED, Reader};
    use crate::TypedMessage;
    use crate::decode::Body;
    use crate::info::{ListInfo, MemberInfo};
    use crate::mode::Mode;
    use crate::typed::DynMessage;
    use crate::value::UnknownField;
    use crate::version::ProtocolVersion;

    /// A list without a maximum, and one with.
    #[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
    #[cti(name = "ROOM_EVENT", number = 9100, from = server)]
    struct RoomEvent<'a> {
        #[cti(
            list,
            name = "Longs",
            member = "Long",
            tag = 1,
            count(name = "NumLongs", at = 0)
        )]
        longs: Vec<u32>,
        #[cti(
            list,
            name = "Few",
            member = "One",
            tag = 9,
            limit = 5,
            count(name = "NumFew", at = 1)
        )]
        few: Vec<u32>,
        #[cti(unknown)]
        unknown: Vec<UnknownField<'a>>,
    }

    fn list(name: &str) -> &'static ListInfo {
        let mut members = RoomEvent::default().info().members.iter();
        let found = members.find_map(|member| match member {
            MemberInfo::List(list) if list.name == name => Some(*list),
            _ => None,
        });
        found.expect("a list")
    }

    /// The room of a list of longs after it was asked, leniently, to make some.
    fn room(
        version: ProtocolVersion,
        left: usize,
        entries: usize,
        counted: Option<usize>,
        more: usize,
    ) -> usize {
        room_of(
            "Longs",
            version,
            Mode::Lenient,
            left,
            entries,
            counted,
            more,
        )
    }

    fn room_of(
        name: &str,
        version: ProtocolVersion,
        mode: Mode,
        left: usize,
        entries: usize,
        counted: Option<usize>,
        more: usize,
    ) -> usize {
        let bytes = vec![0; left];
        let info = RoomEvent::default().info();
        let mut reader = Reader::new(Body::new(info, &bytes, version, mode));
        let mut longs = Vec::with_capacity(entries);
        longs.resize(entries, 7u32);
        let made = reader.make_room(&mut longs, counted, more, list(name), &[]);
        assert_eq!((made, longs.len()), (true, entries));
        longs.capacity()
    }

    #[test]
    fn there_is_room_for_what_was_counted_and_can_come() {
        let wide = ProtocolVersion::V20;
        let narrow = ProtocolVersion::V19;
        // A long takes 8 bytes with tag and length of two bytes each, 6 with those of one.
        for (rule, version, left, entries, counted, more, expected) in [
            ("what was counted", wide, 80, 0, Some(10), 1, 10),
            ("no more than can come", wide, 80, 0, Some(100), 1, 11),
            ("a long that is cut cannot", wide, 79, 0, Some(100), 1, 10),
            (
                "more can come in old versions",
                narrow,
                60,
                0,
                Some(100),
                1,
                11,
            ),
            ("nothing can come", wide, 7, 0, Some(100), 1, 1),
            ("nothing was counted", wide, 80, 0, None, 1, 1),
            ("several at a time", wide, 80, 0, None, 3, 3),
            ("the room doubles", wide, 800, 3, None, 1, 6),
            (
                "also where the count was too small",
                wide,
                800,
                4,
                Some(2),
                1,
                8,
            ),
            ("within the same bound", wide, 8, 3, None, 1, 5),
            ("up to what is needed", wide, 0, 3, None, 1, 4),
            (
                "more is needed than twice as much",
                wide,
                800,
                1,
                None,
                3,
                4,
            ),
            (
                "what was counted, behind others",
                wide,
                800,
                3,
                Some(9),
                1,
                9,
            ),
        ] {
            assert_eq!(
                room(version, left, entries, counted, more),
                expected,
                "{rule}"
            );
        }
        assert_eq!(room(wide, 800, 3, Some(9), 0), 3, "nothing is needed");
    }

    #[test]
    fn a_count_is_believed_up_to_the_limit_of_its_list() {
        // At most 5 entries, of 8 bytes each.
        for (rule, mode, left, entries, counted, expected) in [
            ("what was counted", Mode::Lenient, 800, 0, Some(4), 4),
            (
                "no more than the guide allows",
                Mode::Lenient,
                800,
                0,
                Some(9),
                5,
            ),
            ("strict", Mode::Strict, 800, 0, Some(9), 5),
            (
                "strict, no more than can come",
                Mode::Strict,
                24,
                0,
                Some(9),
                4,
            ),
            ("strict, nothing can come", Mode::Strict, 0, 0, Some(9), 1),
            ("the room doubles", Mode::Lenient, 800, 3, None, 6),
            (
                "strict, it has no use for more than the limit",
                Mode::Strict,
                800,
                3,
                None,
                5,
            ),
            (
                "entries beyond the limit double it too",
                Mode::Lenient,
                800,
                7,
                Some(9),
                14,
            ),
        ] {
            let room = room_of("Few", ProtocolVersion::V20, mode, left, entries, counted, 1);
            assert_eq!(room, expected, "{rule}");
        }
        let most = room(ProtocolVersion::V20, 800_000, 0, Some(usize::MAX), 1);
        assert_eq!(most, MOST_BELIEVED, "a list without a limit");
    }
}
