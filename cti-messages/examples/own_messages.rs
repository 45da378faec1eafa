//! Messages of a recorder's own among those of the guide: written from one queue, and read from one stream.
//! `cargo run -p cti-messages --example own_messages`.
//!
//! A crate that writes its messages as JSON as well adds `serde` to the keys of each type; one with a feature for it
//! does as the request here.

use cti_messages::{CallId, DynMessage, Enumeration, FrameBuffer, HeartbeatReq, InvokeId, Mask};
use cti_messages::{ProtocolVersion, Request, TypedMessage, UnknownField};

const VERSION: ProtocolVersion = ProtocolVersion::V24;

#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "RECORD_CALL_REQ", number = 9000, from = client, confirmed_by = RecordCallConf)]
#[cfg_attr(feature = "serde", cti(serde))]
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

#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "RECORD_CALL_CONF", number = 9001, from = server)]
struct RecordCallConf<'a> {
    #[cti(fixed, name = "InvokeID")]
    invoke_id: InvokeId,
    #[cti(fixed, name = "Recording")]
    recording: Recording,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Default, Enumeration)]
#[cti(
    name = "Recording",
    constants(REFUSED = "REFUSED", STARTED = "STARTED")
)]
struct Recording(u16);

impl Recording {
    const REFUSED: Self = Self(0);
    const STARTED: Self = Self(1);
}

#[derive(Clone, Copy, PartialEq, Eq, Default, Mask)]
#[cti(name = "MediaMask", bits(VOICE = "VOICE", SCREEN = "SCREEN"))]
struct MediaMask(u32);

impl MediaMask {
    const VOICE: Self = Self(0x0001);
    const SCREEN: Self = Self(0x0002);
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut request = RecordCallReq::default().with_invoke_id(InvokeId(2));
    request.call_id = CallId(77);
    request.media = MediaMask::VOICE | MediaMask::SCREEN;
    let queue: [Box<dyn DynMessage>; 2] = [Box::new(HeartbeatReq::default()), Box::new(request)];
    let mut stream = Vec::new();
    for message in &queue {
        message.encode(VERSION, &mut stream)?;
        println!("sent {message}");
    }
    let mut frames = FrameBuffer::new();
    frames.push(&stream);
    while let Some(frame) = frames.next_frame()? {
        match frame.message_type {
            RecordCallReq::MESSAGE_TYPE => {
                let request: RecordCallReq<'_> = frame.decode(VERSION)?;
                let mut answer = request.confirmation();
                if request.media.contains(MediaMask::VOICE) {
                    answer.recording = Recording::STARTED;
                }
                println!("received {request}, answer {answer}");
            }
            _ => println!("received {}", frame.message(VERSION)?),
        }
    }
    Ok(())
}
