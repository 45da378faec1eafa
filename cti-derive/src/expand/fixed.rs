//! The fixed part of a message: reading and writing it in chunks.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Ident, Lifetime};

use super::attempt::attempt;
use super::chunk::{Chunk, Place, table};
use super::floating::{FloatingCode, count_type};
use super::{infos, names};
use crate::attribute::value::VersionRange;
use crate::model::fixed::{Arrangement, FixedMember, FixedPart};
use crate::model::member::Floating;
use crate::model::placement::Placed;

/// The most fields that are read or written at once. Of more, the array that they are written from would
/// be filled with zeros first, because the compiler stops looking at what is overwritten; a message of 149
/// numbers then takes half as long again to encode.
const MOST_PLACES: usize = 32;

/// The fixed part of a message, and where the counts in it come from.
#[derive(Clone, Copy)]
pub(super) struct FixedCode<'m> {
    pub(super) part: &'m FixedPart<'m>,
    pub(super) floating: FloatingCode<'m>,
    pub(super) lifetime: &'m Lifetime,
}

impl<'m> FixedCode<'m> {
    /// What is known of the members: one table, as few of them are ever looked at by themselves, and a static each
    /// takes the compiler longer.
    pub(super) fn infos(&self) -> TokenStream {
        let members = self.part.members.iter();
        let infos: Vec<_> = members
            .map(|member| infos::fixed(member, self.lifetime))
            .collect();
        let count = infos.len();
        quote!(static __MEMBERS: [__rt::FixedInfo; #count] = [#(#infos),*];)
    }

    /// The `FixedPlace` tables, with the constants that go with them.
    pub(super) fn statics(&self) -> TokenStream {
        let rest = match &self.part.arrangement {
            Arrangement::One(order) => {
                let chunks = self.chunks(order);
                let table = table(0, &chunks, self.lifetime);
                let mut first = 0;
                let constants = chunks.iter().map(|chunk| {
                    let constants = chunk.constants(0, first);
                    first += chunk.places.len();
                    constants
                });
                quote!(#table #(#constants)*)
            }
            Arrangement::Several(layouts) => self.layout_statics(layouts),
        };
        let part = self.part_of_body();
        quote! {
            #rest

            fn __fixed_part(
                __body: &[::core::primitive::u8],
                __version: __rt::ProtocolVersion,
            ) -> (&'static [__rt::FixedPlace], ::core::primitive::usize) {
                #part
            }
        }
    }

    /// An expression for the table of the fixed part of a body, and the bytes that it takes.
    fn part_of_body(&self) -> TokenStream {
        match &self.part.arrangement {
            Arrangement::One(order) => {
                let sizes = self.chunks(order).into_iter().map(|chunk| {
                    let (size, window) = (
                        names::chunk_size(chunk.number),
                        infos::window(&chunk.window),
                    );
                    if chunk.window.is_unbounded() {
                        quote!(#size)
                    } else {
                        quote! {
                            if __rt::VersionRange::contains(#window, __version) { #size } else { 0 }
                        }
                    }
                });
                let table = names::fixed_table(0);
                quote!((#table, 0 #(+ #sizes)*))
            }
            Arrangement::Several(layouts) => self.layout_of_body(layouts),
        }
    }

    /// The name of the table that shows what the fixed part is as a rule.
    pub(super) fn main_table(&self) -> Ident {
        let layout = match &self.part.arrangement {
            Arrangement::One(_) => 0,
            Arrangement::Several(layouts) => layouts
                .iter()
                .rposition(|layout| layout.bodies.is_empty())
                .unwrap_or(layouts.len().saturating_sub(1)),
        };
        names::fixed_table(layout)
    }

    /// An expression for the place of a member in the body. All versions have what stands before it, so it stands in the
    /// first chunk.
    pub(super) fn place_in_body(&self, member: usize) -> Option<TokenStream> {
        let Arrangement::One(order) = &self.part.arrangement else {
            return None;
        };
        let chunks = self.chunks(order);
        let chunk = chunks.first()?;
        let is_member =
            |place: &Place<'_>| matches!(place, Place::Member(index, ..) if *index == member);
        let position = chunk.places.iter().position(is_member)?;
        let offset = names::offset(chunk.number, position);
        Some(quote!(#offset))
    }

    /// Statements which read the fixed part: a variable for each member, and the counts into `progress`.
    pub(super) fn read_statements(&self) -> TokenStream {
        match &self.part.arrangement {
            Arrangement::One(order) => self
                .chunks(order)
                .iter()
                .map(|chunk| self.read_chunk_statement(chunk))
                .collect(),
            Arrangement::Several(layouts) => self.read_layout_statement(layouts),
        }
    }

    /// Statements which take the only chunk from the body, and an expression for the value of each member; `None` if
    /// the fixed part is more than one chunk that all versions have.
    pub(super) fn read_in_place(&self) -> Option<(TokenStream, Vec<TokenStream>)> {
        let Arrangement::One(order) = &self.part.arrangement else {
            return None;
        };
        let chunks = self.chunks(order);
        let [chunk] = chunks.as_slice() else {
            return None;
        };
        let values = (0..self.part.members.len()).map(|member| chunk.value_of(member));
        let is_everywhere = chunk.window.is_unbounded();
        is_everywhere.then(|| (self.read_chunk(chunk, 0), values.collect()))
    }

    /// A statement which reads a chunk, if the version has it.
    fn read_chunk_statement(&self, chunk: &Chunk<'_>) -> TokenStream {
        let read = self.read_chunk(chunk, 0);
        let (members, values): (Vec<_>, Vec<_>) = chunk
            .member_values()
            .map(|(index, value)| (names::fixed_value(index), value))
            .unzip();
        let window = infos::window(&chunk.window);
        let here = quote!(__rt::VersionRange::contains(#window, __body.version));
        match (chunk.window.is_unbounded(), members.is_empty()) {
            (true, true) => quote!({ #read }),
            (true, false) => quote! {
                let (#(#members,)*) = {
                    #read
                    (#(#values,)*)
                };
            },
            (false, true) => quote!(if #here { #read }),
            (false, false) => {
                let absent = members.iter().map(|_| quote!(::core::option::Option::None));
                quote! {
                    let (#(#members,)*) = if #here {
                        #read
                        (#(#values,)*)
                    } else {
                        (#(#absent,)*)
                    };
                }
            }
        }
    }

    /// Statements which take a chunk from the body and the counts from the chunk.
    pub(super) fn read_chunk(&self, chunk: &Chunk<'_>, table: usize) -> TokenStream {
        let (size, table) = (names::chunk_size(chunk.number), names::fixed_table(table));
        let counts = chunk.places.iter().enumerate().filter_map(|(position, place)| {
            let Place::Count(_, list) = place else { return None };
            let (member, integer) = (list.ident, count_type(list));
            let offset = names::offset(chunk.number, position);
            Some(quote!(__progress.#member.counted = __rt::read_count::<#integer>(__chunk, #offset);))
        });
        quote! {
            let __chunk = __body.chunk::<#size>(#table)?;
            #(#counts)*
        }
    }

    /// Statements which write the fixed part.
    pub(super) fn write_statements(&self) -> TokenStream {
        match &self.part.arrangement {
            Arrangement::One(order) => self
                .chunks(order)
                .iter()
                .map(|chunk| self.write_chunk_statement(chunk))
                .collect(),
            Arrangement::Several(layouts) => self.write_layout_statements(layouts),
        }
    }

    /// The expression that ends encoding, after the floating part.
    pub(super) fn check_expression(&self) -> TokenStream {
        match &self.part.arrangement {
            Arrangement::One(_) => quote!(::core::result::Result::Ok(())),
            Arrangement::Several(_) => {
                quote!(__rt::Writer::check_form(__writer, __form, __form_of))
            }
        }
    }

    /// A statement which writes a chunk, if the version has it, and refuses its values if not.
    fn write_chunk_statement(&self, chunk: &Chunk<'_>) -> TokenStream {
        let write = self.write_chunk(chunk);
        if chunk.window.is_unbounded() {
            return quote!({ #write });
        }
        let window = infos::window(&chunk.window);
        let lacking = chunk.members().map(|(index, member)| lacks(index, member));
        quote! {
            if __rt::VersionRange::contains(#window, __rt::Writer::version(__writer)) {
                #write
            } else {
                #(#lacking)*
            }
        }
    }

    /// Statements which put the fields of a chunk to their places, and write it at once.
    pub(super) fn write_chunk(&self, chunk: &Chunk<'_>) -> TokenStream {
        let size = names::chunk_size(chunk.number);
        let places = chunk.places.iter().enumerate().map(|(position, place)| {
            let at = names::offset(chunk.number, position);
            self.write_place(*place, &at)
        });
        quote! {
            let mut __chunk = [0; #size];
            #(#places)*
            __rt::Writer::raw(__writer, &__chunk);
        }
    }

    /// A statement which puts a field to its place in a chunk.
    fn write_place(&self, place: Place<'_>, at: &TokenStream) -> TokenStream {
        match place {
            Place::Member(index, member, integer) => {
                let (ident, ty, info) =
                    (member.field.ident, member.value, names::fixed_info(index));
                match integer {
                    _ if member.optional => {
                        quote!(__rt::write_fixed_option(&mut __chunk, #at, &self.#ident, &#info);)
                    }
                    Some(integer) => quote! {
                        __rt::write_fixed::<::core::primitive::#integer>(
                            &mut __chunk,
                            #at,
                            &__rt::Writer::narrow::<#ty, ::core::primitive::#integer>(__writer, self.#ident, &#info)?,
                        );
                    },
                    None => quote!(__rt::write_fixed(&mut __chunk, #at, &self.#ident);),
                }
            }
            Place::Count(index, list) => {
                let info = names::member_info(self.floating.first_index + index);
                let (ident, width) = (list.ident, usize::from(list.attribute.count.width));
                quote! {
                    __rt::write_bits::<#width>(
                        &mut __chunk,
                        #at,
                        __rt::Writer::count_bits(__writer, self.#ident.len(), &#info)?,
                    );
                }
            }
        }
    }

    /// The runs of fields with equal windows, none too long.
    fn chunks(&self, order: &[Placed]) -> Vec<Chunk<'m>> {
        let mut chunks: Vec<Chunk<'m>> = Vec::new();
        for placed in order {
            let Some((place, window)) = self.place(*placed) else {
                continue;
            };
            match chunks.last_mut() {
                Some(chunk)
                    if chunk.window.is_same(&window) && chunk.places.len() < MOST_PLACES =>
                {
                    chunk.places.push(place)
                }
                _ => chunks.push(Chunk {
                    number: chunks.len(),
                    window,
                    places: vec![place],
                }),
            }
        }
        chunks
    }

    fn place(&self, placed: Placed) -> Option<(Place<'m>, VersionRange)> {
        match placed {
            Placed::Member(index) => {
                let member = self.part.members.get(index)?;
                Some((
                    Place::Member(index, member, None),
                    member.field.attribute.window,
                ))
            }
            Placed::Count(index) => match self.floating.part.members.get(index)? {
                Floating::List(list) => Some((Place::Count(index, list), list.attribute.window)),
                Floating::Field(_) => None,
            },
        }
    }
}

/// A statement which refuses a value of a member that has no place.
pub(super) fn lacks(index: usize, member: &FixedMember<'_>) -> TokenStream {
    let (ident, info) = (member.field.ident, names::fixed_info(index));
    attempt(&quote!(__rt::Writer::lacks(__writer, &self.#ident, &#info)))
}
