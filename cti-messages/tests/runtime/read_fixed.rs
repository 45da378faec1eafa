//! Reading fixed parts: places, widths, versions, layouts, a version of its own, header only.

use cti_messages::{
    DecodeErrorKind, DecodeOptions, EncodeOptions, ProtocolVersion, Tag, TypedMessage, UnknownField,
};

use crate::fixture::{FixedEvent, HelloReq, LayoutsEvent, StandbyEvent, WindowsEvent};
use crate::tables::{OK, SAME, assert_readings, frame, unsupported, written};

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
fn every_type_has_its_place_and_width() {
    const BODY: &str = "01 fe 0304 fffe 05060708 fffffffe 0001 00000009 0a0b0c ffffffff 0002 0002";
    const SHOWN: &str = "FIXED_EVENT Byte=1 SignedByte=-2 Short=772 SignedShort=-2 Long=84281096 \
        SignedLong=-2 Flag=true When=1970-01-01 00:00:09Z Reserved=0a0b0c QueueID=none \
        Mood=MOOD_BAD Gear=GEAR_SECOND";
    const TOO_EARLY_OR_LATE: &str =
        "FIXED_EVENT: the message does not exist in this protocol version (at byte 4)";
    assert_readings!(
        FixedEvent,
        &[
            ("first version", V14, BODY, SHOWN, SAME, OK),
            ("last version", V24, BODY, SHOWN, SAME, OK),
            (
                "before the first",
                V13,
                BODY,
                SHOWN,
                SAME,
                TOO_EARLY_OR_LATE
            ),
            ("after the last", V25, BODY, SHOWN, SAME, TOO_EARLY_OR_LATE),
            (
                "the largest values, bits without a name, a signed ID",
                V14,
                "ff 7f ffff 7fff ffffffff 7fffffff ffff ffffffff ffffff fffffffe ffff ffff",
                "FIXED_EVENT Byte=255 SignedByte=127 Short=65535 SignedShort=32767 \
                 Long=4294967295 SignedLong=2147483647 Flag=65535 When=2106-02-07 06:28:15Z \
                 Reserved=ffffff QueueID=-2 Mood=65535 \
                 Gear=GEAR_FIRST | GEAR_SECOND | GEAR_BOTH | 0xffcc",
                SAME,
                OK,
            ),
            (
                "the least values",
                V14,
                "00 80 0000 8000 00000000 80000000 0000 00000000 000000 80000000 0000 0000",
                "FIXED_EVENT Byte=0 SignedByte=-128 Short=0 SignedShort=-32768 Long=0 \
                 SignedLong=-2147483648 Flag=false When=1970-01-01 00:00:00Z Reserved=000000 \
                 QueueID=-2147483648 Mood=MOOD_GOOD Gear=0x0",
                SAME,
                OK,
            ),
        ]
    );
}

/// The body, then the field that is cut, the end and the start of that field in the body.
const CUTS: [(&str, &str, usize, usize); 8] = [
    ("", "Byte", 1, 0),
    ("01", "SignedByte", 2, 1),
    ("01fe", "Short", 4, 2),
    ("01fe03", "Short", 4, 2),
    ("01fe0304", "SignedShort", 6, 4),
    ("01fe0304 fffe 050607", "Long", 10, 6),
    (
        "01fe0304 fffe 05060708 fffffffe 0001 00000009 0a0b",
        "Reserved",
        23,
        20,
    ),
    (
        "01fe0304 fffe 05060708 fffffffe 0001 00000009 0a0b0c ffffffff 0002 00",
        "Gear",
        31,
        29,
    ),
];

#[test]
fn the_field_that_is_cut_is_told() {
    for (body, field, end, start) in CUTS {
        let have = crate::tables::bytes(body).len();
        let noun = if have == 1 { "byte" } else { "bytes" };
        let text = format!(
            "FIXED_EVENT, {field}: the fixed part is truncated: the field ends at byte {end} of \
             the body, but the body has {have} {noun} (at byte {})",
            8 + start
        );
        assert_readings!(FixedEvent, &[("cut", V14, body, &text, "", &text)]);
    }
}

#[test]
fn the_version_decides_which_fields_there_are() {
    let cut = |field: &str, end: usize, have: usize, at: usize| {
        format!(
            "WINDOWS_EVENT, {field}: the fixed part is truncated: the field ends at byte {end} \
             of the body, but the body has {have} bytes (at byte {at})"
        )
    };
    let first = cut("First", 3, 2, 9);
    let second = cut("Second", 5, 4, 11);
    let count = cut("NumNames", 9, 5, 13);
    let third = cut("Third", 15, 14, 17);
    let fourth = cut("Fourth", 19, 18, 23);
    assert_readings!(
        WindowsEvent,
        &[
            (
                "before all windows",
                V14,
                "02 0007 0101 01 0101 02",
                "WINDOWS_EVENT First=7 Numbers=[1, 2] Names=[]",
                SAME,
                OK,
            ),
            (
                "in the first versions",
                V15,
                "00 0007 0003 00000001 040506070809 0202 7800",
                "WINDOWS_EVENT First=7 Second=3 Third=040506070809 Numbers=[] Names=[\"x\"]",
                SAME,
                OK,
            ),
            (
                "the last version before the second versions",
                V18,
                "00 0007 0003 00000000 040506070809 0401 ff",
                "WINDOWS_EVENT First=7 Second=3 Third=040506070809 Numbers=[] Names=[] \
                 tag4=ff [0]",
                SAME,
                OK,
            ),
            (
                "in all windows",
                V19,
                "00 0007 ffff 00000000 000000000000 ffffffff",
                "WINDOWS_EVENT First=7 Second=65535 Third=000000000000 Fourth=-1 Numbers=[] \
                 Names=[]",
                SAME,
                OK,
            ),
            ("cut", V14, "00 00", &first, "", &first),
            ("cut in a versions", V15, "00 0007 00", &second, "", &second),
            ("cut at a count", V15, "00 0007 0003", &count, "", &count),
            (
                "cut in raw bytes",
                V18,
                "00 0007 0003 00000001 0405060708",
                &third,
                "",
                &third,
            ),
            (
                "cut at the last field",
                V19,
                "00 0007 0003 00000001 040506070809 ffffff",
                &fourth,
                "",
                &fourth,
            ),
        ]
    );
}

#[test]
fn the_first_layout_that_fits_is_read() {
    let old = "LAYOUTS_EVENT, Kind: the fixed part is truncated: the field ends at byte 8 of \
               the body, but the body has 5 bytes (at byte 12)";
    let new = "LAYOUTS_EVENT, Status: the fixed part is truncated: the field ends at byte 8 of \
               the body, but the body has 5 bytes (at byte 12)";
    assert_readings!(
        LayoutsEvent,
        &[
            (
                "the layout of an old version",
                V19,
                "00000002 00000001",
                "LAYOUTS_EVENT Kind=1 Status=2",
                SAME,
                OK,
            ),
            (
                "the layout that is told by the length of the body",
                V20,
                "00000001 0002",
                "LAYOUTS_EVENT Kind=1 Status=2",
                SAME,
                OK,
            ),
            (
                "the layout that is told by the one field after it",
                V20,
                "00000001 0002 0102 0004 00000003",
                "LAYOUTS_EVENT Kind=1 Status=2 Customer=3",
                SAME,
                OK,
            ),
            (
                "the layout of any other body",
                V20,
                "00000001 00010002 0004 0002 0002 7800",
                "LAYOUTS_EVENT Kind=1 Status=65538 Extra=4 Text=\"x\"",
                SAME,
                OK,
            ),
            (
                "the right length and tag, another FieldLength",
                V20,
                "00000001 00000102 0005 0002 0000",
                "LAYOUTS_EVENT Kind=1 Status=258 Extra=5 Text=\"\"",
                "00000001 00000102 0005 0002 0001 00",
                "LAYOUTS_EVENT, Text: the text does not end with a NUL (at byte 18)",
            ),
            (
                "the right length and FieldLength, another tag",
                V20,
                "00000001 00000103 0004 0002 0000",
                "LAYOUTS_EVENT Kind=1 Status=259 Extra=4 Text=\"\"",
                "00000001 00000103 0004 0002 0001 00",
                "LAYOUTS_EVENT, Text: the text does not end with a NUL (at byte 18)",
            ),
            (
                "the right tag and FieldLength, one byte more",
                V20,
                "00000001 00000102 0004 0002 0001 00",
                "LAYOUTS_EVENT Kind=1 Status=258 Extra=4 Text=\"\"",
                SAME,
                OK,
            ),
            ("cut in an old version", V19, "00000001 00", old, "", old),
            (
                "cut: the layout of any body",
                V20,
                "00000001 00",
                new,
                "",
                new
            ),
        ]
    );
}

#[test]
fn a_message_is_read_in_the_version_that_it_names() {
    let unsupported = |version| format!("{} (at byte 10)", unsupported(version));
    let (before, after) = (unsupported(12), unsupported(99));
    let cut = "HELLO_REQ, Version: the fixed part is truncated: the field ends at byte 6 of the \
               body, but the body has 5 bytes (at byte 10)";
    let late = "HELLO_REQ, Late: the fixed part is truncated: the field ends at byte 8 of the \
                body, but the body has 6 bytes (at byte 14)";
    assert_readings!(
        HelloReq,
        &[
            (
                "a newer version",
                V14,
                "0001 00000014 0002 0001 0002 7800",
                "HELLO_REQ InvokeID=1 Version=20 Late=2 Name=\"x\"",
                SAME,
                OK,
            ),
            (
                "an older version",
                V25,
                "0001 0000000e 01 02 7800",
                "HELLO_REQ InvokeID=1 Version=14 Name=\"x\"",
                SAME,
                OK,
            ),
            (
                "a version that lacks the message",
                V25,
                "0001 0000000d 01 02 7800",
                "HELLO_REQ InvokeID=1 Version=13 Name=\"x\"",
                SAME,
                "HELLO_REQ: the message does not exist in this protocol version (at byte 4)",
            ),
            (
                "a version before all others is read as the first",
                V25,
                "0001 0000000c 01 02 7800",
                "HELLO_REQ InvokeID=1 Version=12 Name=\"x\"",
                SAME,
                &before,
            ),
            (
                "a version after all others is read as the latest",
                V13,
                "0001 00000063 0002 0001 0002 7800",
                "HELLO_REQ InvokeID=1 Version=99 Late=2 Name=\"x\"",
                SAME,
                &after,
            ),
            (
                "nothing after the version",
                V25,
                "0001 00000013",
                "HELLO_REQ InvokeID=1 Version=19",
                SAME,
                OK,
            ),
            (
                "cut before the end of the version",
                V14,
                "0001 000000",
                cut,
                "",
                cut
            ),
            (
                "cut after the version",
                V14,
                "0001 00000014",
                late,
                "",
                late
            ),
        ]
    );
}

#[test]
fn what_follows_a_header_is_kept() {
    let outside = "STANDBY_EVENT: the message does not exist in this protocol version (at byte 4)";
    assert_readings!(
        StandbyEvent,
        &[
            (
                "some bytes",
                V24,
                "010203",
                "STANDBY_EVENT trailing=<3 bytes>",
                SAME,
                OK
            ),
            ("no bytes", V25, "", "STANDBY_EVENT ", SAME, OK),
            (
                "the version before",
                V23,
                "00",
                "STANDBY_EVENT trailing=<1 byte>",
                SAME,
                outside
            ),
        ]
    );
}

#[test]
fn what_follows_a_body_that_is_all_fixed_part_is_kept() {
    let field = UnknownField {
        tag: Tag(99),
        data: b"x"[..].into(),
        after: 0,
    };
    let event = FixedEvent {
        unknown: vec![field],
        ..FixedEvent::default()
    };
    let whole = written(&event, V24, EncodeOptions::lenient()).unwrap();
    assert_eq!(FixedEvent::decode(&whole, V24), Ok(event));
    let body = &whole[8..whole.len() - 1];
    let cut = frame(9001, body);
    let error = FixedEvent::decode(&cut, V24).unwrap_err();
    assert_eq!(
        error.kind(),
        DecodeErrorKind::TruncatedField {
            declared: 1,
            actual: 0
        }
    );
}
