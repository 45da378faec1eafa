//! What holds for every session.

use agent_states::{AgentNoteEvent, AgentStates};
use cti_messages::{
    AgentIdentity, AgentState, Message, Mode, ProtocolVersion, TypedMessage, strategies,
};
use proptest::prelude::*;

fn versions() -> impl Strategy<Value = ProtocolVersion> {
    prop::sample::select(ProtocolVersion::all().collect::<Vec<_>>())
}

proptest! {
    /// The state of each agent is the one of the last event about them; who logged out is gone.
    #[test]
    fn the_last_event_of_an_agent_counts(
        (version, sent) in versions().prop_flat_map(|version| (Just(version), strategies::session(version)))
    ) {
        let mut agents = AgentStates::default();
        let mut events = Vec::new();
        for sent in sent {
            let mut frame = Vec::new();
            sent.message.encode(version, &mut frame)?;
            agents.frame(&frame, version)?;
            if let Message::AgentStateEvent(event) = sent.message {
                events.push(event);
            }
        }
        for event in &events {
            let Some(key) = event.agent_key() else { continue };
            let mut about = events.iter().rev().filter(|other| other.agent_key() == Some(key.clone()));
            let last = about.next().map(|last| last.agent_state);
            let expected = last.filter(|state| *state != AgentState::LOGOUT);
            prop_assert_eq!(agents.state(&key), expected);
        }
        prop_assert!(agents.count() <= events.len());
    }

    /// Our own message, at every version.
    #[test]
    fn notes_come_back(
        (version, note) in versions().prop_flat_map(|version| {
            (Just(version), strategies::values_of::<AgentNoteEvent<'static>>(version, Mode::Strict))
        })
    ) {
        let mut frame = Vec::new();
        note.encode(version, &mut frame)?;
        prop_assert_eq!(AgentNoteEvent::decode(&frame, version)?, note);
        // Who does not know it passes it on as it is.
        let mut again = Vec::new();
        Message::decode(&frame, version)?.encode(version, &mut again)?;
        prop_assert_eq!(again, frame);
    }
}
