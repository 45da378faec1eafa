//! Messages: a header, a fixed part, a floating part.

use super::{Doc, ErratumIndex, FixedField, Floating, Layout, MessageIndex, ServiceIndex, Window};
use crate::name::Name;

/// The bytes of the header of a message: the length of what follows it, then the number of the message.
pub const HEADER_BYTES: u32 = 8;

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its name in the guide, `AGENT_STATE_EVENT`.
    pub name: Name,
    /// Its number (MessageType).
    pub number: u32,
    /// Which side sends it.
    pub direction: Direction,
    /// The service that it belongs to.
    pub service: ServiceIndex,
    /// The versions that have it.
    pub window: Window,
    /// The message that confirms it.
    pub confirmation: Option<MessageIndex>,
    /// What follows the header.
    pub body: Body,
    /// Its doc text.
    pub doc: Doc,
    /// The errata noted at it.
    pub errata: Vec<ErratumIndex>,
}

impl Message {
    /// Whether the layout is published; of other messages only name and number are known.
    #[must_use]
    pub fn is_published(&self) -> bool {
        self.body != Body::Unpublished
    }

    /// The fixed and the floating part, if the layout is known and not empty.
    #[must_use]
    pub fn parts(&self) -> Option<&Parts> {
        match &self.body {
            Body::Parts(parts) => Some(parts),
            Body::HeaderOnly | Body::Unpublished => None,
        }
    }

    /// The fields of the fixed part that are members of the message's struct: those of all
    /// layouts, each once, without the counts, in an order that is the wire order of each layout.
    /// Of a field in several layouts it is the one in a layout for any body, which has the full
    /// width.
    #[must_use]
    pub fn fixed_members(&self) -> Vec<&FixedField> {
        let mut members: Vec<&FixedField> = Vec::new();
        for layout in self.parts().into_iter().flat_map(|parts| &parts.layouts) {
            // A field that is new goes behind the one that stands before it in this layout.
            let mut next = 0;
            for field in layout.fields.iter().filter(|field| field.counts.is_none()) {
                let known = members.iter().position(|member| member.name == field.name);
                let at = known.unwrap_or(next);
                if known.is_none() {
                    members.insert(at, field);
                } else if layout.bodies.is_empty() {
                    members[at] = field;
                }
                next = at + 1;
            }
        }
        members
    }

    /// The layout of the fixed part in a version, for any body; `None` where the message has none.
    #[must_use]
    pub fn usual_layout(&self, version: u8) -> Option<&Layout> {
        self.parts()?
            .layouts
            .iter()
            .find(|layout| layout.bodies.is_empty() && layout.window.contains(version))
    }
}

/// Which side sends a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The CTI client.
    Client,
    /// The CTI server.
    Server,
    /// Either side.
    Either,
}

/// What follows the header of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// The layout is not published: only name and number are known.
    Unpublished,
    /// Nothing is known to follow; what follows all the same is kept raw (`trailing`).
    HeaderOnly,
    /// A fixed part, then a floating part.
    Parts(Parts),
}

/// The fixed and the floating part of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// The fixed field that names the version in which the message itself is written.
    pub version_from: Option<String>,
    /// The layouts of the fixed part. Most messages have one. Of several, the first whose window
    /// holds the version and whose `bodies` hold the body is the one; a layout without `bodies`
    /// holds any body. Every version of the message has exactly one layout without `bodies`.
    pub layouts: Vec<Layout>,
    /// The floating part, in the canonical order.
    pub floating: Vec<Floating>,
    /// Limits on the data of several lists together.
    pub limits: Vec<CombinedLimit>,
}

impl Parts {
    /// The layouts, those for any body first: they are what a reader looks for.
    pub fn usual_first(&self) -> impl Iterator<Item = &Layout> {
        let usual = |layout: &&Layout| layout.bodies.is_empty();
        let special = self.layouts.iter().filter(move |layout| !usual(layout));
        self.layouts.iter().filter(usual).chain(special)
    }
}

/// A limit on the data of several lists together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CombinedLimit {
    /// The names of the lists.
    pub lists: Vec<String>,
    /// The most data bytes, tags and lengths not counted.
    pub bytes: u32,
}
