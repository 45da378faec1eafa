//! Messages to JSON and back.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use cti_cli::json::{from_json, to_json};
use cti_cli::to_text;
use cti_messages::{EncodeOptions, Message, MessageType, ProtocolVersion};
use serde_json::{Value, json};

const V24: ProtocolVersion = ProtocolVersion::V24;

/// The bytes of a JSON object.
fn encode(line: &Value) -> Vec<u8> {
    let (message, version) = from_json(line, V24).unwrap();
    let mut frame = Vec::new();
    message
        .encode_with(version, EncodeOptions::lenient(), &mut frame)
        .unwrap();
    frame
}

/// Encodes a JSON object and decodes it again: it must be the same, and its bytes end like this.
fn round_trip(line: &Value, end: &[u8]) {
    let number = line["protocol"].as_u64().unwrap();
    let version = ProtocolVersion::new(number.try_into().unwrap()).unwrap();
    let frame = encode(line);
    let message = Message::decode(&frame, version).unwrap();
    let found = to_json(&message, version);
    // Compared as text: the order of the keys counts.
    assert_eq!(found.to_string(), line.to_string());
    assert!(
        frame.ends_with(end),
        "{frame:02x?} does not end in {end:02x?}"
    );
}

/// The error of a JSON object.
fn refused(line: &Value) -> String {
    from_json(line, V24).unwrap_err().to_string()
}

fn line(name: &str, number: u32, protocol: u32, fields: Value) -> Value {
    json!({ "message": name, "type": number, "protocol": protocol, "fields": fields })
}

fn begin_call() -> Value {
    line(
        "BEGIN_CALL_EVENT",
        23,
        24,
        json!({
            "MonitorID": 1,
            "PeripheralID": 5000,
            "PeripheralType": 65_000,
            "CallType": "CALLTYPE_ACD_IN",
            "ConnectionDeviceIDType": "CONNECTION_ID_STATIC",
            "ConnectionCallID": 4_294_967_295_u32,
            "CalledPartyDisposition": 0,
            "ANI": "0049 89 1234",
            "CallVariable1": "Köln",
            "CallVariable2": { "hex": "ff00" },
            "NamedVariables": [
                { "name": "user.account", "value": "12345" },
                { "name": { "hex": "fe" }, "value": "" }
            ],
            "NamedArrays": [{ "index": 255, "name": "user.list", "value": { "hex": "80" } }],
            "CTIClients": [
                { "CTIClientSignature": "phone", "CTIClientTimestamp": 4_294_967_295_u32 },
                { "CTIClientSignature": "" }
            ],
            "unknown": [
                { "tag": 999, "hex": "", "after": 0 },
                { "tag": 65535, "hex": "00ff", "after": 3 }
            ]
        }),
    )
}

/// The same line with another value at a pointer; `Value::Null` takes the key away.
fn with(mut line: Value, pointer: &str, value: Value) -> Value {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match line.pointer_mut(parent).unwrap() {
        Value::Object(object) if value.is_null() => drop(object.shift_remove(key)),
        Value::Object(object) => drop(object.insert(key.to_owned(), value)),
        parent => parent[key.parse::<usize>().unwrap()] = value,
    }
    line
}

#[test]
fn a_list_that_is_left_out_is_empty() {
    let line = json!({"message": "CONFIG_MRD_EVENT", "fields": {}});
    let (message, _) = from_json(&line, ProtocolVersion::V24).expect("a message");
    assert_eq!(
        to_json(&message, ProtocolVersion::V24)["fields"],
        json!({"Records": []})
    );
}

#[test]
fn a_message_with_everything_comes_back() {
    round_trip(&begin_call(), &[]);
}

#[test]
fn named_variables_may_stand_under_the_name_of_the_member() {
    let wrapped = json!([
        { "NamedVariable": { "name": "user.account", "value": "12345" } },
        { "NamedVariable": { "name": { "hex": "fe" }, "value": "" } }
    ]);
    let line = with(begin_call(), "/fields/NamedVariables", wrapped);
    assert_eq!(encode(&line), encode(&begin_call()));
}

#[test]
fn the_type_or_the_name_is_enough() {
    let whole = encode(&begin_call());
    assert_eq!(encode(&with(begin_call(), "/message", Value::Null)), whole);
    assert_eq!(encode(&with(begin_call(), "/type", Value::Null)), whole);
    assert_eq!(encode(&with(begin_call(), "/protocol", Value::Null)), whole);
}

#[test]
fn enumerations_and_masks_may_be_numbers() {
    let line = with(begin_call(), "/fields/CallType", json!(1));
    assert_eq!(encode(&line), encode(&begin_call()));
    let names = json!(["CTI_SERVICE_CLIENT_EVENTS", "CTI_SERVICE_DEBUG"]);
    assert_eq!(
        encode(&open_conf(&json!(0x8000_0001_u32))),
        encode(&open_conf(&names))
    );
}

fn open_conf(granted: &Value) -> Value {
    line(
        "OPEN_CONF",
        4,
        24,
        json!({
            "InvokeID": 7,
            "ServicesGranted": granted,
            "MonitorID": 0,
            "PGStatus": [],
            "ICMCentralControllerTime": 1_700_000_000,
            "PeripheralOnline": true,
            "PeripheralType": 65_000,
            "AgentState": "AGENT_STATE_LOGIN",
            "DepartmentID": -1,
            "SessionType": 999
        }),
    )
}

#[test]
fn mask_bits_without_a_name_stand_last() {
    // 0x00020000 and 0x00000200 have no name.
    let granted = json!([
        "CTI_SERVICE_CLIENT_EVENTS",
        "CTI_SERVICE_ALL_EVENTS",
        "0x20200"
    ]);
    round_trip(&open_conf(&granted), &[]);
    round_trip(&open_conf(&json!(["0x200"])), &[]);
    round_trip(&open_conf(&json!([])), &[]);
}

#[test]
fn truth_values_other_than_0_and_1_are_numbers() {
    for value in [json!(true), json!(false), json!(7), json!(65_535)] {
        let line = with(open_conf(&json!([])), "/fields/PeripheralOnline", value);
        round_trip(&line, &[]);
    }
    let one = |value| with(open_conf(&json!([])), "/fields/PeripheralOnline", value);
    assert_eq!(encode(&one(json!(1))), encode(&one(json!(true))));
    assert_eq!(
        refused(&one(json!(65_536))),
        "fields.PeripheralOnline: 65536 is out of range: 0 to 65535"
    );
}

#[test]
fn signed_ids_are_signed() {
    let open = |path: i64| {
        let mut open = open_req(24);
        open["fields"]["ApplicationPathID"] = json!(path);
        open
    };
    round_trip(&open(-1), &[0xFF; 4]);
    round_trip(&open(i64::from(i32::MIN)), &[0x80, 0, 0, 0]);
    round_trip(&open(i64::from(i32::MAX)), &[0x7F, 0xFF, 0xFF, 0xFF]);
}

#[test]
fn integers_of_32_bits_are_not_signed_anew() {
    let signed = |value: Value| with(open_req(24), "/fields/ApplicationPathID", value);
    for wrong in [0x8000_0000_i64, 0xFFFF_FFFF, i64::from(i32::MIN) - 1] {
        assert_eq!(
            refused(&signed(json!(wrong))),
            format!("fields.ApplicationPathID: {wrong} is out of range: -2147483648 to 2147483647")
        );
    }
    let department = |value: i64| with(open_conf(&json!([])), "/fields/DepartmentID", json!(value));
    round_trip(&department(i64::from(i32::MIN)), &[]);
    assert_eq!(
        refused(&department(0xFFFF_FFFF)),
        "fields.DepartmentID: 4294967295 is out of range: -2147483648 to 2147483647"
    );

    // An ID that is not shown signed, a plain number, a mask.
    for field in ["ConnectionCallID", "PeripheralID", "MonitorID"] {
        let line = |value: i64| with(begin_call(), &format!("/fields/{field}"), json!(value));
        round_trip(&line(0), &[]);
        round_trip(&line(0xFFFF_FFFF), &[]);
        for wrong in [-1, i64::from(i32::MIN), 1 << 32] {
            assert_eq!(
                refused(&line(wrong)),
                format!("fields.{field}: {wrong} is out of range: 0 to 4294967295")
            );
        }
    }
    for wrong in [-1, 1_i64 << 32] {
        assert_eq!(
            refused(&open_conf(&json!(wrong))),
            format!("fields.ServicesGranted: {wrong} is out of range: 0 to 4294967295")
        );
    }
    assert_eq!(
        encode(&open_conf(&json!(0xFFFF_FFFF_u32)))[12..16],
        [0xFF; 4]
    );
    let call_type = with(begin_call(), "/fields/CallType", json!(-1));
    assert_eq!(
        refused(&call_type),
        "fields.CallType: -1 is out of range: 0 to 65535"
    );
}

/// The frames of the independent codec, through JSON and back.
#[test]
fn every_sample_comes_back() {
    let samples = [
        include_str!("../../tests/data/samples/protocol-13.jsonl"),
        include_str!("../../tests/data/samples/protocol-19.jsonl"),
        include_str!("../../tests/data/samples/protocol-24.jsonl"),
        include_str!("../../tests/data/samples/protocol-25.jsonl"),
    ];
    let mut count = 0;
    for line in samples.into_iter().flat_map(str::lines) {
        let sample: Value = line.parse().unwrap();
        let number = sample["protocol"].as_u64().unwrap();
        let version = ProtocolVersion::new(number.try_into().unwrap()).unwrap();
        let frame = hex::decode(sample["hex"].as_str().unwrap()).unwrap();
        let message = Message::decode(&frame, version).unwrap();
        assert_eq!(encode(&to_json(&message, version)), frame, "{line}");
        count += 1;
    }
    // Some are added by hand.
    assert!(count >= 790, "{count} samples");
}

fn open_req(version: u32) -> Value {
    line(
        "OPEN_REQ",
        3,
        version.clamp(13, ProtocolVersion::LATEST.number().into()),
        json!({
            "InvokeID": 1,
            "VersionNumber": version,
            "IdleTimeout": 120,
            "PeripheralID": 4_294_967_295_u32,
            "ServicesRequested": ["CTI_SERVICE_ALL_EVENTS"],
            "CallMsgMask": [],
            "AgentStateMask": ["AGENT_LOGIN_MASK", "0x80000000"],
            "ConfigMsgMask": [],
            "Reserved1": 0,
            "Reserved2": 0,
            "Reserved3": 0,
            "ClientID": "wallboard",
            "ClientPassword": "73656372657421"
        }),
    )
}

#[test]
fn open_req_is_written_in_the_version_that_it_names() {
    for version in [0, 12, 13, 19, 20, 24, 25, 26, u32::MAX] {
        round_trip(&open_req(version), b"secret!");
    }
    // Whatever the line says.
    let line = with(open_req(13), "/protocol", json!(24));
    assert_eq!(encode(&line), encode(&open_req(13)));
}

#[test]
fn secrets_are_carried_in_json_and_redacted_in_text() {
    let (message, version) = from_json(&open_req(24), V24).unwrap();
    let text = to_text(&message, version);
    assert!(text.contains("ClientPassword     <redacted>\n"), "{text}");
    assert!(
        !text.contains("secret") && !text.contains("736563"),
        "{text}"
    );
    let json = to_json(&message, version);
    assert_eq!(json["fields"]["ClientPassword"], "73656372657421");
}

#[test]
fn a_secret_that_comes_twice_is_redacted_in_text_as_well() {
    let open = with(
        open_req(24),
        "/fields/unknown",
        json!([{ "tag": 2, "hex": "73656372657421", "after": 2 }, { "tag": 999, "hex": "0102", "after": 2 }]),
    );
    // Read from a frame: the second ClientPassword is not understood, and kept.
    let frame = encode(&open);
    let message = Message::decode(&frame, V24).unwrap();
    assert_eq!(message.as_known().unwrap().unknown_fields().len(), 2);
    let text = to_text(&message, V24);
    assert!(
        text.contains("    unknown tag 2      <redacted>\n"),
        "{text}"
    );
    assert!(text.contains("    unknown tag 999    0102\n"), "{text}");
    assert!(
        !text.contains("secret") && !text.contains("736563"),
        "{text}"
    );
    assert_eq!(
        to_json(&message, V24)["fields"]["unknown"][0]["hex"],
        "73656372657421"
    );
}

/// E26: CALLTYPE_NON_ACD is 38 since 14; 27 is RESERVATION_PREVIEW since 16 and has no name before.
/// E27: status 2 has one name until 24, another since 25.
#[test]
fn a_value_may_have_another_name_in_another_version() {
    let call = |version: u32, call_type: Value| {
        let mut line = with(begin_call(), "/fields/unknown", Value::Null);
        line["protocol"] = json!(version);
        line["fields"]["CallType"] = call_type;
        line
    };
    let call_type = |version: u32, number: u16| {
        let line = call(version, json!(number));
        let version = ProtocolVersion::new(version).unwrap();
        let frame = encode(&line);
        let name = to_json(&Message::decode(&frame, version).unwrap(), version);
        // What is written must be read back as the same number, name or not.
        assert_eq!(encode(&name), frame);
        name["fields"]["CallType"].clone()
    };
    let latest = u32::from(ProtocolVersion::LATEST.number());
    for version in 13..=latest {
        let (reservation, non_acd) = (call_type(version, 27), call_type(version, 38));
        match version {
            13 => assert_eq!((reservation, non_acd), (json!(27), json!(38))),
            14 | 15 => assert_eq!(
                (reservation, non_acd),
                (json!(27), json!("CALLTYPE_NON_ACD"))
            ),
            _ => assert_eq!(
                (reservation, non_acd),
                (json!("RESERVATION_PREVIEW"), json!("CALLTYPE_NON_ACD"))
            ),
        }
    }
    assert_eq!(call_type(24, 999), 999);

    let failure = |version: u8, status: Value| {
        line(
            "FAILURE_EVENT",
            2,
            version.into(),
            json!({ "Status": status }),
        )
    };
    let status = |version: u8| {
        let line = failure(version, json!(2));
        let version = ProtocolVersion::new(version.into()).unwrap();
        let frame = encode(&line);
        let name = to_json(&Message::decode(&frame, version).unwrap(), version);
        assert_eq!(encode(&name), frame);
        name["fields"]["Status"].clone()
    };
    assert_eq!(status(24), "E_CTI_INVALID_MESSAGE_TYPE");
    assert_eq!(status(25), "E_CTI_INVALID_MESSAGE_LENGTH");

    // A name of another version is read, unless its value has another name in this one.
    let named = call(15, json!("RESERVATION_PREVIEW"));
    assert_eq!(encode(&named), encode(&call(15, json!(27))));
    assert_eq!(
        refused(&failure(25, json!("E_CTI_INVALID_MESSAGE_TYPE"))),
        "fields.Status: StatusCode has no constant E_CTI_INVALID_MESSAGE_TYPE in protocol version 25"
    );
}

#[test]
fn absent_lists_have_no_key_and_empty_ones_are_empty() {
    let mut line = open_conf(&json!([]));
    round_trip(&line, &[]);
    line["fields"]["Peripherals"] = json!([]);
    round_trip(&line, &[0, 228, 0, 2, 0, 0]);
    line["fields"]["Peripherals"] = json!([{ "FltPeripheralID": 5 }]);
    let wrong = refused(&with(
        line,
        "/fields/Peripherals/0/FltPeripheralID",
        json!("x"),
    ));
    assert_eq!(
        wrong,
        "fields.Peripherals[0].FltPeripheralID: expected a number, found a string"
    );
}

#[test]
fn records_hold_lists_and_unknown_fields() {
    let record = |login: &str| {
        json!({
            "RecordType": "CONFIG_RECORD_CHANGE",
            "LoginID": login,
            "Skills": [
                { "FltSkillGroupNumber": 1, "FltSkillGroupPriority": 2 },
                { "FltSkillGroupNumber": 3 }
            ],
            "MRDs": [],
            "unknown": [{ "tag": 999, "hex": "01", "after": 2 }]
        })
    };
    let records = json!([record("1001"), {"RecordType": "CONFIG_RECORD_DELETE"}, record("1002")]);
    round_trip(
        &line("CONFIG_AGENT_EVENT", 237, 24, json!({ "Records": records })),
        &[],
    );
}

#[test]
fn lists_of_one_member_are_plain_only_as_arrays() {
    let plain = json!({ "Records": [{ "EnabledServices": [1, 2, 999] }] });
    let line_of = |fields| line("CONFIG_AGENT_SERVICE_EVENT", 282, 24, fields);
    let frame = encode(&line_of(plain));
    let shown = to_json(&Message::decode(&frame, V24).unwrap(), V24);
    assert_eq!(shown["fields"]["Records"][0]["EnabledServices"][2], 999);
    assert_eq!(encode(&shown), frame);

    let conf = |second: Value| {
        let teams = json!({
            "InvokeID": 1,
            "SegmentNumber": 1,
            "More": 0,
            "AgentTeams": [{ "TeamID": 5 }, second]
        });
        line("LIST_AGENT_TEAM_CONF", 134, 24, teams)
    };
    round_trip(&conf(json!({ "TeamID": 6 })), &[0, 92, 0, 4, 0, 0, 0, 6]);
    assert_eq!(
        refused(&conf(json!(6))),
        "fields.AgentTeams[1]: expected an object with TeamID, found a number"
    );
}

#[test]
fn the_short_forms_lack_the_member_of_the_long_ones() {
    let conf = json!({ "InvokeID": 1, "Status": "E_CTI_INVALID_PASSWORD" });
    round_trip(&line("FAILURE_CONF", 1, 24, conf.clone()), &[]);
    let long = json!({ "InvokeID": 1, "Status": 2, "PeripheralErrorCode": 3 });
    let frame = encode(&line("FAILURE_CONF", 1, 24, long));
    assert_eq!(frame.len(), 18);

    let short = json!({ "ConfigInformation": [], "PeripheralID": 5000 });
    round_trip(&line("CONFIG_REQUEST_EVENT", 232, 24, short.clone()), &[]);
    round_trip(&line("CONFIG_REQUEST_EVENT", 232, 19, short), &[]);
    let long = json!({ "ConfigInformation": [], "ConfigMsgMask": [], "PeripheralID": 5000 });
    round_trip(&line("CONFIG_REQUEST_EVENT", 232, 24, long), &[]);
}

#[test]
fn windowed_fields_are_fixed_where_the_version_has_them() {
    let without = with(open_conf(&json!([])), "/fields/DepartmentID", Value::Null);
    assert_eq!(
        refused(&without),
        "fields.DepartmentID: the fixed field is missing"
    );
    let mut old = without;
    old["protocol"] = json!(13);
    old["fields"]
        .as_object_mut()
        .unwrap()
        .shift_remove("SessionType");
    round_trip(&old, &[]);
}

#[test]
fn trailing_bytes_stand_in_the_fields() {
    round_trip(
        &line("STANDBY_ACTIVE_EVENT_MSG", 277, 24, json!({})),
        &[0, 0, 1, 21],
    );
    let fields = json!({ "trailing": "010203" });
    round_trip(
        &line("STANDBY_ACTIVE_EVENT_MSG", 277, 24, fields),
        &[1, 2, 3],
    );
    let fields = json!({ "unknown": [] });
    assert_eq!(
        refused(&line("STANDBY_ACTIVE_EVENT_MSG", 277, 24, fields)),
        "fields.unknown: unknown key"
    );
}

#[test]
fn messages_without_a_layout_have_a_body() {
    let nobody =
        json!({ "message": null, "type": 4_000_000_000_u32, "protocol": 13, "body": "00ff" });
    round_trip(&nobody, &[0xEE, 0x6B, 0x28, 0x00, 0x00, 0xFF]);

    let is_name_only = |kind: &&MessageType| Message::default_of(**kind).is_none();
    let name_only = MessageType::ALL.iter().find(is_name_only).unwrap();
    let body =
        json!({ "message": name_only.name(), "type": name_only.0, "protocol": 24, "body": "" });
    round_trip(&body, &[]);
    let error = refused(&with(body.clone(), "/fields", json!({})));
    assert!(error.starts_with("fields: the layout of "), "{error}");
    let error = refused(&with(body, "/body", Value::Null));
    assert!(error.starts_with("the \"body\" of "), "{error}");

    let line = with(begin_call(), "/body", json!("00"));
    assert_eq!(
        refused(&line),
        "body: BEGIN_CALL_EVENT has \"fields\", not a \"body\""
    );
}

#[test]
fn every_type_without_floating_fields_comes_back() {
    for kind in MessageType::ALL {
        let Some(message) = Message::default_of(*kind) else {
            continue;
        };
        for version in ProtocolVersion::all() {
            let mut frame = Vec::new();
            if message
                .encode_with(version, EncodeOptions::lenient(), &mut frame)
                .is_err()
            {
                continue;
            }
            let decoded = Message::decode(&frame, version).unwrap();
            let (again, at) = from_json(&to_json(&decoded, version), V24).unwrap();
            assert_eq!(again, decoded, "{kind} at {version}");
            if kind.0 != 3 {
                assert_eq!(at, version);
            }
        }
    }
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let wrong = |pointer: &str, value: Value| refused(&with(begin_call(), pointer, value));
    for (pointer, value, error) in [
        (
            "/fields/Ani",
            json!("1"),
            "fields.Ani: unknown key; did you mean ANI?",
        ),
        (
            "/feilds",
            json!({}),
            "feilds: unknown key; did you mean fields?",
        ),
        (
            "/fields/NumCTIClients",
            json!(2),
            "fields.NumCTIClients: a count cannot be given: it is the length of CTIClients",
        ),
        (
            "/fields/MonitorID",
            Value::Null,
            "fields.MonitorID: the fixed field is missing",
        ),
        (
            "/fields",
            Value::Null,
            "the \"fields\" of BEGIN_CALL_EVENT are missing",
        ),
        (
            "/fields",
            json!([]),
            "fields: expected an object, found an array",
        ),
        (
            "/fields/CallType",
            json!("CALLTYPE_ACD"),
            "fields.CallType: CallType has no constant CALLTYPE_ACD; did you mean CALLTYPE_ACD_IN?",
        ),
        (
            "/fields/CallType",
            json!(65_536),
            "fields.CallType: 65536 is out of range: 0 to 65535",
        ),
        (
            "/fields/CallType",
            json!(1.5),
            "fields.CallType: 1.5 is not an integer that a field can hold",
        ),
        (
            "/fields/ANI",
            json!(1),
            "fields.ANI: expected a string or {\"hex\":\"…\"}, found a number",
        ),
        (
            "/fields/ANI",
            json!({ "hex": "0" }),
            "fields.ANI.hex: the last byte has only one hexadecimal digit",
        ),
        (
            "/fields/ANI",
            json!({ "hex": "00", "text": "" }),
            "fields.ANI.text: unknown key",
        ),
        (
            "/fields/CTIClients/1/CTIClientTimestamp",
            json!(-1),
            "fields.CTIClients[1].CTIClientTimestamp: -1 is out of range: 0 to 4294967295",
        ),
        (
            "/fields/CTIClients/1/unknown",
            json!([]),
            "fields.CTIClients[1].unknown: unknown key",
        ),
        (
            "/fields/NamedArrays/0/index",
            json!(256),
            "fields.NamedArrays[0].index: 256 is out of range: 0 to 255",
        ),
        (
            "/fields/unknown/1/after",
            Value::Null,
            "fields.unknown[1].after: the key is missing",
        ),
        (
            "/fields/unknown/0/tag",
            json!(65_536),
            "fields.unknown[0].tag: 65536 is out of range: 0 to 65535",
        ),
        (
            "/fields/trailing",
            json!("00"),
            "fields.trailing: unknown key",
        ),
        (
            "/message",
            json!("BEGIN_CALL_EVNT"),
            "message: no message has the name BEGIN_CALL_EVNT; did you mean BEGIN_CALL_EVENT?",
        ),
        (
            "/type",
            json!(24),
            "type: BEGIN_CALL_EVENT has the number 23, not 24",
        ),
        (
            "/protocol",
            json!(12),
            &format!(
                "protocol: protocol version 12 is not supported; 13 to {} are",
                ProtocolVersion::LATEST
            ),
        ),
        (
            "/error",
            json!("cut"),
            "this line is an error, not a message: \"cut\"",
        ),
    ] {
        assert_eq!(wrong(pointer, value), error);
    }
    assert_eq!(
        refused(&json!({})),
        "\"message\" (a name) or \"type\" (a number) is missing"
    );
    assert_eq!(refused(&json!(7)), "expected an object, found a number");
    let mask = |bit| refused(&open_conf(&json!([bit])));
    assert_eq!(
        mask("CTI_SERVICE_ALL_EVENT"),
        "fields.ServicesGranted[0]: CtiServiceMask has no bit CTI_SERVICE_ALL_EVENT; did you mean CTI_SERVICE_ALL_EVENTS?"
    );
    for wrong in ["0x", "0x+1", "0x100000000"] {
        let error =
            format!("fields.ServicesGranted[0]: {wrong} is not a hexadecimal number of 32 bits");
        assert_eq!(mask(wrong), error);
    }
}
