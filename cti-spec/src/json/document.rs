//! The document itself.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::check;
use super::common::{doc, text};
use super::declaration::{Constant, Erratum, Service};
use super::error::JsonError;
use super::interface::Interface;
use super::list::Entry;
use super::message::Message;
use super::named::{Enumeration, Id, Mask};
use super::names::{Names, Table};
use super::part::{all, resolve_all};
use super::tag::{ReservedTags, Tag};
use super::types::{BasicType, Form};
use super::wire::Wire;
use crate::model::Protocol;

/// The number of the form that documents have.
const FORMAT: u32 = 1;

/// A protocol with everything that is declared for it. Items refer to each other by name. What is
/// absent is left out, never null. The order is that of the specification, which is also that in
/// which messages are written.
///
/// The form is stable: as long as `format` is the same, no key changes its meaning, disappears or
/// becomes optional. Keys may be added; a reader passes over those that it does not know.
/// (This schema does not, so that it finds mistakes: it goes with the document of the same release.)
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Where the document comes from.
    #[serde(rename = "$comment", default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// The place of this schema, for editors.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The number of the form of this document.
    #[schemars(extend("const" = FORMAT))]
    pub format: u32,
    /// The name of the protocol, `GED188`.
    pub name: String,
    /// Doc text, in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// The first version that is modelled.
    pub first_version: u8,
    /// The last version that is modelled.
    pub last_version: u8,
    /// What holds for all messages on the wire.
    pub wire: Wire,
    /// Acronyms in the names of the guide, for who makes identifiers of them: a run of capitals that
    /// consists of several of these is as many words (`MRDID`: MRD, ID), any other is one (`DNIS`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acronyms: Vec<String>,
    /// The ID that a request and its answer have in common, by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paired_by: Option<String>,
    /// The basic types of the guide.
    pub types: Vec<BasicType>,
    /// The services.
    pub services: Vec<Service>,
    /// The messages, by number.
    pub messages: Vec<Message>,
    /// The entries of lists with more than one member.
    pub entries: Vec<Entry>,
    /// The ID types.
    pub ids: Vec<Id>,
    /// The enumerations.
    pub enumerations: Vec<Enumeration>,
    /// The masks.
    pub masks: Vec<Mask>,
    /// The tags that have a name.
    pub tags: Vec<Tag>,
    /// The tag numbers that the guide reserves or leaves unused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reserved_tags: Vec<ReservedTags>,
    /// Named numbers that are used as limits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub constants: Vec<Constant>,
    /// Sets of fields that several messages share.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub interfaces: Vec<Interface>,
    /// Where the guide contradicts itself or the wire, and how it is ruled.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errata: Vec<Erratum>,
}

impl From<&Protocol> for Document {
    fn from(protocol: &Protocol) -> Self {
        Self {
            comment: None,
            schema: None,
            format: FORMAT,
            name: protocol.name.clone(),
            doc: text(&protocol.doc),
            first_version: protocol.first_version,
            last_version: protocol.last_version,
            wire: Wire::new(protocol.wide_tags_since, protocol.frame_limit),
            acronyms: protocol.acronyms.clone(),
            paired_by: protocol.paired_by.map(|id| protocol[id].name.guide.clone()),
            types: all(&protocol.types, protocol),
            services: all(&protocol.services, protocol),
            messages: all(&protocol.messages, protocol),
            entries: all(&protocol.entries, protocol),
            ids: all(&protocol.ids, protocol),
            enumerations: all(&protocol.enumerations, protocol),
            masks: all(&protocol.masks, protocol),
            tags: all(&protocol.tags, protocol),
            reserved_tags: all(&protocol.reserved_tags, protocol),
            constants: all(&protocol.constants, protocol),
            interfaces: all(&protocol.interfaces, protocol),
            errata: all(&protocol.errata, protocol),
        }
    }
}

impl<'d> Names<'d> {
    /// Collects what is declared.
    pub(super) fn of(document: &'d Document) -> Result<Self, JsonError> {
        Ok(Self {
            acronyms: &document.acronyms,
            services: Table::new("service", "services", &document.services, |service| {
                Ok((&service.name, ()))
            })?,
            errata: Table::new("erratum", "errata", &document.errata, |erratum| {
                Ok((&erratum.label, ()))
            })?,
            types: Table::new("type", "types", &document.types, |basic| {
                Ok((&basic.name, Form::wire_form(basic.form, basic.bytes)?))
            })?,
            ids: Table::new("ID", "ids", &document.ids, |id| Ok((&id.name, id.bytes)))?,
            enumerations: Table::new(
                "enumeration",
                "enumerations",
                &document.enumerations,
                |table| Ok((&table.name, table.bytes)),
            )?,
            masks: Table::new("mask", "masks", &document.masks, |mask| {
                Ok((&mask.name, mask.bytes))
            })?,
            tags: Table::new("tag", "tags", &document.tags, |tag| {
                Ok((&tag.name, tag.number))
            })?,
            entries: Table::new("entry", "entries", &document.entries, |entry| {
                Ok((&entry.name, entry.style.into()))
            })?,
            messages: Table::new("message", "messages", &document.messages, |message| {
                Ok((&message.name, ()))
            })?,
        })
    }
}

impl TryFrom<&Document> for Protocol {
    type Error = JsonError;

    fn try_from(document: &Document) -> Result<Self, JsonError> {
        if document.format != FORMAT {
            let what = format!("this library reads format {FORMAT} only");
            return Err(JsonError::new(what).within("format"));
        }
        let wire = &document.wire;
        if *wire != Wire::new(wire.wide_tags_since, wire.frame_limit) {
            let what = "this library knows one form of header and tags only";
            return Err(JsonError::new(what).within("wire"));
        }
        let names = &Names::of(document)?;
        let protocol = Self {
            name: document.name.clone(),
            doc: doc(document.doc.as_ref()),
            first_version: document.first_version,
            last_version: document.last_version,
            wide_tags_since: wire.wide_tags_since,
            frame_limit: wire.frame_limit,
            acronyms: document.acronyms.clone(),
            paired_by: match &document.paired_by {
                Some(name) => Some(names.id(name).map_err(|error| error.within("paired_by"))?),
                None => None,
            },
            services: resolve_all(&document.services, "services", names)?,
            errata: resolve_all(&document.errata, "errata", names)?,
            constants: resolve_all(&document.constants, "constants", names)?,
            types: resolve_all(&document.types, "types", names)?,
            ids: resolve_all(&document.ids, "ids", names)?,
            enumerations: resolve_all(&document.enumerations, "enumerations", names)?,
            masks: resolve_all(&document.masks, "masks", names)?,
            tags: resolve_all(&document.tags, "tags", names)?,
            reserved_tags: resolve_all(&document.reserved_tags, "reserved_tags", names)?,
            entries: resolve_all(&document.entries, "entries", names)?,
            messages: resolve_all(&document.messages, "messages", names)?,
            interfaces: resolve_all(&document.interfaces, "interfaces", names)?,
        };
        check::protocol(&protocol)?;
        Ok(protocol)
    }
}
