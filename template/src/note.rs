//! Messages of our own, which a gateway understands and puts into the stream.

use cti_messages::{
    AgentIdentity, AgentKey, InvokeId, Mask, PeripheralId, Text, TypedMessage, UnknownField,
};

/// Somebody has noted something about an agent.
#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "AGENT_NOTE_EVENT", number = 9000, from = server)]
pub struct AgentNoteEvent<'a> {
    /// The peripheral of the agent.
    #[cti(fixed, name = "PeripheralID")]
    pub peripheral_id: PeripheralId,
    /// Their login ID; at most 11 characters.
    #[cti(field, name = "AgentID", tag = 5, max = 12, required)]
    pub agent_id: Option<Text<'a>>,
    /// The note; none takes the last one back.
    #[cti(field, name = "Note", tag = 200, max = 100, optional)]
    pub note: Option<Text<'a>>,
    /// What a newer gateway may send.
    #[cti(unknown)]
    pub unknown: Vec<UnknownField<'a>>,
}

impl AgentIdentity for AgentNoteEvent<'_> {
    fn agent_key(&self) -> Option<AgentKey> {
        AgentKey::new(self.peripheral_id, self.agent_id.as_ref())
    }
}

/// Notes something about an agent.
#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(
    name = "AGENT_NOTE_REQ",
    number = 9001,
    from = client,
    confirmed_by = AgentNoteConf
)]
pub struct AgentNoteReq<'a> {
    /// Returned in the confirmation.
    #[cti(fixed, name = "InvokeID")]
    pub invoke_id: InvokeId,
    /// The peripheral of the agent.
    #[cti(fixed, name = "PeripheralID")]
    pub peripheral_id: PeripheralId,
    /// Who is told of it.
    #[cti(fixed, name = "AudienceMask")]
    pub audience: AudienceMask,
    /// Their login ID; at most 11 characters.
    #[cti(field, name = "AgentID", tag = 5, max = 12, required)]
    pub agent_id: Option<Text<'a>>,
    /// The note; none takes the last one back.
    #[cti(field, name = "Note", tag = 200, max = 100, optional)]
    pub note: Option<Text<'a>>,
    /// What a newer client may send.
    #[cti(unknown)]
    pub unknown: Vec<UnknownField<'a>>,
}

/// The note is kept.
#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "AGENT_NOTE_CONF", number = 9002, from = server)]
pub struct AgentNoteConf<'a> {
    /// That of the request.
    #[cti(fixed, name = "InvokeID")]
    pub invoke_id: InvokeId,
    /// What a newer gateway may send.
    #[cti(unknown)]
    pub unknown: Vec<UnknownField<'a>>,
}

/// Who is told of a note.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Mask)]
#[cti(
    name = "AudienceMask",
    bits(TEAM = "AUDIENCE_TEAM", SUPERVISORS = "AUDIENCE_SUPERVISORS")
)]
pub struct AudienceMask(u16);

impl AudienceMask {
    /// The agents of the team.
    pub const TEAM: Self = Self(0x0001);
    /// Its supervisors.
    pub const SUPERVISORS: Self = Self(0x0002);
}
