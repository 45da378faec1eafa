//! The generated modules of cti-messages. What only some services need stands under their features
//! (`services`). What makes what:
//!
//! | file | made by |
//! | --- | --- |
//! | `mod.rs` everywhere | `modules` |
//! | `protocol.rs`, `service.rs`, `tags.rs`, `message_type.rs` | the module of that name |
//! | `ids/`, `enumerations/`, `masks/`, `entries/`, `messages/`, `interfaces/` | the module of that name |
//! | `message.rs` | `dispatch` |
//! | `strategies.rs` | the module of that name |

mod arbitrary;
mod dispatch;
mod docs;
mod entries;
mod enumerations;
mod ident;
mod ids;
mod imports;
mod interfaces;
mod masks;
mod members;
mod message_doc;
mod message_type;
mod messages;
mod modules;
mod numbers;
mod protocol;
mod scope;
mod service;
mod services;
mod source;
mod strategies;
mod tags;

use cti_spec::Protocol;
use cti_spec::model::{EntryIndex, MessageIndex};

use crate::{Error, GeneratedFile};

/// All generated modules.
///
/// # Errors
/// If a file would be no Rust, which only a bug of the generator can cause.
pub(crate) fn files(protocol: &Protocol) -> Result<Vec<GeneratedFile>, Error> {
    let mut files = modules::files(protocol)?;
    files.push(protocol::file(protocol)?);
    files.push(service::file(protocol)?);
    files.push(tags::file(protocol)?);
    files.push(message_type::file(protocol)?);
    files.push(dispatch::file(protocol)?);
    files.push(strategies::file(protocol)?);
    files.push(arbitrary::file(protocol)?);
    for id in &protocol.ids {
        files.push(ids::file(protocol, id)?);
    }
    for table in &protocol.enumerations {
        files.push(enumerations::file(protocol, table)?);
    }
    for mask in &protocol.masks {
        files.push(masks::file(protocol, mask)?);
    }
    for index in (0..protocol.entries.len()).map(EntryIndex) {
        files.push(entries::file(protocol, index)?);
    }
    for index in (0..protocol.messages.len()).map(MessageIndex) {
        files.extend(messages::file(protocol, index).transpose()?);
    }
    for interface in &protocol.interfaces {
        files.push(interfaces::file(protocol, interface)?);
    }
    Ok(files)
}
