//! Floating fields, one after the other: tag, length and data.

use crate::error::{DecodeError, DecodeErrorKind};
use crate::info::MessageInfo;
use crate::version::ProtocolVersion;

/// The floating fields that are left, one after the other.
#[derive(Debug, Clone)]
pub(crate) struct FloatingFields<'a> {
    rest: &'a [u8],
    wide: bool,
}

/// Why there is no next field.
pub(crate) enum Cut {
    /// Tag and length are cut.
    Header,
    /// The data are cut of a field with this tag and length.
    Data(u16, usize),
}

impl<'a> FloatingFields<'a> {
    /// The fields in a floating part.
    #[inline]
    pub(crate) fn new(floating: &'a [u8], version: ProtocolVersion) -> Self {
        Self {
            rest: floating,
            wide: version.has_wide_tags(),
        }
    }

    /// How many bytes are left.
    #[inline]
    pub(crate) fn left(&self) -> usize {
        self.rest.len()
    }

    /// Ends reading; returns how many bytes were left.
    pub(crate) fn end(&mut self) -> usize {
        core::mem::take(&mut self.rest).len()
    }

    /// The next field; `None` at the end.
    #[inline]
    pub(crate) fn next(&mut self) -> Result<Option<(u16, &'a [u8])>, Cut> {
        let (tag, length, rest) = if self.wide {
            match *self.rest {
                [t1, t0, l1, l0, ref rest @ ..] => (
                    u16::from_be_bytes([t1, t0]),
                    usize::from(u16::from_be_bytes([l1, l0])),
                    rest,
                ),
                [] => return Ok(None),
                _ => return Err(Cut::Header),
            }
        } else {
            match *self.rest {
                [tag, length, ref rest @ ..] => (u16::from(tag), usize::from(length), rest),
                [] => return Ok(None),
                _ => return Err(Cut::Header),
            }
        };
        let Some((data, rest)) = rest.split_at_checked(length) else {
            return Err(Cut::Data(tag, length));
        };
        self.rest = rest;
        Ok(Some((tag, data)))
    }
}

/// The error for a field that is cut, of which so many bytes are left at the end of the frame.
#[cold]
pub(crate) fn cut_field(
    info: Option<&'static MessageInfo>,
    version: ProtocolVersion,
    end: usize,
    cut: Cut,
    left: usize,
) -> DecodeError {
    let (kind, field) = match cut {
        Cut::Header => (DecodeErrorKind::FieldHeaderCut { have: left }, None),
        Cut::Data(tag, told) => {
            let have = left - if version.has_wide_tags() { 4 } else { 2 };
            let name = info.and_then(|info| info.name_of_tag(tag));
            (DecodeErrorKind::FieldCut { told, have }, name)
        }
    };
    let error = DecodeError::new(kind, end - left).in_field(field);
    match info {
        Some(info) => error.in_message(info.name),
        None => error,
    }
}
