//! The generated modules of cti-messages. What only some services need stands under their features
//! (`services`). What makes what:
//!
//! | file | made by |
//! | --- | --- |
//! | `mod.rs` everywhere | `modules` |
//! | `protocol.rs`, `service.rs`, `tags.rs` | `protocol` |
//! | `each_message.rs`, `message.rs`, `message_type.rs`, `strategies.rs`, `arbitrary.rs` | `dispatch` |
//! | `ids/`, `enumerations/`, `masks/` | `types` |
//! | `messages/`, `entries/` | `structs`, with their `members` |
//! | `interfaces/` | `interfaces`, `keys` |

mod defaults;
mod dispatch;
mod docs;
mod interfaces;
mod keys;
mod members;
mod modules;
mod protocol;
mod scope;
mod services;
mod source;
mod structs;
mod tokens;
mod types;

use cti_spec::Protocol;
use cti_spec::model::{EntryIndex, MessageIndex};

use crate::error::Error;
use crate::files::GeneratedFile;

/// All generated modules.
///
/// # Errors
/// If a file would be no Rust, which only a bug of the generator can cause.
pub(crate) fn files(protocol: &Protocol) -> Result<Vec<GeneratedFile>, Error> {
    let mut files = modules::files(protocol)?;
    files.push(protocol::numbers(protocol)?);
    files.push(protocol::services(protocol)?);
    files.push(protocol::tags(protocol)?);
    files.push(dispatch::each_message(protocol)?);
    files.push(dispatch::message(protocol)?);
    files.push(dispatch::message_type(protocol)?);
    files.push(dispatch::strategies()?);
    files.push(dispatch::arbitrary()?);
    for id in &protocol.ids {
        files.push(types::id(protocol, id)?);
    }
    for table in &protocol.enumerations {
        files.push(types::enumeration(protocol, table)?);
    }
    for mask in &protocol.masks {
        files.push(types::mask(protocol, mask)?);
    }
    for index in (0..protocol.entries.len()).map(EntryIndex) {
        files.push(structs::entry(protocol, index)?);
    }
    for index in (0..protocol.messages.len()).map(MessageIndex) {
        files.extend(structs::message(protocol, index).transpose()?);
    }
    for interface in &protocol.interfaces {
        files.push(interfaces::file(protocol, interface)?);
    }
    Ok(files)
}
