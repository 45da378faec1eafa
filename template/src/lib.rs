//! What state each agent is in, by the events of a CTI server.
//!
//! ```
//! use agent_states::AgentStates;
//! use cti_messages::{
//!     AgentIdentity, AgentState, AgentStateEvent, PeripheralId, ProtocolVersion, TypedMessage,
//! };
//!
//! let event = AgentStateEvent {
//!     peripheral_id: PeripheralId(5000),
//!     agent_state: AgentState::TALKING,
//!     agent_id: Some("1001".into()),
//!     ..AgentStateEvent::default()
//! };
//! let mut frame = Vec::new();
//! event.encode(ProtocolVersion::V24, &mut frame)?;
//!
//! let mut agents = AgentStates::default();
//! agents.frame(&frame, ProtocolVersion::V24)?;
//! let key = event.agent_key().ok_or("an agent")?;
//! assert_eq!(agents.state(&key), Some(AgentState::TALKING));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[cfg(feature = "fuzzing")]
pub mod fuzzing;
mod note;

use std::collections::{BTreeMap, VecDeque};

use cti_messages::{
    AgentIdentity, AgentKey, AgentState, AgentStateEvent, DecodeError, DynMessage, EncodeError,
    Frame, InvokeId, Message, ProtocolVersion, Request, TypedMessage,
};

pub use note::{AgentNoteConf, AgentNoteEvent, AgentNoteReq, AudienceMask};

/// The agents that are logged in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AgentStates {
    /// By peripheral and login ID, as messages name them.
    agents: BTreeMap<AgentKey, Agent>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Agent {
    state: AgentState,
    note: Vec<u8>,
}

impl AgentStates {
    /// Takes a message of the session; one that says nothing of agents changes nothing.
    ///
    /// # Errors
    /// If the frame is no message.
    pub fn frame(&mut self, frame: &[u8], version: ProtocolVersion) -> Result<(), DecodeError> {
        // To the messages of GED-188, one of our own is a message whose layout is not known.
        if Frame::parse(frame)?.message_type == AgentNoteEvent::MESSAGE_TYPE {
            self.note(&AgentNoteEvent::decode(frame, version)?);
        } else if let Message::AgentStateEvent(event) = Message::decode(frame, version)? {
            self.state_event(&event);
        }
        Ok(())
    }

    /// The state of an agent; `None` if they are not logged in.
    #[must_use]
    pub fn state(&self, agent: &AgentKey) -> Option<AgentState> {
        let agent = self.agents.get(agent)?;
        Some(agent.state)
    }

    /// The note on an agent; `None` if they are not logged in.
    #[must_use]
    pub fn note_of(&self, agent: &AgentKey) -> Option<&[u8]> {
        let agent = self.agents.get(agent)?;
        Some(&agent.note)
    }

    /// How many agents are logged in.
    #[must_use]
    pub fn count(&self) -> usize {
        self.agents.len()
    }

    fn state_event(&mut self, event: &AgentStateEvent<'_>) {
        let Some(key) = event.agent_key() else { return };
        if event.agent_state == AgentState::LOGOUT {
            self.agents.remove(&key);
        } else {
            self.agents.entry(key).or_default().state = event.agent_state;
        }
    }

    fn note(&mut self, event: &AgentNoteEvent<'_>) {
        let Some(key) = event.agent_key() else { return };
        if let Some(agent) = self.agents.get_mut(&key) {
            agent.note = event
                .note
                .as_ref()
                .map_or_else(Vec::new, |note| note.as_bytes().to_vec());
        }
    }
}

/// The requests that wait to be sent: those of the guide, and our own.
#[derive(Debug, Default)]
pub struct Requests {
    waiting: VecDeque<Box<dyn DynMessage>>,
    last_id: u32,
}

impl Requests {
    /// Puts a request at the end of the queue; returns the ID that its confirmation will have.
    pub fn push(&mut self, request: impl Request<'static> + 'static) -> InvokeId {
        self.last_id = self.last_id.wrapping_add(1);
        let id = InvokeId(self.last_id);
        self.waiting.push_back(Box::new(request.with_invoke_id(id)));
        id
    }

    /// Appends the frame of the next request to a buffer; `false` if none waits.
    ///
    /// # Errors
    /// If the request cannot be encoded. The buffer is as it was, and the request is gone.
    pub fn send_next(
        &mut self,
        version: ProtocolVersion,
        out: &mut Vec<u8>,
    ) -> Result<bool, EncodeError> {
        let Some(request) = self.waiting.pop_front() else {
            return Ok(false);
        };
        request.encode(version, out)?;
        Ok(true)
    }
}
