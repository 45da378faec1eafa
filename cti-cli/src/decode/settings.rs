//! The settings of `cti decode`: version, format, colours, and the filter of messages.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use anstyle::{AnsiColor, Style};
use clap::ValueEnum;
use cti_messages::fields::{Fields, Value};
use cti_messages::info::MemberInfo;
use cti_messages::{DecodeOptions, MessageType, ProtocolVersion};

use super::decoded::{Decoded, Place};
use super::subject::{names_agent, names_call};

/// The settings of `cti decode`.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The version of all messages. Without it, each OPEN_REQ sets the version of the messages after
    /// it, even if it is rejected itself.
    pub protocol: Option<ProtocolVersion>,
    /// How messages are shown.
    pub format: Format,
    /// The colours of the formats for people.
    pub styles: Styles,
    /// How strictly messages are decoded.
    pub options: DecodeOptions,
    /// The ports of the server in a capture; if empty, sessions are found by default ports and by
    /// their first message.
    pub ports: Vec<u16>,
    /// Which messages are shown.
    pub filter: Filter,
}

/// How messages are shown. The documentation of the values is part of the help of `cti decode`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// A block of lines for each message; secrets are redacted.
    #[default]
    Text,
    /// One object a line; secrets are carried.
    Json,
    /// A sequence diagram of lines, client at the left, server at the right; secrets are redacted.
    Ladder,
    /// The same as a picture, of at most 5,000 messages; secrets are redacted.
    Svg,
}

/// The colours of the formats for people. The default is plain.
#[derive(Debug, Clone, Copy, Default)]
pub struct Styles {
    /// The name of a message.
    pub(super) name: Style,
    /// The direction of a message from the client.
    pub(super) client: Style,
    /// The direction of a message from the server.
    pub(super) server: Style,
    pub(super) error: Style,
    pub(super) note: Style,
    /// Time and place.
    pub(super) place: Style,
}

impl Styles {
    /// With colours.
    #[must_use]
    pub fn coloured() -> Self {
        let colour = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
        Self {
            name: Style::new().bold(),
            client: colour(AnsiColor::Cyan),
            server: colour(AnsiColor::Green),
            error: colour(AnsiColor::Red).bold(),
            note: colour(AnsiColor::Yellow),
            place: Style::new().dimmed(),
        }
    }

    /// The style of the side that sent a message; plain if unknown.
    pub(super) const fn sender(&self, is_from_client: Option<bool>) -> Style {
        match is_from_client {
            Some(true) => self.client,
            Some(false) => self.server,
            None => Style::new(),
        }
    }
}

/// The messages to show: those that match one value of each kind given. By default, all.
///
/// The answer to a request that names an agent or a call counts as naming it too.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// The types of messages.
    pub messages: Vec<MessageType>,
    /// Agents that messages name: by sign-in ID, login ID, extension, instrument or skill target ID.
    pub agents: Vec<String>,
    /// Calls that messages name.
    pub calls: Vec<u32>,
    /// The senders of messages.
    pub senders: Vec<Sender>,
    /// The connections of a capture, by number.
    pub connections: Vec<u64>,
}

/// The sender of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sender {
    /// The CTI client.
    Client,
    /// The CTI server.
    Server,
    /// A host of a capture.
    Host(IpAddr),
    /// A port of a host of a capture.
    Port(SocketAddr),
}

/// The error for text that is not a [`Sender`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected client, server, or an IP address with or without a port")]
pub struct ParseSenderError;

impl FromStr for Sender {
    type Err = ParseSenderError;

    fn from_str(text: &str) -> Result<Self, ParseSenderError> {
        match text {
            "client" => Ok(Self::Client),
            "server" => Ok(Self::Server),
            _ => text
                .parse()
                .map(Self::Host)
                .or_else(|_| text.parse().map(Self::Port))
                .map_err(|_| ParseSenderError),
        }
    }
}

impl Filter {
    /// Whether a message, or the request that it answers, names the agent and the call.
    pub(super) fn concerns(&self, decoded: &Decoded<'_>) -> bool {
        let names = |holds: &dyn Fn(&MemberInfo, Value<'_>) -> bool| {
            let known = decoded.message.as_known();
            known.is_ok_and(|known| some_member(known, holds))
        };
        let is_agent = |agent: &String| names(&|member, value| is_agent(member, value, agent));
        let is_call = |call: &u32| names(&|_, value| is_call(value, *call));
        decoded.answer.is_some_and(|answer| answer.concerns)
            || (any(&self.agents, is_agent) && any(&self.calls, is_call))
    }

    /// Whether a message, if it concerns the agent and the call, is shown.
    pub(super) fn wants(&self, decoded: &Decoded<'_>) -> bool {
        let message_type = decoded.message.message_type();
        any(&self.messages, |wanted| *wanted == message_type)
            && any(&self.connections, |wanted| {
                *wanted == decoded.place.connection()
            })
            && any(&self.senders, |sender| {
                sender.sent(decoded.is_from_client, decoded.place.source())
            })
    }

    /// Whether errors and notes about a place are shown.
    pub(super) fn wants_place(&self, place: &Place) -> bool {
        let Some(origin) = place.origin() else {
            return true;
        };
        let is_from_client = (origin.connection > 0).then_some(origin.is_from_client);
        any(&self.connections, |wanted| *wanted == origin.connection)
            && any(&self.senders, |sender| {
                sender.sent(is_from_client, Some(origin.source))
            })
    }

    /// Rejects filters that only a capture can satisfy.
    pub(super) fn without_capture(&self) -> io::Result<()> {
        let is_address = |sender: &Sender| matches!(sender, Sender::Host(_) | Sender::Port(_));
        if self.connections.is_empty() && !self.senders.iter().any(is_address) {
            return Ok(());
        }
        Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "only a capture can be filtered by connection or address, and the input is not a capture",
        ))
    }
}

impl Sender {
    fn sent(self, is_from_client: Option<bool>, source: Option<SocketAddr>) -> bool {
        match self {
            Self::Client => is_from_client != Some(false),
            Self::Server => is_from_client != Some(true),
            Self::Host(host) => source.is_some_and(|source| source.ip() == host),
            Self::Port(port) => source == Some(port),
        }
    }
}

/// Whether a condition holds for one of the values, or there are no values.
fn any<T>(values: &[T], holds: impl FnMut(&T) -> bool) -> bool {
    values.is_empty() || values.iter().any(holds)
}

/// Whether a condition holds for a member, or for one of an entry in a list.
fn some_member(fields: &dyn Fields, holds: &dyn Fn(&MemberInfo, Value<'_>) -> bool) -> bool {
    let members = fields.members().iter().enumerate();
    let mut present = members.filter_map(|(index, member)| Some((member, fields.value(index)?)));
    present.any(|(member, value)| match value {
        Value::Entries(entries) => (0..entries.count())
            .filter_map(|index| entries.entry(index))
            .any(|entry| some_member(entry, holds)),
        Value::Values(values) => (0..values.count())
            .filter_map(|index| values.value(index, false))
            .any(|value| holds(member, value)),
        value => holds(member, value),
    })
}

fn is_agent(member: &MemberInfo, value: Value<'_>, agent: &str) -> bool {
    names_agent(member, value)
        && match value {
            Value::Text(text) => text == agent.as_bytes(),
            Value::Id(id, _) => agent.parse() == Ok(id),
            _ => false,
        }
}

fn is_call(value: Value<'_>, call: u32) -> bool {
    names_call(value) && matches!(value, Value::Id(id, _) if id == i64::from(call))
}
