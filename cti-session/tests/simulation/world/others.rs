//! The other clients of the servers: simple, of all versions, and not always well behaved.

use core::time::Duration;

use cti_messages::{
    ActiveMaintenanceEventMsg, ActiveMaintenanceRespMsg, AgentStateMask, CallEventMask, CloseReq,
    ConfigInformationMask, CtiServiceMask, DynMessage, EncodeOptions, FrameBuffer, HeartbeatReq,
    InvokeId, MessageType, OpenReq, OwnedFrame, PeripheralId, ProtocolVersion, QueryAgentStateReq,
    RegisterServiceReq, StatusCode, StoppingRequestsToThisSideInd, SystemEvent,
};
use cti_session::{Side, Time};
use fastrand::Rng;

use super::World;
use crate::core::Core;
use crate::network::{Caller, Connection, Reception};
use crate::plan::choose;

/// A client with a connection at times.
pub(super) struct Other {
    side: Side,
    version: ProtocolVersion,
    temper: Temper,
    is_connected: bool,
    is_open: bool,
    incoming: FrameBuffer,
    pub(super) outgoing: Vec<u8>,
    /// It reads nothing before.
    reads_at: Time,
    acts_at: Time,
    /// Answers that take a while.
    later: Vec<(Time, Vec<u8>)>,
    invoke_id: u32,
}

/// How a client behaves while it has a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Temper {
    /// It opens a session, keeps it alive and sends requests.
    Steady,
    /// It opens a session, and then sends nothing.
    Silent,
    /// It does not even open a session.
    Dumb,
    /// It sends much and reads nothing.
    Greedy,
    /// It sends anything at any time.
    Wild,
}

impl Other {
    pub(super) fn new(acts_at: Time) -> Self {
        Self {
            side: Side::A,
            version: ProtocolVersion::LATEST,
            temper: Temper::Steady,
            is_connected: false,
            is_open: false,
            incoming: FrameBuffer::new(),
            outgoing: Vec::new(),
            reads_at: Time::START,
            acts_at,
            later: Vec::new(),
            invoke_id: 0,
        }
    }

    pub(super) fn next(&self, now: Time) -> Option<Time> {
        let later = self.later.iter().map(|(at, _)| *at);
        let reads_at = Some(self.reads_at).filter(|at| *at > now);
        later.chain(reads_at).chain([self.acts_at]).min()
    }

    fn encode(&self, message: &dyn DynMessage) -> Vec<u8> {
        let mut bytes = Vec::new();
        let encoded = message.encode_with(self.version, EncodeOptions::lenient(), &mut bytes);
        encoded.expect("a message");
        bytes
    }

    fn send(&mut self, message: &dyn DynMessage) {
        let bytes = self.encode(message);
        self.outgoing.extend(bytes);
    }

    fn next_id(&mut self) -> InvokeId {
        self.invoke_id += 1;
        InvokeId(self.invoke_id)
    }

    /// An OPEN_REQ that passes all checks, unless it is spoilt.
    fn open_req(&mut self, rng: &mut Rng) -> OpenReq<'static> {
        let mut version = self.version;
        if self.temper == Temper::Wild && rng.u8(..4) == 0 {
            version = ProtocolVersion::new(rng.u32(13..=25)).expect("a version");
        }
        let some = |rng: &mut Rng, all: u32| if rng.bool() { all } else { all & rng.u32(..) };
        let mut services = CtiServiceMask::empty();
        for service in [
            CtiServiceMask::ALL_EVENTS,
            CtiServiceMask::CLIENT_EVENTS,
            CtiServiceMask::CLIENT_MONITOR,
            CtiServiceMask::SUPERVISOR,
        ] {
            services.set(service, rng.bool());
        }
        let knows_standby = version >= ProtocolVersion::V24 && rng.u8(..4) > 0;
        services.set(CtiServiceMask::ACTIVE_STANDBY, knows_standby);
        let calls = CallEventMask::defined_in(version).bits();
        let states = AgentStateMask::defined_in(version).bits();
        let configuration = ConfigInformationMask::defined_in(version).bits();
        let mut request = OpenReq {
            invoke_id: self.next_id(),
            version_number: version.into(),
            idle_timeout: *choose(rng, &[20, 20, 45, u32::MAX]),
            services_requested: services,
            peripheral_id: PeripheralId(5000),
            call_msg_mask: CallEventMask::from_bits_retain(some(rng, calls)),
            agent_state_mask: AgentStateMask::from_bits_retain(some(rng, states)),
            config_msg_mask: ConfigInformationMask::from_bits_retain(some(rng, configuration)),
            client_id: Some((*choose(rng, &["one", "two"])).into()),
            client_password: Some(b"".into()),
            agent_extension: Some((*choose(rng, &["1001", "1002", "1003"])).into()),
            ..OpenReq::default()
        };
        match rng.u8(..24) {
            0 => request.idle_timeout = *choose(rng, &[0, 19]),
            1 => request.client_password = None,
            2 => request.services_requested |= CtiServiceMask::from_bits_retain(0x4000_0000),
            // The one that not all versions have.
            3 => request.call_msg_mask |= CallEventMask::CALL_AGENT_GREETING,
            4 => request.agent_state_mask |= AgentStateMask::from_bits_retain(0x8000_0000),
            5 => request.config_msg_mask |= ConfigInformationMask::from_bits_retain(0x8000_0000),
            6 => request.reserved2 = 1,
            7 => request.peripheral_id = PeripheralId::NULL,
            8 => request.agent_extension = None,
            9 => request.client_id = None,
            _ => {}
        }
        request
    }

    fn opens(&mut self, rng: &mut Rng) {
        let request = self.open_req(rng);
        let mut bytes = self.encode(&request);
        if rng.u8(..30) == 0 {
            // A version that nobody knows.
            bytes[12..16].copy_from_slice(&rng.u32(26..30).to_be_bytes());
        }
        if rng.u8(..30) == 0 {
            truncate(&mut bytes, 20);
        }
        self.outgoing.extend(bytes);
    }

    /// One of the messages that a client may send in an open session.
    fn asks(&mut self, rng: &mut Rng) {
        let invoke_id = self.next_id();
        match rng.u8(..4) {
            0 => self.send(&HeartbeatReq {
                invoke_id,
                ..HeartbeatReq::default()
            }),
            1 => self.send(&QueryAgentStateReq {
                invoke_id,
                peripheral_id: PeripheralId(5000),
                ..QueryAgentStateReq::default()
            }),
            2 if self.version >= ProtocolVersion::V14 => self.send(&RegisterServiceReq {
                invoke_id,
                service_name: Some("Cisco:CallRecording".into()),
                ..RegisterServiceReq::default()
            }),
            _ => self.send(&HeartbeatReq {
                invoke_id,
                ..HeartbeatReq::default()
            }),
        }
    }

    /// One of the messages that a client should not send.
    fn misbehaves(&mut self, rng: &mut Rng) {
        let invoke_id = self.next_id();
        match rng.u8(..12) {
            0..2 => self.opens(rng),
            2 => self.send(&SystemEvent::default()),
            3 => {
                // A message that is not known.
                let mut bytes = vec![0, 0, 0, 4, 0, 0, 0x27, 0x0F];
                bytes.extend(invoke_id.0.to_be_bytes());
                self.outgoing.extend(bytes);
            }
            4..6 => {
                let mut bytes = self.encode(&QueryAgentStateReq::default());
                let length = *choose(rng, &[1, 6]);
                truncate(&mut bytes, length);
                self.outgoing.extend(bytes);
            }
            6 => {
                let mut bytes = self.encode(&HeartbeatReq::default());
                truncate(&mut bytes, 2);
                self.outgoing.extend(bytes);
            }
            7 => {
                let mut bytes = self.encode(&CloseReq::default());
                truncate(&mut bytes, 5);
                self.outgoing.extend(bytes);
            }
            8 => {
                let maintenance_mode_accepted = rng.bool().into();
                self.send(&ActiveMaintenanceRespMsg {
                    invoke_id,
                    maintenance_mode_accepted,
                    ..ActiveMaintenanceRespMsg::default()
                });
            }
            9 => self.send(&StoppingRequestsToThisSideInd::default()),
            10 => {
                let bytes: Vec<u8> = (0..rng.usize(1..30)).map(|_| rng.u8(..)).collect();
                self.outgoing.extend(bytes);
            }
            _ => self.send(&CloseReq {
                invoke_id,
                status: StatusCode(rng.u32(..3)),
                ..CloseReq::default()
            }),
        }
    }

    /// Does something, as it is used to.
    fn acts(&mut self, rng: &mut Rng) {
        match self.temper {
            Temper::Steady if !self.is_open => self.opens(rng),
            Temper::Steady => match rng.u8(..30) {
                0 => self.send(&CloseReq::default()),
                _ => self.asks(rng),
            },
            Temper::Greedy => {
                if !self.is_open {
                    self.opens(rng);
                }
                for _ in 0..rng.u32(..80) {
                    self.asks(rng);
                }
            }
            Temper::Wild => {
                for _ in 0..rng.u32(1..4) {
                    match rng.u8(..3) {
                        0 => self.misbehaves(rng),
                        1 if !self.is_open => self.opens(rng),
                        _ => self.asks(rng),
                    }
                }
            }
            Temper::Silent | Temper::Dumb => {}
        }
    }

    fn receives(&mut self, frame: &OwnedFrame, rng: &mut Rng, now: Time) {
        let in_millis = |rng: &mut Rng, most| now + Duration::from_millis(rng.u64(..most));
        match frame.message_type() {
            MessageType::OPEN_CONF => self.is_open = true,
            MessageType::ACTIVE_MAINTENANCE_REQ_MSG => {
                let answer = ActiveMaintenanceRespMsg {
                    invoke_id: frame.invoke_id().unwrap_or_default(),
                    maintenance_mode_accepted: (rng.u8(..12) > 0).into(),
                    ..ActiveMaintenanceRespMsg::default()
                };
                if rng.u8(..12) > 0 {
                    let at = in_millis(rng, 5_200);
                    let bytes = self.encode(&answer);
                    self.later.push((at, bytes));
                }
            }
            MessageType::ACTIVE_MAINTENANCE_EVENT_MSG => {
                let event = frame.decode::<ActiveMaintenanceEventMsg<'_>>();
                let starts = event.is_ok_and(|event| event.maintenance_mode_status.is_true());
                if starts && rng.u8(..8) > 0 {
                    let at = in_millis(rng, 5_200);
                    let bytes = self.encode(&StoppingRequestsToThisSideInd::default());
                    self.later.push((at, bytes));
                }
            }
            MessageType::FAILURE_EVENT if rng.bool() => {
                let at = in_millis(rng, 6_000);
                let bytes = self.encode(&CloseReq::default());
                self.later.push((at, bytes));
            }
            _ => {}
        }
    }

    fn connects(&mut self, side: Side, rng: &mut Rng) {
        self.side = side;
        self.is_connected = true;
        self.is_open = false;
        self.version = ProtocolVersion::new(match rng.bool() {
            true => rng.u32(24..=25),
            false => rng.u32(13..=25),
        })
        .expect("a version");
        self.temper = *choose(
            rng,
            &[
                Temper::Steady,
                Temper::Steady,
                Temper::Silent,
                Temper::Dumb,
                Temper::Greedy,
                Temper::Wild,
                Temper::Wild,
            ],
        );
        if self.temper == Temper::Silent {
            self.opens(rng);
        }
    }

    pub(super) fn disconnected(&mut self) {
        self.is_connected = false;
        self.is_open = false;
        self.incoming = FrameBuffer::new();
        self.outgoing.clear();
        self.later.clear();
    }
}

/// Leaves so many bytes of the body of a frame.
fn truncate(frame: &mut Vec<u8>, length: usize) {
    frame.truncate(8 + length);
    let length = u32::try_from(frame.len() - 8).expect("a short frame");
    frame[..4].copy_from_slice(&length.to_be_bytes());
}

/// The other clients.
impl<C: Core> World<'_, C> {
    pub(super) fn drive_others(&mut self) -> bool {
        let mut busy = false;
        for index in 0..self.others.len() {
            let other = &mut self.others[index];
            while let Some(place) = other.later.iter().position(|(at, _)| *at <= self.now) {
                let (_, bytes) = other.later.remove(place);
                other.outgoing.extend(bytes);
                busy = true;
            }
            if other.acts_at <= self.now {
                busy = true;
                self.other_acts(index);
            }
        }
        busy
    }

    fn other_acts(&mut self, index: usize) {
        let most = match self.others[index].temper {
            Temper::Greedy => 3_000,
            _ => *choose(&mut self.rng, &[500, 5_000, 30_000]),
        };
        let acts_at = self.soon(most).max(self.now + Duration::from_millis(1));
        let other = &mut self.others[index];
        other.acts_at = acts_at;
        if !other.is_connected {
            let side = *choose(&mut self.rng, self.plan.sides.all());
            let process = &self.processes[side.index()];
            if process.server.is_none() || process.reception != Reception::Accept {
                return;
            }
            other.connects(side, &mut self.rng);
            let at = self.now + self.delay();
            let connection = Connection::new(
                side,
                Caller::Other(index),
                Reception::Accept,
                at,
                self.plan.window,
            );
            self.connections.push(connection);
            return;
        }
        if self.rng.u8(..40) == 0 {
            return self.other_disconnects(index);
        }
        let other = &mut self.others[index];
        if other.temper == Temper::Greedy || self.rng.u8(..20) == 0 {
            other.reads_at = self.now + Duration::from_millis(self.rng.u64(..60_000));
        }
        // It does not add to what waits.
        if other.outgoing.is_empty() {
            other.acts(&mut self.rng);
        }
    }

    fn other_disconnects(&mut self, index: usize) {
        let at = self.now + self.delay();
        let is_reset = self.rng.bool();
        self.others[index].disconnected();
        let mut connections = self.connections.iter_mut();
        let found = connections
            .find(|connection| connection.caller == Caller::Other(index) && connection.client_open);
        if let Some(connection) = found {
            connection.client_open = false;
            if is_reset {
                connection.to_server.reset(at);
            } else {
                connection.to_server.close(at);
            }
        }
    }

    pub(super) fn other_writes(&mut self, index: usize, other: usize) -> bool {
        let delay = self.delay();
        let connection = &mut self.connections[index];
        let outgoing = &mut self.others[other].outgoing;
        if !connection.client_open || connection.answer_at.is_some() || outgoing.is_empty() {
            return false;
        }
        let written = connection.to_server.write(outgoing, self.now, delay);
        outgoing.drain(..written);
        written > 0
    }

    pub(super) fn other_reads(&mut self, index: usize, number: usize) -> bool {
        let connection = &mut self.connections[index];
        let other = &mut self.others[number];
        if !connection.client_open || connection.answer_at.is_some() || other.reads_at > self.now {
            return false;
        }
        if !connection.to_client.is_readable(self.now) {
            if !connection.to_client.is_over(self.now) {
                return false;
            }
            connection.client_open = false;
            connection.to_server.reset(self.now);
            other.disconnected();
            return true;
        }
        let Some(bytes) = connection.to_client.read(3000, self.now) else {
            connection.client_open = false;
            connection.to_server.reset(self.now);
            connection.to_client.reset(self.now);
            other.disconnected();
            return true;
        };
        other.incoming.push(&bytes);
        while let Ok(Some(frame)) = other.incoming.next_frame() {
            let frame = OwnedFrame::from_frame(frame, other.version);
            if let Ok(frame) = frame {
                other.receives(&frame, &mut self.rng, self.now);
            }
        }
        true
    }

    /// From now on the other clients do nothing more, and go.
    pub(super) fn dismiss_others(&mut self) {
        for index in 0..self.others.len() {
            self.other_disconnects(index);
            self.others[index].acts_at = Time::from(Duration::MAX);
        }
    }
}
