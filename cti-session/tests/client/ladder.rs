//! When the client connects again, and to which side: the reconnect algorithm of the guide.

use core::time::Duration;

use cti_messages::StatusCode;
use cti_session::{
    ClientEnd, ClientEvent, LossReason, OpenFailure, Refusal, Side, SideState, Sides,
};

use crate::support::*;

/// How an attempt fails.
#[derive(Debug, Clone, Copy)]
enum Failing {
    /// The connection is refused.
    AtOnce,
    /// There is no answer to the connection: 10 seconds.
    Connecting,
    /// The connection is accepted, and OPEN_REQ is not answered: 30 seconds.
    Opening,
    /// The connection is accepted and closed.
    Closed,
    /// The server refuses the session for now.
    Refused,
    /// The session is opened, and lasts a second.
    Short,
}

impl Failing {
    /// All that open no session.
    const NOT_OPENED: [Self; 5] = [
        Self::AtOnce,
        Self::Connecting,
        Self::Opening,
        Self::Closed,
        Self::Refused,
    ];

    fn takes(self) -> Duration {
        match self {
            Self::AtOnce | Self::Closed | Self::Refused => Duration::ZERO,
            Self::Connecting => seconds(10),
            Self::Opening => seconds(30),
            Self::Short => seconds(1),
        }
    }

    fn happen(self, world: &mut World, side: Side) {
        match self {
            Self::AtOnce => world.refuse_connection(side),
            Self::Connecting => {
                assert_eq!(world.step(), seconds(10));
            }
            Self::Opening => {
                world.accept(side);
                assert_eq!(world.step(), seconds(30));
            }
            Self::Closed => {
                world.accept(side);
                world.cut(side);
            }
            Self::Refused => world.refuse(side, StatusCode::CTI_SERVER_OFFLINE),
            Self::Short => {
                world.open(side);
                world.wait(seconds(1));
                world.cut(side);
            }
        }
    }
}

/// Lets attempts fail, so many of them; returns when each began, since the first.
fn climb(world: &mut World, failing: Failing, count: usize) -> Vec<(Duration, Side)> {
    let mut attempts = Vec::new();
    while attempts.len() < count {
        let begun = world.attempts();
        if begun.is_empty() {
            world.step();
            continue;
        }
        assert_eq!(begun.len(), 1, "one attempt at a time: {begun:?}");
        attempts.extend_from_slice(&begun);
        failing.happen(world, begun[0].1);
        world.events();
        world.sent(begun[0].1);
    }
    let start = attempts[0].0;
    attempts
        .iter()
        .map(|(at, side)| (*at - start, *side))
        .collect()
}

/// The algorithm of the guide, after a first random wait of so long.
fn guide(first: Side, random: Duration, takes: Duration, count: usize) -> Vec<(Duration, Side)> {
    let waits = [15, 30, 60, 120, 120, 120, 120].map(seconds);
    let mut at = Duration::ZERO;
    let mut attempts = Vec::new();
    for wait in [random].into_iter().chain(waits) {
        for side in [first, first.opposite()] {
            attempts.push((at, side));
            at += takes;
        }
        at += wait;
    }
    attempts.truncate(count);
    attempts
}

#[test]
fn every_step_of_the_ladder_tries_both_sides_and_waits_as_the_guide_says() {
    for failing in Failing::NOT_OPENED {
        let mut world = World::new(config());
        let attempts = climb(&mut world, failing, 14);
        let guide = guide(Side::A, Duration::ZERO, failing.takes(), 14);
        assert_eq!(attempts, guide, "{failing:?}");
    }
}

#[test]
fn a_side_that_stays_silent_counts_as_failed_and_the_other_is_tried() {
    let mut world = World::new(config());
    assert_eq!(world.attempted(), [Side::A]);
    world.accept(Side::A);
    let silent = world.connection(Side::A);
    world.wait(millis(29_999));
    assert_eq!(world.attempted(), []);
    assert_eq!(world.events(), []);
    world.wait(millis(1));
    assert_eq!(world.resets(), [silent]);
    assert_eq!(
        failures(&world.events()),
        [(Side::A, OpenFailure::OpenTimedOut)]
    );
    assert_eq!(world.attempted(), [Side::B]);
}

#[test]
fn a_connection_that_is_not_made_in_time_is_given_up_and_the_other_side_is_tried() {
    let mut config = config();
    config.connect_timeout = seconds(3);
    let mut world = World::new(config);
    let connection = world.connection(Side::A);
    world.attempts();
    world.wait(millis(2_999));
    assert_eq!(world.attempted(), []);
    world.wait(millis(1));
    assert_eq!(world.resets(), [connection]);
    assert_eq!(world.attempted(), [Side::B]);
    assert_eq!(
        failures(&world.events()),
        [(Side::A, OpenFailure::ConnectTimedOut)]
    );
}

#[test]
fn the_side_that_was_last_open_is_tried_first() {
    for good in Side::BOTH {
        for failing in [Failing::AtOnce, Failing::Opening, Failing::Refused] {
            let mut world = World::new(config());
            if good == Side::B {
                world.refuse_connection(Side::A);
            }
            world.open(good);
            world.wait(seconds(60));
            world.attempts();
            world.events();
            world.cut(good);
            let attempts = climb(&mut world, failing, 14);
            let guide = guide(good, Duration::ZERO, failing.takes(), 14);
            assert_eq!(attempts, guide, "{good}, {failing:?}");
        }
    }
}

#[test]
fn the_first_wait_is_random_within_a_tenth_of_the_expected_clients() {
    for clients in [0_u32, 1, 9, 10, 19, 20, 50, 1000] {
        let most = u64::from(clients / 10);
        let mut seen = std::collections::BTreeSet::new();
        for seed in 0..200 {
            let mut config = config();
            config.expected_clients = clients;
            let mut world = World::with_seed(config, seed);
            let attempts = climb(&mut world, Failing::AtOnce, 14);
            let random = attempts[2].0;
            assert!(random <= seconds(most), "{random:?} with {clients} clients");
            assert_eq!(random.subsec_nanos(), 0);
            assert_eq!(attempts, guide(Side::A, random, Duration::ZERO, 14));
            seen.insert(random.as_secs());
        }
        if most <= 5 {
            let all: Vec<u64> = (0..=most).collect();
            assert_eq!(
                seen.into_iter().collect::<Vec<_>>(),
                all,
                "every wait is possible"
            );
        } else {
            assert!(seen.len() > 50, "the waits are spread: {seen:?}");
        }
    }
}

#[test]
fn the_same_seed_waits_the_same_time() {
    let waits = |seed| {
        let mut config = config();
        config.expected_clients = 100_000;
        climb(&mut World::with_seed(config, seed), Failing::AtOnce, 6)
    };
    assert_eq!(waits(1), waits(1));
    assert_ne!(waits(1), waits(2));
}

/// The numbers that the inventors of SplitMix64 publish for this seed.
#[test]
fn the_random_waits_are_numbers_of_splitmix64() {
    let published: [u64; 2] = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973];
    let mut config = config_of_both();
    config.expected_clients = u32::MAX;
    let mut world = World::with_seed(config, 1_234_567);
    let numbers = u64::from(u32::MAX / 10) + 1;
    for (side, published) in Side::BOTH.into_iter().zip(published) {
        world.refuse_connection(side);
        let events = world.events();
        let [ClientEvent::NotOpened { retry_in, .. }] = &events[..] else {
            panic!("one failure: {events:?}");
        };
        let wait = ((published >> 32) * numbers) >> 32;
        assert_eq!(*retry_in, Some(seconds(wait)), "{side}");
    }
}

#[test]
fn a_simplex_server_is_tried_alone_with_the_same_waits() {
    let mut config = config();
    config.sides = Sides::Simplex;
    config.expected_clients = 5;
    let mut world = World::new(config);
    let attempts = climb(&mut world, Failing::AtOnce, 8);
    let at = [0, 0, 15, 45, 105, 225, 345, 465].map(seconds);
    assert_eq!(attempts, at.map(|at| (at, Side::A)));
}

/// When attempts on each side begin, if all of them fail at once.
fn climb_both(world: &mut World, until: Duration) -> [Vec<Duration>; 2] {
    let start = world.now;
    let mut attempts = [Vec::new(), Vec::new()];
    loop {
        let begun = world.attempts();
        for (at, side) in &begun {
            attempts[side.index()].push(*at - start.since_start());
            world.refuse_connection(*side);
        }
        world.events();
        if begun.is_empty() {
            if world
                .client
                .deadline()
                .is_none_or(|due| due > start + until)
            {
                return attempts;
            }
            world.step();
        }
    }
}

#[test]
fn a_client_that_holds_both_sides_has_a_ladder_for_each() {
    let mut world = World::new(config_of_both());
    let ladder = [0, 0, 15, 45, 105, 225, 345].map(seconds);
    assert_eq!(climb_both(&mut world, seconds(400)), [ladder, ladder]);
}

#[test]
fn the_ladder_of_a_side_goes_on_while_the_other_is_open() {
    for open in Side::BOTH {
        let mut world = World::new(config_of_both());
        world.attempts();
        world.open(open);
        let other = open.opposite();
        world.refuse_connection(other);
        let attempts = climb_both(&mut world, seconds(400));
        let ladder = [0, 15, 45, 105, 225, 345].map(seconds);
        assert_eq!(attempts[other.index()], ladder);
        assert!(attempts[open.index()].is_empty());
    }
}

#[test]
fn the_random_waits_of_both_sides_are_within_a_tenth_of_the_expected_clients() {
    for seed in 0..50 {
        let mut config = config_of_both();
        config.expected_clients = 40;
        let mut world = World::with_seed(config, seed);
        for attempts in climb_both(&mut world, seconds(500)) {
            let random = attempts[1];
            assert!(random <= seconds(4) && random.subsec_nanos() == 0);
            let waits = attempts.windows(2).map(|two| two[1] - two[0]);
            let guide = [15, 30, 60, 120].map(seconds);
            assert_eq!(waits.skip(1).take(4).collect::<Vec<_>>(), guide);
        }
    }
}

#[test]
fn a_session_of_ten_seconds_starts_the_ladder_again() {
    let mut config = config();
    config.expected_clients = 0;
    let mut world = World::new(config);
    climb(&mut world, Failing::AtOnce, 8);
    world.step();
    assert_eq!(world.attempted(), [Side::A]);
    world.open(Side::A);
    world.wait(seconds(10));
    world.events();
    world.cut(Side::A);
    let retry = world.events().into_iter().find_map(|event| match event {
        ClientEvent::Lost { retry_in, .. } => Some(retry_in),
        _ => None,
    });
    assert_eq!(retry, Some(Some(Duration::ZERO)));
    let attempts = climb(&mut world, Failing::AtOnce, 14);
    assert_eq!(attempts, guide(Side::A, Duration::ZERO, Duration::ZERO, 14));
}

#[test]
fn a_session_of_less_than_ten_seconds_goes_on_with_the_ladder() {
    let mut world = World::new(config());
    // Both sides, the random wait, both, 15 seconds, both; then 30 seconds.
    climb(&mut world, Failing::AtOnce, 6);
    assert_eq!(world.step(), seconds(30));
    assert_eq!(world.attempted(), [Side::A]);
    world.open(Side::A);
    world.wait(millis(9_999));
    world.cut(Side::A);
    // The other side of this step, and then the wait that is next.
    assert_eq!(world.attempted(), [Side::B]);
    world.refuse_connection(Side::B);
    assert_eq!(world.attempted(), []);
    assert_eq!(world.step(), seconds(60));
    assert_eq!(world.attempted(), [Side::A]);
}

#[test]
fn a_server_that_hangs_up_after_each_opening_is_not_called_without_a_pause() {
    let mut world = World::new(config());
    let attempts = climb(&mut world, Failing::Short, 14);
    let at: Vec<Duration> = attempts.iter().map(|(at, _)| *at).collect();
    let guide = guide(Side::A, Duration::ZERO, seconds(1), 14);
    assert_eq!(at, guide.iter().map(|(at, _)| *at).collect::<Vec<_>>());
}

#[test]
fn a_session_that_a_new_one_of_the_same_client_replaces_goes_on_with_the_ladder() {
    for both in [false, true] {
        let mut world = World::new(if both { config_of_both() } else { config() });
        world.attempts();
        world.open(Side::A);
        world.wait(seconds(3600));
        world.events();
        let attempts = climb_replaced(&mut world);
        let waits = [0, 15, 30, 60, 120, 120].map(seconds);
        assert_eq!(attempts, waits, "both sides: {both}");
        // Any other loss after ten seconds starts the ladder again.
        world.open(Side::A);
        world.wait(seconds(10));
        world.events();
        world.cut(Side::A);
        let lost = ClientEvent::Lost {
            side: Side::A,
            reason: LossReason::Disconnected,
            retry_in: Some(Duration::ZERO),
        };
        assert!(world.events().contains(&lost));
    }
}

/// Replaces the open session of side A again and again, each after an hour, while side B does not serve; returns the waits
/// before side A is tried again.
fn climb_replaced(world: &mut World) -> Vec<Duration> {
    let mut waits = Vec::new();
    loop {
        let replaced = world.now;
        world.end_by_server(Side::A, StatusCode::NEW_SESSION_OPENED);
        world.cut(Side::A);
        let reason = LossReason::EndedByServer(StatusCode::NEW_SESSION_OPENED);
        assert_eq!(losses(&world.events()), [(Side::A, reason)]);
        while !world.is_connected(Side::A) {
            if world.is_connected(Side::B) {
                world.refuse_connection(Side::B);
            } else {
                world.step();
            }
        }
        waits.push(world.now - replaced);
        if waits.len() == 6 {
            return waits;
        }
        world.open(Side::A);
        world.wait(seconds(3600));
        world.events();
    }
}

#[test]
fn clients_of_one_id_that_replace_each_other_wait_longer_each_time() {
    let mut config = config();
    config.sides = Sides::Simplex;
    let mut worlds = [4711, 4712].map(|seed| World::with_seed(config.clone(), seed));
    let start = worlds[0].now;
    let mut opened = Vec::new();
    while worlds[0].now - start < seconds(3600) {
        for index in 0..2 {
            if worlds[index].attempted().is_empty() {
                continue;
            }
            worlds[index].open(Side::A);
            opened.push(worlds[index].now - start);
            let other = &mut worlds[1 - index];
            if other.client.state(Side::A) == SideState::Open {
                other.end_by_server(Side::A, StatusCode::NEW_SESSION_OPENED);
                other.cut(Side::A);
            }
        }
        for world in &mut worlds {
            world.wait(seconds(1));
            world.events();
        }
    }
    let pauses = opened.windows(2).map(|two| two[1] - two[0]);
    let settled: Vec<Duration> = pauses.skip(10).collect();
    assert!(settled.len() > 10, "both go on: {opened:?}");
    assert!(
        settled.iter().all(|pause| *pause >= seconds(119)),
        "{opened:?}"
    );
}

#[test]
fn each_failure_says_when_the_next_attempt_begins() {
    let mut config = config();
    config.expected_clients = 300;
    for seed in 0..20 {
        let mut world = World::with_seed(config.clone(), seed);
        for _ in 0..14 {
            let (_, side) = world.attempts()[0];
            world.refuse_connection(side);
            let events = world.events();
            let [ClientEvent::NotOpened { retry_in, .. }] = &events[..] else {
                panic!("one failure: {events:?}");
            };
            if *retry_in == Some(Duration::ZERO) {
                continue;
            }
            assert_eq!(*retry_in, Some(world.step()));
        }
    }
}

/// How the guide's statuses have to be taken. Whatever is not named may pass.
fn expected(status: u32) -> Refusal {
    match status {
        // Off line, not master, invalid for standby, maintenance.
        15 | 92 | 107 | 110 => Refusal::Elsewhere,
        // The version, and messages and tags that it does not have.
        1 | 48 | 49 => Refusal::Fatal,
        // The password.
        36 => Refusal::Fatal,
        // The masks of OPEN_REQ, and its reserved fields.
        19..=22 | 91 | 95 => Refusal::Fatal,
        // The data.
        2 | 3 | 6..=8 | 12 | 18 | 23..=26 | 32 | 62 | 108 => Refusal::Fatal,
        _ => Refusal::Temporary,
    }
}

#[test]
fn every_status_of_a_refusal_is_classified() {
    for number in (0..=120).chain([1000, u32::MAX]) {
        let status = StatusCode(number);
        assert_eq!(Refusal::of(status), expected(number), "{status}");
    }
}

#[test]
fn a_refusal_of_any_status_resets_and_the_other_side_is_tried() {
    for number in 0..=120 {
        for (config, first) in [(config(), Side::A), (config_of_both(), Side::A)] {
            let mut world = World::new(config);
            world.attempts();
            let status = StatusCode(number);
            let connection = world.connection(first);
            world.refuse(first, status);
            assert_eq!(world.resets(), [connection], "{status}");
            let refusal = expected(number);
            let reason = OpenFailure::Refused { status, refusal };
            assert_eq!(failures(&world.events()), [(first, reason)]);
            assert!(world.is_connected(Side::B), "{status}");
            world.open(Side::B);
        }
    }
}

#[test]
fn a_side_that_refuses_for_good_is_not_tried_again() {
    for number in 0..=120 {
        let status = StatusCode(number);
        let mut world = World::new(config());
        world.attempts();
        world.refuse(Side::A, status);
        assert_eq!(world.attempted(), [Side::B], "{status}");
        world.refuse(Side::B, StatusCode::CTI_SERVER_OFFLINE);
        world.events();
        let tried: Vec<Side> = (0..6)
            .map(|_| {
                let mut begun = world.attempted();
                while begun.is_empty() {
                    world.step();
                    begun = world.attempted();
                }
                world.refuse_connection(begun[0]);
                world.events();
                begun[0]
            })
            .collect();
        let fatal = expected(number) == Refusal::Fatal;
        let both = [Side::A, Side::B, Side::A, Side::B, Side::A, Side::B];
        let expected = if fatal { [Side::B; 6] } else { both };
        assert_eq!(tried, expected, "{status}");
    }
}

#[test]
fn a_side_that_is_tried_alone_waits_as_often_as_both_would() {
    let mut world = World::new(config());
    world.attempts();
    world.refuse(Side::A, StatusCode::INVALID_PASSWORD);
    let attempts = climb(&mut world, Failing::AtOnce, 7);
    let at = [0, 0, 15, 45, 105, 225, 345].map(seconds);
    assert_eq!(attempts, at.map(|at| (at, Side::B)));
}

#[test]
fn retry_in_is_right_when_the_next_side_has_been_given_up() {
    let mut world = World::new(config());
    world.attempts();
    world.refuse(Side::A, StatusCode::INVALID_PASSWORD);
    world.events();
    world.attempts();
    for _ in 0..6 {
        assert!(world.is_connected(Side::B));
        world.refuse_connection(Side::B);
        let events = world.events();
        let [
            ClientEvent::NotOpened {
                retry_in: Some(retry_in),
                ..
            },
        ] = &events[..]
        else {
            panic!("one failure: {events:?}");
        };
        if *retry_in > Duration::ZERO {
            assert_eq!(*retry_in, world.step());
        }
        assert!(
            world.is_connected(Side::B),
            "an attempt was to begin in {retry_in:?}"
        );
    }
}

#[test]
fn once_a_session_was_opened_no_refusal_is_for_good() {
    let mut world = World::new(config());
    world.open(Side::A);
    world.wait(seconds(10));
    world.cut(Side::A);
    world.events();
    world.attempts();
    for side in [Side::A, Side::B, Side::A, Side::B] {
        while !world.is_connected(side) {
            world.step();
        }
        world.refuse(side, StatusCode::INVALID_PASSWORD);
        let events = world.events();
        let [
            ClientEvent::NotOpened {
                reason, retry_in, ..
            },
        ] = &events[..]
        else {
            panic!("one failure: {events:?}");
        };
        let fatal = OpenFailure::Refused {
            status: StatusCode::INVALID_PASSWORD,
            refusal: Refusal::Fatal,
        };
        assert_eq!((reason, retry_in.is_some()), (&fatal, true));
    }
}

#[test]
fn a_client_that_every_side_refuses_for_good_ends_with_the_status_by_name() {
    for number in 0..=120 {
        if expected(number) != Refusal::Fatal {
            continue;
        }
        let status = StatusCode(number);
        let mut simplex = config();
        simplex.sides = Sides::Simplex;
        for config in [config(), config_of_both(), simplex] {
            let sides = config.sides.all();
            let mut world = World::new(config);
            for side in sides {
                assert!(world.is_connected(*side));
                world.refuse(*side, status);
            }
            let end = ClientEnd::Refused(status);
            assert_eq!(world.events().pop(), Some(ClientEvent::Ended(end.clone())));
            let name = status.name().expect("a status with a name");
            assert!(end.to_string().contains(name), "{end}");
            assert_eq!(world.client.deadline(), None);
            world.attempts();
            world.wait(seconds(10_000));
            assert_eq!(world.attempted(), []);
        }
    }
}

#[test]
fn a_side_that_was_given_up_is_tried_again_once_the_other_has_opened_a_session() {
    let mut world = World::new(config_of_both());
    world.refuse(Side::A, StatusCode::INVALID_PASSWORD);
    world.attempts();
    world.wait(seconds(1));
    assert_eq!(world.attempted(), []);
    world.open(Side::B);
    world.wait(Duration::ZERO);
    assert_eq!(world.attempted(), [Side::A]);
}
