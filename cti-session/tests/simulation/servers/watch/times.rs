//! Time limits, and connections that are reset.

use cti_messages::{MessageType, OwnedFrame};
use cti_session::{ConnectionId, SessionEnd, Time};

use super::link::{Link, Received, Stage};
use super::maintenance::Maintenance;
use super::{CLOSE, Checked, DECISION, OPEN, ServerWatch, WRITE, broken};

const WRITING: &str = "a client has 30 seconds to take something";
const OPENING: &str = "a client has 30 seconds for OPEN_REQ";
const DECIDING: &str = "the application has 60 seconds for its decision";
const IDLE: &str = "IdleTimeout";
const ENDING: &str = "a session that the server ends is over after 5 seconds";
const LEAVING: &str = "a closed session is reset after 5 seconds";

/// Something that is due, the rule that says so, and the end that the application has to be told of.
pub(super) struct Due {
    /// The earliest and the latest time; they differ where it cannot be seen when the message was handled.
    earliest: Time,
    latest: Time,
    rule: &'static str,
    /// `None` if it was told before.
    end: Option<SessionEnd>,
}

impl ServerWatch {
    /// What is due for a connection: what its stage wants, and what waits to be sent.
    fn dues(&self, link: &Link) -> impl Iterator<Item = Due> {
        let writing = (link.outgoing > 0 && !link.peer_closed && !link.is_gone).then(|| Due {
            earliest: link.stalled + WRITE,
            latest: link.stalled + WRITE,
            rule: WRITING,
            end: Some(SessionEnd::WriteTimedOut),
        });
        self.due_in_stage(link).into_iter().chain(writing)
    }

    fn due_in_stage(&self, link: &Link) -> Option<Due> {
        if link.is_gone {
            return None;
        }
        let waits_for_room = self.stopping.is_none() && self.is_full;
        let (earliest, latest, rule, end) = match &link.stage {
            Stage::Awaiting if link.is_timed(waits_for_room, self.config.send_capacity) => {
                let until = self.now + link.open_left;
                (until, until, OPENING, Some(SessionEnd::NotOpened))
            }
            Stage::Deciding { asked, .. } => {
                let (earliest, latest) = (asked.0 + DECISION, asked.1 + DECISION);
                (earliest, latest, DECIDING, Some(SessionEnd::NotDecided))
            }
            Stage::Open if link.is_readable && !link.peer_closed => {
                let until = link.heard + link.idle?;
                (until, until, IDLE, Some(SessionEnd::Idle))
            }
            Stage::Ending { until, end } if !link.peer_closed => {
                (*until, *until, ENDING, Some(end.clone()))
            }
            Stage::Leaving { until, .. } => (*until, *until, LEAVING, None),
            _ => return None,
        };
        Some(Due {
            earliest,
            latest,
            rule,
            end,
        })
    }

    /// When something is due next.
    pub(crate) fn next_due(&self) -> Option<Time> {
        let dues = self.links.values().flat_map(|link| self.dues(link));
        let maintenance = self.maintenance.until();
        dues.map(|due| due.latest).chain(maintenance).min()
    }

    /// What has to hold whenever nothing more happens at a time: what is due has happened.
    pub(crate) fn check(&self) -> Checked {
        for (connection, link) in &self.links {
            if let Some(due) = self.dues(link).find(|due| due.latest <= self.now) {
                let how = format!("{connection:?}, due at {:?}", due.latest);
                return broken(due.rule, how);
            }
        }
        if self
            .maintenance
            .until()
            .is_some_and(|until| until <= self.now)
        {
            let is_asking = matches!(self.maintenance, Maintenance::Asking { .. });
            let how = format!("sessions are still asked: {is_asking}");
            return broken("maintenance waits 5 seconds for the sessions", how);
        }
        Ok(())
    }

    /// The server has reset a connection; returns whether a reason is known.
    pub(super) fn reset(&mut self, connection: ConnectionId) -> bool {
        let Some(link) = self.links.get_mut(&connection) else {
            return false;
        };
        if let Some(end) = link.must_reset.take() {
            self.gone(connection, vec![end]);
            return true;
        }
        let link = &self.links[&connection];
        let dues = self.dues(link).filter(|due| due.earliest <= self.now);
        let mut ends: Vec<_> = dues.map(|due| due.end).collect();
        if !self.is_certain(link) {
            // The message that it is about may have been handled.
            let undecided = matches!(link.stage, Stage::Awaiting)
                && link
                    .pending
                    .iter()
                    .any(|received| self.is_undecided(link, received));
            ends.extend(undecided.then_some(Some(SessionEnd::NotDecided)));
            let garbage = link.pending.iter().filter_map(|received| match received {
                Received::Garbage(error) => Some(Some(SessionEnd::Unreadable(*error))),
                Received::Frame { .. } => None,
            });
            ends.extend(garbage);
        }
        if ends.is_empty() {
            return false;
        }
        self.gone(connection, ends.into_iter().flatten().collect());
        true
    }

    /// What may tell why a connection was reset.
    pub(super) fn state_of(&self, link: &Link) -> String {
        match &link.stage {
            Stage::Awaiting => format!("{:?} left", link.open_left),
            Stage::Deciding { asked, .. } => format!("asked at {asked:?}"),
            Stage::Open => format!("heard at {:?}", link.heard),
            Stage::Ending { until, .. } | Stage::Leaving { until, .. } => {
                format!("it has until {until:?}")
            }
        }
    }

    /// Whether a decision on this message is overdue, if it was ever asked for.
    fn is_undecided(&self, link: &Link, received: &Received) -> bool {
        match received {
            Received::Frame { bytes, at } if *at + DECISION <= self.now => {
                let frame = OwnedFrame::parse(bytes, link.version);
                frame.is_ok_and(|frame| frame.message_type() == MessageType::OPEN_REQ)
            }
            _ => false,
        }
    }

    /// Sessions are over that the server has ended, of clients that have gone already. There is nothing to reset.
    pub(super) fn forget_the_gone(&mut self) {
        for connection in self.connections() {
            let link = &self.links[&connection];
            match link.stage {
                Stage::Ending { until, .. } if link.peer_closed && until <= self.now => {
                    self.disconnected(connection);
                }
                _ => {}
            }
        }
    }

    /// The server stops: connections without a session have not more time than the sessions.
    pub(super) fn hurry(&mut self) {
        for link in self.links.values_mut() {
            link.open_left = link.open_left.min(CLOSE);
        }
    }

    /// A refused client may ask again, in the time that it had left.
    pub(super) fn awaits_again(&mut self, connection: ConnectionId) {
        if let Some(link) = self.links.get_mut(&connection) {
            link.stage = Stage::Awaiting;
            debug_assert!(link.open_left <= OPEN);
        }
    }
}
