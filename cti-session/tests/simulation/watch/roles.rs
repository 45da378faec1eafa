//! Which side is active, worked out from the history of what was delivered.

use std::collections::VecDeque;

use cti_messages::SessionType;
use cti_session::{Continuity, Side};

use super::{Checked, broken};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fact {
    Opened(Side),
    /// It says that it is active: by OPEN_CONF or by STANDBY_ACTIVE_EVENT.
    Claims(Side),
    Maintenance(Side, bool),
    Lost(Side),
    Active(Side),
    /// It was told that it gets no more requests.
    Stopped(Side),
    /// The other side is active instead, without a handover.
    Replaced(Side),
}

/// What the client has to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    Active(Side, Continuity),
    Rival(Side),
    Asked(Side),
    Maintenance(Side, bool),
}

#[derive(Default)]
pub(crate) struct Roles {
    /// Since the beginning.
    history: Vec<Fact>,
    active: Option<Side>,
    expected: VecDeque<Told>,
    wrong: Option<String>,
    /// Whether the application has closed the client, so that roles mean nothing any more.
    is_closed: bool,
    /// Sides that have to be told that they get no more requests.
    stops: Vec<Side>,
}

impl Roles {
    pub(crate) fn active(&self) -> Option<Side> {
        self.active
    }

    /// The facts after the last one that matches.
    fn since(&self, matches: impl Fn(&Fact) -> bool) -> Option<&[Fact]> {
        let place = self.history.iter().rposition(matches)?;
        Some(&self.history[place + 1..])
    }

    fn is_open(&self, side: Side) -> bool {
        let since = self.since(|fact| *fact == Fact::Opened(side));
        since.is_some_and(|since| !since.contains(&Fact::Lost(side)))
    }

    /// Whether a side has said that its maintenance goes on, and nothing has come of it yet.
    fn hands_over(&self, side: Side) -> bool {
        let since = self.since(|fact| *fact == Fact::Maintenance(side, true));
        since.is_some_and(|since| {
            !since.contains(&Fact::Maintenance(side, false))
                && !since.iter().any(|fact| matches!(fact, Fact::Active(_)))
        })
    }

    /// Whether the other side was active when this one said so.
    fn was_active_before(&self, side: Side) -> bool {
        let Some(place) = self
            .history
            .iter()
            .rposition(|fact| *fact == Fact::Maintenance(side, true))
        else {
            return false;
        };
        let before = &self.history[..place];
        let last = before
            .iter()
            .rev()
            .find(|fact| matches!(fact, Fact::Active(_)) || **fact == Fact::Lost(side));
        last == Some(&Fact::Active(side))
    }

    /// Kept exactly if the maintenance of the old side goes on, and the new one has been open ever since.
    fn continuity(&self, new: Side) -> Continuity {
        let old = new.opposite();
        let handed_over = self.hands_over(old) && self.was_active_before(old);
        let since = self.since(|fact| *fact == Fact::Maintenance(old, true));
        let place = self
            .history
            .iter()
            .rposition(|fact| *fact == Fact::Maintenance(old, true));
        let open_then = place.is_some_and(|place| {
            let before = &self.history[..place];
            let last = before
                .iter()
                .rev()
                .find(|fact| matches!(fact, Fact::Opened(side) | Fact::Lost(side) if *side == new));
            last == Some(&Fact::Opened(new))
        });
        let unbroken = since.is_some_and(|since| !since.contains(&Fact::Lost(new)));
        if handed_over && open_then && unbroken {
            Continuity::Kept
        } else {
            Continuity::Lost
        }
    }

    /// Whether a side has said in its session that it is active. That holds until it hands over, or is replaced.
    fn claims(&self, side: Side) -> bool {
        let since_open = self.since(|fact| *fact == Fact::Opened(side));
        since_open.is_some_and(|since| {
            let last = |fact| since.iter().rposition(|other| *other == fact);
            let claimed = last(Fact::Claims(side));
            claimed > last(Fact::Stopped(side)) && claimed > last(Fact::Replaced(side))
        })
    }

    /// Whether another side was active instead in this session, without a handover.
    pub(crate) fn was_replaced(&self, side: Side) -> bool {
        let since = self.since(|fact| *fact == Fact::Opened(side));
        since.is_some_and(|since| since.contains(&Fact::Replaced(side)))
    }

    fn activate(&mut self, side: Side, continuity: Continuity) {
        self.active = Some(side);
        self.history.push(Fact::Active(side));
        self.expected.push_back(Told::Active(side, continuity));
    }

    fn expects_handover(&self, from: Side) -> bool {
        self.active == Some(from) && self.hands_over(from) && self.was_active_before(from)
    }

    pub(crate) fn opened(&mut self, side: Side, session_type: SessionType) {
        self.history.push(Fact::Opened(side));
        let claims = match session_type {
            SessionType::ACTIVE => true,
            SessionType::STANDBY => false,
            _ => self.active.is_none(),
        };
        if !claims {
            return;
        }
        let other = side.opposite();
        let hands_over = self.expects_handover(other);
        self.history.push(Fact::Claims(side));
        match self.active {
            None => self.activate(side, Continuity::Lost),
            Some(_) if hands_over => {
                self.stop(other);
                self.activate(side, Continuity::Lost);
            }
            Some(_) => self.expected.push_back(Told::Rival(side)),
        }
    }

    pub(crate) fn promoted(&mut self, side: Side) {
        self.history.push(Fact::Claims(side));
        if self.active == Some(side) {
            return;
        }
        let continuity = self.continuity(side);
        if self.expects_handover(side.opposite()) {
            self.stop(side.opposite());
        } else if self.active.is_some() {
            self.history.push(Fact::Replaced(side.opposite()));
        }
        self.activate(side, continuity);
    }

    pub(crate) fn maintenance(&mut self, side: Side, starts: bool) {
        self.expected.push_back(Told::Maintenance(side, starts));
        if starts && self.expects_handover(side) {
            // Said once more.
            return;
        }
        let since = self.since(|fact| [Fact::Opened(side), Fact::Active(side)].contains(fact));
        let was_stopped = since.is_some_and(|since| {
            let last = |fact| since.iter().rposition(|other| *other == fact);
            last(Fact::Stopped(side)) > last(Fact::Maintenance(side, false))
        });
        self.history.push(Fact::Maintenance(side, starts));
        let other = side.opposite();
        if !starts && was_stopped {
            // It stays, after it was left.
            self.history.push(Fact::Claims(side));
            self.expected.push_back(Told::Rival(side));
            return;
        }
        if starts && self.active == Some(side) && self.is_open(other) && self.claims(other) {
            self.stop(side);
            self.activate(other, Continuity::Lost);
            return;
        }
        if starts && self.active == Some(side.opposite()) && !was_stopped {
            self.stop(side);
        }
    }

    /// A side is to be told that it gets no more requests.
    fn stop(&mut self, side: Side) {
        self.stops.push(side);
        self.history.push(Fact::Stopped(side));
    }

    /// The client tells a side that it gets no more requests.
    pub(crate) fn stopped(&mut self, side: Side) {
        match self.stops.iter().position(|stop| *stop == side) {
            Some(place) => {
                self.stops.remove(place);
            }
            None => self.wrong = Some(format!("{side} is told to stop, though no other is active")),
        }
    }

    pub(crate) fn asked(&mut self, side: Side) {
        self.expected.push_back(Told::Asked(side));
    }

    pub(crate) fn lost(&mut self, side: Side) {
        self.history.push(Fact::Lost(side));
        if self.active != Some(side) {
            return;
        }
        self.active = None;
        let other = side.opposite();
        if self.is_open(other) && (self.claims(other) || self.was_replaced(other)) {
            self.activate(other, Continuity::Lost);
        }
    }

    /// The client says something.
    pub(crate) fn tell(&mut self, told: &Told) {
        let expected = self.expected.pop_front();
        if expected != Some(*told) && self.wrong.is_none() {
            self.wrong = Some(format!("{told:?} is told, expected was {expected:?}"));
        }
    }

    pub(crate) fn close(&mut self) {
        self.is_closed = true;
    }

    pub(crate) fn check(&mut self, is_stopped: impl Fn(Side) -> bool) -> Checked {
        if self.is_closed {
            return Ok(());
        }
        if let Some(wrong) = &self.wrong {
            return broken("which side is active", wrong);
        }
        if let Some(expected) = self.expected.front() {
            return broken("which side is active", format!("{expected:?} is not told"));
        }
        for side in self.stops.drain(..) {
            if !is_stopped(side) {
                return broken("STOPPING to the old side", side);
            }
        }
        Ok(())
    }
}
