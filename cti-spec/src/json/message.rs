//! Messages: a header, a fixed part, a floating part.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{Versions, doc, errata, labels, text, versions, window};
use super::error::JsonError;
use super::fixed::Layout;
use super::list::Floating;
use super::names::Names;
use super::part::{Part, all, resolve_all};
use crate::model::{self, Protocol};

/// A message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// Its name in the guide, `AGENT_STATE_EVENT`.
    pub name: String,
    /// Its number: MessageType in the header.
    pub number: u32,
    /// Which side sends it.
    pub from: Direction,
    /// The service that it belongs to: the name of an element of `services`.
    pub service: String,
    /// The versions that have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub versions: Option<Versions>,
    /// The name of the message that confirms it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_by: Option<String>,
    /// Doc text, in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// The labels of the errata that concern it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errata: Vec<String>,
    /// What follows the header.
    pub body: Body,
}

/// Which side sends a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The CTI client.
    Client,
    /// The CTI server.
    Server,
    /// Either side.
    Either,
}

/// What follows the header of a message: one of two words, or an object with the key `parts`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// The layout is not published: only name and number are known.
    Unpublished,
    /// Nothing is known to follow; bytes that follow all the same are no error.
    HeaderOnly,
    /// A fixed part, then a floating part.
    Parts(Parts),
}

/// The fixed and the floating part of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Parts {
    /// The name of the fixed field (an unsigned integer of 4 bytes, at the same offset in every
    /// layout) that tells in which version the message itself is written, whatever the version of
    /// the session. Of a version that is not modelled, the nearest one that is holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version_from: Option<String>,
    /// The layouts of the fixed part. Most messages have one, which holds in every version. Of
    /// several, the first whose versions and bodies hold is the one.
    #[schemars(length(min = 1))]
    pub layouts: Vec<Layout>,
    /// The floating part, in the order in which it is written. It is read in any order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub floating: Vec<Floating>,
    /// Limits on the data of several lists together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<CombinedLimit>,
}

/// A limit on the data of several lists together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CombinedLimit {
    /// The names of the lists.
    pub lists: Vec<String>,
    /// The most data bytes, tags and lengths not counted.
    pub max_bytes: u32,
}

impl Part for Message {
    type Model = model::Message;

    fn of(model: &Self::Model, protocol: &Protocol) -> Self {
        let confirmation = model.confirmation;
        Self {
            name: model.name.guide.clone(),
            number: model.number,
            from: match model.direction {
                model::Direction::Client => Direction::Client,
                model::Direction::Server => Direction::Server,
                model::Direction::Either => Direction::Either,
            },
            service: protocol[model.service].name.guide.clone(),
            versions: versions(model.window),
            confirmed_by: confirmation.map(|message| protocol[message].name.guide.clone()),
            body: match &model.body {
                model::Body::Unpublished => Body::Unpublished,
                model::Body::HeaderOnly => Body::HeaderOnly,
                model::Body::Parts(parts) => Body::Parts(Parts::of(parts, protocol)),
            },
            doc: text(&model.doc),
            errata: labels(&model.errata, protocol),
        }
    }

    fn resolve(&self, names: &Names<'_>) -> Result<Self::Model, JsonError> {
        let service = names.service(&self.service);
        let confirmation = self.confirmed_by.as_ref().map(|name| names.message(name));
        let confirmation = confirmation.transpose();
        Ok(model::Message {
            name: names.name(&self.name),
            number: self.number,
            direction: match self.from {
                Direction::Client => model::Direction::Client,
                Direction::Server => model::Direction::Server,
                Direction::Either => model::Direction::Either,
            },
            service: service.map_err(|error| error.within("service"))?,
            window: window(self.versions.as_ref()),
            confirmation: confirmation.map_err(|error| error.within("confirmed_by"))?,
            body: match &self.body {
                Body::Unpublished => model::Body::Unpublished,
                Body::HeaderOnly => model::Body::HeaderOnly,
                Body::Parts(parts) => {
                    let parts = parts.resolve(names);
                    let parts = parts.map_err(|error| error.within("parts").within("body"));
                    model::Body::Parts(parts?)
                }
            },
            doc: doc(self.doc.as_ref()),
            errata: errata(&self.errata, names)?,
        })
    }
}

impl Part for Parts {
    type Model = model::Parts;

    fn of(model: &Self::Model, protocol: &Protocol) -> Self {
        let limit = |limit: &model::CombinedLimit| CombinedLimit {
            lists: limit.lists.clone(),
            max_bytes: limit.bytes,
        };
        Self {
            version_from: model.version_from.clone(),
            layouts: all(&model.layouts, protocol),
            floating: all(&model.floating, protocol),
            limits: model.limits.iter().map(limit).collect(),
        }
    }

    fn resolve(&self, names: &Names<'_>) -> Result<Self::Model, JsonError> {
        let limit = |limit: &CombinedLimit| model::CombinedLimit {
            lists: limit.lists.clone(),
            bytes: limit.max_bytes,
        };
        Ok(model::Parts {
            version_from: self.version_from.clone(),
            layouts: resolve_all(&self.layouts, "layouts", names)?,
            floating: resolve_all(&self.floating, "floating", names)?,
            limits: self.limits.iter().map(limit).collect(),
        })
    }
}
