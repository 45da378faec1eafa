//! What happens in a schedule, decided by its seed before it begins.

mod servers;

use core::time::Duration;

use cti_messages::{CtiServiceMask, ProtocolVersion, StatusCode};
use cti_session::{Side, Sides, Time};
use fastrand::Rng;

use crate::network::Reception;
pub(crate) use servers::{Act, ServerPlan};

/// Faults begin in this time; afterwards the network and the servers are healed.
pub(crate) const FAULTS: Duration = Duration::from_secs(600);
/// The time that a client has, after everything works again, to open its sessions: the longest wait of the ladder, and
/// what was begun before.
pub(crate) const HEALING: Duration = Duration::from_secs(420);

/// The time until a client that was closed has ended, and an application that naps has heard of it.
pub(crate) const CLOSING: Duration = Duration::from_secs(300);

#[derive(Debug, Clone)]
pub(crate) enum Fault {
    /// The process of a server ends: its connections are reset.
    Crash(Side),
    /// It starts again, as the active server if the other one is not.
    Restart(Side),
    /// From now on it takes connections like this.
    Reception(Side, Reception),
    /// What a side sends, or is sent, is held back for a while.
    Hold(Side, Way, Duration),
    /// The connection to a side breaks after so many bytes more.
    Cut(Side, Way, usize),
    /// Bytes arrive that nobody sent.
    Garbage(Side, Way, Vec<u8>),
    /// The answer to the next heartbeat is that the server is off line.
    RefuseHeartbeat(Side),
    /// The server sends an OPEN_REQ of another version, which only clients send.
    ForeignOpenReq(Side),
    /// A side refuses sessions with this status, or opens them again.
    Refuse(Side, Option<StatusCode>),
    /// The active server goes into maintenance.
    Maintenance,
    /// A standby server becomes active, whatever the other one is.
    Promote(Side),
    /// The server ends its sessions and takes no more.
    Stop(Side),
    /// The server reports so many events at once.
    Burst(Side, u32),
    /// The application takes no events for a while.
    Nap(Duration),
    /// The application sends so many requests.
    Requests(u32),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    ToServer,
    ToClient,
}

/// A schedule.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) seed: u64,
    pub(crate) sides: Sides,
    pub(crate) holds_both: bool,
    pub(crate) version: ProtocolVersion,
    /// The heartbeat interval in seconds.
    pub(crate) heartbeat: Option<u32>,
    pub(crate) expected_clients: u32,
    pub(crate) event_capacity: usize,
    /// Whether the application takes events as soon as there are any, all the time.
    pub(crate) is_prompt: bool,
    /// Whether the application has several kinds of requests.
    pub(crate) asks_variously: bool,
    /// Whether it wants no confirmations of requests of client control.
    pub(crate) ignores_confirmations: bool,
    /// How many bytes a connection takes before the sender has to wait, one way.
    pub(crate) window: usize,
    /// The longest that bytes are under way, in milliseconds.
    pub(crate) latency: u64,
    pub(crate) faults: Vec<(Time, Fault)>,
    /// When the application closes the client, if not after everything has been healed.
    pub(crate) closes_at: Option<Time>,
    pub(crate) servers: ServerPlan,
}

impl Plan {
    pub(crate) fn new(seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let rng = &mut rng;
        let holds_both = rng.u8(..10) < 6;
        let version = if holds_both {
            ProtocolVersion::new(rng.u32(24..=25))
        } else {
            ProtocolVersion::new(rng.u32(13..=25))
        };
        let is_prompt = rng.u8(..10) < 7;
        let sides = if rng.u8(..8) == 0 {
            Sides::Simplex
        } else {
            Sides::Duplex
        };
        let version = version.expect("a version that is modelled");
        // What came to the schedules later does not change what else they have.
        let mut later = Rng::with_seed(seed ^ 0x1A7E);
        let asks_variously = later.u8(..3) == 0;
        let has_mode = CtiServiceMask::defined_in(version).contains(CtiServiceMask::IGNORE_CONF);
        let ignores_confirmations = has_mode && later.u8(..3) == 0;
        let mut plan = Self {
            seed,
            sides,
            holds_both,
            version,
            heartbeat: match rng.u8(..4) {
                0 => None,
                1 => Some(90),
                _ => Some(rng.u32(5..=20)),
            },
            expected_clients: *choose(rng, &[1, 9, 10, 55, 500, 501, 2000]),
            event_capacity: if is_prompt { 4096 } else { rng.usize(1..40) },
            is_prompt,
            asks_variously,
            ignores_confirmations,
            window: *choose(rng, &[50, 400, 16 * 1024, 16 * 1024]),
            latency: *choose(rng, &[0, 1, 20, 300, 2000]),
            faults: Vec::new(),
            closes_at: None,
            servers: ServerPlan::new(seed, sides, version),
        };
        if rng.u8(..20) == 0 {
            // The request is wrong: every side refuses it for good.
            for side in plan.sides.all() {
                let status = Some(*choose(
                    rng,
                    &[StatusCode::INVALID_PASSWORD, StatusCode::INVALID_VERSION],
                ));
                plan.faults
                    .push((Time::START, Fault::Refuse(*side, status)));
            }
        }
        if rng.u8(..6) == 0 {
            let most = if rng.bool() {
                1_000 * FAULTS.as_secs()
            } else {
                40_000
            };
            plan.closes_at = Some(Time::from(Duration::from_millis(rng.u64(..most))));
        }
        let count = rng.usize(0..14);
        for _ in 0..count {
            let at = Time::from(Duration::from_millis(rng.u64(..1000 * FAULTS.as_secs())));
            let fault = Fault::random(rng, &plan);
            // What breaks is mended, after a while.
            let later = at + Duration::from_millis(rng.u64(100..200_000));
            match fault {
                Fault::Crash(side) | Fault::Stop(side) => {
                    plan.faults.push((later, Fault::Restart(side)))
                }
                Fault::Reception(side, reception) if reception != Reception::Accept => {
                    plan.faults
                        .push((later, Fault::Reception(side, Reception::Accept)));
                }
                Fault::Refuse(side, Some(_)) => {
                    plan.faults.push((later, Fault::Refuse(side, None)))
                }
                _ => {}
            }
            plan.faults.push((at, fault));
        }
        plan.faults.sort_by_key(|(at, _)| *at);
        plan
    }
}

impl Fault {
    fn random(rng: &mut Rng, plan: &Plan) -> Self {
        let side = *choose(rng, plan.sides.all());
        let way = *choose(rng, &[Way::ToServer, Way::ToClient]);
        match rng.u8(..29) {
            0..3 => Self::Crash(side),
            3 => Self::Reception(side, Reception::Refuse),
            4 => Self::Reception(side, Reception::Nothing),
            5 => Self::Reception(side, Reception::Silence),
            6..8 => Self::Hold(side, way, Duration::from_millis(rng.u64(100..100_000))),
            8..10 => Self::Cut(side, way, rng.usize(..200)),
            10 => Self::Garbage(
                side,
                way,
                (0..rng.usize(1..40)).map(|_| rng.u8(..)).collect(),
            ),
            11 => Self::Refuse(side, Some(StatusCode(rng.u32(1..=111)))),
            12 => Self::Refuse(
                side,
                Some(*choose(
                    rng,
                    &[
                        StatusCode::CTI_SERVER_OFFLINE,
                        StatusCode::SERVER_NOT_MASTER,
                        StatusCode::SERVER_IN_MAINTENANCE_MODE,
                    ],
                )),
            ),
            13..18 => Self::Maintenance,
            18 => Self::Promote(side),
            19 => Self::Stop(side),
            20..22 => Self::Burst(side, rng.u32(1..800)),
            22..24 => Self::Requests(rng.u32(1..20)),
            24 => Self::ForeignOpenReq(side),
            25..27 => Self::RefuseHeartbeat(side),
            _ if plan.is_prompt => Self::Maintenance,
            _ => Self::Nap(Duration::from_millis(rng.u64(10..120_000))),
        }
    }
}

pub(crate) fn choose<'t, T>(rng: &mut Rng, from: &'t [T]) -> &'t T {
    &from[rng.usize(..from.len())]
}
