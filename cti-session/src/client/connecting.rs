//! When a client connects, and what follows from the end of a connection.

use core::time::Duration;

use cti_messages::StatusCode;

use super::event::{ClientAction, ClientEnd, ClientEvent, OpenFailure};
use super::refusal::Refusal;
use super::requests::Outcome;
use super::sides::Side;
use super::socket::{Cause, SideState, Slot, Socket, Stage};
use super::{Client, Phase};
use crate::link::ConnectionId;
use crate::time::Time;

/// After a session of at least this long the client reconnects at once, unless another session replaced it.
const SETTLED: Duration = Duration::from_secs(10);

/// The number of messages before OPEN_CONF that are reported even if the queue of events is full.
const ROOM_TO_OPEN: usize = 16;

impl Client {
    pub(super) fn side_of(&self, connection: ConnectionId) -> Option<Side> {
        let mut sides = Side::BOTH.into_iter();
        sides.find(|side| self.slots[*side].connection() == Some(connection))
    }

    /// Whether as many events wait as may, or as much of them.
    pub(super) fn is_paused(&self) -> bool {
        self.events.len() >= self.config.event_capacity
            || self.events.bytes() >= self.config.event_bytes
    }

    /// Whether messages of a connection can be handled now.
    pub(super) fn has_room_for(&self, socket: &Socket) -> bool {
        match socket.stage {
            // Messages are discarded, for which there is always room.
            Stage::Closing { .. } => true,
            // The answer to OPEN_REQ does not wait behind the events of the other side or the outcomes of requests, however
            // many they are: its time limit goes on.
            Stage::Opening { reported, .. } => reported < ROOM_TO_OPEN || !self.is_paused(),
            Stage::Open { .. } => !self.is_paused(),
        }
    }

    /// Processes expired timers, and begins the attempts that are due.
    pub(super) fn do_due(&mut self, now: Time) {
        for side in self.config.sides.all() {
            self.side_due(*side, now);
        }
        while let Some((request, outcome)) = self.requests.expired(now) {
            self.events.push(ClientEvent::Answered { request, outcome });
        }
        self.answer_due_maintenance(now);
        while !self.is_paused() {
            let Some(side) = self.dialer.begin(now) else {
                break;
            };
            self.connections += 1;
            let connection = ConnectionId(self.connections);
            self.slots[side] = Slot::Connecting(connection, now + self.config.connect_timeout);
            self.actions
                .push_back(ClientAction::Connect { side, connection });
        }
    }

    /// Goes on to the next attempt; returns how long that is from now.
    fn next_step(&mut self, side: Side, now: Time) -> Option<Duration> {
        let running = self.phase == Phase::Running;
        running.then(|| self.dialer.failed(side, now)).flatten()
    }

    /// Processes the expired timers of a side.
    fn side_due(&mut self, side: Side, now: Time) {
        let paused = self.is_paused();
        let due = self.slots[side].deadline(&self.config);
        if due.is_none_or(|due| due > now) {
            return;
        }
        let write_timeout = self.config.write_timeout;
        let is_due = |due: Option<Time>| due.is_some_and(|due| due <= now);
        let cause = match &mut self.slots[side] {
            Slot::Down => return,
            Slot::Connecting(..) => Cause::ConnectTimedOut,
            Slot::Connected(socket) if is_due(socket.write_deadline(write_timeout)) => {
                // What the server sent before is still to be handled.
                self.actions
                    .push_back(ClientAction::Reset(socket.connection));
                return socket.cut(Cause::WriteTimedOut);
            }
            Slot::Connected(socket) => match &socket.stage {
                Stage::Opening { .. } => Cause::OpenTimedOut,
                Stage::Closing { cause, .. } => cause.clone(),
                Stage::Open { .. } if !paused && socket.heartbeats.are_unanswered() => {
                    Cause::HeartbeatsUnanswered
                }
                Stage::Open { .. } => return self.heartbeat(side, !paused, now),
            },
        };
        self.end(side, cause, now);
    }

    /// Ends an attempt or a session at once, and reports what follows.
    pub(super) fn end(&mut self, side: Side, cause: Cause, now: Time) {
        let slot = core::mem::take(&mut self.slots[side]);
        let gone = matches!(cause, Cause::Disconnected | Cause::ConnectFailed);
        let mut opened = None;
        let cause = match slot {
            Slot::Down => return,
            Slot::Connecting(connection, _) => {
                if !gone {
                    self.actions.push_back(ClientAction::Reset(connection));
                }
                cause
            }
            Slot::Connected(socket) => {
                if !gone && socket.cut.is_none() {
                    self.actions
                        .push_back(ClientAction::Reset(socket.connection));
                }
                match socket.stage {
                    Stage::Opening { .. } => cause,
                    Stage::Open { since, .. } => {
                        opened = Some(since);
                        cause
                    }
                    Stage::Closing { since, cause, .. } => {
                        opened = Some(since);
                        cause
                    }
                }
            }
        };
        match opened {
            None => self.not_opened(side, cause, now),
            Some(since) => self.lost(side, since, cause, now),
        }
        self.end_if_down();
    }

    fn not_opened(&mut self, side: Side, cause: Cause, now: Time) {
        let reason = cause.open_failure();
        let fatal = match &reason {
            OpenFailure::Refused {
                status,
                refusal: Refusal::Fatal,
            } => Some(*status),
            _ => None,
        };
        let end = fatal.filter(|_| self.dialer.refused(side));
        let retry_in = self.next_step(side, now);
        self.events.push(ClientEvent::NotOpened {
            side,
            reason,
            retry_in,
        });
        if let Some(status) = end {
            self.phase = Phase::Ended;
            self.events
                .push(ClientEvent::Ended(ClientEnd::Refused(status)));
        }
    }

    fn lost(&mut self, side: Side, since: Time, cause: Cause, now: Time) {
        self.fail_requests(side);
        let handed_over = self.roles.is_leaving(side);
        // A client that was replaced by one of the same ClientID would replace that one in turn, and so on: however long
        // their sessions last, the waits have to grow.
        let replaced = matches!(cause, Cause::EndedByServer(StatusCode::NEW_SESSION_OPENED));
        let settled = now - since >= SETTLED && !replaced;
        let retry_in = if self.phase == Phase::Running && settled {
            self.dialer.restart(side, now);
            Some(Duration::ZERO)
        } else {
            self.next_step(side, now)
        };
        let reason = cause.loss(handed_over);
        self.events.push(ClientEvent::Lost {
            side,
            reason,
            retry_in,
        });
        self.maintenance.forget(side);
        // Nobody could take over from the other one.
        self.refuse_maintenance(now);
        let change = self.roles.lost(side);
        self.apply(change, now);
    }

    /// The client has ended once it was closed and no connection is left.
    pub(super) fn end_if_down(&mut self) {
        let mut sides = self.config.sides.all().iter();
        if self.phase == Phase::Closing
            && sides.all(|side| self.slots[*side].state() == SideState::Down)
        {
            self.phase = Phase::Ended;
            self.events.push(ClientEvent::Ended(ClientEnd::Closed));
        }
    }

    pub(super) fn fail_requests(&mut self, side: Side) {
        for request in self.requests.take(Some(side)) {
            let outcome = Outcome::SessionLost;
            self.events.push(ClientEvent::Answered { request, outcome });
        }
    }
}
