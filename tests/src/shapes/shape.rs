//! A frame that is filled with the same fields over and over.

use std::fmt;

use cti_messages::info::{MemberInfo, MessageInfo};
use cti_messages::{HEADER_BYTES, ProtocolVersion};

use crate::frames::{Field, Pieces, fixed_bytes, put_together};

/// What the counts of the fixed part tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    /// As much as they can: a lie, in a frame that is filled with less.
    Most,
    /// This number.
    Number(u32),
}

/// A frame that is filled with the same fields over and over.
#[derive(Clone)]
pub struct Shape {
    /// The message.
    pub info: &'static MessageInfo,
    /// The version in which it is written.
    pub version: ProtocolVersion,
    /// What the counts of the fixed part tell.
    pub counts: Counts,
    /// The fields that come once.
    pub once: Vec<Field>,
    /// The fields that then come over and over.
    pub repeated: Vec<Field>,
}

impl Shape {
    /// A message without floating fields.
    #[must_use]
    pub fn empty(info: &'static MessageInfo, version: ProtocolVersion, counts: Counts) -> Self {
        let (once, repeated) = (Vec::new(), Vec::new());
        Self {
            info,
            version,
            counts,
            once,
            repeated,
        }
    }

    /// The longest frame of this shape that has no more than so many bytes.
    #[must_use]
    pub fn frame(&self, size: usize) -> Vec<u8> {
        let pieces = Pieces {
            message_type: self.info.message_type.0,
            fixed: self.fixed(),
            fields: self.fields(size).cloned().collect(),
        };
        put_together(&pieces, self.version)
    }

    /// How many floating fields that frame has.
    #[must_use]
    pub fn fields_within(&self, size: usize) -> usize {
        self.fields(size).count()
    }

    fn fields(&self, size: usize) -> impl Iterator<Item = &Field> {
        let width = if self.version.has_wide_tags() { 4 } else { 2 };
        let mut left = size.saturating_sub(HEADER_BYTES + fixed_bytes(self.info, self.version));
        self.once
            .iter()
            .chain(self.repeated.iter().cycle())
            .take_while(move |field| {
                let bytes = width + field.data.len();
                let fits = bytes <= left;
                left = left.saturating_sub(bytes);
                fits
            })
    }

    /// The fixed part: zeros, but for the counts, and for the version of a message that names it.
    fn fixed(&self) -> Vec<u8> {
        let mut fixed = Vec::with_capacity(fixed_bytes(self.info, self.version));
        for place in self.info.fixed {
            if !place.versions.contains(self.version) {
                continue;
            }
            let bits = if self.info.version_at == Some(fixed.len()) {
                u32::from(self.version.number())
            } else if self.is_count(place.name) {
                match self.counts {
                    Counts::Most => u32::MAX,
                    Counts::Number(number) => number,
                }
            } else {
                0
            };
            let bytes = u64::from(bits).to_be_bytes();
            let size = place.size.min(bytes.len());
            fixed.resize(fixed.len() + place.size - size, 0);
            fixed.extend(&bytes[bytes.len() - size..]);
        }
        fixed
    }

    fn is_count(&self, name: &str) -> bool {
        let mut members = self.info.members.iter();
        members.any(|member| matches!(member, MemberInfo::List(list) if list.count.name == name))
    }
}

/// Short enough for a table, and enough to make the frame again.
impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            info,
            version,
            counts,
            ..
        } = self;
        write!(f, "{} at {}", info.name, version.number())?;
        match counts {
            Counts::Most => f.write_str(", counts all ones")?,
            Counts::Number(number) => write!(f, ", counts {number}")?,
        }
        for (what, fields) in [("once", &self.once), ("repeated", &self.repeated)] {
            if fields.is_empty() {
                continue;
            }
            write!(f, ", {what}:")?;
            for field in fields {
                let first = field.data.first().copied().unwrap_or_default();
                match field.data.len() {
                    0 => write!(f, " {}[]", field.tag)?,
                    length => write!(f, " {}[{length} x {first:02X}]", field.tag)?,
                }
            }
        }
        Ok(())
    }
}
