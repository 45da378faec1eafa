//! Appending floating fields.

use super::{FastWriter, FrameVec, TakeSlowPath};
use crate::generated::tags::Tag;
use crate::info::{FieldInfo, NamedParts};
use crate::wire::Data;

impl<O: FrameVec> FastWriter<O> {
    /// Appends a floating field.
    // With the field and the kind of its data known, hardly anything of this is left. As a call,
    // all of it would be looked up for each field, at twice the cost. Without optimisation all of it
    // would be there for each field, which is half of the machine code of the crate; so not then.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) fn put(
        &mut self,
        info: &'static FieldInfo,
        data: Data<'_>,
    ) -> Result<(), TakeSlowPath> {
        if !info.versions.contains(self.version) && self.mode.is_strict() {
            return Err(TakeSlowPath);
        }
        match data {
            Data::Bits(bits, size) => self.bits(info.tag, bits, size),
            Data::Bytes(bytes) => {
                self.start_field(info, bytes.len())?;
                self.out.extend_from_slice(bytes);
                Ok(())
            }
            Data::Text(text) => {
                self.start_field(info, text.len() + 1)?;
                self.out.extend_from_slice(text);
                self.out.push(0);
                Ok(())
            }
            Data::Named { index, name, value } => {
                let length = usize::from(index.is_some()) + name.len() + value.len() + 2;
                self.check_parts(info.parts, name, value)?;
                self.start_field(info, length)?;
                self.out.extend(index);
                self.out.extend_from_slice(name);
                self.out.push(0);
                self.out.extend_from_slice(value);
                self.out.push(0);
                Ok(())
            }
        }
    }

    /// Refuses a name that its NUL does not end, and in strict mode what the guide forbids.
    #[inline]
    fn check_parts(
        &self,
        parts: Option<NamedParts>,
        name: &[u8],
        value: &[u8],
    ) -> Result<(), TakeSlowPath> {
        let is_refused =
            |parts: NamedParts| self.mode.is_strict() && parts.check(name, value).is_err();
        if name.contains(&0) || parts.is_some_and(is_refused) {
            return Err(TakeSlowPath);
        }
        Ok(())
    }

    /// Appends tag and length of a field, which in strict mode must not be too long.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn start_field(&mut self, info: &'static FieldInfo, length: usize) -> Result<(), TakeSlowPath> {
        if info.max(self.version).is_some_and(|max| length > max) && self.mode.is_strict() {
            return Err(TakeSlowPath);
        }
        self.header(info.tag, length)
    }

    /// Appends tag and length.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) fn header(&mut self, tag: Tag, length: usize) -> Result<(), TakeSlowPath> {
        let ([t1, t0], Ok(length)) = (tag.0.to_be_bytes(), u16::try_from(length)) else {
            return Err(TakeSlowPath);
        };
        let [l1, l0] = length.to_be_bytes();
        self.out.extend_from_slice(&[t1, t0, l1, l0]);
        Ok(())
    }

    /// Appends a number of so many bytes under a tag.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) fn bits(&mut self, tag: Tag, bits: u32, size: usize) -> Result<(), TakeSlowPath> {
        let ([t1, t0], [b3, b2, b1, b0]) = (tag.0.to_be_bytes(), bits.to_be_bytes());
        match size {
            4 => self.out.extend_from_slice(&[t1, t0, 0, 4, b3, b2, b1, b0]),
            2 => self.out.extend_from_slice(&[t1, t0, 0, 2, b1, b0]),
            1 => self.out.extend_from_slice(&[t1, t0, 0, 1, b0]),
            _ => return Err(TakeSlowPath),
        }
        Ok(())
    }

    /// The tag of the field that starts at a place of the vector; `None` if none does.
    #[inline]
    pub(super) fn tag_at(&self, place: usize) -> Option<u16> {
        let [high, low, ..] = *self.out.get(place..)? else {
            return None;
        };
        Some(u16::from_be_bytes([high, low]))
    }
}
