//! Enumerations, masks and IDs: newtypes over an integer of the wire.

use syn::{DeriveInput, Path, Type};

use crate::attribute::directives::Directives;
use crate::attribute::newtype::{ConstantsAttribute, IdAttribute};
use crate::errors::Errors;
use crate::model::container;

/// A newtype over an integer, with what its attribute says.
pub(crate) struct Newtype<'i, A> {
    pub(crate) integer: &'i Type,
    pub(crate) attribute: A,
}

/// Reads a struct for `#[derive(Enumeration)]`; reports all that is wrong with it.
pub(crate) fn enumeration<'i>(
    input: &'i DeriveInput,
    errors: &Errors,
) -> (Path, Option<Newtype<'i, ConstantsAttribute>>) {
    const WHAT: &str = "an enumeration";
    let directives = Directives::of_attributes(&input.attrs, WHAT, input.ident.span(), errors);
    let (runtime, attribute) = ConstantsAttribute::take_enumeration(directives);
    (runtime, newtype(input, WHAT, attribute, errors))
}

/// Reads a struct for `#[derive(Mask)]`; reports all that is wrong with it.
pub(crate) fn mask<'i>(
    input: &'i DeriveInput,
    errors: &Errors,
) -> (Path, Option<Newtype<'i, ConstantsAttribute>>) {
    const WHAT: &str = "a mask";
    let directives = Directives::of_attributes(&input.attrs, WHAT, input.ident.span(), errors);
    let (runtime, attribute) = ConstantsAttribute::take_mask(directives);
    (runtime, newtype(input, WHAT, attribute, errors))
}

/// Reads a struct for `#[derive(Id)]`; reports all that is wrong with it.
pub(crate) fn id<'i>(
    input: &'i DeriveInput,
    errors: &Errors,
) -> (Path, Option<Newtype<'i, IdAttribute>>) {
    const WHAT: &str = "an ID";
    let directives = Directives::of_attributes(&input.attrs, WHAT, input.ident.span(), errors);
    let (runtime, attribute) = IdAttribute::take(directives, errors);
    (runtime, newtype(input, WHAT, attribute, errors))
}

fn newtype<'i, A>(
    input: &'i DeriveInput,
    what: &str,
    attribute: Option<A>,
    errors: &Errors,
) -> Option<Newtype<'i, A>> {
    container::refuse_generics(input, what, errors);
    let integer = container::only_type(input, what, errors)?;
    Some(Newtype {
        integer,
        attribute: attribute?,
    })
}
