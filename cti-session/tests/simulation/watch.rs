//! Watches a client from outside, and knows the rules: what it sends, does and reports, and when.
//!
//! It is written from the rules, not from the client: what it expects it works out for itself from what was delivered
//! to the client. Where the application is slow, the order in which the client handles what two sides have sent is its
//! own business; times and roles are checked in schedules with a prompt application.

mod application;
mod coverage;
mod ladder;
mod link;
mod requests;
mod roles;
mod wire;

pub(crate) use coverage::everything;

use core::time::Duration;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use cti_messages::InvokeId;
use cti_session::{ClientEnd, ConnectionId, Side, SideState, Time};

use crate::plan::Plan;
use ladder::Ladder;
use link::Link;
use requests::Requests;
use roles::Roles;

/// Time limits that the client has by default.
const CONNECT: Duration = Duration::from_secs(10);
const WRITE: Duration = Duration::from_secs(30);
const CLOSE: Duration = Duration::from_secs(5);

const STATES: &str = "the states of a side";

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
    end: Option<ClientEnd>,
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

    /// The connection to a side that neither end has given up.
    fn current(&self, side: Side) -> Option<&Link> {
        let link = self.links.get(self.attempts[side.index()].back()?)?;
        Some(link).filter(|link| !link.is_over())
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

/// What holds at any time, and in the end.
impl Watch<'_> {
    pub(crate) fn state(&mut self, side: Side, state: SideState) -> Checked {
        let before = std::mem::replace(&mut self.states[side.index()], state);
        if before == state {
            return Ok(());
        }
        if before.may_become(state) {
            self.seen.insert(format!("{before:?} to {state:?}"));
        }
        // The next attempt may begin in the call in which the one before ends.
        let begins_anew = before.may_become(SideState::Down) && state == SideState::Connecting;
        // OPEN_CONF and what ends the session may be read at once.
        let ends_at_once = (before, state) == (SideState::Opening, SideState::Closing)
            && self.current(side).is_some_and(|link| link.is_open);
        if !(before.may_become(state) || begins_anew || ends_at_once) {
            return broken(STATES, format!("{before:?} to {state:?}"));
        }
        Ok(())
    }

    /// The state of a side is that of its connection.
    fn check_states(&self) -> Checked {
        for side in self.plan.sides.all() {
            let state = self.states[side.index()];
            let holds = match (state, self.current(*side)) {
                (SideState::Down | SideState::Draining, link) => link.is_none(),
                (SideState::Connecting, Some(link)) => link.connected.is_none(),
                (SideState::Opening, Some(link)) => {
                    link.connected.is_some() && !(link.is_open && self.plan.is_prompt)
                }
                (SideState::Open, Some(link)) => link.is_open,
                (SideState::Closing, Some(link)) => link.close_sent.is_some(),
                (_, None) => false,
            };
            if !holds {
                return broken(STATES, format!("{side} is {state:?}"));
            }
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
        if prompt {
            for ladder in &self.ladders {
                ladder.check(now)?;
            }
        }
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
                    if prompt && link.must_close.is_some() {
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
            if let Some((asked, ..)) = link.asked.iter().find(|(asked, _, settled)| {
                let waits = prompt && !settled;
                waits && state == SideState::Open && now >= *asked + Duration::from_secs(5)
            }) {
                return broken(
                    "maintenance is answered within 5 seconds",
                    format!("asked at {asked:?}"),
                );
            }
        }
        self.check_states()?;
        if prompt {
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
                let given_up = |side: Side| self.given_up[side.index()];
                let open = |side: Side| self.states[side.index()] == SideState::Open;
                let sides = self.plan.sides.all();
                let works = if self.plan.holds_both {
                    sides.iter().all(|side| open(*side) || given_up(*side))
                } else {
                    sides.iter().any(|side| open(*side))
                };
                let is_active = self.roles.active().is_some() || !self.plan.is_prompt;
                if !works || !is_active {
                    return broken(
                        "in the end the sessions are open, and one is active",
                        format!("{:?}, {:?} is active", self.states, self.roles.active()),
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
                // With it every request has had its outcome: before the session is reported as lost.
                let untold = self.attempts.iter().flatten().count();
                if untold > 0 || self.links.values().any(|link| !link.is_over()) {
                    let how = format!("the end of {untold} is not reported");
                    return broken("in the end no connection is left", how);
                }
                Ok(())
            }
        }
    }
}
