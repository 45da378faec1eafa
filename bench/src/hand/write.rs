//! Writing by hand.

use std::mem;

use cti_messages::{Bytes, ProtocolVersion, Text};

/// A fixed part of known size.
pub(super) struct Fixed<const N: usize> {
    bytes: [u8; N],
    at: usize,
}

impl<const N: usize> Fixed<N> {
    #[inline(always)]
    pub(super) fn new() -> Self {
        Self {
            bytes: [0; N],
            at: 0,
        }
    }

    #[inline(always)]
    pub(super) fn ushort(&mut self, value: u16) {
        self.bytes[self.at..self.at + 2].copy_from_slice(&value.to_be_bytes());
        self.at += 2;
    }

    #[inline(always)]
    pub(super) fn uint(&mut self, value: u32) {
        self.bytes[self.at..self.at + 4].copy_from_slice(&value.to_be_bytes());
        self.at += 4;
    }

    #[inline(always)]
    pub(super) fn count(&mut self, entries: usize) -> Option<()> {
        self.ushort(u16::try_from(entries).ok()?);
        Some(())
    }

    #[inline(always)]
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// The floating part of a body. Every method gives `None` if the library has to write, or refuse,
/// the message.
pub(super) struct Floating {
    out: Vec<u8>,
    wide: bool,
    /// The data bytes of named variables and arrays.
    named: usize,
}

/// Writes the floating part of a body. Takes the vector for it, because each field would have to look
/// it up behind a reference.
#[inline(always)]
pub(super) fn floating(
    out: &mut Vec<u8>,
    version: ProtocolVersion,
    write: impl FnOnce(&mut Floating) -> Option<()>,
) -> Option<()> {
    let mut fields = Floating {
        out: mem::take(out),
        wide: version.number() >= 20,
        named: 0,
    };
    let written = write(&mut fields);
    *out = fields.out;
    written
}

impl Floating {
    /// Tag and length of a named variable or array; all of them together have a limit.
    #[inline(always)]
    pub(super) fn named_header(&mut self, tag: u16, length: usize) -> Option<()> {
        self.named += length;
        if self.named > 2000 {
            return None;
        }
        self.header(tag, length)
    }

    pub(super) fn wide(&self) -> bool {
        self.wide
    }

    #[inline(always)]
    pub(super) fn header(&mut self, tag: u16, length: usize) -> Option<()> {
        let [t1, t0] = tag.to_be_bytes();
        if self.wide {
            let [l1, l0] = u16::try_from(length).ok()?.to_be_bytes();
            self.out.extend_from_slice(&[t1, t0, l1, l0]);
        } else {
            if t1 != 0 {
                return None;
            }
            self.out
                .extend_from_slice(&[t0, u8::try_from(length).ok()?]);
        }
        Some(())
    }

    #[inline(always)]
    pub(super) fn raw(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    #[inline(always)]
    pub(super) fn text(&mut self, tag: u16, max: usize, value: &Option<Text<'_>>) -> Option<()> {
        let Some(text) = value else { return Some(()) };
        let length = text.len() + 1;
        if length > max {
            return None;
        }
        self.header(tag, length)?;
        self.out.extend_from_slice(text.as_bytes());
        self.out.push(0);
        Some(())
    }

    #[inline(always)]
    pub(super) fn bytes(&mut self, tag: u16, max: usize, value: &Option<Bytes<'_>>) -> Option<()> {
        let Some(bytes) = value else { return Some(()) };
        if bytes.len() > max {
            return None;
        }
        self.header(tag, bytes.len())?;
        self.out.extend_from_slice(bytes);
        Some(())
    }

    #[inline(always)]
    pub(super) fn ushort(&mut self, tag: u16, value: Option<u16>) -> Option<()> {
        let Some(value) = value else { return Some(()) };
        let ([t1, t0], [v1, v0]) = (tag.to_be_bytes(), value.to_be_bytes());
        if self.wide {
            self.out.extend_from_slice(&[t1, t0, 0, 2, v1, v0]);
        } else if t1 == 0 {
            self.out.extend_from_slice(&[t0, 2, v1, v0]);
        } else {
            return None;
        }
        Some(())
    }

    #[inline(always)]
    pub(super) fn uint(&mut self, tag: u16, value: Option<u32>) -> Option<()> {
        let Some(value) = value else { return Some(()) };
        let ([t1, t0], [v3, v2, v1, v0]) = (tag.to_be_bytes(), value.to_be_bytes());
        if self.wide {
            self.out.extend_from_slice(&[t1, t0, 0, 4, v3, v2, v1, v0]);
        } else if t1 == 0 {
            self.out.extend_from_slice(&[t0, 4, v3, v2, v1, v0]);
        } else {
            return None;
        }
        Some(())
    }
}

/// Only if the version has a field, if it is there.
#[inline(always)]
pub(super) fn since<T>(first: u8, version: ProtocolVersion, value: &Option<T>) -> Option<()> {
    (value.is_none() || version.number() >= first).then_some(())
}

/// The order in which members of entries are told apart: an entry must open with a member whose
/// place is not after that of the last one.
#[derive(Default)]
pub(super) struct Order {
    last: Option<usize>,
    opened: bool,
}

impl Order {
    #[inline(always)]
    pub(super) fn start(&mut self) {
        self.opened = false;
    }

    #[inline(always)]
    pub(super) fn member(&mut self, place: usize, present: bool) -> Option<()> {
        if present {
            if !self.opened && self.last.is_some_and(|last| place > last) {
                return None;
            }
            self.opened = true;
            self.last = Some(place);
        }
        Some(())
    }

    #[inline(always)]
    pub(super) fn end(&self) -> Option<()> {
        self.opened.then_some(())
    }
}
