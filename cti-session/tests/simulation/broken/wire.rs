//! Flaws in what goes over the wire.

use core::time::Duration;

use cti_messages::{
    ActiveMaintenanceRespMsg, DynMessage, EncodeOptions, FrameBuffer, HeartbeatConf, HeartbeatReq,
    InvokeId, MessageType, OwnedFrame, ProtocolVersion, RegisterServiceReq, StatusCode,
};
use cti_session::{ConnectionId, Side, SideState, Time};

use super::{Broken, Flaw};

/// An ID that the client does not come to.
const UNUSED: InvokeId = InvokeId(u32::MAX);

/// What goes in and out of a connection, as frames.
#[derive(Default)]
pub(super) struct Link {
    pub(super) side: Option<Side>,
    from_client: FrameBuffer,
    from_server: FrameBuffer,
    pub(super) outgoing: Vec<u8>,
    /// Bytes of the client that are held back, with the time at which they go.
    pub(super) late: Vec<(Time, Vec<u8>)>,
    is_garbage: bool,
    /// Heartbeats since the server was last heard.
    heartbeats: u32,
}

impl Link {
    pub(super) fn new(side: Side) -> Self {
        Self {
            side: Some(side),
            ..Self::default()
        }
    }
}

pub(super) fn encoded(message: &dyn DynMessage, version: ProtocolVersion) -> Vec<u8> {
    let mut bytes = Vec::new();
    let _ = message.encode_with(version, EncodeOptions::lenient(), &mut bytes);
    bytes
}

impl Broken {
    /// Takes what the client wants to send, and changes it.
    pub(super) fn pump(&mut self, now: Time) {
        if !self.flaw.changes_bytes() {
            return;
        }
        let mut confirmed = Vec::new();
        let mut moved = Vec::new();
        let mut links = std::mem::take(&mut self.links);
        for (connection, link) in &mut links {
            let bytes = self.client.outgoing(*connection).to_vec();
            if !bytes.is_empty() {
                link.from_client.push(&bytes);
                self.client.sent(*connection, bytes.len(), now);
            }
            while let Ok(Some(frame)) = link.from_client.next_frame() {
                let Ok(frame) = OwnedFrame::from_frame(frame, self.version) else {
                    continue;
                };
                let is_heartbeat = frame.message_type() == MessageType::HEARTBEAT_REQ;
                if is_heartbeat && self.is(Flaw::EnduresUnansweredHeartbeats) {
                    link.heartbeats += 1;
                    if link.heartbeats > 2 {
                        let message = HeartbeatConf {
                            invoke_id: frame.invoke_id().unwrap_or_default(),
                            ..HeartbeatConf::default()
                        };
                        confirmed.push((*connection, encoded(&message, self.version)));
                    }
                }
                let is_request = frame.message_type() == MessageType::REGISTER_SERVICE_REQ;
                let other = link.side.map(Side::opposite);
                if let Some(other) =
                    other.filter(|_| is_request && self.is(Flaw::SendsRequestsToTheStandby))
                {
                    if self.client.state(other) == SideState::Open {
                        moved.push((other, frame.as_bytes().to_vec()));
                        continue;
                    }
                }
                let out = self.change(link, &frame, now);
                link.outgoing.extend(out);
            }
            let due = link.late.iter().position(|(at, _)| *at <= now);
            if let Some(place) = due {
                let (_, bytes) = link.late.remove(place);
                link.outgoing.extend(bytes);
            }
        }
        self.links = links;
        for (side, request) in moved {
            let mut links = self.links.values_mut().rev();
            if let Some(link) = links.find(|link| link.side == Some(side)) {
                link.outgoing.extend(request);
            }
        }
        for (connection, confirmation) in confirmed {
            self.client.received(connection, &confirmation, now);
        }
    }

    /// What is sent instead of a frame.
    fn change(&mut self, link: &mut Link, frame: &OwnedFrame, now: Time) -> Vec<u8> {
        let mut bytes = frame.as_bytes().to_vec();
        match (self.flaw, frame.message_type()) {
            (Flaw::OpensTwice, MessageType::OPEN_REQ)
            | (Flaw::AnswersMaintenanceTwice, MessageType::ACTIVE_MAINTENANCE_RESP_MSG) => {
                [&*bytes, &*bytes].concat()
            }
            (Flaw::TellsAnotherIdleTimeout, MessageType::OPEN_REQ) => {
                bytes[16..20].copy_from_slice(&[0, 0, 0, 77]);
                bytes
            }
            (Flaw::SendsWhatCannotBeDecoded, MessageType::CLOSE_REQ) => {
                bytes[..4].copy_from_slice(&[0, 0, 0, 4]);
                bytes.truncate(12);
                bytes
            }
            (Flaw::ClosesWithAnotherStatus, MessageType::CLOSE_REQ) => {
                bytes[12..16].copy_from_slice(&[0, 0, 0, 77]);
                bytes
            }
            (Flaw::SendsAfterClose, MessageType::CLOSE_REQ) => {
                let heartbeat = HeartbeatReq {
                    invoke_id: UNUSED,
                    ..HeartbeatReq::default()
                };
                [bytes, encoded(&heartbeat, self.version)].concat()
            }
            (Flaw::SendsRequestsAfterStopping, MessageType::STOPPING_REQUESTS_TO_THIS_SIDE_IND) => {
                let request = RegisterServiceReq {
                    invoke_id: UNUSED,
                    ..RegisterServiceReq::default()
                };
                [bytes, encoded(&request, self.version)].concat()
            }
            (Flaw::SendsHeartbeatsTwice, MessageType::HEARTBEAT_REQ) => {
                let mut second = bytes.clone();
                second[8] ^= 0x80;
                [bytes, second].concat()
            }
            (Flaw::SendsNoHeartbeats, MessageType::HEARTBEAT_REQ)
            | (Flaw::ClosesWithoutAsking, MessageType::CLOSE_REQ)
            | (Flaw::NeverStopsTheOldSide, MessageType::STOPPING_REQUESTS_TO_THIS_SIDE_IND)
            | (Flaw::SendsNoRequests, MessageType::REGISTER_SERVICE_REQ)
            | (Flaw::IgnoresMaintenance, MessageType::ACTIVE_MAINTENANCE_RESP_MSG) => Vec::new(),
            (Flaw::ReusesInvokeIds, MessageType::REGISTER_SERVICE_REQ) => {
                bytes[8..12].copy_from_slice(&[0, 0, 0, 99]);
                bytes
            }
            (Flaw::AnswersMaintenanceLate, MessageType::ACTIVE_MAINTENANCE_RESP_MSG) => {
                link.late.push((now + Duration::from_secs(6), bytes));
                Vec::new()
            }
            (Flaw::AcceptsMaintenanceAlone, MessageType::ACTIVE_MAINTENANCE_RESP_MSG) => {
                let answer = ActiveMaintenanceRespMsg {
                    invoke_id: frame.invoke_id().unwrap_or_default(),
                    maintenance_mode_accepted: true.into(),
                    ..ActiveMaintenanceRespMsg::default()
                };
                encoded(&answer, self.version)
            }
            _ => bytes,
        }
    }

    /// The client is given what a server has sent, or what the flaw leaves of it.
    pub(super) fn hears(&mut self, connection: ConnectionId, bytes: &[u8], now: Time) {
        if let Some(link) = self.links.get_mut(&connection) {
            link.heartbeats = 0;
        }
        let deaf_to = match self.flaw {
            Flaw::EnduresRefusedHeartbeats => Some(MessageType::FAILURE_CONF),
            Flaw::IgnoresTheEndByTheServer => Some(MessageType::FAILURE_EVENT),
            _ => None,
        };
        let link = self.links.get_mut(&connection);
        let link = link.filter(|link| !link.is_garbage);
        let (Some(deaf_to), Some(link)) = (deaf_to, link) else {
            return self.client.received(connection, bytes, now);
        };
        link.from_server.push(bytes);
        let mut heard = Vec::new();
        loop {
            match link.from_server.next_frame() {
                Ok(Some(frame)) => {
                    // The applications of the simulated servers refuse requests with another status.
                    let offline = frame
                        .body
                        .ends_with(&StatusCode::CTI_SERVER_OFFLINE.0.to_be_bytes());
                    if frame.message_type != deaf_to || !offline {
                        let _ = frame.encode(&mut heard);
                    }
                }
                Ok(None) => break,
                Err(_) => {
                    link.is_garbage = true;
                    heard.extend([0xFF; 8]);
                    break;
                }
            }
        }
        self.client.received(connection, &heard, now);
    }
}
