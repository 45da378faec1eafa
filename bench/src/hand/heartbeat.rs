//! HEARTBEAT_REQ.

use cti_messages::{HeartbeatReq, InvokeId, ProtocolVersion};

use super::ByHand;
use super::read::{Fixed, Floating};

impl<'a> ByHand<'a> for HeartbeatReq<'a> {
    #[inline]
    fn read(body: &'a [u8], version: ProtocolVersion) -> Option<Self> {
        let (fixed, rest) = body.split_first_chunk::<4>()?;
        let mut message = Self {
            invoke_id: InvokeId(Fixed(fixed).uint()),
            unknown: Vec::new(),
        };
        let mut fields = Floating::new(rest, version);
        while let Some((tag, data)) = fields.next()? {
            fields.done(false, tag, data, &mut message.unknown);
        }
        Some(message)
    }

    #[inline]
    fn write(&self, _version: ProtocolVersion, out: &mut Vec<u8>) -> Option<()> {
        if !self.unknown.is_empty() {
            return None;
        }
        out.extend_from_slice(&self.invoke_id.0.to_be_bytes());
        Some(())
    }
}
