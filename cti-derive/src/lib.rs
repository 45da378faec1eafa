//! The derives of `cti-messages`: from a struct with `#[cti(…)]` attributes to the codec of a message.
//!
//! `cti-messages` exports them; a crate that declares messages of its own depends on `cti-messages` only. The page
//! of [`TypedMessage`](macro@TypedMessage) has the attributes of all derives, with examples.

mod attribute;
mod errors;
mod expand;
mod limits;
mod model;
#[cfg(test)]
mod tests;

use proc_macro::TokenStream;

/// Makes a struct a message. This page has the attributes of all derives.
///
/// Implements `Display`, `IntoOwned`, all that `TypedMessage` and `DynMessage` ask for, and `Request` if the struct of
/// the confirmation is given.
///
// Here and not at the root of the crate: cti-messages re-exports the derives, and has this page then, but no page of
// the crate.
#[doc = include_str!("reference.md")]
#[proc_macro_derive(TypedMessage, attributes(cti))]
pub fn message(input: TokenStream) -> TokenStream {
    expand::message(input.into()).into()
}

/// Makes a struct an entry of an `ordered` or `columns` list: see [Members](macro@TypedMessage#members).
///
/// Implements `IntoOwned` and all that lists ask for.
#[proc_macro_derive(Entry, attributes(cti))]
pub fn entry(input: TokenStream) -> TokenStream {
    expand::entry(input.into()).into()
}

/// Makes a struct an entry of a `records` list: see [Members](macro@TypedMessage#members) and [Records](macro@TypedMessage#records).
///
/// Implements `IntoOwned` and all that lists ask for.
#[proc_macro_derive(Record, attributes(cti))]
pub fn record(input: TokenStream) -> TokenStream {
    expand::record(input.into()).into()
}

/// Makes a tuple struct around an integer an enumeration: see [its keys](macro@TypedMessage#enumerations-masks-ids).
///
/// Implements `Debug` and `Display` (the name in the guide, or the number), `FromStr` (the name of a constant, the
/// name in the guide, or a number), `From` the integer and back, `name` (in the guide), `short_name` (of the
/// constant), `info`, and what fields need of their values.
#[proc_macro_derive(Enumeration, attributes(cti))]
pub fn enumeration(input: TokenStream) -> TokenStream {
    expand::enumeration(input.into()).into()
}

/// Makes a tuple struct around an integer a mask: see [its keys](macro@TypedMessage#enumerations-masks-ids).
///
/// Implements the set operations (`contains`, `insert`, `|`, `bits`, `from_bits_retain`, `from_name`, `iter`,
/// `iter_names` …, and the trait `bitflags::Flags`), `Debug` and `Display` (the names, then the other bits as one
/// number), `info`, `defined_in` and `everything_in` (the bits that a version has, and those that ask for everything),
/// and what fields need of their values.
#[proc_macro_derive(Mask, attributes(cti))]
pub fn mask(input: TokenStream) -> TokenStream {
    expand::mask(input.into()).into()
}

/// Makes a tuple struct around an integer an ID: see [its keys](macro@TypedMessage#enumerations-masks-ids).
///
/// Implements `Debug` and `Display` (the number, or `none`), `From` the integer and back, `is_null` if there is a
/// null value, and what fields ask of their values.
#[proc_macro_derive(Id, attributes(cti))]
pub fn id(input: TokenStream) -> TokenStream {
    expand::id(input.into()).into()
}
