//! Bugs that were found, each by the input that showed it.

use allocation_counter::measure;
use cti_messages::entries::AgentRecord;
use cti_messages::fields::{Fields, OneLine};
use cti_messages::{
    Bytes, ConfigRequestEvent, DecodeErrorKind, DecodeOptions, EncodeErrorKind, EncodeOptions,
    Frame, Message, MessageType, OpenReq, ProtocolVersion, Tag, Text, TypedMessage, UnknownField,
    UnknownMessage, UserMessageReq, VersionNumber,
};
use cti_tests::frames::with_header;

fn bytes(digits: &str) -> Vec<u8> {
    hex::decode(digits).expect("hexadecimal digits")
}

/// Decodes a frame leniently, encodes that leniently, and decodes it again.
fn there_and_back(version: ProtocolVersion, frame: &str) -> Vec<u8> {
    let frame = bytes(frame);
    let read = Message::decode(&frame, version).expect("a message");
    let mut again = Vec::new();
    read.encode_with(version, EncodeOptions::lenient(), &mut again)
        .unwrap_or_else(|error| panic!("{error}, of {read:?}"));
    assert_eq!(Message::decode(&again, version).as_ref(), Ok(&read));
    again
}

#[test]
fn an_array_without_values_is_an_empty_list() {
    // CONFIG_AGENT_EVENT with a record that has nothing but an empty array; an unknown field in
    // it made decoding panic.
    there_and_back(ProtocolVersion::V24, "00000006000000ed0001003e0000");
    there_and_back(ProtocolVersion::V24, "0000000a000000ed0001003e000003e70000");
    there_and_back(ProtocolVersion::V13, "00000006000000ed00013e006300");
    there_and_back(ProtocolVersion::V24, "0000000a0000011a00010135000000630000");
    // AGENT_PRE_CALL_EVENT, whose list is not in a record.
    let frame = format!("0000002600000069{}01350000", "00".repeat(34));
    let again = there_and_back(ProtocolVersion::V24, &frame);
    assert!(again.ends_with(&[1, 54, 0, 2, 0, 0]), "the count, 0");
}

#[test]
fn a_count_whose_tag_does_not_fit_is_left_out() {
    // CONFIG_TERMINAL_EVENT at 13: a record and two entries with tag 6, whose count has tag 305.
    there_and_back(
        ProtocolVersion::V13,
        "0000000e000001140001b70200000602410006024200",
    );
}

#[test]
fn text_that_fills_its_maximum_has_room_for_its_nul_when_strict() {
    let text = "x".repeat(255);
    let request = UserMessageReq {
        text: Some(Text::from(text.as_str())),
        ..UserMessageReq::default()
    };
    let mut frame = Vec::new();
    let refused = request.encode(ProtocolVersion::V13, &mut frame);
    assert_eq!(
        refused.expect_err("no room for the NUL").kind(),
        EncodeErrorKind::LengthTooWide { length: 256 }
    );
    request
        .encode_with(ProtocolVersion::V13, EncodeOptions::lenient(), &mut frame)
        .expect("as a peer may send it");
    assert_eq!(
        Message::decode(&frame, ProtocolVersion::V13),
        Ok(Message::UserMessageReq(request))
    );
}

#[test]
fn an_unknown_message_of_a_known_type_is_refused() {
    let body = [];
    let message_type = MessageType::HEARTBEAT_REQ;
    let frame = Frame {
        message_type,
        body: &body,
    };
    let unknown = UnknownMessage::from(frame);
    assert_eq!(unknown.as_frame(), frame);
    let message = Message::Unknown(unknown);
    let refused = message.encode(ProtocolVersion::V24, &mut Vec::new());
    assert_eq!(
        refused.expect_err("a known type").kind(),
        EncodeErrorKind::KnownType
    );
    let mut bytes = Vec::new();
    frame.encode(&mut bytes).expect("a frame passes as it is");
    assert_eq!(bytes, [0, 0, 0, 0, 0, 0, 0, 5]);
}

#[test]
fn a_slice_that_is_too_short_is_told_so() {
    let event = ConfigRequestEvent {
        customer_id: Some(Default::default()),
        ..ConfigRequestEvent::default()
    };
    let mut slice = [0; 10];
    let refused = event.encode_to_slice(ProtocolVersion::V24, EncodeOptions::lenient(), &mut slice);
    assert_eq!(
        refused.expect_err("too short").kind(),
        EncodeErrorKind::BufferTooShort { needed: 24 }
    );
}

#[test]
fn a_secret_that_was_not_understood_is_not_shown() {
    let request = OpenReq {
        version_number: ProtocolVersion::V24.into(),
        client_password: Some(Bytes::from(b"hunter2").into()),
        unknown: vec![UnknownField {
            tag: Tag(2),
            data: Bytes::from(b"hunter2"),
            after: 1,
        }],
        ..OpenReq::default()
    };
    let hex = "68756e74657232";
    for shown in [
        request.to_string(),
        format!("{}", OneLine(&request)),
        format!("{request:?}"),
        format!("{:?}", request.unknown_fields()),
        Message::from(request.clone()).to_string(),
    ] {
        assert!(!shown.contains(hex) && !shown.contains("hunter"), "{shown}");
    }
}

#[test]
fn a_count_that_is_missing_is_told_as_missing() {
    // OPEN_CONF with a peripheral, but without NumPeripherals.
    let frame = format!("0000002800000004{}00d0000400000001", "00".repeat(32));
    let frame = bytes(&frame);
    let error = Message::decode_with(&frame, ProtocolVersion::V24, DecodeOptions::strict())
        .expect_err("no count");
    assert_eq!(error.kind(), DecodeErrorKind::Missing);
    assert_eq!(error.field(), Some("NumPeripherals"));
}

#[test]
fn an_empty_column_outside_its_version_is_refused_when_strict() {
    // CONFIG_AGENT_EVENT at 20: a record with an AgentSkillTargetID, and FltAgentMRDID, since 21,
    // without values.
    let frame = bytes("0000000e000000ed0001008d00040000000101060000");
    let error = Message::decode_with(&frame, ProtocolVersion::V20, DecodeOptions::strict())
        .expect_err("a list that 20 lacks");
    assert_eq!(error.kind(), DecodeErrorKind::FieldOutsideVersion);
    assert_eq!(error.field(), Some("MRDs"));
    assert_eq!(error.offset(), 18);
    assert!(Message::decode(&frame, ProtocolVersion::V20).is_ok());
    assert!(Message::decode_with(&frame, ProtocolVersion::V21, DecodeOptions::strict()).is_ok());
}

#[test]
fn a_record_ends_before_the_field_that_opens_the_next() {
    // CONFIG_AGENT_EVENT with two records; the first counts one skill group, but has none.
    let frame = bytes("00000018000000ed0002008d00040000000100bf00020001008d000400000002");
    let error = Message::decode_with(&frame, ProtocolVersion::V24, DecodeOptions::strict())
        .expect_err("a count that disagrees");
    let (declared, actual) = (1, 0);
    let kind = DecodeErrorKind::CountMismatch { declared, actual };
    assert_eq!(error.kind(), kind);
    assert_eq!(error.field(), Some("NumSkills"));
    assert_eq!(error.offset(), 24, "where the record ends");
}

#[test]
fn an_unsupported_version_is_told_with_its_field() {
    // OPEN_REQ that asks for version 12.
    let request = OpenReq {
        version_number: VersionNumber(12),
        ..OpenReq::default()
    };
    let mut frame = Vec::new();
    let refused = request
        .encode(ProtocolVersion::V24, &mut frame)
        .expect_err("no such version");
    let kind = EncodeErrorKind::UnsupportedVersion {
        version: VersionNumber(12),
    };
    assert_eq!(refused.kind(), kind);
    assert_eq!(refused.field(), Some("VersionNumber"));
    request
        .encode_with(ProtocolVersion::V24, EncodeOptions::lenient(), &mut frame)
        .expect("as a peer may send it");
    let error = Message::decode_with(&frame, ProtocolVersion::V24, DecodeOptions::strict())
        .expect_err("no such version");
    let kind = DecodeErrorKind::UnsupportedVersion {
        version: VersionNumber(12),
    };
    assert_eq!(error.kind(), kind);
    assert_eq!(error.field(), Some("VersionNumber"));
    assert_eq!(error.offset(), 12);
}

#[test]
fn a_count_that_lies_in_every_record_makes_no_room_for_the_rest_of_the_message() {
    // CONFIG_AGENT_EVENT at 19: each record tells 65,535 skill groups, and has one.
    let record = [0xBF, 2, 0xFF, 0xFF, 0x3E, 4, 0, 0, 0, 1];
    let allocated = |records: usize| {
        let body = [vec![0xFF, 0xFF], record.repeat(records)].concat();
        let frame = with_header(237, &body);
        let info = measure(|| {
            let read = Message::decode(&frame, ProtocolVersion::V19);
            assert!(read.is_ok());
        });
        info.bytes_total
    };
    let (few, many) = (allocated(100), allocated(1000));
    assert!(
        many <= 15 * few,
        "{few} bytes for 100 records, {many} for 1000"
    );
}

#[test]
fn strict_decoding_makes_no_room_above_the_maximum_of_a_list() {
    // CONFIG_AGENT_EVENT at 19: 65,535 records are told and 2000 come, of which 10 are allowed.
    let body = [vec![0xFF, 0xFF], [0xBE, 1, 0].repeat(2000)].concat();
    let frame = with_header(237, &body);
    let info = measure(|| {
        let refused = Message::decode_with(&frame, ProtocolVersion::V19, DecodeOptions::strict());
        let error = refused.expect_err("too many records");
        assert_eq!(error.kind(), DecodeErrorKind::ListTooLong { max: 10 });
    });
    let most = 10 * size_of::<AgentRecord<'_>>();
    assert!(info.bytes_max <= most as u64, "{} bytes", info.bytes_max);
}

#[test]
fn of_a_record_too_many_the_field_that_opens_it_is_judged_first() {
    // CONFIG_AGENT_EVENT with eleven records, each with a Description, the last one without a NUL.
    let error = |last: &str| {
        let body = format!("000b{}{last}", "00860003007600".repeat(10));
        let length = body.len() / 2;
        let frame = bytes(&format!("{length:08x}000000ed{body}"));
        Message::decode_with(&frame, ProtocolVersion::V24, DecodeOptions::strict())
            .expect_err("eleven records")
    };
    let ended = error("00860003007600");
    assert_eq!(ended.kind(), DecodeErrorKind::ListTooLong { max: 10 });
    assert_eq!(ended.field(), Some("Records"));
    let unended = error("00860003007641");
    assert_eq!(unended.kind(), DecodeErrorKind::NotTerminated);
    assert_eq!(unended.field(), Some("Description"));
    assert_eq!((ended.offset(), unended.offset()), (80, 80));
}
