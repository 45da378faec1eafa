//! The implementation of `Fields`: the members by index.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;

use crate::model::fixed::FixedMember;
use crate::model::member::{Element, Field, Floating, List};

/// A member as `Fields` needs it.
pub(super) enum Access<'m> {
    /// One that is a `Slot`, with whether it is shown signed.
    Slot(&'m Ident, bool),
    /// A list.
    List(&'m List<'m>),
}

impl<'m> Access<'m> {
    /// A fixed member.
    pub(super) fn to_fixed(member: &FixedMember<'m>) -> Self {
        Self::Slot(member.field.ident, member.field.attribute.signed)
    }

    /// A floating member.
    pub(super) fn to_floating(member: &'m Floating<'m>) -> Self {
        match member {
            Floating::Field(field) => Self::to_field(field),
            Floating::List(list) => Self::List(list),
        }
    }

    /// A floating field.
    pub(super) fn to_field(field: &Field<'m>) -> Self {
        Self::Slot(field.ident, field.attribute.signed)
    }

    /// The arm of `value`, which gives a slot or returns.
    fn show(&self) -> TokenStream {
        match self {
            Self::Slot(ident, false) => quote!(&self.#ident),
            Self::Slot(ident, true) => quote!(return __rt::Slot::show(&self.#ident, true)),
            Self::List(list) => {
                let ident = list.ident;
                let show = match (has_entries(list), list.is_optional()) {
                    (false, false) => quote!(show_values),
                    (false, true) => quote!(show_values_option),
                    (true, false) => quote!(show_entries),
                    (true, true) => quote!(show_entries_option),
                };
                quote!(return __rt::#show(&self.#ident))
            }
        }
    }

    /// The arm of `set_value`, which gives a slot or returns.
    fn set(&self) -> TokenStream {
        match self {
            Self::Slot(ident, _) => quote!(&mut self.#ident),
            Self::List(list) => {
                let ident = list.ident;
                let set = if has_entries(list) {
                    quote!(set_entries)
                } else {
                    quote!(set_values)
                };
                quote!(return __rt::#set(&mut self.#ident, __value))
            }
        }
    }
}

/// Whether the elements of a list are structs, not values.
fn has_entries(list: &List<'_>) -> bool {
    match list.element {
        Element::Single(_) | Element::Array(_) => false,
        Element::Ordered | Element::Records | Element::Columns => true,
    }
}

/// The methods of `Fields` that are about known members.
// Most arms only borrow a member: a call in each arm would be most of the code of a message.
pub(super) fn methods(accesses: &[Access<'_>]) -> TokenStream {
    let indices: Vec<_> = (0..accesses.len()).collect();
    let show = accesses.iter().map(Access::show);
    let set = accesses.iter().map(Access::set);
    quote! {
        fn members(&self) -> &'static [__rt::MemberInfo] {
            __INFO.members
        }

        fn value(&self, __index: ::core::primitive::usize) -> ::core::option::Option<__rt::Value<'_>> {
            let __slot: &dyn __rt::Slot = match __index {
                #(#indices => #show,)*
                _ => &__rt::NoMember,
            };
            __rt::Slot::show(__slot, false)
        }

        fn set_value(
            &mut self,
            __index: ::core::primitive::usize,
            __value: __rt::OwnedValue,
        ) -> ::core::result::Result<(), __rt::SetValueError> {
            let __slot: &mut dyn __rt::Slot = match __index {
                #(#indices => #set,)*
                _ => &mut __rt::NoMember,
            };
            __rt::Slot::set(__slot, __value)
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
