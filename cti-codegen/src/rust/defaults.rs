//! `Default` of the structs: what a program gets that sets nothing.
//!
//! A type's default is 0, which is derived, or one of its constants. The default of a message is
//! derived where it is that of each type, and written out where the specification says another
//! one for a field.

use cti_spec::model::{
    CountPlace, Enumeration, FieldType, FixedField, Floating, Meaning, Message, Parts, Protocol,
    WireForm,
};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};

use super::scope::Scope;
use super::structs::names_version;
use super::tokens::{ident, readable_literal};
use super::types::NULL;
use crate::facts::{self, code};

/// How a struct gets its default.
pub(super) struct Defaulted {
    /// The derive, if it is derived.
    pub(super) derive: TokenStream,
    /// The implementation, if it is written out.
    pub(super) implementation: TokenStream,
}

impl Defaulted {
    fn derived() -> Self {
        Self {
            derive: quote!(Default,),
            implementation: TokenStream::new(),
        }
    }

    /// The default of a newtype that is one of its constants; without one, it is 0.
    pub(super) fn newtype(scope: &Scope<'_>, name: &Ident, constant: Option<&Ident>) -> Self {
        let Some(constant) = constant else {
            return Self::derived();
        };
        Self {
            derive: TokenStream::new(),
            implementation: implementation(scope, &quote!(#name), &quote!(Self::#constant)),
        }
    }

    /// The default of a message.
    pub(super) fn message(scope: &mut Scope<'_>, message: &Message) -> Self {
        let protocol = scope.protocol;
        let fixed = message.fixed_members();
        let (Some(parts), true) = (message.parts(), fixed.iter().any(|f| is_own(protocol, f)))
        else {
            return Self::derived();
        };
        let fixed = fixed.into_iter().map(|field| {
            let name = ident(&field.name.snake());
            let value = if names_version(parts, field) {
                version(scope, field)
            } else {
                value(scope, field)
            };
            quote!(#name: #value)
        });
        let fixed: Vec<TokenStream> = fixed.collect();
        let floating = floating(scope, parts);
        let vec = scope.imports.vec();
        let name = ident(&message.name.pascal());
        let made = quote!(Self { #(#fixed,)* #(#floating,)* unknown: #vec::new() });
        Self {
            derive: TokenStream::new(),
            implementation: implementation(scope, &quote!(#name<'_>), &made),
        }
    }
}

/// The default of a newtype in its docs; empty if it is 0.
pub(super) fn of_newtype(constant: Option<&Ident>) -> String {
    constant.map_or_else(String::new, |constant| {
        format!("The default is [`{constant}`](Self::{constant}).")
    })
}

fn implementation(scope: &Scope<'_>, of: &TokenStream, value: &TokenStream) -> TokenStream {
    let default = scope.imports.default();
    quote! {
        impl #default for #of {
            fn default() -> Self {
                #value
            }
        }
    }
}

/// The constant that an enumeration has by default.
pub(super) fn of_enumeration(table: &Enumeration) -> Option<Ident> {
    if table.null.is_some() {
        return Some(ident(NULL));
    }
    let default = table.constant_of(table.default?)?;
    Some(ident(&default.rust_name))
}

/// Whether a member of the fixed part has another default than its type.
fn is_own(protocol: &Protocol, field: &FixedField) -> bool {
    !field.optional && protocol.default_of_field(field) != protocol.default_of_type(&field.ty)
}

/// The values of a member of the fixed part that mean "none" or are its default, as a sentence. A
/// default is worth a word where it is not 0, or not that of the type.
pub(super) fn sentence(protocol: &Protocol, field: &FixedField) -> String {
    let null = facts::null(protocol, &field.ty, field.null).unwrap_or_default();
    let bits = protocol.default_of_field(field);
    let is_said = !field.optional && (bits != 0 || is_own(protocol, field));
    let Some(width) = facts::width(field.ty.form).filter(|_| is_said) else {
        return null;
    };
    if let Some(meaning) = null.strip_suffix('.')
        && protocol
            .null_of_field(&field.ty, field.null)
            .is_some_and(|null| null.value == bits)
    {
        return format!("{meaning}, and is the default.");
    }
    let value = code(&facts::readable(bits, width));
    let default = match facts::name_of(protocol, &field.ty, bits) {
        Some(name) => format!("The default is {} ({value}).", code(name)),
        None => format!("The default is {value}."),
    };
    [null, default].join(" ").trim_start().to_owned()
}

/// The default of the member that names the version of its message, as an expression.
fn version(scope: &mut Scope<'_>, field: &FixedField) -> TokenStream {
    let number = scope.imports.runtime("VersionNumber");
    match scope.protocol.default_of_field(field) {
        0 => quote!(#number::default()),
        bits => {
            let bits = readable_literal(bits, 4);
            quote!(#number(#bits))
        }
    }
}

/// The default of a member of the fixed part, as an expression.
fn value(scope: &mut Scope<'_>, field: &FixedField) -> TokenStream {
    if field.optional {
        return quote!(None);
    }
    let bits = scope.protocol.default_of_field(field);
    if field.ty.meaning.is_none() && field.ty.form == WireForm::Bytes {
        let size = Literal::u32_unsuffixed(field.size);
        return quote!([0; #size]);
    }
    let is_named =
        field.ty.meaning.is_some() || matches!(field.ty.form, WireForm::Bool | WireForm::Time);
    if is_named
        && bits == scope.protocol.default_of_type(&field.ty)
        && constant(scope.protocol, &field.ty, bits).is_none()
    {
        let name = scope.value_type(&field.ty, None);
        return quote!(#name::default());
    }
    value_of(scope, &field.ty, bits)
}

/// A value of a type that is a number, as an expression.
pub(super) fn value_of(scope: &mut Scope<'_>, ty: &FieldType, bits: u32) -> TokenStream {
    match (ty.meaning, ty.form) {
        (None, WireForm::Signed(width)) => return signed(bits, width).into_token_stream(),
        (None, WireForm::Unsigned(width)) => {
            return readable_literal(bits, width).into_token_stream();
        }
        _ => {}
    }
    let name = scope.value_type(ty, None);
    if let Some(constant) = constant(scope.protocol, ty, bits) {
        return quote!(#name::#constant);
    }
    let number = readable_literal(bits, facts::width(ty.form).unwrap_or(4));
    match ty.meaning {
        Some(Meaning::Mask(_)) => quote!(#name::from_bits_retain(#number)),
        _ => quote!(#name(#number)),
    }
}

/// The constant that the type of a field has for a value.
fn constant(protocol: &Protocol, ty: &FieldType, bits: u32) -> Option<Ident> {
    let is_null = protocol
        .null_of_type(ty)
        .is_some_and(|null| null.value == bits);
    let named = match ty.meaning? {
        Meaning::Id(_) => None,
        Meaning::Enumeration(index) => protocol[index].constant_of(bits),
        Meaning::Mask(index) => protocol[index].bits.iter().find(|bit| bit.value == bits),
    };
    let named = named.map(|named| ident(&named.rust_name));
    is_null.then(|| ident(NULL)).or(named)
}

/// The signed integer with some bits.
fn signed(bits: u32, width: u8) -> Literal {
    let unused = 32 - 8 * u32::from(width);
    Literal::i32_unsuffixed((bits << unused).cast_signed() >> unused)
}

/// The members of the floating part: there is nothing in it.
fn floating(scope: &mut Scope<'_>, parts: &Parts) -> Vec<TokenStream> {
    let items = parts.floating.iter().filter_map(|item| match item {
        Floating::Field(field) => Some((&field.name, false)),
        Floating::Count(_) => None,
        Floating::List(list) => Some((&list.name, list.count == CountPlace::Fixed)),
    });
    let members = items.map(|(name, is_vec)| {
        let name = ident(&name.snake());
        if is_vec {
            let vec = scope.imports.vec();
            quote!(#name: #vec::new())
        } else {
            quote!(#name: None)
        }
    });
    members.collect()
}
