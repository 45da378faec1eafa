//! Codecs on both ends of a connection.

use cti_messages::tokio::{OwnedFrame, SessionCodec, WriteError};
use cti_messages::{
    AgentStateEvent, DecodeErrorKind, HeartbeatReq, InvokeId, Message, MessageType, Mode, OpenReq,
    ProtocolVersion, ReadError,
};
use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncWriteExt, DuplexStream, duplex};
use tokio_util::codec::Framed;

fn open_req(version: u32) -> OpenReq<'static> {
    OpenReq {
        invoke_id: InvokeId(1),
        version_number: version,
        client_id: Some("client".into()),
        client_password: Some(Default::default()),
        ..OpenReq::default()
    }
}

fn connection() -> (
    Framed<DuplexStream, SessionCodec>,
    Framed<DuplexStream, SessionCodec>,
) {
    let (near, far) = duplex(4096);
    let codec = SessionCodec::new(ProtocolVersion::V24);
    (Framed::new(near, codec.clone()), Framed::new(far, codec))
}

#[tokio::test]
async fn both_sides_go_on_in_the_version_of_the_open_req() {
    let (mut client, mut server) = connection();
    for version in ProtocolVersion::all() {
        let request = open_req(version.number().into());
        client.send(&request).await.expect("written");
        let frame = server.next().await.expect("a frame").expect("read");
        assert_eq!(frame.version(), version);
        assert_eq!(
            frame.message().expect("a message"),
            Message::OpenReq(request)
        );
        assert_eq!(client.codec().version(), version);
        assert_eq!(server.codec().version(), version);
        // Below 20, floating fields have another form.
        let event = AgentStateEvent {
            agent_id: Some("1001".into()),
            ..AgentStateEvent::default()
        };
        server.send(&event).await.expect("written");
        let frame = client.next().await.expect("a frame").expect("read");
        assert_eq!(frame.version(), version);
        let Message::AgentStateEvent(read) = frame.message().expect("a message") else {
            panic!("another message");
        };
        assert_eq!(read.agent_id, event.agent_id);
    }
}

#[tokio::test]
async fn a_version_can_be_set() {
    let (mut client, mut server) = connection();
    let event = AgentStateEvent {
        agent_id: Some("1001".into()),
        ..Default::default()
    };
    client.codec_mut().set_version(ProtocolVersion::V13);
    client.send(&event).await.expect("written");
    server.codec_mut().set_version(ProtocolVersion::V13);
    let frame = server.next().await.expect("a frame").expect("read");
    let Message::AgentStateEvent(read) = frame.message().expect("a message") else {
        panic!("another message");
    };
    assert_eq!(read.agent_id, event.agent_id);
}

#[tokio::test]
async fn a_message_that_makes_no_sense_does_not_end_the_stream() {
    let (mut client, mut server) = connection();
    let short = cti_messages::Frame {
        message_type: MessageType::HEARTBEAT_REQ,
        body: &[1],
    };
    client.send(short).await.expect("written");
    client
        .send(&HeartbeatReq::default())
        .await
        .expect("written");
    let frame = server.next().await.expect("a frame").expect("read");
    assert!(matches!(
        frame.message().expect_err("cut").kind(),
        DecodeErrorKind::TruncatedFixedPart { .. }
    ));
    let frame = server.next().await.expect("a frame").expect("read");
    assert_eq!(frame.message_type(), MessageType::HEARTBEAT_REQ);
}

#[tokio::test]
async fn strict_decoding_is_asked_for() {
    let (mut client, mut server) = connection();
    // Without the fields that the guide wants.
    let open = OpenReq {
        version_number: 20,
        ..OpenReq::default()
    };
    let lenient = cti_messages::EncodeOptions::lenient();
    let refused = client.send(&open).await;
    assert!(matches!(refused, Err(WriteError::Encode(_))));
    assert_eq!(
        client.codec().version(),
        ProtocolVersion::V24,
        "nothing was written"
    );
    *client.codec_mut() = SessionCodec::default().with_encode_options(lenient);
    client.send(&Message::from(open)).await.expect("written");
    let frame = server.next().await.expect("a frame").expect("read");
    assert!(frame.message_with(Mode::Lenient).is_ok());
    assert!(frame.message_with(Mode::Strict).is_err());
}

#[tokio::test]
async fn a_length_beyond_the_limit_ends_the_stream() {
    let (near, far) = duplex(4096);
    let mut server = Framed::new(far, SessionCodec::default());
    let mut client = near;
    client
        .write_all(&[0, 0, 0, 0, 0, 0, 0, 5])
        .await
        .expect("written");
    client.write_all(&[0xFF; 200]).await.expect("written");
    assert!(server.next().await.expect("a frame").is_ok());
    let error = server
        .next()
        .await
        .expect("an error")
        .expect_err("too long");
    assert!(matches!(
        error,
        ReadError::Frame(error) if matches!(error.kind(), DecodeErrorKind::FrameTooLong { .. })
    ));
    assert!(server.next().await.is_none());
}

#[test]
fn a_frame_shows_no_bytes() {
    let mut bytes = Vec::new();
    let secret = OpenReq {
        client_password: Some(cti_messages::Secret(b"opensesame"[..].into())),
        ..open_req(17)
    };
    Message::from(secret)
        .encode(ProtocolVersion::V17, &mut bytes)
        .expect("encoded");
    // What is said here does not matter: an OPEN_REQ names its version.
    let frame = OwnedFrame::new(bytes.into(), ProtocolVersion::V24).expect("a frame");
    assert_eq!(frame.version(), ProtocolVersion::V17);
    let shown = format!("{frame:?}");
    assert_eq!(
        shown,
        "OwnedFrame { message_type: OPEN_REQ, version: V17, bytes: 73 }"
    );
    assert!(OwnedFrame::new(vec![0; 7].into(), ProtocolVersion::V24).is_err());
}
