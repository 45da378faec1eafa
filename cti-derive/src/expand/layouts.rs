//! The fixed part of a message with several layouts.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Ident;

use super::chunk::{Chunk, Place, table};
use super::fixed::{FixedCode, lacks};
use super::{infos, names};
use crate::attribute::value::VersionRange;
use crate::model::fixed::{FixedMember, ResolvedLayout};

impl<'m> FixedCode<'m> {
    /// The items for a message with several layouts.
    pub(super) fn layout_statics(&self, layouts: &[ResolvedLayout]) -> TokenStream {
        let tables = layouts.iter().enumerate().map(|(number, layout)| {
            let chunk = self.layout_chunk(number, layout);
            let constants = chunk.constants(number, 0);
            let table = table(number, &[chunk], self.lifetime);
            let size = names::chunk_size(number);
            let checks = layout.bodies.iter().map(|body| {
                let bytes = usize::from(*body.size);
                let message = format!("the fields of the layout do not take the {bytes} bytes of `body({bytes})`");
                quote_spanned!(body.size.span => const _: () = ::core::assert!(#size == #bytes, #message);)
            });
            quote!(#table #constants #(#checks)*)
        });
        let forms = layouts.iter().map(|layout| {
            let window = infos::window(&layout.window);
            let bodies = layout.bodies.iter().map(|body| {
                let bytes = usize::from(*body.size);
                let field = infos::option(body.field.map(|field| {
                    let info = names::member_info(self.floating.first_index + field);
                    quote!(&#info)
                }));
                quote!(__rt::BodyForm { fixed_bytes: #bytes, field: #field })
            });
            let members = self.part.members.iter().enumerate();
            let has = members
                .filter(|(_, member)| member.optional)
                .map(|(index, _)| layout.has(index));
            quote!(__rt::Layout { versions: #window, bodies: &[#(#bodies),*], has: &[#(#has),*] })
        });
        quote! {
            #(#tables)*
            static __LAYOUTS: &[__rt::Layout] = &[#(#forms),*];

            const _: () = ::core::assert!(
                __rt::are_told(__LAYOUTS),
                "a form recognised by a field has more bytes of fixed fields than MAX_FORM_BYTES of the runtime"
            );

            fn __form_of(
                __head: &[::core::primitive::u8],
                __length: ::core::primitive::usize,
                __version: __rt::ProtocolVersion,
            ) -> ::core::primitive::usize {
                __rt::form_of(__LAYOUTS, __head, __length, __version)
            }
        }
    }

    /// An expression for the table of the layout that a body has, and the bytes that it takes.
    pub(super) fn layout_of_body(&self, layouts: &[ResolvedLayout]) -> TokenStream {
        let arms = (0..layouts.len()).map(|number| {
            let pattern = arm_pattern(number, layouts.len());
            let (table, size) = (names::fixed_table(number), names::chunk_size(number));
            quote!(#pattern => (#table, #size),)
        });
        quote! {
            match __form_of(__body, __body.len(), __version) {
                #(#arms)*
            }
        }
    }

    /// A statement which reads the layout that the body has.
    pub(super) fn read_layout_statement(&self, layouts: &[ResolvedLayout]) -> TokenStream {
        let members: Vec<_> = (0..self.part.members.len())
            .map(names::fixed_value)
            .collect();
        let arms = layouts.iter().enumerate().map(|(number, layout)| {
            let chunk = self.layout_chunk(number, layout);
            let read = self.read_chunk(&chunk, number);
            let values = (0..self.part.members.len()).map(|index| chunk.value_of(index));
            let pattern = arm_pattern(number, layouts.len());
            quote! {
                #pattern => {
                    #read
                    (#(#values,)*)
                }
            }
        });
        quote! {
            let (#(#members,)*) = match __form_of(__body.rest(), __body.rest().len(), __body.version) {
                #(#arms)*
            };
        }
    }

    /// Statements which choose the layout that suits the value, and write the fixed part in it.
    pub(super) fn write_layout_statements(&self, layouts: &[ResolvedLayout]) -> TokenStream {
        let optional = self.optional_members().map(|member| member.field.ident);
        let arms = layouts.iter().enumerate().map(|(number, layout)| {
            let write = self.write_layout(number, layout);
            let pattern = arm_pattern(number, layouts.len());
            quote!(#pattern => { #write })
        });
        quote! {
            let __form = __rt::form_to_write(__LAYOUTS, __rt::Writer::version(__writer), &[#(self.#optional.is_some()),*]);
            match __form {
                #(#arms)*
            }
        }
    }

    /// Statements which write the members of a layout, and refuse those that it lacks.
    fn write_layout(&self, number: usize, layout: &ResolvedLayout) -> TokenStream {
        let write = self.write_chunk(&self.layout_chunk(number, layout));
        let members = self.part.members.iter().enumerate();
        let lacking = members
            .filter(|(index, member)| member.optional && !layout.has(*index))
            .map(|(index, member)| lacks(index, member));
        quote!(#write #(#lacking)*)
    }

    /// A layout as one chunk, which has its number.
    fn layout_chunk<'s>(&'s self, number: usize, layout: &'s ResolvedLayout) -> Chunk<'s> {
        let place = |(index, integer): &'s (usize, Option<Ident>)| {
            let member = self.part.members.get(*index)?;
            Some(Place::Member(*index, member, integer.as_ref()))
        };
        let places = layout.places.iter().filter_map(place).collect();
        Chunk {
            number,
            window: VersionRange::default(),
            places,
        }
    }

    fn optional_members(&self) -> impl Iterator<Item = &'m FixedMember<'m>> {
        self.part.members.iter().filter(|member| member.optional)
    }
}

/// The pattern of a layout; the last one takes all that is left, so that the match is complete.
fn arm_pattern(number: usize, layouts: usize) -> TokenStream {
    if number + 1 == layouts {
        quote!(_)
    } else {
        quote!(#number)
    }
}
