//! Requests, their confirmations, and the IDs by which they find each other.

use cti_messages::fields::OwnedValue;
use cti_messages::info::MemberInfo;
use cti_messages::{
    CallClearedEvent, CallId, ControlFailureConf, DecodeError, DecodeErrorKind, Direction,
    DynMessage, EncodeOptions, FailureConf, FailureEvent, HeartbeatConf, HeartbeatReq, IntoOwned,
    InvokeId, MakeCallConf, MakeCallReq, Message, MessageType, OpenConf, OpenReq, OwnedFrame,
    PeripheralId, ProtocolVersion, QueryDeviceInfoConf, Request, RequestError, Service,
    SnapshotCallReq, StatusCode, Tag, Text, TypedMessage, UnexpectedMessageError, UnknownField,
    VersionNumber,
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
        version_number: ProtocolVersion::V24.into(),
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
fn a_message_is_encoded_alike_typed_and_as_an_object() {
    let heartbeat = HeartbeatReq {
        invoke_id: InvokeId(7),
        ..HeartbeatReq::default()
    };
    let (version, options) = (ProtocolVersion::V24, EncodeOptions::lenient());
    let mut typed = Vec::new();
    heartbeat.encode(version, &mut typed).expect("encoded");

    // Objects can go to another thread.
    let object: Box<dyn DynMessage> = Box::new(heartbeat.clone());
    let object = std::thread::spawn(|| object).join().expect("no panic");
    assert_eq!(
        (object.name(), object.message_type()),
        (HeartbeatReq::NAME, HeartbeatReq::MESSAGE_TYPE)
    );
    assert_eq!(object.to_string(), heartbeat.to_string());
    let mut frames = Vec::new();
    object.encode(version, &mut frames).expect("encoded");
    object
        .encode_with(version, options, &mut frames)
        .expect("encoded");
    assert_eq!(frames, [&*typed, &*typed].concat());
    assert_eq!(object.encoded_len(version, options), Ok(typed.len()));
    let mut slice = [0; 12];
    assert_eq!(object.encode_to_slice(version, options, &mut slice), Ok(12));
    assert_eq!(slice[..], typed);
    let error = object
        .encode_to_slice(version, options, &mut slice[1..])
        .expect_err("too short");
    assert_eq!(
        Err(error),
        heartbeat.encode_to_slice(version, options, &mut slice[1..])
    );
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
fn a_client_can_ask_for_everything() {
    use cti_messages::{AgentStateMask, CallEventMask, CtiServiceMask};
    let all = AgentStateMask::everything_in(ProtocolVersion::V24);
    assert_eq!(all.bits(), 0x3FFF, "as the recorded session has it");
    // CALL_AGENT_GREETING came with 15.
    let greeting = CallEventMask::CALL_AGENT_GREETING;
    assert!(!CallEventMask::everything_in(ProtocolVersion::V14).contains(greeting));
    assert!(CallEventMask::everything_in(ProtocolVersion::V15).contains(greeting));
    // CALL_TERMINATION_MASK is reserved.
    let events = CallEventMask::defined_in(ProtocolVersion::V24);
    assert_eq!(events.bits(), !0x0400_0000);
    // A mode can be asked for, but is no part of everything.
    let defined = CtiServiceMask::defined_in(ProtocolVersion::V24);
    let everything = CtiServiceMask::everything_in(ProtocolVersion::V24);
    let modes = CtiServiceMask::CONNECTION_MONITOR
        | CtiServiceMask::SERVER
        | CtiServiceMask::AGENT_STATE_CONTROL_ONLY
        | CtiServiceMask::IGNORE_DUPLICATE_AGENT_EVENTS
        | CtiServiceMask::IGNORE_CONF
        | CtiServiceMask::ACD_LINE_ONLY
        | CtiServiceMask::ACTIVE_STANDBY
        | CtiServiceMask::DEBUG;
    assert_eq!(defined - everything, modes);
    assert!(everything.contains(CtiServiceMask::ALL_EVENTS | CtiServiceMask::SUPERVISOR));
    assert!(
        !CtiServiceMask::defined_in(ProtocolVersion::V13).contains(CtiServiceMask::IGNORE_CONF)
    );
}

#[test]
fn any_request_takes_an_invoke_id() {
    fn tagged<'a, R: Request<'a> + Default>() -> Option<InvokeId> {
        let mut request = R::default().with_invoke_id(InvokeId(7));
        assert_eq!(request.invoke_id(), Some(InvokeId(7)));
        request.set_invoke_id(InvokeId(u32::MAX));
        request.invoke_id()
    }
    let expected = Some(InvokeId(u32::MAX));
    assert_eq!(tagged::<OpenReq<'_>>(), expected);
    assert_eq!(tagged::<MakeCallReq<'_>>(), expected);
    // A message of any type, too.
    for mut message in all() {
        message.set_invoke_id(InvokeId(7));
        assert!(matches!(message.invoke_id(), None | Some(InvokeId(7))));
        if message.confirmed_by().is_some() {
            assert_eq!(message.invoke_id(), Some(InvokeId(7)), "{message}");
        }
    }
}

#[test]
fn a_confirmation_tells_its_requests() {
    for message in MessageType::ALL {
        for request in message.confirms() {
            assert_eq!(request.confirmed_by(), Some(*message));
        }
        let confirmed_by = message.confirmed_by();
        assert!(confirmed_by.is_none_or(|by| by.confirms().contains(message)));
        // Of a message with a layout the derive says the same.
        if let Some(info) = message.info() {
            assert_eq!(confirmed_by, info.confirmation);
        }
    }
    assert_eq!(
        MessageType::OPEN_CONF.confirms(),
        [MessageType::OPEN_REQ].as_slice()
    );
    assert_eq!(
        Message::from(OpenConf::default()).confirms(),
        [MessageType::OPEN_REQ].as_slice()
    );
    // Only the names of these are known.
    assert_eq!(
        MessageType::MEDIA_LOGIN_REQ.confirmed_by(),
        Some(MessageType::MEDIA_LOGIN_RESP)
    );
    for other in [
        MessageType::FAILURE_CONF,
        MessageType::SYSTEM_EVENT,
        MessageType(9999),
    ] {
        assert!(other.confirms().is_empty() && other.confirmed_by().is_none());
    }
}

#[test]
fn a_message_converts_to_its_struct() {
    let conf = OpenConf {
        invoke_id: InvokeId(7),
        ..OpenConf::default()
    };
    assert_eq!(
        OpenConf::try_from(Message::from(conf.clone())),
        Ok(conf.clone())
    );

    let refusal = Message::from(FailureConf {
        invoke_id: InvokeId(7),
        status: StatusCode::INVALID_VERSION,
        ..FailureConf::default()
    });
    let error = OpenConf::try_from(refusal.clone()).expect_err("another message");
    assert_eq!(error.expected(), MessageType::OPEN_CONF);
    assert_eq!(error.message(), &refusal);
    assert!(
        error
            .to_string()
            .starts_with("expected OPEN_CONF, found FAILURE_CONF InvokeID=7"),
        "{error}"
    );
    let error: Box<dyn std::error::Error> = Box::new(error.into_owned());
    let error = error
        .downcast::<UnexpectedMessageError<'static>>()
        .expect("it was one");
    assert_eq!(error.into_message(), refusal);
}

#[test]
fn a_confirmation_comes_out_of_a_message_in_generic_code() {
    fn confirmation<'m, R: Request<'static>>(
        message: Message<'m>,
    ) -> Result<R::Confirmation<'m>, UnexpectedMessageError<'m>>
    where
        R::Confirmation<'m>: TryFrom<Message<'m>, Error = UnexpectedMessageError<'m>>,
    {
        R::Confirmation::try_from(message)
    }
    let message = Message::from(HeartbeatConf::default());
    assert_eq!(
        confirmation::<HeartbeatReq<'_>>(message.clone()),
        Ok(HeartbeatConf::default())
    );
    assert!(confirmation::<OpenReq<'_>>(message).is_err());
}

#[test]
fn an_answer_is_decoded_in_generic_code() {
    fn answer<'a, R: Request<'a>>(frame: &[u8]) -> Result<R::Confirmation<'static>, DecodeError> {
        R::Confirmation::decode(frame, ProtocolVersion::V24).map(IntoOwned::into_owned)
    }
    let mut frame = Vec::new();
    let conf = HeartbeatConf {
        invoke_id: InvokeId(7),
        ..HeartbeatConf::default()
    };
    conf.encode(ProtocolVersion::V24, &mut frame)
        .expect("encoded");
    assert_eq!(answer::<HeartbeatReq<'_>>(&frame), Ok(conf));
    let error = answer::<OpenReq<'_>>(&frame).expect_err("another type");
    let expected = DecodeErrorKind::UnexpectedType {
        expected: MessageType::OPEN_CONF,
        actual: MessageType::HEARTBEAT_CONF,
    };
    assert_eq!(error.kind(), expected);
}

/// The keys of messages: what identifies their call, and their agent.
#[test]
fn keys_are_those_of_the_call_and_of_the_agent() {
    use cti_messages::{
        AgentIdentity, AgentKey, AgentStateEvent, CallHeldEvent, CallId, CallKey,
        ConnectionDeviceIdType,
    };

    let held = CallHeldEvent {
        peripheral_id: PeripheralId(5000),
        connection_call_id: CallId(7),
        connection_device_id_type: ConnectionDeviceIdType::STATIC,
        connection_device_id: Some(b"2001\0left over".into()),
        ..CallHeldEvent::default()
    };
    let key = CallKey {
        peripheral_id: PeripheralId(5000),
        connection_call_id: CallId(7),
        connection_device_id_type: ConnectionDeviceIdType::STATIC,
        connection_device_id: Some("2001".into()),
    };
    let nothing = CallHeldEvent {
        connection_call_id: CallId::NULL,
        ..held.clone()
    };
    assert_eq!(Message::from(held.clone()).call_key(), Some(key));
    assert_eq!(Message::from(nothing).call_key(), None, "no call");
    assert_eq!(Message::from(held).agent_key(), None, "of no agent");

    let agent = AgentStateEvent {
        peripheral_id: PeripheralId(5000),
        agent_id: Some("1001".into()),
        ..AgentStateEvent::default()
    };
    let key = AgentKey {
        peripheral_id: PeripheralId(5000),
        agent_id: "1001".into(),
    };
    assert_eq!(agent.agent_key(), Some(key));
    assert_eq!(AgentStateEvent::default().agent_key(), None, "no agent");
}

/// Asks to tag a call: a request that the specification does not have.
#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "TAG_CALL_REQ", number = 9000, from = client, confirmed_by = TagCallConf)]
struct TagCallReq<'a> {
    #[cti(fixed, name = "Tag")]
    tag: u16,
    #[cti(fixed, name = "RequestID")]
    request_id: InvokeId,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

/// The call is tagged.
#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "TAG_CALL_CONF", number = 9001, from = server)]
struct TagCallConf<'a> {
    #[cti(fixed, name = "InvokeID")]
    invoke_id: InvokeId,
    #[cti(field, name = "Note", tag = 1)]
    note: Option<Text<'a>>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

const V24: ProtocolVersion = ProtocolVersion::V24;

fn frame_of(message: &dyn DynMessage) -> OwnedFrame {
    let mut bytes = Vec::new();
    let options = EncodeOptions::lenient();
    message
        .encode_with(V24, options, &mut bytes)
        .expect("encoded");
    OwnedFrame::parse(&bytes, V24).expect("a frame")
}

/// A request of any type among the frames that come: its answer is found, nothing else is taken for it.
fn is_answered<'a, R: Request<'a> + Default>()
where
    R::Confirmation<'static>: PartialEq,
{
    let request = R::default().with_invoke_id(InvokeId(3));
    assert_eq!(request.invoke_id(), Some(InvokeId(3)));
    let confirmation = request.confirmation();
    assert_eq!(confirmation.invoke_id(), Some(InvokeId(3)));
    let object: &dyn DynMessage = &confirmation;
    assert_eq!(object.invoke_id(), Some(InvokeId(3)));
    let failed = FailureConf {
        invoke_id: InvokeId(3),
        status: StatusCode::INVALID_VERSION,
        ..FailureConf::default()
    };
    let refused = ControlFailureConf {
        invoke_id: InvokeId(3),
        ..ControlFailureConf::default()
    };
    let other = R::default().with_invoke_id(InvokeId(4)).confirmation();
    let not_mine = FailureConf {
        invoke_id: InvokeId(4),
        ..failed.clone()
    };
    for frame in [
        frame_of(&CallClearedEvent::default()),
        // Its first field is no invoke ID, whatever it holds.
        frame_of(&FailureEvent {
            status: StatusCode(3),
            ..FailureEvent::default()
        }),
        frame_of(&other),
        frame_of(&not_mine),
        // The request itself, and the confirmation of another one.
        frame_of(&request),
        frame_of(&QueryDeviceInfoConf {
            invoke_id: InvokeId(3),
            ..QueryDeviceInfoConf::default()
        }),
        OwnedFrame::parse(&[0, 0, 0, 4, 0, 0, 0x27, 0x0F, 0, 0, 0, 3], V24).expect("unknown"),
    ] {
        assert!(frame.answer_to(&request).is_none(), "{frame:?}");
    }

    let frame = frame_of(&confirmation);
    assert_eq!(
        frame.invoke_id_as::<R::Confirmation<'_>>(),
        Some(InvokeId(3))
    );
    assert_eq!(frame.invoke_id_as::<R>(), None, "another type");
    let answer = frame.answer_to(&request).expect("the answer");
    let answer = answer.expect("the confirmation").into_owned();
    assert!(answer == confirmation, "{answer:?}");
    for failure in [Message::from(failed), Message::from(refused)] {
        let frame = frame_of(failure.as_known().expect("known"));
        let error = frame.answer_to(&request).expect("the answer").map(|_| ());
        let error = error.expect_err("a failure");
        assert_eq!(error.to_string(), format!("the request failed: {failure}"));
        assert_eq!(error, RequestError::Failed(Box::new(failure)));
    }

    // An answer that cannot be decoded is one: a floating field is cut.
    let mut bytes = frame_of(&confirmation).as_bytes().to_vec();
    bytes.extend([0, 1, 0, 9]);
    let length = u32::try_from(bytes.len() - 8).expect("a length");
    bytes[..4].copy_from_slice(&length.to_be_bytes());
    let cut = OwnedFrame::parse(&bytes, V24).expect("a frame");
    let error = cut.answer_to(&request).expect("the answer").map(|_| ());
    let decoding = cut.decode::<R::Confirmation<'_>>().expect_err("cut");
    assert_eq!(error, Err(RequestError::Decode(decoding)));
}

#[test]
fn the_answer_to_a_request_is_found_in_generic_code() {
    is_answered::<HeartbeatReq<'_>>();
    is_answered::<MakeCallReq<'_>>();
    is_answered::<TagCallReq<'_>>();
}

/// The ID of a private message is found by its own layout, at any offset.
#[test]
fn the_invoke_id_of_a_private_message_is_read_as_its_type() {
    let request = TagCallReq {
        tag: 9,
        ..TagCallReq::default()
    };
    let frame = frame_of(&request.with_invoke_id(InvokeId(7)));
    assert_eq!(frame.invoke_id(), None, "its layout is not known");
    assert_eq!(frame.invoke_id_as::<TagCallReq<'_>>(), Some(InvokeId(7)));
    assert_eq!(frame.invoke_id_as::<TagCallConf<'_>>(), None);
}

/// Messages that answer any request have its ID, are no requests, and confirm none in particular.
#[test]
fn failures_answer_any_request() {
    let failures = MessageType::ALL.iter().copied();
    let failures: Vec<MessageType> = failures
        .filter(|message| message.answers_any_request())
        .collect();
    assert_eq!(
        failures,
        [MessageType::FAILURE_CONF, MessageType::CONTROL_FAILURE_CONF]
    );
    for message in all() {
        let (is_request, confirms) = (message.confirmed_by().is_some(), message.confirms());
        let answers_any = message.invoke_id().is_some() && !is_request && confirms.is_empty();
        assert_eq!(message.message_type().answers_any_request(), answers_any);
    }
}

#[test]
fn any_known_message_goes_into_a_queue_of_objects() {
    for message in all() {
        let mut queue: Vec<Box<dyn DynMessage + '_>> = vec![Box::new(TagCallReq::default())];
        let known = message.clone().into_known().expect("known");
        let same = message.as_known().expect("known");
        assert_eq!(known.to_string(), same.to_string());
        assert_eq!(format!("{known:?}"), format!("{same:?}"));
        assert_eq!(known.message_type(), message.message_type());
        assert_eq!(known.invoke_id(), message.invoke_id());
        assert_eq!(known.own_version(), same.own_version());
        assert_eq!(frame_of(&*known), frame_of(same));
        let mut slow = vec![0; frame_of(same).as_bytes().len()];
        let options = EncodeOptions::lenient();
        known
            .encode_to_slice(V24, options, &mut slow)
            .expect("encoded");
        assert_eq!(slow, frame_of(same).as_bytes());
        queue.push(known);
    }
    let mut known = Message::from(HeartbeatReq::default())
        .into_known()
        .expect("known");
    known.set_value(0, OwnedValue::Number(7)).expect("set");
    let unknown = UnknownField {
        tag: Tag(999),
        data: (&[1]).into(),
        after: 0,
    };
    let kept = vec![unknown];
    known.set_unknown_fields(kept.clone()).expect("set");
    assert_eq!(known.unknown_fields(), kept);
    assert!(known.set_trailing(vec![1]).is_err());
    assert_eq!(known.trailing(), None);
    assert_eq!(
        known.to_string(),
        "HEARTBEAT_REQ InvokeID=7 tag999=<1 byte>"
    );
}

#[test]
fn a_number_of_a_version_is_compared_from_both_sides() {
    assert_eq!(VersionNumber(24), ProtocolVersion::V24);
    assert_eq!(ProtocolVersion::V24, VersionNumber(24));
    assert_ne!(ProtocolVersion::V24, VersionNumber(25));
}
