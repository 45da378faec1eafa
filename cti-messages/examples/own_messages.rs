//! Messages of a recorder's own, in one queue with those of the guide.
//!
//! ```sh
//! cargo run -p cti-messages --example own_messages
//! ```

use cti_messages::{CallId, DynMessage, Enumeration, HeartbeatReq, InvokeId, Mask};
use cti_messages::{ProtocolVersion, Request, TypedMessage, UnknownField};

/// Asks to record a call.
#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(
    name = "RECORD_CALL_REQ",
    number = 9000,
    from = client,
    confirmed_by = RecordCallConf
)]
struct RecordCallReq<'a> {
    #[cti(fixed, name = "InvokeID")]
    invoke_id: InvokeId,
    #[cti(fixed, name = "ConnectionCallID")]
    call_id: CallId,
    #[cti(fixed, name = "RecordMode")]
    mode: RecordMode,
    #[cti(fixed, name = "MediaMask")]
    media: MediaMask,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

/// Tells what is recorded.
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

#[derive(Clone, Copy, PartialEq, Eq, Default, Enumeration)]
#[cti(name = "RecordMode", constants(ALL = "ALL", ASKED = "ON_DEMAND"))]
struct RecordMode(u16);

impl RecordMode {
    const ALL: Self = Self(0);
    const ASKED: Self = Self(1);
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
        mode: RecordMode::ASKED,
        media: MediaMask::VOICE | MediaMask::SCREEN,
        ..RecordCallReq::default()
    };
    let confirmation = RecordCallConf {
        media: request.media & MediaMask::VOICE,
        ..request.confirmation()
    };
    let heartbeat = Box::new(HeartbeatReq::default());
    let queue: [Box<dyn DynMessage>; 3] = [heartbeat, Box::new(request), Box::new(confirmation)];
    let mut stream = Vec::new();
    for message in &queue {
        let start = stream.len();
        message.encode(ProtocolVersion::V24, &mut stream)?;
        println!("{message} {:02x?}", &stream[start..]);
    }
    Ok(())
}
