//! The body of a message that is being read.

use crate::error::{DecodeError, DecodeErrorKind};
use crate::frame::HEADER_BYTES;
use crate::info::{FieldInfo, FixedPlace, MessageInfo};
use crate::version::ProtocolVersion;
use crate::wire::bits_of;

/// What follows the header, from the next byte that is to be read.
#[derive(Clone, Copy)]
pub struct Body<'a> {
    /// What is known of the message.
    pub info: &'static MessageInfo,
    /// The version in which it is written.
    pub version: ProtocolVersion,
    /// Whether what the guide forbids is refused.
    pub strict: bool,
    /// The bytes that are left.
    pub(super) rest: &'a [u8],
    /// Where they start in the frame.
    pub(super) offset: usize,
}

impl<'a> Body<'a> {
    /// The whole body of a message.
    pub(crate) fn new(
        info: &'static MessageInfo,
        version: ProtocolVersion,
        strict: bool,
        bytes: &'a [u8],
    ) -> Self {
        Self {
            info,
            version,
            strict,
            rest: bytes,
            offset: HEADER_BYTES,
        }
    }

    /// The bytes that are left.
    #[must_use]
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The next piece of the fixed part.
    ///
    /// # Errors
    /// If the body is shorter; `fixed` are the fields among which the one that is cut is found.
    #[inline]
    pub fn chunk<const N: usize>(
        &mut self,
        fixed: &'static [FixedPlace],
    ) -> Result<&'a [u8; N], DecodeError> {
        match self.rest.split_first_chunk() {
            Some((chunk, rest)) => {
                self.rest = rest;
                self.offset += N;
                Ok(chunk)
            }
            None => Err(self.cut(fixed)),
        }
    }

    /// The error for a fixed part that is cut.
    #[cold]
    fn cut(&self, fixed: &'static [FixedPlace]) -> DecodeError {
        let have = self.offset - HEADER_BYTES + self.rest.len();
        let (mut start, mut needed) = (0, 0);
        let mut name = None;
        for place in fixed
            .iter()
            .filter(|place| place.window.contains(self.version))
        {
            (start, needed) = (needed, needed + place.size);
            name = Some(place.name);
            if needed > have {
                break;
            }
        }
        let kind = DecodeErrorKind::FixedPartCut { needed, have };
        let error = DecodeError::new(kind, HEADER_BYTES + start).in_message(self.info.name);
        error.in_field(name)
    }
}

/// Whether a body has a fixed part of some size and then nothing, or exactly one floating field.
///
/// `head` is the start of the body, `length` its whole length.
#[must_use]
pub fn body_has_shape(
    head: &[u8],
    length: usize,
    version: ProtocolVersion,
    fixed_bytes: usize,
    field: Option<&FieldInfo>,
) -> bool {
    let Some(field) = field else {
        return length == fixed_bytes;
    };
    let crate::info::Form::Sized(size) = field.form else {
        return false;
    };
    let width = if version.has_wide_tags() { 2 } else { 1 };
    let number = |at| {
        let bytes: &[u8] = head.get(at..at + width)?;
        Some(bits_of(bytes) as usize)
    };
    length == fixed_bytes + 2 * width + size
        && number(fixed_bytes) == Some(usize::from(field.tag))
        && number(fixed_bytes + width) == Some(size)
}
