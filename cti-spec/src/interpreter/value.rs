//! Values as they are on the wire.

use std::fmt;

use crate::model::WireForm;

/// A value.
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
    /// Text, without the NUL at its end.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A named variable: name and value.
    Variable(String, String),
    /// An element of a named array: index, name and value.
    Element(u8, String, String),
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
            WireForm::Text => Self::Text(text(bytes.strip_suffix(&[0])?)?),
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

/// Numbers in decimal, text as it is, bytes in hexadecimal digits.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number { number, .. } => write!(f, "{number}"),
            Self::Numbers(numbers) => {
                let numbers: Vec<String> = numbers.iter().map(i64::to_string).collect();
                f.write_str(&numbers.join(", "))
            }
            Self::Text(text) => f.write_str(text),
            Self::Bytes(bytes) => bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}")),
            Self::Variable(name, value) => write!(f, "{name} = {value}"),
            Self::Element(index, name, value) => write!(f, "{name}[{index}] = {value}"),
        }
    }
}

fn text(bytes: &[u8]) -> Option<String> {
    String::from_utf8(bytes.to_vec()).ok()
}

/// Name, NUL, value, NUL.
fn variable(bytes: &[u8]) -> Option<(String, String)> {
    let mut parts = bytes.strip_suffix(&[0])?.splitn(2, |byte| *byte == 0);
    Some((text(parts.next()?)?, text(parts.next()?)?))
}

/// A big-endian number of at most 4 bytes.
pub(super) fn unsigned(bytes: &[u8]) -> u32 {
    let bytes = bytes.iter();
    bytes.fold(0, |number, byte| number << 8 | u32::from(*byte))
}
