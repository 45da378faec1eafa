//! Codecs on both ends of a connection.

use bytes::BytesMut;
use cti_messages::codec::{SessionCodec, WriteError};
use cti_messages::{
    AgentStateEvent, DecodeErrorKind, DecodeOptions, Frame, HeartbeatReq, InvokeId, Message,
    MessageType, OpenReq, OwnedFrame, ProtocolVersion, ReadError, TypedMessage, VersionNumber,
};
use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncWriteExt, DuplexStream, duplex};
use tokio_util::codec::{Decoder, Encoder, Framed};

fn open_req(version: u32) -> OpenReq<'static> {
    OpenReq {
        invoke_id: InvokeId(1),
        version_number: VersionNumber(version),
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
    (
        Framed::new(near, SessionCodec::client()),
        Framed::new(far, SessionCodec::server()),
    )
}

#[tokio::test]
async fn both_sides_go_on_in_the_version_of_the_open_req() {
    for version in ProtocolVersion::all() {
        let (mut client, mut server) = connection();
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
    let short = Frame {
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
        version_number: VersionNumber(20),
        ..OpenReq::default()
    };
    let lenient = cti_messages::EncodeOptions::lenient();
    let refused = client.send(&open).await;
    assert!(matches!(refused, Err(WriteError::Encode(_))));
    assert_eq!(
        client.codec().version(),
        ProtocolVersion::LATEST,
        "nothing was written"
    );
    *client.codec_mut() = SessionCodec::client().with_encode_options(lenient);
    client.send(&Message::from(open)).await.expect("written");
    let frame = server.next().await.expect("a frame").expect("read");
    assert!(frame.message_with(DecodeOptions::lenient()).is_ok());
    assert!(frame.message_with(DecodeOptions::strict()).is_err());
}

#[tokio::test]
async fn a_length_beyond_the_limit_ends_the_stream() {
    let (near, far) = duplex(4096);
    let mut server = Framed::new(far, SessionCodec::server());
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
    let frame = OwnedFrame::from_bytes(bytes.into(), ProtocolVersion::V24).expect("a frame");
    assert_eq!(frame.version(), ProtocolVersion::V17);
    let shown = format!("{frame:?}");
    assert_eq!(
        shown,
        "OwnedFrame { message_type: OPEN_REQ, version: V17, bytes: 73 }"
    );
    assert!(OwnedFrame::from_bytes(vec![0; 7].into(), ProtocolVersion::V24).is_err());
}

/// An OPEN_REQ as bytes; `change` damages it.
fn encoded_open_req(version: u32, change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut bytes = Vec::new();
    let lenient = cti_messages::EncodeOptions::lenient();
    open_req(version)
        .encode_with(ProtocolVersion::LATEST, lenient, &mut bytes)
        .expect("encoded");
    change(&mut bytes);
    let body = u32::try_from(bytes.len() - 8).expect("a length");
    bytes[..4].copy_from_slice(&body.to_be_bytes());
    bytes
}

fn version_after_reading(mut codec: SessionCodec, frames: &[Vec<u8>]) -> ProtocolVersion {
    let mut buffer = BytesMut::from(&frames.concat()[..]);
    for _ in frames {
        codec.decode(&mut buffer).expect("read").expect("a frame");
    }
    assert!(buffer.is_empty());
    codec.version()
}

fn version_after_writing(mut codec: SessionCodec, frames: &[Vec<u8>]) -> ProtocolVersion {
    let mut buffer = BytesMut::new();
    for frame in frames {
        let frame = Frame::parse(frame).expect("a frame");
        codec.encode(frame, &mut buffer).expect("written");
    }
    assert_eq!(buffer, frames.concat());
    codec.version()
}

#[test]
fn the_first_open_req_of_the_client_decides() {
    let latest = ProtocolVersion::LATEST;
    let heartbeat = || vec![0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0, 1];
    let open = |version| encoded_open_req(version, |_| ());
    for (frames, expected) in [
        (vec![open(17)], ProtocolVersion::V17),
        (vec![open(17), open(24)], ProtocolVersion::V17),
        (
            vec![heartbeat(), open(13), heartbeat()],
            ProtocolVersion::V13,
        ),
        (vec![heartbeat()], latest),
    ] {
        let fixed = ProtocolVersion::V20;
        assert_eq!(
            version_after_reading(SessionCodec::server(), &frames),
            expected
        );
        assert_eq!(
            version_after_reading(SessionCodec::client(), &frames),
            latest
        );
        assert_eq!(
            version_after_reading(SessionCodec::new(fixed), &frames),
            fixed
        );
        assert_eq!(
            version_after_writing(SessionCodec::client(), &frames),
            expected
        );
        assert_eq!(
            version_after_writing(SessionCodec::server(), &frames),
            latest
        );
        assert_eq!(
            version_after_writing(SessionCodec::new(fixed), &frames),
            fixed
        );
    }
}

#[test]
fn an_open_req_that_cannot_be_decoded_decides_nothing() {
    // The fixed part is truncated, before and after the version; then a floating field is.
    for length in [8, 8 + 7, 8 + 8, 8 + 20] {
        let damaged = encoded_open_req(17, |bytes| bytes.truncate(length));
        let latest = ProtocolVersion::LATEST;
        let server = SessionCodec::server();
        assert_eq!(
            version_after_reading(server.clone(), std::slice::from_ref(&damaged)),
            latest
        );
        let valid = encoded_open_req(19, |_| ());
        let frames = [damaged, valid];
        assert_eq!(version_after_reading(server, &frames), ProtocolVersion::V19);
        let client = SessionCodec::client();
        assert_eq!(version_after_writing(client, &frames), ProtocolVersion::V19);
    }
    let damaged = encoded_open_req(17, |bytes| {
        bytes.pop();
    });
    let version = version_after_reading(SessionCodec::server(), &[damaged]);
    assert_eq!(version, ProtocolVersion::LATEST);
}

#[test]
fn a_version_that_is_not_modelled_decides_nothing_for_good() {
    for (number, nearest) in [
        (5, ProtocolVersion::V13),
        (99, ProtocolVersion::LATEST),
        (u32::MAX, ProtocolVersion::LATEST),
    ] {
        let open = encoded_open_req(number, |_| ());
        let version = version_after_reading(SessionCodec::server(), std::slice::from_ref(&open));
        assert_eq!(version, nearest, "it is refused in the nearest version");
        let frames = [open, encoded_open_req(17, |_| ())];
        let version = version_after_reading(SessionCodec::server(), &frames);
        assert_eq!(version, ProtocolVersion::V17);
    }
}

#[test]
fn a_version_that_was_set_stays() {
    let mut codec = SessionCodec::server();
    codec.set_version(ProtocolVersion::V20);
    let open = [encoded_open_req(17, |_| ())];
    assert_eq!(version_after_reading(codec, &open), ProtocolVersion::V20);
}

#[tokio::test]
async fn a_frame_names_its_version_even_where_it_decides_nothing() {
    let (mut client, mut server) = connection();
    client.send(&open_req(24)).await.expect("written");
    client.send(&open_req(17)).await.expect("written");
    for version in [ProtocolVersion::V24, ProtocolVersion::V17] {
        let frame = server.next().await.expect("a frame").expect("read");
        assert_eq!(frame.version(), version);
        let request: OpenReq<'_> = frame.decode().expect("a message");
        assert_eq!(request.version_number, version);
    }
    assert_eq!(server.codec().version(), ProtocolVersion::V24);
}
