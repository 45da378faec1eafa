//! The message types by name: all that the guide names, also those whose layout it keeps.

use cti_spec::model::{Body, MessageIndex, Protocol};
use quote::quote;

use super::dispatch::known;
use super::docs::DocText;
use super::ident::{decimal, ident};
use super::message_doc;
use super::numbers::{self, Named};
use super::services;
use super::source::Source;
use crate::{Error, GeneratedFile};

/// The file with the message types.
pub(super) fn file(protocol: &Protocol) -> Result<GeneratedFile, Error> {
    let types: Vec<Named> = protocol
        .messages
        .iter()
        .enumerate()
        .map(|(index, message)| Named {
            constant: message.name.screaming(),
            guide: message.name.guide.clone(),
            number: decimal(message.number),
            doc: match message.body {
                Body::Unpublished => message_doc::of(protocol, MessageIndex(index))
                    .paragraph("Its layout is not published: the body is handed out as it comes."),
                Body::HeaderOnly | Body::Parts(_) => DocText::default().paragraph(&format!(
                    "{}: message {}.",
                    message_doc::link(message),
                    message.number
                )),
            },
        })
        .collect();
    let doc = DocText::default()
        .paragraph("The type of a message, as its header tells it.")
        .paragraph("Any number is legal: the constants are those that the guide names.");
    let known: Vec<_> = known(protocol).collect();
    let constants = known.iter().map(|message| ident(&message.name.screaming()));
    let conditions = known
        .iter()
        .map(|message| services::of_service(protocol, message.service));
    let structs = known.iter().map(|message| ident(&message.name.pascal()));

    let about = DocText::default().paragraph("The types of messages.");
    let mut source = Source::new("message_type.rs", about);
    source.item(quote! {
        use core::fmt;
        use crate::codec::Codec;
        use crate::info::MessageInfo;
        use crate::messages;
    });
    source.item(numbers::newtype("MessageType", &quote!(u32), &doc, &types));
    source.item(quote! {
        impl MessageType {
            /// What is known of the message; `None` if its layout is not.
            #[must_use]
            pub const fn info(self) -> Option<&'static MessageInfo> {
                let info = match self {
                    #(#conditions Self::#constants => <messages::#structs<'static> as Codec<'static>>::INFO,)*
                    _ => return None,
                };
                Some(info)
            }
        }
    });
    source.finish()
}
