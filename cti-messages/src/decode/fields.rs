//! Floating fields, one after the other: tag, length and data.

use crate::error::{DecodeError, DecodeErrorKind};
use crate::generated::tags::Tag;
use crate::info::MessageInfo;
use crate::version::ProtocolVersion;

/// The floating fields that are left, one after the other.
#[derive(Clone)]
pub(crate) struct FloatingFields<'a> {
    rest: &'a [u8],
    wide: bool,
}

/// Why there is no next field.
pub(crate) enum Cut {
    /// Tag and length are cut.
    Header,
    /// The data are cut of a field with this tag and length.
    Data(Tag, usize),
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
        let first = if self.wide {
            first_wide(self.rest)?
        } else {
            first_narrow(self.rest)?
        };
        Ok(first.map(|(tag, data, rest)| {
            self.rest = rest;
            (tag, data)
        }))
    }
}

/// A field and what follows it; `None` at the end.
type First<'a> = Option<(u16, &'a [u8], &'a [u8])>;

/// The first field, of which tag and length take two bytes each.
#[inline(always)]
fn first_wide(fields: &[u8]) -> Result<First<'_>, Cut> {
    match *fields {
        [t1, t0, l1, l0, ref rest @ ..] => {
            let tag = u16::from_be_bytes([t1, t0]);
            split(tag, u16::from_be_bytes([l1, l0]), rest)
        }
        [] => Ok(None),
        _ => Err(Cut::Header),
    }
}

/// The first field, of which tag and length take one byte each.
// A call, because what old versions share with new ones would have to be jumped to by both.
#[cold]
#[inline(never)]
fn first_narrow(fields: &[u8]) -> Result<First<'_>, Cut> {
    match *fields {
        [tag, length, ref rest @ ..] => split(tag.into(), length.into(), rest),
        [] => Ok(None),
        _ => Err(Cut::Header),
    }
}

/// A field whose data are the first of what follows tag and length.
#[inline(always)]
fn split(tag: u16, length: u16, rest: &[u8]) -> Result<First<'_>, Cut> {
    let length = usize::from(length);
    match rest.split_at_checked(length) {
        Some((data, rest)) => Ok(Some((tag, data, rest))),
        None => Err(Cut::Data(Tag(tag), length)),
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
        Cut::Header => (DecodeErrorKind::TruncatedFieldHeader { actual: left }, None),
        Cut::Data(tag, declared) => {
            let actual = left - version.field_header_bytes();
            let name = info.and_then(|info| info.name_of_tag(tag));
            (DecodeErrorKind::TruncatedField { declared, actual }, name)
        }
    };
    let error = DecodeError::new(kind, end - left).in_field(field);
    match info {
        Some(info) => error.in_message(info.name),
        None => error,
    }
}
