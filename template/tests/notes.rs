//! Notes about agents who are logged in.

use agent_states::{
    AgentNoteConf, AgentNoteEvent, AgentNoteReq, AgentStates, AudienceMask, Requests,
};
use cti_messages::{
    AgentIdentity, AgentState, AgentStateEvent, DynMessage, Frame, HeartbeatReq, PeripheralId,
    ProtocolVersion, Request, TypedMessage,
};

#[test]
fn notes_are_kept_until_the_agent_logs_out() {
    let (version, peripheral) = (ProtocolVersion::V24, PeripheralId(5000));
    let note = AgentNoteEvent {
        peripheral_id: peripheral,
        agent_id: Some("1001".into()),
        note: Some("on the phone until five".into()),
        ..AgentNoteEvent::default()
    };
    let state = |agent_state| AgentStateEvent {
        peripheral_id: peripheral,
        agent_state,
        agent_id: Some("1001".into()),
        ..AgentStateEvent::default()
    };
    let agent = note.agent_key().unwrap();
    let mut agents = AgentStates::default();
    let mut take = |message: &dyn DynMessage| {
        let mut frame = Vec::new();
        message.encode(version, &mut frame).unwrap();
        agents.frame(&frame, version).unwrap();
        agents.note_of(&agent).map(<[u8]>::to_vec)
    };
    assert_eq!(take(&note), None);
    assert_eq!(take(&state(AgentState::AVAILABLE)), Some(vec![]));
    let kept = take(&note);
    assert_eq!(kept.as_deref(), Some(&b"on the phone until five"[..]));
    assert_eq!(take(&state(AgentState::LOGOUT)), None);
}

#[test]
fn requests_of_our_own_share_a_queue_with_heartbeats() {
    let version = ProtocolVersion::V24;
    let mut requests = Requests::default();
    let heartbeat = requests.push(HeartbeatReq::default());
    let request = AgentNoteReq {
        audience: AudienceMask::TEAM | AudienceMask::SUPERVISORS,
        agent_id: Some("1001".into()),
        ..AgentNoteReq::default()
    };
    let id = requests.push(request.clone());
    assert_ne!(id, heartbeat);

    let (mut first, mut second) = (Vec::new(), Vec::new());
    assert_eq!(requests.send_next(version, &mut first), Ok(true));
    assert_eq!(requests.send_next(version, &mut second), Ok(true));
    assert_eq!(requests.send_next(version, &mut second), Ok(false));
    assert_eq!(
        Frame::parse(&first).unwrap().message_type,
        HeartbeatReq::MESSAGE_TYPE
    );
    let sent = AgentNoteReq::decode(&second, version).unwrap();
    assert_eq!(sent, request.with_invoke_id(id));

    let confirmation: AgentNoteConf<'_> = sent.confirmation();
    assert_eq!(confirmation.invoke_id, id);
}
