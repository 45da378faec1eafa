//! Where encoded bytes go.

use alloc::vec::Vec;

use crate::frame::HEADER_BYTES;
use crate::info::MAX_FORM_BYTES;
use crate::version::ProtocolVersion;

/// The bytes from the start of a message that are kept even if nothing is written: enough to
/// tell the forms of a message apart, the header, the fixed part and a floating field with an integer.
const HEAD_BYTES: usize =
    HEADER_BYTES + MAX_FORM_BYTES + ProtocolVersion::LATEST.field_header_bytes() + size_of::<u32>();

/// The start of a message that is not written, or not to its end.
pub(crate) struct Head([u8; HEAD_BYTES]);

impl Default for Head {
    fn default() -> Self {
        Self([0; HEAD_BYTES])
    }
}

/// Where encoded bytes go.
pub(crate) enum Sink<'o> {
    /// To the end of a vector, which has so many bytes of others before.
    Vec(&'o mut Vec<u8>, usize),
    /// Into a slice. Bytes beyond its end are counted, not written; the first are kept aside too.
    Slice(&'o mut [u8], usize, &'o mut Head),
    /// Nowhere: they are counted, and the first of them kept.
    Count(&'o mut Head, usize),
}

impl<'o> Sink<'o> {
    pub(crate) fn vec(vec: &'o mut Vec<u8>) -> Self {
        let start = vec.len();
        Self::Vec(vec, start)
    }

    pub(crate) fn slice(slice: &'o mut [u8], head: &'o mut Head) -> Self {
        Self::Slice(slice, 0, head)
    }

    pub(crate) fn count(head: &'o mut Head) -> Self {
        Self::Count(head, 0)
    }

    /// The bytes of this message so far.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Vec(vec, start) => vec.len() - start,
            Self::Slice(_, len, _) | Self::Count(_, len) => *len,
        }
    }

    /// Appends bytes.
    #[inline]
    pub(crate) fn put(&mut self, bytes: &[u8]) {
        match self {
            Self::Vec(vec, _) => vec.extend_from_slice(bytes),
            Self::Slice(slice, len, head) => {
                put_bounded(&mut head.0, *len, bytes);
                put_bounded(slice, *len, bytes);
                *len += bytes.len();
            }
            Self::Count(head, len) => {
                put_bounded(&mut head.0, *len, bytes);
                *len += bytes.len();
            }
        }
    }

    /// Replaces bytes that were put before.
    pub(crate) fn patch(&mut self, at: usize, bytes: &[u8]) {
        let (all, at) = match self {
            Self::Vec(vec, start) => (vec.as_mut_slice(), *start + at),
            Self::Slice(slice, ..) => (&mut **slice, at),
            Self::Count(head, _) => (head.0.as_mut_slice(), at),
        };
        if let Some(place) = all.get_mut(at..at + bytes.len()) {
            place.copy_from_slice(bytes);
        }
    }

    /// The start of the message, as far as it is there.
    pub(crate) fn head(&self) -> &[u8] {
        let bytes = match self {
            Self::Vec(vec, start) => vec.get(*start..).unwrap_or_default(),
            Self::Slice(_, len, head) | Self::Count(head, len) => {
                head.0.get(..*len).unwrap_or(&head.0)
            }
        };
        bytes.get(..HEAD_BYTES).unwrap_or(bytes)
    }

    /// Takes everything back that was appended to a vector.
    pub(crate) fn undo(&mut self) {
        if let Self::Vec(vec, start) = self {
            vec.truncate(*start);
        }
    }
}

/// Writes what fits.
fn put_bounded(slice: &mut [u8], at: usize, bytes: &[u8]) {
    if let Some(rest) = slice.get_mut(at..) {
        let fitting = bytes.len().min(rest.len());
        rest[..fitting].copy_from_slice(&bytes[..fitting]);
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;
    use alloc::vec::Vec;

    use super::{HEAD_BYTES, Head, Sink};

    /// Puts a hundred bytes in pieces, and replaces the first two.
    fn fill(output: &mut Sink<'_>) {
        let bytes: Vec<u8> = (0..100).collect();
        assert!(output.head().is_empty());
        for (number, piece) in bytes.chunks(7).enumerate() {
            assert_eq!(output.len(), 7 * number);
            output.put(piece);
            let so_far = (7 * number + piece.len()).min(HEAD_BYTES);
            assert_eq!(output.head(), &bytes[..so_far]);
        }
        assert_eq!(output.len(), 100);
        output.patch(0, &[0xAA, 0xBB]);
        output.patch(3, &[0xCC]);
    }

    fn expected() -> Vec<u8> {
        let mut bytes: Vec<u8> = (0..100).collect();
        bytes[..4].copy_from_slice(&[0xAA, 0xBB, 2, 0xCC]);
        bytes
    }

    #[test]
    fn a_vector_grows_at_its_end() {
        let mut vec = vec![1, 2, 3];
        fill(&mut Sink::vec(&mut vec));
        assert_eq!(vec[..3], [1, 2, 3]);
        assert_eq!(vec[3..], expected());
        let mut output = Sink::vec(&mut vec);
        output.put(&[9; 9]);
        output.undo();
        assert_eq!(output.len(), 0);
        assert_eq!(vec.len(), 103);
    }

    #[test]
    fn a_slice_takes_what_fits() {
        for room in [0, 1, 2, 3, 4, 63, 64, 65, 99, 100, 101] {
            let mut slice = vec![0xEE; room + 1];
            fill(&mut Sink::slice(&mut slice[..room], &mut Head::default()));
            assert_eq!(slice[room], 0xEE);
            let written = room.min(100);
            // What does not fit is not patched either.
            let patched = &expected()[..written];
            if room >= 4 {
                assert_eq!(&slice[..written], patched, "{room}");
            } else {
                let plain: Vec<u8> = (0..100).collect();
                let from = if room < 2 { 0 } else { 2 };
                assert_eq!(slice[from..written], plain[from..written], "{room}");
            }
        }
    }

    #[test]
    fn what_is_counted_goes_nowhere() {
        let mut head = Head::default();
        let mut output = Sink::count(&mut head);
        fill(&mut output);
        assert_eq!(output.head(), &expected()[..HEAD_BYTES]);
        output.undo();
        assert_eq!(output.len(), 100);
    }
}
