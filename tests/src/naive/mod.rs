//! A second decoder, deliberately naive, for comparison with the one that users run.
//!
//! It reads the resolved specification as a table, with no derive and no code of `cti-messages`.
//! It does one thing after the other, each the obvious way, and does not care how long that takes:
//! take all floating fields off the body (`wire`), say of each where it belongs (`place`), refuse
//! what strict mode refuses (`strict`, `ends`), make values (`build`, `lists`), find the places of
//! unknown fields in canonical form (`canonical`).
//!
//! What it does follows from the contract: the documentation of `cti-messages`, of the kinds of
//! its errors, and `LANGUAGE.md` of `cti-spec`. Where that leaves a choice, the rule that is taken
//! here is said at the function concerned.

mod build;
mod canonical;
mod ends;
mod fault;
mod fixed;
mod header;
mod lists;
mod place;
mod strict;
mod value;
mod wire;

pub use fault::{Fault, Kind, PartsKind};
pub use value::{Content, Decoded, Member, Part, Unknown, Value};

use cti_spec::Protocol;
use cti_spec::model::{Body, Layout, Message, Parts};

/// The naive decoder of a protocol.
#[derive(Debug, Clone, Copy)]
pub struct Naive<'p> {
    protocol: &'p Protocol,
}

/// How a message is read.
#[derive(Debug, Clone, Copy)]
struct Reading<'p> {
    protocol: &'p Protocol,
    message: &'p Message,
    version: u8,
    strict: bool,
}

impl<'p> Naive<'p> {
    /// The decoder of a protocol.
    #[must_use]
    pub fn new(protocol: &'p Protocol) -> Self {
        Self { protocol }
    }

    /// Decodes exactly one frame with its header.
    ///
    /// # Errors
    /// The first thing that is wrong: with the frame, then with the message as a whole, then with
    /// the fixed part, then with the floating part.
    pub fn decode(&self, frame: &[u8], version: u8, strict: bool) -> Result<Decoded, Fault> {
        let (number, body) = header::read(self.protocol, frame)?;
        let message = header::message(self.protocol, number);
        let content = match message.map(|message| (message, &message.body)) {
            None | Some((_, Body::Unpublished)) => Content::Body(body.to_vec()),
            Some((message, layout)) => {
                let version = header::version_of(self.protocol, message, body, version, strict)?;
                let reading = Reading {
                    protocol: self.protocol,
                    message,
                    version,
                    strict,
                };
                header::check_window(&reading)?;
                match layout {
                    Body::Parts(parts) => Content::Part(reading.parts(parts, body)?),
                    Body::HeaderOnly | Body::Unpublished => Content::Trailing(body.to_vec()),
                }
            }
        };
        Ok(Decoded {
            number,
            name: message.map(|message| message.name.guide.clone()),
            content,
        })
    }

    /// The layout in which a body is read; `None` for a message with a header only.
    #[must_use]
    pub fn layout(&self, message: &'p Message, version: u8, body: &[u8]) -> Option<&'p Layout> {
        let reading = Reading {
            protocol: self.protocol,
            message,
            version,
            strict: false,
        };
        fixed::layout(&reading, message.parts()?, body)
    }
}

impl Reading<'_> {
    /// Reads the fixed and the floating part.
    fn parts(&self, parts: &Parts, body: &[u8]) -> Result<Part, Fault> {
        let fixed = fixed::read(self, parts, body)?;
        let wire = wire::take_apart(self, fixed.end, body);
        let placed = place::place(self.protocol, &parts.floating, &wire.fields);
        if self.strict {
            strict::check(self, parts, &fixed, &placed, &wire)?;
        }
        if let Some(cut) = wire.cut {
            return Err(cut);
        }
        let mut part = build::message(self, parts, &fixed, &placed);
        canonical::settle(self, parts, &placed, &mut part);
        Ok(part)
    }

    /// A fault of this message.
    fn fault(&self, kind: Kind, field: Option<&str>, offset: usize) -> Fault {
        Fault::new(kind, Some(&self.message.name.guide), field, offset)
    }

    /// Whether tag and length take one byte each.
    fn is_narrow(&self) -> bool {
        self.version < self.protocol.wide_tags_since
    }
}
