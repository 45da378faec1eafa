//! Lists of entries, and their entries: one that borrows, one that does not.

use cti_messages::{Entry, Message, Text, UnknownField};

#[derive(Debug, Default, Message)]
#[cti(name = "ENTRIES_EVENT", number = 1, from = server)]
pub struct EntriesEvent<'a> {
    #[cti(fixed, name = "A")]
    pub a: u16,
    #[cti(
        ordered,
        name = "Parties",
        limit = 16,
        count(name = "NumParties", at = 1)
    )]
    pub parties: Vec<Party<'a>>,
    #[cti(
        columns,
        name = "Skills",
        until = 18,
        count(name = "NumSkills", tag = 9, at = 1)
    )]
    pub skills: Option<Vec<Skill>>,
    #[cti(unknown)]
    pub unknown: Vec<UnknownField<'a>>,
}

#[derive(Debug, Default, Entry)]
#[cti(name = "Party")]
pub struct Party<'a> {
    #[cti(field, name = "CallID", tag = 1)]
    pub call_id: Option<u32>,
    #[cti(field, name = "DeviceID", tag = 2, max = 64, optional)]
    pub device_id: Option<Text<'a>>,
}

#[derive(Debug, Default, Entry)]
#[cti(name = "Skill")]
pub struct Skill {
    #[cti(field, name = "SkillNumber", tag = 3, signed)]
    pub number: Option<u32>,
}
