//! The implementation of `Fields`: the members by index.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;

use crate::model::fixed::FixedMember;
use crate::model::member::{Element, Field, Floating};

/// The two expressions that `Fields` has for a member.
pub(super) struct Access {
    show: TokenStream,
    set: TokenStream,
}

impl Access {
    /// Those of a fixed member.
    pub(super) fn to_fixed(member: &FixedMember<'_>) -> Self {
        let (ident, signed) = (member.field.ident, member.field.attribute.signed);
        if member.optional {
            return Self::to_option(ident, signed);
        }
        Self {
            show: quote!(__rt::show(&self.#ident, #signed)),
            set: quote!(__rt::set(&mut self.#ident, __value)),
        }
    }

    /// Those of a floating member.
    pub(super) fn to_floating(member: &Floating<'_>) -> Self {
        let list = match member {
            Floating::Field(field) => return Self::to_field(field),
            Floating::List(list) => list,
        };
        let ident = list.ident;
        match (&list.element, list.is_optional()) {
            (Element::Single(_) | Element::Array(_), optional) => Self {
                show: if optional {
                    quote!(__rt::show_values_option(&self.#ident))
                } else {
                    quote!(__rt::show_values(&self.#ident))
                },
                set: quote!(__rt::set_values(&mut self.#ident, __value)),
            },
            (Element::Ordered | Element::Records | Element::Columns, optional) => Self {
                show: if optional {
                    quote!(__rt::show_entries_option(&self.#ident))
                } else {
                    quote!(__rt::show_entries(&self.#ident))
                },
                set: quote!(__rt::set_entries(&mut self.#ident, __value)),
            },
        }
    }

    /// Those of a floating field.
    pub(super) fn to_field(field: &Field<'_>) -> Self {
        Self::to_option(field.ident, field.attribute.signed)
    }

    fn to_option(ident: &Ident, signed: bool) -> Self {
        Self {
            show: quote!(__rt::show_option(&self.#ident, #signed)),
            set: quote!(__rt::set_option(&mut self.#ident, __value)),
        }
    }
}

/// The methods of `Fields` that are about known members.
pub(super) fn methods(accesses: &[Access]) -> TokenStream {
    let indices: Vec<_> = (0..accesses.len()).collect();
    let show = accesses.iter().map(|access| &access.show);
    let set = accesses.iter().map(|access| &access.set);
    quote! {
        fn members(&self) -> &'static [__rt::MemberInfo] {
            __INFO.members
        }

        fn value(&self, __index: ::core::primitive::usize) -> ::core::option::Option<__rt::Value<'_>> {
            match __index {
                #(#indices => #show,)*
                _ => ::core::option::Option::None,
            }
        }

        fn set_value(
            &mut self,
            __index: ::core::primitive::usize,
            __value: __rt::OwnedValue,
        ) -> ::core::result::Result<(), __rt::SetValueError> {
            match __index {
                #(#indices => #set,)*
                _ => __rt::no_member(),
            }
        }
    }
}

/// The methods of `Fields` that are about unknown fields.
pub(super) fn unknown_methods(unknown: &Ident) -> TokenStream {
    quote! {
        fn unknown_fields(&self) -> &[__rt::UnknownField<'_>] {
            &self.#unknown
        }

        fn set_unknown_fields(
            &mut self,
            __fields: __rt::Vec<__rt::UnknownField<'static>>,
        ) -> ::core::result::Result<(), __rt::SetValueError> {
            self.#unknown = __fields;
            ::core::result::Result::Ok(())
        }
    }
}
