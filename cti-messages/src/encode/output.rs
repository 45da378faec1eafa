//! Where encoded bytes go.

use alloc::vec::Vec;

/// The bytes from the start of a message that are kept even if nothing is written: enough to
/// tell the forms of a message apart.
const HEAD_BYTES: usize = 64;

/// Where encoded bytes go.
pub(crate) enum Output<'o> {
    /// To the end of a vector, which has so many bytes of others before.
    Vec(&'o mut Vec<u8>, usize),
    /// Into a slice. Bytes beyond its end are counted, not written; the first are kept aside too.
    Slice(&'o mut [u8], usize, [u8; HEAD_BYTES]),
    /// Nowhere: they are counted, and the first of them kept.
    Count([u8; HEAD_BYTES], usize),
}

impl<'o> Output<'o> {
    pub(crate) fn vec(vec: &'o mut Vec<u8>) -> Self {
        let start = vec.len();
        Self::Vec(vec, start)
    }

    pub(crate) fn slice(slice: &'o mut [u8]) -> Self {
        Self::Slice(slice, 0, [0; HEAD_BYTES])
    }

    pub(crate) fn count() -> Self {
        Self::Count([0; HEAD_BYTES], 0)
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
                put_bounded(head, *len, bytes);
                put_bounded(slice, *len, bytes);
                *len += bytes.len();
            }
            Self::Count(head, len) => {
                put_bounded(head, *len, bytes);
                *len += bytes.len();
            }
        }
    }

    /// Replaces bytes that were put before.
    pub(crate) fn patch(&mut self, at: usize, bytes: &[u8]) {
        let (all, at) = match self {
            Self::Vec(vec, start) => (vec.as_mut_slice(), *start + at),
            Self::Slice(slice, ..) => (&mut **slice, at),
            Self::Count(head, _) => (head.as_mut_slice(), at),
        };
        if let Some(place) = all.get_mut(at..at + bytes.len()) {
            place.copy_from_slice(bytes);
        }
    }

    /// The start of the message, as far as it is there.
    pub(crate) fn head(&self) -> &[u8] {
        let bytes = match self {
            Self::Vec(vec, start) => vec.get(*start..).unwrap_or_default(),
            Self::Slice(_, len, head) | Self::Count(head, len) => head.get(..*len).unwrap_or(head),
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
