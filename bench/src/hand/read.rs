//! Reading by hand.

use cti_messages::{Bytes, ProtocolVersion, Tag, Text, UnknownField};

/// What became of a floating field: whether it was taken, or is to be kept as unknown; `None` if
/// the library has to read the message.
pub(super) type Taken = Option<bool>;

/// The fields of a fixed part, one after the other; it must be long enough.
pub(super) struct Fixed<'a>(pub(super) &'a [u8]);

impl Fixed<'_> {
    #[inline(always)]
    fn take<const N: usize>(&mut self) -> [u8; N] {
        let (bytes, rest) = self
            .0
            .split_first_chunk()
            .expect("a fixed part as long as told");
        self.0 = rest;
        *bytes
    }

    #[inline(always)]
    pub(super) fn ushort(&mut self) -> u16 {
        u16::from_be_bytes(self.take())
    }

    #[inline(always)]
    pub(super) fn uint(&mut self) -> u32 {
        u32::from_be_bytes(self.take())
    }
}

/// The floating fields of a body, one after the other.
pub(super) struct Floating<'a> {
    pub(super) rest: &'a [u8],
    wide: bool,
    /// How many known fields have been read.
    pub(super) known: u32,
}

impl<'a> Floating<'a> {
    #[inline]
    pub(super) fn new(rest: &'a [u8], version: ProtocolVersion) -> Self {
        Self {
            rest,
            wide: version.number() >= 20,
            known: 0,
        }
    }

    /// The next field; `Some(None)` at the end.
    #[inline(always)]
    pub(super) fn next(&mut self) -> Option<Option<(u16, &'a [u8])>> {
        if self.rest.is_empty() {
            return Some(None);
        }
        let (tag, length, rest) = if self.wide {
            let (header, rest) = self.rest.split_first_chunk::<4>()?;
            let [t1, t0, l1, l0] = *header;
            (
                u16::from_be_bytes([t1, t0]),
                usize::from(u16::from_be_bytes([l1, l0])),
                rest,
            )
        } else {
            let (header, rest) = self.rest.split_first_chunk::<2>()?;
            (u16::from(header[0]), usize::from(header[1]), rest)
        };
        let (data, rest) = rest.split_at_checked(length)?;
        self.rest = rest;
        Some(Some((tag, data)))
    }

    /// Counts a field that was taken, and keeps one that was not.
    #[inline(always)]
    pub(super) fn done(
        &mut self,
        taken: bool,
        tag: u16,
        data: &'a [u8],
        unknown: &mut Vec<UnknownField<'a>>,
    ) {
        if taken {
            self.known += 1;
        } else {
            keep(self.known, tag, data, unknown);
        }
    }

    /// The room for a list with a count, of which an entry takes so many bytes without its headers.
    pub(super) fn room(&self, count: usize, limit: usize, fields: usize, bytes: usize) -> usize {
        let header = if self.wide { 4 } else { 2 };
        count
            .min(limit)
            .min(1 + self.rest.len() / (fields * header + bytes))
    }
}

#[cold]
#[inline(never)]
fn keep<'a>(after: u32, tag: u16, data: &'a [u8], unknown: &mut Vec<UnknownField<'a>>) {
    unknown.push(UnknownField {
        tag: Tag(tag),
        data: Bytes::borrowed(data),
        after,
    });
}

/// A value into its place; the library has to read what is repeated.
#[inline(always)]
pub(super) fn set<T>(slot: &mut Option<T>, value: T) -> Taken {
    if slot.is_some() {
        return None;
    }
    *slot = Some(value);
    Some(true)
}

/// Text without its NUL.
#[inline(always)]
pub(super) fn text_of(data: &[u8]) -> Text<'_> {
    Text::from_bytes(match data {
        [text @ .., 0] => text,
        text => text,
    })
}

/// A STRING.
#[inline(always)]
pub(super) fn text<'a>(slot: &mut Option<Text<'a>>, data: &'a [u8]) -> Taken {
    set(slot, text_of(data))
}

/// An UNSPEC.
#[inline(always)]
pub(super) fn bytes<'a>(slot: &mut Option<Bytes<'a>>, data: &'a [u8]) -> Taken {
    set(slot, Bytes::borrowed(data))
}

/// A USHORT.
#[inline(always)]
pub(super) fn ushort<T>(slot: &mut Option<T>, data: &[u8], of: fn(u16) -> T) -> Taken {
    match data {
        [high, low] => set(slot, of(u16::from_be_bytes([*high, *low]))),
        _ => Some(false),
    }
}

/// A UINT.
#[inline(always)]
pub(super) fn uint<T>(slot: &mut Option<T>, data: &[u8], of: fn(u32) -> T) -> Taken {
    match *data {
        [a, b, c, d] => set(slot, of(u32::from_be_bytes([a, b, c, d]))),
        _ => Some(false),
    }
}

/// An entry is opened by the first member, and by one whose place is not after the last.
#[inline(always)]
pub(super) fn entry<'l, T: Default>(
    list: &'l mut Vec<T>,
    last: &mut usize,
    place: usize,
    room: impl FnOnce() -> usize,
) -> &'l mut T {
    if list.is_empty() || place <= *last {
        if list.capacity() == 0 {
            list.reserve_exact(room());
        }
        list.push(T::default());
    }
    *last = place;
    list.last_mut().expect("an entry")
}

/// Gives back the room of entries that did not come.
#[inline(always)]
pub(super) fn close<T>(list: &mut Vec<T>, count: usize) {
    if list.len() != count && !list.is_empty() {
        list.shrink_to_fit();
    }
}
