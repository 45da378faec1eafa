//! Messages and values through formats of serde: JSON, which people read, and two that nobody does.
//!
//! What the JSON looks like is compared with other decoders elsewhere (`python_example`, and the tests
//! of cti-cli); here it is that everything comes back, and that nothing else is taken.
#![cfg(feature = "proptest")]

use std::fmt::Debug;

use cti_messages::serialization::Versioned;
use cti_messages::{
    AgentState, AgentStateEvent, AgentStateMask, Bool, Bytes, CallId, CallType, ClearCallReq,
    FailureConf, HeartbeatReq, IntoOwned, Message, MessageType, Mode, NamedArray, NamedVariable,
    OpenReq, PeripheralId, ProtocolVersion, Secret, Tag, Text, Time, TypedMessage, UnknownField,
    UnknownMessage, strategies,
};
use cti_tests::cases::{cases, config};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A value through each format.
fn through_all<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let json = serde_json::to_string(value).unwrap_or_else(|error| panic!("{error}: {value:?}"));
    let read: T = serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error}: {json}"));
    assert_eq!(&read, value, "{json}");
    through_compact(value);
}

fn through_compact<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let bytes = postcard::to_allocvec(value).unwrap_or_else(|error| panic!("{error}: {value:?}"));
    let read: T = postcard::from_bytes(&bytes).unwrap_or_else(|error| panic!("{error}: {value:?}"));
    assert_eq!(&read, value);
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap_or_else(|error| panic!("{error}: {value:?}"));
    let read: T = ciborium::from_reader(&bytes[..]).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(&read, value);
}

/// Every message with a layout, at every version that has it.
#[test]
fn every_message_comes_back() {
    for message_type in MessageType::ALL {
        let Some(info) = message_type.info() else {
            continue;
        };
        for version in ProtocolVersion::all().filter(|version| info.versions.contains(*version)) {
            let strategy = strategies::any_message(*message_type, version, Mode::Lenient)
                .unwrap_or_else(|| panic!("{} has a layout", info.name));
            let result = TestRunner::new(config(cases(6))).run(&strategy, |message| {
                // OPEN_REQ is written in the version that it names itself.
                let own = message
                    .as_known()
                    .ok()
                    .and_then(|known| known.own_version());
                let version = own.map_or(version, ProtocolVersion::nearest);
                through_all(&Versioned::new(message, version));
                Ok(())
            });
            if let Err(error) = result {
                panic!("{} at protocol {version}: {error}", info.name);
            }
        }
    }
}

/// Without a version: what a message of some version holds is taken for what the latest one names so.
#[test]
fn messages_come_back_without_their_version() {
    for message_type in MessageType::ALL {
        let Some(info) = message_type.info() else {
            continue;
        };
        for version in [
            ProtocolVersion::FIRST,
            ProtocolVersion::V19,
            ProtocolVersion::LATEST,
        ] {
            if !info.versions.contains(version) {
                continue;
            }
            let strategy = strategies::any_message(*message_type, version, Mode::Lenient)
                .unwrap_or_else(|| panic!("{} has a layout", info.name));
            let result = TestRunner::new(config(cases(6))).run(&strategy, |message| {
                // What is `None` in a fixed part is written as its null value in compact formats.
                let json = serde_json::to_string(&message).expect("JSON");
                let read: Message<'_> = serde_json::from_str(&json).expect("the same");
                prop_assert_eq!(&read, &message, "{}", json);
                prop_assert!(postcard::to_allocvec(&message).is_ok());
                Ok(())
            });
            if let Err(error) = result {
                panic!("{} at protocol {version}: {error}", info.name);
            }
        }
    }
}

#[test]
fn structs_are_what_stands_under_fields() {
    let event = AgentStateEvent {
        agent_state: AgentState::TALKING,
        agent_id: Some("1001".into()),
        ..AgentStateEvent::default()
    };
    let line = serde_json::to_value(Versioned::new(event.clone(), ProtocolVersion::LATEST));
    let alone = serde_json::to_value(&event).expect("JSON");
    // Fixed fields that some version lacks are `None` here. A session has its version, and them.
    let mut line = line.expect("JSON")["fields"].take();
    let department = line.as_object_mut().expect("fields").remove("DepartmentID");
    assert_eq!(department, Some(0.into()));
    assert_eq!(line, alone);
    assert_eq!(
        serde_json::from_value::<AgentStateEvent<'_>>(alone).expect("the same"),
        event
    );
    through_all(&HeartbeatReq::default());
    through_all(&Versioned::new(
        HeartbeatReq::default(),
        ProtocolVersion::V13,
    ));
    through_all(&FailureConf::default());
}

/// `None` in a fixed field that the version has is read back as its null value, as from a frame.
#[test]
fn defaults_of_every_message_are_read_as_from_their_frames() {
    for message_type in MessageType::ALL {
        let Some(message) = Message::default_of(*message_type) else {
            continue;
        };
        for version in ProtocolVersion::all() {
            let mut frame = Vec::new();
            let options = cti_messages::EncodeOptions::lenient();
            message
                .encode_with(version, options, &mut frame)
                .expect("a frame");
            let own = message
                .as_known()
                .ok()
                .and_then(|known| known.own_version());
            let version = own.map_or(version, ProtocolVersion::nearest);
            let from_frame = Message::decode(&frame, version).expect("what was encoded");
            let line = serde_json::to_string(&Versioned::new(&message, version)).expect("JSON");
            let read: Versioned<Message<'_>> =
                serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"));
            assert_eq!(read.message, from_frame, "{line}");
        }
    }
}

#[test]
fn a_line_of_another_message_is_refused() {
    let line = r#"{"message":"HEARTBEAT_REQ","protocol":24,"fields":{"InvokeID":1}}"#;
    let error = serde_json::from_str::<Versioned<ClearCallReq<'_>>>(line).unwrap_err();
    assert_eq!(
        error.to_string(),
        "message: expected CLEAR_CALL_REQ, found HEARTBEAT_REQ"
    );
    let bytes = postcard::to_allocvec(&HeartbeatReq::default()).expect("bytes");
    assert!(postcard::from_bytes::<ClearCallReq<'_>>(&bytes).is_err());
    assert!(postcard::from_bytes::<HeartbeatReq<'_>>(&bytes).is_ok());
}

#[test]
fn a_version_is_needed_where_there_is_a_session() {
    let line = r#"{"message":"HEARTBEAT_REQ","fields":{"InvokeID":1}}"#;
    let error = serde_json::from_str::<Versioned<Message<'_>>>(line).unwrap_err();
    assert_eq!(error.to_string(), "\"protocol\" is missing");
    assert!(serde_json::from_str::<Message<'_>>(line).is_ok());
    let line = r#"{"message":"HEARTBEAT_REQ","protocol":12,"fields":{"InvokeID":1}}"#;
    let error = serde_json::from_str::<Message<'_>>(line).unwrap_err();
    let last = ProtocolVersion::LATEST;
    assert_eq!(
        error.to_string(),
        format!("protocol: protocol version 12 is not supported; 13 to {last} are")
    );
}

#[test]
fn messages_without_a_layout_come_back() {
    for message_type in [MessageType(0), MessageType(9999), MessageType(u32::MAX)] {
        let body = Bytes::from(&[0, 1, 0xFF][..]).into_owned();
        let message = Message::Unknown(UnknownMessage { message_type, body });
        through_all(&Versioned::new(message.clone(), ProtocolVersion::V13));
        through_all(&message);
    }
}

#[test]
fn values_come_back_on_their_own() {
    let all = AgentState::info().constants.iter();
    for state in all.map(|constant| AgentState(constant.value.try_into().expect("2 bytes"))) {
        let json = serde_json::to_value(state).expect("JSON");
        assert_eq!(json.as_str(), state.name());
        through_all(&state);
    }
    through_all(&AgentState(999));
    through_all(&CallType::NON_ACD);
    for bits in [0, 1, 0x3FFF, u32::MAX] {
        through_all(&AgentStateMask::from_bits_retain(bits));
    }
    for number in [0, 1, 2, 0xFFFF] {
        through_all(&Bool(number));
    }
    through_all(&CallId(u32::MAX));
    through_all(&PeripheralId(5000));
    through_all(&Time(1_700_000_000));
    for text in ["", "plain", "Köln \u{1b}\"\\"] {
        through_all(&Text::from(text.to_owned()));
        through_all(&Secret(Text::from(text.to_owned())));
    }
    let odd = vec![0xFF, 0, 0x80];
    through_all(&Text::from(odd.clone()));
    through_all(&Bytes::from(odd.clone()));
    through_all(&NamedVariable {
        name: "user.x".to_owned().into(),
        value: odd.clone().into(),
    });
    through_all(&NamedArray {
        index: 255,
        name: "user.x".to_owned().into(),
        value: odd.into(),
    });
    through_all(&ProtocolVersion::V19);
    through_all(&MessageType::OPEN_REQ);
    through_all(&Tag::AGENT_ID_TAG);
}

#[test]
fn values_are_what_the_documentation_says() {
    let json = |value: &dyn erased::Json| value.json();
    assert_eq!(json(&AgentState::TALKING), r#""AGENT_STATE_TALKING""#);
    assert_eq!(json(&AgentState(999)), "999");
    assert_eq!(
        json(&AgentStateMask::from_bits_retain(0x8000_0003)),
        r#"["AGENT_LOGIN_MASK","AGENT_LOGOUT_MASK","0x80000000"]"#
    );
    assert_eq!(json(&Bool(1)), "true");
    assert_eq!(json(&Bool(7)), "7");
    assert_eq!(json(&CallId(7)), "7");
    assert_eq!(json(&Text::from(vec![0xFF])), r#"{"hex":"ff"}"#);
    assert_eq!(json(&Bytes::from(vec![0xFF])), r#""ff""#);
    assert_eq!(json(&ProtocolVersion::V24), "24");
}

/// Values of any type as JSON.
mod erased {
    pub(crate) trait Json {
        fn json(&self) -> String;
    }

    impl<T: serde::Serialize> Json for T {
        fn json(&self) -> String {
            serde_json::to_string(self).expect("JSON")
        }
    }
}

#[test]
fn what_is_no_value_is_refused() {
    fn error<T: DeserializeOwned + Debug>(json: &str) -> String {
        serde_json::from_str::<T>(json).unwrap_err().to_string()
    }
    assert_eq!(
        error::<AgentState>(r#""AGENT_STATE_TALKNG""#),
        "AgentState has no constant AGENT_STATE_TALKNG; did you mean AGENT_STATE_TALKING?"
    );
    assert_eq!(
        error::<AgentState>("65536"),
        "65536 is out of range: 0 to 65535"
    );
    assert_eq!(error::<CallId>("-1"), "-1 is out of range: 0 to 4294967295");
    assert_eq!(
        error::<CallId>("1.5"),
        "1.5 is not an integer that a field can hold"
    );
    assert_eq!(error::<CallId>("[]"), "expected a number, found an array");
    assert_eq!(error::<Bool>("null"), "expected a number, found null");
    assert_eq!(
        error::<HeartbeatReq<'static>>(r#"{"InvokeId":1}"#),
        "InvokeId: unknown key; did you mean InvokeID?"
    );
    assert_eq!(
        error::<HeartbeatReq<'static>>("{}"),
        "InvokeID: the fixed field is missing"
    );
    let twice = error::<HeartbeatReq<'static>>(r#"{"InvokeID":1,"InvokeID":1}"#);
    assert!(
        twice.starts_with("the key \"InvokeID\" appears twice"),
        "{twice}"
    );
}

#[test]
fn secrets_are_carried() {
    let request = OpenReq {
        client_password: Some(Bytes::from("secret".as_bytes()).into_owned().into()),
        version_number: ProtocolVersion::V24.into(),
        ..OpenReq::default()
    };
    assert!(
        serde_json::to_string(&request)
            .expect("JSON")
            .contains("736563726574")
    );
    through_compact(&Versioned::new(request, ProtocolVersion::V24));
}

/// Not even the digit at fault.
#[test]
fn an_error_shows_nothing_of_a_secret() {
    for password in ["\"7365X\"", "\"736\"", "{\"X\":\"73\"}", "[\"X\"]", "99"] {
        let line = format!(
            r#"{{"message":"OPEN_REQ","protocol":24,"fields":{{"ClientPassword":{password}}}}}"#
        );
        let error = serde_json::from_str::<Versioned<Message<'_>>>(&line).unwrap_err();
        let error = error.to_string();
        let error = error.split(" at line ").next();
        assert_eq!(
            error,
            Some(
                "fields.ClientPassword: expected a string of hexadecimal digits, two for each byte; \
             what was found is secret"
            ),
            "{password}"
        );
    }
}

proptest! {
    #![proptest_config(config(cases(2000)))]

    /// Bytes that nobody wrote, and bytes that somebody changed.
    #[test]
    fn damaged_bytes_never_panic(
        noise in prop::collection::vec(any::<u8>(), 0..64),
        place in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let _ = postcard::from_bytes::<Versioned<Message<'_>>>(&noise);
        let _ = ciborium::from_reader::<Versioned<Message<'_>>, _>(&noise[..]);
        let mut frame = Vec::new();
        let event = AgentStateEvent { agent_id: Some("1001".into()), ..AgentStateEvent::default() };
        event.encode(ProtocolVersion::V24, &mut frame).expect("an event");
        let message = Message::decode(&frame, ProtocolVersion::V24).expect("an event");
        let mut bytes = postcard::to_allocvec(&Versioned::new(message, ProtocolVersion::V24)).expect("bytes");
        let place = place.index(bytes.len());
        bytes[place] = byte;
        let _ = postcard::from_bytes::<Versioned<Message<'_>>>(&bytes);
        let _ = postcard::from_bytes::<Versioned<Message<'_>>>(&bytes[..place]);
    }
}

/// Asks to tag a call: a message that the specification does not have.
#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "TAG_CALL_REQ", number = 9000, from = client, serde)]
struct TagCallReq<'a> {
    #[cti(fixed, name = "ConnectionCallID")]
    call_id: CallId,
    #[cti(field, name = "Tag", tag = 1, max = 32)]
    tag: Option<Text<'a>>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[test]
fn private_messages_come_back() {
    let request = TagCallReq {
        call_id: CallId(7),
        tag: Some("red".into()),
        ..TagCallReq::default()
    };
    through_all(&request);
    let versioned = Versioned::new(request, ProtocolVersion::V24);
    through_all(&versioned);

    let line = serde_json::to_string(&versioned).expect("a line");
    let read = |line: &str| serde_json::from_str::<Versioned<TagCallReq<'_>>>(line);
    for other in [
        line.replace(r#""message":"TAG_CALL_REQ","#, ""),
        line.replace(r#""type":9000,"#, ""),
    ] {
        assert_ne!(other, line);
        assert_eq!(read(&other).expect("one of the two is enough"), versioned);
    }
    for (from, to, error) in [
        (
            "TAG_CALL_REQ",
            "TAG_CALL_RQ",
            "message: no message has the name TAG_CALL_RQ; did you mean TAG_CALL_REQ?",
        ),
        (
            "9000",
            "9001",
            "type: TAG_CALL_REQ has the number 9000, not 9001",
        ),
        (
            r#""message":"TAG_CALL_REQ","type":9000"#,
            r#""type":5"#,
            "message: expected TAG_CALL_REQ, found HEARTBEAT_REQ",
        ),
        (
            r#""fields":{"#,
            r#""body":"00","fields":{"#,
            r#"body: TAG_CALL_REQ has "fields", not a "body""#,
        ),
    ] {
        let wrong = line.replace(from, to);
        assert_ne!(wrong, line);
        let refused = read(&wrong).expect_err("wrong").to_string();
        assert!(refused.starts_with(error), "{refused}");
    }

    // Who reads any message does not know its layout.
    let any = serde_json::from_str::<Versioned<Message<'_>>>(&line).expect_err("no layout");
    assert_eq!(
        any.to_string(),
        "fields: the layout of message type 9000 is not known: give its \"body\" in hexadecimal"
    );
    let body = r#"{"message":"TAG_CALL_REQ","type":9000,"protocol":24,"body":"00000007"}"#;
    let read: Versioned<Message<'_>> = serde_json::from_str(body).expect("a body");
    let expected = UnknownMessage {
        message_type: MessageType(9000),
        body: (&[0, 0, 0, 7]).into(),
    };
    assert_eq!(read.message, Message::Unknown(expected));
}
