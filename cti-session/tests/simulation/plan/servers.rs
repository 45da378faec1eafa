//! How the servers of a schedule are, what their applications do, and which clients they have besides the one.

use core::time::Duration;

use cti_messages::{PeripheralId, PeripheralType, StatusCode};
use cti_session::{ServerConfig, ServerPeripheral, ServerRole, Side, Sides, Time};
use fastrand::Rng;

use super::{FAULTS, choose};

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
    /// Whether an application may take longer than a minute to decide on an OPEN_REQ.
    pub(crate) decides_late: bool,
    pub(crate) acts: Vec<(Time, Act)>,
}

impl ServerPlan {
    /// The plan for a seed. The client's schedule of the same seed does not depend on it.
    pub(super) fn new(seed: u64, sides: Sides) -> Self {
        let mut rng = Rng::with_seed(seed ^ 0x0005_EE4E);
        let rng = &mut rng;
        if rng.u8(..6) > 0 {
            return Self {
                others: 0,
                events: 1024,
                send_capacity: 256 * 1024,
                peripherals: 0,
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
        plan.acts.sort_by_key(|(at, _)| *at);
        plan
    }

    pub(crate) fn config(&self, role: ServerRole) -> ServerConfig {
        let peripherals = (0..self.peripherals).map(|number| ServerPeripheral {
            id: PeripheralId(5000 + number),
            peripheral_type: PeripheralType::ENTERPRISE_AGENT,
            online: number % 2 == 0,
        });
        ServerConfig {
            role,
            event_capacity: self.events,
            send_capacity: self.send_capacity,
            peripherals: peripherals.collect(),
            ..ServerConfig::default()
        }
    }
}
