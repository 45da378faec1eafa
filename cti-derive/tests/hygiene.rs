//! The output of the derives does not depend on what is in scope: no prelude, the runtime under another name, types
//! with the names of what the output uses, members and constants with the names of its variables.

#![no_implicit_prelude]

// Besides the paths in this file, a test inside the crate makes sure that `cti_messages` is not in the output then.
extern crate cti_messages as renamed;

use ::std::assert_eq;
use ::std::clone::Clone;
use ::std::cmp::{Eq, PartialEq};
use ::std::default::Default;
use ::std::fmt::Debug;
use ::std::marker::Copy;

use renamed::TypedMessage as _;

/// Modules and types that would win over what an output that is not hygienic means.
mod core {}
mod alloc {}
mod std {}
#[allow(non_camel_case_types, dead_code, unreachable_pub)]
mod decoys {
    pub struct Option;
    pub struct Result;
    pub struct Vec;
    pub struct String;
    pub struct Progress;
    pub struct u8;
    pub struct u16;
    pub struct usize;
    pub struct str;
    pub struct bool;
}
/// Constants and statics with the names of what the output calls its variables without `__`: where one is in scope, no
/// variable can have its name.
#[allow(non_upper_case_globals, dead_code, unreachable_pub)]
mod constants {
    pub const body: () = ();
    pub const chunk: () = ();
    pub const data: () = ();
    pub const field: () = ();
    pub const form: () = ();
    pub const head: () = ();
    pub const index: () = ();
    pub const length: () = ();
    pub const message: () = ();
    pub const place: () = ();
    pub const progress: () = ();
    pub const reader: () = ();
    pub const tag: () = ();
    pub const visit: () = ();
    pub const value: () = ();
    pub const version: () = ();
    pub const writer: () = ();
    pub const f: () = ();
    pub const bits: () = ();
    pub const bytes: () = ();
    pub const fields: () = ();
    pub const formatter: () = ();
    pub const integer: () = ();
    pub static slot: () = ();
    pub static list: () = ();
}
#[allow(unused_imports)]
use constants::*;
#[allow(unused_imports)]
use decoys::*;

type U16 = ::core::primitive::u16;
type U32 = ::core::primitive::u32;

#[derive(Debug, Clone, PartialEq, Eq, Default, renamed::TypedMessage)]
#[cti(crate = renamed, name = "HYGIENE_EVENT", number = 9000, from = server)]
struct Some<'s> {
    #[cti(fixed, name = "Body")]
    body: U32,
    #[cti(fixed, name = "Chunk", since = 19)]
    chunk: ::core::option::Option<U16>,
    #[cti(fixed, name = "Mood", since = 19)]
    message: ::core::option::Option<None>,
    #[cti(field, name = "Field", tag = 1, required)]
    field: ::core::option::Option<renamed::Text<'s>>,
    #[cti(
        list,
        name = "Readers",
        member = "Reader",
        tag = 2,
        count(name = "NumReaders", at = 1)
    )]
    reader: ::std::vec::Vec<U16>,
    #[cti(
        array,
        name = "Writers",
        member = "Writer",
        tag = 3,
        count(name = "NumWriters", tag = 4, at = 1)
    )]
    writer: ::core::option::Option<::std::vec::Vec<U16>>,
    #[cti(ordered, name = "Values", count(name = "NumValues", at = 2))]
    value: ::std::vec::Vec<Ok<'s>>,
    #[cti(columns, name = "Indices", count(name = "NumIndices", at = 3))]
    index: ::std::vec::Vec<Err>,
    #[cti(records, name = "Records", count(name = "NumRecords", at = 4))]
    progress: ::std::vec::Vec<Box<'s>>,
    #[cti(unknown)]
    r#type: ::std::vec::Vec<renamed::UnknownField<'s>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, renamed::Entry)]
#[cti(crate = "renamed", name = "Ok")]
struct Ok<'s> {
    #[cti(field, name = "Place", tag = 10)]
    place: ::core::option::Option<renamed::Text<'s>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, renamed::Entry)]
#[cti(crate = renamed, name = "Err")]
struct Err {
    #[cti(field, name = "Data", tag = 20)]
    data: ::core::option::Option<U16>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, renamed::Record)]
#[cti(crate = renamed, name = "Box")]
struct Box<'s> {
    #[cti(field, name = "Tag", tag = 30)]
    tag: ::core::option::Option<U16>,
    #[cti(unknown)]
    unknown: ::std::vec::Vec<renamed::UnknownField<'s>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Default, renamed::Enumeration)]
#[cti(crate = renamed, name = "None", constants(ONE = "NONE_ONE"))]
struct None(::core::primitive::u16);

impl None {
    const ONE: Self = Self(1);
}

#[derive(Clone, Copy, PartialEq, Eq, Default, renamed::Id)]
#[cti(crate = renamed, name = "From", null = NULL)]
struct From(::core::primitive::u16);

impl From {
    const NULL: Self = Self(0);
}

#[derive(Clone, Copy, PartialEq, Eq, Default, renamed::Mask)]
#[cti(crate = renamed, name = "Into", bits(ONE = "INTO_ONE"))]
struct Into(::core::primitive::u16);

impl Into {
    const ONE: Self = Self(1);
}

/// Traits of the user with methods of the same names as those of a mask. They take the value, so that `self.bits()` would
/// mean them.
#[allow(dead_code, unreachable_pub)]
mod traits {
    pub trait Own: ::core::marker::Sized {
        fn bits(self) -> u64 {
            7
        }
        fn iter(self) -> u64 {
            7
        }
        fn complement(&self) -> u64 {
            7
        }
    }
    pub trait OfAll {
        fn union(&self, _: &Self) -> bool {
            false
        }
        fn difference(&self, _: &Self) -> bool {
            false
        }
        fn insert(&self, _: &Self) {}
        fn remove(&self, _: &Self) {}
    }
    impl<T> OfAll for T {}
    impl Own for super::Into {}
}
#[allow(unused_imports)]
use traits::{OfAll as _, Own as _};

#[derive(Debug, Clone, PartialEq, Eq, Default, renamed::TypedMessage)]
#[cti(
    crate = renamed,
    name = "LAYOUTS_EVENT",
    number = 9001,
    from = server,
    layout(body(2), fields(form as u16)),
    layout(fields(form, head)),
)]
struct Layout<'a> {
    #[cti(fixed, name = "Form")]
    form: U32,
    #[cti(fixed, name = "Head")]
    head: ::core::option::Option<U32>,
    #[cti(unknown)]
    unknown: ::std::vec::Vec<renamed::UnknownField<'a>>,
}

/// Members that are keywords, in each place where a member is named.
#[derive(Debug, Clone, PartialEq, Eq, Default, renamed::TypedMessage)]
#[cti(
    crate = renamed,
    name = "KEYWORDS_EVENT",
    number = 9004,
    from = server,
    version_from = r#type,
    together(r#match, r#while, max = 4),
)]
struct Keywords<'a> {
    #[cti(fixed, name = "Type")]
    r#type: U32,
    #[cti(
        list,
        name = "Matches",
        member = "Match",
        tag = 1,
        count(name = "NumMatches", at = 1)
    )]
    r#match: ::std::vec::Vec<U16>,
    #[cti(
        list,
        name = "Whiles",
        member = "While",
        tag = 2,
        count(name = "NumWhiles", at = 2)
    )]
    r#while: ::std::vec::Vec<U16>,
    #[cti(unknown)]
    unknown: ::std::vec::Vec<renamed::UnknownField<'a>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, renamed::TypedMessage)]
#[cti(
    crate = renamed,
    name = "KEYWORD_LAYOUTS_EVENT",
    number = 9005,
    from = server,
    layout(body(4, r#for), fields(r#type)),
    layout(fields(r#type, r#in)),
)]
struct KeywordLayouts<'a> {
    #[cti(fixed, name = "Type")]
    r#type: U32,
    #[cti(fixed, name = "In")]
    r#in: ::core::option::Option<U32>,
    #[cti(field, name = "For", tag = 1)]
    r#for: ::core::option::Option<U16>,
    #[cti(unknown)]
    unknown: ::std::vec::Vec<renamed::UnknownField<'a>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, renamed::TypedMessage)]
#[cti(crate = renamed, name = "HEADER_EVENT", number = 9002, from = server, header_only)]
struct Header<'a> {
    #[cti(trailing)]
    body: renamed::TrailingBytes<'a>,
}

/// Macros put types into invisible groups, and give words the span of the call.
macro_rules! message {
    ($name:ident, $kind:ident, $value:ty, $tag:literal) => {
        #[derive(Debug, Clone, PartialEq, Eq, Default, renamed::TypedMessage)]
        #[cti(crate = renamed, name = "MACRO_EVENT", number = 9003, from = server)]
        struct $name<'a> {
            #[cti($kind, name = "Value", tag = $tag)]
            value: $value,
            #[cti(unknown)]
            unknown: ::std::vec::Vec<renamed::UnknownField<'a>>,
        }
    };
}

message!(FromMacro, field, ::core::option::Option<U16>, 7);

#[test]
fn the_output_works_where_nothing_is_in_scope() {
    let newest = renamed::ProtocolVersion::V24;
    let mut frame = ::std::vec::Vec::new();
    let event = Some {
        body: 1,
        chunk: ::core::option::Option::Some(2),
        message: ::core::option::Option::Some(None::ONE),
        field: ::core::option::Option::Some(::core::convert::Into::into("x")),
        progress: ::std::vec![Box {
            tag: ::core::option::Option::Some(3),
            ..Default::default()
        }],
        ..Default::default()
    };
    event.encode(newest, &mut frame).unwrap();
    assert_eq!(Some::decode(&frame, newest).unwrap(), event);
    assert_eq!(
        ::std::format!("{} {} {}", None::ONE, From::NULL, Into::ONE),
        "NONE_ONE none INTO_ONE"
    );

    frame.clear();
    let event = Layout {
        form: 5,
        ..Default::default()
    };
    event.encode(newest, &mut frame).unwrap();
    assert_eq!(Layout::decode(&frame, newest).unwrap(), event);

    frame.clear();
    Header::default().encode(newest, &mut frame).unwrap();
    assert_eq!(frame.len(), 8);

    frame.clear();
    let event = FromMacro {
        value: ::core::option::Option::Some(6),
        ..Default::default()
    };
    event.encode(newest, &mut frame).unwrap();
    assert_eq!(frame[8..], [0, 7, 0, 2, 0, 6]);
}

#[test]
fn members_may_be_keywords() {
    let newest = renamed::ProtocolVersion::V24;
    let mut frame = ::std::vec::Vec::new();
    let event = Keywords {
        r#type: 24,
        r#match: ::std::vec![1],
        r#while: ::std::vec![2],
        ..Default::default()
    };
    event.encode(newest, &mut frame).unwrap();
    assert_eq!(Keywords::decode(&frame, newest).unwrap(), event);

    frame.clear();
    let event = KeywordLayouts {
        r#type: 1,
        r#for: ::core::option::Option::Some(2),
        ..Default::default()
    };
    event.encode(newest, &mut frame).unwrap();
    assert_eq!(frame[8..], [0, 0, 0, 1, 0, 1, 0, 2, 0, 2]);
    assert_eq!(KeywordLayouts::decode(&frame, newest).unwrap(), event);
}

#[test]
fn methods_of_masks_are_not_those_of_traits_in_scope() {
    let (one, two) = (Into(1), Into(2));
    let mut both = one | two;
    assert_eq!(both.0, 3);
    both -= one;
    assert_eq!(both.0, 2);
    Into::insert(&mut both, one);
    assert_eq!((both.0, (!both).0), (3, 0xFFFC));
    Into::remove(&mut both, two);
    assert_eq!(both.0, 1);
    let all: Into = ::core::iter::FromIterator::from_iter([one, two]);
    assert_eq!(all.0, 3);
    assert_eq!(::std::format!("{all:x} {all:?}"), "3 INTO_ONE | 0x2");
    let named: ::std::vec::Vec<Into> = ::core::iter::FromIterator::from_iter(all);
    assert_eq!(named.len(), 2);
}
