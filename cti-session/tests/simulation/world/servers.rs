//! The servers, and the applications in them.

use core::time::Duration;

use cti_messages::{
    AgentState, AgentStateEvent, AnswerCallConf, BeginCallEvent, ClientSessionOpenedEvent,
    ConfigAgentEvent, ControlFailureConf, CtiServiceMask, DynMessage, EmergencyCallEvent,
    EndCallEvent, IntoOwned, ListAgentTeamConf, MessageType, OwnedFrame, PeripheralId,
    RegisterServiceReq, Request, StatusCode, StopRecordingReq, SystemEvent, SystemEventId,
};
use cti_session::{ConnectionId, ServerAction, ServerEvent, ServerRole, Side};

use super::{Reply, World, failure};
use crate::core::Core;
use crate::plan::choose;
use crate::servers::Watched;

/// The servers, and their applications.
impl<C: Core> World<'_, C> {
    pub(super) fn start(&mut self, side: Side) {
        let other_is_active = {
            let other = &self.processes[side.opposite().index()];
            other.server.is_some() && (other.is_active || other.promoted_at.is_some())
        };
        let standby = other_is_active && self.plan.holds_both;
        let config = self.plan.servers.config(if standby {
            ServerRole::Standby
        } else {
            ServerRole::Active
        });
        let server = Watched::new((self.new_server)(config.clone()), config, self.now);
        let next_event_at = self.soon(10_000);
        let process = &mut self.processes[side.index()];
        process.server = Some(server);
        process.is_active = !standby;
        process.next_event_at = next_event_at;
        process.restart_at = None;
        process.promoted_at = None;
        process.sequence = 0;
        self.log(|| {
            format!(
                "{side} starts, {}",
                if standby { "standby" } else { "active" }
            )
        });
    }

    pub(super) fn crash(&mut self, side: Side) {
        let process = &mut self.processes[side.index()];
        let Some(mut server) = process.server.take() else {
            return;
        };
        self.seen.extend(server.seen());
        self.wrong = self.wrong.take().or(server.wrong.take());
        let was_active = std::mem::take(&mut process.is_active);
        process.replies.clear();
        process.cancels_at = None;
        process.promoted_at = None;
        process.has_agreed = false;
        self.log(|| format!("{side} ends"));
        for index in 0..self.connections.len() {
            let at = self.now + self.delay();
            let connection = &mut self.connections[index];
            if connection.side == side {
                connection.server = None;
                connection.awaits_accept = false;
                connection.to_client.reset(at);
            }
        }
        let promoted_at = self.soon(5_000);
        let other = &mut self.processes[side.opposite().index()];
        if other.has_agreed {
            other.cancels_at = Some(promoted_at);
        } else if was_active && other.server.is_some() && !other.is_active {
            other.promoted_at = Some(promoted_at);
        }
    }

    pub(super) fn processes_due(&mut self) -> bool {
        let mut busy = false;
        for side in *Side::BOTH.as_slice().first_chunk::<2>().expect("two sides") {
            busy |= self.process_due(side);
        }
        busy
    }

    pub(super) fn process_due(&mut self, side: Side) -> bool {
        let now = self.now;
        let mut busy = false;
        let process = &mut self.processes[side.index()];
        if process.restart_at.is_some_and(|at| at <= now) {
            process.restart_at = None;
            if process.server.is_none() {
                self.start(side);
            }
            return true;
        }
        if process.ends_at.is_some_and(|at| at <= now) {
            process.ends_at = None;
            if process.is_active && process.server.is_some() {
                self.crash(side);
                let at = self.soon(60_000);
                self.processes[side.index()].restart_at = Some(at);
            }
            return true;
        }
        let Some(server) = process.server.as_mut() else {
            return false;
        };
        if server.deadline().is_some_and(|deadline| deadline <= now) {
            server.tick(now);
            busy = true;
        }
        if process.promoted_at.is_some_and(|at| at <= now) {
            process.promoted_at = None;
            process.is_active = true;
            server.activate(now);
            process.next_event_at = now;
            self.log(|| format!("{side} becomes active"));
            let ends_at = self.soon(60_000);
            let other = &mut self.processes[side.opposite().index()];
            if std::mem::take(&mut other.has_agreed) {
                if let Some(server) = &mut other.server {
                    server.hand_over(now);
                }
            }
            if other.is_active {
                // The peripheral gateway sees to it that only one server stays active.
                other.ends_at = Some(ends_at);
            }
            return true;
        }
        if process.cancels_at.is_some_and(|at| at <= now) {
            process.cancels_at = None;
            if server.cancel_maintenance(now) && std::mem::take(&mut process.has_agreed) {
                self.log(|| format!("{side}: maintenance cancelled"));
                self.processes[side.index()].is_active = true;
                self.processes[side.opposite().index()].promoted_at = None;
            }
            return true;
        }
        if process.is_active && process.next_event_at <= now {
            self.broadcast(side, 1);
            if self.plan.servers.others > 0 {
                self.report(side, 20);
            }
            let at = self.soon(20_000).max(now + Duration::from_millis(1));
            self.processes[side.index()].next_event_at = at;
            busy = true;
        }
        while let Some(place) = self.processes[side.index()]
            .replies
            .iter()
            .position(|(at, ..)| *at <= now)
        {
            let (_, connection, reply) = self.processes[side.index()].replies.remove(place);
            self.reply(side, connection, reply);
            busy = true;
        }
        while self.processes[side.index()].naps_until <= now {
            let server = self.processes[side.index()].server.as_mut();
            let Some(event) = server.and_then(|server| server.next_event(now)) else {
                break;
            };
            busy = true;
            self.server_event(side, event);
        }
        while let Some(action) = {
            let server = self.processes[side.index()].server.as_mut();
            server.and_then(Watched::next_action)
        } {
            busy = true;
            if let ServerAction::Shutdown(id) = action {
                let at = self.now + self.delay();
                let mut connections = self.connections.iter_mut();
                let found = connections
                    .find(|connection| connection.side == side && connection.server == Some(id));
                if let Some(connection) = found {
                    connection.to_client.close(at);
                }
            }
            if let ServerAction::Reset(id) = action {
                self.log(|| format!("{side}: resets {id:?}"));
                let at = self.now + self.delay();
                let mut connections = self.connections.iter_mut();
                let found = connections
                    .find(|connection| connection.side == side && connection.server == Some(id));
                if let Some(connection) = found {
                    connection.server = None;
                    // The client may have everything that was written before, or not.
                    if self.rng.bool() {
                        connection.to_client.close(at);
                    } else {
                        connection.to_client.reset(at);
                    }
                }
            }
        }
        busy
    }

    pub(super) fn broadcast(&mut self, side: Side, count: u32) -> bool {
        let process = &mut self.processes[side.index()];
        let Some(server) = process.server.as_mut() else {
            return false;
        };
        for _ in 0..count {
            process.sequence += 1;
            let event = SystemEvent {
                system_event_id: SystemEventId::TEXT_FYI,
                system_event_arg1: process.sequence,
                ..SystemEvent::default()
            };
            server.broadcast(&event, &[], self.now);
        }
        true
    }

    /// Reports something that not every session asks for, or that is only some session's own.
    pub(super) fn report(&mut self, side: Side, length: usize) {
        let kind = self.rng.u8(..7);
        let state = self.rng.u16(..15);
        let owns = self.rng.u32(..);
        let text = "x".repeat(length);
        let peripheral_id = PeripheralId(5000);
        let message: Box<dyn DynMessage> = match kind {
            0 => Box::new(BeginCallEvent {
                peripheral_id,
                connection_device_id: Some((*text).into()),
                ..BeginCallEvent::default()
            }),
            1 => Box::new(EndCallEvent {
                peripheral_id,
                ..EndCallEvent::default()
            }),
            2 => Box::new(AgentStateEvent {
                peripheral_id,
                agent_state: AgentState(state),
                ..AgentStateEvent::default()
            }),
            3 => Box::new(ClientSessionOpenedEvent {
                peripheral_id,
                ..ClientSessionOpenedEvent::default()
            }),
            4 => Box::new(EmergencyCallEvent {
                peripheral_id,
                ..EmergencyCallEvent::default()
            }),
            5 => Box::new(ConfigAgentEvent::default()),
            _ => Box::new(SystemEvent {
                text: Some((*text).into()),
                ..SystemEvent::default()
            }),
        };
        if let Some(server) = self.processes[side.index()].server.as_mut() {
            let connections = server.connections().into_iter().enumerate();
            let owners: Vec<_> = connections
                .filter(|(number, _)| owns >> (number % 32) & 1 == 1)
                .map(|(_, connection)| connection)
                .collect();
            server.broadcast(&*message, &owners, self.now);
        }
    }

    pub(super) fn server_event(&mut self, side: Side, event: ServerEvent) {
        match event {
            ServerEvent::OpenAsked { connection, .. } => {
                let is_late = self.plan.servers.decides_late && !self.is_healed;
                let longest = if is_late { 80_000 } else { 20_000 };
                let most = *choose(&mut self.rng, &[0, 0, 2_000, longest]);
                let at = self.soon(most);
                self.processes[side.index()]
                    .replies
                    .push((at, connection, Reply::Open));
            }
            ServerEvent::Message { connection, frame } => self.asked(side, connection, &frame),
            ServerEvent::MaintenanceAgreed => {
                self.log(|| format!("{side}: maintenance agreed"));
                let at = self.soon(8_000);
                let goes_alone = self.rng.bool();
                let other = &mut self.processes[side.opposite().index()];
                let other_comes = other.server.is_some() && !other.is_active;
                if other_comes {
                    other.promoted_at = Some(at);
                }
                let process = &mut self.processes[side.index()];
                process.is_active = false;
                if other_comes || !goes_alone {
                    process.has_agreed = true;
                    if !other_comes {
                        process.cancels_at = Some(at);
                    }
                } else if let Some(server) = &mut process.server {
                    // Nobody takes over: it ends all the same.
                    server.hand_over(self.now);
                }
            }
            ServerEvent::MaintenanceOver | ServerEvent::Stopped => {
                self.log(|| format!("{side}: {event:?}"));
                self.crash(side);
                let at = self.soon(60_000);
                self.processes[side.index()].restart_at = Some(at);
            }
            other => self.log(|| format!("{side}: {other:?}")),
        }
    }

    /// The application is asked for something: it answers, at once or late, several times, or never.
    fn asked(&mut self, side: Side, connection: ConnectionId, frame: &OwnedFrame) {
        let id = frame.invoke_id().unwrap_or_default();
        let at = self.soon(3_000);
        let late = self.soon(80_000);
        let mut replies = Vec::new();
        match frame.message_type() {
            MessageType::REGISTER_SERVICE_REQ => {
                let Ok(request) = frame.decode::<RegisterServiceReq<'_>>() else {
                    return;
                };
                let request = request.into_owned();
                let conf = || Reply::Message(Box::new(request.confirmation()));
                match self.rng.u8(..20) {
                    0..12 => replies.push((at, conf())),
                    12..14 => replies.push((at, Reply::Fail(id))),
                    14 => {
                        replies.push((at, conf()));
                        replies.push((late, conf()));
                    }
                    15 => {
                        replies.push((at, Reply::Ask(id)));
                        replies.push((at, conf()));
                    }
                    16..18 => replies.push((late, conf())),
                    _ => {}
                }
            }
            MessageType::ANSWER_CALL_REQ => {
                let services = self.plan.servers.services;
                let suppresses = self.plan.ignores_confirmations
                    && services.contains(CtiServiceMask::IGNORE_CONF);
                let conf = || {
                    Reply::Message(Box::new(AnswerCallConf {
                        invoke_id: id,
                        ..AnswerCallConf::default()
                    }))
                };
                match self.rng.u8(..6) {
                    0 => {
                        let failure = ControlFailureConf {
                            invoke_id: id,
                            ..ControlFailureConf::default()
                        };
                        replies.push((at, Reply::Message(Box::new(failure))));
                    }
                    1 => {}
                    _ if suppresses => {}
                    _ => replies.push((at, conf())),
                }
            }
            MessageType::LIST_AGENT_TEAM_REQ => {
                let conf = || {
                    Reply::Message(Box::new(ListAgentTeamConf {
                        invoke_id: id,
                        ..ListAgentTeamConf::default()
                    }))
                };
                for _ in 0..self.rng.u8(..4) {
                    let at = self.soon(30_000);
                    replies.push((at, conf()));
                }
                if self.rng.u8(..6) == 0 {
                    replies.push((late, Reply::Fail(id)));
                }
            }
            _ => {}
        }
        let replies = replies.into_iter();
        let replies = replies.map(|(at, reply)| (at, connection, reply));
        self.processes[side.index()].replies.extend(replies);
    }

    pub(super) fn reply(&mut self, side: Side, connection: ConnectionId, reply: Reply) {
        let now = self.now;
        let grants_less = self.rng.u8(..3) == 0;
        let process = &mut self.processes[side.index()];
        let Some(server) = process.server.as_mut() else {
            return;
        };
        match reply {
            Reply::Open => match process.refuses {
                Some(status) => {
                    server.refuse(connection, status, now);
                }
                None => {
                    if let Some(mut confirmation) = server.open_conf(connection) {
                        if grants_less {
                            confirmation
                                .services_granted
                                .remove(CtiServiceMask::CLIENT_MONITOR);
                        }
                        let _ = server.accept(connection, confirmation, now);
                    }
                }
            },
            Reply::Message(message) => server.send(connection, &*message, now),
            Reply::Fail(invoke_id) => {
                let failure = failure(invoke_id, StatusCode::UNSPECIFIED_FAILURE);
                server.send(connection, &failure, now);
            }
            Reply::Ask(invoke_id) => {
                let request = StopRecordingReq {
                    invoke_id,
                    ..StopRecordingReq::default()
                };
                server.send(connection, &request, now);
            }
        }
    }
}
