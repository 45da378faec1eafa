//! The short way of writing: of a message of which nothing has to be placed, traced or told apart.
//!
//! Nearly every message is one without unknown fields that goes to a vector. Its fields need not be
//! counted, and there is nothing to look for before each. Whatever cannot be written this way (a
//! value that is refused above all) is left to the careful way, which finds out what to say.

use alloc::vec::Vec;

use super::{Output, Writer};
use crate::info::{FieldInfo, Form, NamedParts};
use crate::version::ProtocolVersion;
use crate::wire::{Data, WireValue};

impl Writer<'_, '_> {
    /// Writes a floating field strictly, with wide tags, to a vector: as nearly all are.
    /// False if that is not to be done in the short way.
    // With the field, the kind of its data, the mode and the width known, hardly anything of this
    // is left. As a call, all of it would be looked up for each field, at twice the cost.
    #[inline(always)]
    pub(super) fn put_usual(&mut self, info: &'static FieldInfo, data: Data<'_>) -> bool {
        let Output::Vec(out, _) = &mut self.output else {
            return false;
        };
        PlainOutput { out, wide: true }.field(info, data, self.version, true)
    }

    /// Writes a floating field; false if that is not to be done in the short way.
    pub(super) fn put_plain(&mut self, info: &'static FieldInfo, data: Data<'_>) -> bool {
        let wide = self.version.has_wide_tags();
        let Output::Vec(out, _) = &mut self.output else {
            return false;
        };
        PlainOutput { out, wide }.field(info, data, self.version, self.strict)
    }

    /// Writes a number under a tag; false if that is not to be done in the short way.
    #[inline]
    pub(super) fn put_plain_bits(&mut self, tag: u16, bits: u32, size: usize) -> bool {
        let Output::Vec(out, _) = &mut self.output else {
            return false;
        };
        let wide = self.version.has_wide_tags();
        PlainOutput { out, wide }.bits(tag, bits, size)
    }

    /// Writes so many values, each of so many bytes, as one field, none for no values; false, and
    /// nothing written, if that is not to be done in the short way.
    #[inline]
    pub(super) fn put_plain_array<'v>(
        &mut self,
        info: &'static FieldInfo,
        size: usize,
        count: usize,
        values: impl Iterator<Item = Data<'v>>,
    ) -> bool {
        if self.is_limited() || self.strict && !info.window.contains(self.version) {
            return false;
        }
        let wide = self.version.has_wide_tags();
        let Output::Vec(out, _) = &mut self.output else {
            return false;
        };
        if count == 0 {
            return true;
        }
        let length = size * count;
        if !(PlainOutput { out, wide }).header(info.tag, length) {
            return false;
        }
        out.reserve(length);
        for value in values {
            if let Data::Bits(bits, size) = value {
                let bytes = bits.to_be_bytes();
                out.extend_from_slice(&bytes[4usize.saturating_sub(size)..]);
            }
        }
        true
    }

    /// Writes a member of entries as a column, and tells how many of them have it; `None`, and
    /// nothing written, if that is not to be done in the short way: where some lack it.
    #[inline]
    pub fn put_column<'v, T: WireValue + 'v>(
        &mut self,
        info: &'static FieldInfo,
        column: impl ExactSizeIterator<Item = &'v Option<T>> + Clone,
    ) -> Option<usize> {
        let Form::Sized(size) = T::FORM else {
            return None;
        };
        let present = if column.clone().all(Option::is_some) {
            column.len()
        } else if column.clone().all(Option::is_none) {
            0
        } else {
            return None;
        };
        let values = column.flatten().map(T::to_data);
        self.put_plain_array(info, size, present, values)
            .then_some(present)
    }

    /// Whether the list that is written has a limit together with others. The short way does not
    /// know what its entries have written.
    pub(super) fn is_limited(&self) -> bool {
        let mut limits = self.info.combined_limits.iter();
        limits.any(|limit| limit.lists.contains(&self.member))
    }

    /// Adds to the data bytes of a list, where lists have limits together; false, and nothing
    /// added, if they are exceeded.
    pub(super) fn add_to_limits(&mut self, bytes: usize) -> bool {
        let limits = self.info.combined_limits.iter().zip(&mut self.combined);
        let of_this_list = limits.filter(|(limit, _)| limit.lists.contains(&self.member));
        for (limit, total) in of_this_list {
            if self.strict && *total + bytes > limit.bytes {
                return false;
            }
            *total += bytes;
        }
        true
    }
}

/// A vector that fields are written to, and whether tags and lengths are wide.
struct PlainOutput<'v> {
    out: &'v mut Vec<u8>,
    wide: bool,
}

impl PlainOutput<'_> {
    /// Writes a floating field.
    #[inline(always)]
    fn field(
        self,
        info: &'static FieldInfo,
        data: Data<'_>,
        version: ProtocolVersion,
        strict: bool,
    ) -> bool {
        if strict && !info.window.contains(version) {
            return false;
        }
        let max = match data {
            Data::Bits(bits, size) => return self.bits(info.tag, bits, size),
            _ if strict => info.max(version).unwrap_or(usize::MAX),
            _ => usize::MAX,
        };
        match data {
            Data::Bytes(bytes) => self.bytes(info.tag, max, bytes),
            Data::Text(text) => self.text(info.tag, max, text),
            Data::Named { index, name, value } => {
                let parts = info.parts.filter(|_| strict);
                self.named(info.tag, max, parts, index, name, value)
            }
            Data::Bits(..) => false,
        }
    }

    /// Writes tag and length.
    #[inline(always)]
    fn header(&mut self, tag: u16, length: usize) -> bool {
        let ([t1, t0], Ok(length)) = (tag.to_be_bytes(), u16::try_from(length)) else {
            return false;
        };
        let [l1, l0] = length.to_be_bytes();
        if self.wide {
            self.out.extend_from_slice(&[t1, t0, l1, l0]);
        } else if t1 == 0 && l1 == 0 {
            self.out.extend_from_slice(&[t0, l0]);
        } else {
            return false;
        }
        true
    }

    /// Writes a number.
    #[inline(always)]
    fn bits(self, tag: u16, bits: u32, size: usize) -> bool {
        let ([t1, t0], [b3, b2, b1, b0]) = (tag.to_be_bytes(), bits.to_be_bytes());
        match (self.wide, size) {
            (true, 4) => self.out.extend_from_slice(&[t1, t0, 0, 4, b3, b2, b1, b0]),
            (true, 2) => self.out.extend_from_slice(&[t1, t0, 0, 2, b1, b0]),
            (true, 1) => self.out.extend_from_slice(&[t1, t0, 0, 1, b0]),
            (false, 4) if t1 == 0 => self.out.extend_from_slice(&[t0, 4, b3, b2, b1, b0]),
            (false, 2) if t1 == 0 => self.out.extend_from_slice(&[t0, 2, b1, b0]),
            (false, 1) if t1 == 0 => self.out.extend_from_slice(&[t0, 1, b0]),
            _ => return false,
        }
        true
    }

    /// Writes bytes as they are.
    #[inline(always)]
    fn bytes(mut self, tag: u16, max: usize, bytes: &[u8]) -> bool {
        if bytes.len() > max || !self.header(tag, bytes.len()) {
            return false;
        }
        self.out.extend_from_slice(bytes);
        true
    }

    /// Writes text and its NUL.
    #[inline(always)]
    fn text(mut self, tag: u16, max: usize, text: &[u8]) -> bool {
        if text.len() >= max || !self.header(tag, text.len() + 1) {
            return false;
        }
        self.out.extend_from_slice(text);
        self.out.push(0);
        true
    }

    /// Writes a named variable or an element of a named array.
    fn named(
        mut self,
        tag: u16,
        max: usize,
        parts: Option<NamedParts>,
        index: Option<u8>,
        name: &[u8],
        value: &[u8],
    ) -> bool {
        let length = usize::from(index.is_some()) + name.len() + value.len() + 2;
        if length > max
            || name.contains(&0)
            || parts.is_some_and(|parts| parts.check(name, value).is_err())
            || !self.header(tag, length)
        {
            return false;
        }
        if let Some(index) = index {
            self.out.push(index);
        }
        self.out.extend_from_slice(name);
        self.out.push(0);
        self.out.extend_from_slice(value);
        self.out.push(0);
        true
    }
}
