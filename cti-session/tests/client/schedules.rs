//! Roles and maintenance in every order: schedules of steps, checked against a model of the rules.

use cti_messages::{FailureEvent, SessionType, StatusCode};
use cti_session::{ClientEvent, Continuity, Outcome, Side, SideState};

use crate::maintenance::{STOPPING, ask, duplex, maintenance, promote};
use crate::support::*;

/// What happens in a schedule.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Step {
    Maintenance(Side, bool),
    Promoted(Side),
    /// The server ends the session by FAILURE_EVENT.
    Closing(Side),
    Cut(Side),
    Opened(Side, SessionType),
}

impl Step {
    /// Everything that can happen to each side.
    fn all() -> Vec<Self> {
        let of_side = |side| {
            [
                Self::Maintenance(side, true),
                Self::Maintenance(side, false),
                Self::Promoted(side),
                Self::Closing(side),
                Self::Cut(side),
                Self::Opened(side, SessionType::ACTIVE),
                Self::Opened(side, SessionType::STANDBY),
                Self::Opened(side, SessionType::UNKNOWN),
            ]
        };
        Side::BOTH.into_iter().flat_map(of_side).collect()
    }

    fn can_happen(self, world: &World) -> bool {
        match self {
            Self::Maintenance(side, _) | Self::Promoted(side) | Self::Closing(side) => {
                world.client.state(side) == SideState::Open
            }
            Self::Cut(side) => {
                matches!(
                    world.client.state(side),
                    SideState::Open | SideState::Closing
                )
            }
            Self::Opened(side, _) => {
                matches!(
                    world.client.state(side),
                    SideState::Down | SideState::Connecting
                )
            }
        }
    }

    fn happen(self, world: &mut World) {
        match self {
            Self::Maintenance(side, starts) => maintenance(world, side, starts),
            Self::Promoted(side) => promote(world, side),
            Self::Closing(side) => {
                let status = StatusCode::CTI_SERVER_OFFLINE;
                let event = FailureEvent {
                    status,
                    ..FailureEvent::default()
                };
                world.deliver(side, &event);
            }
            Self::Cut(side) => world.cut(side),
            Self::Opened(side, session_type) => world.open_as(side, session_type),
        }
    }
}

/// What the rules expect of a step.
#[derive(Debug, Default)]
struct Expected {
    activated: Option<(Side, Continuity)>,
    rival: Option<Side>,
    /// The side that is to be stopped.
    stop: Option<Side>,
    /// A side that may be stopped: the rules do not say.
    may_stop: Option<Side>,
    /// Whether the requests to this side fail.
    fail: Option<Side>,
}

/// The rules, as [`Step`] by step.
struct Rules {
    active: Option<Side>,
    open: [bool; 2],
    /// Whether the side has said last that it is active.
    claims: [bool; 2],
    /// Whether the side has been replaced as the active one without having announced it.
    replaced: [bool; 2],
    stopped: [bool; 2],
    /// The active side has announced its maintenance; whether the other has been open ever since.
    announced: Option<(Side, bool)>,
}

impl Rules {
    fn step(&mut self, step: Step) -> Expected {
        let mut expected = Expected::default();
        match step {
            Step::Closing(side) | Step::Cut(side) => {
                if !self.open[side.index()] {
                    return expected;
                }
                expected.fail = Some(side);
                self.forget(side);
                if let Some((from, unbroken)) = &mut self.announced {
                    *unbroken &= *from == side;
                }
                let other = side.opposite();
                if self.active == Some(side) {
                    self.active = None;
                    let index = other.index();
                    let was_active = self.claims[index] || self.replaced[index];
                    if self.open[index] && was_active && !self.stopped[index] {
                        self.activate(other, Continuity::Lost, &mut expected);
                    }
                }
            }
            Step::Opened(side, session_type) => {
                self.open[side.index()] = true;
                let claims = session_type == SessionType::ACTIVE
                    || session_type == SessionType::UNKNOWN && self.active.is_none();
                self.claims[side.index()] = claims;
                match self.active {
                    _ if !claims => {}
                    None => self.activate(side, Continuity::Lost, &mut expected),
                    Some(active) if self.announced.is_some() => {
                        self.hand_over(active, &mut expected);
                        self.activate(side, Continuity::Lost, &mut expected);
                    }
                    Some(_) => expected.rival = Some(side),
                }
            }
            Step::Promoted(side) => {
                self.claims[side.index()] = true;
                let continuity = match self.announced {
                    Some((from, true)) if from != side => Continuity::Kept,
                    _ => Continuity::Lost,
                };
                match self.active {
                    Some(active) if active == side => {}
                    None => self.activate(side, continuity, &mut expected),
                    Some(active) if self.announced.is_some() => {
                        self.hand_over(active, &mut expected);
                        self.activate(side, continuity, &mut expected);
                    }
                    Some(active) => {
                        self.claims[active.index()] = false;
                        self.replaced[active.index()] = true;
                        expected.fail = Some(active);
                        self.activate(side, Continuity::Lost, &mut expected);
                    }
                }
            }
            Step::Maintenance(side, true) => {
                let other = side.opposite();
                if self.active == Some(side) {
                    let again = self.announced.is_some_and(|(from, _)| from == side);
                    if !again {
                        self.announced = Some((side, self.open[other.index()]));
                    }
                    if self.open[other.index()] && self.claims[other.index()] {
                        self.hand_over(side, &mut expected);
                        self.activate(other, Continuity::Lost, &mut expected);
                    }
                } else if self.active.is_some() && !self.stopped[side.index()] {
                    self.claims[side.index()] = false;
                    if self.replaced[side.index()] {
                        expected.stop = Some(side);
                        self.stopped[side.index()] = true;
                    } else {
                        expected.may_stop = Some(side);
                    }
                }
            }
            Step::Maintenance(side, false) => {
                self.announced = self.announced.filter(|(from, _)| *from != side);
                if self.stopped[side.index()] {
                    // It stays, after it was left.
                    self.stopped[side.index()] = false;
                    self.claims[side.index()] = true;
                    self.replaced[side.index()] = true;
                    expected.rival = Some(side);
                }
            }
        }
        expected
    }

    fn forget(&mut self, side: Side) {
        self.open[side.index()] = false;
        self.claims[side.index()] = false;
        self.replaced[side.index()] = false;
        self.stopped[side.index()] = false;
    }

    fn hand_over(&mut self, from: Side, expected: &mut Expected) {
        self.claims[from.index()] = false;
        self.stopped[from.index()] = true;
        expected.stop = Some(from);
    }

    fn activate(&mut self, side: Side, continuity: Continuity, expected: &mut Expected) {
        self.active = Some(side);
        self.announced = None;
        self.replaced[side.index()] = false;
        self.stopped[side.index()] = false;
        expected.activated = Some((side, continuity));
    }
}

/// Checks a schedule step by step; returns how many of its steps could happen.
fn check(schedule: &[Step]) -> usize {
    let mut world = duplex();
    let mut rules = Rules {
        active: Some(Side::A),
        open: [true; 2],
        claims: [true, false],
        replaced: [false; 2],
        stopped: [false; 2],
        announced: None,
    };
    for (place, step) in schedule.iter().enumerate() {
        // Only the ladder takes time, and nothing of what is tested here.
        if let Step::Opened(side, _) = step {
            while world.client.state(*side) == SideState::Down {
                world.step();
            }
            world.events();
        }
        if !step.can_happen(&world) {
            return place;
        }
        let before = rules.active;
        let request = before.map(|side| (side, ask(&mut world)));
        for side in Side::BOTH {
            world.sent(side);
        }
        step.happen(&mut world);
        let events = world.events();
        let expected = rules.step(*step);
        let context = format!("{:?}: {events:?}", &schedule[..=place]);

        let activated: Vec<_> = expected.activated.into_iter().collect();
        assert_eq!(activations(&events), activated, "{context}");
        let rivals: Vec<Side> = events
            .iter()
            .filter_map(|event| match event {
                ClientEvent::Rival { side } => Some(*side),
                _ => None,
            })
            .collect();
        assert_eq!(
            rivals,
            expected.rival.into_iter().collect::<Vec<_>>(),
            "{context}"
        );
        assert_eq!(world.client.active_side(), rules.active, "{context}");
        for side in Side::BOTH {
            let sent = world.sent_types(side);
            let stopped = sent.iter().filter(|sent| **sent == STOPPING).count();
            if stopped == 1 && expected.may_stop == Some(side) {
                rules.stopped[side.index()] = true;
                continue;
            }
            let wanted = usize::from(expected.stop == Some(side));
            assert_eq!(stopped, wanted, "{side} in {context}");
        }
        if let Some((side, request)) = request {
            let outcome = outcomes(&events, request);
            if expected.fail == Some(side) {
                assert_eq!(outcome, [Outcome::SessionLost], "{context}");
            } else {
                assert_eq!(outcome, [], "{context}");
                world.client.abandon(request);
            }
        }
    }
    schedule.len()
}

#[test]
fn every_schedule_of_four_steps_obeys_the_rules() {
    let steps = Step::all();
    let mut whole = 0;
    let mut indices = [0_usize; 4];
    'schedules: loop {
        let schedule = indices.map(|index| steps[index]);
        let length = check(&schedule);
        whole += usize::from(length == schedule.len());
        // The next schedule that begins otherwise than what was checked.
        let mut place = length.min(indices.len() - 1);
        indices[place + 1..].fill(0);
        loop {
            indices[place] += 1;
            if indices[place] < steps.len() {
                break;
            }
            indices[place] = 0;
            match place.checked_sub(1) {
                Some(before) => place = before,
                None => break 'schedules,
            }
        }
    }
    assert!(whole > 5_000, "{whole} schedules");
}

#[test]
fn long_random_schedules_obey_the_rules() {
    let steps = Step::all();
    let mut random = Random::new(1);
    for _ in 0..500 {
        let mut schedule = Vec::new();
        while schedule.len() < 20 {
            schedule.push(steps[random.below(steps.len())]);
            if check(&schedule) < schedule.len() {
                schedule.pop();
            }
        }
    }
}
