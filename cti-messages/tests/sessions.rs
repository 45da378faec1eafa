//! The strategy for whole sessions (feature `proptest`).

use std::collections::HashMap;

use cti_messages::strategies::{Sent, session};
use cti_messages::{DecodeOptions, Direction, Message, MessageType, ProtocolVersion};
use proptest::prelude::*;
use proptest::sample::select;

fn any_session() -> impl Strategy<Value = (ProtocolVersion, Vec<Sent>)> {
    let versions: Vec<ProtocolVersion> = ProtocolVersion::all().collect();
    select(versions).prop_flat_map(|version| (Just(version), session(version)))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn sessions_follow_the_rules((version, session) in any_session()) {
        let types: Vec<MessageType> = session.iter().map(|sent| sent.message.message_type()).collect();
        prop_assert_eq!(&types[..2], &[MessageType::OPEN_REQ, MessageType::OPEN_CONF]);
        prop_assert_eq!(
            &types[types.len() - 2..],
            &[MessageType::CLOSE_REQ, MessageType::CLOSE_CONF]
        );
        let middle = &types[2..types.len() - 2];
        prop_assert!(!middle.contains(&MessageType::OPEN_REQ) && !middle.contains(&MessageType::CLOSE_REQ));

        // What has been asked and not been answered: the type of the answer, by side and ID.
        let mut open = HashMap::new();
        let mut unnumbered = Vec::new();
        for Sent { from, message } in &session {
            // It can be written at the version, and is read back by the strictest reader.
            let mut bytes = Vec::new();
            message.encode(version, &mut bytes).expect("encoded");
            let read = Message::decode_with(&bytes, version, DecodeOptions::strict());
            prop_assert_eq!(read.as_ref(), Ok(message));
            let told = message.direction().expect("a layout");
            prop_assert!(told == *from || told == Direction::Either);

            if let Message::OpenReq(request) = message {
                prop_assert_eq!(request.version_number, version);
            }
            match (message.confirmed_by(), message.invoke_id()) {
                (Some(answer), Some(id)) => {
                    let other = open.insert((*from, id), answer);
                    prop_assert!(other.is_none(), "{} is asked twice", id);
                }
                (Some(answer), None) => unnumbered.push(answer),
                (None, Some(id)) => {
                    let asked = match from {
                        Direction::Server => Direction::Client,
                        _ => Direction::Server,
                    };
                    prop_assert_eq!(open.remove(&(asked, id)), Some(message.message_type()));
                }
                (None, None) => {
                    let place = unnumbered.iter().position(|answer| *answer == message.message_type());
                    place.map(|place| unnumbered.swap_remove(place));
                }
            }
        }
        prop_assert!(open.is_empty(), "not answered: {:?}", open);
        prop_assert!(unnumbered.is_empty(), "not answered: {:?}", unnumbered);
    }
}
