//! Messages read with the model itself: a decoder that is driven by the specification.
//!
//! [`decode`] takes a message apart, byte range by byte range, with no generated code. It serves
//! where none can be: the reference explains its examples with it, and an extension of the protocol
//! can be looked at before anything is compiled. Applications use `cti-messages`, which is faster by
//! far, and which a test compares with this.
//!
//! ```
//! use cti_spec::{SourceFile, interpreter, parse_sources};
//!
//! let text = r#"
//!     protocol EXAMPLE versions 13 to 25 {
//!         wide tags since 20
//!         frame limit 12500
//!     }
//!     type UINT = unsigned 4
//!     service Session "Session Management"
//!     message HEARTBEAT_REQ = 5 from client { fixed { InvokeID UINT } }
//! "#;
//! let protocol = parse_sources(vec![SourceFile::new("example.cti", text)])?;
//! let frame = [0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0, 7];
//! let decoded = interpreter::decode(&protocol, 24, &frame).expect("a heartbeat");
//! let parts = decoded.parts.iter().map(|part| format!("{} {}", part.name().unwrap_or("?"), part.value));
//! let parts: Vec<String> = parts.collect();
//! assert_eq!(parts, ["MessageLength 4", "MessageType 5", "InvokeID 7"]);
//! # Ok::<(), cti_spec::Diagnostics>(())
//! ```

mod lists;
mod part;

use std::fmt;

use crate::model::{Body, BodyShape, Layout, Message, Parts, Protocol};
use crate::words::counted;
use lists::{Found, Lists};
use part::unsigned;
pub use part::{Decoded, Item, Part, Step, Value};

/// The bytes of the header, MHDR: the length of what follows it, then the type of the message.
pub const HEADER_BYTES: usize = crate::model::HEADER_BYTES as usize;

/// Why a message could not be taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Error {
    /// Where, counted in bytes from the start of the header.
    pub offset: usize,
    /// The kind of error.
    pub kind: ErrorKind,
}

/// The kinds of errors in a message.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The frame is shorter than a header.
    Header,
    /// The header announces another number of bytes than there are.
    Length {
        /// The bytes that the header announces after it.
        announced: u32,
        /// The bytes that follow it.
        actual: usize,
    },
    /// The protocol has no message of this type.
    UnknownMessage(u32),
    /// The message ends inside a field.
    Truncated {
        /// The name of the field; `None` inside a tag or length, or if the tag is unknown.
        field: Option<String>,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { offset, kind } = self;
        match kind {
            ErrorKind::Header => write!(f, "the header is truncated at byte {offset}"),
            ErrorKind::Length { announced, actual } => {
                let announced = counted(*announced, "byte");
                let follow = if *actual == 1 { "follows" } else { "follow" };
                let actual = counted(u64::try_from(*actual).unwrap_or(u64::MAX), "byte");
                write!(
                    f,
                    "the header announces a body of {announced}, but {actual} {follow}"
                )
            }
            ErrorKind::UnknownMessage(number) => {
                write!(f, "the protocol has no message of type {number}")
            }
            ErrorKind::Truncated { field } => {
                let field = field.as_deref().unwrap_or("a floating field");
                write!(f, "{field} is truncated at byte {offset}")
            }
        }
    }
}

impl std::error::Error for Error {}

/// Takes one message apart, which has its header and nothing behind it.
///
/// The version is that of the session; a message that names its own version is read by that one. A
/// version that is not modelled counts as the nearest that is.
///
/// This is lenient, as `cti-messages` is by default: fields of other versions, more entries or data than
/// allowed and a missing NUL are no errors. A floating field whose tag the message does not have, whose
/// data are not of its type, or that comes again though it is in no list, becomes [`Item::Unknown`].
///
/// # Errors
/// If the message is not of this protocol, or is truncated.
pub fn decode<'a>(
    protocol: &'a Protocol,
    version: u8,
    frame: &'a [u8],
) -> Result<Decoded<'a>, Error> {
    let mut reader = Reader { frame, at: 0 };
    let mut parts = Vec::new();
    let mut header = [0; 2];
    for (number, name) in header.iter_mut().zip(["MessageLength", "MessageType"]) {
        let (start, bytes) = reader.take(4).ok_or(Error {
            offset: frame.len(),
            kind: ErrorKind::Header,
        })?;
        *number = unsigned(bytes);
        parts.push(Part {
            start,
            bytes,
            header: 0,
            tag: None,
            path: Vec::new(),
            item: Item::Header(name),
            value: Value::unsigned(*number),
        });
    }
    let [announced, message_type] = header;
    let actual = frame.len() - HEADER_BYTES;
    if usize::try_from(announced) != Ok(actual) {
        let kind = ErrorKind::Length { announced, actual };
        return Err(Error { offset: 0, kind });
    }
    let mut messages = protocol.messages.iter();
    let message = messages.find(|message| message.number == message_type);
    let message = message.ok_or(Error {
        offset: 4,
        kind: ErrorKind::UnknownMessage(message_type),
    })?;
    let mut decoded = Decoded {
        message,
        version,
        frame,
        parts,
        rest: &[],
    };
    match &message.body {
        Body::Parts(parts) => decoded.read(protocol, parts, &mut reader)?,
        Body::HeaderOnly | Body::Unpublished => decoded.rest = &frame[HEADER_BYTES..],
    }
    Ok(decoded)
}

impl<'a> Decoded<'a> {
    /// Reads the fixed and the floating part.
    fn read(
        &mut self,
        protocol: &'a Protocol,
        parts: &'a Parts,
        reader: &mut Reader<'a>,
    ) -> Result<(), Error> {
        let version = own_version(parts, self.frame).unwrap_or(self.version.into());
        let (first, last) = (protocol.first_version, protocol.last_version);
        let nearest = version.clamp(first.into(), last.into());
        self.version = u8::try_from(nearest).unwrap_or(last);
        let layout = layout(protocol, self.message, self.version, self.frame);
        let fields = layout.map_or(&[][..], |layout| &layout.fields);
        for field in fields
            .iter()
            .filter(|field| field.window.contains(self.version))
        {
            let item = Item::Fixed(field);
            let at = reader.at;
            let (start, bytes) = reader
                .take(field.size as usize)
                .ok_or_else(|| truncated(at, item))?;
            // A type without a size is read as bytes of the field's size.
            let value = Value::of(field.ty.form, bytes);
            self.parts.push(Part {
                start,
                bytes,
                header: 0,
                tag: None,
                path: Vec::new(),
                item,
                value: value.unwrap_or_else(|| Value::Bytes(bytes.to_vec())),
            });
        }
        let mut lists = Lists::new(protocol, &parts.floating);
        while reader.at < self.frame.len() {
            let part = floating(protocol, self.version, reader, &mut lists)?;
            self.parts.push(part);
        }
        Ok(())
    }
}

/// Reads a floating field.
fn floating<'a>(
    protocol: &'a Protocol,
    version: u8,
    reader: &mut Reader<'a>,
    lists: &mut Lists<'a>,
) -> Result<Part<'a>, Error> {
    let start = reader.at;
    let width = if is_wide(protocol, version) { 2 } else { 1 };
    let mut number = || reader.take(width).map(|(_, bytes)| unsigned(bytes));
    let (Some(tag), Some(length)) = (number(), number()) else {
        return Err(truncated(start, Item::Unknown));
    };
    let tag = u16::try_from(tag).unwrap_or(u16::MAX);
    let at = reader.at;
    let Some((_, data)) = reader.take(length as usize) else {
        let item = lists.take(tag, &|_, _| Some(Value::Bytes(Vec::new())));
        return Err(truncated(
            at,
            item.map_or(Item::Unknown, |found| found.item),
        ));
    };
    let found = lists.take(tag, &|item, is_array| match item {
        // One value a field before, since a length of one byte has no room for more.
        Item::Floating(field) if is_array && width == 2 => Value::array(field.ty.form, data),
        Item::Floating(field) => Value::of(field.ty.form, data),
        Item::Count(count) => Value::of(count.ty.form, data),
        Item::Fixed(_) | Item::Header(_) | Item::Unknown => None,
    });
    let found = found.unwrap_or_else(|| Found {
        item: Item::Unknown,
        path: lists.path_of_unknown(),
        value: Value::Bytes(data.to_vec()),
    });
    Ok(Part {
        start,
        bytes: &reader.frame[start..reader.at],
        header: 2 * width,
        tag: Some(tag),
        path: found.path,
        item: found.item,
        value: found.value,
    })
}

/// The version that a message names for itself.
fn own_version(parts: &Parts, frame: &[u8]) -> Option<u32> {
    let name = parts.version_from.as_ref()?;
    // No layout can be chosen before the version is known. Fields that some versions lack come last, so
    // the place holds in all of them.
    let fields = &parts.layouts.first()?.fields;
    let place = fields.iter().position(|field| field.name.guide == *name)?;
    let before: usize = fields[..place]
        .iter()
        .map(|field| field.size as usize)
        .sum();
    let start = HEADER_BYTES + before;
    let bytes = frame.get(start..start + fields[place].size as usize)?;
    Some(unsigned(bytes))
}

/// The layout of a body: the first that holds it. In a version that does not have the message, its last
/// one.
fn layout<'a>(
    protocol: &Protocol,
    message: &'a Message,
    version: u8,
    frame: &[u8],
) -> Option<&'a Layout> {
    let body = frame.get(HEADER_BYTES..)?;
    let layouts = &message.parts()?.layouts;
    let fitting = layouts.iter().find(|layout| {
        let holds = |shape: &BodyShape| has_shape(protocol, message, version, shape, body);
        layout.window.contains(version)
            && (layout.bodies.is_empty() || layout.bodies.iter().any(holds))
    });
    fitting.or_else(|| layouts.iter().rfind(|layout| layout.bodies.is_empty()))
}

/// Whether a body consists of a fixed part of one size, and of one floating field where the shape has
/// one.
fn has_shape(
    protocol: &Protocol,
    message: &Message,
    version: u8,
    shape: &BodyShape,
    body: &[u8],
) -> bool {
    let Some(rest) = body.get(shape.fixed_bytes as usize..) else {
        return false;
    };
    let Some(name) = &shape.floating_field else {
        return rest.is_empty();
    };
    let fields = protocol.floating_fields(message);
    let mut fields = fields.iter().map(|(_, field)| field);
    fields
        .find(|field| field.name.guide == *name)
        .is_some_and(|field| {
            let tag = protocol[field.tag].number.to_be_bytes();
            let tag = if is_wide(protocol, version) {
                &tag[..]
            } else {
                &tag[1..]
            };
            let size = field.ty.form.size().unwrap_or(0) as usize;
            rest.starts_with(tag) && rest.len() == 2 * tag.len() + size
        })
}

/// Whether tag and length have two bytes each.
fn is_wide(protocol: &Protocol, version: u8) -> bool {
    version >= protocol.wide_tags_since
}

fn truncated(offset: usize, item: Item<'_>) -> Error {
    let field = item.name().map(str::to_owned);
    let kind = ErrorKind::Truncated { field };
    Error { offset, kind }
}

/// Bytes that are read from front to end.
struct Reader<'a> {
    frame: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    /// The next bytes and where they start; none if there are not so many.
    fn take(&mut self, count: usize) -> Option<(usize, &'a [u8])> {
        let start = self.at;
        let bytes = self.frame.get(start..start.checked_add(count)?)?;
        self.at += count;
        Some((start, bytes))
    }
}
