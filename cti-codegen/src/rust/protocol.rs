//! The protocol as a whole: its numbers, its services, its tags; and numbers that have names, as open
//! newtypes with constants.

use cti_spec::model::{Protocol, Service};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::docs::DocText;
use super::source::Source;
use super::tokens::{decimal, ident};
use crate::error::Error;
use crate::facts::code;
use crate::files::GeneratedFile;

/// The file with the numbers of the protocol.
pub(super) fn numbers(protocol: &Protocol) -> Result<GeneratedFile, Error> {
    let first = decimal(u32::from(protocol.first_version));
    let latest = decimal(u32::from(protocol.last_version));
    let wide = decimal(u32::from(protocol.wide_tags_since));
    let limit = decimal(protocol.frame_limit);
    let constants = protocol.constants.iter().map(|constant| {
        let name = ident(&constant.name.screaming());
        let value = decimal(constant.value);
        let doc = DocText::of(&constant.doc).paragraph(&format!("{}.", code(&constant.name.guide)));
        let doc = doc.outer();
        quote!(#doc pub const #name: usize = #value;)
    });
    let versions = protocol.versions().map(|version| {
        let name = ident(&format!("V{version}"));
        let number = decimal(u32::from(version));
        let first = if version == protocol.wide_tags_since {
            ", the first with two-byte tags and lengths"
        } else {
            ""
        };
        let doc = DocText::default().paragraph(&format!("Protocol version {version}{first}."));
        let doc = doc.outer();
        quote!(#doc pub const #name: Self = Self(#number);)
    });
    let pairing_id = match protocol.paired_by {
        Some(id) => {
            let name = ident(&protocol[id].name.pascal());
            let missing = format!(
                "a request and its confirmation each need a `fixed` member of type `{name}`, by which an answer is found"
            );
            quote! {
                /// The ID that a request and its answer have in common.
                pub(crate) use crate::generated::ids::#name as PairingId;

                /// The compiler's message about a request without it.
                pub(crate) const NO_PAIRING_ID: &str = #missing;
            }
        }
        None => quote! {
            /// No ID pairs requests with answers; a number is not an ID.
            pub(crate) type PairingId = u32;

            /// The compiler's message about a request without an ID: none, since no request has one.
            pub(crate) const NO_PAIRING_ID: &str = "";
        },
    };
    let about = DocText::default()
        .paragraph(&format!(
            "The numbers of {} as a whole.",
            code(&protocol.name)
        ))
        .text(&protocol.doc);
    let mut source = Source::new("protocol.rs", about);
    source.item(quote! {
        use crate::version::ProtocolVersion;

        #pairing_id

        /// The first version that is modelled.
        pub const FIRST_VERSION: u8 = #first;
        /// The latest version that is modelled.
        pub const LATEST_VERSION: u8 = #latest;
        /// From this version on, tag and length of a floating field take two bytes each; one before.
        pub const WIDE_TAGS_SINCE: u8 = #wide;
        /// The most bytes of a message, header included.
        pub const FRAME_LIMIT: usize = #limit;
        #(#constants)*

        impl ProtocolVersion {
            #(#versions)*
        }
    });
    source.finish()
}

/// The file with the services.
pub(super) fn services(protocol: &Protocol) -> Result<GeneratedFile, Error> {
    let services = protocol.services.iter();
    let services: Vec<_> = services
        .map(|service| (ident(&service.name.pascal()), service))
        .collect();
    let variants = services.iter().map(|(variant, service)| {
        let chapter = format!("The chapter \"{}\" of the guide.", service.title);
        let doc = DocText::of(&service.doc).paragraph(&chapter).outer();
        quote!(#doc #variant)
    });
    let all = services.iter().map(|(variant, _)| variant);
    let names = services.iter().map(|(variant, Service { name, .. })| {
        let guide = &name.guide;
        quote!(Self::#variant => #guide)
    });
    let titles = services.iter();
    let titles = titles.map(|(variant, Service { title, .. })| quote!(Self::#variant => #title));
    let about = DocText::default().paragraph("The services that the messages belong to.");
    let mut source = Source::new("service.rs", about);
    source.item(quote! {
        /// A group of messages: a chapter of the guide.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Service {
            #(#variants,)*
        }

        impl Service {
            /// All services, in the order of the specification.
            pub const ALL: &'static [Self] = &[#(Self::#all),*];

            /// The name in the specification.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    #(#names,)*
                }
            }

            /// The title in the guide.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self {
                    #(#titles,)*
                }
            }
        }
    });
    source.finish()
}

/// The file with the tags.
pub(super) fn tags(protocol: &Protocol) -> Result<GeneratedFile, Error> {
    let tags: Vec<Named> = protocol
        .tags
        .iter()
        .map(|tag| Named {
            constant: tag.name.screaming(),
            guide: tag.name.guide.clone(),
            number: decimal(u32::from(tag.number)),
            doc: DocText::of(&tag.doc)
                .paragraph(&format!("Tag {}.", tag.number))
                .errata(protocol, &tag.errata),
        })
        .collect();
    let mut doc = DocText::default()
        .paragraph("The tag of a floating field.")
        .paragraph("Any number is legal: the constants are those that the guide names.");
    for reserved in &protocol.reserved_tags {
        let which = if reserved.first == reserved.last {
            format!("Tag {}", reserved.first)
        } else {
            format!("Tags {} to {}", reserved.first, reserved.last)
        };
        doc = doc.about(&which, &reserved.doc);
    }
    let about = DocText::default().paragraph("The tags of floating fields.");
    let mut source = Source::new("tags.rs", about);
    source.item(quote!(
        use core::fmt;
    ));
    source.item(newtype("Tag", &ident("u16"), &doc, &tags));
    source.finish()
}

/// A number with its name.
pub(super) struct Named {
    /// The name of the constant.
    pub(super) constant: String,
    /// The name in the guide.
    pub(super) guide: String,
    pub(super) number: Literal,
    pub(super) doc: DocText,
}

/// The newtype `name` over an unsigned integer, with a constant for each number.
pub(super) fn newtype(
    name: &str,
    integer: &Ident,
    doc: &DocText,
    numbers: &[Named],
) -> TokenStream {
    let name = ident(name);
    let doc = doc.outer();
    let each = |tokens: &dyn Fn(&Named, Ident) -> TokenStream| {
        let named = numbers.iter();
        let tokens = named.map(|named| tokens(named, ident(&named.constant)));
        tokens.collect::<Vec<_>>()
    };
    let constants = each(&|Named { number, doc, .. }, constant| {
        let doc = doc.outer();
        quote!(#doc pub const #constant: Self = Self(#number);)
    });
    let all = each(&|_, constant| quote!(Self::#constant));
    let names = each(&|Named { guide, number, .. }, _| quote!(#number => Some(#guide)));
    quote! {
        #doc
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct #name(pub #integer);

        impl #name {
            #(#constants)*

            /// All that the guide names, in the order of the specification.
            pub const ALL: &'static [Self] = &[#(#all),*];

            /// The name in the guide.
            #[must_use]
            pub const fn name(self) -> Option<&'static str> {
                match self.0 {
                    #(#names,)*
                    _ => None,
                }
            }
        }

        impl From<#integer> for #name {
            fn from(number: #integer) -> Self {
                Self(number)
            }
        }

        /// The name, or the number.
        impl fmt::Display for #name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self.name() {
                    Some(name) => f.pad(name),
                    None => fmt::Display::fmt(&self.0, f),
                }
            }
        }

        /// The name, or the number.
        impl fmt::Debug for #name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    }
}
