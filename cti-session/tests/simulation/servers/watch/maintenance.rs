//! Active, standby, maintenance, and the end of the server.

use std::collections::{BTreeMap, BTreeSet};

use cti_messages::{
    ActiveMaintenanceEventMsg, FailureEvent, InvokeId, ProtocolVersion, StandbyActiveEventMsg,
    StatusCode,
};
use cti_session::{
    ConnectionId, MaintenanceError, MaintenanceRefusal, ServerRole, SessionEnd, Time,
};

use super::link::{Own, Stage, What};
use super::messages::{ACTIVATED, ASKED, ENDED, MAINTENANCE as AGREEMENT};
use super::{CLOSE, Checked, MAINTENANCE, ServerWatch, broken};

pub(super) enum Maintenance {
    Off,
    Asking {
        /// The question to each session, and whether it has agreed.
        asked: BTreeMap<ConnectionId, (Option<InvokeId>, bool)>,
        until: Time,
    },
    /// All agree, and are sent the event that says so.
    Announcing {
        waiting: BTreeSet<ConnectionId>,
        /// How many bytes are to be sent to each session until the event is; `None` until the event is seen.
        unsent: BTreeMap<ConnectionId, Option<usize>>,
        until: Time,
    },
    /// The other side may become active.
    Agreed {
        waiting: BTreeSet<ConnectionId>,
    },
    /// The other side is active.
    Moving {
        waiting: BTreeSet<ConnectionId>,
        until: Time,
    },
    Over {
        is_told: bool,
    },
}

impl Maintenance {
    pub(super) fn until(&self) -> Option<Time> {
        match self {
            Self::Asking { until, .. }
            | Self::Announcing { until, .. }
            | Self::Moving { until, .. } => Some(*until),
            Self::Off | Self::Agreed { .. } | Self::Over { .. } => None,
        }
    }
}

/// What the application is told of the server as a whole.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Told {
    Agreed,
    Refused(Vec<(ConnectionId, MaintenanceRefusal)>),
    Over,
    Stopped,
}

impl Told {
    pub(super) fn rule(&self) -> &'static str {
        match self {
            Self::Agreed | Self::Refused(_) => AGREEMENT,
            Self::Over => "MaintenanceOver once, when the last session has gone",
            Self::Stopped => "Stopped once, when the last connection has gone",
        }
    }
}

impl ServerWatch {
    pub(crate) fn activate(&mut self, activated: bool) -> Checked {
        if (self.role == ServerRole::Standby) != activated {
            return broken(ACTIVATED, format!("a server that is {:?}", self.role));
        }
        self.role = ServerRole::Active;
        if activated {
            let links = self.links.values_mut().filter(|link| link.is_open());
            for link in links.filter(|link| link.version >= ProtocolVersion::V24) {
                link.owes(ACTIVATED, &StandbyActiveEventMsg::default());
                self.seen.insert("activated".to_owned());
            }
        }
        Ok(())
    }

    pub(crate) fn begin_maintenance(&mut self, begun: &Result<(), MaintenanceError>) -> Checked {
        let expected = if self.stopping.is_some() {
            Err(MaintenanceError::Stopping)
        } else if self.role == ServerRole::Standby {
            Err(MaintenanceError::Standby)
        } else if !matches!(self.maintenance, Maintenance::Off) {
            Err(MaintenanceError::Begun)
        } else {
            Ok(())
        };
        if *begun != expected {
            return broken(
                "when maintenance can begin",
                format!("{begun:?}, not {expected:?}"),
            );
        }
        if begun.is_err() {
            return Ok(());
        }
        let mut asked = BTreeMap::new();
        for (connection, link) in &mut self.links {
            if link.is_open() && link.knows_standby() && !link.is_blind() {
                link.own.push_back(Own {
                    rule: ASKED,
                    what: What::Question,
                });
                asked.insert(*connection, (None, false));
            }
        }
        let until = self.now + MAINTENANCE;
        self.maintenance = Maintenance::Asking { asked, until };
        self.go_on_if_all_agreed();
        Ok(())
    }

    /// A session is asked.
    pub(super) fn asks(&mut self, connection: ConnectionId, invoke_id: InvokeId) -> Checked {
        let is_new = self
            .links
            .get_mut(&connection)
            .is_some_and(|link| link.questions.insert(invoke_id));
        if !is_new {
            return broken(ASKED, format!("{invoke_id:?} for a second time"));
        }
        if let Maintenance::Asking { asked, .. } = &mut self.maintenance {
            if let Some((question, _)) = asked.get_mut(&connection) {
                *question = Some(invoke_id);
            }
        }
        Ok(())
    }

    pub(super) fn maintenance_answered(
        &mut self,
        connection: ConnectionId,
        invoke_id: InvokeId,
        accepted: bool,
    ) {
        let Maintenance::Asking { asked, .. } = &mut self.maintenance else {
            return;
        };
        match asked.get_mut(&connection) {
            Some((question, agreed)) if *question == Some(invoke_id) && !*agreed => {
                *agreed = accepted;
            }
            _ => return,
        }
        if accepted {
            self.go_on_if_all_agreed();
        } else {
            self.not_agreed(vec![(connection, MaintenanceRefusal::Refused)]);
        }
    }

    fn go_on_if_all_agreed(&mut self) {
        let Maintenance::Asking { asked, .. } = &self.maintenance else {
            return;
        };
        if !asked.values().all(|(_, agreed)| *agreed) {
            return;
        }
        let waiting: BTreeSet<_> = asked.keys().copied().collect();
        for connection in &waiting {
            self.tells(*connection, true);
        }
        let until = self.now + MAINTENANCE;
        let links = &self.links;
        let unsent = waiting.iter().filter(|connection| {
            let link = links.get(connection);
            link.is_some_and(|link| !link.is_blind())
        });
        let unsent = unsent.map(|connection| (*connection, None)).collect();
        self.maintenance = Maintenance::Announcing {
            waiting,
            unsent,
            until,
        };
        self.agreed_if_announced();
    }

    /// The event that announces maintenance is seen among the bytes for a session; so many are sent until it is.
    pub(super) fn announces(&mut self, connection: ConnectionId, bytes: usize) {
        if let Maintenance::Announcing { unsent, .. } = &mut self.maintenance {
            if let Some(left @ None) = unsent.get_mut(&connection) {
                *left = Some(bytes);
            }
        }
    }

    /// Bytes have been sent to a session, or it takes no more.
    pub(super) fn announced(&mut self, connection: ConnectionId, bytes: Option<usize>) {
        if let Maintenance::Announcing { unsent, .. } = &mut self.maintenance {
            match (unsent.get_mut(&connection), bytes) {
                (Some(Some(left)), Some(bytes)) if *left > bytes => *left -= bytes,
                (Some(None), Some(_)) | (None, _) => {}
                (Some(_), _) => {
                    unsent.remove(&connection);
                }
            }
            self.agreed_if_announced();
        }
    }

    fn agreed_if_announced(&mut self) {
        match &self.maintenance {
            Maintenance::Announcing { unsent, .. } if unsent.is_empty() => self.agreed(),
            _ => {}
        }
    }

    fn agreed(&mut self) {
        if let Maintenance::Announcing { waiting, .. } = &mut self.maintenance {
            let waiting = std::mem::take(waiting);
            self.seen.insert("maintenance: agreed".to_owned());
            self.told.push_back(Told::Agreed);
            self.maintenance = Maintenance::Agreed { waiting };
        }
    }

    /// The application says that the other side is active.
    pub(crate) fn hand_over(&mut self, handed_over: bool) -> Checked {
        let waiting = match &mut self.maintenance {
            Maintenance::Agreed { waiting } => Some(std::mem::take(waiting)),
            _ => None,
        };
        if waiting.is_some() != handed_over {
            return broken(AGREEMENT, format!("it is handed over: {handed_over}"));
        }
        if let Some(waiting) = waiting {
            let nobody = waiting.is_empty();
            let until = self.now + MAINTENANCE;
            self.maintenance = Maintenance::Moving { waiting, until };
            if nobody {
                self.end_the_rest();
            }
        }
        Ok(())
    }

    fn tells(&mut self, connection: ConnectionId, starts: bool) {
        if let Some(link) = self.links.get_mut(&connection) {
            let event = ActiveMaintenanceEventMsg {
                maintenance_mode_status: starts.into(),
                ..ActiveMaintenanceEventMsg::default()
            };
            link.owes(AGREEMENT, &event);
        }
    }

    fn not_agreed(&mut self, by: Vec<(ConnectionId, MaintenanceRefusal)>) {
        for (_, refusal) in &by {
            self.seen.insert(format!("maintenance: {refusal:?}"));
        }
        self.cancelled();
        self.told.push_back(Told::Refused(by));
    }

    /// Maintenance is off again; returns whether sessions were being asked.
    fn cancelled(&mut self) -> bool {
        let asked: Vec<_> = match &self.maintenance {
            Maintenance::Asking { asked, .. } => asked.keys().copied().collect(),
            Maintenance::Announcing { waiting, .. } => waiting.iter().copied().collect(),
            Maintenance::Agreed { waiting } => {
                self.seen
                    .insert("maintenance: cancelled after the agreement".to_owned());
                waiting.iter().copied().collect()
            }
            _ => return false,
        };
        self.maintenance = Maintenance::Off;
        // The application is not told any more of an agreement that is void.
        self.told.retain(|told| *told != Told::Agreed);
        for connection in asked {
            self.tells(connection, false);
        }
        true
    }

    pub(crate) fn cancel_maintenance(&mut self, cancelled: bool) -> Checked {
        if self.cancelled() != cancelled {
            return broken(
                AGREEMENT,
                format!("the application cancels it: {cancelled}"),
            );
        }
        Ok(())
    }

    pub(super) fn stopping_requests(&mut self, connection: ConnectionId) {
        let is_expected = match &self.maintenance {
            Maintenance::Announcing { waiting, .. }
            | Maintenance::Agreed { waiting }
            | Maintenance::Moving { waiting, .. } => waiting.contains(&connection),
            _ => false,
        };
        if is_expected {
            self.seen.insert("maintenance: moved".to_owned());
            if let Some(link) = self.links.get_mut(&connection) {
                link.pending.clear();
            }
            self.leave(connection, SessionEnd::Maintenance, true);
        }
    }

    /// A session is not open any more.
    pub(super) fn not_open(&mut self, connection: ConnectionId) {
        match &mut self.maintenance {
            Maintenance::Asking { asked, .. } => {
                if asked.remove(&connection).is_some() {
                    self.go_on_if_all_agreed();
                }
            }
            Maintenance::Announcing { waiting, .. } => {
                waiting.remove(&connection);
                self.announced(connection, None);
            }
            Maintenance::Agreed { waiting } => {
                waiting.remove(&connection);
            }
            Maintenance::Moving { waiting, .. } => {
                if waiting.remove(&connection) && waiting.is_empty() {
                    self.end_the_rest();
                }
            }
            Maintenance::Off | Maintenance::Over { .. } => {}
        }
    }

    /// The time of maintenance may be over.
    pub(super) fn maintenance_over(&mut self) {
        let until = self.maintenance.until();
        if until.is_none_or(|until| until > self.now) {
            return;
        }
        match &self.maintenance {
            Maintenance::Asking { asked, .. } => {
                let silent = asked.iter().filter(|(_, (_, agreed))| !agreed);
                let by = silent.map(|(connection, _)| (*connection, MaintenanceRefusal::NoAnswer));
                self.not_agreed(by.collect());
            }
            Maintenance::Announcing { .. } => self.agreed(),
            _ => self.end_the_rest(),
        }
    }

    fn end_the_rest(&mut self) {
        self.maintenance = Maintenance::Over { is_told: false };
        let status = StatusCode::SERVER_IN_MAINTENANCE_MODE;
        for connection in self.connections() {
            self.ends(connection, SessionEnd::Maintenance);
            self.refused(connection, status);
        }
        self.tell_over();
    }

    pub(super) fn tell_over(&mut self) {
        if let Maintenance::Over { is_told: false } = self.maintenance {
            if !self
                .links
                .values()
                .any(|link| link.was_open && !link.is_gone)
            {
                self.told.push_back(Told::Over);
                self.maintenance = Maintenance::Over { is_told: true };
            }
        }
    }

    /// The server ends a session, if it is open; returns whether it is.
    fn ends(&mut self, connection: ConnectionId, end: SessionEnd) -> bool {
        let until = self.now + CLOSE;
        let link = self.links.get_mut(&connection);
        let Some(link) = link.filter(|link| link.is_open()) else {
            return false;
        };
        let event = FailureEvent {
            status: end.status(),
            ..FailureEvent::default()
        };
        link.owes(ENDED, &event);
        link.stage = Stage::Ending { until, end };
        self.not_open(connection);
        true
    }

    pub(crate) fn end(
        &mut self,
        connection: ConnectionId,
        status: StatusCode,
        ended: bool,
    ) -> Checked {
        if self.ends(connection, SessionEnd::Ended(status)) != ended {
            return broken(ENDED, format!("{connection:?} is ended: {ended}"));
        }
        Ok(())
    }

    pub(crate) fn stop(&mut self, status: StatusCode) {
        self.stopping = Some(status);
        self.maintenance = Maintenance::Off;
        self.told.retain(|told| *told != Told::Agreed);
        for connection in self.connections() {
            self.refused(connection, status);
            self.ends(connection, SessionEnd::Ended(status));
        }
        self.hurry();
        self.tell_stopped();
    }

    pub(super) fn tell_stopped(&mut self) {
        let is_empty = self.links.values().all(|link| link.is_gone);
        if self.stopping.is_some() && is_empty && !self.stopped_told {
            self.stopped_told = true;
            self.told.push_back(Told::Stopped);
        }
    }
}
