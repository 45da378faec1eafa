//! The floating part of a message or record: reading and writing it.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Ident, Lifetime};

use super::attempt::attempt;
use super::{infos, names};
use crate::limits::MAX_COLUMNS;
use crate::model::floating::FloatingPart;
use crate::model::member::{Element, Floating, List};
use crate::model::placement::Placed;

/// The floating part of a struct, and what its struct adds.
#[derive(Clone, Copy)]
pub(super) struct FloatingCode<'m> {
    pub(super) part: &'m FloatingPart<'m>,
    /// The struct.
    pub(super) ident: &'m Ident,
    /// The lifetime of the frame.
    pub(super) lifetime: &'m Lifetime,
    /// The member for unknown fields.
    pub(super) unknown: &'m Ident,
    /// How many members stand before the floating ones.
    pub(super) first_index: usize,
}

impl FloatingCode<'_> {
    /// The name of what is known of the n-th floating member.
    fn info(&self, member: usize) -> Ident {
        names::member_info(self.first_index + member)
    }

    /// What is known of each member, and the type of that.
    pub(super) fn infos(&self) -> impl Iterator<Item = (TokenStream, TokenStream)> {
        let members = self.part.members.iter();
        members.map(|member| infos::floating(member, self.lifetime))
    }

    /// The `MemberInfo` of each member.
    pub(super) fn variants(&self) -> impl Iterator<Item = TokenStream> {
        let members = self.part.members.iter().enumerate();
        members.map(|(index, member)| infos::floating_variant(self.first_index + index, member))
    }

    /// The implementations of `FloatingPart` and `WriteFloating`, with what they need.
    pub(super) fn items(&self) -> TokenStream {
        let limits = self.column_limits();
        let (progress_items, progress) = self.progress();
        let cost = self.cost();
        let read = self.read_arms();
        let close = self.close_statements();
        let for_each_record = self.for_each_record();
        let write = self.write_statements();
        let Self {
            ident,
            lifetime,
            unknown,
            ..
        } = self;
        // `read` is inlined whatever it costs: as a call, it takes a record a fifth longer to be decoded.
        // `close` is called for each record, and from another crate by who decodes a known type.
        quote! {
            #limits
            #progress_items

            #[automatically_derived]
            impl<#lifetime> __rt::FloatingPart<#lifetime> for #ident<#lifetime> {
                type Progress = #progress;

                const COST: ::core::primitive::usize = #cost;

                #[inline(always)]
                fn read(
                    &mut self,
                    __progress: &mut Self::Progress,
                    __tag: ::core::primitive::u16,
                    __data: &#lifetime [::core::primitive::u8],
                    __reader: &mut __rt::Reader<#lifetime>,
                ) -> __rt::Outcome {
                    match __tag {
                        #read
                    }
                }

                #[inline]
                fn close(
                    &mut self,
                    __progress: &Self::Progress,
                    __reader: &__rt::Reader<#lifetime>,
                ) -> ::core::result::Result<(), __rt::DecodeError> {
                    #close
                    ::core::result::Result::Ok(())
                }

                fn unknown_mut(&mut self) -> &mut __rt::Vec<__rt::UnknownField<#lifetime>> {
                    &mut self.#unknown
                }

                #for_each_record
            }

            #[automatically_derived]
            impl<#lifetime> __rt::WriteFloating for #ident<#lifetime> {
                fn write_floating<'__value, __W: __rt::Writer<'__value>>(
                    &'__value self,
                    __writer: &mut __W,
                ) -> ::core::result::Result<(), __W::Error> {
                    #write
                    ::core::result::Result::Ok(())
                }

                fn unknown(&self) -> &[__rt::UnknownField<'_>] {
                    &self.#unknown
                }
            }
        }
    }

    /// The type of what is remembered of the lists, and the items that define it.
    fn progress(&self) -> (TokenStream, TokenStream) {
        let lists: Vec<_> = self.part.lists().map(|(_, list)| list).collect();
        if lists.is_empty() {
            return (TokenStream::new(), quote!(()));
        }
        let lifetime = self.lifetime;
        let generics = lists
            .iter()
            .any(|list| matches!(list.element, Element::Records))
            .then(|| quote!(<#lifetime>));
        let members: Vec<_> = lists.iter().map(|list| list.ident).collect();
        let types = lists.iter().map(|list| self.progress_of(list));
        let items = quote! {
            pub struct __Progress #generics {
                #(#members: #types),*
            }

            #[automatically_derived]
            impl #generics ::core::default::Default for __Progress #generics {
                fn default() -> Self {
                    Self { #(#members: ::core::default::Default::default()),* }
                }
            }
        };
        (items, quote!(__Progress #generics))
    }

    /// What the lists take in memory for each byte of a frame.
    fn cost(&self) -> TokenStream {
        let lifetime = self.lifetime;
        let costs = self.part.lists().map(|(index, list)| {
            let (ty, info) = (list.ty, self.info(index));
            match list.element {
                Element::Records => quote! {
                    __rt::of_records::<#ty>(&#info, <#ty as __rt::FloatingPart<#lifetime>>::COST)
                },
                _ => quote!(__rt::of_list::<#ty>(&#info)),
            }
        });
        quote!(0 #(+ #costs)*)
    }

    /// The type of what is remembered of a list.
    fn progress_of(&self, list: &List<'_>) -> TokenStream {
        let (ty, lifetime) = (list.ty, self.lifetime);
        match list.element {
            Element::Single(_) | Element::Array(_) => quote!(__rt::Counted),
            Element::Ordered => quote!(__rt::InOrder),
            Element::Columns => quote!(__rt::InColumns),
            Element::Records => {
                quote!(__rt::InRecords<<#ty as __rt::FloatingPart<#lifetime>>::Progress>)
            }
        }
    }

    /// The implementation of `RecordTags`, which records need.
    pub(super) fn record_tags(&self) -> TokenStream {
        let (ident, lifetime) = (self.ident, self.lifetime);
        let has_tag = self.has_tag();
        let holds = self.part.members.iter().filter_map(holds_arm);
        quote! {
            #[automatically_derived]
            impl<#lifetime> __rt::RecordTags for #ident<#lifetime> {
                #[inline]
                fn has_tag(__tag: ::core::primitive::u16) -> ::core::primitive::bool {
                    #has_tag
                }

                fn holds(&self, __tag: ::core::primitive::u16) -> ::core::primitive::bool {
                    match __tag {
                        #(#holds)*
                        _ => false,
                    }
                }
            }
        }
    }

    /// An expression for whether a tag is one of these fields'.
    fn has_tag(&self) -> TokenStream {
        let lifetime = self.lifetime;
        let mut tags = Vec::new();
        let mut lists = Vec::new();
        for member in &self.part.members {
            match member {
                Floating::Field(field) => tags.push(*field.attribute.tag),
                Floating::List(list) => {
                    tags.extend(list.attribute.count.tag.map(|tag| *tag));
                    let ty = list.ty;
                    match &list.element {
                        Element::Single(field) | Element::Array(field) => tags.push(*field.tag),
                        Element::Ordered | Element::Columns => lists.push(quote! {
                            <#ty as __rt::ReadEntry<#lifetime>>::place(__tag).is_some()
                        }),
                        Element::Records => lists.push(quote! {
                            <#ty as __rt::RecordTags>::has_tag(__tag)
                        }),
                    }
                }
            }
        }
        let of_lists = quote!(false #(|| #lists)*);
        match tags.as_slice() {
            [] => of_lists,
            // Not `matches!`, which brings an `#[allow]` of its own.
            tags => quote!(match __tag { #(#tags)|* => true, _ => #of_lists }),
        }
    }

    /// The arms that say who takes a tag: first the struct's own tags, then those of entries, then records.
    fn read_arms(&self) -> TokenStream {
        let mut own = TokenStream::new();
        let mut entries = TokenStream::new();
        let mut otherwise = quote!(__rt::Outcome::Foreign);
        for (index, member) in self.part.members.iter().enumerate() {
            let info = self.info(index);
            match member {
                Floating::Field(field) => {
                    let (member, tag) = (field.ident, *field.attribute.tag);
                    own.extend(quote!(#tag => __reader.single(&mut self.#member, &#info, __data),));
                }
                Floating::List(list) => {
                    own.extend(count_arm(list, &info));
                    match &list.element {
                        Element::Single(_) | Element::Array(_) => {
                            own.extend(value_arm(list, &info))
                        }
                        Element::Ordered | Element::Columns => {
                            entries.extend(self.entry_statement(list, &info))
                        }
                        Element::Records => {
                            let member = list.ident;
                            otherwise = quote! {
                                __reader.record(&mut self.#member, &mut __progress.#member, &#info, __tag, __data)
                            };
                        }
                    }
                }
            }
        }
        if entries.is_empty() {
            return quote!(#own _ => #otherwise,);
        }
        quote! {
            #own
            _ => {
                #entries
                #otherwise
            }
        }
    }

    /// A statement which returns if a list of entries has the tag.
    fn entry_statement(&self, list: &List<'_>, info: &Ident) -> TokenStream {
        let member = list.ident;
        let method = list_method(&list.element);
        quote! {
            match __reader.#method(&mut self.#member, &mut __progress.#member, &#info, __tag, __data) {
                __rt::Outcome::Foreign => {}
                __outcome => return __outcome,
            }
        }
    }

    /// Statements which end reading.
    fn close_statements(&self) -> TokenStream {
        let members = self.part.members.iter().enumerate();
        let statement = |(index, member): (usize, &Floating<'_>)| {
            let info = self.info(index);
            match member {
                Floating::Field(field) if field.attribute.is_required() => {
                    let member = field.ident;
                    attempt(&quote!(__reader.require(&self.#member, &#info)))
                }
                Floating::Field(_) => TokenStream::new(),
                Floating::List(list) => {
                    let member = list.ident;
                    match list.element {
                        Element::Records => attempt(
                            &quote!(__reader.close_records(&mut self.#member, &__progress.#member, &#info)),
                        ),
                        _ => attempt(
                            &quote!(__reader.close_list(&mut self.#member, __progress.#member.counted, &#info)),
                        ),
                    }
                }
            }
        };
        members.map(statement).collect()
    }

    /// The method that visits records, if there are any.
    fn for_each_record(&self) -> Option<TokenStream> {
        let lifetime = self.lifetime;
        let (_, list) = self
            .part
            .lists()
            .find(|(_, list)| matches!(list.element, Element::Records))?;
        let member = list.ident;
        Some(quote! {
            fn for_each_record(
                &mut self,
                __visit: &mut dyn ::core::ops::FnMut(&mut __rt::Vec<__rt::UnknownField<#lifetime>>),
            ) {
                __rt::for_each_unknown_mut(&mut self.#member, __visit);
            }
        })
    }

    /// Statements which write the members and counts in the order of the wire.
    fn write_statements(&self) -> TokenStream {
        self.part
            .order
            .iter()
            .filter_map(|placed| self.write_statement(*placed))
            .collect()
    }

    fn write_statement(&self, placed: Placed) -> Option<TokenStream> {
        let (Placed::Member(member) | Placed::Count(member)) = placed;
        let info = self.info(member);
        let index = self.first_index + member;
        let floating = self.part.members.get(member)?;
        let ident = floating.ident();
        Some(match (placed, floating) {
            (Placed::Count(_), _) => attempt(
                &quote!(__rt::Writer::floating_count(__writer, #index, &#info, __rt::entries(&self.#ident))),
            ),
            (Placed::Member(_), Floating::Field(_)) => {
                attempt(&quote!(__rt::Writer::field(__writer, #index, &#info, &self.#ident)))
            }
            (Placed::Member(_), Floating::List(list)) => {
                let method = list_method(&list.element);
                attempt(
                    &quote!(__rt::Writer::#method(__writer, #index, &#info, __rt::as_slice(&self.#ident))),
                )
            }
        })
    }

    /// Assertions that entries have few enough members to travel as columns.
    fn column_limits(&self) -> TokenStream {
        let columns = self
            .part
            .lists()
            .filter(|(_, list)| matches!(list.element, Element::Columns));
        let message = format!("an entry of a `columns` list has at most {MAX_COLUMNS} members");
        columns
            .map(|(_, list)| {
                let ty = infos::at_static(list.ty, Some(self.lifetime));
                quote! {
                    const _: () = ::core::assert!(
                        <#ty as __rt::EntryMembers>::MEMBERS.len() <= __rt::MAX_COLUMNS,
                        #message
                    );
                }
            })
            .collect()
    }
}

/// The arm that says whether the struct holds a field or a floating count.
fn holds_arm(member: &Floating<'_>) -> Option<TokenStream> {
    let ident = member.ident();
    let tag = match member {
        Floating::Field(field) => *field.attribute.tag,
        Floating::List(list) => *list.attribute.count.tag?,
    };
    Some(quote!(#tag => self.#ident.is_some(),))
}

/// The arm for a floating count, if the list has one.
fn count_arm(list: &List<'_>, info: &Ident) -> Option<TokenStream> {
    let tag = *list.attribute.count.tag?;
    let (member, integer) = (list.ident, count_type(list));
    Some(
        quote!(#tag => __reader.count::<#integer>(&mut __progress.#member.counted, &#info, __data),),
    )
}

/// The arm for the field of a list of values.
fn value_arm(list: &List<'_>, info: &Ident) -> Option<TokenStream> {
    let (Element::Single(field) | Element::Array(field)) = &list.element else {
        return None;
    };
    let (tag, member) = (*field.tag, list.ident);
    let method = list_method(&list.element);
    Some(
        quote!(#tag => __reader.#method(&mut self.#member, &__progress.#member.counted, &#info, __data),),
    )
}

/// The method of reader and writer for a list of values, and of the writer for any list.
fn list_method(element: &Element) -> Ident {
    format_ident!(
        "{}",
        match element {
            Element::Single(_) => "single_list",
            Element::Array(_) => "array",
            Element::Ordered => "ordered",
            Element::Records => "records",
            Element::Columns => "columns",
        }
    )
}

/// The integer that a count is on the wire.
pub(super) fn count_type(list: &List<'_>) -> TokenStream {
    match list.attribute.count.width {
        1 => quote!(::core::primitive::u8),
        4 => quote!(::core::primitive::u32),
        _ => quote!(::core::primitive::u16),
    }
}
