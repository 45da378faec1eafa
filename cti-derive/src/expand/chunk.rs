//! Chunks: runs of fixed fields that are read and written at once, each field at a constant place.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Ident, Lifetime};

use super::floating::count_type;
use super::{infos, names};
use crate::attribute::value::VersionRange;
use crate::model::fixed::FixedMember;
use crate::model::member::List;

/// A run of fields that a version or layout has all or none of; a part of it, if it is long.
pub(super) struct Chunk<'m> {
    /// Its number in the message.
    pub(super) number: usize,
    pub(super) window: VersionRange,
    pub(super) places: Vec<Place<'m>>,
}

/// A field in a chunk.
#[derive(Clone, Copy)]
pub(super) enum Place<'m> {
    /// A member with its index, and the integer on the wire where that is another than the type's.
    Member(usize, &'m FixedMember<'m>, Option<&'m Ident>),
    /// The count of a list, with the index of the list among the floating members.
    Count(usize, &'m List<'m>),
}

impl Chunk<'_> {
    /// The constants for the size of a chunk and the places in it. The chunk starts with the field `first` of a table.
    // One constant for all places: a constant for each, computed from the one before, takes the compiler longer, and
    // nests too deeply where there are many.
    pub(super) fn constants(&self, table: usize, first: usize) -> TokenStream {
        let (offsets, size) = (names::offsets(self.number), names::chunk_size(self.number));
        let table = names::fixed_table(table);
        let places = self.places.len();
        quote! {
            const #offsets: [::core::primitive::usize; #places + 1] = __rt::offsets(#table, #first);
            const #size: ::core::primitive::usize = #offsets[#places];
        }
    }

    /// The members in this chunk with their indices.
    pub(super) fn members(&self) -> impl Iterator<Item = (usize, &FixedMember<'_>)> {
        self.places.iter().filter_map(|place| match place {
            Place::Member(index, member, _) => Some((*index, *member)),
            Place::Count(..) => None,
        })
    }

    /// The members in this chunk: their indices, and expressions for their values.
    pub(super) fn member_values(&self) -> impl Iterator<Item = (usize, TokenStream)> {
        self.places.iter().enumerate().filter_map(|(position, place)| {
            let Place::Member(index, member, integer) = place else {
                return None;
            };
            let (ty, offset) = (member.value, names::offset(self.number, position));
            let value = match integer {
                Some(integer) => {
                    quote!(__rt::read_narrow::<#ty, ::core::primitive::#integer>(__chunk, #offset))
                }
                None => quote!(__rt::read_fixed::<#ty>(__chunk, #offset)),
            };
            let value = if member.optional {
                quote!(::core::option::Option::Some(#value))
            } else {
                value
            };
            Some((*index, value))
        })
    }

    /// An expression for the value of a member, `None` if this chunk lacks it.
    pub(super) fn value_of(&self, member: usize) -> TokenStream {
        self.member_values()
            .find(|(index, _)| *index == member)
            .map_or_else(|| quote!(::core::option::Option::None), |(_, value)| value)
    }
}

impl Place<'_> {
    /// Its name in the guide.
    fn name(&self) -> &str {
        match self {
            Self::Member(_, member, _) => &member.field.attribute.name,
            Self::Count(_, list) => &list.attribute.count.name,
        }
    }

    /// An expression for what is known of a field.
    fn info(&self, window: &VersionRange, lifetime: &Lifetime) -> TokenStream {
        let name = self.name();
        let (ty, span) = match self {
            Place::Member(_, member, Some(integer)) => {
                (quote!(::core::primitive::#integer), member.value.span())
            }
            Place::Member(_, member, None) => (
                infos::at_static(member.value, Some(lifetime)),
                member.value.span(),
            ),
            Place::Count(_, list) => (count_type(list), Span::call_site()),
        };
        if window.is_unbounded() {
            return quote_spanned!(span => __rt::place::<#ty>(#name));
        }
        let window = infos::window(window);
        quote_spanned!(span => __rt::place_in::<#ty>(#name, #window))
    }
}

/// The table of the fields in some chunks.
pub(super) fn table(number: usize, chunks: &[Chunk<'_>], lifetime: &Lifetime) -> TokenStream {
    let name = names::fixed_table(number);
    let places = chunks.iter().flat_map(|chunk| {
        let places = chunk.places.iter();
        places.map(|place| place.info(&chunk.window, lifetime))
    });
    quote!(static #name: &[__rt::FixedPlace] = &[#(#places),*];)
}
