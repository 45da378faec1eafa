//! The messages of a server, with fields that the input chooses.

use cti_messages::{
    ActiveMaintenanceEventMsg, ActiveMaintenanceReqMsg, CloseConf, ControlFailureConf,
    CtiServiceMask, FailureConf, FailureEvent, HeartbeatConf, HeartbeatReq, InvokeId, MessageType,
    OpenConf, QueryAgentStateConf, RegisterServiceConf, SessionType, StandbyActiveEventMsg,
    StatusCode, SystemEvent,
};

use super::World;
use crate::frames::with_header;
use crate::fuzzing::wire::{Input, encoded, message_type};

const SERVICES: [CtiServiceMask; 4] = [
    CtiServiceMask::ALL_EVENTS.union(CtiServiceMask::ACTIVE_STANDBY),
    CtiServiceMask::empty(),
    CtiServiceMask::ALL_EVENTS.union(CtiServiceMask::IGNORE_CONF),
    CtiServiceMask::all(),
];

const SESSION_TYPES: [Option<SessionType>; 4] = [
    Some(SessionType::ACTIVE),
    Some(SessionType::STANDBY),
    None,
    Some(SessionType::UNKNOWN),
];

/// Statuses that mean something to a client, and others.
const STATUSES: [StatusCode; 8] = [
    StatusCode::CTI_SERVER_OFFLINE,
    StatusCode::SERVER_IN_MAINTENANCE_MODE,
    StatusCode::INVALID_PASSWORD,
    StatusCode::INVALID_VERSION,
    StatusCode::SERVER_NOT_MASTER,
    StatusCode::NO_ERROR,
    StatusCode::NEW_SESSION_OPENED,
    StatusCode(0xFFFF_FFFF),
];

/// How many frames ask about maintenance.
pub(super) fn questions(frames: &[Vec<u8>]) -> usize {
    let asks = MessageType::ACTIVE_MAINTENANCE_REQ_MSG.0;
    frames
        .iter()
        .filter(|frame| message_type(frame) == asks)
        .count()
}

/// Whether a frame is an event for the application, whatever the state of the session.
pub(super) fn is_event(frame: &[u8]) -> bool {
    message_type(frame) == MessageType::SYSTEM_EVENT.0
}

impl World {
    /// A message of the server of a connection; `None` if its version has no such message.
    pub(super) fn message(&self, index: usize, input: &mut Input<'_>) -> Option<Vec<u8>> {
        let connection = &self.connections[index];
        let version = self.version;
        let choice = input.byte();
        let open = connection.open_id;
        let heartbeat = connection.heartbeats.last().copied();
        match choice & 0xF {
            0..=2 => {
                let conf = OpenConf {
                    invoke_id: id(input, open),
                    services_granted: input.one_of(&SERVICES),
                    session_type: input
                        .one_of(&SESSION_TYPES)
                        .filter(|_| version.number() >= 24),
                    ..OpenConf::default()
                };
                encoded(&conf, version)
            }
            3 => {
                let conf = FailureConf {
                    invoke_id: id(input, open),
                    status: input.one_of(&STATUSES),
                    ..FailureConf::default()
                };
                encoded(&conf, version)
            }
            4 => {
                let conf = HeartbeatConf {
                    invoke_id: id(input, heartbeat),
                    ..HeartbeatConf::default()
                };
                encoded(&conf, version)
            }
            5 => {
                let request = ActiveMaintenanceReqMsg {
                    invoke_id: id(input, Some(0)),
                    ..Default::default()
                };
                encoded(&request, version)
            }
            6 => {
                let event = ActiveMaintenanceEventMsg {
                    maintenance_mode_status: input.flag().into(),
                    ..Default::default()
                };
                encoded(&event, version)
            }
            7 => encoded(&StandbyActiveEventMsg::default(), version),
            8 => {
                let event = FailureEvent {
                    status: input.one_of(&STATUSES),
                    ..FailureEvent::default()
                };
                encoded(&event, version)
            }
            9 => encoded(&CloseConf::default(), version),
            10 | 11 => {
                let request = self.requests.recent(input);
                let invoke_id = id(input, request);
                let conf = QueryAgentStateConf {
                    invoke_id,
                    ..Default::default()
                };
                encoded(&conf, version)
            }
            12 => {
                let request = self.requests.recent(input);
                let invoke_id = id(input, request);
                let conf = RegisterServiceConf {
                    invoke_id,
                    ..Default::default()
                };
                encoded(&conf, version)
            }
            13 => {
                let request = self.requests.recent(input);
                let invoke_id = id(input, request.or(heartbeat));
                match choice >> 4 {
                    0..8 => encoded(
                        &ControlFailureConf {
                            invoke_id,
                            ..Default::default()
                        },
                        version,
                    ),
                    _ => {
                        let status = input.one_of(&STATUSES);
                        encoded(
                            &FailureConf {
                                invoke_id,
                                status,
                                ..Default::default()
                            },
                            version,
                        )
                    }
                }
            }
            14 => {
                let event = SystemEvent {
                    text: Some("x".repeat(usize::from(input.byte())).into()),
                    ..SystemEvent::default()
                };
                encoded(&event, version)
            }
            // What no server sends, what cannot be decoded, and what has no layout.
            _ if choice >> 4 < 4 => encoded(&HeartbeatReq::default(), version),
            _ => {
                let number = u32::from(input.byte());
                let length = usize::from(choice >> 4) - 4;
                Some(with_header(number, input.bytes(length)))
            }
        }
    }
}

/// Mostly the right ID.
fn id(input: &mut Input<'_>, right: Option<u32>) -> InvokeId {
    match input.byte() {
        choice @ 0xE0.. => InvokeId((choice - 0xE0).into()),
        _ => InvokeId(right.unwrap_or_default()),
    }
}
