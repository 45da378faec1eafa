//! What state each agent is in, by the events of a CTI server.
//!
//! ```
//! use agent_states::AgentStates;
//! use cti_messages::{AgentState, AgentStateEvent, PeripheralId, ProtocolVersion, TypedMessage};
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
//! assert_eq!(agents.state(PeripheralId(5000), "1001"), Some(AgentState::TALKING));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[cfg(feature = "fuzzing")]
pub mod fuzzing;
mod note;

use std::collections::BTreeMap;

use cti_messages::{
    AgentState, AgentStateEvent, DecodeError, Frame, Message, TypedMessage, PeripheralId,
    ProtocolVersion,
};

pub use note::{AgentNoteConf, AgentNoteEvent, AgentNoteReq, AudienceMask};

/// The agents that are logged on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AgentStates {
    agents: BTreeMap<Key, Agent>,
}

/// An agent is known by his sign-in ID at his peripheral.
type Key = (PeripheralId, Vec<u8>);

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

    /// The state of an agent; none if he is not logged on.
    #[must_use]
    pub fn state(&self, peripheral: PeripheralId, agent: &str) -> Option<AgentState> {
        let agent = self.agents.get(&(peripheral, agent.into()))?;
        Some(agent.state)
    }

    /// What was noted of an agent.
    #[must_use]
    pub fn note_of(&self, peripheral: PeripheralId, agent: &str) -> Option<&[u8]> {
        let agent = self.agents.get(&(peripheral, agent.into()))?;
        Some(&agent.note)
    }

    /// How many agents are logged on.
    #[must_use]
    pub fn count(&self) -> usize {
        self.agents.len()
    }

    fn state_event(&mut self, event: &AgentStateEvent<'_>) {
        let Some(id) = &event.agent_id else { return };
        let key = (event.peripheral_id, id.as_bytes().to_vec());
        if event.agent_state == AgentState::LOGOUT {
            self.agents.remove(&key);
        } else {
            self.agents.entry(key).or_default().state = event.agent_state;
        }
    }

    fn note(&mut self, event: &AgentNoteEvent<'_>) {
        let Some(id) = &event.agent_id else { return };
        let key = (event.peripheral_id, id.as_bytes().to_vec());
        if let Some(agent) = self.agents.get_mut(&key) {
            agent.note = event
                .note
                .as_ref()
                .map_or_else(Vec::new, |note| note.as_bytes().to_vec());
        }
    }
}
