//! Messages with nothing typed: HEARTBEAT_REQ, with fields that it need not understand, and OPEN_REQ.

use cti_messages::{Frame, ProtocolVersion, RawMessage};

use crate::tables::{bytes, frame, hex};

const V13: ProtocolVersion = ProtocolVersion::V13;
const V24: ProtocolVersion = ProtocolVersion::V24;

/// The fields of a HEARTBEAT_REQ, `tag=data`, and the error at which they end.
fn fields(version: ProtocolVersion, floating: &str) -> Vec<String> {
    let whole = frame(5, &bytes(&format!("00000007 {floating}")));
    let message = RawMessage::new(Frame::parse(&whole).unwrap(), version).unwrap();
    assert_eq!(hex(message.fixed()), "00000007");
    let mut fields = message.fields();
    let shown = fields.by_ref().map(|field| match field {
        Ok(field) => format!("{}={}", field.tag.0, hex(field.data)),
        Err(error) => error.to_string(),
    });
    let shown = shown.collect();
    assert!(fields.next().is_none(), "an item after the last");
    shown
}

#[test]
fn fields_come_one_by_one_and_an_error_is_the_last() {
    let cases: [(_, _, &[&str]); 8] = [
        (V24, "", &[]),
        (V24, "0005 0002 3100 0133 0000", &["5=3100", "307="]),
        (
            V24,
            "0005 0002 3100 000500",
            &[
                "5=3100",
                "HEARTBEAT_REQ: a floating field is truncated within its tag and length: 3 \
                 bytes are left (at byte 18)",
            ],
        ),
        (
            V24,
            "0005 0003 3100",
            &[
                "HEARTBEAT_REQ: the floating field is truncated: its length announces 3 bytes \
                 of data, but 2 bytes are left (at byte 12)",
            ],
        ),
        (V13, "", &[]),
        (V13, "05 02 3100 ff 00", &["5=3100", "255="]),
        (
            V13,
            "05 02 3100 05",
            &[
                "5=3100",
                "HEARTBEAT_REQ: a floating field is truncated within its tag and length: 1 byte \
                 is left (at byte 16)",
            ],
        ),
        (
            V13,
            "05 03 3100",
            &[
                "HEARTBEAT_REQ: the floating field is truncated: its length announces 3 bytes \
                 of data, but 2 bytes are left (at byte 12)",
            ],
        ),
    ];
    for (version, floating, expected) in cases {
        assert_eq!(fields(version, floating), expected, "{version} {floating}");
    }
}

#[test]
fn what_is_known_of_a_message_stands_with_it() {
    let whole = frame(5, &bytes("00000007"));
    let message = RawMessage::new(Frame::parse(&whole).unwrap(), V24).unwrap();
    assert_eq!(message.frame(), Frame::parse(&whole).unwrap());
    assert_eq!(message.version(), V24);
    assert_eq!(message.info().map(|info| info.name), Some("HEARTBEAT_REQ"));

    let whole = frame(9999, &[1, 2, 3]);
    let message = RawMessage::new(Frame::parse(&whole).unwrap(), V24).unwrap();
    assert!(message.info().is_none());
    assert_eq!(message.fixed(), [1, 2, 3]);
    assert_eq!(message.fields().count(), 0);
}

#[test]
fn an_open_request_is_read_in_the_version_that_it_names() {
    let fixed = format!("00000001 {:08x} {}", 13, "00000000".repeat(9));
    let whole = frame(3, &bytes(&format!("{fixed} 01 02 6100")));
    let message = RawMessage::new(Frame::parse(&whole).unwrap(), V24).unwrap();
    assert_eq!((message.version(), message.fixed().len()), (V13, 44));
    let field = message.fields().next().unwrap().unwrap();
    assert_eq!((field.tag.0, field.data), (1, &b"a\0"[..]));
}

#[test]
fn a_fixed_part_that_is_cut_is_an_error() {
    let whole = frame(5, &bytes("000000"));
    let error = RawMessage::new(Frame::parse(&whole).unwrap(), V24).unwrap_err();
    let names = (error.message(), error.field());
    assert_eq!(names, (Some("HEARTBEAT_REQ"), Some("InvokeID")));
}

#[test]
fn what_may_be_secret_is_not_shown() {
    let whole = frame(5, &bytes("00000007 0002 0003 736300"));
    let message = RawMessage::new(Frame::parse(&whole).unwrap(), V24).unwrap();
    let fields = message.fields();
    let field = fields.clone().next().unwrap().unwrap();
    assert_eq!(
        [
            format!("{message:?}"),
            format!("{fields:?}"),
            format!("{field:?}"),
        ],
        [
            "RawMessage { message_type: HEARTBEAT_REQ, version: V24, fixed_bytes: 4, \
             body_bytes: 11 }",
            "RawFields { version: V24, bytes_left: 7 }",
            "RawField { tag: CLIENT_PASSWORD_TAG, bytes: 3 }",
        ]
    );
}
