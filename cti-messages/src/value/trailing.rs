//! The bytes after the header of a message without a known layout.

use alloc::vec::Vec;
use core::fmt;
use core::ops::Deref;

use super::Bytes;
use crate::error::bytes;
use crate::into_owned::IntoOwned;

/// The bytes after the header of a message of which only the header is known, kept as they came.
///
/// Nothing says what they are, so they are carried like other bytes, but never shown: they may be
/// a secret.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct TrailingBytes<'a>(pub Bytes<'a>);

impl IntoOwned for TrailingBytes<'_> {
    type Owned = TrailingBytes<'static>;

    fn into_owned(self) -> TrailingBytes<'static> {
        TrailingBytes(self.0.into_owned())
    }
}

impl Deref for TrailingBytes<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl<'a> From<&'a [u8]> for TrailingBytes<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self(bytes.into())
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for TrailingBytes<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Self(bytes.into())
    }
}

impl From<Vec<u8>> for TrailingBytes<'_> {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes.into())
    }
}

/// How many bytes they are: `<2 bytes>`.
impl fmt::Debug for TrailingBytes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}>", bytes(self.len()))
    }
}
