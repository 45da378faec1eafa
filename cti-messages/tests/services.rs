//! Each service is a feature: without it, its messages are passed on as they come.
//!
//! CI runs this with all services and with none.

use cti_messages::{Message, MessageType, ProtocolVersion};

/// HEARTBEAT_REQ, of Session Management.
const FRAME: [u8; 12] = [0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0, 7];

#[test]
fn a_message_of_a_service_that_is_left_out_keeps_its_name_number_and_bytes() {
    let has_service = cfg!(feature = "session-management");
    let read = Message::decode(&FRAME, ProtocolVersion::V24).expect("a message");
    assert_eq!(read.message_type(), MessageType::HEARTBEAT_REQ);
    assert_eq!(read.message_type().0, 5);
    assert_eq!(read.name(), Some("HEARTBEAT_REQ"));
    assert_eq!(read.info().is_some(), has_service);
    assert_eq!(matches!(read, Message::Unknown(_)), !has_service);
    if let Message::Unknown(unknown) = &read {
        assert_eq!(*unknown.body, FRAME[8..]);
    }
    let mut again = Vec::new();
    read.encode(ProtocolVersion::V24, &mut again)
        .expect("it can be passed on");
    assert_eq!(again, FRAME);
}
