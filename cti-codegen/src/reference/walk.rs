//! A message read with the model itself, byte range by byte range.
//!
//! The generator must build without cti-messages, so the examples cannot be decoded with it. This
//! reads valid messages only, those of the samples; a test compares it with cti-messages.

mod entry;
mod value;

use cti_spec::model::{FieldType, Layout, Message, Protocol};

use super::layouts::HEADER;
use entry::{Entries, Item};
pub use value::{Value, hex};

/// A message in parts that follow each other without a gap.
#[derive(Debug)]
pub struct Walk<'a> {
    /// The version in which it is written.
    pub version: u8,
    /// Its bytes.
    pub frame: &'a [u8],
    /// The parts.
    pub parts: Vec<Part<'a>>,
}

/// A byte range with what it is.
#[derive(Debug)]
pub struct Part<'a> {
    /// The first byte.
    pub start: usize,
    /// How many bytes of tag and length stand before the value.
    pub header: usize,
    /// The tag, of a floating field.
    pub tag: Option<u16>,
    /// All bytes: tag, length and value.
    pub bytes: &'a [u8],
    /// The entry that it belongs to, `FltSkillGroups 2`; empty outside of lists.
    pub entry: String,
    /// The name of the field.
    pub name: &'a str,
    /// Its type; none of the header.
    pub ty: Option<FieldType>,
    /// Whether it counts the entries of a list.
    pub counts: bool,
    /// Whether it must not be shown.
    pub secret: bool,
    /// The value that means "none", where the field names one.
    pub null: Option<u32>,
    /// The value.
    pub value: Value,
}

/// Reads a message; `None` where it is not what the model says.
#[must_use]
pub fn walk<'a>(
    protocol: &'a Protocol,
    message: &'a Message,
    version: u8,
    frame: &'a [u8],
) -> Option<Walk<'a>> {
    let mut reader = Reader { frame, at: 0 };
    let mut parts = Vec::new();
    for name in ["MessageLength", "MessageType"] {
        let (start, bytes) = reader.take(4)?;
        parts.push(plain(start, bytes, name, Value::unsigned(bytes)?));
    }
    if let Some(body) = message.parts() {
        let layout = layout(protocol, message, version, frame)?;
        for field in &layout.fields {
            if field.window.contains(version) {
                let (start, bytes) = reader.take(usize::try_from(field.size).ok()?)?;
                parts.push(Part {
                    ty: Some(field.ty),
                    counts: field.counts.is_some(),
                    null: field.null,
                    ..plain(
                        start,
                        bytes,
                        &field.name.guide,
                        Value::of(field.ty.form, bytes)?,
                    )
                });
            }
        }
        let mut entries = Entries::new(protocol, &body.floating);
        while reader.at < frame.len() {
            parts.push(floating(protocol, version, &mut reader, &mut entries)?);
        }
    }
    (reader.at == frame.len()).then_some(Walk {
        version,
        frame,
        parts,
    })
}

fn plain<'a>(start: usize, bytes: &'a [u8], name: &'a str, value: Value) -> Part<'a> {
    Part {
        start,
        header: 0,
        tag: None,
        bytes,
        entry: String::new(),
        name,
        ty: None,
        counts: false,
        secret: false,
        null: None,
        value,
    }
}

/// Reads a floating field.
fn floating<'a>(
    protocol: &'a Protocol,
    version: u8,
    reader: &mut Reader<'a>,
    entries: &mut Entries<'a>,
) -> Option<Part<'a>> {
    let start = reader.at;
    let width = if version >= protocol.wide_tags_since {
        2
    } else {
        1
    };
    let tag = number(reader.take(width)?.1);
    let length = number(reader.take(width)?.1);
    let (_, data) = reader.take(length)?;
    let tag = u16::try_from(tag).ok()?;
    let found = entries.take(tag)?;
    let bytes = reader.frame.get(start..reader.at)?;
    let part = |name, ty: FieldType, value| Part {
        header: 2 * width,
        tag: Some(tag),
        entry: found.entry.clone(),
        ty: Some(ty),
        ..plain(start, bytes, name, value)
    };
    Some(match found.item {
        Item::Field(field) => Part {
            secret: field.secret,
            null: field.null,
            ..part(
                &field.name.guide,
                field.ty,
                if found.is_array && width == 2 {
                    Value::array(field.ty.form, data)?
                } else {
                    Value::of(field.ty.form, data)?
                },
            )
        },
        Item::Count(count) => Part {
            counts: true,
            ..part(&count.name.guide, count.ty, Value::of(count.ty.form, data)?)
        },
    })
}

/// The layout of a body: the first that has it.
fn layout<'a>(
    protocol: &Protocol,
    message: &'a Message,
    version: u8,
    frame: &[u8],
) -> Option<&'a Layout> {
    let body = frame.get(usize::try_from(HEADER).ok()?..)?;
    let wide = version >= protocol.wide_tags_since;
    message.parts()?.layouts.iter().find(|layout| {
        let holds = |shape: &cti_spec::model::BodyShape| {
            let Some(rest) = usize::try_from(shape.fixed_bytes)
                .ok()
                .and_then(|size| body.get(size..))
            else {
                return false;
            };
            match &shape.floating_field {
                None => rest.is_empty(),
                Some(name) => protocol
                    .floating_fields(message)
                    .iter()
                    .find(|(_, field)| field.name.guide == *name)
                    .is_some_and(|(_, field)| {
                        let [high, low] = protocol[field.tag].number.to_be_bytes();
                        let header = if wide { vec![high, low] } else { vec![low] };
                        let size = field.ty.form.size().unwrap_or(0) as usize;
                        rest.starts_with(&header) && rest.len() == 2 * header.len() + size
                    }),
            }
        };
        layout.window.contains(version)
            && (layout.bodies.is_empty() || layout.bodies.iter().any(holds))
    })
}

/// Bytes that are read from front to end.
struct Reader<'a> {
    frame: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<(usize, &'a [u8])> {
        let start = self.at;
        let bytes = self.frame.get(start..start.checked_add(count)?)?;
        self.at += count;
        Some((start, bytes))
    }
}

/// A tag or a length.
fn number(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .fold(0, |number, byte| number << 8 | usize::from(*byte))
}
