//! "Did you mean": cti-spec and cti-messages have the rule each, and give the same answers.

use cti_messages::MessageType;
use cti_spec::name::nearest;

/// The names of all messages, in the order in which both look at them.
fn names() -> impl Iterator<Item = &'static str> {
    MessageType::ALL.iter().filter_map(|known| known.name())
}

/// What cti-messages takes a wrong name for.
fn meant(wrong: &str) -> Option<&'static str> {
    match wrong.parse::<MessageType>() {
        Ok(known) => known.name(),
        Err(error) => error.nearest(),
    }
}

/// Asserts that both mean the same; returns it.
fn both(wrong: &str) -> Option<&'static str> {
    let meant = meant(wrong);
    assert_eq!(nearest(wrong, names()), meant, "{wrong:?}");
    meant
}

#[test]
fn a_misspelled_name_of_a_message_is_taken_for_the_same_name() {
    for (wrong, expected) in [
        ("AGENT_STATE_EVNT", Some("AGENT_STATE_EVENT")),
        ("agentstateevent", Some("AGENT_STATE_EVENT")),
        ("AGNET_STATE_EVENT", Some("AGENT_STATE_EVENT")),
        ("BEGIN_CALL", Some("BEGIN_CALL_EVENT")),
        ("OPEN_RQE", Some("OPEN_REQ")),
        ("HEARTBEET_REQ", Some("HEARTBEAT_REQ")),
        ("AGENT_STATE_EVENT2", Some("AGENT_STATE_EVENT")),
        ("nothing at all", None),
        ("ÄGENT_STÄTE_EVENT", Some("AGENT_STATE_EVENT")),
        ("ca", None),
        ("abc", None),
        ("", None),
    ] {
        assert_eq!(both(wrong), expected, "{wrong:?}");
    }
}

#[test]
fn a_name_with_any_slip_is_taken_for_the_same_name() {
    let mut found = 0;
    for name in names().step_by(7) {
        let letters: Vec<char> = name.chars().collect();
        for at in 0..letters.len() {
            let slip = |change: &dyn Fn(&mut Vec<char>)| {
                let mut letters = letters.clone();
                change(&mut letters);
                letters.into_iter().collect::<String>()
            };
            for wrong in [
                slip(&|letters| {
                    letters.remove(at);
                }),
                slip(&|letters| letters.insert(at, 'x')),
                slip(&|letters| letters[at] = 'ß'),
                slip(&|letters| letters[at..].reverse()),
                slip(&|letters| letters.swap(at, (at + 1) % name.len())),
                slip(&|letters| letters.swap(at, (at + 2) % name.len())),
                slip(&|letters| letters.rotate_left(at)),
                slip(&|letters| letters.truncate(at)),
                slip(&|letters| drop(letters.drain(..at))),
            ] {
                found += usize::from(both(&wrong).is_some());
            }
        }
    }
    assert!(found > 2_000, "{found}");
}
