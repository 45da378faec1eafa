//! Each service is a feature: without it, its messages are passed on as they come.
//!
//! CI runs this with all services and with none.

use cti_messages::{EncodeOptions, Message, MessageType, ProtocolVersion};

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

/// OPEN_REQ with a ClientPassword: whether its service is there or not, nobody is shown it.
#[test]
fn a_password_is_not_shown_whether_or_not_its_message_is_known() {
    let password = b"hunter2";
    // Eleven fields of 4 bytes, InvokeID and VersionNumber first.
    let fixed = 11 * 4;
    let mut frame = Vec::new();
    let body_len = u8::try_from(fixed + 4 + password.len()).expect("a short body");
    frame.extend([0, 0, 0, body_len, 0, 0, 0, 3]);
    frame.extend([0, 0, 0, 1, 0, 0, 0, 24]);
    frame.resize(8 + fixed, 0);
    frame.extend([0, 2, 0, 7]);
    frame.extend(password);
    let read = Message::decode(&frame, ProtocolVersion::V24).expect("a message");
    assert_eq!(read.name(), Some("OPEN_REQ"));
    for shown in [read.to_string(), format!("{read:?}"), format!("{read:#?}")] {
        assert!(
            !shown.contains("hunter2") && !shown.contains("68756e74657232"),
            "{shown}"
        );
    }
    let mut again = Vec::new();
    read.encode_with(ProtocolVersion::V24, EncodeOptions::lenient(), &mut again)
        .expect("it can be passed on");
    assert_eq!(again, frame);
}
