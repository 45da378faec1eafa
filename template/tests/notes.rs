//! Notes about agents who are logged on.

use agent_states::{AgentNoteConf, AgentNoteEvent, AgentNoteReq, AgentStates, AudienceMask};
use cti_messages::{
    AgentState, AgentStateEvent, DynMessage, HeartbeatReq, InvokeId, PeripheralId, ProtocolVersion,
    Request, TypedMessage,
};

#[test]
fn notes_are_kept_until_the_agent_logs_out() {
    let (version, peripheral) = (ProtocolVersion::V24, PeripheralId(5000));
    let mut agents = AgentStates::default();
    let mut take = |message: &dyn DynMessage| {
        let mut frame = Vec::new();
        message.encode(version, &mut frame).unwrap();
        agents.frame(&frame, version).unwrap();
        agents.note_of(peripheral, "1001").map(<[u8]>::to_vec)
    };
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
    assert_eq!(take(&note), None);
    assert_eq!(take(&state(AgentState::AVAILABLE)), Some(vec![]));
    let kept = take(&note);
    assert_eq!(kept.as_deref(), Some(&b"on the phone until five"[..]));
    assert_eq!(take(&state(AgentState::LOGOUT)), None);
}

#[test]
fn requests_of_our_own_share_a_queue_with_heartbeats() {
    let request = AgentNoteReq {
        invoke_id: InvokeId(7),
        audience: AudienceMask::TEAM | AudienceMask::SUPERVISORS,
        agent_id: Some("1001".into()),
        ..AgentNoteReq::default()
    };
    let confirmation: AgentNoteConf<'_> = request.confirmation();
    assert_eq!(confirmation.invoke_id, request.invoke_id);

    let queue: [Box<dyn DynMessage>; 2] =
        [Box::new(HeartbeatReq::default()), Box::new(request.clone())];
    let mut frames = Vec::new();
    for message in &queue {
        message.encode(ProtocolVersion::V24, &mut frames).unwrap();
    }
    let (_, second) = frames.split_at(12);
    assert_eq!(
        AgentNoteReq::decode(second, ProtocolVersion::V24),
        Ok(request)
    );
}
