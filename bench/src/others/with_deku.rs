//! The messages declared with [`deku`].
//!
//! Its documentation chooses the variant of an enum by its `id`, which a `match` finds. It advises
//! to leave out the feature `bits` where no field is narrower than a byte.

use deku::ctx::Endian;
use deku::{DekuContainerRead, DekuError, DekuRead, deku_derive};

use super::comparison::comparable;
use super::layouts::layouts;
use super::text::without_nul;
use super::{Kind, Named, is_whole};

/// Decodes a frame.
///
/// # Errors
/// If it is cut, or its type is not one of the mix.
pub fn decode(frame: &[u8]) -> Result<Message, DekuError> {
    let (_, whole) = Frame::from_bytes((frame, 0))?;
    if !is_whole(frame, whole.message_length) {
        return Err(DekuError::Assertion("a frame that is cut".into()));
    }
    Ok(whole.message)
}

#[derive(DekuRead)]
#[deku(endian = "big")]
struct Frame {
    message_length: u32,
    message: Message,
}

macro_rules! declare {
    ($(
        $(#[$doc:meta])*
        $name:ident = $number:literal { $($field:ident: $width:ty,)* }
    )*) => {
        /// A message of any type.
        #[derive(Debug, DekuRead)]
        #[deku(id_type = "u32", endian = "endian", ctx = "endian: Endian")]
        #[allow(clippy::large_enum_variant, reason = "as in the enum of this library")]
        pub enum Message {
            $(
                $(#[$doc])*
                #[deku(id = $number)]
                $name($name),
            )*
        }

        $(
            $(#[$doc])*
            #[derive(Debug, DekuRead)]
            #[deku(endian = "endian", ctx = "endian: Endian")]
            pub struct $name {
                $(
                    #[doc = stringify!($field)]
                    pub $field: $width,
                )*
                /// The floating fields.
                #[deku(read_all)]
                pub fields: Vec<Field>,
            }
        )*

        comparable! { Message, Value; $($name { $($field,)* })* }
    };
}

layouts!(declare);

/// A floating field.
#[deku_derive(DekuRead)]
#[derive(Debug)]
#[deku(endian = "endian", ctx = "endian: Endian")]
pub struct Field {
    /// The tag.
    pub tag: u16,
    #[deku(temp)]
    length: u16,
    /// The value.
    #[deku(ctx = "Kind::of(*tag, usize::from(*length)), usize::from(*length)")]
    pub value: Value,
}

/// The value of a floating field.
#[derive(Debug, DekuRead)]
#[deku(
    id = "kind",
    endian = "endian",
    ctx = "endian: Endian, kind: Kind, length: usize"
)]
#[allow(missing_docs, reason = "the variants are those of `Kind`")]
pub enum Value {
    #[deku(id = "Kind::Text")]
    Text(#[deku(count = "length", map = "text")] Vec<u8>),
    #[deku(id = "Kind::Uint")]
    Uint(u32),
    #[deku(id = "Kind::Ushort")]
    Ushort(u16),
    #[deku(id = "Kind::NamedVariable")]
    NamedVariable(#[deku(count = "length", map = "named")] Named<Vec<u8>>),
    #[deku(id = "Kind::Ushorts")]
    Ushorts(#[deku(count = "length / 2")] Vec<u16>),
    #[deku(id = "Kind::Uints")]
    Uints(#[deku(count = "length / 4")] Vec<u32>),
    #[deku(id = "Kind::NamedArray")]
    NamedArray {
        index: u8,
        #[deku(count = "length - 1", map = "named")]
        named: Named<Vec<u8>>,
    },
    #[deku(id = "Kind::Bytes")]
    Bytes(#[deku(count = "length")] Vec<u8>),
}

fn text(data: Vec<u8>) -> Result<Vec<u8>, DekuError> {
    Ok(without_nul(data))
}

fn named(data: Vec<u8>) -> Result<Named<Vec<u8>>, DekuError> {
    Ok(data.into())
}
