//! The fields of any message by name and value.

use cti_messages::fields::{self, Value};
use cti_messages::{
    AgentState, AgentStateEvent, Bytes, CtiClient, DynMessage, Message, MessageType, Mode, OpenReq,
    ProtocolVersion, Secret, UnknownMessage, strategies,
};
use proptest::prelude::*;
use proptest::sample::select;

/// A type whose layout is known, and a version.
fn any_message() -> impl Strategy<Value = (Message<'static>, Message<'static>)> {
    let known: Vec<MessageType> = MessageType::ALL
        .iter()
        .filter(|known| known.info().is_some())
        .copied()
        .collect();
    let versions: Vec<ProtocolVersion> = ProtocolVersion::all().collect();
    (select(known), select(versions)).prop_flat_map(|(known, version)| {
        let make = || strategies::any_message(known, version, Mode::Lenient).expect("a layout");
        (make(), make())
    })
}

proptest! {
    #[test]
    fn fields_are_the_members_that_are_there((message, other) in any_message()) {
        let known = message.as_known().expect("a layout");
        let mut fields = message.fields();
        prop_assert!(fields.size_hint().1 >= Some(message.fields().count()));
        for (index, member) in known.members().iter().enumerate() {
            let Some(value) = known.value(index) else {
                prop_assert!(message.field(member.name()).is_none());
                continue;
            };
            let field = fields.next().expect("a field");
            prop_assert_eq!(field.name(), member.name());
            prop_assert_eq!(field.value(), value);
            prop_assert_eq!(message.field(member.name()), Some(value));
        }
        prop_assert!(fields.next().is_none());

        // Two messages are equal if their fields and what was not understood are: the comparison that
        // is derived is the oracle.
        let same = |one: &dyn DynMessage, other: &dyn DynMessage| {
            fields::iter(one.as_fields()).eq(fields::iter(other.as_fields()))
                && one.unknown_fields() == other.unknown_fields()
                && one.trailing() == other.trailing()
        };
        prop_assert!(same(known, message.clone().as_known().expect("a layout")));
        prop_assert_eq!(same(known, other.as_known().expect("a layout")), message == other);
    }
}

#[test]
fn a_difference_in_one_member_is_seen() {
    let one = AgentStateEvent {
        agent_state: AgentState::TALKING,
        ..AgentStateEvent::default()
    };
    let client = |name: &'static str| CtiClient {
        cti_client_signature: Some(name.into()),
        ..CtiClient::default()
    };
    for (change, name) in [
        (
            AgentStateEvent {
                agent_state: AgentState::HOLD,
                ..one.clone()
            },
            "AgentState",
        ),
        (
            AgentStateEvent {
                num_tasks: 1,
                ..one.clone()
            },
            "NumTasks",
        ),
    ] {
        let differ = fields::iter(&one)
            .zip(fields::iter(&change))
            .filter(|(a, b)| a != b);
        assert_eq!(
            differ.map(|(field, _)| field.name()).collect::<Vec<_>>(),
            [name]
        );
    }
    let clients = |name| vec![client(name), client("b")];
    assert_ne!(Value::Entries(&clients("a")), Value::Entries(&clients("c")));
    assert_eq!(Value::Entries(&clients("a")), Value::Entries(&clients("a")));
    assert_ne!(
        Value::Entries(&clients("a")),
        Value::Entries(&vec![client("a")])
    );
    assert_ne!(Value::Values(&vec![1u32]), Value::Values(&vec![2u32]));
    assert_ne!(Value::Values(&vec![1u32]), Value::Values(&vec![1u32, 2]));
    // The same number means something else.
    assert_ne!(Value::Number(0), Value::Bool(false.into()));
}

#[test]
fn a_secret_is_told_and_not_shown() {
    let open = Message::from(OpenReq {
        client_password: Some(Secret(Bytes::from(b"hunter2"))),
        ..OpenReq::default()
    });
    let password = open
        .fields()
        .find(|field| field.is_secret())
        .expect("it is there");
    assert_eq!(password.name(), "ClientPassword");
    assert_eq!(password.value().to_string(), "<redacted>");
    assert_eq!(password.value().reveal(), Value::Bytes(b"hunter2"));
    assert_eq!(password.to_string(), "ClientPassword=<redacted>");
    assert_eq!(format!("{password:?}"), "ClientPassword=<redacted>");
}

#[test]
fn what_is_not_known_has_no_fields() {
    let unknown = Message::Unknown(UnknownMessage {
        message_type: MessageType(9999),
        body: b"1234".into(),
    });
    assert_eq!(unknown.fields().count(), 0);
    assert!(unknown.field("InvokeID").is_none());
}
