//! Passwords are in no output: every public type that can hold bytes of a frame is shown in each way
//! while it holds one.
//!
//! Every public type of the runtime is in one of two lists, those that are shown here and those that
//! cannot hold bytes. A type in neither list fails the test.

use std::collections::BTreeSet;
use std::fmt::{Debug, Display};
use std::fs;
use std::path::{Path, PathBuf};

use cti_messages::fields::{self, Fields, OneLine, OwnedEntry, OwnedValue};
use cti_messages::info::{ListStyle, MemberInfo};
use cti_messages::{
    AgentRecord, AgentServiceType, AgentSkill, AgentState, AgentStateEvent, Bytes,
    ConfigAgentEvent, DecodeOptions, EncodeOptions, Frame, FrameBuffer, FrameLimit, FrameReader,
    HeartbeatReq, Message, MessageType, NamedVariable, OpenReq, OwnedFrame, ProtocolVersion,
    RawMessage, RegisterVariablesReq, RequestError, Secret, SetAgentServiceDataReq,
    SetAgentStateReq, SkillGroupSelection, StandbyActiveEventMsg, Tag, TypedMessage, UnknownField,
    UnknownMessage, split,
};

const PASSWORD: &str = "hunter2-Zq9!";

/// The types that are shown in this file while they hold the password.
const SHOWN: &[&str] = &[
    "DecodeError",
    "DecodeErrorKind",
    "EncodeError",
    "EncodeErrorKind",
    "Field",
    "Frame",
    "FrameBuffer",
    "FrameReader",
    "Iter",
    "Message",
    "OneLine",
    "OwnedEntry",
    "OwnedFrame",
    "OwnedValue",
    "RawField",
    "RawFields",
    "RawMessage",
    "ReadError",
    "RequestError",
    "Secret",
    "SecretValue",
    "Sent",
    "SessionCodec",
    "Split",
    "TrailingBytes",
    "UnexpectedMessageError",
    "UnknownField",
    "UnknownMessage",
    "Value",
    "Versioned",
    "WriteError",
];

/// The types that hold no bytes of a frame: numbers, options, names, tables of the specification.
const WITHOUT_BYTES: &[&str] = &[
    "BodyForm",
    "Bool",
    "CombinedLimit",
    "CountInfo",
    "Counted",
    "DecodeOptions",
    "Direction",
    "ElementInfo",
    "EncodeOptions",
    "EntryInfo",
    "EnumerationInfo",
    "FieldInfo",
    "FixedInfo",
    "FixedPlace",
    "Form",
    "FrameLimit",
    "IdInfo",
    "InColumns",
    "InOrder",
    "InRecords",
    "Kind",
    "Layout",
    "ListInfo",
    "ListStyle",
    "MaskInfo",
    "Maximum",
    "MemberInfo",
    "MessageInfo",
    "MessageType",
    "Mode",
    "NamedParts",
    "NamedValue",
    "NoMember",
    "Order",
    "Outcome",
    "ParseNameError",
    "PartsError",
    "Presence",
    "ProtocolVersion",
    "Service",
    "SetValueError",
    "Tag",
    "Time",
    "TimeRangeError",
    "UnsupportedVersionError",
    "VersionNumber",
    "VersionRange",
];

/// The types that are the content of a field and show it; a secret field holds a `Secret` of one.
const CONTENT: &[&str] = &["Bytes", "NamedArray", "NamedVariable", "Text"];

/// The types of the codec without `Debug` and `Display`.
const NEVER_SHOWN: &[&str] = &["Body", "Data", "Ordered", "Reader", "SlowWriter"];

/// The password, as text, hexadecimal digits, and lists of numbers.
fn forms() -> [String; 4] {
    let bytes = PASSWORD.as_bytes();
    let list = |form: fn(&u8) -> String| bytes.iter().map(form).collect::<Vec<_>>().join(",");
    [
        PASSWORD.to_lowercase(),
        bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
        list(|byte| byte.to_string()),
        list(|byte| format!("{byte:x}")),
    ]
}

fn check(shown: &str) {
    let text: String = shown.split_whitespace().collect();
    let text = text.to_lowercase().replace("0x", "");
    for form in forms() {
        assert!(!text.contains(&form), "{form} in {shown}");
    }
}

fn check_debug(value: impl Debug) {
    check(&format!("{value:?}"));
    check(&format!("{value:#?}"));
    check(&format!("{value:02x?}"));
    check(&format!("{value:X?}"));
}

fn check_both(value: impl Debug + Display) {
    check(&format!("{value}"));
    check(&format!("{value:#}"));
    check_debug(value);
}

/// What this file looks for is found where a password is shown.
#[test]
fn a_leak_is_found() {
    let bytes = PASSWORD.as_bytes();
    for shown in [
        format!("{PASSWORD:?}"),
        format!("{bytes:?}"),
        format!("{bytes:#?}"),
        format!("{bytes:x?}"),
        format!("{:?}", Bytes::from(bytes)),
        format!("{}", Bytes::from(bytes)),
    ] {
        assert!(
            std::panic::catch_unwind(|| check(&shown)).is_err(),
            "{shown}"
        );
    }
}

/// A field under a tag that its message does not know, or knows for one that it has already.
fn unknown(tag: u16, after: u32) -> UnknownField<'static> {
    UnknownField {
        tag: Tag(tag),
        data: PASSWORD.as_bytes().into(),
        after,
    }
}

/// Messages that hold a password: in the fields for it, in fields that are not known, after a header,
/// and as the body of an unknown message. All kinds of members and lists are among them.
fn messages() -> Vec<Message<'static>> {
    let open = OpenReq {
        version_number: ProtocolVersion::V24.into(),
        client_password: Some(Secret(PASSWORD.as_bytes().into())),
        client_id: Some("id".into()),
        ..OpenReq::default()
    };
    let agent = SetAgentStateReq {
        agent_state: AgentState::LOGIN,
        agent_password: Some(Secret(PASSWORD.into())),
        skill_groups: vec![SkillGroupSelection {
            skill_group_priority: Some(1),
            ..SkillGroupSelection::default()
        }],
        ..SetAgentStateReq::default()
    };
    let event = AgentStateEvent {
        unknown: vec![unknown(2, 0), unknown(60_000, 0)],
        ..AgentStateEvent::default()
    };
    let agents = ConfigAgentEvent {
        records: vec![AgentRecord {
            login_id: Some("1001".into()),
            skills: Some(vec![AgentSkill {
                flt_skill_group_priority: Some(1),
                ..AgentSkill::default()
            }]),
            unknown: vec![unknown(60_000, 1), unknown(60_001, 2)],
            ..AgentRecord::default()
        }],
        unknown: vec![unknown(60_000, 0)],
    };
    let services = SetAgentServiceDataReq {
        enabled_services: Some(vec![AgentServiceType::default()]),
        unknown: vec![unknown(60_000, 0)],
        ..SetAgentServiceDataReq::default()
    };
    let variables = RegisterVariablesReq {
        named_variables: vec![NamedVariable::new("user.x", "1")],
        unknown: vec![unknown(60_000, 0)],
        ..RegisterVariablesReq::default()
    };
    vec![
        Message::from(agents),
        Message::from(services),
        Message::from(variables),
        Message::from(StandbyActiveEventMsg {
            trailing: PASSWORD.as_bytes().into(),
        }),
        Message::from(OpenReq {
            unknown: vec![unknown(2, 2), unknown(60_000, 2)],
            ..open.clone()
        }),
        Message::from(open),
        Message::from(agent),
        Message::from(event),
        Message::Unknown(UnknownMessage {
            message_type: MessageType(60_000),
            body: PASSWORD.as_bytes().into(),
        }),
    ]
}

fn frame_of(message: &Message<'_>) -> Vec<u8> {
    let mut frame = Vec::new();
    message
        .encode_with(ProtocolVersion::V24, EncodeOptions::lenient(), &mut frame)
        .expect("encoded");
    frame
}

/// Every kind of member that a message can have occurs in a message of this test.
#[test]
fn every_kind_of_member_is_looked_at() {
    let messages = messages();
    let known = || {
        messages
            .iter()
            .filter_map(|message| message.as_known().ok())
    };
    let mut kinds = BTreeSet::new();
    for message in known() {
        let mut note = |fields: &dyn Fields| {
            for (index, member) in fields.members().iter().enumerate() {
                let Some(value) = fields.value(index) else {
                    continue;
                };
                kinds.insert(match (member, value) {
                    (MemberInfo::Fixed(_), _) => "fixed".to_owned(),
                    (MemberInfo::Field(_), fields::Value::Secret(_)) => "secret".to_owned(),
                    (MemberInfo::List(list), _) => format!("{:?}", list.style),
                    _ => "floating".to_owned(),
                });
            }
        };
        note(message.as_fields());
        for field in fields::iter(message.as_fields()) {
            if let fields::Value::Entries(entries) = field.value() {
                (0..entries.count())
                    .filter_map(|index| entries.entry(index))
                    .for_each(&mut note);
            }
        }
    }
    use ListStyle::{Array, Columns, Ordered, Records, Single};
    let mut expected = BTreeSet::from(["fixed", "floating", "secret"].map(str::to_owned));
    expected.extend([Single, Array, Ordered, Records, Columns].map(|style| format!("{style:?}")));
    assert_eq!(kinds, expected);
    assert!(known().any(|message| message.trailing().is_some_and(|bytes| !bytes.is_empty())));
    assert!(messages.iter().any(|message| message.as_known().is_err()));
}

#[test]
fn messages_and_fields_show_no_password() {
    for message in messages() {
        check_both(&message);
        check_debug(message.fields());
        for field in message.fields() {
            check_both(field);
            check_both(field.value());
        }
        match message.as_known() {
            Ok(known) => {
                check_debug(known);
                check_both(OneLine(known.as_fields()));
                check_debug(fields::iter(known.as_fields()));
                check_debug(known.unknown_fields());
            }
            Err(unknown) => check_debug(unknown),
        }
        let refused = HeartbeatReq::try_from(message).expect_err("another message");
        check_both(refused);
    }
    let messages = messages();
    let password = messages
        .iter()
        .find_map(|message| message.field("ClientPassword"));
    let password = password.expect("a password");
    check_both(password);
    check(&password.to_string());
    let fields::Value::Secret(secret) = password else {
        panic!("not a secret");
    };
    check_both(secret);
    assert_eq!(secret.reveal(), fields::Value::Bytes(PASSWORD.as_bytes()));
    check_both(Secret(PASSWORD));
}

#[test]
fn frames_show_no_password() {
    for message in messages() {
        let bytes = frame_of(&message);
        let frame = Frame::parse(&bytes).expect("a frame");
        check_debug(frame);
        let twice = [&bytes[..], &bytes[..]].concat();
        for end in [twice.len(), bytes.len() + 12, bytes.len() - 1, 4] {
            check_debug(split(&twice[..end], FrameLimit::default()));
        }
        let mut buffer = FrameBuffer::new();
        buffer.push(&twice);
        check_debug(&buffer);
        check_debug(buffer.next_frame().expect("a frame"));
        check_debug(&buffer);
        check_debug(OwnedFrame::parse(&bytes, ProtocolVersion::V24));
        let mut reader = FrameReader::new(&twice[..]);
        check_debug(&reader);
        check_debug(reader.next_frame().expect("a frame"));
        check_debug(&reader);

        let raw = RawMessage::new(frame, ProtocolVersion::V24).expect("a message");
        check_debug(raw);
        check_debug(raw.fields());
        for field in raw.fields() {
            check_debug(field.expect("a field"));
        }
        check_debug(UnknownMessage::from(frame));
    }
}

#[test]
fn owned_values_show_no_password() {
    let bytes = || OwnedValue::Bytes(PASSWORD.into());
    let entry = OwnedEntry {
        members: vec![(3, bytes())],
        unknown: vec![unknown(2, 0)],
    };
    check_debug(bytes());
    check_debug(OwnedValue::Values(vec![bytes()]));
    check_debug(&entry);
    check_debug(OwnedValue::Entries(vec![entry]));
    let refused = OpenReq::default().set_value(0, bytes());
    check_both(refused.expect_err("a number"));
}

#[test]
fn errors_show_no_password() {
    for message in messages() {
        check_both(RequestError::Failed(Box::new(message.clone())));
        let frame = frame_of(&message);
        // Cut, with another length in the header or in a field, and in all versions and modes.
        for end in 0..=frame.len() {
            for (at, value) in [(3, 0), (3, u8::try_from(end).unwrap_or(0)), (9, 0xFF)] {
                let mut damaged = frame[..end].to_vec();
                if let Some(byte) = damaged.get_mut(at) {
                    *byte = value;
                }
                for options in [DecodeOptions::default(), DecodeOptions::strict()] {
                    for version in [ProtocolVersion::V13, ProtocolVersion::V24] {
                        if let Err(error) = Message::decode_with(&damaged, version, options) {
                            check_both(error);
                            check_both(error.kind());
                        }
                    }
                }
                let mut reader = FrameReader::new(&damaged[..]);
                if let Err(error) = reader.next_frame().map(drop) {
                    check_both(error);
                }
            }
        }
        for version in ProtocolVersion::all() {
            if let Err(error) = message.encode(version, &mut Vec::new()) {
                check_both(error);
                check_both(error.kind());
            }
        }
        let mut short = [0; 9];
        let written =
            message.encode_to_slice(ProtocolVersion::V24, EncodeOptions::lenient(), &mut short);
        check_both(written.expect_err("too short"));
    }
    let long = SetAgentStateReq {
        agent_password: Some(Secret(PASSWORD.repeat(20).into())),
        ..SetAgentStateReq::default()
    };
    let refused = long.encode(ProtocolVersion::V24, &mut Vec::new());
    check_both(refused.expect_err("too long"));
}

#[cfg(feature = "tokio")]
#[test]
fn sessions_show_no_password() {
    use cti_messages::codec::{SessionCodec, WriteError};
    use tokio_util::bytes::BytesMut;
    use tokio_util::codec::{Decoder, Encoder};

    for message in messages() {
        let mut codec = SessionCodec::client().with_encode_options(EncodeOptions::lenient());
        let mut out = BytesMut::new();
        codec.encode(&message, &mut out).expect("written");
        check_debug(&codec);
        check_debug(codec.decode(&mut out).expect("a frame"));
        let frame: OwnedFrame =
            OwnedFrame::parse(&frame_of(&message), ProtocolVersion::V24).expect("a frame");
        check_debug(&frame);
        check_debug(frame.message());

        let mut narrow = SessionCodec::client()
            .with_encode_options(EncodeOptions::lenient().with_frame_limit(FrameLimit(9)));
        let refused: WriteError = narrow.encode(&message, &mut out).expect_err("too long");
        check_both(refused);
        check_debug(narrow);
    }
}

#[cfg(feature = "serde")]
#[test]
fn serde_shows_no_password_unless_it_writes_one() {
    use cti_messages::serialization::Versioned;

    for message in messages() {
        check_debug(Versioned::new(message, ProtocolVersion::V24));
    }
    for password in [
        format!("\"{PASSWORD}\""),
        format!("[\"{PASSWORD}\"]"),
        format!("{{\"hex\":\"{PASSWORD}\"}}"),
        format!("{{\"value\":\"{PASSWORD}\"}}"),
        format!("{{\"{PASSWORD}\":0}}"),
    ] {
        for field in ["InvokeID", "ClientPassword", "ClientPasword", "unknown"] {
            let line = format!(
                r#"{{"message":"OPEN_REQ","protocol":24,"fields":{{"{field}":{password}}}}}"#
            );
            let read = serde_json::from_str::<Versioned<Message<'_>>>(&line);
            check_both(read.expect_err("refused"));
        }
    }
}

#[cfg(feature = "proptest")]
#[test]
fn messages_of_strategies_show_no_password() {
    use cti_messages::Direction;
    use cti_messages::strategies::Sent;

    for message in messages() {
        check_debug(Sent {
            from: Direction::Client,
            message,
        });
    }
}

/// All files of the runtime; the generated messages hold fields only.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            if !path.ends_with("src/generated") {
                sources(&path, found);
            }
        } else {
            found.push(path);
        }
    }
}

#[test]
fn every_public_type_is_looked_at() {
    let listed: Vec<&str> = [SHOWN, WITHOUT_BYTES, CONTENT, NEVER_SHOWN].concat();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&source, &mut files);
    for file in ["message_type", "service", "tags"] {
        files.push(source.join("generated").join(file).with_extension("rs"));
    }
    let mut declared = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a source file");
        // Those in macros are indented.
        for line in text.lines().map(str::trim_start) {
            let name = ["pub struct ", "pub enum "]
                .iter()
                .find_map(|start| line.strip_prefix(start));
            if let Some(name) = name {
                let end = name.find(|letter: char| !letter.is_alphanumeric());
                declared.insert(name[..end.unwrap_or(name.len())].to_owned());
            }
        }
    }
    for name in &declared {
        let is_listed = listed.contains(&name.as_str());
        assert!(
            is_listed,
            "is {name} shown without bytes of a frame? Add it to a list here"
        );
    }
    for name in listed {
        assert!(
            declared.contains(name),
            "{name} is listed, but not a public type"
        );
    }
}
