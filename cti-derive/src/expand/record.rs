//! What `#[derive(Record)]` writes.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;

use super::fields::{self, Access};
use super::floating::FloatingCode;
use super::{infos, owned};
use crate::model::record::Record;

/// The items for a record.
pub(super) fn items(ident: &Ident, record: &Record<'_>) -> TokenStream {
    let Record {
        name,
        lifetime,
        part,
        unknown,
    } = record;
    let name = &**name;
    let floating = FloatingCode {
        part,
        ident,
        lifetime,
        unknown,
        first_index: 0,
    };
    let members = infos::members(floating.infos(), floating.first_index);
    let variants = floating.variants();
    let floating_items = floating.items();
    let record_tags = floating.record_tags();

    let accesses: Vec<_> = part.members.iter().map(Access::to_floating).collect();
    let fields = fields::methods(&accesses);
    let unknown_fields = fields::unknown_methods(unknown);

    let own: Vec<_> = part
        .members
        .iter()
        .map(|member| owned::member(member.ident(), member.ty(), lifetime))
        .chain([owned::converted(unknown)])
        .collect();
    let into_owned = owned::into_owned(ident, Some(lifetime), &own);
    quote! {
        #members
        static __INFO: __rt::EntryInfo =
            __rt::EntryInfo { name: #name, members: &[#(#variants),*] };

        #[automatically_derived]
        impl<#lifetime> __rt::Described for #ident<#lifetime> {
            const INFO: &'static __rt::EntryInfo = &__INFO;
        }

        #floating_items
        #record_tags

        #[automatically_derived]
        impl<#lifetime> __rt::Fields for #ident<#lifetime> {
            #fields
            #unknown_fields
        }

        #into_owned
    }
}
