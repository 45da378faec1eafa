//! The server's part in the change from one side to the other: standby, active, maintenance.
//!
//! The guide describes the graceful shutdown in pieces. In this order: the active server sends
//! ACTIVE_MAINTENANCE_REQ to every session with CTI_SERVICE_ACTIVE_STANDBY, each answers within 5 seconds, and the
//! server says by ACTIVE_MAINTENANCE_EVENT whether all have accepted. If so, the other side becomes active, and each of
//! these clients sends STOPPING_REQUESTS_TO_THIS_SIDE_IND within 5 seconds, whereupon the server ends the stream.
//! The sessions that remain get FAILURE_EVENT with E_CTI_SERVER_IN_MAINTENANCE_MODE, but not before the other side is
//! active: their clients would find no server.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use cti_messages::{
    ActiveMaintenanceEventMsg, ActiveMaintenanceReqMsg, ActiveMaintenanceRespMsg, InvokeId,
    OwnedFrame, StandbyActiveEventMsg, StatusCode,
};

use super::Server;
use super::config::ServerRole;
use super::event::{MaintenanceError, MaintenanceRefusal, ServerEvent, SessionEnd};
use crate::link::ConnectionId;
use crate::rules::has_standby_servers;
use crate::time::Time;

/// How far maintenance is.
#[derive(Debug)]
pub(super) enum Maintenance {
    Off,
    /// Sessions have been asked.
    Asking {
        waiting: BTreeMap<ConnectionId, InvokeId>,
        agreed: BTreeSet<ConnectionId>,
        until: Time,
    },
    /// All have accepted, and ACTIVE_MAINTENANCE_EVENT is being sent to them.
    Announcing {
        waiting: BTreeSet<ConnectionId>,
        /// The sessions whose event has not been sent yet, and how many bytes have to be sent until it has.
        unsent: BTreeMap<ConnectionId, usize>,
        until: Time,
    },
    /// The other side may become active. The sessions that have accepted wait for that.
    Agreed {
        waiting: BTreeSet<ConnectionId>,
    },
    /// The other side is active, and these sessions should go over to it.
    Moving {
        waiting: BTreeSet<ConnectionId>,
        until: Time,
    },
    /// Sessions that remained have been ended.
    Over {
        reported: bool,
    },
}

impl Maintenance {
    pub(super) fn is_off(&self) -> bool {
        matches!(self, Self::Off)
    }

    pub(super) fn deadline(&self) -> Option<Time> {
        match self {
            Self::Asking { until, .. }
            | Self::Announcing { until, .. }
            | Self::Moving { until, .. } => Some(*until),
            Self::Off | Self::Agreed { .. } | Self::Over { .. } => None,
        }
    }

    /// The sessions that have accepted, and have not gone over to the other side yet.
    fn accepted(&mut self) -> Option<&mut BTreeSet<ConnectionId>> {
        match self {
            Self::Announcing { waiting, .. }
            | Self::Agreed { waiting }
            | Self::Moving { waiting, .. } => Some(waiting),
            Self::Off | Self::Asking { .. } | Self::Over { .. } => None,
        }
    }
}

impl Server {
    /// The role of the server.
    #[must_use]
    pub fn role(&self) -> ServerRole {
        self.role
    }

    /// Makes a standby server the active one, and sends STANDBY_ACTIVE_EVENT to its sessions. Returns false if it is
    /// the active one already.
    ///
    /// A standby server broadcasts no events. If a peripheral has gone on or off line since sessions were opened,
    /// [`broadcast`](Self::broadcast) a SYSTEM_EVENT afterwards.
    pub fn activate(&mut self, now: Time) -> bool {
        if self.role == ServerRole::Active {
            return false;
        }
        self.role = ServerRole::Active;
        for connection in self.open_connections() {
            // If the check for a standby server is relaxed, there are clients whose version lacks the event.
            if self.version(connection).is_some_and(has_standby_servers) {
                self.write_own(connection, &StandbyActiveEventMsg::default(), now);
            }
        }
        true
    }

    /// Begins the graceful shutdown of the active server: asks every session with CTI_SERVICE_ACTIVE_STANDBY whether
    /// it accepts.
    ///
    /// From now on every OPEN_REQ is refused with E_CTI_SERVER_IN_MAINTENANCE_MODE. Once all have accepted and the server
    /// has sent them ACTIVE_MAINTENANCE_EVENT, or if there is nobody to ask, the event [`ServerEvent::MaintenanceAgreed`] follows: the application then makes the other
    /// side the active one, and calls [`hand_over`](Self::hand_over). If a session refuses, or does not answer in time,
    /// maintenance is off again, with [`ServerEvent::MaintenanceRefused`]. A session that ends meanwhile counts as
    /// having accepted.
    ///
    /// After the last session [`ServerEvent::MaintenanceOver`] follows. Drop all its connections then,
    /// and create a new [`Server`], with [`ServerRole::Standby`], after the maintenance.
    ///
    /// # Errors
    /// If the server is the standby one, stops, or has begun maintenance already.
    pub fn begin_maintenance(&mut self, now: Time) -> Result<(), MaintenanceError> {
        if self.stopping.is_some() {
            return Err(MaintenanceError::Stopping);
        }
        if self.role == ServerRole::Standby {
            return Err(MaintenanceError::Standby);
        }
        if !self.maintenance.is_off() {
            return Err(MaintenanceError::Begun);
        }
        let mut waiting = BTreeMap::new();
        for connection in self.open_connections() {
            let Some(session) = self.sessions.get(&connection) else {
                continue;
            };
            if !session.knows_standby() {
                continue;
            }
            self.last_invoke_id = self.last_invoke_id.wrapping_add(1);
            let invoke_id = InvokeId(self.last_invoke_id);
            let request = ActiveMaintenanceReqMsg {
                invoke_id,
                ..Default::default()
            };
            self.write_own(connection, &request, now);
            waiting.insert(connection, invoke_id);
        }
        self.maintenance = Maintenance::Asking {
            waiting,
            agreed: BTreeSet::new(),
            until: now + self.config.maintenance_timeout,
        };
        self.go_on_if_all_agreed(now);
        Ok(())
    }

    /// Ends the sessions of this server: the other side is the active one now. Those that have accepted leave by
    /// themselves, within [`maintenance_timeout`](crate::ServerConfig::maintenance_timeout). The server then ends those
    /// that have not left, and those without CTI_SERVICE_ACTIVE_STANDBY, with E_CTI_SERVER_IN_MAINTENANCE_MODE.
    ///
    /// Call it once, after [`ServerEvent::MaintenanceAgreed`], when the other side is active: it takes effect whether or
    /// not that is so, and clients that find no active server lose the state of their calls. Broadcast no more events
    /// from then on, which clients would get from both sides. If the other side cannot become active,
    /// [cancel](Self::cancel_maintenance) instead: sessions that have not left go on as before.
    ///
    /// Returns false, and does nothing, before the agreement and after the first call.
    pub fn hand_over(&mut self, now: Time) -> bool {
        let Maintenance::Agreed { waiting } = &mut self.maintenance else {
            return false;
        };
        let waiting = core::mem::take(waiting);
        let nobody = waiting.is_empty();
        self.maintenance = Maintenance::Moving {
            waiting,
            until: now + self.config.maintenance_timeout,
        };
        if nobody {
            self.end_the_rest(now);
        }
        true
    }

    /// Cancels maintenance: sends ACTIVE_MAINTENANCE_EVENT with false to the sessions that were asked. Returns false
    /// before maintenance begins, and after [`hand_over`](Self::hand_over), from which there is no way back.
    pub fn cancel_maintenance(&mut self, now: Time) -> bool {
        let asked: Vec<_> = match &self.maintenance {
            Maintenance::Asking {
                waiting, agreed, ..
            } => waiting.keys().chain(agreed).copied().collect(),
            Maintenance::Announcing { waiting, .. } | Maintenance::Agreed { waiting } => {
                waiting.iter().copied().collect()
            }
            Maintenance::Off | Maintenance::Moving { .. } | Maintenance::Over { .. } => {
                return false;
            }
        };
        self.maintenance = Maintenance::Off;
        self.forget_agreement(now);
        for connection in asked {
            self.write_maintenance_event(connection, false, now);
        }
        true
    }

    /// Takes ACTIVE_MAINTENANCE_RESP. One that answers nothing has come too late, and changes nothing.
    pub(super) fn maintenance_answered(
        &mut self,
        connection: ConnectionId,
        frame: &OwnedFrame,
        now: Time,
    ) {
        let Ok(answer) = frame.decode::<ActiveMaintenanceRespMsg<'_>>() else {
            return;
        };
        let Maintenance::Asking {
            waiting, agreed, ..
        } = &mut self.maintenance
        else {
            return;
        };
        if waiting.get(&connection) != Some(&answer.invoke_id) {
            return;
        }
        if answer.maintenance_mode_accepted.is_true() {
            waiting.remove(&connection);
            agreed.insert(connection);
            self.go_on_if_all_agreed(now);
        } else {
            let by = [(connection, MaintenanceRefusal::Refused)];
            self.maintenance_refused(by.into(), now);
        }
    }

    /// Takes STOPPING_REQUESTS_TO_THIS_SIDE_IND. It means nothing while no maintenance was agreed.
    pub(super) fn stopping_requests(&mut self, connection: ConnectionId, now: Time) {
        let accepted = self.maintenance.accepted();
        if accepted.is_some_and(|accepted| accepted.contains(&connection)) {
            self.leave(connection, SessionEnd::Maintenance, true, now);
        }
    }

    /// Removes a session that is no longer open from maintenance, which may go on without it.
    pub(super) fn gone_from_maintenance(&mut self, connection: ConnectionId, now: Time) {
        match &mut self.maintenance {
            Maintenance::Asking {
                waiting, agreed, ..
            } => {
                waiting.remove(&connection);
                agreed.remove(&connection);
                self.go_on_if_all_agreed(now);
            }
            Maintenance::Announcing { waiting, .. } => {
                waiting.remove(&connection);
                self.announced_to(connection);
            }
            Maintenance::Agreed { waiting } => {
                waiting.remove(&connection);
            }
            Maintenance::Moving { waiting, .. } => {
                if waiting.remove(&connection) && waiting.is_empty() {
                    self.end_the_rest(now);
                }
            }
            Maintenance::Off | Maintenance::Over { .. } => {}
        }
    }

    /// Counts bytes that were sent to a session: ACTIVE_MAINTENANCE_EVENT may be among them.
    pub(super) fn sent_in_maintenance(&mut self, connection: ConnectionId, count: usize) {
        if let Maintenance::Announcing { unsent, .. } = &mut self.maintenance {
            if let Some(left) = unsent.get_mut(&connection) {
                *left = left.saturating_sub(count);
                if *left == 0 {
                    self.announced_to(connection);
                }
            }
        }
    }

    /// ACTIVE_MAINTENANCE_EVENT was sent to a session, or cannot be any more. After the last one the other side may
    /// become active: before, its STANDBY_ACTIVE_EVENT could come first, and clients would lose their state.
    fn announced_to(&mut self, connection: ConnectionId) {
        if let Maintenance::Announcing { unsent, .. } = &mut self.maintenance {
            unsent.remove(&connection);
            if unsent.is_empty() {
                self.agreed();
            }
        }
    }

    fn agreed(&mut self) {
        if let Maintenance::Announcing { waiting, .. } = &mut self.maintenance {
            let waiting = core::mem::take(waiting);
            self.maintenance = Maintenance::Agreed { waiting };
            self.events.push_back(ServerEvent::MaintenanceAgreed);
        }
    }

    /// Does what is due at the deadline of maintenance.
    pub(super) fn tick_maintenance(&mut self, now: Time) {
        if self
            .maintenance
            .deadline()
            .is_none_or(|deadline| deadline > now)
        {
            return;
        }
        match &self.maintenance {
            Maintenance::Asking { waiting, .. } => {
                let silent = waiting.keys();
                let by = silent.map(|connection| (*connection, MaintenanceRefusal::NoAnswer));
                self.maintenance_refused(by.collect(), now);
            }
            // A session that takes no bytes does not hold up the others.
            Maintenance::Announcing { .. } => self.agreed(),
            _ => self.end_the_rest(now),
        }
    }

    fn maintenance_refused(&mut self, by: Vec<(ConnectionId, MaintenanceRefusal)>, now: Time) {
        self.cancel_maintenance(now);
        self.events
            .push_back(ServerEvent::MaintenanceRefused { by });
    }

    fn go_on_if_all_agreed(&mut self, now: Time) {
        let Maintenance::Asking {
            waiting, agreed, ..
        } = &mut self.maintenance
        else {
            return;
        };
        if !waiting.is_empty() {
            return;
        }
        let agreed = core::mem::take(agreed);
        let mut unsent = BTreeMap::new();
        for connection in &agreed {
            self.write_maintenance_event(*connection, true, now);
            unsent.insert(*connection, self.outgoing(*connection).len());
        }
        let nothing = unsent.is_empty();
        self.maintenance = Maintenance::Announcing {
            waiting: agreed,
            unsent,
            until: now + self.config.maintenance_timeout,
        };
        if nothing {
            self.agreed();
        }
    }

    /// An agreement that the application has not heard of yet is void: it would make the other side active.
    pub(super) fn forget_agreement(&mut self, now: Time) {
        self.events
            .retain(|event| *event != ServerEvent::MaintenanceAgreed);
        self.fill_room(now);
    }

    /// Ends the sessions that cannot go over to the other side, or have not done so in time.
    fn end_the_rest(&mut self, now: Time) {
        self.maintenance = Maintenance::Over { reported: false };
        let status = StatusCode::SERVER_IN_MAINTENANCE_MODE;
        let all: Vec<_> = self.sessions.keys().copied().collect();
        for connection in all {
            self.end_with(connection, SessionEnd::Maintenance, now);
            self.refuse(connection, status, now);
        }
        self.report_over();
    }

    /// Reports that the last session of a server in maintenance has gone, once.
    pub(super) fn report_over(&mut self) {
        if let Maintenance::Over { reported } = &mut self.maintenance {
            if self.open_sessions == 0 && !*reported {
                *reported = true;
                self.events.push_back(ServerEvent::MaintenanceOver);
            }
        }
    }

    fn write_maintenance_event(&mut self, connection: ConnectionId, starts: bool, now: Time) {
        let event = ActiveMaintenanceEventMsg {
            maintenance_mode_status: starts.into(),
            ..Default::default()
        };
        self.write_own(connection, &event, now);
    }

    /// The connections with an open session.
    fn open_connections(&self) -> Vec<ConnectionId> {
        let open = self
            .sessions
            .iter()
            .filter(|(_, session)| session.is_open());
        open.map(|(connection, _)| *connection).collect()
    }
}
