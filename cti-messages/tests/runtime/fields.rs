//! The fields of a message by name: showing them, and setting what someone wrote down.

use cti_messages::fields::{Fields, OneLine, OwnedEntry, OwnedValue, Value};
use cti_messages::info::is_secret_tag;
use cti_messages::{NamedArray, NamedVariable, Tag, UnknownField};

use crate::fixture::{
    ArrayEvent, FixedEvent, FloatingReq, LayoutsEvent, OrderedEvent, Party, RecordsEvent,
    SinglesEvent, StandbyEvent, WindowsEvent,
};

use OwnedValue::{Bytes, Entries, Number, Values};

fn index_of(message: &dyn Fields, name: &str) -> usize {
    let mut members = message.members().iter();
    members.position(|member| member.name() == name).unwrap()
}

/// Sets a member by name, and shows what it then is; `None` if it cannot have the value.
fn set(message: &mut dyn Fields, name: &str, value: OwnedValue) -> Option<String> {
    let index = index_of(message, name);
    message.set_value(index, value).ok()?;
    Some(
        message
            .value(index)
            .map_or(String::new(), |value| format!("{value:?}")),
    )
}

#[test]
fn a_number_has_to_fit_its_width_signed_or_unsigned() {
    let mut event = FixedEvent::default();
    for (name, number, shown) in [
        ("Byte", 0, Some("0")),
        ("Byte", 255, Some("255")),
        ("Byte", 256, None),
        ("Byte", -1, Some("255")),
        ("Byte", -128, Some("128")),
        ("Byte", -129, None),
        ("SignedByte", 127, Some("127")),
        ("SignedByte", 255, Some("-1")),
        ("SignedByte", -128, Some("-128")),
        ("Short", 65_535, Some("65535")),
        ("Short", 65_536, None),
        ("Short", -32_768, Some("32768")),
        ("Short", -32_769, None),
        ("SignedShort", -32_768, Some("-32768")),
        ("Long", 4_294_967_295, Some("4294967295")),
        ("Long", 4_294_967_296, None),
        ("Long", -2_147_483_648, Some("2147483648")),
        ("Long", -2_147_483_649, None),
        ("Long", 0x1234_5678, Some("305419896")),
        ("SignedLong", -2, Some("-2")),
        ("Flag", 1, Some("true")),
        ("When", 86_400, Some("1970-01-02 00:00:00Z")),
        ("QueueID", -1, Some("none")),
        ("QueueID", 4_294_967_295, Some("none")),
        ("QueueID", 4_294_967_294, Some("-2")),
        ("Mood", 2, Some("MOOD_BAD")),
        ("Mood", 99, Some("99")),
        ("Gear", 5, Some("GEAR_FIRST | 0x4")),
    ] {
        let is = set(&mut event, name, Number(number));
        assert_eq!(is.as_deref(), shown, "{name} = {number}");
    }
    assert_eq!(set(&mut event, "Byte", Bytes(vec![1])), None);
    assert_eq!(event.byte, 128, "what cannot be set stays");
}

#[test]
fn every_form_has_values_of_its_own() {
    let variable = || OwnedValue::NamedVariable(NamedVariable::new("a", "b"));
    let element = || OwnedValue::NamedArray(NamedArray::new(7, "a", "b"));
    let mut request = FloatingReq::default();
    for (name, value, shown) in [
        ("Number", Number(7), Some("7")),
        ("Number", Bytes(vec![7]), None),
        ("Name", Bytes(b"a\"b".to_vec()), Some("\"a\\\"b\"")),
        ("Name", Number(7), None),
        ("Data", Bytes(vec![1, 0xAB]), Some("01ab")),
        ("Data", variable(), None),
        ("Variable", variable(), Some("a=\"b\"")),
        ("Variable", element(), None),
        ("Element", element(), Some("a[7]=\"b\"")),
        ("Element", variable(), None),
        ("Password", Bytes(b"x".to_vec()), Some("<redacted>")),
        ("Password", Number(7), None),
        ("SeatID", Number(255), Some("255")),
        ("Late", Number(-2), Some("-2")),
    ] {
        let is = set(&mut request, name, value.clone());
        assert_eq!(is.as_deref(), shown, "{name} = {value:?}");
    }
    assert_eq!(request.number, Some(7));
    assert_eq!(
        request.to_string(),
        "FLOATING_REQ Number=7 Name=\"a\\\"b\" Data=01ab Variable=a=\"b\" Element=a[7]=\"b\" \
         Password=<redacted> SeatID=255 Late=-2"
    );
    let mut fixed = FixedEvent::default();
    assert_eq!(
        set(&mut fixed, "Reserved", Bytes(vec![1, 2, 3])).as_deref(),
        Some("010203")
    );
    assert_eq!(set(&mut fixed, "Reserved", Bytes(vec![1, 2])), None);
    assert_eq!(set(&mut fixed, "Reserved", Number(1)), None);
    assert_eq!(fixed.reserved, [1, 2, 3]);
    let mut windows = WindowsEvent::default();
    assert!(windows.value(index_of(&windows, "Second")).is_none());
    assert_eq!(set(&mut windows, "Second", Number(3)).as_deref(), Some("3"));
    assert_eq!(set(&mut windows, "Third", Bytes(vec![1; 5])), None);
    assert_eq!((windows.second, windows.third), (Some(3), None));
    let mut layouts = LayoutsEvent::default();
    assert_eq!(set(&mut layouts, "Extra", Number(3)).as_deref(), Some("3"));
}

#[test]
fn lists_are_set_as_a_whole() {
    let mut array = ArrayEvent::default();
    let values = |values: &[i64]| Values(values.iter().map(|value| Number(*value)).collect());
    assert_eq!(
        set(&mut array, "Numbers", values(&[1, 2])).as_deref(),
        Some("[1, 2]")
    );
    assert_eq!(array.numbers, [1, 2]);
    assert_eq!(set(&mut array, "Numbers", values(&[1, 65_536])), None);
    assert_eq!(set(&mut array, "Numbers", Number(1)), None);
    assert_eq!(set(&mut array, "Numbers", Entries(vec![])), None);
    assert_eq!(array.numbers, [1, 2]);
    assert_eq!(
        set(&mut array, "Numbers", values(&[])).as_deref(),
        Some("[]")
    );

    let mut singles = SinglesEvent::default();
    let names = Values(vec![Bytes(b"a".to_vec()), Bytes(b"b".to_vec())]);
    assert_eq!(
        set(&mut singles, "Names", names).as_deref(),
        Some("[\"a\", \"b\"]")
    );

    let entry = |members: Vec<(usize, OwnedValue)>, unknown| OwnedEntry { members, unknown };
    let unknown = || {
        vec![UnknownField {
            tag: Tag(99),
            data: vec![1].into(),
            after: 1,
        }]
    };
    let mut ordered = OrderedEvent::default();
    let parties = Entries(vec![
        entry(vec![(0, Number(5)), (1, Bytes(b"x".to_vec()))], vec![]),
        entry(vec![], vec![]),
    ]);
    let shown = set(&mut ordered, "Parties", parties);
    assert_eq!(shown.as_deref(), Some("[{CallID=5 DeviceID=\"x\"}, {}]"));
    for refused in [
        Entries(vec![entry(vec![(0, Bytes(vec![]))], vec![])]),
        Entries(vec![entry(vec![(99, Number(1))], vec![])]),
        Entries(vec![entry(vec![(0, Number(1))], unknown())]),
        Values(vec![]),
    ] {
        assert_eq!(set(&mut ordered, "Parties", refused), None);
    }
    assert_eq!(ordered.parties.len(), 2);

    let mut records = RecordsEvent::default();
    let agents = Entries(vec![entry(vec![(0, Bytes(b"1".to_vec()))], unknown())]);
    let shown = set(&mut records, "Records", agents);
    assert_eq!(shown.as_deref(), Some("[{AgentID=\"1\" tag99=<1 byte>}]"));
    assert_eq!(records.records[0].unknown, unknown());
    assert!(records.value(index_of(&records, "Numbers")).is_none());
    assert_eq!(
        set(&mut records, "Numbers", values(&[3])).as_deref(),
        Some("[3]")
    );
    assert_eq!(records.numbers, Some(vec![3]));
}

#[test]
fn lists_are_shown_entry_by_entry() {
    let records = RecordsEvent {
        numbers: Some(vec![1, 2]),
        records: vec![Default::default(), Default::default()],
        ..RecordsEvent::default()
    };
    let Some(Value::Entries(entries)) = records.value(index_of(&records, "Records")) else {
        panic!("entries");
    };
    assert_eq!(entries.count(), 2);
    assert!(entries.entry(1).is_some() && entries.entry(2).is_none());
    let Some(Value::Values(values)) = records.value(index_of(&records, "Numbers")) else {
        panic!("values");
    };
    assert_eq!(values.count(), 2);
    let second = values.value(1, false).map(|value| value.to_string());
    assert_eq!(second.as_deref(), Some("2"));
    assert!(values.value(2, false).is_none());
    let shown = vec![0xFFFFu16];
    let values: &dyn cti_messages::fields::Values = &shown;
    let signed = values.value(0, true).map(|value| value.to_string());
    assert_eq!(
        signed.as_deref(),
        Some("-1"),
        "shown signed where that is asked for"
    );
    assert!(records.value(99).is_none(), "no such member");
}

#[test]
fn unknown_fields_and_trailing_bytes_can_be_set() {
    let unknown = || UnknownField {
        tag: Tag(99),
        data: vec![1, 2].into(),
        after: 0,
    };
    let mut event = ArrayEvent::default();
    assert!(event.unknown_fields().is_empty());
    assert_eq!(event.set_unknown_fields(vec![unknown(), unknown()]), Ok(()));
    assert_eq!(event.unknown_fields(), [unknown(), unknown()]);
    assert!(event.set_trailing(vec![1]).is_err());
    assert_eq!(event.trailing(), None);
    assert_eq!(
        event.to_string(),
        "ARRAY_EVENT Numbers=[] tag99=<2 bytes> tag99=<2 bytes>"
    );

    let mut party = Party::default();
    assert_eq!(party.set_unknown_fields(vec![]), Ok(()));
    assert!(party.set_unknown_fields(vec![unknown()]).is_err());
    assert!(party.unknown_fields().is_empty());

    let mut standby = StandbyEvent::default();
    assert_eq!(standby.trailing(), Some(&[][..]));
    assert_eq!(standby.set_trailing(vec![1, 0xAB]), Ok(()));
    assert_eq!(standby.trailing(), Some(&[1, 0xAB][..]));
    assert_eq!(standby.to_string(), "STANDBY_EVENT trailing=<2 bytes>");
    assert!(standby.set_unknown_fields(vec![unknown()]).is_err());
}

#[test]
fn a_line_tells_what_is_there() {
    let mut request = FloatingReq::default();
    assert_eq!(OneLine(&request).to_string(), "");
    request.unknown = vec![
        UnknownField {
            tag: Tag(6),
            data: vec![1].into(),
            after: 0,
        },
        UnknownField {
            tag: Tag(2),
            data: vec![2].into(),
            after: 0,
        },
    ];
    let line = "tag6=<1 byte> tag2=<1 byte>";
    assert_eq!(OneLine(&request).to_string(), line);
    assert_eq!(format!("{:?}", OneLine(&request)), line);
    assert!(is_secret_tag(request.members(), Tag(6)));
    for tag in [0, 2, 5, 7, 300] {
        assert!(!is_secret_tag(request.members(), Tag(tag)), "{tag}");
    }
}
