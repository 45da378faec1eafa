//! A list of records, the messages that hold one, and the record.

use cti_messages::{Record, Text, TypedMessage, UnknownField};

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "RECORDS_EVENT", number = 1, from = server)]
struct RecordsEvent<'a> {
    #[cti(field, name = "Title", tag = 1)]
    title: Option<Text<'a>>,
    #[cti(
        records,
        name = "Records",
        limit = 10,
        count(name = "NumRecords", at = 0)
    )]
    records: Vec<Agent<'a>>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "COUNTED_RECORDS_EVENT", number = 2, from = server)]
struct CountedRecordsEvent<'a> {
    #[cti(records, name = "Records", count(name = "NumRecords", tag = 1, at = 0))]
    records: Option<Vec<Agent<'a>>>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Debug, Default, Record)]
#[cti(name = "Agent")]
struct Agent<'a> {
    #[cti(field, name = "AgentID", tag = 2, max = 12, required)]
    agent_id: Option<Text<'a>>,
    #[cti(
        list,
        name = "Teams",
        member = "Team",
        tag = 3,
        count(name = "NumTeams", tag = 4, at = 1)
    )]
    teams: Option<Vec<u32>>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}
