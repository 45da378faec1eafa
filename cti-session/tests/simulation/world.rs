//! A client and the servers of both sides, joined by the network.

use core::time::Duration;
use std::fmt::Write as _;

use cti_messages::{
    AgentStateMask, CallEventMask, ConfigInformationMask, CtiServiceMask, DynMessage,
    EncodeOptions, FailureConf, InvokeId, MessageType, OpenReq, ProtocolVersion,
    RegisterServiceReq, Request, StatusCode, StopRecordingReq, SystemEvent, SystemEventId,
};
use cti_session::{
    Action, ClientConfig, ConnectionId, Event, Heartbeat, Server, ServerAction, ServerConfig,
    ServerEvent, ServerRole, Side, Time,
};
use fastrand::Rng;

use crate::core::Core;
use crate::network::{Connection, Reception};
use crate::plan::{CLOSING, FAULTS, Fault, HEALING, Plan, Way};
use crate::watch::{Expect, Watch};

/// The process of a server, and the application in it.
struct Process {
    server: Option<Server>,
    is_active: bool,
    reception: Reception,
    refuses: Option<StatusCode>,
    /// Answers that take a while.
    replies: Vec<(Time, ConnectionId, Reply)>,
    next_event_at: Time,
    sequence: u32,
    /// When it becomes active.
    promoted_at: Option<Time>,
    /// When it ends, because the other one is active.
    ends_at: Option<Time>,
    /// When it starts again.
    restart_at: Option<Time>,
}

enum Reply {
    Open,
    Confirm(RegisterServiceReq<'static>),
    Fail(InvokeId),
    /// Not an answer, but a request of the server with the ID of one that the client has sent.
    Ask(InvokeId),
}

pub(crate) struct World<'p, C> {
    plan: &'p Plan,
    pub(crate) now: Time,
    client: C,
    processes: [Process; 2],
    connections: Vec<Connection>,
    pub(crate) watch: Watch<'p>,
    rng: Rng,
    next_fault: usize,
    /// The application takes no events before.
    naps_until: Time,
    next_request_at: Time,
    refuses_heartbeat: [bool; 2],
    /// Whether a trace is written: that takes half of the time.
    is_traced: bool,
    pub(crate) trace: String,
}

/// The configuration of the client in a plan.
pub(crate) fn config(plan: &Plan) -> ClientConfig {
    let standby = if plan.holds_both {
        CtiServiceMask::ACTIVE_STANDBY
    } else {
        CtiServiceMask::empty()
    };
    let mut config = ClientConfig::new(OpenReq {
        version_number: plan.version.into(),
        services_requested: CtiServiceMask::ALL_EVENTS
            | CtiServiceMask::SERVER
            | CtiServiceMask::CLIENT_MONITOR
            | standby,
        call_msg_mask: CallEventMask::everything_in(plan.version),
        agent_state_mask: AgentStateMask::everything_in(plan.version),
        config_msg_mask: ConfigInformationMask::everything_in(plan.version),
        client_id: Some("simulated".into()),
        client_password: Some("secret".into()),
        ..OpenReq::default()
    });
    config.sides = plan.sides;
    config.heartbeat = plan.heartbeat.map_or(Heartbeat::Off, |seconds| {
        Heartbeat::Every(Duration::from_secs(seconds.into()))
    });
    config.expected_clients = plan.expected_clients;
    config.event_capacity = plan.event_capacity;
    config
}

impl<'p, C: Core> World<'p, C> {
    pub(crate) fn new(plan: &'p Plan, client: C, is_traced: bool) -> Self {
        let process = |_| Process {
            server: None,
            is_active: false,
            reception: Reception::Accept,
            refuses: None,
            replies: Vec::new(),
            next_event_at: Time::START,
            sequence: 0,
            promoted_at: None,
            ends_at: None,
            restart_at: None,
        };
        let mut world = Self {
            plan,
            now: Time::START,
            client,
            processes: Side::BOTH.map(process),
            connections: Vec::new(),
            watch: Watch::new(plan),
            rng: Rng::with_seed(plan.seed ^ 0x5EED),
            next_fault: 0,
            naps_until: Time::START,
            next_request_at: Time::START,
            refuses_heartbeat: [false; 2],
            is_traced,
            trace: String::new(),
        };
        for side in plan.sides.all() {
            world.start(*side);
        }
        world
    }

    /// Runs the whole schedule.
    ///
    /// # Errors
    /// The rule that was broken, and how.
    pub(crate) fn run(&mut self) -> Result<(), String> {
        match self.plan.closes_at {
            Some(at) => self.run_until(at)?,
            None => {
                self.run_until(Time::START + FAULTS)?;
                self.heal();
                self.run_until(Time::START + FAULTS + HEALING)?;
                self.watch.expect(Expect::Works, self.now)?;
            }
        }
        self.log(|| "the application closes the client");
        self.watch.closing(self.now);
        self.client.close(StatusCode::NO_ERROR, self.now);
        self.observe()?;
        self.run_until(self.now + CLOSING)?;
        self.watch.expect(Expect::Ended, self.now)
    }

    fn run_until(&mut self, end: Time) -> Result<(), String> {
        // A schedule takes some thousand steps. Without an end, something is due again and again.
        for _ in 0..2_000_000 {
            self.drive()?;
            let next = self.next().filter(|next| *next <= end);
            self.watch.check(self.now, self.is_awake())?;
            match next {
                Some(next) => self.now = next,
                None => {
                    self.now = end;
                    return Ok(());
                }
            }
        }
        Err("the schedule does not end: something is due again and again".to_owned())
    }

    /// When something happens next.
    fn next(&self) -> Option<Time> {
        let fault = self.plan.faults.get(self.next_fault).map(|(at, _)| *at);
        let mut times = vec![fault, self.client.deadline(), Some(self.next_request_at)];
        if self.naps_until > self.now {
            times.push(Some(self.naps_until));
        }
        times.extend(
            self.connections
                .iter()
                .map(|connection| connection.next(self.now)),
        );
        for process in &self.processes {
            times.push(process.server.as_ref().and_then(Server::deadline));
            times.push(process.promoted_at);
            times.push(process.restart_at);
            times.push(process.ends_at);
            if process.server.is_some() && process.is_active {
                times.push(Some(process.next_event_at));
            }
            times.extend(process.replies.iter().map(|(at, ..)| Some(*at)));
        }
        times.into_iter().flatten().map(|at| at.max(self.now)).min()
    }

    fn is_awake(&self) -> bool {
        self.now >= self.naps_until
    }

    /// Does everything that happens at this time.
    fn drive(&mut self) -> Result<(), String> {
        for _ in 0..100_000 {
            let mut busy = self.faults();
            busy |= self.processes_due();
            busy |= self.move_bytes()?;
            busy |= self.drive_client()?;
            if !busy {
                return Ok(());
            }
        }
        Err(format!("at {:?} there is always something to do", self.now))
    }

    fn log<L: AsRef<str>>(&mut self, line: impl FnOnce() -> L) {
        if self.is_traced {
            let now = self.now.since_start().as_secs_f64();
            let _ = writeln!(self.trace, "{now:>10.3} {}", line().as_ref());
        }
    }

    fn delay(&mut self) -> Duration {
        let most = self.plan.latency;
        Duration::from_millis(self.rng.u64(0..=most))
    }

    fn soon(&mut self, most_millis: u64) -> Time {
        self.now + Duration::from_millis(self.rng.u64(0..=most_millis))
    }
}

/// The client and its application.
impl<C: Core> World<'_, C> {
    fn drive_client(&mut self) -> Result<bool, String> {
        let mut busy = false;
        if self
            .client
            .deadline()
            .is_some_and(|deadline| deadline <= self.now)
        {
            self.client.tick(self.now);
            self.observe()?;
            busy = true;
        }
        busy |= self.client_actions()?;
        while self.is_awake() {
            let Some(event) = self.client.next_event(self.now) else {
                break;
            };
            busy = true;
            self.client_actions()?;
            self.log(|| format!("client: {}", describe(&event)));
            self.observe()?;
            self.watch.event(&event, self.now)?;
            self.observe()?;
            if let Event::MaintenanceAsked { .. } = event {
                match self.rng.u8(..4) {
                    0 => self.answer(true)?,
                    1 => self.answer(false)?,
                    // It is decided by the client itself.
                    _ => {}
                }
            }
            if !self.plan.is_prompt && self.rng.u8(..20) == 0 {
                let most = if self.rng.bool() { 50 } else { 5_000 };
                self.naps_until = self.soon(most);
            }
        }
        busy |= self.client_actions()?;
        if self.next_request_at <= self.now {
            self.next_request_at = self.soon(20_000).max(self.now + Duration::from_millis(1));
            self.request()?;
            busy = true;
        }
        self.observe()?;
        for side in Side::BOTH {
            let heartbeat = self.watch.unanswered_heartbeat(side);
            if let Some(invoke_id) = heartbeat.filter(|_| self.refuses_heartbeat[side.index()]) {
                self.refuses_heartbeat[side.index()] = false;
                self.inject(side, &failure(invoke_id, StatusCode::CTI_SERVER_OFFLINE));
            }
        }
        Ok(busy)
    }

    fn client_actions(&mut self) -> Result<bool, String> {
        let mut busy = false;
        while let Some(action) = self.client.next_action() {
            busy = true;
            self.log(|| format!("client: {action:?}"));
            self.watch.action(&action, self.now)?;
            match action {
                Action::Connect { side, connection } => {
                    let process = &self.processes[side.index()];
                    let reception = match process.server {
                        Some(_) => process.reception,
                        None if process.reception == Reception::Nothing => Reception::Nothing,
                        None => Reception::Refuse,
                    };
                    let at = self.now + self.delay();
                    self.connections.push(Connection::new(
                        side,
                        connection,
                        reception,
                        at,
                        self.plan.window,
                    ));
                }
                Action::Reset(id) => {
                    let at = self.now + self.delay();
                    if let Some(connection) = self.connection(id) {
                        connection.client_open = false;
                        connection.answer_at = None;
                        connection.to_server.reset(at);
                    }
                }
                _ => {}
            }
        }
        Ok(busy)
    }

    fn answer(&mut self, accept: bool) -> Result<(), String> {
        let answered = self.client.answer_maintenance(accept, self.now);
        self.log(|| format!("application: maintenance {accept} -> {answered:?}"));
        self.observe()
    }

    fn request(&mut self) -> Result<(), String> {
        let request = RegisterServiceReq {
            service_name: Some("Cisco:CallRecording".into()),
            ..RegisterServiceReq::default()
        };
        let within = Duration::from_millis(self.rng.u64(1..40_000));
        let sent = self.client.request(request, within, self.now);
        self.log(|| format!("application: request within {within:?} -> {sent:?}"));
        self.observe()?;
        self.watch.requested(&sent, within, self.now)
    }

    /// Lets the watch see which bytes the client wants to send.
    fn observe(&mut self) -> Result<(), String> {
        for connection in self
            .connections
            .iter()
            .filter(|connection| connection.client_open)
        {
            let outgoing = self.client.outgoing(connection.client);
            self.watch
                .outgoing(connection.client, &outgoing, self.now)?;
        }
        for side in self.plan.sides.all() {
            self.watch.state(*side, self.client.state(*side))?;
        }
        Ok(())
    }

    fn connection(&mut self, id: ConnectionId) -> Option<&mut Connection> {
        self.connections
            .iter_mut()
            .find(|connection| connection.client == id)
    }
}

/// The network.
impl<C: Core> World<'_, C> {
    fn move_bytes(&mut self) -> Result<bool, String> {
        let mut busy = false;
        for index in 0..self.connections.len() {
            busy |= self.connect(index)?;
            busy |= self.client_writes(index)?;
            busy |= self.client_reads(index)?;
            busy |= self.server_writes(index);
            busy |= self.server_reads(index);
        }
        self.connections.retain(|connection| !connection.is_over());
        Ok(busy)
    }

    fn connect(&mut self, index: usize) -> Result<bool, String> {
        let connection = &mut self.connections[index];
        if connection.answer_at.is_none_or(|at| at > self.now) {
            return Ok(false);
        }
        if connection.reception == Reception::Nothing {
            return Ok(false);
        }
        connection.answer_at = None;
        let (id, side) = (connection.client, connection.side);
        let server = self.processes[side.index()].server.as_mut();
        match (connection.reception, server) {
            (Reception::Refuse, _) | (_, None) => {
                connection.client_open = false;
                self.watch.connect_failed(id, self.now);
                self.client.connect_failed(id, self.now);
            }
            (reception, Some(server)) => {
                if reception == Reception::Accept {
                    connection.server = Some(server.accepted(self.now));
                }
                self.watch.connected(id, self.now);
                self.client.connected(id, self.now);
            }
        }
        self.observe()?;
        Ok(true)
    }

    fn client_writes(&mut self, index: usize) -> Result<bool, String> {
        let delay = self.delay();
        let connection = &mut self.connections[index];
        if !connection.client_open || connection.answer_at.is_some() {
            return Ok(false);
        }
        let outgoing = self.client.outgoing(connection.client);
        let written = connection.to_server.write(&outgoing, self.now, delay);
        if written == 0 {
            return Ok(false);
        }
        self.watch.sent(connection.client, written, self.now);
        self.client.sent(connection.client, written, self.now);
        self.observe()?;
        Ok(true)
    }

    fn client_reads(&mut self, index: usize) -> Result<bool, String> {
        let most = self.rng.usize(1..3000);
        let connection = &mut self.connections[index];
        let id = connection.client;
        if !connection.client_open || connection.answer_at.is_some() || !self.client.may_read(id) {
            return Ok(false);
        }
        if connection.to_client.is_readable(self.now) {
            match connection.to_client.read(most, self.now) {
                Some(bytes) => {
                    self.watch.delivered(id, &bytes, self.now);
                    self.client.received(id, &bytes, self.now);
                }
                None => {
                    // The network breaks: both ends learn of it.
                    let at = self.now;
                    self.connections[index].to_server.reset(at);
                    self.client_closed(index);
                }
            }
        } else if connection.to_client.is_over(self.now) {
            self.client_closed(index);
        } else {
            return Ok(false);
        }
        self.observe()?;
        Ok(true)
    }

    fn client_closed(&mut self, index: usize) {
        let connection = &mut self.connections[index];
        connection.client_open = false;
        let id = connection.client;
        if connection.server.is_none() {
            connection.to_server.reset(self.now);
        }
        self.watch.closed(id, self.now);
        self.client.closed(id, self.now);
    }

    fn server_writes(&mut self, index: usize) -> bool {
        let delay = self.delay();
        let connection = &mut self.connections[index];
        let Some(id) = connection.server else {
            return false;
        };
        let Some(server) = self.processes[connection.side.index()].server.as_mut() else {
            return false;
        };
        let written = connection
            .to_client
            .write(server.outgoing(id), self.now, delay);
        if written > 0 {
            server.sent(id, written, self.now);
        }
        written > 0
    }

    fn server_reads(&mut self, index: usize) -> bool {
        let most = self.rng.usize(1..3000);
        let connection = &mut self.connections[index];
        let Some(id) = connection.server else {
            return false;
        };
        let Some(server) = self.processes[connection.side.index()].server.as_mut() else {
            return false;
        };
        if !server.may_read(id) {
            return false;
        }
        if connection.to_server.is_readable(self.now) {
            match connection.to_server.read(most, self.now) {
                Some(bytes) => server.received(id, &bytes, self.now),
                None => {
                    connection.server = None;
                    connection.to_client.reset(self.now);
                    server.closed(id, self.now);
                }
            }
        } else if connection.to_server.is_over(self.now) {
            connection.server = None;
            server.closed(id, self.now);
        } else {
            return false;
        }
        true
    }
}

/// The servers, and their applications.
impl<C: Core> World<'_, C> {
    fn start(&mut self, side: Side) {
        let other_is_active = {
            let other = &self.processes[side.opposite().index()];
            other.server.is_some() && (other.is_active || other.promoted_at.is_some())
        };
        let standby = other_is_active && self.plan.holds_both;
        let config = ServerConfig {
            role: if standby {
                ServerRole::Standby
            } else {
                ServerRole::Active
            },
            ..ServerConfig::default()
        };
        let server = Server::new(config).expect("a configuration");
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

    fn crash(&mut self, side: Side) {
        let process = &mut self.processes[side.index()];
        if process.server.take().is_none() {
            return;
        }
        let was_active = std::mem::take(&mut process.is_active);
        process.replies.clear();
        process.promoted_at = None;
        self.log(|| format!("{side} ends"));
        for index in 0..self.connections.len() {
            let at = self.now + self.delay();
            let connection = &mut self.connections[index];
            if connection.side == side {
                connection.server = None;
                connection.to_client.reset(at);
            }
        }
        let promoted_at = self.soon(5_000);
        let other = &mut self.processes[side.opposite().index()];
        if was_active && other.server.is_some() && !other.is_active {
            other.promoted_at = Some(promoted_at);
        }
    }

    fn processes_due(&mut self) -> bool {
        let mut busy = false;
        for side in *Side::BOTH.as_slice().first_chunk::<2>().expect("two sides") {
            busy |= self.process_due(side);
        }
        busy
    }

    fn process_due(&mut self, side: Side) -> bool {
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
            if other.is_active {
                // The peripheral gateway sees to it that only one server stays active.
                other.ends_at = Some(ends_at);
            }
            return true;
        }
        if process.is_active && process.next_event_at <= now {
            let _ = self.broadcast(side, 1);
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
        while let Some(event) = {
            let server = self.processes[side.index()].server.as_mut();
            server.and_then(|server| server.next_event(now))
        } {
            busy = true;
            self.server_event(side, event);
        }
        while let Some(action) = {
            let server = self.processes[side.index()].server.as_mut();
            server.and_then(Server::next_action)
        } {
            busy = true;
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

    fn broadcast(&mut self, side: Side, count: u32) -> bool {
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
            let _ = server.broadcast(&event, self.now);
        }
        true
    }

    fn server_event(&mut self, side: Side, event: ServerEvent) {
        match event {
            ServerEvent::OpenAsked { connection, .. } => {
                let most = *crate::plan::choose(&mut self.rng, &[0, 0, 2_000, 20_000]);
                let at = self.soon(most);
                self.processes[side.index()]
                    .replies
                    .push((at, connection, Reply::Open));
            }
            ServerEvent::Message { connection, frame } => {
                if frame.message_type() != MessageType::REGISTER_SERVICE_REQ {
                    return;
                }
                let Ok(request) = frame.decode::<RegisterServiceReq<'_>>() else {
                    return;
                };
                let request = cti_messages::IntoOwned::into_owned(request);
                let id = request.invoke_id;
                let at = self.soon(3_000);
                let late = self.soon(80_000);
                let replies = &mut self.processes[side.index()].replies;
                match self.rng.u8(..20) {
                    0..12 => replies.push((at, connection, Reply::Confirm(request))),
                    12..14 => replies.push((at, connection, Reply::Fail(id))),
                    14 => {
                        replies.push((at, connection, Reply::Confirm(request.clone())));
                        replies.push((late, connection, Reply::Confirm(request)));
                    }
                    15 => {
                        replies.push((at, connection, Reply::Ask(id)));
                        replies.push((at, connection, Reply::Confirm(request)));
                    }
                    16..18 => replies.push((late, connection, Reply::Confirm(request))),
                    _ => {}
                }
            }
            ServerEvent::MaintenanceAgreed => {
                self.log(|| format!("{side}: maintenance agreed"));
                let at = self.soon(4_500);
                let other = &mut self.processes[side.opposite().index()];
                if other.server.is_some() && !other.is_active {
                    other.promoted_at = Some(at);
                }
                self.processes[side.index()].is_active = false;
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

    fn reply(&mut self, side: Side, connection: ConnectionId, reply: Reply) {
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
                    if let Some(mut confirmation) = server.confirmation(connection) {
                        if grants_less {
                            confirmation
                                .services_granted
                                .remove(CtiServiceMask::CLIENT_MONITOR);
                        }
                        let _ = server.accept(connection, confirmation, now);
                    }
                }
            },
            Reply::Confirm(request) => {
                let _ = server.send(connection, &request.confirmation(), now);
            }
            Reply::Fail(invoke_id) => {
                let failure = failure(invoke_id, StatusCode::UNSPECIFIED_FAILURE);
                let _ = server.send(connection, &failure, now);
            }
            Reply::Ask(invoke_id) => {
                let request = StopRecordingReq {
                    invoke_id,
                    ..StopRecordingReq::default()
                };
                let _ = server.send(connection, &request, now);
            }
        }
    }
}

/// What goes wrong.
impl<C: Core> World<'_, C> {
    fn faults(&mut self) -> bool {
        let mut busy = false;
        while let Some((at, fault)) = self.plan.faults.get(self.next_fault) {
            if *at > self.now {
                break;
            }
            self.next_fault += 1;
            busy = true;
            self.log(|| format!("fault: {fault:?}"));
            self.fault(fault);
        }
        busy
    }

    fn fault(&mut self, fault: &Fault) {
        match fault {
            Fault::Crash(side) => self.crash(*side),
            Fault::Restart(side) => {
                if self.processes[side.index()].server.is_none() {
                    self.start(*side);
                }
            }
            Fault::Reception(side, reception) => {
                self.processes[side.index()].reception = *reception;
            }
            Fault::Hold(side, way, time) => {
                let until = self.now + *time;
                for pipe in self.pipes(*side, *way) {
                    pipe.hold_until(until);
                }
            }
            Fault::Cut(side, way, after) => {
                for pipe in self.pipes(*side, *way) {
                    pipe.cut_after = Some(*after);
                }
            }
            Fault::Garbage(side, way, bytes) => {
                let now = self.now;
                for pipe in self.pipes(*side, *way) {
                    pipe.inject(bytes, now);
                }
            }
            Fault::RefuseHeartbeat(side) => self.refuses_heartbeat[side.index()] = true,
            Fault::ForeignOpenReq(side) => {
                let open = OpenReq {
                    version_number: ProtocolVersion::V13.into(),
                    ..OpenReq::default()
                };
                self.inject(*side, &open);
            }
            Fault::Refuse(side, status) => self.processes[side.index()].refuses = *status,
            Fault::Maintenance => {
                let active = self.processes.iter_mut().find(|process| process.is_active);
                let server = active.and_then(|process| process.server.as_mut());
                let begun = server.map(|server| server.begin_maintenance(self.now));
                self.log(|| format!("maintenance: {begun:?}"));
            }
            Fault::Promote(side) => {
                let process = &mut self.processes[side.index()];
                if process.server.is_some() && !process.is_active {
                    process.promoted_at = Some(self.now);
                }
            }
            Fault::Stop(side) => {
                if let Some(server) = &mut self.processes[side.index()].server {
                    server.stop(StatusCode::CTI_SERVER_OFFLINE, self.now);
                }
            }
            Fault::Burst(side, count) => {
                if self.processes[side.index()].is_active {
                    self.broadcast(*side, *count);
                }
            }
            Fault::Nap(time) => self.naps_until = self.naps_until.max(self.now + *time),
            Fault::Requests(count) => {
                for _ in 0..*count {
                    self.next_request_at = self.now;
                    // A rule that is broken here is found by the next check.
                    let _ = self.request();
                }
            }
        }
    }

    /// Puts a message under way to the client that its server has not sent.
    fn inject(&mut self, side: Side, message: &dyn DynMessage) {
        let mut bytes = Vec::new();
        let encoded = message.encode_with(self.plan.version, EncodeOptions::lenient(), &mut bytes);
        encoded.expect("a message");
        let now = self.now;
        for pipe in self.pipes(side, Way::ToClient) {
            pipe.inject(&bytes, now);
        }
    }

    fn pipes(&mut self, side: Side, way: Way) -> impl Iterator<Item = &mut crate::network::Pipe> {
        let connections = self.connections.iter_mut();
        let of_side = connections.filter(move |connection| connection.side == side);
        of_side.map(move |connection| match way {
            Way::ToServer => &mut connection.to_server,
            Way::ToClient => &mut connection.to_client,
        })
    }

    /// From now on everything works.
    fn heal(&mut self) {
        self.log(|| "everything works from now on");
        self.naps_until = self.now;
        self.next_fault = self.plan.faults.len();
        for side in self.plan.sides.all() {
            let process = &mut self.processes[side.index()];
            process.reception = Reception::Accept;
            process.refuses = None;
            if process.server.is_none() {
                self.start(*side);
            }
        }
        let nobody = !self.processes.iter().any(|process| process.is_active);
        if nobody && self.plan.holds_both {
            // As the peripheral gateway does, which tries both sides until one is active.
            self.processes[Side::A.index()].promoted_at = Some(self.now + Duration::from_secs(20));
        }
        for connection in &mut self.connections {
            if connection.reception == Reception::Silence {
                connection.to_client.reset(self.now);
            }
        }
    }
}

fn failure(invoke_id: InvokeId, status: StatusCode) -> FailureConf<'static> {
    FailureConf {
        invoke_id,
        status,
        ..FailureConf::default()
    }
}

/// An event on one line.
pub(crate) fn describe(event: &Event) -> String {
    match event {
        Event::Message { side, frame } => format!("{side} sends {}", text(frame)),
        Event::Opened { side, .. } => format!("{side} is open"),
        other => format!("{other:?}"),
    }
}

fn text(frame: &cti_messages::OwnedFrame) -> String {
    frame
        .message()
        .map_or_else(|error| error.to_string(), |message| message.to_string())
}
