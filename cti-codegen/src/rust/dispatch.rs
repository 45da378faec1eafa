//! The list of messages, and the files that pass it to macros of cti-messages: the enum over all messages, their
//! strategies for property tests, and their `Arbitrary`. Also the message types.

use std::fmt::Write as _;

use cti_spec::model::{Body, MessageIndex, Protocol};
use proc_macro2::Ident;
use quote::quote;

use super::docs::{DocText, message_link};
use super::interfaces;
use super::protocol::{Named, newtype};
use super::services;
use super::source::Source;
use super::structs::message_doc;
use super::tokens::{decimal, ident};
use crate::error::Error;
use crate::files::GeneratedFile;
use crate::links::Links;

/// The file with the list of messages that are structs.
pub(super) fn each_message(protocol: &Protocol) -> Result<GeneratedFile, Error> {
    let mut list = String::new();
    for message in protocol.published() {
        let feature = services::feature(protocol, message.service);
        let name = &message.name;
        let (pascal, screaming) = (ident(&name.pascal()), ident(&name.screaming()));
        let snake = ident(&name.snake());
        let _ = writeln!(
            list,
            "            {feature:?} {pascal} {screaming} {snake};"
        );
    }
    let about = DocText::default().paragraph("The list of messages.");
    let mut source = Source::new("each_message.rs", about);
    // As text: the formatter would fill lines with what is one line for each message.
    source.text(&format!(
        "/// Passes all messages that are structs, by number, to a macro: the feature of the service, the struct and
/// variant, the constant of the type, and the name in snake case.
macro_rules! each_message {{
    ($macro:path) => {{
        $macro! {{
{list}        }}
    }};
}}

pub(crate) use each_message;
"
    ));
    source.finish()
}

/// The file with the enum over all messages.
pub(super) fn message(protocol: &Protocol) -> Result<GeneratedFile, Error> {
    let interfaces = interfaces::of_message(protocol);
    let interfaces = (!interfaces.is_empty()).then(|| quote!(impl<'a> Message<'a> { #interfaces }));
    let about = DocText::default().paragraph("Any message.");
    let mut source = Source::new("message.rs", about);
    source.item(quote! {
        use crate::dispatch::message_enum;
        use crate::generated::each_message::each_message;
        use crate::generated::message_type::MessageType;
        use crate::messages;

        each_message!(message_enum);

        #interfaces
    });
    source.finish()
}

/// The file with the message types: all that the guide names, also those whose layout it keeps.
pub(super) fn message_type(protocol: &Protocol) -> Result<GeneratedFile, Error> {
    let types = protocol.messages.iter().enumerate();
    let types = types.map(|(index, message)| Named {
        constant: message.name.screaming(),
        guide: message.name.guide.clone(),
        number: decimal(message.number),
        doc: match message.body {
            Body::Unpublished => message_doc(protocol, MessageIndex(index))
                .paragraph("Its layout is not published: the body is handed out as it comes."),
            Body::HeaderOnly | Body::Parts(_) => DocText::default().paragraph(&format!(
                "{}: message {}.",
                message_link(message),
                message.number
            )),
        },
    });
    let types: Vec<Named> = types.collect();
    let doc = DocText::default()
        .paragraph("The type of a message, as its header tells it.")
        .paragraph("Any number is legal: the constants are those that the guide names.");
    let confirmed_by = protocol.messages.iter().filter_map(|message| {
        let request = ident(&message.name.screaming());
        let confirmation = ident(&protocol[message.confirmation?].name.screaming());
        Some(quote!(Self::#request => Some(Self::#confirmation),))
    });
    let confirms = protocol
        .messages
        .iter()
        .enumerate()
        .filter_map(|(index, message)| {
            let requests = protocol.messages.iter();
            let requests: Vec<Ident> = requests
                .filter(|request| request.confirmation == Some(MessageIndex(index)))
                .map(|request| ident(&request.name.screaming()))
                .collect();
            let confirmation = ident(&message.name.screaming());
            (!requests.is_empty()).then(|| quote!(Self::#confirmation => &[#(Self::#requests),*],))
        });
    let links = Links::of(protocol);
    let failures = (0..protocol.messages.len()).map(MessageIndex);
    let failures = failures.filter(|index| links.is_failure(*index));
    let failures: Vec<Ident> = failures
        .map(|index| ident(&protocol[index].name.screaming()))
        .collect();
    let answers_any = match failures.as_slice() {
        [] => quote!(false),
        failures => quote!(matches!(self, #(Self::#failures)|*)),
    };
    let about = DocText::default().paragraph("The types of messages.");
    let mut source = Source::new("message_type.rs", about);
    source.item(quote! {
        use core::fmt;
        use crate::dispatch::message_infos;
        use crate::generated::each_message::each_message;
        use crate::messages;
    });
    source.item(newtype("MessageType", &ident("u32"), &doc, &types));
    source.item(quote! {
        each_message!(message_infos);

        impl MessageType {
            /// The type of the message that confirms this one; `None` if it is not a request.
            ///
            /// Known for all messages that the guide names, whatever the features.
            #[must_use]
            pub const fn confirmed_by(self) -> Option<Self> {
                match self {
                    #(#confirmed_by)*
                    _ => None,
                }
            }

            /// The types of the requests that this message confirms; empty if it is not a confirmation.
            ///
            /// A message about a failure [answers any request](Self::answers_any_request); it does not confirm one.
            #[must_use]
            pub const fn confirms(self) -> &'static [Self] {
                match self {
                    #(#confirms)*
                    _ => &[],
                }
            }

            /// Whether messages of this type answer requests of any type, in place of their confirmations:
            /// messages about a failure.
            ///
            /// Known for all messages that the guide describes, whatever the features.
            #[must_use]
            pub const fn answers_any_request(self) -> bool {
                #answers_any
            }
        }
    });
    source.finish()
}

/// The file with a strategy for each message.
pub(super) fn strategies() -> Result<GeneratedFile, Error> {
    let about = DocText::default()
        .paragraph("Strategies that make messages that can be encoded, for property tests.");
    let mut source = Source::new("strategies.rs", about);
    source.item(quote! {
        use crate::generated::each_message::each_message;
        use crate::generated::message_type::MessageType;
        use crate::messages;
        use crate::strategy::strategies;
        pub use crate::strategy::message as values_of;
        pub use crate::strategy::{Sent, session};

        each_message!(strategies);
    });
    source.finish()
}

/// The file with an implementation of `Arbitrary` for each message.
pub(super) fn arbitrary() -> Result<GeneratedFile, Error> {
    let about = DocText::default().paragraph("Messages made from the bytes of a fuzzer.");
    let mut source = Source::new("arbitrary.rs", about);
    source.item(quote! {
        use crate::fuzzing::arbitrary_messages;
        use crate::generated::each_message::each_message;
        use crate::generated::message_type::MessageType;
        use crate::messages;

        each_message!(arbitrary_messages);
    });
    source.finish()
}
