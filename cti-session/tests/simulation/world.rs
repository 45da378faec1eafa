//! A client and the servers of both sides, joined by the network.

mod client;
mod faults;
mod others;
mod servers;
mod wires;

use core::time::Duration;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use cti_messages::{
    AgentStateMask, CallEventMask, ConfigInformationMask, CtiServiceMask, DynMessage, FailureConf,
    InvokeId, OpenReq, StatusCode,
};
use cti_session::{ClientConfig, ClientEvent, ConnectionId, Heartbeat, ServerConfig, Side, Time};

use fastrand::Rng;

use crate::core::Core;
use crate::network::{Connection, Reception};
use crate::plan::{CLOSING, FAULTS, HEALING, Plan};
use crate::servers::{Serve, Watched};
use crate::watch::{Expect, Watch};
use others::Other;

/// The process of a server, and the application in it.
struct Process {
    server: Option<Watched>,
    is_active: bool,
    reception: Reception,
    refuses: Option<StatusCode>,
    /// Answers that take a while.
    replies: Vec<(Time, ConnectionId, Reply)>,
    /// The application takes no events before.
    naps_until: Time,
    /// When it changes its mind about maintenance.
    cancels_at: Option<Time>,
    /// Whether it may go into maintenance once the other one is active.
    has_agreed: bool,
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
    Message(Box<dyn DynMessage>),
    Fail(InvokeId),
    /// Not an answer, but a request of the server with the ID of one that the client has sent.
    Ask(InvokeId),
}

/// How the server's end of a process is made.
pub(crate) type NewServer<'p> = Box<dyn Fn(ServerConfig) -> Box<dyn Serve> + 'p>;

pub(crate) struct World<'p, C> {
    plan: &'p Plan,
    new_server: NewServer<'p>,
    pub(crate) now: Time,
    client: C,
    processes: [Process; 2],
    connections: Vec<Connection>,
    others: Vec<Other>,
    pub(crate) watch: Watch<'p>,
    rng: Rng,
    next_fault: usize,
    next_act: usize,
    /// Whether everything works from now on.
    is_healed: bool,
    /// The application takes no events before.
    naps_until: Time,
    next_request_at: Time,
    refuses_heartbeat: [bool; 2],
    /// Whether a trace is written: that takes half of the time.
    is_traced: bool,
    pub(crate) trace: String,
    /// The first rule that a server broke, and how.
    wrong: Option<String>,
    /// The kinds of what the servers did.
    pub(crate) seen: BTreeSet<String>,
}

/// The configuration of the client in a plan.
pub(crate) fn config(plan: &Plan) -> ClientConfig {
    let standby = if plan.holds_both {
        CtiServiceMask::ACTIVE_STANDBY
    } else {
        CtiServiceMask::empty()
    };
    let mode = if plan.ignores_confirmations {
        CtiServiceMask::IGNORE_CONF
    } else {
        CtiServiceMask::empty()
    };
    let mut config = ClientConfig::new(OpenReq {
        version_number: plan.version.into(),
        services_requested: CtiServiceMask::ALL_EVENTS
            | CtiServiceMask::SERVER
            | CtiServiceMask::CLIENT_MONITOR
            | standby
            | mode,
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
    pub(crate) fn new(
        plan: &'p Plan,
        client: C,
        new_server: NewServer<'p>,
        is_traced: bool,
    ) -> Self {
        let process = |_| Process {
            server: None,
            is_active: false,
            reception: Reception::Accept,
            refuses: None,
            replies: Vec::new(),
            naps_until: Time::START,
            cancels_at: None,
            has_agreed: false,
            next_event_at: Time::START,
            sequence: 0,
            promoted_at: None,
            ends_at: None,
            restart_at: None,
        };
        let mut world = Self {
            plan,
            new_server,
            now: Time::START,
            client,
            processes: Side::BOTH.map(process),
            connections: Vec::new(),
            others: Vec::new(),
            watch: Watch::new(plan),
            rng: Rng::with_seed(plan.seed ^ 0x5EED),
            next_fault: 0,
            next_act: 0,
            is_healed: false,
            naps_until: Time::START,
            next_request_at: Time::START,
            refuses_heartbeat: [false; 2],
            is_traced,
            trace: String::new(),
            wrong: None,
            seen: BTreeSet::new(),
        };
        for _ in 0..plan.servers.others {
            let acts_at = world.soon(30_000);
            world.others.push(Other::new(acts_at));
        }
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
            self.check_servers()?;
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
        let act = self.plan.servers.acts.get(self.next_act).map(|(at, _)| *at);
        let mut times = vec![
            fault,
            act,
            self.client.deadline(),
            Some(self.next_request_at),
        ];
        if self.naps_until > self.now {
            times.push(Some(self.naps_until));
        }
        times.extend(
            self.connections
                .iter()
                .map(|connection| connection.next(self.now)),
        );
        for process in &self.processes {
            times.push(process.server.as_ref().and_then(Watched::deadline));
            times.push(process.server.as_ref().and_then(Watched::due));
            times.push(process.cancels_at);
            times.push(Some(process.naps_until).filter(|at| *at > self.now));
            times.push(process.promoted_at);
            times.push(process.restart_at);
            times.push(process.ends_at);
            if process.server.is_some() && process.is_active {
                times.push(Some(process.next_event_at));
            }
            times.extend(process.replies.iter().map(|(at, ..)| Some(*at)));
        }
        times.extend(self.others.iter().map(|other| other.next(self.now)));
        times.into_iter().flatten().map(|at| at.max(self.now)).min()
    }

    fn is_awake(&self) -> bool {
        self.now >= self.naps_until
    }

    /// Does everything that happens at this time.
    fn drive(&mut self) -> Result<(), String> {
        for _ in 0..100_000 {
            let mut busy = self.faults();
            busy |= self.acts();
            busy |= self.processes_due();
            busy |= self.drive_others();
            busy |= self.move_bytes()?;
            busy |= self.drive_client()?;
            if !busy {
                return Ok(());
            }
        }
        Err(format!("at {:?} there is always something to do", self.now))
    }

    /// Whether the servers have kept the rules so far.
    fn check_servers(&mut self) -> Result<(), String> {
        for process in &mut self.processes {
            if let Some(server) = &mut process.server {
                server.check(self.now)?;
                self.seen.extend(server.seen());
            }
        }
        self.wrong.clone().map_or(Ok(()), Err)
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

fn failure(invoke_id: InvokeId, status: StatusCode) -> FailureConf<'static> {
    FailureConf {
        invoke_id,
        status,
        ..FailureConf::default()
    }
}

/// An event on one line.
pub(crate) fn describe(event: &ClientEvent) -> String {
    match event {
        ClientEvent::Message { side, frame } => format!("{side} sends {}", text(frame)),
        ClientEvent::Opened { side, .. } => format!("{side} is open"),
        other => format!("{other:?}"),
    }
}

fn text(frame: &cti_messages::OwnedFrame) -> String {
    frame
        .message()
        .map_or_else(|error| error.to_string(), |message| message.to_string())
}
