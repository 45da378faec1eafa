//! When a client connects, and what follows from the end of a connection.

use core::time::Duration;

use super::event::{Action, End, Event, OpenFailure};
use super::ladder::Ladder;
use super::refusal::Refusal;
use super::requests::Outcome;
use super::sides::Side;
use super::socket::{Cause, SideState, Slot, Socket, Stage};
use super::{Client, Phase};
use crate::link::ConnectionId;
use crate::time::Time;

/// A session that lasted so long was no accident: after it the client reconnects at once.
const SETTLED: Duration = Duration::from_secs(10);

/// So many events more than usual may wait while a session is being opened.
const ROOM_TO_OPEN: usize = 16;

impl Client {
    pub(super) fn side_of(&self, connection: ConnectionId) -> Option<Side> {
        let mut sides = Side::BOTH.into_iter();
        sides.find(|side| self.slots[*side].connection() == Some(connection))
    }

    /// Whether as many events wait as may.
    pub(super) fn is_paused(&self) -> bool {
        self.events.len() >= self.config.event_capacity
    }

    /// Whether messages of a connection can be handled now.
    pub(super) fn has_room_for(&self, socket: &Socket) -> bool {
        let capacity = self.config.event_capacity;
        match socket.stage {
            // Messages are discarded, for which there is always room.
            Stage::Closing { .. } => true,
            // The answer to OPEN_REQ does not wait behind the events of the other side: its time limit goes on.
            Stage::Opening { .. } => self.events.len() < capacity.saturating_add(ROOM_TO_OPEN),
            Stage::Open { .. } => {
                let answers = socket.link.outgoing().len();
                !self.is_paused() && answers <= self.config.send_capacity
            }
        }
    }

    /// The sides that have a ladder of their own.
    pub(super) fn ladders_in_use(&self) -> &'static [Side] {
        if self.config.holds_both() {
            self.config.sides.all()
        } else {
            &[Side::A]
        }
    }

    /// The ladder that leads to a side, by the side that it is kept under.
    pub(super) fn ladder_of(&self, side: Side) -> Side {
        if self.config.holds_both() {
            side
        } else {
            Side::A
        }
    }

    /// Begins the attempts that are due.
    pub(super) fn connect(&mut self, now: Time) {
        for ladder in self.ladders_in_use() {
            // What could be told of another attempt has no room in the queue.
            if self.is_paused() || self.ladders[*ladder].due().is_none_or(|due| due > now) {
                continue;
            }
            let side = if self.config.holds_both() {
                *ladder
            } else {
                self.ladders[*ladder].side(self.preferred)
            };
            self.ladders[*ladder].begin();
            self.connections += 1;
            let connection = ConnectionId(self.connections);
            self.slots[side] = Slot::Connecting(connection, now + self.config.connect_timeout);
            self.actions.push_back(Action::Connect { side, connection });
        }
    }

    /// Goes on to the next attempt; returns how long that is from now.
    pub(super) fn next_step(&mut self, side: Side, now: Time) -> Option<Duration> {
        let sides = if self.config.holds_both() {
            1
        } else {
            self.config.sides.all().len()
        };
        let ladder = self.ladder_of(side);
        let all_given_up = || {
            self.config
                .sides
                .all()
                .iter()
                .all(|side| self.given_up[*side])
        };
        if self.phase != Phase::Running
            || (self.config.holds_both() && self.given_up[side])
            || all_given_up()
        {
            self.ladders[ladder].stop();
            return None;
        }
        let clients = self.config.expected_clients;
        self.ladders[ladder].failed(sides, clients, &mut self.random, now);
        // A side that is given up has its steps, but no attempts.
        while !self.config.holds_both() && self.given_up[self.ladders[ladder].side(self.preferred)]
        {
            self.ladders[ladder].failed(sides, clients, &mut self.random, now);
        }
        self.ladders[ladder].due().map(|due| due - now)
    }

    /// What is due of a side.
    pub(super) fn side_due(&mut self, side: Side, now: Time) {
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
                if !socket.is_closing() {
                    // What the server sent before is still to be handled.
                    self.actions.push_back(Action::Reset(socket.connection));
                    socket.cut = Some(Cause::WriteTimedOut);
                    return self.settle(now);
                }
                Cause::WriteTimedOut
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

    /// Ends an attempt or a session at once, and tells what follows from it.
    pub(super) fn end(&mut self, side: Side, cause: Cause, now: Time) {
        let slot = core::mem::take(&mut self.slots[side]);
        let gone = matches!(cause, Cause::Disconnected | Cause::ConnectFailed);
        let mut opened = None;
        let cause = match slot {
            Slot::Down => return,
            Slot::Connecting(connection, _) => {
                if !gone {
                    self.actions.push_back(Action::Reset(connection));
                }
                cause
            }
            Slot::Connected(socket) => {
                if !gone && socket.cut.is_none() {
                    self.actions.push_back(Action::Reset(socket.connection));
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

    pub(super) fn not_opened(&mut self, side: Side, cause: Cause, now: Time) {
        let reason = cause.open_failure();
        let fatal = match &reason {
            OpenFailure::Refused {
                status,
                refusal: Refusal::Fatal,
            } => Some(*status),
            _ => None,
        };
        let fatal = fatal.filter(|_| !self.was_accepted);
        self.given_up[side] |= fatal.is_some();
        let retry_in = self.next_step(side, now);
        self.events.push_back(Event::NotOpened {
            side,
            reason,
            retry_in,
        });
        let mut sides = self.config.sides.all().iter();
        if let Some(status) = fatal.filter(|_| sides.all(|side| self.given_up[*side])) {
            self.phase = Phase::Ended;
            self.events.push_back(Event::Ended(End::Refused(status)));
        }
    }

    pub(super) fn lost(&mut self, side: Side, since: Time, cause: Cause, now: Time) {
        self.fail_requests(side);
        let handed_over = self.roles.is_leaving(side);
        let retry_in = if self.phase == Phase::Running && now - since >= SETTLED {
            let ladder = self.ladder_of(side);
            self.ladders[ladder] = Ladder::new(now);
            Some(Duration::ZERO)
        } else {
            self.next_step(side, now)
        };
        let reason = cause.loss(handed_over);
        self.events.push_back(Event::Lost {
            side,
            reason,
            retry_in,
        });
        match self.question {
            Some(question) if question.side == side => self.question = None,
            // Nobody could take over.
            Some(question) => {
                self.answer(question, false, now);
            }
            None => {}
        }
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
            self.events.push_back(Event::Ended(End::Closed));
        }
    }

    pub(super) fn fail_requests(&mut self, side: Side) {
        for request in self.requests.take(Some(side)) {
            let outcome = Outcome::SessionLost;
            self.events.push_back(Event::Answered { request, outcome });
        }
    }
}
