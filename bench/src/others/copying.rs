//! The messages as drivers of this protocol read them that were written by hand: from a stream,
//! the data of each field into a buffer of its own, text into strings.

use std::io::{Error, ErrorKind, Read, Result};

use super::comparison::comparable;
use super::layouts::layouts;
use super::text::without_nul;
use super::{Kind, Named, is_whole};

/// Decodes a frame.
///
/// # Errors
/// If it is cut, or its type is not one of the mix.
pub fn decode(frame: &[u8]) -> Result<Message> {
    let mut input = frame;
    let message_length = u32::read(&mut input)?;
    if !is_whole(frame, message_length) {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    Message::read(&mut input)
}

/// A number that is read from the stream.
trait Number: Sized {
    fn read(input: &mut impl Read) -> Result<Self>;
}

macro_rules! number {
    ($number:ty) => {
        impl Number for $number {
            fn read(input: &mut impl Read) -> Result<Self> {
                let mut bytes = [0; size_of::<Self>()];
                input.read_exact(&mut bytes)?;
                Ok(Self::from_be_bytes(bytes))
            }
        }
    };
}

number!(u8);
number!(u16);
number!(u32);

macro_rules! declare {
    ($(
        $(#[$doc:meta])*
        $name:ident = $number:literal { $($field:ident: $width:ty,)* }
    )*) => {
        /// A message of any type.
        #[derive(Debug)]
        #[allow(clippy::large_enum_variant, reason = "as in the enum of this library")]
        pub enum Message {
            $(
                $(#[$doc])*
                $name($name),
            )*
        }

        impl Message {
            fn read(input: &mut &[u8]) -> Result<Self> {
                match u32::read(input)? {
                    $($number => $name::read(input).map(Self::$name),)*
                    number => {
                        let message = format!("a message of type {number}");
                        Err(Error::new(ErrorKind::InvalidData, message))
                    }
                }
            }
        }

        $(
            $(#[$doc])*
            #[derive(Debug)]
            pub struct $name {
                $(
                    #[doc = stringify!($field)]
                    pub $field: $width,
                )*
                /// The floating fields.
                pub fields: Vec<Field>,
            }

            impl $name {
                fn read(input: &mut &[u8]) -> Result<Self> {
                    Ok(Self {
                        $($field: Number::read(input)?,)*
                        fields: Field::read_all(input)?,
                    })
                }
            }
        )*

        comparable! { Message, Value; $($name { $($field,)* })* }
    };
}

layouts!(declare);

/// A floating field.
#[derive(Debug)]
pub struct Field {
    /// The tag.
    pub tag: u16,
    /// The value.
    pub value: Value,
}

/// The value of a floating field.
#[derive(Debug)]
#[allow(missing_docs, reason = "the variants are those of `Kind`")]
pub enum Value {
    Text(String),
    Ushort(u16),
    Uint(u32),
    Ushorts(Vec<u16>),
    Uints(Vec<u32>),
    NamedVariable(Named<String>),
    NamedArray { index: u8, named: Named<String> },
    Bytes(Vec<u8>),
}

impl Field {
    fn read_all(input: &mut &[u8]) -> Result<Vec<Self>> {
        let mut fields = Vec::new();
        while !input.is_empty() {
            fields.push(Self::read(input)?);
        }
        Ok(fields)
    }

    fn read(input: &mut impl Read) -> Result<Self> {
        let tag = u16::read(input)?;
        let mut data = vec![0; usize::from(u16::read(input)?)];
        input.read_exact(&mut data)?;
        let value = Value::of(Kind::of(tag, data.len()), data)?;
        Ok(Self { tag, value })
    }
}

impl Value {
    fn of(kind: Kind, data: Vec<u8>) -> Result<Self> {
        let mut input = data.as_slice();
        Ok(match kind {
            Kind::Text => Self::Text(text(without_nul(data))),
            Kind::Ushort => Self::Ushort(u16::read(&mut input)?),
            Kind::Uint => Self::Uint(u32::read(&mut input)?),
            Kind::Ushorts => Self::Ushorts(numbers(input)?),
            Kind::Uints => Self::Uints(numbers(input)?),
            Kind::NamedVariable => Self::NamedVariable(named(data)),
            Kind::NamedArray => Self::NamedArray {
                index: u8::read(&mut input)?,
                named: named(input.to_vec()),
            },
            Kind::Bytes => Self::Bytes(data),
        })
    }
}

fn numbers<T: Number>(mut data: &[u8]) -> Result<Vec<T>> {
    let mut numbers = Vec::with_capacity(data.len() / size_of::<T>());
    while !data.is_empty() {
        numbers.push(T::read(&mut data)?);
    }
    Ok(numbers)
}

fn named(data: Vec<u8>) -> Named<String> {
    let Named { name, value } = data.into();
    Named {
        name: text(name),
        value: text(value),
    }
}

/// Text that is no UTF-8 must not end the session.
fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
