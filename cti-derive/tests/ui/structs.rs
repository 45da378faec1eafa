//! The struct under the derive.

use cti_messages::{Bytes, Entry, Record, TrailingBytes, TypedMessage, UnknownField};

#[derive(Debug, TypedMessage)]
#[cti(name = "AN_ENUM", number = 9000, from = server)]
enum AnEnum<'a> {
    A(&'a u8),
}

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "A_TUPLE", number = 9000, from = server)]
struct ATuple<'a>(Vec<UnknownField<'a>>);

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "NO_LIFETIME", number = 9000, from = server)]
struct NoLifetime {
    #[cti(unknown)]
    unknown: Vec<UnknownField<'static>>,
}

#[derive(Debug, Default, Record)]
#[cti(name = "NO_UNKNOWN")]
struct NoUnknown<'a> {
    #[cti(field, name = "A", tag = 1)]
    a: Option<Bytes<'a>>,
}

#[derive(Debug, Default, Entry)]
#[cti(name = "NoMembers")]
struct NoMembers {}

#[derive(Debug, Default, Entry)]
#[cti(name = "Generic")]
struct Generic<T, const N: usize>
where
    T: Copy,
{
    #[cti(field, name = "A", tag = 1)]
    a: Option<T>,
}

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "HEADER", number = 9000, from = server, header_only, layout(fields(a)))]
struct Header<'a> {
    #[cti(fixed, name = "A")]
    a: u16,
    #[cti(trailing)]
    trailing: TrailingBytes<'a>,
}

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "TRAILING", number = 9000, from = server)]
struct Trailing<'a> {
    #[cti(trailing)]
    trailing: TrailingBytes<'a>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "ITSELF_REQ", number = 9000, from = client, confirmed_by = ItselfReq)]
struct ItselfReq<'a> {
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

fn main() {}
