//! Message headers (MHDR): read and written here only.

use crate::generated::message_type::MessageType;

/// The bytes of a message header (MHDR): MessageLength and MessageType, each a UINT.
pub const HEADER_BYTES: usize = 8;

/// The bytes of MessageLength, the first of a header.
pub(crate) const LENGTH_BYTES: usize = 4;

/// A message header.
#[derive(Clone, Copy)]
pub(crate) struct Header {
    /// The bytes of the body.
    pub(super) length: u32,
    pub(super) message_type: MessageType,
}

impl Header {
    /// The header at the start of some bytes, and what follows it.
    #[inline]
    pub(super) fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (length, rest) = bytes.split_first_chunk()?;
        let (message_type, rest) = rest.split_first_chunk()?;
        let header = Self {
            length: u32::from_be_bytes(*length),
            message_type: MessageType(u32::from_be_bytes(*message_type)),
        };
        Some((header, rest))
    }

    /// The header of a message with a body of so many bytes; `None` if they are more than it can announce.
    #[inline]
    pub(crate) fn of_body(message_type: MessageType, bytes: usize) -> Option<Self> {
        Some(Self {
            length: u32::try_from(bytes).ok()?,
            message_type,
        })
    }

    /// The header until the length is known, all ones there: nobody takes a message for whole that is
    /// not finished.
    #[inline]
    pub(crate) const fn unfinished(message_type: MessageType) -> Self {
        Self {
            length: u32::MAX,
            message_type,
        }
    }

    /// The header as it travels.
    #[inline]
    pub(crate) fn to_bytes(self) -> [u8; HEADER_BYTES] {
        (u64::from(self.length) << 32 | u64::from(self.message_type.0)).to_be_bytes()
    }

    /// The first [`LENGTH_BYTES`] of the header, which an unfinished one lacks.
    #[inline]
    pub(crate) const fn length_bytes(self) -> [u8; LENGTH_BYTES] {
        self.length.to_be_bytes()
    }
}
