//! Requests, their confirmations, and the IDs by which they find each other.

use cti_messages::fields::OwnedValue;
use cti_messages::info::MemberInfo;
use cti_messages::{
    CallId, Direction, HeartbeatConf, HeartbeatReq, InvokeId, MakeCallConf, MakeCallReq, Message,
    MessageType, MonitorId, OpenConf, OpenReq, PeripheralId, ProtocolVersion, Request, Service,
    SnapshotCallReq, TypedMessage,
};

/// A message of each type whose layout is known.
fn all() -> impl Iterator<Item = Message<'static>> {
    let types = MessageType::ALL.iter();
    types.filter_map(|message| Message::default_of(*message))
}

fn number_of<'a, R: Request<'a>>() -> (MessageType, Option<MessageType>) {
    (
        R::Confirmation::<'static>::MESSAGE_TYPE,
        R::INFO.confirmation,
    )
}

#[test]
fn the_confirmation_is_the_one_of_the_specification() {
    for (typed, told) in [
        number_of::<OpenReq<'_>>(),
        number_of::<HeartbeatReq<'_>>(),
        number_of::<MakeCallReq<'_>>(),
        number_of::<SnapshotCallReq<'_>>(),
    ] {
        assert_eq!(Some(typed), told);
    }
}

#[test]
fn a_confirmation_has_the_invoke_id_of_its_request() {
    let request = OpenReq {
        invoke_id: InvokeId(0xFFFF_FFFE),
        version_number: 24,
        ..OpenReq::default()
    };
    let confirmation: OpenConf<'_> = request.confirmation();
    let expected = OpenConf {
        invoke_id: InvokeId(0xFFFF_FFFE),
        ..OpenConf::default()
    };
    assert_eq!(confirmation, expected);
    let made = MakeCallConf {
        new_connection_call_id: CallId(7),
        ..MakeCallReq::default().confirmation()
    };
    assert_eq!(made.invoke_id, InvokeId(0));
}

#[test]
fn every_request_has_a_confirmation_that_finds_it() {
    let mut requests = 0;
    for mut request in all() {
        let Some(confirmed_by) = request.confirmed_by() else {
            assert_eq!(request.confirmation(), None);
            continue;
        };
        requests += 1;
        // Where the field is does not matter to who asks.
        let place = request.as_known().expect("known").members().iter();
        let place = place.clone().position(
            |member| matches!(member, MemberInfo::Fixed(fixed) if fixed.name == "InvokeID"),
        );
        if let (Some(place), Some(fields)) = (place, request.fields_mut()) {
            fields
                .set_value(place, OwnedValue::Number(77))
                .expect("set");
        }
        assert_eq!(request.invoke_id(), place.map(|_| InvokeId(77)));
        let confirmation = request.confirmation().expect("a confirmation");
        assert_eq!(confirmation.message_type(), confirmed_by);
        if confirmation.invoke_id().is_some() {
            assert_eq!(confirmation.invoke_id(), request.invoke_id(), "{request}");
        }
        // It comes from the other side.
        let sides = (request.direction(), confirmation.direction());
        let either = Some(Direction::Either);
        assert!(sides.0 != sides.1 || sides == (either, either), "{request}");
    }
    assert!(requests > 50, "{requests}");
}

#[test]
fn events_have_no_invoke_id() {
    for message in
        all().filter(|message| message.name().is_some_and(|name| name.ends_with("_EVENT")))
    {
        assert_eq!(message.invoke_id(), None, "{message}");
    }
}

#[test]
fn ids_are_found_by_their_type() {
    let message = Message::from(OpenReq {
        invoke_id: InvokeId(5),
        peripheral_id: PeripheralId::NULL,
        ..OpenReq::default()
    });
    assert_eq!(message.id::<PeripheralId>(), Some(PeripheralId::NULL));
    assert_eq!(message.id::<InvokeId>(), Some(InvokeId(5)));
    assert_eq!(message.id::<MonitorId>(), None);
    // A number is no ID.
    assert_eq!(message.id::<u32>(), None);
}

#[test]
fn what_is_known_of_a_message_is_at_hand() {
    assert_eq!(HeartbeatConf::NAME, "HEARTBEAT_CONF");
    assert_eq!(HeartbeatReq::MESSAGE_TYPE, MessageType::HEARTBEAT_REQ);
    assert_eq!(HeartbeatReq::DIRECTION, Direction::Client);
    assert_eq!(HeartbeatReq::SERVICE, Some(Service::SessionManagement));
    let maintenance = cti_messages::ActiveMaintenanceReqMsg::VERSIONS;
    let since = ProtocolVersion::all().find(|version| maintenance.contains(*version));
    assert_eq!(since, Some(ProtocolVersion::V24));
    let message = Message::from(HeartbeatReq::default());
    assert_eq!(message.direction(), Some(Direction::Client));
    assert_eq!(message.service(), Some(Service::SessionManagement));
}

#[test]
fn a_client_can_ask_for_all_that_has_a_name() {
    use cti_messages::{AgentStateMask, CallEventMask};
    let all = AgentStateMask::named_in(ProtocolVersion::V24);
    assert_eq!(all.bits(), 0x3FFF, "as the recorded session has it");
    // CALL_AGENT_GREETING came with 15.
    let greeting = CallEventMask::CALL_AGENT_GREETING;
    assert!(!CallEventMask::named_in(ProtocolVersion::V14).contains(greeting));
    assert!(CallEventMask::named_in(ProtocolVersion::V15).contains(greeting));
}
