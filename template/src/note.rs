//! A message of our own, which a gateway puts into the stream.

use cti_messages::{PeripheralId, Text, TypedMessage, UnknownField};

/// Somebody has noted something about an agent.
#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "AGENT_NOTE_EVENT", number = 9000, from = server)]
pub struct AgentNoteEvent<'a> {
    /// The peripheral of the agent.
    #[cti(fixed, name = "PeripheralID")]
    pub peripheral_id: PeripheralId,
    /// His sign-in ID; at most 11 characters.
    #[cti(field, name = "AgentID", tag = 5, max = 12, required)]
    pub agent_id: Option<Text<'a>>,
    /// The note; none takes the last one back.
    #[cti(field, name = "Note", tag = 200, max = 100, optional)]
    pub note: Option<Text<'a>>,
    /// What a newer gateway may send.
    #[cti(unknown)]
    pub unknown: Vec<UnknownField<'a>>,
}
