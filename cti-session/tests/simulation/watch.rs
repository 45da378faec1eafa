//! Watches a client from outside, and knows the rules: what it sends, does and reports, and when.
//!
//! It is written from the rules, not from the client: what it expects it works out for itself from what was delivered
//! to the client. Where the application is slow, the order in which the client handles what two sides have sent is its
//! own business; times and roles are checked in schedules with a prompt application.

mod ladder;
mod link;
mod requests;
mod roles;

use core::time::Duration;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use cti_messages::{
    ActiveMaintenanceReqMsg, ActiveMaintenanceRespMsg, CloseReq, FailureEvent, HeartbeatReq,
    InvokeId, MessageType, OpenConf, OwnedFrame, SessionType, StatusCode,
};
use cti_session::{
    Action, ConnectionId, End, Event, LossReason, NotSent, OpenFailure, Outcome, Refusal,
    RequestId, Side, SideState, Time,
};

use crate::plan::Plan;
use ladder::Ladder;
use link::Link;
use requests::Requests;
use roles::Roles;

/// Time limits that the client has by default.
const CONNECT: Duration = Duration::from_secs(10);
const WRITE: Duration = Duration::from_secs(30);
const CLOSE: Duration = Duration::from_secs(5);

/// The state that a schedule has to end in.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Expect {
    /// A side is active, and if both are to be held, both are open.
    Works,
    /// The client has ended, and no connection is left.
    Ended,
}

pub(crate) struct Watch<'p> {
    plan: &'p Plan,
    links: BTreeMap<ConnectionId, Link>,
    /// The connections of each side whose end was not reported yet. What is reported is of the first.
    attempts: [VecDeque<ConnectionId>; 2],
    states: [SideState; 2],
    /// When each side was opened, while it is.
    opened: [Option<Time>; 2],
    given_up: [bool; 2],
    was_open: bool,
    ladders: Vec<Ladder>,
    requests: Requests,
    roles: Roles,
    closing: Option<Time>,
    end: Option<End>,
    /// The kinds of what was reported, and how the states of sides changed.
    pub(crate) seen: BTreeSet<String>,
}

type Checked = Result<(), String>;

fn broken<T>(rule: &str, how: impl std::fmt::Display) -> Result<T, String> {
    Err(format!("{rule}: {how}"))
}

impl<'p> Watch<'p> {
    pub(crate) fn new(plan: &'p Plan) -> Self {
        let ladders = if plan.holds_both {
            plan.sides.all().len()
        } else {
            1
        };
        Self {
            plan,
            links: BTreeMap::new(),
            attempts: Default::default(),
            states: [SideState::Down; 2],
            opened: [None; 2],
            given_up: [false; 2],
            was_open: false,
            ladders: (0..ladders)
                .map(|_| Ladder::new(plan, Time::START))
                .collect(),
            requests: Requests::default(),
            roles: Roles::default(),
            closing: None,
            end: None,
            seen: BTreeSet::new(),
        }
    }

    fn link(&mut self, side: Side) -> Option<&mut Link> {
        self.links.get_mut(self.attempts[side.index()].front()?)
    }

    fn ladder(&mut self, side: Side) -> &mut Ladder {
        let index = if self.plan.holds_both {
            side.index()
        } else {
            0
        };
        &mut self.ladders[index]
    }

    /// A heartbeat of an open session that has no answer yet.
    pub(crate) fn unanswered_heartbeat(&self, side: Side) -> Option<InvokeId> {
        let link = self.links.get(self.attempts[side.index()].back()?)?;
        link.heartbeats.last().copied().filter(|_| link.is_open)
    }

    /// How long the answer to OPEN_REQ may take.
    fn open_timeout(&self) -> Duration {
        Duration::from_secs(if self.plan.expected_clients > 500 {
            60
        } else {
            30
        })
    }
}

/// What the driver sees.
impl Watch<'_> {
    pub(crate) fn action(&mut self, action: &Action, now: Time) -> Checked {
        match action {
            Action::Connect { side, connection } => {
                if self.closing.is_some() || self.end.is_some() {
                    return broken("no redial", format!("connects to {side} after the end"));
                }
                if self.links.contains_key(connection) {
                    return broken("numbers of connections", "one is used twice");
                }
                self.links.insert(*connection, Link::new(*side, now));
                self.attempts[side.index()].push_back(*connection);
                let given_up = self.given_up;
                let prompt = self.plan.is_prompt;
                if prompt {
                    self.ladder(*side).connects(*side, given_up, now)?;
                }
            }
            Action::Reset(connection) => {
                let Some(link) = self.links.get_mut(connection) else {
                    return broken("reset", "of no connection");
                };
                if link.is_over() {
                    return broken("reset", "of a connection that is over");
                }
                link.reset = Some(now);
                self.requests.link_over(*connection);
            }
            _ => {}
        }
        Ok(())
    }

    pub(crate) fn connected(&mut self, connection: ConnectionId, now: Time) {
        if let Some(link) = self.links.get_mut(&connection) {
            link.connected = Some(now);
            link.last_sent = now;
        }
    }

    pub(crate) fn connect_failed(&mut self, connection: ConnectionId, now: Time) {
        if let Some(link) = self.links.get_mut(&connection) {
            link.closed = Some(now);
        }
    }

    pub(crate) fn closed(&mut self, connection: ConnectionId, now: Time) {
        if let Some(link) = self.links.get_mut(&connection) {
            link.closed = Some(now);
        }
    }

    /// So many of the outgoing bytes were written.
    pub(crate) fn sent(&mut self, connection: ConnectionId, count: usize, now: Time) {
        if let Some(link) = self.links.get_mut(&connection) {
            link.waiting -= count;
            link.progress = now;
        }
    }

    /// The bytes that the client wants to send now.
    pub(crate) fn outgoing(
        &mut self,
        connection: ConnectionId,
        bytes: &[u8],
        now: Time,
    ) -> Checked {
        let Some(link) = self.links.get_mut(&connection) else {
            return Ok(());
        };
        if bytes.len() == link.waiting {
            return Ok(());
        }
        // What waits for a connection that is over is dropped with it.
        if link.is_over() || bytes.len() < link.waiting {
            return Ok(());
        }
        if link.waiting == 0 {
            link.progress = now;
        }
        let new = &bytes[link.waiting..];
        link.waiting = bytes.len();
        link.outgoing.push(new);
        loop {
            let Some(link) = self.links.get_mut(&connection) else {
                return Ok(());
            };
            let frame = link
                .outgoing
                .next_frame()
                .map_err(|error| error.to_string())?;
            let Some(frame) = frame else {
                return Ok(());
            };
            let frame = OwnedFrame::from_frame(frame, self.plan.version)
                .map_err(|error| error.to_string())?;
            self.sends(connection, &frame, now)?;
        }
    }

    fn sends(&mut self, connection: ConnectionId, frame: &OwnedFrame, now: Time) -> Checked {
        let heartbeat = self
            .plan
            .heartbeat
            .map(|seconds| Duration::from_secs(seconds.into()));
        let prompt = self.plan.is_prompt;
        let Some(link) = self.links.get_mut(&connection) else {
            return Ok(());
        };
        let side = link.side;
        let message_type = frame.message_type();
        if (message_type == MessageType::OPEN_REQ) != link.open_id.is_none() {
            return broken(
                "OPEN_REQ first, and once",
                format!("{message_type} to {side}"),
            );
        }
        if link.close_sent.is_some() {
            return broken(
                "nothing after CLOSE_REQ",
                format!("{message_type} to {side}"),
            );
        }
        let invoke_id = frame.invoke_id();
        let answers = message_type == MessageType::ACTIVE_MAINTENANCE_RESP_MSG;
        if let Some(id) = invoke_id.filter(|_| !answers) {
            if link.ids.contains(&id) {
                return broken(
                    "invoke IDs are unique in a session",
                    format!("{id:?} to {side}"),
                );
            }
            link.ids.push(id);
        }
        match message_type {
            MessageType::OPEN_REQ => {
                link.open_id = invoke_id;
                let Ok(open) = frame.decode::<cti_messages::OpenReq<'_>>() else {
                    return broken("OPEN_REQ", "cannot be decoded");
                };
                link.requested = open.services_requested;
                let idle = self.plan.heartbeat.map_or(u32::MAX, |seconds| 4 * seconds);
                if open.idle_timeout != idle || open.version_number != self.plan.version {
                    return broken("IdleTimeout is four intervals", open.idle_timeout);
                }
            }
            MessageType::HEARTBEAT_REQ => {
                let id = frame
                    .decode::<HeartbeatReq<'_>>()
                    .map(|heartbeat| heartbeat.invoke_id);
                let due = link.heartbeat_due(heartbeat);
                if due.is_none_or(|due| now < due || prompt && now > due) {
                    return broken(
                        "a heartbeat after one interval without sending",
                        format!("due {due:?}"),
                    );
                }
                if prompt && link.heartbeats.len() >= 3 {
                    return broken(
                        "three unanswered heartbeats end the session",
                        "a fourth is sent",
                    );
                }
                link.heartbeats.push(id.map_err(|error| error.to_string())?);
            }
            MessageType::CLOSE_REQ => {
                let Ok(close) = frame.decode::<CloseReq<'_>>() else {
                    return broken("CLOSE_REQ", "cannot be decoded");
                };
                let expected = if link.must_close {
                    StatusCode::CTI_SERVER_OFFLINE
                } else {
                    StatusCode::NO_ERROR
                };
                if close.status != expected {
                    return broken("the status of CLOSE_REQ", close.status);
                }
                link.close_sent = Some(now);
            }
            MessageType::ACTIVE_MAINTENANCE_RESP_MSG => {
                let Ok(answer) = frame.decode::<ActiveMaintenanceRespMsg<'_>>() else {
                    return broken("ACTIVE_MAINTENANCE_RESP", "cannot be decoded");
                };
                let accepted = answer.maintenance_mode_accepted.is_true();
                let asked = link
                    .asked
                    .iter()
                    .position(|(_, id)| *id == answer.invoke_id);
                let Some(place) = asked else {
                    return broken(
                        "an answer for a question",
                        format!("{:?} was not asked", answer.invoke_id),
                    );
                };
                link.asked.remove(place);
                let other = self.states[side.opposite().index()];
                let used = self.roles.active() == Some(side);
                if prompt && used && accepted && other != SideState::Open {
                    return broken(
                        "maintenance is accepted only if the other side is open",
                        format!("{other:?}"),
                    );
                }
            }
            MessageType::STOPPING_REQUESTS_TO_THIS_SIDE_IND => {
                link.stopped = Some(now);
                self.roles.stopped(side);
            }
            MessageType::REGISTER_SERVICE_REQ => {
                if link.stopped.is_some() {
                    return broken("no requests after STOPPING", side);
                }
                self.requests
                    .sends(connection, side, invoke_id.unwrap_or_default());
            }
            _ => {}
        }
        if let Some(link) = self.links.get_mut(&connection) {
            link.last_sent = now;
        }
        Ok(())
    }

    /// Bytes that the client receives.
    pub(crate) fn delivered(&mut self, connection: ConnectionId, bytes: &[u8], now: Time) {
        let Some(link) = self.links.get_mut(&connection) else {
            return;
        };
        link.incoming.push(bytes);
        loop {
            let Some(link) = self.links.get_mut(&connection) else {
                return;
            };
            if link.unreadable || link.over_by_message {
                return;
            }
            match link.incoming.next_frame() {
                Ok(Some(frame)) => {
                    let Ok(frame) = OwnedFrame::from_frame(frame, self.plan.version) else {
                        return;
                    };
                    self.receives(connection, frame, now);
                }
                Ok(None) => return,
                Err(_) => link.unreadable = true,
            }
        }
    }

    fn receives(&mut self, connection: ConnectionId, frame: OwnedFrame, now: Time) {
        let holds_both = self.plan.holds_both;
        let Some(link) = self.links.get_mut(&connection) else {
            return;
        };
        if link.close_sent.is_some() {
            if frame.message_type() == MessageType::CLOSE_CONF {
                link.over_by_message = true;
            }
            return;
        }
        let side = link.side;
        let id = frame.invoke_id();
        if !link.is_open {
            match frame.message_type() {
                MessageType::OPEN_CONF if id == link.open_id => {
                    link.is_open = true;
                    link.open_at = now;
                    match frame.decode::<OpenConf<'_>>() {
                        Ok(confirmation) => {
                            link.not_granted =
                                link.requested.difference(confirmation.services_granted);
                            let session_type = confirmation.session_type.unwrap_or_default();
                            let session_type = if holds_both {
                                session_type
                            } else {
                                SessionType::ACTIVE
                            };
                            self.roles.opened(side, session_type);
                        }
                        Err(_) => link.unreadable = true,
                    }
                    return;
                }
                MessageType::FAILURE_CONF if id == link.open_id => {
                    link.over_by_message = true;
                    link.refused = frame
                        .decode::<cti_messages::FailureConf<'_>>()
                        .ok()
                        .map(|failure| failure.status);
                    return;
                }
                _ => {}
            }
        }
        let ends = match frame.decode::<FailureEvent<'_>>() {
            Ok(event) => [15, 110].contains(&event.status.0).then_some(event.status),
            Err(_) => None,
        };
        if let Some(status) = ends {
            if link.is_open {
                link.must_close = true;
                self.roles.lost(side);
                // The client discards what follows; when it does so is its business, if the application is slow.
                link.over_by_message = true;
                self.requests.link_over(connection);
            } else {
                link.refused = Some(status);
                link.over_by_message = true;
            }
            return;
        }
        if link.is_open {
            match frame.message_type() {
                MessageType::HEARTBEAT_CONF | MessageType::FAILURE_CONF => {
                    let place = link.heartbeats.iter().position(|sent| Some(*sent) == id);
                    if let Some(place) = place {
                        link.heartbeats.drain(..=place);
                        if frame.message_type() == MessageType::FAILURE_CONF {
                            link.over_by_message = true;
                            link.heartbeat_refused = true;
                        }
                        return;
                    }
                }
                MessageType::STANDBY_ACTIVE_EVENT_MSG if holds_both => {
                    return self.roles.promoted(side);
                }
                MessageType::ACTIVE_MAINTENANCE_EVENT_MSG if holds_both => {
                    if let Ok(event) = frame.decode::<cti_messages::ActiveMaintenanceEventMsg<'_>>()
                    {
                        return self
                            .roles
                            .maintenance(side, event.maintenance_mode_status.is_true());
                    }
                }
                MessageType::ACTIVE_MAINTENANCE_REQ_MSG if holds_both => {
                    if let Ok(request) = frame.decode::<ActiveMaintenanceReqMsg<'_>>() {
                        link.asked.push((now, request.invoke_id));
                        if self.roles.active() == Some(side) {
                            self.roles.asked(side);
                        }
                        return;
                    }
                }
                _ => {}
            }
        }
        link.expected.push_back(frame);
    }
}

/// What the application sees and does.
impl Watch<'_> {
    pub(crate) fn requested(
        &mut self,
        sent: &Result<RequestId, NotSent>,
        within: Duration,
        now: Time,
    ) -> Checked {
        self.requests.requested(sent, now + within)?;
        match sent {
            Ok(_) if self.closing.is_some() || self.end.is_some() => {
                broken("no request after the end", "it was sent")
            }
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

    pub(crate) fn event(&mut self, event: &Event, now: Time) -> Checked {
        self.seen.insert(kind(event));
        if self.end.is_some() {
            return broken("nothing after the end", format!("{event:?}"));
        }
        match event {
            Event::Opened {
                side, not_granted, ..
            } => {
                let Some(link) = self.link(*side) else {
                    return broken("a session needs a connection", side);
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
                let given_up = self.given_up;
                if self.plan.is_prompt
                    && self.plan.holds_both
                    && self.plan.sides.all().contains(&other)
                {
                    self.ladder(other).retry(given_up, now)?;
                }
                let side = *side;
                for ladder in &mut self.ladders {
                    ladder.preferred = side;
                }
            }
            Event::NotOpened {
                side,
                reason,
                retry_in,
            } => {
                self.not_opened(*side, reason, now)?;
                self.attempts[side.index()].pop_front();
                self.attempt_over(*side, false, *retry_in, now)?;
            }
            Event::Lost {
                side,
                reason,
                retry_in,
            } => {
                let was_closing = self.link(*side).is_some_and(|link| link.must_close);
                self.lost(*side, reason, now)?;
                self.attempts[side.index()].pop_front();
                let since = self.opened[side.index()].take();
                let settled = since.is_some_and(|since| now - since >= Duration::from_secs(10));
                self.attempt_over(*side, settled, *retry_in, now)?;
                if !was_closing {
                    self.roles.lost(*side);
                }
            }
            Event::Active { side, continuity } => {
                self.roles.tell(&roles::Told::Active(*side, *continuity))
            }
            Event::Rival { side } => self.roles.tell(&roles::Told::Rival(*side)),
            Event::MaintenanceAsked { side, .. } => self.roles.tell(&roles::Told::Asked(*side)),
            Event::Maintenance { side, goes_on } => {
                self.roles.tell(&roles::Told::Maintenance(*side, *goes_on))
            }
            Event::Message { side, frame } => {
                self.requests.message(*side, frame)?;
                self.expect_frame(*side, frame)?;
            }
            Event::LateAnswer { side, frame } => {
                self.requests.late(*side, frame)?;
                self.expect_frame(*side, frame)?;
            }
            Event::Answered { request, outcome } => {
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
            Event::Ended(end) => {
                let all = self
                    .plan
                    .sides
                    .all()
                    .iter()
                    .all(|side| self.given_up[side.index()]);
                match end {
                    End::Closed if self.closing.is_some() => {}
                    End::Refused(_) if all => {}
                    _ => return broken("the end has a reason", end),
                }
                self.end = Some(end.clone());
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether requests to a side fail: its session ends, or another side is active without a handover.
    fn has_lost(&self, side: Side) -> bool {
        let attempt = self.attempts[side.index()].front();
        let link = attempt.and_then(|connection| self.links.get(connection));
        link.is_none_or(|link| link.is_over() || link.must_close || self.roles.was_replaced(side))
    }

    /// A message is reported: it has to be the next one that the side has sent.
    fn expect_frame(&mut self, side: Side, frame: &OwnedFrame) -> Checked {
        let Some(link) = self.link(side) else {
            return broken("messages come from a connection", side);
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

    fn attempt_over(
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

    fn not_opened(&mut self, side: Side, reason: &OpenFailure, now: Time) -> Checked {
        let prompt = self.plan.is_prompt;
        let open_timeout = self.open_timeout();
        let closing = self.closing.is_some();
        let Some(link) = self.link(side) else {
            return broken("an attempt has a connection", side);
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

    fn lost(&mut self, side: Side, reason: &LossReason, now: Time) -> Checked {
        let prompt = self.plan.is_prompt;
        let heartbeat = self
            .plan
            .heartbeat
            .map(|seconds| Duration::from_secs(seconds.into()));
        let closing = self.closing.is_some();
        let Some(link) = self.link(side) else {
            return broken("a session has a connection", side);
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
            LossReason::EndedByServer(status) => link.must_close && [15, 110].contains(&status.0),
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

    pub(crate) fn state(&mut self, side: Side, state: SideState) -> Checked {
        let before = std::mem::replace(&mut self.states[side.index()], state);
        if TRANSITIONS.contains(&(before, state)) {
            self.seen.insert(format!("{before:?} to {state:?}"));
        }
        // A call may take it through several states.
        let next = |from: &[SideState]| -> Vec<SideState> {
            let steps = TRANSITIONS.iter().filter(|(one, _)| from.contains(one));
            steps.map(|(_, other)| *other).collect()
        };
        let one = next(&[before]);
        let two = next(&one);
        let three = next(&two);
        if before != state && ![one, two, three].concat().contains(&state) {
            return broken("the states of a side", format!("{before:?} to {state:?}"));
        }
        Ok(())
    }

    /// Checks what has to hold whenever nothing more happens at a time.
    pub(crate) fn check(&mut self, now: Time, awake: bool) -> Checked {
        let prompt = self.plan.is_prompt;
        let heartbeat = self
            .plan
            .heartbeat
            .map(|seconds| Duration::from_secs(seconds.into()));
        let open_timeout = self.open_timeout();
        for (connection, link) in self.links.iter().filter(|(_, link)| !link.is_over()) {
            let side = link.side;
            let state = self.states[side.index()];
            let is_current = self.attempts[side.index()].back() == Some(connection);
            if !is_current || matches!(state, SideState::Down | SideState::Draining) {
                return broken(
                    "a connection that is not used is reset",
                    format!("{side} is {state:?}"),
                );
            }
            match state {
                SideState::Connecting if now >= link.began + CONNECT => {
                    return broken("the time limit of connecting", side);
                }
                SideState::Opening
                    if prompt
                        && link
                            .connected
                            .is_some_and(|connected| now >= connected + open_timeout) =>
                {
                    return broken("the time limit of opening", side);
                }
                SideState::Open => {
                    if link
                        .heartbeat_due(heartbeat)
                        .is_some_and(|due| now >= due && (prompt || link.is_open_told))
                    {
                        return broken("a heartbeat after one interval without sending", side);
                    }
                    if prompt && link.must_close {
                        return broken("a session that the server ends is closed", side);
                    }
                }
                SideState::Closing if link.close_sent.is_none_or(|sent| now >= sent + CLOSE) => {
                    return broken("5 seconds for CLOSE_CONF", side);
                }
                _ => {}
            }
            if prompt && link.over_by_message && state != SideState::Closing {
                return broken("a refusal ends the connection", side);
            }
            if link.waiting > 0 && now >= link.progress + WRITE {
                return broken("the time limit of writing", side);
            }
            if let Some((asked, _)) = link.asked.iter().find(|(asked, _)| {
                prompt && state == SideState::Open && now >= *asked + Duration::from_secs(5)
            }) {
                return broken(
                    "maintenance is answered within 5 seconds",
                    format!("asked at {asked:?}"),
                );
            }
        }
        if prompt {
            for ladder in &self.ladders {
                ladder.check(now)?;
            }
            let stopped = |side: Side| {
                let attempt = self.attempts[side.index()].front();
                let link = attempt.and_then(|connection| self.links.get(connection));
                link.is_none_or(|link| {
                    link.stopped.is_some() || link.close_sent.is_some() || link.is_over()
                })
            };
            self.roles.check(stopped)?;
            self.requests.check(now)?;
        }
        if !awake {
            // What has been received with one read, 3,000 bytes of SYSTEM_EVENT, may be beyond the capacity.
            let of_link = |link: &Link| {
                link.expected
                    .len()
                    .saturating_sub(2 * self.plan.event_capacity)
            };
            if let Some(link) = self.links.values().find(|link| of_link(link) > 300) {
                return broken(
                    "what waits for the application is bounded",
                    format!("{} messages", link.expected.len()),
                );
            }
        }
        // Those that are over and told of take no part any more.
        let attempts = &self.attempts;
        self.links.retain(|connection, link| {
            !link.is_over() || attempts[link.side.index()].contains(connection)
        });
        Ok(())
    }

    pub(crate) fn expect(&mut self, expect: Expect, now: Time) -> Checked {
        match expect {
            Expect::Works => {
                if self.end.is_some() {
                    return Ok(());
                }
                if self.roles.active().is_none() && self.plan.is_prompt {
                    return broken("in the end a side is active", format!("at {now:?} none is"));
                }
                let given_up = |side: Side| self.given_up[side.index()];
                let open = |side: Side| self.states[side.index()] == SideState::Open;
                let sides = self.plan.sides.all();
                let works = if self.plan.holds_both {
                    sides.iter().all(|side| open(*side) || given_up(*side))
                } else {
                    sides.iter().any(|side| open(*side))
                };
                if !works {
                    return broken(
                        "in the end the sessions are open",
                        format!("{:?}", self.states),
                    );
                }
                if self.plan.is_prompt {
                    self.requests.check(now)?;
                }
                Ok(())
            }
            Expect::Ended => {
                if self.end.is_none() {
                    return broken(
                        "in the end the client has ended",
                        format!("{:?}", self.states),
                    );
                }
                if let Some(link) = self.links.values().find(|link| !link.is_over()) {
                    return broken("in the end no connection is left", link.side);
                }
                self.requests.none_left()
            }
        }
    }
}

/// How the state of a side changes. The picture in the documentation has the same.
pub(crate) const TRANSITIONS: &[(SideState, SideState)] = {
    use SideState::{Closing, Connecting, Down, Draining, Open, Opening};
    &[
        (Down, Connecting),
        (Connecting, Down),
        (Connecting, Opening),
        (Opening, Down),
        (Opening, Open),
        (Opening, Draining),
        (Open, Down),
        (Open, Closing),
        (Open, Draining),
        (Closing, Down),
        (Draining, Down),
    ]
};

/// The kind of an event, and of its reason or outcome.
fn kind(event: &Event) -> String {
    let kind = match event {
        Event::NotOpened { reason, .. } => format!("NotOpened {reason:?}"),
        Event::Lost { reason, .. } => format!("Lost {reason:?}"),
        Event::Active { continuity, .. } => format!("Active {continuity:?}"),
        Event::Answered { outcome, .. } => format!("Answered {outcome:?}"),
        Event::MaintenanceAnswered { accepted, .. } => format!("MaintenanceAnswered {accepted}"),
        Event::Maintenance { goes_on, .. } => format!("Maintenance {goes_on}"),
        Event::Ended(end) => format!("Ended {end:?}"),
        other => format!("{other:?}"),
    };
    let end = |place: &char| !place.is_alphanumeric() && *place != ' ';
    let place = kind.find(|character| end(&character)).unwrap_or(kind.len());
    kind[..place].trim_end().to_owned()
}

/// What schedules have to reach: all that a client reports, and all ways in which the state of a side changes.
pub(crate) fn everything() -> BTreeSet<String> {
    let events = [
        "Opened",
        "NotOpened ConnectFailed",
        "NotOpened ConnectTimedOut",
        "NotOpened OpenTimedOut",
        "NotOpened Refused",
        "NotOpened Disconnected",
        "NotOpened WriteTimedOut",
        "NotOpened Unreadable",
        "NotOpened Closed",
        "Lost Disconnected",
        "Lost HandedOver",
        "Lost HeartbeatsUnanswered",
        "Lost HeartbeatRefused",
        "Lost EndedByServer",
        "Lost WriteTimedOut",
        "Lost Unreadable",
        "Lost Closed",
        "Active Kept",
        "Active Lost",
        "Rival",
        "Message",
        "Answered Confirmed",
        "Answered Failed",
        "Answered TimedOut",
        "Answered SessionLost",
        "Answered Closed",
        "LateAnswer",
        "MaintenanceAsked",
        "MaintenanceAnswered true",
        "MaintenanceAnswered false",
        "Maintenance true",
        "Maintenance false",
        "Ended Closed",
        "Ended Refused",
    ];
    // A server would have to send much before it answers OPEN_REQ, which those that are simulated do not.
    let unusual = (SideState::Opening, SideState::Draining);
    let changes = TRANSITIONS
        .iter()
        .filter(|change| **change != unusual)
        .map(|(from, to)| format!("{from:?} to {to:?}"));
    events
        .into_iter()
        .map(str::to_owned)
        .chain(changes)
        .collect()
}

/// How a client goes on after a refusal, by the numbers of the guide.
fn classify(status: StatusCode) -> Refusal {
    match status.0 {
        15 | 92 | 107 | 110 => Refusal::Elsewhere,
        1..=3 | 6..=8 | 12 | 18..=26 | 32 | 36 | 48 | 49 | 62 | 91 | 95 | 108 => Refusal::Fatal,
        _ => Refusal::Temporary,
    }
}
