//! The messages declared with [`binrw`].
//!
//! Its documentation chooses the variant of an enum by `magic`, or by `pre_assert` where what
//! decides has been read before. The variants are tried one after the other, and each that does not
//! fit makes an error; so it advises to have the most common first, and not to collect the errors.
//!
//! For the same reason the values of floating fields have a variant for each kind, not one with its
//! `magic` for each of the 83 tags, which takes several times as long. A parser by hand
//! (`parse_with`) would spare the errors, a quarter of the work, but then nothing were declared.

use binrw::helpers::until_eof;
use binrw::io::Cursor;
use binrw::{BinRead, BinResult, binread};

use super::comparison::comparable;
use super::layouts::layouts;
use super::text::without_nul;
use super::{Kind, Named, is_whole};

/// Decodes a frame.
///
/// # Errors
/// If it is cut, or its type is not one of the mix.
pub fn decode(frame: &[u8]) -> BinResult<Message> {
    let mut reader = Cursor::new(frame);
    let whole = Frame::read(&mut reader)?;
    // `until_eof` takes a field that is cut for the end, and leaves it unread.
    let pos = reader.position();
    if usize::try_from(pos) != Ok(frame.len()) || !is_whole(frame, whole.message_length) {
        let message = "a frame that is cut".to_owned();
        return Err(binrw::Error::AssertFail { pos, message });
    }
    Ok(whole.message)
}

#[derive(BinRead)]
#[br(big)]
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
        #[derive(Debug, BinRead)]
        #[br(big, return_unexpected_error)]
        #[allow(clippy::large_enum_variant, reason = "as in the enum of this library")]
        pub enum Message {
            $(
                $(#[$doc])*
                #[br(magic = $number)]
                $name($name),
            )*
        }

        $(
            $(#[$doc])*
            #[derive(Debug, BinRead)]
            #[br(big)]
            pub struct $name {
                $(
                    #[doc = stringify!($field)]
                    pub $field: $width,
                )*
                /// The floating fields.
                #[br(parse_with = until_eof)]
                pub fields: Vec<Field>,
            }
        )*

        comparable! { Message, Value; $($name { $($field,)* })* }
    };
}

layouts!(declare);

/// A floating field.
#[binread]
#[derive(Debug)]
#[br(big)]
pub struct Field {
    /// The tag.
    pub tag: u16,
    #[br(temp)]
    length: u16,
    /// The value.
    #[br(args(Kind::of(tag, length.into()), length.into()))]
    pub value: Value,
}

/// The value of a floating field.
#[derive(Debug, BinRead)]
#[br(big, import(kind: Kind, length: usize), return_unexpected_error)]
#[allow(missing_docs, reason = "the variants are those of `Kind`")]
pub enum Value {
    #[br(pre_assert(kind == Kind::Text))]
    Text(#[br(count = length, map = without_nul)] Vec<u8>),
    #[br(pre_assert(kind == Kind::Uint))]
    Uint(u32),
    #[br(pre_assert(kind == Kind::Ushort))]
    Ushort(u16),
    #[br(pre_assert(kind == Kind::NamedVariable))]
    NamedVariable(#[br(count = length, map = Vec::into)] Named<Vec<u8>>),
    #[br(pre_assert(kind == Kind::Ushorts))]
    Ushorts(#[br(count = length / 2)] Vec<u16>),
    #[br(pre_assert(kind == Kind::Uints))]
    Uints(#[br(count = length / 4)] Vec<u32>),
    #[br(pre_assert(kind == Kind::NamedArray))]
    NamedArray {
        index: u8,
        #[br(count = length - 1, map = Vec::into)]
        named: Named<Vec<u8>>,
    },
    Bytes(#[br(count = length)] Vec<u8>),
}
