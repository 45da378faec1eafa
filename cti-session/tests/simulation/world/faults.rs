//! What goes wrong, and how it is mended.

use core::time::Duration;

use cti_messages::{
    AgentStateMask, CallEventMask, ConfigInformationMask, DynMessage, EncodeOptions, OpenReq,
    ProtocolVersion, StatusCode,
};
use cti_session::Side;
use fastrand::Rng;

use super::World;
use crate::core::Core;
use crate::network::{Pipe, Reception};
use crate::plan::{Act, Fault, ServerPlan, Way, choose};
use crate::servers::Masks;

/// What goes wrong.
impl<C: Core> World<'_, C> {
    pub(super) fn faults(&mut self) -> bool {
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

    /// What the applications in the servers do besides what they always do.
    pub(super) fn acts(&mut self) -> bool {
        let mut busy = false;
        while let Some((at, act)) = self.plan.servers.acts.get(self.next_act) {
            if *at > self.now {
                break;
            }
            self.next_act += 1;
            busy = true;
            self.log(|| format!("{act:?}"));
            self.act(act);
        }
        busy
    }

    fn act(&mut self, act: &Act) {
        match act {
            Act::Nap(side, time) => {
                let naps_until = &mut self.processes[side.index()].naps_until;
                *naps_until = (*naps_until).max(self.now + *time);
            }
            Act::End(side, status) => {
                if let Some(server) = &mut self.processes[side.index()].server {
                    if let Some(connection) = server.connections().last() {
                        server.end(*connection, *status, self.now);
                    }
                }
            }
            Act::CancelMaintenance(after) => {
                let cancels_at = self.now + *after;
                for process in &mut self.processes {
                    // One that is not the active server refuses.
                    if let Some(server) = &mut process.server {
                        if server.begin_maintenance(self.now).is_ok() {
                            process.cancels_at = Some(cancels_at);
                        }
                    }
                }
            }
            Act::SetMasks(side, seed) => {
                if let Some(server) = &mut self.processes[side.index()].server {
                    let connections = server.connections();
                    let rng = &mut Rng::with_seed(*seed);
                    if !connections.is_empty() {
                        let masks = Masks {
                            calls: CallEventMask::from_bits_retain(rng.u32(..)),
                            states: AgentStateMask::from_bits_retain(rng.u32(..)),
                            configuration: ConfigInformationMask::from_bits_retain(rng.u32(..)),
                        };
                        server.set_masks(*choose(rng, &connections), masks, self.now);
                    }
                }
            }
            Act::SetPeripherals(side, count) => {
                if let Some(server) = &mut self.processes[side.index()].server {
                    server.set_peripherals(ServerPlan::peripherals(6000, *count), self.now);
                }
            }
            Act::Flood(side, count, length) => {
                for _ in 0..*count {
                    self.report(*side, *length);
                }
            }
        }
    }

    pub(super) fn fault(&mut self, fault: &Fault) {
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
    pub(super) fn inject(&mut self, side: Side, message: &dyn DynMessage) {
        let mut bytes = Vec::new();
        let encoded = message.encode_with(self.plan.version, EncodeOptions::lenient(), &mut bytes);
        encoded.expect("a message");
        let now = self.now;
        for pipe in self.pipes(side, Way::ToClient) {
            pipe.inject(&bytes, now);
        }
    }

    pub(super) fn pipes(&mut self, side: Side, way: Way) -> impl Iterator<Item = &mut Pipe> {
        let connections = self.connections.iter_mut();
        let of_side = connections.filter(move |connection| connection.side == side);
        of_side.map(move |connection| match way {
            Way::ToServer => &mut connection.to_server,
            Way::ToClient => &mut connection.to_client,
        })
    }

    /// From now on everything works.
    pub(super) fn heal(&mut self) {
        self.log(|| "everything works from now on");
        self.naps_until = self.now;
        self.refuses_heartbeat = [false; 2];
        self.next_fault = self.plan.faults.len();
        self.is_healed = true;
        self.next_act = self.plan.servers.acts.len();
        self.dismiss_others();
        for side in self.plan.sides.all() {
            let process = &mut self.processes[side.index()];
            process.reception = Reception::Accept;
            process.naps_until = self.now;
            process.cancels_at = process.has_agreed.then_some(self.now);
            process.refuses = None;
            if process.server.is_none() {
                self.start(*side);
            }
        }
        let mut processes = self.processes.iter();
        let nobody = !processes.any(|process| process.is_active || process.has_agreed);
        if nobody && self.plan.holds_both {
            // As the peripheral gateway does, which tries both sides until one is active.
            self.processes[Side::A.index()].promoted_at = Some(self.now + Duration::from_secs(20));
        }
        for connection in &mut self.connections {
            connection.to_server.cut_after = None;
            connection.to_client.cut_after = None;
            if connection.reception == Reception::Silence {
                connection.to_client.reset(self.now);
            }
        }
    }
}
