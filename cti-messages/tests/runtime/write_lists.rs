//! Writing lists: what a reader would not read back as itself is refused.

use cti_messages::{
    DynMessage, EncodeOptions, FrameLimit, NamedArray, NamedVariable, ProtocolVersion, Tag,
    TypedMessage, UnknownField,
};

use crate::fixture::{
    Agent, ArrayEvent, ColumnsEvent, CountedEvent, Mood, OrderedEvent, Party, RecordsEvent,
    SinglesEvent, Skill, TogetherEvent,
};
use crate::tables::{SAME, assert_writings};

const V13: ProtocolVersion = ProtocolVersion::V13;
const V14: ProtocolVersion = ProtocolVersion::V14;
const V15: ProtocolVersion = ProtocolVersion::V15;
const V19: ProtocolVersion = ProtocolVersion::V19;
const V20: ProtocolVersion = ProtocolVersion::V20;
const V21: ProtocolVersion = ProtocolVersion::V21;
const V25: ProtocolVersion = ProtocolVersion::V25;

fn field(tag: u16, data: &'static [u8], after: u32) -> UnknownField<'static> {
    UnknownField {
        tag: Tag(tag),
        data: data.into(),
        after,
    }
}

#[test]
fn every_value_is_a_field() {
    let names = |names: &[&'static str]| SinglesEvent {
        names: names.iter().map(|name| (*name).into()).collect(),
        ..SinglesEvent::default()
    };
    let unknown = |tag, data| SinglesEvent {
        unknown: vec![field(tag, data, 0)],
        ..SinglesEvent::default()
    };
    let is_known =
        "SINGLES_EVENT: the unknown field with tag 2 would be read back as a known field";
    assert_writings(&[
        ("no entries", V15, names(&[]), "00 00 00", SAME),
        (
            "as many as are allowed",
            V15,
            names(&["a", "b"]),
            "00 00 02 01 02 6100 01 02 6200",
            SAME,
        ),
        (
            "one more",
            V15,
            names(&["a", "b", "c"]),
            "00 00 03 01 02 6100 01 02 6200 01 02 6300",
            "SINGLES_EVENT, Names: the list has 3 entries, but at most 2 are allowed",
        ),
        (
            "a version that lacks the list",
            V14,
            names(&[]),
            "00 00",
            SAME,
        ),
        (
            "entries in a version that lacks the list",
            V14,
            names(&["a"]),
            "00 00 01 02 6100",
            "SINGLES_EVENT, Names: the field does not exist in this protocol version",
        ),
        (
            "a value that is too long",
            V15,
            names(&["abcd"]),
            "00 00 01 01 05 6162636400",
            "SINGLES_EVENT, Name: the field has 5 bytes of data, but at most 4 are allowed",
        ),
        (
            "an unknown field that is an entry",
            V15,
            unknown(2, b"a\0b\0"),
            is_known,
            SAME,
        ),
        (
            "one that fits no entry",
            V15,
            unknown(2, b"a"),
            "00 00 00 02 01 61",
            is_known,
        ),
    ]);
}

#[test]
fn lists_have_a_limit_together() {
    let lists = |last: &'static str| SinglesEvent {
        names: vec!["a".into()],
        variables: vec![
            NamedVariable::new("a", "1234567"),
            NamedVariable::new("b", "1234567"),
        ],
        elements: vec![NamedArray::new(7, "c", last)],
        note: Some(9),
        ..SinglesEvent::default()
    };
    let body = |count: &str, element: &str| {
        format!(
            "02 01 {count} 01026100 020a61003132333435363700 020a62003132333435363700 {element} \
             040109"
        )
    };
    let (most, more) = (body("01", "03040763 0000"), body("01", "03050763 003100"));
    assert_writings(&[
        ("as much as is allowed", V15, lists(""), &most, SAME),
        (
            "one byte more",
            V15,
            lists("1"),
            &more,
            "SINGLES_EVENT, Element: the lists together have 25 bytes of data, but at most 24 \
             are allowed",
        ),
    ]);
    let element = |length| SinglesEvent {
        elements: vec![NamedArray::new(7, "c", vec![b'1'; length])],
        ..SinglesEvent::default()
    };
    let body = |length| {
        format!(
            "00 01 00 0003 {:04x} 0763 00 {} 00",
            length + 4,
            "31".repeat(length)
        )
    };
    assert_writings(&[
        ("as much as is allowed", V20, element(20), &body(20), SAME),
        (
            "one byte more, in one field",
            V20,
            element(21),
            &body(21),
            "SINGLES_EVENT, Element: the lists together have 25 bytes of data, but at most 24 \
             are allowed",
        ),
    ]);
    let numbers = |numbers: &[u16]| TogetherEvent {
        numbers: numbers.to_vec(),
        ..TogetherEvent::default()
    };
    let party = |calls: u32| TogetherEvent {
        parties: (0..calls)
            .map(|call| Party {
                call_id: Some(call),
                ..Party::default()
            })
            .collect(),
        ..TogetherEvent::default()
    };
    assert_writings(&[
        (
            "an array of as much as is allowed",
            V20,
            numbers(&[1; 4]),
            "0004 0000 0002 0008 0001000100010001",
            SAME,
        ),
        (
            "an array of more",
            V20,
            numbers(&[1; 5]),
            "0005 0000 0002 000a 00010001000100010001",
            "TOGETHER_EVENT, Number: the lists together have 10 bytes of data, but at most 8 \
             are allowed",
        ),
        (
            "entries of as much as is allowed",
            V20,
            party(2),
            "0000 0002 000a 0004 00000000 000a 0004 00000001",
            SAME,
        ),
        (
            "entries of more",
            V20,
            party(3),
            "0000 0003 000a 0004 00000000 000a 0004 00000001 000a 0004 00000002",
            "TOGETHER_EVENT, CallID: the lists together have 12 bytes of data, but at most 8 \
             are allowed",
        ),
    ]);
}

#[test]
fn values_travel_as_an_array_from_20_on() {
    let numbers = |numbers: &[u16]| ArrayEvent {
        before: Some(5),
        numbers: numbers.to_vec(),
        after: Some(6),
        ..ArrayEvent::default()
    };
    let unknown = |tag, data, after| ArrayEvent {
        unknown: vec![field(tag, data, after)],
        ..numbers(&[1, 2])
    };
    let is_known = "ARRAY_EVENT: the unknown field with tag 2 would be read back as a known field";
    assert_writings(&[
        (
            "one array",
            V20,
            numbers(&[1, 2]),
            "0002 0001 0001 05 0002 0004 0001 0002 0003 0001 06",
            SAME,
        ),
        (
            "one by one",
            V19,
            numbers(&[1, 2]),
            "0002 01 01 05 02 02 0001 02 02 0002 03 01 06",
            SAME,
        ),
        (
            "no values, no array",
            V20,
            numbers(&[]),
            "0000 0001 0001 05 0003 0001 06",
            SAME,
        ),
        (
            "as many as are allowed",
            V20,
            numbers(&[1, 2, 3]),
            "0003 0001 0001 05 0002 0006 0001 0002 0003 0003 0001 06",
            SAME,
        ),
        (
            "one more",
            V20,
            numbers(&[1, 2, 3, 4]),
            "0004 0001 0001 05 0002 0008 0001 0002 0003 0004 0003 0001 06",
            "ARRAY_EVENT, Numbers: the list has 4 entries, but at most 3 are allowed",
        ),
        (
            "a version that lacks the list",
            V14,
            numbers(&[1]),
            "01 01 05 02 02 0001 03 01 06",
            "ARRAY_EVENT, Numbers: the field does not exist in this protocol version",
        ),
        (
            "no entries in a version that lacks the list",
            V14,
            numbers(&[]),
            "0101050301 06",
            SAME,
        ),
        (
            "an unknown field that is an array",
            V20,
            unknown(2, b"\0\x01\0\x02", 0),
            is_known,
            SAME,
        ),
        (
            "an unknown field that is an empty array",
            V20,
            unknown(2, b"", 3),
            is_known,
            SAME,
        ),
        (
            "half a value is none",
            V20,
            unknown(2, b"\0\x01\0", 3),
            "0002 0001 0001 05 0002 0004 0001 0002 0003 0001 06 0002 0003 000100",
            is_known,
        ),
    ]);
}

#[test]
fn an_array_that_one_length_cannot_tell_takes_more_fields() {
    for (entries, lengths) in [
        (32_767, &[65_534u16][..]),
        (32_768, &[65_534, 2]),
        (65_535, &[65_534, 65_534, 2]),
    ] {
        let event = ArrayEvent {
            numbers: (0..entries).map(|n| u16::try_from(n).unwrap()).collect(),
            ..ArrayEvent::default()
        };
        let options = EncodeOptions::lenient().with_frame_limit(FrameLimit(200_000));
        let mut frame = Vec::new();
        event.encode_with(V20, options, &mut frame).unwrap();
        let mut rest = &frame[10..];
        let mut value = 0u16;
        for length in lengths {
            assert_eq!(rest[..2], [0, 2], "{entries} entries");
            assert_eq!(rest[2..4], length.to_be_bytes(), "{entries} entries");
            let (field, after) = rest[4..].split_at(usize::from(*length));
            for pair in field.chunks(2) {
                assert_eq!(pair, value.to_be_bytes());
                value = value.wrapping_add(1);
            }
            rest = after;
        }
        assert!(rest.is_empty(), "{entries} entries");
    }
}

#[test]
fn an_entry_opens_at_a_place_that_is_not_after_the_last() {
    let call = |call_id| Party {
        call_id: Some(call_id),
        ..Party::default()
    };
    let device = |device: &'static str| Party {
        device_id: Some(device.into()),
        ..Party::default()
    };
    let mood = |mood| Party {
        call_id: Some(1),
        mood: Some(mood),
        ..Party::default()
    };
    let event = |parties: &[Party<'static>]| OrderedEvent {
        parties: parties.to_vec(),
        ..OrderedEvent::default()
    };
    let ambiguous = "ORDERED_EVENT, Parties: the first member of an entry would be taken for a \
                     member of the entry before it";
    let empty = "ORDERED_EVENT, Parties: an entry has no members: a reader would not see it";
    assert_writings(&[
        ("no entries", V14, event(&[]), "00", SAME),
        (
            "the same member",
            V14,
            event(&[device("x"), device("y")]),
            "02 0b 02 7800 0b 02 7900",
            SAME,
        ),
        (
            "an earlier member",
            V14,
            event(&[device("x"), call(1)]),
            "02 0b 02 7800 0a 04 00000001",
            SAME,
        ),
        (
            "an earlier member than the last of the entry before",
            V20,
            event(&[mood(Mood::BAD), device("x")]),
            "02 000a 0004 00000001 000c 0002 0002 000b 0002 7800",
            SAME,
        ),
        (
            "a later member",
            V14,
            event(&[call(1), device("x")]),
            ambiguous,
            SAME,
        ),
        (
            "an empty entry",
            V14,
            event(&[Party::default()]),
            empty,
            SAME,
        ),
        (
            "an empty entry behind another",
            V14,
            event(&[call(1), Party::default()]),
            empty,
            SAME,
        ),
        (
            "more entries than are allowed",
            V14,
            event(&[call(1), call(2), call(3)]),
            "03 0a 04 00000001 0a 04 00000002 0a 04 00000003",
            "ORDERED_EVENT, Parties: the list has 3 entries, but at most 2 are allowed",
        ),
        (
            "a version that lacks the list",
            V13,
            event(&[call(1)]),
            "0a 04 00000001",
            "ORDERED_EVENT, Parties: the field does not exist in this protocol version",
        ),
        (
            "a version that lacks the member",
            V19,
            event(&[mood(Mood::BAD)]),
            "01 0a 04 00000001 0c 02 0002",
            "ORDERED_EVENT, DeviceMood: the field does not exist in this protocol version",
        ),
        (
            "a member that is too long",
            V14,
            event(&[device("abcd")]),
            "01 0b 05 6162636400",
            "ORDERED_EVENT, DeviceID: the field has 5 bytes of data, but at most 4 are allowed",
        ),
    ]);
}

#[test]
fn columns_have_no_holes() {
    let skill = |number, priority| Skill {
        number,
        priority,
        level: None,
    };
    let event = |skills: &[Skill]| ColumnsEvent {
        skills: skills.to_vec(),
        ..ColumnsEvent::default()
    };
    let hole = "COLUMNS_EVENT, Skills: an entry lacks a member that a later entry has: it would \
                move there";
    let empty = "COLUMNS_EVENT, Skills: an entry has no members: a reader would not see it";
    let level = Skill {
        level: Some(9),
        ..skill(Some(1), None)
    };
    let two = [skill(Some(1), Some(3)), skill(Some(2), Some(4))];
    let unknown = |tag, data| ColumnsEvent {
        unknown: vec![field(tag, data, 0)],
        ..ColumnsEvent::default()
    };
    let is_known =
        "COLUMNS_EVENT: the unknown field with tag 21 would be read back as a known field";
    assert_writings(&[
        ("no entries", V20, event(&[]), "00", SAME),
        (
            "a column each",
            V20,
            event(&two),
            "02 0014 0008 00000001 00000002 0015 0004 0003 0004",
            SAME,
        ),
        (
            "entry by entry",
            V19,
            event(&two),
            "02 14 04 00000001 15 02 0003 14 04 00000002 15 02 0004",
            SAME,
        ),
        (
            "a shorter column",
            V20,
            event(&[skill(Some(1), Some(3)), skill(None, Some(4))]),
            "02 0014 0004 00000001 0015 0004 0003 0004",
            SAME,
        ),
        (
            "a shorter column, entry by entry",
            V19,
            event(&[skill(Some(1), Some(3)), skill(None, Some(4))]),
            "02 14 04 00000001 15 02 0003 15 02 0004",
            SAME,
        ),
        (
            "a hole",
            V20,
            event(&[skill(None, Some(3)), skill(Some(2), None)]),
            hole,
            SAME,
        ),
        (
            "a hole, in an old version",
            V19,
            event(&[skill(None, Some(3)), skill(Some(2), None)]),
            hole,
            SAME,
        ),
        (
            "an empty entry",
            V20,
            event(&[skill(None, None)]),
            empty,
            SAME,
        ),
        (
            "an empty entry at the end",
            V19,
            event(&[skill(Some(1), None), skill(None, None)]),
            empty,
            SAME,
        ),
        (
            "an empty entry in the middle is a hole",
            V20,
            event(&[
                skill(Some(1), None),
                skill(None, None),
                skill(Some(1), None),
            ]),
            hole,
            SAME,
        ),
        (
            "as many entries as are allowed",
            V20,
            event(&vec![skill(Some(1), None); 3]),
            "03 0014 000c 000000010000000100000001",
            SAME,
        ),
        (
            "one more",
            V20,
            event(&vec![skill(Some(1), None); 4]),
            "04 0014 0010 00000001000000010000000100000001",
            "COLUMNS_EVENT, Skills: the list has 4 entries, but at most 3 are allowed",
        ),
        (
            "a version that lacks the list",
            V13,
            event(&[skill(Some(1), None)]),
            "14 04 00000001",
            "COLUMNS_EVENT, Skills: the field does not exist in this protocol version",
        ),
        (
            "the last version of a member",
            V20,
            event(std::slice::from_ref(&level)),
            "01 0014 0004 00000001 0016 0001 09",
            SAME,
        ),
        (
            "a version that lacks a member",
            V21,
            event(&[level]),
            "01 0014 0004 00000001 0016 0001 09",
            "COLUMNS_EVENT, SkillLevel: the field does not exist in this protocol version",
        ),
        (
            "a version that lacks the only member with values",
            V21,
            event(&[Skill {
                number: None,
                priority: None,
                level: Some(9),
            }]),
            "01 0016 0001 09",
            "COLUMNS_EVENT, SkillLevel: the field does not exist in this protocol version",
        ),
        (
            "a version that lacks a member which has no values",
            V21,
            event(&[skill(Some(1), None)]),
            "01 0014 0004 00000001",
            SAME,
        ),
        (
            "an unknown field that is a column",
            V20,
            unknown(21, b"\0\x01\0\x02"),
            is_known,
            SAME,
        ),
        (
            "half a value is none",
            V20,
            unknown(21, b"\0\x01\0"),
            "00 0015 0003 000100",
            is_known,
        ),
    ]);
}

#[test]
fn counts_stand_at_their_places() {
    let event = CountedEvent::default;
    let names = |names: &[&'static str]| CountedEvent {
        names: Some(names.iter().map(|name| (*name).into()).collect()),
        ..event()
    };
    let parties = |count| CountedEvent {
        parties: Some(vec![
            Party {
                call_id: Some(1),
                ..Party::default()
            };
            count
        ]),
        ..event()
    };
    let skills = |count| CountedEvent {
        skills: Some(vec![
            Skill {
                number: Some(5),
                ..Skill::default()
            };
            count
        ]),
        ..event()
    };
    let too_wide = "COUNTED_EVENT, NumParties: tag 300 does not fit the one-byte tags of this \
                    protocol version";
    let is_known = |tag| {
        format!(
            "COUNTED_EVENT: the unknown field with tag {tag} would be read back as a known field"
        )
    };
    let (known_2, known_5) = (is_known(2), is_known(5));
    let with = |unknown, names: &[&'static str]| CountedEvent {
        names: Some(names.iter().map(|name| (*name).into()).collect()),
        unknown: vec![unknown],
        ..event()
    };
    assert_writings(&[
        ("no list, no count", V20, event(), "", SAME),
        (
            "an empty list has a count",
            V20,
            names(&[]),
            "0002 0002 0000",
            SAME,
        ),
        (
            "a list",
            V15,
            names(&["x", "y"]),
            "02 02 0002 01 02 7800 01 02 7900",
            SAME,
        ),
        (
            "an empty list in a version that lacks it",
            V14,
            names(&[]),
            "02 02 0000",
            "COUNTED_EVENT, NumNames: the field does not exist in this protocol version",
        ),
        (
            "the most that one byte tells, and one more",
            V14,
            CountedEvent {
                numbers: Some(vec![1; 256]),
                ..event()
            },
            "COUNTED_EVENT, NumNumbers: the list has 256 entries, more than its count can express",
            SAME,
        ),
        (
            "a wide tag",
            V20,
            parties(1),
            "012c 0004 00000001 000a 0004 00000001",
            SAME,
        ),
        (
            "a wide tag that the version cannot carry",
            V19,
            parties(0),
            too_wide,
            SAME,
        ),
        (
            "with entries it can be left out",
            V19,
            parties(1),
            "0a 04 00000001",
            too_wide,
        ),
        (
            "the widest tag of one byte, no entries",
            V19,
            skills(0),
            "ff 02 0000",
            SAME,
        ),
        (
            "the widest tag of one byte",
            V19,
            skills(1),
            "ff 02 0001 14 04 00000005",
            SAME,
        ),
        (
            "an unknown field that is a count",
            V14,
            CountedEvent {
                unknown: vec![field(5, b"\x01", 0)],
                ..event()
            },
            &known_5,
            SAME,
        ),
        (
            "an unknown field that is a count, before the count",
            V15,
            with(field(2, b"\0\x01", 0), &["x"]),
            &known_2,
            SAME,
        ),
        (
            "an unknown field that repeats a count",
            V15,
            with(field(2, b"\0\x01", 1), &["x"]),
            "02 02 0001 02 02 0001 01 02 7800",
            &known_2,
        ),
        (
            "an unknown field with the tag of a count and another width",
            V15,
            with(field(2, b"\x01", 0), &["x"]),
            "02 01 01 02 02 0001 01 02 7800",
            &known_2,
        ),
    ]);
    let numbers = CountedEvent {
        numbers: Some(vec![1; 255]),
        ..event()
    };
    let body = format!("{} 0501ff", "04020001".repeat(255));
    assert_writings(&[("the most that one byte tells", V14, numbers, &body, SAME)]);
}

#[test]
fn columns_without_holes_and_records_that_begin_alike_take_the_fast_path() {
    let skill = |level| Skill {
        number: Some(1),
        priority: None,
        level,
    };
    let columns = |skills: &[Skill]| ColumnsEvent {
        skills: skills.to_vec(),
        ..ColumnsEvent::default()
    };
    let record = |agent: &'static str| Agent {
        agent_id: Some(agent.into()),
        ..Agent::default()
    };
    let records = RecordsEvent {
        records: vec![record("1"), record("2")],
        ..RecordsEvent::default()
    };
    for options in [EncodeOptions::lenient(), EncodeOptions::strict()] {
        let out = &mut Vec::new();
        assert!(columns(&[skill(Some(1)), skill(Some(2))]).encode_fast(V20, options, out));
        assert!(columns(&[skill(None), skill(None)]).encode_fast(V25, options, out));
        assert!(!columns(&[skill(None), skill(Some(1))]).encode_fast(V20, options, out));
        assert!(records.encode_fast(V25, options, out));
    }
}
