//! Messages of a recorder's own among those of the guide: written from one queue, and read from one stream.
//! `cargo run -p cti-messages --example own_messages`.

use cti_messages::{CallId, DynMessage, FrameBuffer, HeartbeatReq, InvokeId, Mask};
use cti_messages::{ProtocolVersion, Request, TypedMessage, UnknownField};

const VERSION: ProtocolVersion = ProtocolVersion::V24;

/// Asks to record a call.
#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "RECORD_CALL_REQ", number = 9000, from = client, confirmed_by = RecordCallConf)]
struct RecordCallReq<'a> {
    #[cti(fixed, name = "InvokeID")]
    invoke_id: InvokeId,
    #[cti(fixed, name = "ConnectionCallID")]
    call_id: CallId,
    #[cti(fixed, name = "MediaMask")]
    media: MediaMask,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

/// Says what is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "RECORD_CALL_CONF", number = 9001, from = server)]
struct RecordCallConf<'a> {
    #[cti(fixed, name = "InvokeID")]
    invoke_id: InvokeId,
    #[cti(fixed, name = "MediaMask")]
    media: MediaMask,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Default, Mask)]
#[cti(name = "MediaMask", bits(VOICE = "VOICE", SCREEN = "SCREEN"))]
struct MediaMask(u32);

impl MediaMask {
    const VOICE: Self = Self(0x0001);
    const SCREEN: Self = Self(0x0002);
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let request = RecordCallReq {
        invoke_id: InvokeId(2),
        call_id: CallId(77),
        media: MediaMask::VOICE | MediaMask::SCREEN,
        ..RecordCallReq::default()
    };
    let heartbeat = Box::new(HeartbeatReq::default());
    let queue: [Box<dyn DynMessage>; 2] = [heartbeat, Box::new(request)];
    let mut stream = Vec::new();
    for message in &queue {
        let start = stream.len();
        message.encode(VERSION, &mut stream)?;
        println!("sent {message} {:02x?}", &stream[start..]);
    }

    let mut frames = FrameBuffer::new();
    frames.push(&stream);
    while let Some(frame) = frames.next_frame()? {
        match frame.message_type {
            RecordCallReq::MESSAGE_TYPE => {
                let request: RecordCallReq<'_> = frame.decode(VERSION)?;
                let confirmation = RecordCallConf {
                    media: request.media & MediaMask::VOICE,
                    ..request.confirmation()
                };
                println!("answer {confirmation}");
            }
            _ => println!("received {}", frame.message(VERSION)?),
        }
    }
    Ok(())
}
