//! The tags of floating fields by name.

use cti_spec::model::Protocol;
use quote::quote;

use super::docs::DocText;
use super::ident::decimal;
use super::numbers::{self, Named};
use super::source::Source;
use crate::{Error, GeneratedFile};

/// The file with the tags.
pub(super) fn file(protocol: &Protocol) -> Result<GeneratedFile, Error> {
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
    source.item(numbers::newtype("Tag", &quote!(u16), &doc, &tags));
    source.finish()
}
