//! The struct under the derive, apart from its members.

use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;
use syn::{
    Data, DataStruct, DeriveInput, Field, Fields, GenericParam, Ident, Lifetime, Token, Type,
};

use crate::errors::Errors;
use crate::model::member::Member;

/// The named fields of a struct.
pub(crate) fn named_fields<'i>(
    input: &'i DeriveInput,
    what: &str,
    errors: &Errors,
) -> Option<&'i Punctuated<Field, Token![,]>> {
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => return Some(&fields.named),
            Fields::Unnamed(fields) => errors.at(
                fields.span(),
                format!("{what} has named members: `{{ … }}`"),
            ),
            Fields::Unit => errors.at(
                input.ident.span(),
                format!("{what} has named members: `{{ … }}`"),
            ),
        },
        Data::Enum(data) => errors.at(data.enum_token.span, format!("{what} is a struct")),
        Data::Union(data) => errors.at(data.union_token.span, format!("{what} is a struct")),
    }
    None
}

/// The one type in a tuple struct.
pub(crate) fn only_type<'i>(
    input: &'i DeriveInput,
    what: &str,
    errors: &Errors,
) -> Option<&'i Type> {
    if let Data::Struct(DataStruct {
        fields: Fields::Unnamed(fields),
        ..
    }) = &input.data
    {
        let mut fields = fields.unnamed.iter();
        if let (Some(only), None) = (fields.next(), fields.next()) {
            return Some(&only.ty);
        }
    }
    errors.at(
        input.ident.span(),
        format!("{what} is a struct around one integer, as in `struct Name(pub u16);`"),
    );
    None
}

/// The one lifetime that a struct may have; nothing else may be generic about it.
pub(crate) fn lifetime<'i>(
    input: &'i DeriveInput,
    what: &str,
    errors: &Errors,
) -> Option<&'i Lifetime> {
    let mut lifetime = None;
    for parameter in &input.generics.params {
        match parameter {
            GenericParam::Lifetime(parameter) if lifetime.is_none() => {
                lifetime = Some(&parameter.lifetime)
            }
            GenericParam::Lifetime(_) => errors.at(
                parameter.span(),
                format!("{what} has one lifetime: the frame's"),
            ),
            GenericParam::Type(_) | GenericParam::Const(_) => {
                errors.at(
                    parameter.span(),
                    format!("{what} cannot be generic, except over one lifetime"),
                );
            }
        }
    }
    if let Some(clause) = &input.generics.where_clause {
        errors.at(
            clause.where_token.span,
            format!("{what} cannot have a where clause"),
        );
    }
    lifetime
}

/// The lifetime of what keeps bytes of the frame in every case.
pub(crate) fn required_lifetime<'i>(
    input: &'i DeriveInput,
    what: &str,
    errors: &Errors,
) -> Option<&'i Lifetime> {
    let lifetime = lifetime(input, what, errors);
    if lifetime.is_none() {
        let name = &input.ident;
        errors.at(
            name.span(),
            format!("{what} borrows from the frame: give it a lifetime, `{name}<'a>`"),
        );
    }
    lifetime
}

/// The member for unknown fields, which must be there and last. If some member could not be read (not `complete`),
/// it may have been that one.
pub(crate) fn unknown_member<'i>(
    members: &[Member<'i>],
    complete: bool,
    what: &str,
    input: &DeriveInput,
    errors: &Errors,
) -> Option<&'i Ident> {
    let mut unknown = None;
    for (index, member) in members.iter().enumerate() {
        let Member::Unknown(ident) = member else {
            continue;
        };
        if unknown.is_some() {
            errors.at(ident.span(), format!("{what} has one `unknown` member"));
        } else if index + 1 < members.len() {
            errors.at(ident.span(), "the `unknown` member must be the last");
        }
        unknown = Some(*ident);
    }
    if unknown.is_none() && complete {
        let advice = "end it with `#[cti(unknown)] pub unknown: Vec<UnknownField<'a>>`";
        errors.at(
            input.ident.span(),
            format!("{what} needs a member for the fields that it does not recognise: {advice}"),
        );
    }
    unknown
}

/// Reports generics of any sort.
pub(crate) fn refuse_generics(input: &DeriveInput, what: &str, errors: &Errors) {
    if !input.generics.params.is_empty() {
        errors.at(
            input.generics.params.span(),
            format!("{what} cannot be generic"),
        );
    }
}
