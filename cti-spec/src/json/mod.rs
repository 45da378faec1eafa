//! The resolved protocol as a JSON document, for programs in other languages.
//!
//! A [`Document`] says everything that a [`Protocol`] says, with names in place of indices and with
//! what a reader would have to compute, such as offsets. [`schema()`] is its JSON Schema. Each type of
//! the document stands in a file with the way from the model and the way back; their doc comments
//! are the descriptions in the schema, so they speak to people who do not read Rust.
//!
//! The types are not those of the model: serde's derives on the model would write indices, and
//! another language would have to count.

mod check;
mod common;
mod declaration;
mod document;
mod echo;
mod error;
mod fixed;
mod floating;
mod interface;
mod list;
mod message;
mod named;
mod names;
mod part;
mod schema;
mod tag;
mod types;
mod wire;

pub use common::Versions;
pub use declaration::{Constant, Erratum, Service};
pub use document::Document;
pub use error::JsonError;
pub use fixed::{BodyShape, FixedField, Layout};
pub use floating::{FloatingCount, FloatingField, Maximum, Presence};
pub use interface::{Interface, InterfaceMember, KeyField, Series};
pub use list::{CountPlace, Element, Entry, Floating, List, ListStyle};
pub use message::{Body, CombinedLimit, Direction, Message, Parts};
pub use named::{Enumeration, Id, Mask, NamedValue, Null};
pub use schema::schema;
pub use tag::{FieldTag, ReservedTags, Tag};
pub use types::{BasicType, FieldMeaning, Form, NamedParts};
pub use wire::{HeaderField, TagSizes, Wire};

use crate::model::Protocol;

/// Reads the text of a document.
///
/// # Errors
///
/// What is wrong with it, with its place: no JSON, no such document, or one whose parts do not fit
/// together.
///
/// ```
/// let protocol = cti_spec::load(&cti_spec::ged188_dir())?;
/// let document = cti_spec::json::Document::from(&protocol);
/// let text = serde_json::to_string(&document)?;
/// assert_eq!(cti_spec::json::read(&text)?, protocol);
///
/// let damaged = text.replace("\"type\":\"UINT\"", "\"type\":\"UIN\"");
/// let error = cti_spec::json::read(&damaged).unwrap_err();
/// assert!(error.path().ends_with(".type"), "{error}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read(text: &str) -> Result<Protocol, JsonError> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let document: Document = serde_path_to_error::deserialize(&mut deserializer)?;
    deserializer
        .end()
        .map_err(|error| JsonError::new(error.to_string()))?;
    echo::check(text, &document)?;
    Protocol::try_from(&document)
}
