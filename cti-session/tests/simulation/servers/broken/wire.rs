//! Flaws in what goes over the wire.

use core::time::Duration;

use cti_messages::{
    ActiveMaintenanceEventMsg, ActiveMaintenanceRespMsg, CtiServiceMask, DynMessage, EncodeOptions,
    FailureConf, FrameBuffer, HeartbeatReq, InvokeId, MessageType, OpenConf, OpenReq, OwnedFrame,
    ProtocolVersion, SessionType, StatusCode,
};
use cti_session::{ConnectionId, ServerEvent, Time};

use super::{Broken, Flaw};

/// The ID of heartbeats that no client has sent.
const NOBODYS: InvokeId = InvokeId(u32::MAX);

/// What goes in and out of a connection, as frames.
pub(super) struct Link {
    pub(super) version: ProtocolVersion,
    received: FrameBuffer,
    is_garbage: bool,
    sent: FrameBuffer,
    pub(super) outgoing: Vec<u8>,
    /// A frame that waits for another.
    held: Vec<u8>,
    pub(super) heard: Time,
    pub(super) idle: Option<Duration>,
    is_open: bool,
    is_ended: bool,
    /// The version of a second OPEN_REQ.
    wrong_version: Option<ProtocolVersion>,
    pub(super) last_message: Option<ServerEvent>,
}

impl Link {
    pub(super) fn new(now: Time) -> Self {
        Self {
            version: ProtocolVersion::LATEST,
            received: FrameBuffer::new(),
            is_garbage: false,
            sent: FrameBuffer::new(),
            outgoing: Vec::new(),
            held: Vec::new(),
            heard: now,
            idle: None,
            is_open: false,
            is_ended: false,
            wrong_version: None,
            last_message: None,
        }
    }

    /// Takes note of a frame that the client has sent.
    fn note(&mut self, frame: &OwnedFrame) {
        let Ok(open) = frame.decode::<OpenReq<'_>>() else {
            return;
        };
        if self.is_open {
            self.wrong_version = Some(frame.version());
        } else {
            self.version = frame.version();
            let idle = Duration::from_secs(open.idle_timeout.into());
            self.idle = (open.idle_timeout != u32::MAX).then_some(idle);
        }
    }
}

fn encoded(message: &dyn DynMessage, version: ProtocolVersion) -> Vec<u8> {
    let mut bytes = Vec::new();
    let _ = message.encode_with(version, EncodeOptions::lenient(), &mut bytes);
    bytes
}

impl Broken {
    /// The server is given what a client has sent, or what the flaw makes of it.
    pub(super) fn hears(&mut self, connection: ConnectionId, bytes: &[u8], now: Time) {
        let drops = self.is(Flaw::IgnoresStoppingRequests);
        let Some(link) = self.links.get_mut(&connection) else {
            return self.server.received(connection, bytes, now);
        };
        link.heard = now;
        if link.is_garbage {
            return self.server.received(connection, bytes, now);
        }
        link.received.push(bytes);
        let mut heard = Vec::new();
        loop {
            match link.received.next_frame() {
                Ok(Some(frame)) => {
                    let mut bytes = Vec::new();
                    let _ = frame.encode(&mut bytes);
                    let stops = MessageType::STOPPING_REQUESTS_TO_THIS_SIDE_IND;
                    if let Ok(frame) = OwnedFrame::parse(&bytes, link.version) {
                        link.note(&frame);
                    }
                    if !bytes[..8].ends_with(&stops.0.to_be_bytes()) {
                        heard.extend(&bytes);
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
        if drops {
            self.server.received(connection, &heard, now);
        } else {
            self.server.received(connection, bytes, now);
        }
    }

    /// Lets the server believe that all clients were heard.
    pub(super) fn stays_awake(&mut self, now: Time) {
        if !self.is(Flaw::NeverIdle) {
            return;
        }
        let heartbeat = HeartbeatReq {
            invoke_id: NOBODYS,
            ..HeartbeatReq::default()
        };
        for (connection, link) in &self.links {
            let is_whole = link.received.is_empty() && !link.is_garbage;
            let is_open = self.server.version(*connection).is_some();
            if is_whole && is_open && self.server.may_read(*connection) {
                let bytes = encoded(&heartbeat, link.version);
                self.server.received(*connection, &bytes, now);
            }
        }
    }

    /// Takes what the server wants to send, and changes it.
    pub(super) fn pump(&mut self, now: Time) {
        let mut answers = Vec::new();
        let mut links = std::mem::take(&mut self.links);
        for (connection, link) in &mut links {
            let bytes = self.server.outgoing(*connection).to_vec();
            if self.is(Flaw::HoldsHeartbeatsWhileFull) && self.server.takes_connections() {
                link.outgoing.append(&mut link.held);
            }
            if bytes.is_empty() {
                continue;
            }
            link.sent.push(&bytes);
            self.server.sent(*connection, bytes.len(), now);
            while let Ok(Some(frame)) = link.sent.next_frame() {
                let Ok(frame) = OwnedFrame::from_frame(frame, link.version) else {
                    continue;
                };
                let out = self.change(link, &frame);
                link.outgoing.extend(out);
                let is_question = frame.message_type() == MessageType::ACTIVE_MAINTENANCE_REQ_MSG;
                if is_question && self.is(Flaw::GoesOnWithoutAnswers) {
                    let answer = ActiveMaintenanceRespMsg {
                        invoke_id: frame.invoke_id().unwrap_or_default(),
                        maintenance_mode_accepted: true.into(),
                        ..ActiveMaintenanceRespMsg::default()
                    };
                    answers.push((*connection, encoded(&answer, link.version)));
                }
            }
        }
        self.links = links;
        for (connection, answer) in answers {
            self.server.received(connection, &answer, now);
        }
    }

    /// What is sent instead of a frame.
    fn change(&mut self, link: &mut Link, frame: &OwnedFrame) -> Vec<u8> {
        let bytes = frame.as_bytes().to_vec();
        let twice = || [&*bytes, &*bytes].concat();
        let failure = frame.decode::<FailureConf<'_>>().ok();
        let status = failure.map(|failure| failure.status);
        match (self.flaw, frame.message_type()) {
            (_, MessageType::OPEN_CONF) => self.change_open_conf(link, frame),
            (Flaw::NamesTheWrongStatus, MessageType::FAILURE_CONF) => {
                let mut other = bytes;
                if status == Some(StatusCode::INVALID_CLIENT_FOR_STANDBY) {
                    other[12..16].copy_from_slice(&StatusCode::CTI_SERVER_OFFLINE.0.to_be_bytes());
                }
                other
            }
            (flaw, MessageType::FAILURE_CONF) => {
                let is_dropped = match (flaw, status) {
                    (Flaw::IgnoresRequestsBeforeOpen, Some(StatusCode::SESSION_NOT_OPEN))
                    | (Flaw::IgnoresASecondOpen, Some(StatusCode::SESSION_ALREADY_OPEN))
                    | (Flaw::ServesWhileStandby, Some(StatusCode::SERVER_NOT_MASTER))
                    | (Flaw::IgnoresWhatItCannotRead, Some(StatusCode::BAD_MESSAGE_FORMAT)) => true,
                    (Flaw::AnswersAfterTheEnd, _) => link.is_ended,
                    _ => false,
                };
                if is_dropped { Vec::new() } else { bytes }
            }
            (Flaw::NeverIdle, MessageType::HEARTBEAT_CONF)
                if frame.invoke_id() == Some(NOBODYS) =>
            {
                Vec::new()
            }
            (Flaw::LosesHeartbeats, MessageType::HEARTBEAT_CONF) if self.is_each(5) => Vec::new(),
            (Flaw::HoldsHeartbeatsWhileFull, MessageType::HEARTBEAT_CONF)
                if !self.server.takes_connections() =>
            {
                link.held.extend(bytes);
                Vec::new()
            }
            (Flaw::AnswersHeartbeatsLate, MessageType::HEARTBEAT_CONF)
            | (Flaw::SwapsEvents, MessageType::SYSTEM_EVENT)
                if link.held.is_empty() =>
            {
                link.held = bytes;
                Vec::new()
            }
            (Flaw::AnswersHeartbeatsLate | Flaw::SwapsEvents, _) => {
                [bytes, std::mem::take(&mut link.held)].concat()
            }
            (Flaw::IgnoresClose, MessageType::CLOSE_CONF)
            | (Flaw::EndsSilently, MessageType::FAILURE_EVENT)
            | (Flaw::ActivatesSilently, MessageType::STANDBY_ACTIVE_EVENT_MSG) => Vec::new(),
            (Flaw::EndsTwice, MessageType::FAILURE_EVENT)
            | (Flaw::ActivatesTwice, MessageType::STANDBY_ACTIVE_EVENT_MSG)
            | (Flaw::AsksTwice, MessageType::ACTIVE_MAINTENANCE_REQ_MSG)
            | (Flaw::AnswersHeartbeatsTwice, MessageType::HEARTBEAT_CONF) => twice(),
            (Flaw::AnswersAfterTheEnd, MessageType::FAILURE_EVENT) => {
                link.is_ended = true;
                bytes
            }
            (Flaw::LosesEvents, MessageType::SYSTEM_EVENT) if self.is_each(7) => Vec::new(),
            (Flaw::HidesRefusedMaintenance, MessageType::ACTIVE_MAINTENANCE_EVENT_MSG) => {
                let event = frame.decode::<ActiveMaintenanceEventMsg<'_>>();
                match event {
                    Ok(event) if event.maintenance_mode_status.is_true() => bytes,
                    _ => Vec::new(),
                }
            }
            (Flaw::TakesTheVersionOfASecondOpen, _) => {
                match (frame.message(), link.wrong_version) {
                    (Ok(message), Some(version)) => {
                        let known = message.as_known();
                        known.map_or(bytes, |message| encoded(message, version))
                    }
                    _ => bytes,
                }
            }
            _ => bytes,
        }
    }

    fn change_open_conf(&mut self, link: &mut Link, frame: &OwnedFrame) -> Vec<u8> {
        link.is_open = true;
        let bytes = frame.as_bytes().to_vec();
        let Ok(mut conf) = frame.decode::<OpenConf<'_>>() else {
            return bytes;
        };
        match self.flaw {
            Flaw::AnswersOpenTwice => [&*bytes, &*bytes].concat(),
            Flaw::AnswersOpenNever => Vec::new(),
            Flaw::SendsHeartbeats => {
                let heartbeat = encoded(&HeartbeatReq::default(), link.version);
                [bytes, heartbeat].concat()
            }
            Flaw::GrantsMore => {
                conf.services_granted |= CtiServiceMask::CALL_DATA_UPDATE;
                encoded(&conf, link.version)
            }
            Flaw::NamesTheWrongRole => {
                conf.session_type = conf.session_type.map(|_| SessionType::ACTIVE);
                encoded(&conf, link.version)
            }
            _ => bytes,
        }
    }
}
