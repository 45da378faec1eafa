//! Which side is active, and what a change of it means.
//!
//! The facts are those of Unified CCE release 12.6 (protocol 24): of two servers one is active and one standby; before
//! maintenance the active one asks its clients, hands over, and expects them to stop. The two connections are
//! independent, so that what is sent on one can overtake what was sent on the other.

use cti_messages::SessionType;

use super::sides::{PerSide, Side};

/// Whether an application may keep the calls and agents that it knows when another side becomes active.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Continuity {
    /// The active server has announced that it hands over, and the other side, which was open from then on, has become
    /// active: it has the same calls and agents. Calls that go on are refreshed by CALL_DELIVERED_EVENT and
    /// CALL_ESTABLISHED_EVENT with EventCause 50. (How long neither was active is not known to the client.)
    Kept,
    /// Events may have been missed, and are never sent again: forget all calls and agents. Also when the first side
    /// becomes active, where there is nothing to forget.
    Lost,
}

/// The roles of the sides.
#[derive(Debug, Default)]
pub(super) struct Roles {
    active: Option<Side>,
    sides: PerSide<SideRole>,
    handover: Option<Handover>,
}

#[derive(Debug, Clone, Default)]
struct SideRole {
    open: bool,
    /// Whether it has said that it is active, and not been replaced since.
    claims: bool,
    /// Whether another side has become active in its place, though it has not said that it is active no longer.
    replaced: bool,
    /// Whether STOPPING_REQUESTS_TO_THIS_SIDE_IND was sent to it.
    leaving: bool,
}

/// The active side has said that its maintenance starts.
#[derive(Debug)]
struct Handover {
    from: Side,
    /// Whether the other side has been open ever since.
    unbroken: bool,
}

/// The consequences of a change.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Change {
    /// This side is active from now on.
    pub(super) activated: Option<(Side, Continuity)>,
    /// Send STOPPING_REQUESTS_TO_THIS_SIDE_IND to this side.
    pub(super) stop: Option<Side>,
    /// This side is active no longer without having handed over: requests to it fail.
    pub(super) replaced: Option<Side>,
    /// This side says that it is active, as the active one does.
    pub(super) rival: Option<Side>,
}

impl Roles {
    /// The side that takes requests.
    pub(super) fn active(&self) -> Option<Side> {
        self.active
    }

    /// Whether STOPPING_REQUESTS_TO_THIS_SIDE_IND was sent to a side.
    pub(super) fn is_leaving(&self, side: Side) -> bool {
        self.sides[side].leaving
    }

    /// A session has been opened.
    pub(super) fn opened(&mut self, side: Side, session_type: SessionType) -> Change {
        // A server that does not say what it is counts as active if no other is.
        let claims = match session_type {
            SessionType::ACTIVE => true,
            SessionType::STANDBY => false,
            _ => self.active.is_none(),
        };
        self.sides[side] = SideRole {
            open: true,
            claims,
            ..SideRole::default()
        };
        match self.active {
            _ if !claims => Change::default(),
            None => self.activate(side, Continuity::Lost),
            Some(active) if self.hands_over(active) => self.take_over(active, side),
            // Which of them is right cannot be known. The first one has the requests and the state.
            Some(_) => Change {
                rival: Some(side),
                ..Change::default()
            },
        }
    }

    /// A standby server has become the active one.
    pub(super) fn promoted(&mut self, side: Side) -> Change {
        self.sides[side].claims = true;
        match self.active {
            Some(active) if active == side => Change::default(),
            None => {
                let continuity = self.continuity(side);
                self.activate(side, continuity)
            }
            Some(active) if self.hands_over(active) => self.take_over(active, side),
            Some(active) => {
                self.sides[active].claims = false;
                self.sides[active].replaced = true;
                let change = self.activate(side, Continuity::Lost);
                Change {
                    replaced: Some(active),
                    ..change
                }
            }
        }
    }

    /// The maintenance of a side starts, or is cancelled.
    pub(super) fn maintenance(&mut self, side: Side, starts: bool) -> Change {
        if !starts {
            if self.hands_over(side) {
                self.handover = None;
            }
            let role = &mut self.sides[side];
            if !role.leaving {
                return Change::default();
            }
            // Too late: the other side is active already. This one stays all the same, and says that it is active.
            role.leaving = false;
            role.claims = true;
            return Change {
                rival: Some(side),
                ..Change::default()
            };
        }
        match self.active {
            Some(active) if active == side => {
                let other = &self.sides[side.opposite()];
                let (open, claims) = (other.open, other.claims);
                // Said once more, it does not make whole what broke in between.
                if !self.hands_over(side) || claims {
                    self.handover = Some(Handover {
                        from: side,
                        unbroken: open && !claims,
                    });
                }
                if open && claims {
                    // The other one has said before that it is active, and has no reason to say so again.
                    return self.take_over(side, side.opposite());
                }
                Change::default()
            }
            // The news of the new active side has overtaken this one.
            Some(_) if !self.sides[side].leaving => {
                self.sides[side] = SideRole {
                    open: true,
                    leaving: true,
                    ..SideRole::default()
                };
                Change {
                    stop: Some(side),
                    ..Change::default()
                }
            }
            _ => Change::default(),
        }
    }

    /// A session is being closed: its side takes no requests any more.
    pub(super) fn closing(&mut self, side: Side) -> Change {
        let leaving = self.sides[side].leaving;
        let change = self.lost(side);
        // For the reason that the report of its end will name.
        self.sides[side].leaving = leaving;
        change
    }

    /// A session has ended.
    pub(super) fn lost(&mut self, side: Side) -> Change {
        self.sides[side] = SideRole::default();
        if let Some(handover) = &mut self.handover {
            handover.unbroken &= handover.from == side;
        }
        if self.active != Some(side) {
            return Change::default();
        }
        self.active = None;
        let other = &self.sides[side.opposite()];
        // A standby server is not promoted by the loss of the active one, but by what it says. One that was replaced has
        // said so before, and would not say it again.
        if other.open && (other.claims || other.replaced) {
            return self.activate(side.opposite(), Continuity::Lost);
        }
        Change::default()
    }

    /// Whether a side is active and has said that its maintenance starts.
    pub(super) fn hands_over(&self, side: Side) -> bool {
        matches!(&self.handover, Some(handover) if handover.from == side)
    }

    /// Whether the state is kept if this side becomes active now.
    fn continuity(&self, side: Side) -> Continuity {
        match &self.handover {
            Some(handover) if handover.from != side && handover.unbroken => Continuity::Kept,
            _ => Continuity::Lost,
        }
    }

    /// Goes over from a side that hands over.
    fn take_over(&mut self, from: Side, to: Side) -> Change {
        let continuity = self.continuity(to);
        self.sides[from].claims = false;
        self.sides[from].leaving = true;
        let change = self.activate(to, continuity);
        Change {
            stop: Some(from),
            ..change
        }
    }

    fn activate(&mut self, side: Side, continuity: Continuity) -> Change {
        self.active = Some(side);
        self.sides[side].leaving = false;
        self.sides[side].replaced = false;
        self.handover = None;
        Change {
            activated: Some((side, continuity)),
            ..Change::default()
        }
    }
}
