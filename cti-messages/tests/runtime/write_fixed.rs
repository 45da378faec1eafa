//! Writing fixed parts: null values, what a version or layout lacks, counts, ambiguous layouts.

use cti_messages::{
    DecodeErrorKind, DecodeOptions, EncodeErrorKind, EncodeOptions, FrameLimit, ProtocolVersion,
    Tag, TypedMessage, UnknownField,
};

use crate::fixture::{
    ArrayEvent, FixedEvent, HelloReq, LayoutsEvent, LongEvent, StandbyEvent, WindowsEvent,
};
use crate::tables::{SAME, assert_writings, unsupported};

const V13: ProtocolVersion = ProtocolVersion::V13;
const V14: ProtocolVersion = ProtocolVersion::V14;
const V15: ProtocolVersion = ProtocolVersion::V15;
const V18: ProtocolVersion = ProtocolVersion::V18;
const V19: ProtocolVersion = ProtocolVersion::V19;
const V20: ProtocolVersion = ProtocolVersion::V20;
const V23: ProtocolVersion = ProtocolVersion::V23;
const V24: ProtocolVersion = ProtocolVersion::V24;
const V25: ProtocolVersion = ProtocolVersion::V25;

#[test]
fn strict_writing_asks_for_a_version_that_has_the_message() {
    const ZEROS: &str = "00 00 0000 0000 00000000 00000000 0000 00000000 000000 00000000 0000 0000";
    const OUTSIDE: &str = "FIXED_EVENT: the message does not exist in this protocol version";
    assert_writings(&[
        ("before", V13, FixedEvent::default(), ZEROS, OUTSIDE),
        ("first", V14, FixedEvent::default(), ZEROS, SAME),
        ("last", V24, FixedEvent::default(), ZEROS, SAME),
        ("after", V25, FixedEvent::default(), ZEROS, OUTSIDE),
    ]);
    let trailing = StandbyEvent {
        trailing: b"\x01\x02".into(),
    };
    let outside = "STANDBY_EVENT: the message does not exist in this protocol version";
    assert_writings(&[
        ("header only", V24, trailing.clone(), "0102", SAME),
        ("header only, before", V23, trailing, "0102", outside),
    ]);
}

#[test]
fn what_has_no_value_is_written_as_null() {
    let default = WindowsEvent::default;
    let lacks = |name: &str| {
        format!(
            "WINDOWS_EVENT, {name}: the field has a value, but this version or form of the \
             message lacks the field"
        )
    };
    let (second, third, fourth) = (lacks("Second"), lacks("Third"), lacks("Fourth"));
    assert_writings(&[
        (
            "what the version lacks is not written",
            V14,
            default(),
            "00 0000",
            SAME,
        ),
        (
            "two bytes of null, and bytes without one",
            V15,
            default(),
            "00 0000 ffff 00000000 000000000000",
            SAME,
        ),
        (
            "four bytes of null",
            V19,
            default(),
            "00 0000 ffff 00000000 000000000000 fffffffe",
            SAME,
        ),
        (
            "a value for each",
            V19,
            WindowsEvent {
                first: 7,
                second: Some(3),
                third: Some([1, 2, 3, 4, 5, 6]),
                fourth: Some(-2),
                ..default()
            },
            "00 0007 0003 00000000 010203040506 fffffffe",
            SAME,
        ),
        (
            "a value where there is no place, two bytes",
            V14,
            WindowsEvent {
                second: Some(3),
                ..default()
            },
            &second,
            SAME,
        ),
        (
            "a value where there is no place, raw bytes",
            V14,
            WindowsEvent {
                third: Some([0; 6]),
                ..default()
            },
            &third,
            SAME,
        ),
        (
            "a value where there is no place, the null value",
            V18,
            WindowsEvent {
                fourth: Some(-2),
                ..default()
            },
            &fourth,
            SAME,
        ),
    ]);
}

#[test]
fn a_count_tells_as_much_as_it_is_wide() {
    let windows = |entries| WindowsEvent {
        numbers: vec![9; entries],
        ..WindowsEvent::default()
    };
    let most = format!("ff 0000 {}", "010109".repeat(255));
    assert_writings(&[
        ("one byte", V14, windows(255), &most, SAME),
        (
            "one byte, one entry more",
            V14,
            windows(256),
            "WINDOWS_EVENT, NumNumbers: the list has 256 entries, more than its count can express",
            SAME,
        ),
    ]);
    let array = |entries| ArrayEvent {
        numbers: vec![9; entries],
        ..ArrayEvent::default()
    };
    assert_writings(&[
        (
            "two bytes",
            V20,
            array(65_535),
            "ARRAY_EVENT: the message would have 131092 bytes, but the limit is 12500",
            "ARRAY_EVENT, Numbers: the list has 65535 entries, but at most 3 are allowed",
        ),
        (
            "two bytes, one entry more",
            V20,
            array(65_536),
            "ARRAY_EVENT, NumNumbers: the list has 65536 entries, more than its count can express",
            SAME,
        ),
    ]);
    let names = WindowsEvent {
        names: vec!["a".into(), "b".into()],
        ..WindowsEvent::default()
    };
    let body = "00 0000 ffff 00000002 000000000000 02026100 02026200";
    assert_writings(&[("four bytes", V15, names, body, SAME)]);
}

#[test]
fn a_value_is_written_in_the_layout_that_suits_it() {
    let default = || LayoutsEvent {
        kind: 1,
        status: 2,
        ..LayoutsEvent::default()
    };
    let ambiguous = "LAYOUTS_EVENT: the message would be taken for another form of itself";
    let unknown = |tag, data: &'static [u8]| UnknownField {
        tag: Tag(tag),
        data: data.into(),
        after: 0,
    };
    assert_writings(&[
        ("an old version", V19, default(), "00000002 00000001", SAME),
        ("the shortest", V20, default(), "00000001 0002", SAME),
        (
            "the shortest, with the one field",
            V20,
            LayoutsEvent {
                customer: Some(3),
                ..default()
            },
            "00000001 0002 0102 0004 00000003",
            SAME,
        ),
        (
            "the longest",
            V20,
            LayoutsEvent {
                extra: Some(4),
                text: Some("x".into()),
                ..default()
            },
            "00000001 00000002 0004 0002 0002 7800",
            SAME,
        ),
        (
            "the largest value of the narrow form",
            V20,
            LayoutsEvent {
                status: 0xFFFF,
                ..default()
            },
            "00000001 ffff",
            SAME,
        ),
        (
            "a value that the narrow form has no room for",
            V20,
            LayoutsEvent {
                status: 0x1_0000,
                ..default()
            },
            "LAYOUTS_EVENT, Status: the value 65536 is too large for the form of the message \
             that the other fields select",
            SAME,
        ),
        (
            "a value that an old version lacks",
            V19,
            LayoutsEvent {
                extra: Some(4),
                ..default()
            },
            "LAYOUTS_EVENT, Extra: the field has a value, but this version or form of the \
             message lacks the field",
            SAME,
        ),
        (
            "a field after the short form would be read as part of the long one",
            V20,
            LayoutsEvent {
                text: Some("text".into()),
                ..default()
            },
            ambiguous,
            SAME,
        ),
        (
            "two fields after the short form too",
            V20,
            LayoutsEvent {
                customer: Some(3),
                text: Some("text".into()),
                ..default()
            },
            ambiguous,
            SAME,
        ),
        (
            "the long form that looks like the short one with its field",
            V20,
            LayoutsEvent {
                status: 0x0102,
                extra: Some(4),
                unknown: vec![unknown(9, &[])],
                ..default()
            },
            ambiguous,
            SAME,
        ),
        (
            "the long form with another FieldLength",
            V20,
            LayoutsEvent {
                status: 0x0102,
                extra: Some(5),
                unknown: vec![unknown(9, &[])],
                ..default()
            },
            "00000001 00000102 0005 0009 0000",
            SAME,
        ),
    ]);
}

#[test]
fn a_message_is_written_in_the_version_that_it_names() {
    let (before, after) = (unsupported(12), unsupported(99));
    let hello = |version, late| HelloReq {
        invoke_id: 1,
        version,
        late,
        name: Some("x".into()),
        ..HelloReq::default()
    };
    assert_writings(&[
        (
            "a newer version",
            V13,
            hello(20, Some(2)),
            "0001 00000014 0002 0001 0002 7800",
            SAME,
        ),
        (
            "an older version",
            V25,
            hello(14, None),
            "0001 0000000e 01 02 7800",
            SAME,
        ),
        (
            "a version without the message",
            V25,
            hello(13, None),
            "0001 0000000d 01 02 7800",
            "HELLO_REQ: the message does not exist in this protocol version",
        ),
        (
            "a version before all others",
            V25,
            hello(12, None),
            "0001 0000000c 01 02 7800",
            &before,
        ),
        (
            "a version after all others",
            V13,
            hello(99, None),
            "0001 00000063 0000 0001 0002 7800",
            &after,
        ),
        (
            "the version that it names decides what it has",
            V25,
            hello(19, Some(2)),
            "HELLO_REQ, Late: the field has a value, but this version or form of the message \
             lacks the field",
            SAME,
        ),
    ]);
}

#[test]
fn a_frame_has_a_limit() {
    let event = StandbyEvent {
        trailing: vec![7; 20].into(),
    };
    let exact = EncodeOptions::strict().with_frame_limit(FrameLimit(28));
    let short = EncodeOptions::lenient().with_frame_limit(FrameLimit(27));
    let mut frame = Vec::new();
    assert_eq!(event.encode_with(V24, exact, &mut frame), Ok(()));
    let mut same = Vec::new();
    assert_eq!(event.encode(V24, &mut same), Ok(()));
    assert_eq!(same, frame);
    let error = event.encode_with(V24, short, &mut frame).unwrap_err();
    assert_eq!(
        error.to_string(),
        "STANDBY_EVENT: the message would have 28 bytes, but the limit is 27"
    );
    let (length, limit) = (28, 27);
    assert_eq!(
        error.kind(),
        EncodeErrorKind::FrameTooLong { length, limit }
    );
    assert_eq!(frame, same, "the buffer is as it was");

    let exact = DecodeOptions::strict().with_frame_limit(FrameLimit(28));
    assert_eq!(StandbyEvent::decode_with(&frame, V24, exact), Ok(event));
    let short = DecodeOptions::lenient().with_frame_limit(FrameLimit(27));
    let error = StandbyEvent::decode_with(&frame, V24, short).unwrap_err();
    assert_eq!(
        error.kind(),
        DecodeErrorKind::FrameTooLong { length, limit }
    );
    assert_eq!(error.offset(), 0);
    assert_eq!(
        error.to_string(),
        "the message has 28 bytes, but the limit is 27 (at byte 0)"
    );
}

#[test]
fn a_long_fixed_part_is_written_whole() {
    let event = LongEvent {
        first: [1; 32],
        fifth: [5; 32],
        ..LongEvent::default()
    };
    let body = format!("{}{}{}", "01".repeat(32), "00".repeat(96), "05".repeat(32));
    assert_writings(&[("160 bytes", V24, event, &body, SAME)]);
}
