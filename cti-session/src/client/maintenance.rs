//! A server that asks whether it may go into maintenance, and its answer.

use core::fmt;
use core::time::Duration;

use cti_messages::{ActiveMaintenanceRespMsg, Bool, InvokeId};

use super::Client;
use super::event::ClientEvent;
use super::sides::{PerSide, Side};
use super::socket::SideState;
use crate::time::Time;

/// A server that has no answer after 5 seconds counts that as a refusal. The decision has to reach it by then.
const DECIDE_WITHIN: Duration = Duration::from_secs(4);

/// The number of bytes of answers that may wait beyond what the application may send.
const ROOM_TO_ANSWER: usize = 4 * 1024;

/// Questions about maintenance, and their answers.
#[derive(Debug, Default)]
pub(super) struct Maintenance {
    /// The question of the active side that waits for an answer.
    question: Option<Question>,
    /// Sides whose maintenance was accepted, and that have not said how it goes on.
    accepted: PerSide<bool>,
}

#[derive(Debug, Clone, Copy)]
struct Question {
    side: Side,
    id: InvokeId,
    until: Time,
}

/// No maintenance question is pending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MaintenanceNotAsked;

impl fmt::Display for MaintenanceNotAsked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no maintenance question is pending")
    }
}

impl core::error::Error for MaintenanceNotAsked {}

impl Maintenance {
    /// When the client answers itself.
    pub(super) fn deadline(&self) -> Option<Time> {
        self.question.map(|question| question.until)
    }

    /// A side has said how its maintenance goes on, or its session is over: what it asked is settled.
    pub(super) fn forget(&mut self, side: Side) {
        self.accepted[side] = false;
        self.question = self.question.filter(|question| question.side != side);
    }

    /// Nothing is decided any more.
    pub(super) fn stop(&mut self) {
        *self = Self::default();
    }
}

impl Client {
    /// Answers a [`ClientEvent::MaintenanceAsked`]. Returns whether the client accepted. It refuses, whatever the
    /// application says, if the other side is not open or goes into maintenance itself: nobody could take over.
    ///
    /// # Errors
    /// If no question is pending: it was answered, timed out, or its session has ended.
    pub fn answer_maintenance(
        &mut self,
        accept: bool,
        now: Time,
    ) -> Result<bool, MaintenanceNotAsked> {
        let question = self.maintenance.question.ok_or(MaintenanceNotAsked)?;
        if self.state(question.side) != SideState::Open {
            return Err(MaintenanceNotAsked);
        }
        Ok(self.answer(question, accept, now))
    }

    /// A server asks whether it may go into maintenance.
    pub(super) fn asked(&mut self, side: Side, id: InvokeId, now: Time) {
        if self.roles.active() != Some(side) {
            // Nothing is lost with a side that is not used, if the other one stays.
            let accepted = self.can_spare(side);
            self.respond(side, id, accepted, now);
            return;
        }
        if let Some(question) = self.maintenance.question {
            // It asks again before it was answered, or the other side asked while it was active itself. What is decided
            // now is the new question.
            let accept = question.side != side;
            self.answer(question, accept, now);
        }
        let until = now + DECIDE_WITHIN;
        self.maintenance.question = Some(Question { side, id, until });
        self.events.push(ClientEvent::MaintenanceAsked {
            side,
            within: DECIDE_WITHIN,
        });
    }

    /// Answers a question for which the application has had its time.
    pub(super) fn answer_due_maintenance(&mut self, now: Time) {
        let question = self.maintenance.question;
        if let Some(question) = question.filter(|question| question.until <= now) {
            self.answer(question, true, now);
        }
    }

    /// The other side can no longer take over: refuses what a side has asked.
    pub(super) fn refuse_maintenance(&mut self, now: Time) {
        if let Some(question) = self.maintenance.question {
            self.answer(question, false, now);
        }
    }

    /// Answers a question; returns whether it was accepted.
    fn answer(&mut self, question: Question, accept: bool, now: Time) -> bool {
        self.maintenance.question = None;
        let Question { side, id, .. } = question;
        let accepted = accept && self.can_spare(side);
        let accepted = self.respond(side, id, accepted, now) && accepted;
        self.events
            .push(ClientEvent::MaintenanceAnswered { side, accepted });
        accepted
    }

    /// Whether the other side could take over from a side.
    fn can_spare(&self, side: Side) -> bool {
        let other = side.opposite();
        let question = self.maintenance.question;
        let asks = question.is_some_and(|question| question.side == other);
        let goes = asks || self.maintenance.accepted[other] || self.roles.hands_over(other);
        self.state(other) == SideState::Open && !goes && !self.roles.is_leaving(other)
    }

    /// Answers a server; returns whether there was room for it. A server that asks again and again, and takes no
    /// answers, gets none: to it, that is a refusal.
    fn respond(&mut self, side: Side, invoke_id: InvokeId, accepted: bool, now: Time) -> bool {
        let response = ActiveMaintenanceRespMsg {
            invoke_id,
            maintenance_mode_accepted: Bool::from(accepted),
            ..ActiveMaintenanceRespMsg::default()
        };
        let capacity = self.config.send_capacity.saturating_add(ROOM_TO_ANSWER);
        let socket = self.slots[side].open();
        let sent = socket.is_some_and(|socket| socket.link.add(&response, capacity, now).is_ok());
        self.maintenance.accepted[side] = accepted && sent;
        sent
    }
}
