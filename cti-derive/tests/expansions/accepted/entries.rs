//! Lists of entries, and their entries: one that borrows, one that does not.

use cti_messages::{Entry, Text, TypedMessage, UnknownField};

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "ENTRIES_EVENT", number = 1, from = server)]
struct EntriesEvent<'a> {
    #[cti(fixed, name = "A")]
    a: u16,
    #[cti(
        ordered,
        name = "Parties",
        limit = 16,
        count(name = "NumParties", at = 1)
    )]
    parties: Vec<Party<'a>>,
    #[cti(
        columns,
        name = "Skills",
        until = 18,
        count(name = "NumSkills", tag = 9, at = 1)
    )]
    skills: Option<Vec<Skill>>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Debug, Default, Entry)]
#[cti(name = "Party")]
struct Party<'a> {
    #[cti(field, name = "CallID", tag = 1)]
    call_id: Option<u32>,
    #[cti(field, name = "DeviceID", tag = 2, max = 64, optional)]
    device_id: Option<Text<'a>>,
}

#[derive(Debug, Default, Entry)]
#[cti(name = "Skill")]
struct Skill {
    #[cti(field, name = "SkillNumber", tag = 3, signed)]
    number: Option<u32>,
}
