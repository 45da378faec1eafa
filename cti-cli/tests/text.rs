//! Messages as text.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use cti_cli::json::from_json;
use cti_cli::to_text;
use cti_messages::ProtocolVersion;
use serde_json::{Value, json};

fn text(line: &Value) -> String {
    let (message, version) = from_json(line, ProtocolVersion::V24).unwrap();
    to_text(&message, version)
}

#[test]
fn values_have_names_and_lists_are_blocks() {
    let line = json!({ "message": "BEGIN_CALL_EVENT", "fields": {
        "MonitorID": 1,
        "PeripheralID": 5000,
        "PeripheralType": 65_000,
        "CallType": 1,
        "ConnectionDeviceIDType": 65_535,
        "ConnectionCallID": 4_294_967_295_u32,
        "CalledPartyDisposition": 0,
        "ANI": "Köln\u{1b}[2J\"",
        "UserToUserInfo": "",
        "CallVariable1": { "hex": "41ff" },
        "NamedVariables": [{ "name": "user.x", "value": "1" }],
        "NamedArrays": [{ "index": 7, "name": "user.y", "value": "2" }],
        "CTIClients": [
            { "CTIClientSignature": "phone", "CTIClientTimestamp": 1_768_324_596 },
            {}
        ],
        "unknown": [{ "tag": 999, "hex": "00ff", "after": 3 }]
    }});
    let expected = r#"BEGIN_CALL_EVENT (23) server -> client
    MonitorID               1
    PeripheralID            5000
    PeripheralType          65000
    CallType                CALLTYPE_ACD_IN
    ConnectionDeviceIDType  CONNECTION_ID_NONE
    ConnectionCallID        none
    CalledPartyDisposition  0
    ANI                     "Köln\u{1b}[2J\""
    UserToUserInfo          (empty)
    CallVariable1           "A\xff"
    NamedVariables          1 entry
        user.x = "1"
    NamedArrays             1 entry
        user.y[7] = "2"
    CTIClients              2 entries
        [1] CTIClientSignature  "phone"
            CTIClientTimestamp  2026-01-13 17:16:36Z
        [2] (empty)
    unknown tag 999         00ff
"#;
    assert_eq!(text(&line), expected);
}

#[test]
fn long_masks_stand_on_several_lines() {
    let open = |mask: u32| {
        let line = json!({ "message": "OPEN_REQ", "fields": {
            "InvokeID": 1, "VersionNumber": 24, "IdleTimeout": 120, "PeripheralID": 1,
            "ServicesRequested": 0, "CallMsgMask": mask, "AgentStateMask": 1, "ConfigMsgMask": 0,
            "Reserved1": 0, "Reserved2": 0, "Reserved3": 0
        }});
        text(&line)
    };
    let expected =
        "    CallMsgMask        CALL_DELIVERED_MASK | CALL_QUEUED_MASK | CALL_ESTABLISHED_MASK |
                       CALL_HELD_MASK | CALL_RETRIEVED_MASK | CALL_CLEARED_MASK |
                       CALL_CONNECTION_CLEARED_MASK | CALL_ORIGINATED_MASK |
                       CALL_CONFERENCED_MASK
    AgentStateMask     AGENT_LOGIN_MASK
    ConfigMsgMask      0
";
    let text = open(0x1FF);
    assert!(text.contains(expected), "{text}");
    for bits in 0..=32 {
        let text = open(u32::MAX.checked_shr(bits).unwrap_or(0));
        assert!(text.lines().all(|line| line.len() <= 100), "{text}");
        assert!(text.lines().all(|line| line.trim_end() == line), "{text}");
    }
}

#[test]
fn lists_inside_records_are_blocks_inside_blocks() {
    let line = json!({ "message": "CONFIG_AGENT_EVENT", "fields": { "Records": [
        {
            "LoginID": "1001",
            "Skills": [
                { "FltSkillGroupNumber": 4_294_967_295_u32, "FltSkillGroupPriority": 1 },
                { "FltSkillGroupNumber": 6 }
            ]
        },
        { "LoginID": "1002", "Skills": [] }
    ]}});
    let expected = r#"CONFIG_AGENT_EVENT (237) server -> client
    Records  2 entries
        [1] LoginID  "1001"
            Skills   2 entries
                [1] FltSkillGroupNumber    none
                    FltSkillGroupPriority  1
                [2] FltSkillGroupNumber    6
        [2] LoginID  "1002"
            Skills   none
"#;
    assert_eq!(text(&line), expected);
}

#[test]
fn what_has_no_layout_is_bytes() {
    assert_eq!(
        text(&json!({ "type": 4_000_000, "body": "0102" })),
        "message type 4000000, not known\n    body  0102\n"
    );
    let standby = json!({ "message": "STANDBY_ACTIVE_EVENT_MSG", "fields": { "trailing": "01" } });
    assert_eq!(
        text(&standby),
        "STANDBY_ACTIVE_EVENT_MSG (277) server -> client\n    trailing bytes  01\n"
    );
}
