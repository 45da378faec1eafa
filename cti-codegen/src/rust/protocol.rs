//! The numbers of the protocol as a whole.

use cti_spec::model::Protocol;
use quote::quote;

use super::docs::DocText;
use super::ident::{decimal, ident};
use super::source::Source;
use crate::facts::code;
use crate::{Error, GeneratedFile};

/// The file with the numbers of the protocol.
pub(super) fn file(protocol: &Protocol) -> Result<GeneratedFile, Error> {
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
    let about = DocText::default()
        .paragraph(&format!(
            "The numbers of {} as a whole.",
            code(&protocol.name)
        ))
        .text(&protocol.doc);
    let mut source = Source::new("protocol.rs", about);
    source.item(quote! {
        use crate::version::ProtocolVersion;

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
