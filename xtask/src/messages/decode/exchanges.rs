//! Which message answers which.
//!
//! A request and its answer carry the same InvokeID, which the requester chooses. The message that
//! the specification names as confirmation answers it, or one that is the confirmation of nothing
//! in particular: a failure.

use std::time::Duration;

use cti_messages::fields::Value;
use cti_messages::info::{MemberInfo, MessageInfo};
use cti_messages::{Message, MessageType};
use lru::LruCache;

use super::report::Found;
use crate::capture::Timestamp;

/// The type of the ID that pairs a request with its answer.
const PAIRING: &str = "InvokeID";

/// So many requests are remembered; of more than these, the oldest are forgotten.
const MAX_OPEN: usize = 16_384;

/// Remembers requests until they are answered.
pub(super) struct Exchanges {
    open: LruCache<Key, Request>,
    /// The messages that confirm some request.
    confirmations: Vec<u32>,
}

/// What an answer has in common with its request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    connection: u64,
    /// Both sides may ask, each with IDs of its own.
    is_by_client: Option<bool>,
    id: i64,
}

struct Request {
    message_type: MessageType,
    number: u64,
    time: Option<Timestamp>,
    concerns: bool,
}

/// What an answer answers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answer {
    /// The type of the request.
    pub(super) request: MessageType,
    /// The number by which the request is called.
    pub(super) number: u64,
    /// How long it took, where times are known.
    pub(super) after: Option<Duration>,
    /// Whether the request names the agent and the call of the filter.
    pub(super) concerns: bool,
}

impl Default for Exchanges {
    fn default() -> Self {
        let infos = MessageType::ALL.iter().filter_map(|known| known.info());
        Self {
            // One with a bound makes room for all of it at once.
            open: LruCache::unbounded(),
            confirmations: infos.filter_map(|info| info.confirmation).collect(),
        }
    }
}

impl Exchanges {
    /// The request that a message answers, which is then no longer open.
    pub(super) fn answer(&mut self, found: &Found<'_>) -> Option<Answer> {
        let info = found.message.info()?;
        if info.confirmation.is_some() {
            return None;
        }
        let mut key = key(found)?;
        key.is_by_client = key.is_by_client.map(|is_by_client| !is_by_client);
        let request = self.open.peek(&key)?;
        if !self.may_answer(info, request.message_type) {
            return None;
        }
        let request = self.open.pop(&key)?;
        let times = request.time.zip(found.place.time());
        Some(Answer {
            request: request.message_type,
            number: request.number,
            after: times.map(|(asked, answered)| answered.since(asked)),
            concerns: request.concerns,
        })
    }

    /// Remembers a request.
    pub(super) fn remember(&mut self, found: &Found<'_>, concerns: bool) {
        let asks = found
            .message
            .info()
            .is_some_and(|info| info.confirmation.is_some());
        let Some(key) = key(found).filter(|_| asks) else {
            return;
        };
        let request = Request {
            message_type: found.message.message_type(),
            number: found.place.number(),
            time: found.place.time(),
            concerns,
        };
        self.open.put(key, request);
        if self.open.len() > MAX_OPEN {
            self.open.pop_lru();
        }
    }

    fn may_answer(&self, info: &MessageInfo, request: MessageType) -> bool {
        let confirmation = request.info().and_then(|request| request.confirmation);
        confirmation == Some(info.number) || !self.confirmations.contains(&info.number)
    }
}

fn key(found: &Found<'_>) -> Option<Key> {
    Some(Key {
        connection: found.place.connection(),
        is_by_client: found.is_from_client,
        id: pairing_id(found.message)?,
    })
}

/// The ID in the fixed part that pairs messages.
pub(super) fn pairing_id(message: &Message<'_>) -> Option<i64> {
    let known = message.as_known().ok()?;
    let members = known.members().iter().enumerate();
    let mut fixed = members.filter(|(_, member)| matches!(member, MemberInfo::Fixed(_)));
    fixed.find_map(|(index, _)| match known.value(index) {
        Some(Value::Id(id, info)) if info.name == PAIRING => Some(id),
        _ => None,
    })
}
