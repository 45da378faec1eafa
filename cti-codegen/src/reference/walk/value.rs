//! Values as they stand on the wire.

use cti_spec::model::WireForm;
use serde_json::{Value as Json, json};

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A number, with its bits.
    Number {
        /// The number, negative where the type is signed.
        number: i64,
        /// The bits.
        bits: u32,
    },
    /// The numbers of an array.
    Numbers(Vec<i64>),
    /// Text, without its NUL.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A named variable.
    Variable(String, String),
    /// An element of a named array.
    Element(u8, String, String),
}

impl Value {
    /// Reads a value; `None` where the bytes are none.
    #[must_use]
    pub fn of(form: WireForm, bytes: &[u8]) -> Option<Self> {
        Some(match form {
            WireForm::Unsigned(_) | WireForm::Bool | WireForm::Time => {
                (form.size()? as usize == bytes.len()).then_some(())?;
                Self::unsigned(bytes)?
            }
            WireForm::Signed(_) => {
                (form.size()? as usize == bytes.len()).then_some(())?;
                let Self::Number { number, bits } = Self::unsigned(bytes)? else {
                    return None;
                };
                let range = 1_i64 << (8 * bytes.len());
                let number = if number >= range / 2 {
                    number - range
                } else {
                    number
                };
                Self::Number { number, bits }
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

    /// Reads numbers that follow each other.
    #[must_use]
    pub fn array(form: WireForm, bytes: &[u8]) -> Option<Self> {
        let chunks = bytes.chunks(form.size()? as usize);
        let numbers = chunks.map(|chunk| match Self::of(form, chunk) {
            Some(Self::Number { number, .. }) => Some(number),
            _ => None,
        });
        numbers.collect::<Option<_>>().map(Self::Numbers)
    }

    /// Reads an unsigned number of at most 4 bytes.
    #[must_use]
    pub fn unsigned(bytes: &[u8]) -> Option<Self> {
        (bytes.len() <= 4).then_some(())?;
        let bits = bytes
            .iter()
            .fold(0, |bits, byte| bits << 8 | u32::from(*byte));
        let number = i64::from(bits);
        Some(Self::Number { number, bits })
    }

    /// The value as the samples write it.
    #[must_use]
    pub fn to_json(&self) -> Json {
        match self {
            Self::Number { number, .. } => json!(number),
            Self::Numbers(numbers) => json!(numbers),
            Self::Text(text) => json!(text),
            Self::Bytes(bytes) => json!(hex(bytes)),
            Self::Variable(name, value) => json!([name, value]),
            Self::Element(index, name, value) => json!([index, name, value]),
        }
    }
}

/// Bytes in hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn text(bytes: &[u8]) -> Option<String> {
    String::from_utf8(bytes.to_vec()).ok()
}

fn variable(bytes: &[u8]) -> Option<(String, String)> {
    let mut parts = bytes.strip_suffix(&[0])?.splitn(2, |byte| *byte == 0);
    Some((text(parts.next()?)?, text(parts.next()?)?))
}
