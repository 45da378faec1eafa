//! The body of a message that is being read.

use crate::error::{DecodeError, DecodeErrorKind};
use crate::frame::HEADER_BYTES;
use crate::info::{FieldInfo, FixedPlace, MessageInfo};
use crate::mode::Mode;
use crate::version::ProtocolVersion;
use crate::wire::bits_of;

/// What follows the header, from the next byte that is to be read.
#[derive(Clone, Copy)]
pub struct Body<'a> {
    /// What is known of the message.
    pub info: &'static MessageInfo,
    /// The version in which it is written.
    pub version: ProtocolVersion,
    /// How strict it is.
    pub mode: Mode,
    /// All bytes of it.
    whole: &'a [u8],
    /// The bytes that are left.
    pub(super) rest: &'a [u8],
}

impl<'a> Body<'a> {
    /// The whole body of a message.
    #[inline]
    #[must_use]
    pub fn new(
        info: &'static MessageInfo,
        whole: &'a [u8],
        version: ProtocolVersion,
        mode: Mode,
    ) -> Self {
        Self {
            info,
            version,
            mode,
            whole,
            rest: whole,
        }
    }

    /// Where the body ends in the frame.
    #[inline]
    pub(super) fn end(&self) -> usize {
        HEADER_BYTES + self.whole.len()
    }

    /// Whether no bytes are left.
    #[inline]
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.rest.is_empty()
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
                Ok(chunk)
            }
            None => Err(cut_fixed_part(
                self.info,
                self.whole.len(),
                self.version,
                fixed,
            )),
        }
    }
}

/// The error for a fixed part that is cut, of which there are so many bytes.
///
/// It is told all by value: what is borrowed for this rare case could not stay in registers in all
/// others.
#[cold]
pub(crate) fn cut_fixed_part(
    info: &'static MessageInfo,
    actual: usize,
    version: ProtocolVersion,
    fixed: &'static [FixedPlace],
) -> DecodeError {
    let (mut start, mut needed) = (0, 0);
    let mut name = None;
    for place in fixed
        .iter()
        .filter(|place| place.versions.contains(version))
    {
        (start, needed) = (needed, needed + place.size);
        name = Some(place.name);
        if needed > actual {
            break;
        }
    }
    let kind = DecodeErrorKind::TruncatedFixedPart { needed, actual };
    let error = DecodeError::new(kind, HEADER_BYTES + start).in_message(info.name);
    error.in_field(name)
}

/// Whether a body has a fixed part of some size and then nothing, or exactly one floating field.
///
/// `head` is the start of the body, `length` its whole length.
#[must_use]
pub(crate) fn body_has_shape(
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
    let width = version.tag_bytes();
    let number = |at| {
        let bytes: &[u8] = head.get(at..at + width)?;
        Some(bits_of(bytes) as usize)
    };
    length == fixed_bytes + 2 * width + size
        && number(fixed_bytes) == Some(usize::from(field.tag.0))
        && number(fixed_bytes + width) == Some(size)
}
