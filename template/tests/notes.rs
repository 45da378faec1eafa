//! A note about an agent who is logged on.

use agent_states::{AgentNoteEvent, AgentStates};
use cti_messages::{AgentState, AgentStateEvent, PeripheralId, ProtocolVersion, TypedMessage};

#[test]
fn notes_are_kept_until_the_agent_logs_out() {
    let (version, peripheral) = (ProtocolVersion::V24, PeripheralId(5000));
    let mut agents = AgentStates::default();
    let mut take = |message: &dyn Fn(&mut Vec<u8>)| {
        let mut frame = Vec::new();
        message(&mut frame);
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
    assert_eq!(take(&|frame| note.encode(version, frame).unwrap()), None);
    let available = state(AgentState::AVAILABLE);
    assert_eq!(
        take(&|frame| available.encode(version, frame).unwrap()),
        Some(vec![])
    );
    let kept = take(&|frame| note.encode(version, frame).unwrap());
    assert_eq!(kept.as_deref(), Some(&b"on the phone until five"[..]));
    let gone = state(AgentState::LOGOUT);
    assert_eq!(take(&|frame| gone.encode(version, frame).unwrap()), None);
}
