//! How the servers of a schedule are, what their applications do, and which clients they have besides the one.

use core::ops::RangeInclusive;
use core::time::Duration;

use cti_messages::{CtiServiceMask, PeripheralId, PeripheralType, ProtocolVersion, StatusCode};
use cti_session::{Check, Checks, ServerConfig, ServerPeripheral, ServerRole, Side, Sides, Time};
use fastrand::Rng;

use super::{FAULTS, choose};

/// Services that some servers do not have.
const OPTIONAL: [CtiServiceMask; 5] = [
    CtiServiceMask::ALL_EVENTS,
    CtiServiceMask::CLIENT_EVENTS,
    CtiServiceMask::CLIENT_MONITOR,
    CtiServiceMask::SUPERVISOR,
    CtiServiceMask::IGNORE_CONF,
];

/// What the application in a server does, besides what it always does.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    /// It takes no events for a while.
    Nap(Side, Duration),
    /// It ends a session.
    End(Side, StatusCode),
    /// It changes its mind about maintenance, so long after it has begun it.
    CancelMaintenance(Duration),
    /// It reports so many events, each of so many bytes.
    Flood(Side, u32, usize),
    /// A session asks for other events than before; a seed decides which session and which events.
    SetMasks(Side, u64),
    /// So many other peripherals are announced to new sessions.
    SetPeripherals(Side, u32),
}

/// The servers of a schedule.
#[derive(Debug, Clone)]
pub(crate) struct ServerPlan {
    /// How many other clients there are.
    pub(crate) others: usize,
    /// The most events that wait for an application, and bytes for a client.
    pub(crate) events: usize,
    pub(crate) send_capacity: usize,
    pub(crate) peripherals: u32,
    /// What is not checked of an OPEN_REQ, and what can be had at all.
    pub(crate) relaxed: Vec<Check>,
    pub(crate) services: CtiServiceMask,
    pub(crate) versions: RangeInclusive<ProtocolVersion>,
    /// Whether an application may take longer than a minute to decide on an OPEN_REQ.
    pub(crate) decides_late: bool,
    pub(crate) acts: Vec<(Time, Act)>,
}

impl ServerPlan {
    /// The plan for a seed, with servers that have the version of the client. The client's schedule of the same seed does not depend on it.
    pub(super) fn new(seed: u64, sides: Sides, version: ProtocolVersion) -> Self {
        let mut rng = Rng::with_seed(seed ^ 0x0005_EE4E);
        let rng = &mut rng;
        if rng.u8(..6) > 0 {
            return Self {
                others: 0,
                events: 1024,
                send_capacity: 256 * 1024,
                peripherals: 0,
                relaxed: Vec::new(),
                services: CtiServiceMask::all(),
                versions: ProtocolVersion::FIRST..=ProtocolVersion::LATEST,
                decides_late: false,
                acts: Vec::new(),
            };
        }
        let is_slow = rng.u8(..3) == 0;
        let mut plan = Self {
            others: rng.usize(1..5),
            events: if is_slow { rng.usize(1..20) } else { 1024 },
            send_capacity: *choose(rng, &[12_500, 12_500, 256 * 1024]),
            peripherals: rng.u32(..3),
            relaxed: Vec::new(),
            services: CtiServiceMask::all(),
            versions: ProtocolVersion::FIRST..=ProtocolVersion::LATEST,
            decides_late: rng.bool(),
            acts: Vec::new(),
        };
        for _ in 0..rng.usize(..12) {
            let at = Time::from(Duration::from_millis(rng.u64(..1000 * FAULTS.as_secs())));
            let side = *choose(rng, sides.all());
            let act = match rng.u8(..8) {
                0..3 if is_slow => Act::Nap(side, Duration::from_millis(rng.u64(10..60_000))),
                0..3 => Act::CancelMaintenance(Duration::from_millis(rng.u64(..4_000))),
                3..5 => Act::End(side, StatusCode(rng.u32(1..100))),
                _ => Act::Flood(side, rng.u32(1..60), rng.usize(..250)),
            };
            plan.acts.push((at, act));
        }
        plan.varies(&mut Rng::with_seed(seed ^ 0x0007_A21E), sides, version);
        plan.acts.sort_by_key(|(at, _)| *at);
        plan
    }

    /// What came to the schedules later, and does not change what else they have.
    fn varies(&mut self, rng: &mut Rng, sides: Sides, version: ProtocolVersion) {
        if rng.bool() {
            for _ in 0..rng.u32(2..9) {
                self.relaxed.push(*choose(rng, Check::ALL));
            }
        }
        if rng.u8(..3) == 0 {
            for service in OPTIONAL {
                self.services.set(service, rng.bool());
            }
        }
        if rng.u8(..3) == 0 {
            let of = |number: u8| ProtocolVersion::new(u32::from(number)).expect("a version");
            let first = rng.u8(ProtocolVersion::FIRST.number()..=version.number());
            let last = rng.u8(version.number()..=ProtocolVersion::LATEST.number());
            self.versions = of(first)..=of(last);
        }
        for _ in 0..rng.usize(..4) {
            let at = Time::from(Duration::from_millis(rng.u64(..1000 * FAULTS.as_secs())));
            let side = *choose(rng, sides.all());
            let act = match rng.u8(..3) {
                0 => Act::SetPeripherals(side, rng.u32(..3)),
                _ => Act::SetMasks(side, rng.u64(..)),
            };
            self.acts.push((at, act));
        }
    }

    /// Peripherals with IDs from this one on.
    pub(crate) fn peripherals(first: u32, count: u32) -> Vec<ServerPeripheral> {
        let peripherals = (0..count).map(|number| ServerPeripheral {
            id: PeripheralId(first + number),
            peripheral_type: PeripheralType::ENTERPRISE_AGENT,
            online: number % 2 == 0,
        });
        peripherals.collect()
    }

    pub(crate) fn config(&self, role: ServerRole) -> ServerConfig {
        let mut checks = Checks::default();
        for check in &self.relaxed {
            checks.relax(*check);
        }
        ServerConfig {
            checks,
            services: self.services,
            versions: self.versions.clone(),
            role,
            event_capacity: self.events,
            send_capacity: self.send_capacity,
            peripherals: Self::peripherals(5000, self.peripherals),
            ..ServerConfig::default()
        }
    }
}
