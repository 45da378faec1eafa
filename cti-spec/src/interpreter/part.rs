//! The parts of a message, and their values.

use std::fmt;

use crate::model::{FieldType, FixedField, FloatingCount, FloatingField, List, Message, WireForm};

/// A message, taken apart. `Debug` shows neither its bytes nor its secrets.
#[non_exhaustive]
pub struct Decoded<'a> {
    /// The message that it is.
    pub message: &'a Message,
    /// The version by which it was read: the session's, or the one that it names itself.
    pub version: u8,
    /// Its bytes.
    pub frame: &'a [u8],
    /// Its parts: header, fixed part, floating part. They follow each other without a gap.
    pub parts: Vec<Part<'a>>,
    /// The bytes after the parts. Empty, unless only the name or the header of the message is
    /// known.
    pub rest: &'a [u8],
}

/// A range of bytes, with the field that it is. `Debug` shows neither the bytes nor a secret.
#[non_exhaustive]
pub struct Part<'a> {
    /// The first byte, counted from the start of the header.
    pub start: usize,
    /// All bytes: of a floating field, tag, length and data.
    pub bytes: &'a [u8],
    /// How many of them are tag and length; 0 outside of the floating part.
    pub header: usize,
    /// The tag of a floating field.
    pub tag: Option<u16>,
    /// The entries that it belongs to, from the outside to the inside; empty outside of lists.
    pub path: Vec<Step<'a>>,
    /// The field.
    pub item: Item<'a>,
    /// Its value.
    pub value: Value,
}

/// The field that a part is.
#[derive(Debug, Clone, Copy)]
pub enum Item<'a> {
    /// A field of the header, with its name.
    Header(&'static str),
    /// A field of the fixed part.
    Fixed(&'a FixedField),
    /// A floating field.
    Floating(&'a FloatingField),
    /// The count of a list in the floating part.
    Count(&'a FloatingCount),
    /// A floating field whose tag the message does not have, whose data are not of its type, or that comes
    /// again though it is in no list.
    Unknown,
}

impl fmt::Debug for Decoded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoded")
            .field("message", &self.message.name.guide)
            .field("version", &self.version)
            .field("parts", &self.parts)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path: Vec<String> = self.path.iter().map(ToString::to_string).collect();
        let mut part = f.debug_struct("Part");
        part.field("start", &self.start).field("tag", &self.tag);
        part.field("path", &path).field("name", &self.name());
        if self.is_secret() {
            part.field("value", &format_args!("<redacted>"));
        } else {
            part.field("value", &self.value);
        }
        part.finish_non_exhaustive()
    }
}

impl<'a> Item<'a> {
    /// The name of the field in the guide; `None` of an unknown one.
    #[must_use]
    pub fn name(&self) -> Option<&'a str> {
        match self {
            Self::Header(name) => Some(name),
            Self::Fixed(field) => Some(&field.name.guide),
            Self::Floating(field) => Some(&field.name.guide),
            Self::Count(count) => Some(&count.name.guide),
            Self::Unknown => None,
        }
    }
}

impl<'a> Part<'a> {
    /// The name of the field in the guide; `None` of an unknown one.
    #[must_use]
    pub fn name(&self) -> Option<&'a str> {
        self.item.name()
    }

    /// The type of the field; none of the header and of unknown tags.
    #[must_use]
    pub fn ty(&self) -> Option<FieldType> {
        match self.item {
            Item::Header(_) | Item::Unknown => None,
            Item::Fixed(field) => Some(field.ty),
            Item::Floating(field) => Some(field.ty),
            Item::Count(count) => Some(count.ty),
        }
    }

    /// The value that means "none", where the field itself names one.
    #[must_use]
    pub fn null(&self) -> Option<u32> {
        match self.item {
            Item::Fixed(field) => field.null,
            Item::Floating(field) => field.null,
            Item::Header(_) | Item::Count(_) | Item::Unknown => None,
        }
    }

    /// Whether the field counts the entries of a list.
    #[must_use]
    pub fn is_count(&self) -> bool {
        match self.item {
            Item::Count(_) => true,
            Item::Fixed(field) => field.counts.is_some(),
            Item::Header(_) | Item::Floating(_) | Item::Unknown => false,
        }
    }

    /// Whether the value must not be shown.
    #[must_use]
    pub fn is_secret(&self) -> bool {
        matches!(self.item, Item::Floating(field) if field.secret)
    }
}

/// A list that a field is in, with the entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step<'a> {
    /// The list.
    pub list: &'a List,
    /// The number of the entry, from 1; none where a field holds values of several entries.
    pub entry: Option<usize>,
}

/// The name of the list, then the number of the entry: `FltSkillGroups 2`.
impl fmt::Display for Step<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.list.name.guide)?;
        self.entry.map_or(Ok(()), |entry| write!(f, " {entry}"))
    }
}

/// A value.
///
/// Text may hold any bytes, as on the wire: servers send more than ASCII. The enum is exhaustive, like
/// [`WireForm`], so that code for every kind of value does not forget one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A number, with its bits.
    Number {
        /// The number, negative where the type is signed.
        number: i64,
        /// The bits, as an unsigned number of the same width.
        bits: u32,
    },
    /// The numbers of an array.
    Numbers(Vec<i64>),
    /// Text, without the NUL at its end, which may be missing.
    Text(Vec<u8>),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A named variable: name and value.
    Variable(Vec<u8>, Vec<u8>),
    /// An element of a named array: index, name and value.
    Element(u8, Vec<u8>, Vec<u8>),
}

impl Value {
    /// Reads a value; `None` if the bytes are not one of this form.
    pub(super) fn of(form: WireForm, bytes: &[u8]) -> Option<Self> {
        if let Some(size) = form.size() {
            (size as usize == bytes.len()).then_some(())?;
        }
        Some(match form {
            WireForm::Unsigned(_) | WireForm::Bool | WireForm::Time => {
                Self::unsigned(unsigned(bytes))
            }
            WireForm::Signed(_) => {
                let bits = unsigned(bytes);
                let range = 1_i64 << (8 * bytes.len());
                let number = i64::from(bits);
                let is_negative = number >= range / 2;
                Self::Number {
                    number: if is_negative { number - range } else { number },
                    bits,
                }
            }
            WireForm::Text => Self::Text(bytes.strip_suffix(&[0]).unwrap_or(bytes).to_vec()),
            WireForm::Bytes => Self::Bytes(bytes.to_vec()),
            WireForm::NamedVariable => {
                let (name, value) = variable(bytes)?;
                Self::Variable(name, value)
            }
            WireForm::NamedArray => {
                let (&index, rest) = bytes.split_first()?;
                let (name, value) = variable(rest)?;
                Self::Element(index, name, value)
            }
        })
    }

    /// Reads numbers that follow each other; `None` if a byte is left over.
    pub(super) fn array(form: WireForm, bytes: &[u8]) -> Option<Self> {
        let chunks = bytes.chunks(form.size()? as usize);
        let numbers = chunks.map(|chunk| match Self::of(form, chunk) {
            Some(Self::Number { number, .. }) => Some(number),
            _ => None,
        });
        numbers.collect::<Option<_>>().map(Self::Numbers)
    }

    /// An unsigned number.
    pub(super) fn unsigned(bits: u32) -> Self {
        let number = i64::from(bits);
        Self::Number { number, bits }
    }
}

/// Numbers in decimal, text with replacement characters where it is not UTF-8, bytes in hexadecimal digits.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = String::from_utf8_lossy;
        match self {
            Self::Number { number, .. } => write!(f, "{number}"),
            Self::Numbers(numbers) => {
                let numbers: Vec<String> = numbers.iter().map(i64::to_string).collect();
                f.write_str(&numbers.join(", "))
            }
            Self::Text(bytes) => f.write_str(&text(bytes)),
            Self::Bytes(bytes) => bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}")),
            Self::Variable(name, value) => write!(f, "{} = {}", text(name), text(value)),
            Self::Element(index, name, value) => {
                write!(f, "{}[{index}] = {}", text(name), text(value))
            }
        }
    }
}

/// Name, NUL, value, and a NUL that may be missing.
fn variable(bytes: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let end = bytes.iter().position(|byte| *byte == 0)?;
    let (name, value) = (&bytes[..end], &bytes[end + 1..]);
    let value = value.strip_suffix(&[0]).unwrap_or(value);
    Some((name.to_vec(), value.to_vec()))
}

/// A big-endian number of at most 4 bytes.
pub(super) fn unsigned(bytes: &[u8]) -> u32 {
    let bytes = bytes.iter();
    bytes.fold(0, |number, byte| number << 8 | u32::from(*byte))
}
