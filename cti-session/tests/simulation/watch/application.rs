//! What the application sees and does.

use core::time::Duration;

use cti_messages::{OwnedFrame, StatusCode};
use cti_session::{
    ClientEnd, ClientEvent, LossReason, NotSent, OpenFailure, Outcome, Refusal, RequestId,
    RequestOptions, Side, Time,
};

use super::coverage::kind;
use super::{CONNECT, Checked, WRITE, Watch, broken, roles};
use crate::core::Ask;

/// What the application sees and does.
impl Watch<'_> {
    pub(crate) fn requested(
        &mut self,
        sent: &Result<RequestId, NotSent>,
        ask: Ask,
        options: RequestOptions,
        now: Time,
    ) -> Checked {
        if sent.is_ok() && (self.closing.is_some() || self.end.is_some()) {
            return broken("no request after the end", "it is accepted");
        }
        self.requests.requested(sent, ask, options, now)?;
        match sent {
            Ok(_) if self.plan.is_prompt && self.roles.active() != self.requests.last_side() => {
                broken(
                    "requests go to the active side",
                    format!("{:?}", self.requests.last_side()),
                )
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn closing(&mut self, now: Time) {
        self.closing = Some(now);
        self.roles.close();
        for ladder in &mut self.ladders {
            ladder.stop();
        }
    }

    pub(crate) fn event(&mut self, event: &ClientEvent, now: Time) -> Checked {
        self.seen.insert(kind(event));
        if self.end.is_some() {
            return broken("nothing after the end", format!("{event:?}"));
        }
        match event {
            ClientEvent::Opened {
                side, not_granted, ..
            } => {
                let Some(link) = self.link(*side) else {
                    return broken("what is reported is of a connection", side);
                };
                if *not_granted != link.not_granted {
                    return broken(
                        "services that are not granted are reported",
                        format!("{not_granted:?}"),
                    );
                }
                if !std::mem::replace(&mut link.is_open_told, true) && !link.is_open {
                    return broken("a session is open after OPEN_CONF", side);
                }
                self.opened[side.index()] = Some(now);
                self.given_up = [false; 2];
                self.was_open = true;
                let other = side.opposite();
                if self.plan.is_prompt
                    && self.plan.holds_both
                    && self.plan.sides.all().contains(&other)
                {
                    self.ladder(other).retry(now)?;
                }
                let side = *side;
                for ladder in &mut self.ladders {
                    ladder.preferred = side;
                }
            }
            ClientEvent::NotOpened {
                side,
                reason,
                retry_in,
            } => {
                self.not_opened(*side, reason, now)?;
                self.attempts[side.index()].pop_front();
                self.attempt_over(*side, false, *retry_in, now)?;
            }
            ClientEvent::Lost {
                side,
                reason,
                retry_in,
            } => {
                let was_closing = self
                    .link(*side)
                    .is_some_and(|link| link.must_close.is_some());
                self.lost(*side, reason, now)?;
                self.attempts[side.index()].pop_front();
                let since = self.opened[side.index()].take();
                let replaced = LossReason::EndedByServer(StatusCode::NEW_SESSION_OPENED);
                let settled = *reason != replaced
                    && since.is_some_and(|since| now - since >= Duration::from_secs(10));
                self.attempt_over(*side, settled, *retry_in, now)?;
                if !was_closing {
                    self.roles.lost(*side);
                }
            }
            ClientEvent::Active { side, continuity } => {
                self.roles.tell(&roles::Told::Active(*side, *continuity))
            }
            ClientEvent::Rival { side } => self.roles.tell(&roles::Told::Rival(*side)),
            ClientEvent::MaintenanceAsked { side, .. } => {
                self.roles.tell(&roles::Told::Asked(*side))
            }
            ClientEvent::Maintenance { side, starts } => {
                self.roles.tell(&roles::Told::Maintenance(*side, *starts))
            }
            ClientEvent::Message { side, frame } => {
                self.requests.message(*side, frame)?;
                self.expect_frame(*side, frame)?;
            }
            ClientEvent::LateAnswer {
                side,
                frame,
                request,
            } => {
                self.requests.late(*side, *request, frame)?;
                self.expect_frame(*side, frame)?;
            }
            ClientEvent::PartialAnswer { request, frame } => {
                let side = self.requests.answered_in_part(*request, frame)?;
                self.expect_frame(side, frame)?;
            }
            ClientEvent::Answered { request, outcome } => {
                let side = self.requests.answered(
                    *request,
                    outcome,
                    self.plan.is_prompt,
                    self.closing,
                    now,
                )?;
                if *outcome == Outcome::SessionLost && self.plan.is_prompt && !self.has_lost(side) {
                    return broken(
                        "the outcome of a request",
                        format!("its session is not lost: {side}"),
                    );
                }
                if let Outcome::Confirmed(frame) | Outcome::Failed(frame) = outcome {
                    self.expect_frame(side, frame)?;
                }
            }
            ClientEvent::Ended(end) => {
                let all = self
                    .plan
                    .sides
                    .all()
                    .iter()
                    .all(|side| self.given_up[side.index()]);
                match end {
                    ClientEnd::Closed if self.closing.is_some() => {}
                    ClientEnd::Refused(_) if all => {}
                    _ => return broken("the end has a reason", end),
                }
                self.end = Some(end.clone());
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether requests to a side fail: its session ends, or another side is active without a handover.
    pub(super) fn has_lost(&self, side: Side) -> bool {
        let attempt = self.attempts[side.index()].front();
        let link = attempt.and_then(|connection| self.links.get(connection));
        link.is_none_or(|link| {
            link.is_over() || link.must_close.is_some() || self.roles.was_replaced(side)
        })
    }

    /// A message is reported: it has to be the next one that the side has sent.
    pub(super) fn expect_frame(&mut self, side: Side, frame: &OwnedFrame) -> Checked {
        let Some(link) = self.link(side) else {
            return broken("what is reported is of a connection", side);
        };
        match link.expected.pop_front() {
            Some(expected) if expected == *frame => Ok(()),
            Some(expected) if expected.as_bytes() == frame.as_bytes() => broken(
                "the version is that of the client's own OPEN_REQ",
                format!("{frame:?}"),
            ),
            Some(expected) => broken(
                "no message is lost, and their order is kept",
                format!("{frame:?} before {expected:?}"),
            ),
            None => broken("every message was sent", format!("{frame:?} of {side}")),
        }
    }

    pub(super) fn attempt_over(
        &mut self,
        side: Side,
        settled: bool,
        retry_in: Option<Duration>,
        now: Time,
    ) -> Checked {
        if !self.plan.is_prompt {
            return Ok(());
        }
        let given_up = self.given_up;
        let stops = self.closing.is_some()
            || self.plan.holds_both && given_up[side.index()]
            || self
                .plan
                .sides
                .all()
                .iter()
                .all(|side| given_up[side.index()]);
        if stops {
            self.ladder(side).stop();
            return match retry_in {
                None => Ok(()),
                Some(wait) => broken("no further attempt", format!("in {wait:?}")),
            };
        }
        self.ladder(side).over(settled, retry_in, given_up, now)
    }

    pub(super) fn not_opened(&mut self, side: Side, reason: &OpenFailure, now: Time) -> Checked {
        let prompt = self.plan.is_prompt;
        let open_timeout = self.open_timeout();
        let closing = self.closing.is_some();
        let Some(link) = self.link(side) else {
            return broken("what is reported is of a connection", side);
        };
        if link.is_open_told {
            return broken("a session that was open is lost", format!("{reason:?}"));
        }
        let holds = match reason {
            OpenFailure::ConnectFailed => link.connected.is_none() && link.closed.is_some(),
            OpenFailure::ConnectTimedOut => {
                link.connected.is_none() && (!prompt || now == link.began + CONNECT)
            }
            OpenFailure::OpenTimedOut => {
                !link.is_open
                    && link
                        .connected
                        .is_some_and(|connected| !prompt || now == connected + open_timeout)
            }
            OpenFailure::Refused { status, refusal } => {
                link.refused == Some(*status) && *refusal == classify(*status)
            }
            OpenFailure::Disconnected => link.closed.is_some() && (!prompt || !link.is_open),
            OpenFailure::WriteTimedOut => link.waiting > 0,
            OpenFailure::Unreadable(_) => link.unreadable,
            OpenFailure::Closed => closing,
            _ => false,
        };
        if !holds {
            return broken(
                "the reason of a failed attempt",
                format!("{reason:?} of {side}"),
            );
        }
        if !link.is_over() {
            return broken(
                "a failed attempt ends its connection",
                format!("{reason:?} of {side}"),
            );
        }
        if let OpenFailure::Refused {
            refusal: Refusal::Fatal,
            ..
        } = reason
        {
            self.given_up[side.index()] = !self.was_open;
        }
        Ok(())
    }

    pub(super) fn lost(&mut self, side: Side, reason: &LossReason, now: Time) -> Checked {
        let prompt = self.plan.is_prompt;
        let heartbeat = self
            .plan
            .heartbeat
            .map(|seconds| Duration::from_secs(seconds.into()));
        let closing = self.closing.is_some();
        let Some(link) = self.link(side) else {
            return broken("what is reported is of a connection", side);
        };
        if !link.is_open_told {
            return broken("a session is lost after it was opened", side);
        }
        let holds = match reason {
            LossReason::Disconnected => link.closed.is_some(),
            LossReason::HandedOver => link.stopped.is_some() && link.closed.is_some(),
            LossReason::HeartbeatsUnanswered => {
                let due = link.heartbeat_due(heartbeat);
                !prompt || link.heartbeats.len() == 3 && due == Some(now)
            }
            LossReason::HeartbeatRefused(_) => link.heartbeat_refused,
            LossReason::EndedByServer(status) => link.must_close == Some(*status),
            LossReason::WriteTimedOut => now >= link.progress + WRITE && link.waiting > 0,
            LossReason::Unreadable(_) => link.unreadable,
            LossReason::Closed => closing,
            _ => false,
        };
        if !holds {
            return broken("the reason of a loss", format!("{reason:?} of {side}"));
        }
        if !link.is_over() {
            return broken(
                "a loss ends the connection",
                format!("{reason:?} of {side}"),
            );
        }
        let discards = closing || link.close_sent.is_some();
        if !discards && !link.expected.is_empty() {
            return broken(
                "what a server sent before the end is reported",
                format!("{} are not", link.expected.len()),
            );
        }
        match self.attempts[side.index()].front() {
            Some(connection) => self.requests.session_lost(*connection, side),
            None => Ok(()),
        }
    }
}

/// How a client goes on after a refusal, by the numbers of the guide.
fn classify(status: StatusCode) -> Refusal {
    match status.0 {
        15 | 92 | 107 | 110 => Refusal::Elsewhere,
        1..=3 | 6..=8 | 12 | 18..=26 | 32 | 36 | 48 | 49 | 62 | 91 | 95 | 108 => Refusal::Fatal,
        _ => Refusal::Temporary,
    }
}
