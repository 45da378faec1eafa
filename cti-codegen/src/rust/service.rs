//! The services as an enum.

use cti_spec::model::Protocol;
use quote::quote;

use super::docs::DocText;
use super::ident::ident;
use super::source::Source;
use crate::{Error, GeneratedFile};

/// The file with the services.
pub(super) fn file(protocol: &Protocol) -> Result<GeneratedFile, Error> {
    let names: Vec<_> = protocol
        .services
        .iter()
        .map(|service| ident(&service.name.pascal()))
        .collect();
    let titles: Vec<_> = protocol
        .services
        .iter()
        .map(|service| &service.title)
        .collect();
    let guide_names = protocol.services.iter().map(|service| &service.name.guide);
    let docs = protocol.services.iter().map(|service| {
        let title = format!("The chapter \"{}\" of the guide.", service.title);
        DocText::of(&service.doc).paragraph(&title).outer()
    });
    let about = DocText::default().paragraph("The services that the messages belong to.");
    let mut source = Source::new("service.rs", about);
    source.item(quote! {
        /// A group of messages: a chapter of the guide.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Service {
            #(#docs #names,)*
        }

        impl Service {
            /// All services, in the order of the specification.
            pub const ALL: &'static [Self] = &[#(Self::#names),*];

            /// The name in the specification.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    #(Self::#names => #guide_names,)*
                }
            }

            /// The title in the guide.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self {
                    #(Self::#names => #titles,)*
                }
            }
        }
    });
    source.finish()
}
