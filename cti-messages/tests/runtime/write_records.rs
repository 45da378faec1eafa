//! Writing records: what a reader would not read back as itself is refused.

use cti_messages::{ProtocolVersion, Tag, UnknownField};

use crate::fixture::{Agent, CountedRecordsEvent, Desk, DesksEvent, RecordsEvent};
use crate::tables::{SAME, assert_writings};

const V13: ProtocolVersion = ProtocolVersion::V13;
const V14: ProtocolVersion = ProtocolVersion::V14;
const V20: ProtocolVersion = ProtocolVersion::V20;

fn field(tag: u16, data: &'static [u8], after: u32) -> UnknownField<'static> {
    UnknownField {
        tag: Tag(tag),
        data: data.into(),
        after,
    }
}

fn agent(agent_id: &'static str) -> Agent<'static> {
    Agent {
        agent_id: Some(agent_id.into()),
        ..Agent::default()
    }
}

fn extension(extension: &'static str) -> Agent<'static> {
    Agent {
        extension: Some(extension.into()),
        ..Agent::default()
    }
}

fn records(records: &[Agent<'static>]) -> RecordsEvent<'static> {
    RecordsEvent {
        records: records.to_vec(),
        ..RecordsEvent::default()
    }
}

#[test]
fn a_record_opens_with_a_field_that_the_one_before_has() {
    let both = Agent {
        extension: Some("b".into()),
        ..agent("2")
    };
    let teams = |teams: &[u16]| Agent {
        teams: Some(teams.to_vec()),
        ..Agent::default()
    };
    let ambiguous = |name| {
        format!(
            "RECORDS_EVENT, {name}: the first member of an entry would be taken for a member of \
             the entry before it"
        )
    };
    let (id, ext, team, num) = (
        ambiguous("AgentID"),
        ambiguous("Extension"),
        ambiguous("Team"),
        ambiguous("NumTeams"),
    );
    let missing = "RECORDS_EVENT, AgentID: the required field is missing";
    let empty = "RECORDS_EVENT, Records: an entry has no members: a reader would not see it";
    assert_writings(&[
        ("no records", V14, records(&[]), "00", SAME),
        (
            "the same field",
            V14,
            records(&[agent("1"), agent("2")]),
            "02 1e 02 3100 1e 02 3200",
            SAME,
        ),
        (
            "another record in between",
            V14,
            records(&[agent("1"), both.clone(), agent("3")]),
            "03 1e 02 3100 1e 02 3200 25 02 6200 1e 02 3300",
            SAME,
        ),
        (
            "a field that the one before lacks",
            V14,
            records(&[agent("1"), extension("a")]),
            &ext,
            missing,
        ),
        (
            "another field that both have goes first, leniently",
            V14,
            records(&[
                Agent {
                    notes: Some(vec![]),
                    ..extension("a")
                },
                both.clone(),
            ]),
            "02 23 01 00 25 02 6100 25 02 6200 1e 02 3200",
            missing,
        ),
        (
            "the array of such a record is written once",
            V20,
            records(&[
                Agent {
                    notes: Some(vec![]),
                    ..extension("a")
                },
                Agent {
                    teams: Some(vec![1, 2]),
                    ..both.clone()
                },
            ]),
            "02 0023 0001 00 0025 0002 6100 \
             0025 0002 6200 001e 0002 3200 0020 0004 0001 0002 0021 0001 02",
            missing,
        ),
        (
            "no field that both have",
            V14,
            records(&[extension("a"), agent("2")]),
            &id,
            missing,
        ),
        (
            "members of a list open no record",
            V14,
            records(&[teams(&[1]), teams(&[2])]),
            "02 20 02 0001 21 01 01 21 01 01 20 02 0002",
            missing,
        ),
        (
            "nor do they where the count is that of an empty list",
            V14,
            records(&[agent("1"), teams(&[])]),
            &num,
            missing,
        ),
        (
            "nor where nothing else is there",
            V14,
            records(&[agent("1"), teams(&[2])]),
            &team,
            missing,
        ),
        (
            "an empty record",
            V14,
            records(&[Agent::default()]),
            empty,
            missing,
        ),
        (
            "an empty record behind another",
            V14,
            records(&[agent("1"), Agent::default()]),
            empty,
            missing,
        ),
        (
            "more records than are allowed",
            V14,
            records(&vec![agent("1"); 4]),
            "04 1e 02 3100 1e 02 3100 1e 02 3100 1e 02 3100",
            "RECORDS_EVENT, Records: the list has 4 entries, but at most 3 are allowed",
        ),
        (
            "a version that lacks the list",
            V13,
            records(&[agent("1")]),
            "1e 02 3100",
            "RECORDS_EVENT, Records: the field does not exist in this protocol version",
        ),
        (
            "a field that is too long",
            V14,
            records(&[agent("1234")]),
            "01 1e 05 3132333400",
            "RECORDS_EVENT, AgentID: the field has 5 bytes of data, but at most 4 are allowed",
        ),
    ]);
    let first = Agent {
        agent_id: Some("1".into()),
        ..Agent::default()
    };
    let second = CountedRecordsEvent {
        records: Some(vec![first, extension("a")]),
        ..CountedRecordsEvent::default()
    };
    assert_writings(&[(
        "the same where the records are counted in the floating part",
        V14,
        second,
        "COUNTED_RECORDS_EVENT, Extension: the first member of an entry would be taken for a \
         member of the entry before it",
        "COUNTED_RECORDS_EVENT, AgentID: the required field is missing",
    )]);
}

#[test]
fn strict_writing_starts_no_record_with_another_field() {
    let desk = |number, owner: Option<&'static str>| Desk {
        number,
        owner: owner.map(Into::into),
        unknown: Vec::new(),
    };
    let event = |desks: &[Desk<'static>]| DesksEvent {
        desks: desks.to_vec(),
        ..DesksEvent::default()
    };
    let ambiguous = "DESKS_EVENT, DeskNumber: the first member of an entry would be taken for a \
                     member of the entry before it";
    assert_writings(&[
        (
            "leniently with the one that both have",
            V14,
            event(&[desk(None, Some("a")), desk(Some(2), Some("b"))]),
            "02 03 02 6100 03 02 6200 02 01 02",
            ambiguous,
        ),
        (
            "neither way if there is none",
            V14,
            event(&[desk(None, Some("a")), desk(Some(2), None)]),
            ambiguous,
            SAME,
        ),
        (
            "in order where the first opens it",
            V14,
            event(&[desk(Some(1), Some("a")), desk(Some(2), Some("b"))]),
            "02 02 01 01 03 02 6100 02 01 02 03 02 6200",
            SAME,
        ),
    ]);
}

#[test]
fn unknown_fields_of_records_stand_where_they_are_read_back() {
    let with = |tag, data, after| {
        records(&[Agent {
            unknown: vec![field(tag, data, after)],
            ..Agent {
                extension: Some("a".into()),
                ..agent("1")
            }
        }])
    };
    let misplaced =
        "RECORDS_EVENT: the unknown field with tag 99 would be read back at another place";
    let is_known = |tag| {
        format!(
            "RECORDS_EVENT: the unknown field with tag {tag} would be read back as a known field"
        )
    };
    let (known_1, known_3, known_30, known_33) =
        (is_known(1), is_known(3), is_known(30), is_known(33));
    let message = |after, title: Option<&'static str>| RecordsEvent {
        title: title.map(Into::into),
        records: vec![agent("1")],
        unknown: vec![field(99, b"", after)],
        ..RecordsEvent::default()
    };
    let two = |first, second| {
        records(&[Agent {
            unknown: vec![field(98, b"", first), field(99, b"", second)],
            ..Agent {
                extension: Some("a".into()),
                ..agent("1")
            }
        }])
    };
    let only_unknown = records(&[Agent {
        unknown: vec![field(99, b"", 1)],
        ..Agent::default()
    }]);
    assert_writings(&[
        (
            "between",
            V14,
            with(99, b"\x07", 1),
            "01 1e 02 3100 63 01 07 25 02 6100",
            SAME,
        ),
        (
            "at the end",
            V14,
            with(99, b"\x07", 2),
            "01 1e 02 3100 25 02 6100 63 01 07",
            SAME,
        ),
        ("behind the end", V14, with(99, b"", 3), misplaced, SAME),
        (
            "before the first field it would belong to others",
            V14,
            with(99, b"", 0),
            misplaced,
            SAME,
        ),
        (
            "in order",
            V14,
            two(1, 2),
            "01 1e 02 3100 62 00 25 02 6100 63 00",
            SAME,
        ),
        ("out of order", V14, two(2, 1), misplaced, SAME),
        (
            "a field of the record",
            V14,
            with(30, b"2\0", 2),
            &known_30,
            SAME,
        ),
        (
            "a field of the record that comes again would open the next",
            V14,
            with(33, b"\0", 2),
            &known_33,
            SAME,
        ),
        (
            "data that do not fit the field of the record",
            V14,
            with(33, b"\0\0", 2),
            "01 1e 02 3100 25 02 6100 21 02 0000",
            &known_33,
        ),
        (
            "a field of the message",
            V14,
            with(1, b"t\0", 2),
            &known_1,
            SAME,
        ),
        (
            "a field of the message, whether it fits or not",
            V14,
            with(3, b"\0\0", 2),
            &known_3,
            SAME,
        ),
        (
            "nothing but unknown fields",
            V14,
            only_unknown,
            "RECORDS_EVENT, Records: an entry has no members: a reader would not see it",
            "RECORDS_EVENT, AgentID: the required field is missing",
        ),
        (
            "of the message, before the records",
            V14,
            message(0, None),
            "01 63 00 1e 02 3100",
            SAME,
        ),
        (
            "of the message, right before the records",
            V14,
            message(1, Some("t")),
            "01 01 02 7400 63 00 1e 02 3100",
            SAME,
        ),
        (
            "of the message, behind the start of a record",
            V14,
            message(1, None),
            misplaced,
            SAME,
        ),
        (
            "of the message, behind the end",
            V14,
            message(3, Some("t")),
            misplaced,
            SAME,
        ),
    ]);
    let none = RecordsEvent {
        unknown: vec![field(99, b"", 1)],
        ..RecordsEvent::default()
    };
    let title = RecordsEvent {
        title: Some("t".into()),
        ..none.clone()
    };
    let in_record = RecordsEvent {
        unknown: vec![field(30, b"1\0", 0)],
        ..RecordsEvent::default()
    };
    assert_writings(&[
        (
            "without records, behind the end",
            V14,
            none,
            misplaced,
            SAME,
        ),
        (
            "without records, at the end",
            V14,
            title,
            "00 01 02 7400 63 00",
            SAME,
        ),
        (
            "an unknown field that opens a record",
            V14,
            in_record,
            &known_30,
            SAME,
        ),
    ]);
}
