//! The strategies that make values of each message, for property tests.

use cti_spec::model::Protocol;
use proc_macro2::Ident;
use quote::quote;

use super::dispatch::known;
use super::docs::DocText;
use super::ident::ident;
use super::message_doc::link;
use super::services;
use super::source::Source;
use crate::{Error, GeneratedFile};

/// The file with a strategy for each message.
pub(super) fn file(protocol: &Protocol) -> Result<GeneratedFile, Error> {
    let functions: Vec<Ident> = known(protocol)
        .map(|message| ident(&message.name.snake()))
        .collect();
    let names: Vec<Ident> = known(protocol)
        .map(|message| ident(&message.name.pascal()))
        .collect();
    let conditions: Vec<_> = known(protocol)
        .map(|message| services::of_service(protocol, message.service))
        .collect();
    let constants = known(protocol).map(|message| ident(&message.name.screaming()));
    let docs = known(protocol).map(|message| {
        DocText::default()
            .paragraph(&format!("Values of {} that can be encoded.", link(message)))
            .outer()
    });
    let about = DocText::default()
        .paragraph("Strategies that make messages that can be encoded, for property tests.");
    let mut source = Source::new("strategies.rs", about);
    source.item(quote! {
        use proptest::strategy::{BoxedStrategy, Strategy};

        use crate::mode::Mode;
        use crate::generated::message::Message;
        use crate::generated::message_type::MessageType;
        use crate::messages;
        pub use crate::strategy::message as values_of;
        pub use crate::strategy::{Sent, session};
        use crate::version::ProtocolVersion;

        #(
            #docs
            #conditions
            pub fn #functions(
                version: ProtocolVersion,
                mode: Mode,
            ) -> BoxedStrategy<messages::#names<'static>> {
                values_of(version, mode)
            }
        )*

        /// Values of the message of a type; `None` if its layout is not known.
        #[must_use]
        pub fn any_message(
            message_type: MessageType,
            version: ProtocolVersion,
            mode: Mode,
        ) -> Option<BoxedStrategy<Message<'static>>> {
            let strategy = match message_type {
                #(#conditions MessageType::#constants => #functions(version, mode).prop_map(Message::#names).boxed(),)*
                _ => return None,
            };
            Some(strategy)
        }
    });
    source.finish()
}
