//! A type with mistakes can still be used: each mistake is one error, and its uses are none.

use cti_messages::{
    Entry, Enumeration, Id, IntoOwned, InvokeId, ProtocolVersion, Record, TypedMessage, UnknownField,
};

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "USER", number = 9000, from = server)]
struct User<'a> {
    #[cti(fixed, name = "A")]
    mood: Mood,
    #[cti(fixed, name = "B")]
    queue: QueueId,
    #[cti(ordered, name = "Parties", count(name = "NumParties", at = 2))]
    parties: Vec<Party<'a>>,
    #[cti(records, name = "Records", count(name = "NumRecords", at = 3))]
    records: Vec<Agent<'a>>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Debug, Default, Entry)]
#[cti(name = "Party", colour = red)]
struct Party<'a> {
    #[cti(field, name = "A", tag = 1)]
    a: Option<cti_messages::Text<'a>>,
}

#[derive(Debug, Default, Record)]
#[cti(name = "Agent", colour = red)]
struct Agent<'a> {
    #[cti(field, name = "A", tag = 2)]
    a: Option<u16>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Clone, Copy, Default, Enumeration)]
#[cti(name = "Mood", constants(), colour = red)]
struct Mood(u16);

#[derive(Clone, Copy, Default, Id)]
#[cti(name = "QueueID", colour = red)]
struct QueueId(u16);

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "BROKEN", number = 9000, from = server, colour = red)]
struct Broken<'a> {
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "ASK_REQ", number = 9001, from = client, confirmed_by = Broken)]
struct AskReq<'a> {
    #[cti(fixed, name = "InvokeID")]
    invoke_id: InvokeId,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

fn main() {
    let mut frame = Vec::new();
    let _ = User::default().encode(ProtocolVersion::V24, &mut frame);
    let _ = (User::default().into_owned(), Broken::default().into_owned());
    let _ = Broken::decode(&frame, ProtocolVersion::V24).map(|broken| format!("{broken} {broken:?}"));
    println!("{} {:?} {}", Mood(1), Mood(2), QueueId(3));
}
