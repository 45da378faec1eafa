//! What `#[derive(Entry)]` writes.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;

use super::attempt::attempt;
use super::fields::{self, Access};
use super::{infos, names, owned};
use crate::model::entry::Entry;

/// The items for an entry.
pub(super) fn items(ident: &Ident, entry: &Entry<'_>) -> TokenStream {
    let name = &*entry.name;
    let descriptions = infos::members(
        entry
            .fields
            .iter()
            .map(|field| (quote!(__rt::FieldInfo), infos::field(field, entry.lifetime))),
        0,
    );
    let infos = (0..entry.fields.len()).map(names::member_info);
    let members = entry_members(ident, entry);
    let accesses: Vec<_> = entry.fields.iter().map(Access::to_field).collect();
    let fields = fields::methods(&accesses);
    let generics = entry.lifetime.map(|lifetime| quote!(<#lifetime>));
    let owned_members: Vec<_> = entry
        .lifetime
        .into_iter()
        .flat_map(|lifetime| {
            let fields = entry.fields.iter();
            fields.map(|field| owned::member(field.ident, field.value, lifetime))
        })
        .collect();
    let into_owned = owned::into_owned(ident, entry.lifetime, &owned_members);
    quote! {
        #descriptions
        static __INFO: __rt::EntryInfo = __rt::EntryInfo {
            name: #name,
            members: &[#(__rt::MemberInfo::Field(&#infos)),*],
        };

        #[automatically_derived]
        impl #generics __rt::Described for #ident #generics {
            const INFO: &'static __rt::EntryInfo = &__INFO;
        }

        #members

        #[automatically_derived]
        impl #generics __rt::Fields for #ident #generics {
            #fields
        }

        #into_owned
    }
}

/// The implementations of `EntryMembers`, `ReadEntry` and `WriteEntry`: the members by their place.
fn entry_members(ident: &Ident, entry: &Entry<'_>) -> TokenStream {
    let frame = entry
        .lifetime
        .cloned()
        .unwrap_or_else(names::frame_lifetime);
    let generics = entry.lifetime.map(|lifetime| quote!(<#lifetime>));
    let places: Vec<_> = (0..entry.fields.len()).collect();
    let tags: Vec<_> = entry
        .fields
        .iter()
        .map(|field| *field.attribute.tag)
        .collect();
    let members: Vec<_> = entry.fields.iter().map(|field| field.ident).collect();
    let infos: Vec<_> = (0..entry.fields.len()).map(names::member_info).collect();
    let write = entry.fields.iter().enumerate().map(|(place, field)| {
        let (member, info) = (field.ident, names::member_info(place));
        attempt(&quote!(__rt::Writer::member(__writer, __order, #place, &#info, &self.#member)))
    });
    quote! {
        #[automatically_derived]
        impl #generics __rt::EntryMembers for #ident #generics {
            const MEMBERS: &'static [__rt::MemberInfo] = __INFO.members;
        }

        #[automatically_derived]
        impl<#frame> __rt::ReadEntry<#frame> for #ident #generics {
            #[inline]
            fn place(__tag: ::core::primitive::u16) -> ::core::option::Option<::core::primitive::usize> {
                match __tag {
                    #(#tags => ::core::option::Option::Some(#places),)*
                    _ => ::core::option::Option::None,
                }
            }

            #[inline]
            fn take<__S: __rt::ListSlot<Self>>(
                __tag: ::core::primitive::u16,
                __entries: __rt::Ordered<'_, #frame, __S>,
            ) -> __rt::Outcome {
                match __tag {
                    #(#tags => __entries.take(#places, |__entry: &mut Self| &mut __entry.#members),)*
                    _ => __rt::Outcome::Foreign,
                }
            }

            fn fill(
                __entries: &mut [Self],
                __place: ::core::primitive::usize,
                __data: &#frame [::core::primitive::u8],
            ) {
                match __place {
                    #(#places => __rt::fill(__entries, __data, |__entry| &mut __entry.#members),)*
                    _ => {}
                }
            }
        }

        #[automatically_derived]
        impl #generics __rt::WriteEntry for #ident #generics {
            #[inline]
            fn write_members<'__value, __W: __rt::Writer<'__value>>(
                &'__value self,
                __writer: &mut __W,
                __order: &mut __rt::Order,
            ) -> ::core::result::Result<(), __W::Error> {
                #(#write)*
                ::core::result::Result::Ok(())
            }

            #[inline]
            fn write_columns<__W: __rt::ColumnWriter>(
                __entries: &[Self],
                __writer: &mut __W,
            ) -> ::core::result::Result<::core::primitive::bool, __W::Error> {
                let mut __any = false;
                #(__any |= __rt::ColumnWriter::column(
                    __writer,
                    &#infos,
                    ::core::iter::Iterator::map(__entries.iter(), |__entry| &__entry.#members),
                )?;)*
                ::core::result::Result::Ok(__any)
            }

            #[inline]
            fn member(&self, __place: ::core::primitive::usize) -> ::core::option::Option<__rt::Data<'_>> {
                match __place {
                    #(#places => __rt::member_data(&self.#members),)*
                    _ => ::core::option::Option::None,
                }
            }
        }
    }
}
