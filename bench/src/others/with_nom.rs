//! The messages parsed with combinators of [`nom`], text and bytes borrowed from the frame.
//!
//! All are those for input that is complete. `length_data` is not among them: it asks for more
//! input where a field is cut.

use nom::bytes::complete::{tag, take, take_till};
use nom::combinator::{all_consuming, map, opt, rest};
use nom::error::{Error, ErrorKind};
use nom::multi::many0;
use nom::number::complete::{be_u8, be_u16, be_u32};
use nom::sequence::terminated;
use nom::{Finish, IResult, Parser};

use super::comparison::comparable;
use super::layouts::layouts;
use super::{Kind, Named};

/// Decodes a frame.
///
/// # Errors
/// If it is cut, or its type is not one of the mix.
pub fn decode(frame: &[u8]) -> Result<Message<'_>, Error<&[u8]>> {
    let (_, (number, body)) = all_consuming(header).parse(frame).finish()?;
    let (_, message) = all_consuming(|body| Message::parse(number, body))
        .parse(body)
        .finish()?;
    Ok(message)
}

/// The type and the body.
fn header(input: &[u8]) -> IResult<&[u8], (u32, &[u8])> {
    let (input, (message_length, number)) = (be_u32, be_u32).parse(input)?;
    let (input, body) = take(message_length)(input)?;
    Ok((input, (number, body)))
}

macro_rules! declare {
    ($(
        $(#[$doc:meta])*
        $name:ident = $number:literal { $($field:ident: $width:ident,)* }
    )*) => {
        /// A message of any type.
        #[derive(Debug)]
        #[allow(clippy::large_enum_variant, reason = "as in the enum of this library")]
        pub enum Message<'a> {
            $(
                $(#[$doc])*
                $name($name<'a>),
            )*
        }

        impl<'a> Message<'a> {
            fn parse(number: u32, body: &'a [u8]) -> IResult<&'a [u8], Self> {
                match number {
                    $($number => map($name::parse, Self::$name).parse(body),)*
                    _ => Err(nom::Err::Error(Error::new(body, ErrorKind::Switch))),
                }
            }
        }

        $(
            $(#[$doc])*
            #[derive(Debug)]
            pub struct $name<'a> {
                $(
                    #[doc = stringify!($field)]
                    pub $field: $width,
                )*
                /// The floating fields.
                pub fields: Vec<Field<'a>>,
            }

            impl<'a> $name<'a> {
                fn parse(input: &'a [u8]) -> IResult<&'a [u8], Self> {
                    $(let (input, $field) = number!($width)(input)?;)*
                    let (input, fields) = many0(field).parse(input)?;
                    Ok((input, Self { $($field,)* fields }))
                }
            }
        )*

        comparable! { Message<'_>, Value<'_>; $($name { $($field,)* })* }
    };
}

/// The parser of a width.
macro_rules! number {
    (u16) => {
        be_u16
    };
    (u32) => {
        be_u32
    };
}

layouts!(declare);

/// A floating field.
#[derive(Debug)]
pub struct Field<'a> {
    /// The tag.
    pub tag: u16,
    /// The value.
    pub value: Value<'a>,
}

/// The value of a floating field.
#[derive(Debug)]
#[allow(missing_docs, reason = "the variants are those of `Kind`")]
pub enum Value<'a> {
    Text(&'a [u8]),
    Ushort(u16),
    Uint(u32),
    Ushorts(Vec<u16>),
    Uints(Vec<u32>),
    NamedVariable(Named<&'a [u8]>),
    NamedArray { index: u8, named: Named<&'a [u8]> },
    Bytes(&'a [u8]),
}

fn field(input: &[u8]) -> IResult<&[u8], Field<'_>> {
    let (input, (tag, length)) = (be_u16, be_u16).parse(input)?;
    let (input, data) = take(length)(input)?;
    let (_, value) = value(Kind::of(tag, data.len()), data)?;
    Ok((input, Field { tag, value }))
}

fn value(kind: Kind, data: &[u8]) -> IResult<&[u8], Value<'_>> {
    match kind {
        Kind::Text => map(text, Value::Text).parse(data),
        Kind::Ushort => map(be_u16, Value::Ushort).parse(data),
        Kind::Uint => map(be_u32, Value::Uint).parse(data),
        Kind::Ushorts => map(many0(be_u16), Value::Ushorts).parse(data),
        Kind::Uints => map(many0(be_u32), Value::Uints).parse(data),
        Kind::NamedVariable => map(named, Value::NamedVariable).parse(data),
        Kind::NamedArray => {
            let array = |(index, named)| Value::NamedArray { index, named };
            map((be_u8, named), array).parse(data)
        }
        Kind::Bytes => map(rest, Value::Bytes).parse(data),
    }
}

fn text(data: &[u8]) -> IResult<&[u8], &[u8]> {
    map(rest, |text: &[u8]| text.strip_suffix(&[0]).unwrap_or(text)).parse(data)
}

fn named(data: &[u8]) -> IResult<&[u8], Named<&[u8]>> {
    let name = terminated(take_till(|byte| byte == 0), opt(tag(&[0][..])));
    map((name, text), |(name, value)| Named { name, value }).parse(data)
}
