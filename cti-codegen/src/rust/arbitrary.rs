//! What makes messages from the bytes of a fuzzer.

use cti_spec::model::Protocol;
use proc_macro2::Ident;
use quote::quote;

use super::dispatch::known;
use super::docs::DocText;
use super::ident::ident;
use super::services;
use super::source::Source;
use crate::{Error, GeneratedFile};

/// The file with an implementation for each message.
pub(super) fn file(protocol: &Protocol) -> Result<GeneratedFile, Error> {
    let names: Vec<Ident> = known(protocol)
        .map(|message| ident(&message.name.pascal()))
        .collect();
    let conditions: Vec<_> = known(protocol)
        .map(|message| services::of_service(protocol, message.service))
        .collect();
    let constants = known(protocol).map(|message| ident(&message.name.screaming()));
    let about = DocText::default().paragraph("Messages made from the bytes of a fuzzer.");
    let mut source = Source::new("arbitrary.rs", about);
    source.item(quote! {
        use ::arbitrary::{Arbitrary, Result, Unstructured};

        use crate::arbitrary::message;
        use crate::generated::message::Message;
        use crate::generated::message_type::MessageType;
        use crate::messages;
        use crate::mode::Mode;
        use crate::version::ProtocolVersion;

        /// A message of a type that can be encoded at a version, in a mode; `None` if its layout is
        /// not known.
        ///
        /// # Errors
        /// If the bytes do not do.
        pub fn message_of(
            u: &mut Unstructured<'_>,
            message_type: MessageType,
            version: ProtocolVersion,
            mode: Mode,
        ) -> Result<Option<Message<'static>>> {
            let message = match message_type {
                #(#conditions MessageType::#constants => Message::#names(message(u, version, mode)?),)*
                _ => return Ok(None),
            };
            Ok(Some(message))
        }

        #(
            #conditions
            impl<'u> Arbitrary<'u> for messages::#names<'static> {
                fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
                    message(u, ProtocolVersion::LATEST, Mode::Lenient)
                }
            }
        )*
    });
    source.finish()
}
