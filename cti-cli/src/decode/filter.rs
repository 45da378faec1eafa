//! Which messages are shown.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use cti_messages::MessageType;
use cti_messages::fields::{Fields, Value};
use cti_messages::info::MemberInfo;

use super::found::{Found, Place};
use super::subject::{names_agent, names_call};

/// Which messages are shown: those that fit each kind of condition, in any of its values.
///
/// The answer to a request that names an agent or a call counts as if it named them too.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Their types.
    pub messages: Vec<MessageType>,
    /// An agent that they name: sign-in ID, login ID, extension, instrument or skill target ID.
    pub agents: Vec<String>,
    /// A call that they name.
    pub calls: Vec<u32>,
    /// Who sent them.
    pub senders: Vec<Sender>,
    /// The connection of a capture.
    pub connections: Vec<u64>,
}

/// Who sent a message.
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
    pub(super) fn concerns(&self, found: &Found<'_>) -> bool {
        let names = |holds: &dyn Fn(&MemberInfo, Value<'_>) -> bool| {
            let known = found.message.as_known();
            known.is_ok_and(|known| some_member(known, holds))
        };
        let is_agent = |agent: &String| names(&|member, value| is_agent(member, value, agent));
        let is_call = |call: &u32| names(&|_, value| is_call(value, *call));
        found.answer.is_some_and(|answer| answer.concerns)
            || (any(&self.agents, is_agent) && any(&self.calls, is_call))
    }

    /// Whether a message that concerns agent and call is shown.
    pub(super) fn wants(&self, found: &Found<'_>) -> bool {
        let message_type = found.message.message_type();
        any(&self.messages, |wanted| *wanted == message_type)
            && any(&self.connections, |wanted| {
                *wanted == found.place.connection()
            })
            && any(&self.senders, |sender| {
                sender.sent(found.is_from_client, found.place.source())
            })
    }

    /// Whether what is told of a place is shown.
    pub(super) fn wants_place(&self, place: &Place) -> bool {
        let Some(packet) = place.packet() else {
            return true;
        };
        let is_from_client = (packet.connection > 0).then_some(packet.is_from_client);
        any(&self.connections, |wanted| *wanted == packet.connection)
            && any(&self.senders, |sender| {
                sender.sent(is_from_client, Some(packet.source))
            })
    }

    /// Refuses what only a capture has.
    pub(super) fn without_capture(&self) -> io::Result<()> {
        let is_address = |sender: &Sender| matches!(sender, Sender::Host(_) | Sender::Port(_));
        if self.connections.is_empty() && !self.senders.iter().any(is_address) {
            return Ok(());
        }
        Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "the input is no capture, and has neither connections nor addresses",
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

/// Whether a condition holds for one of the values; for none, it always does.
fn any<T>(values: &[T], holds: impl FnMut(&T) -> bool) -> bool {
    values.is_empty() || values.iter().any(holds)
}

/// Whether some member, or one of an entry in a list, has such a value.
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
