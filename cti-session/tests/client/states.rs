//! What takes a side from one state to the next, as the table of the page about sessions has it.

use cti_messages::{FailureConf, MessageType, StatusCode, SystemEvent};
use cti_session::{Heartbeat, Side, SideState, Sides};

use crate::support::*;

const A: Side = Side::A;

/// A world in this state of side A, which takes no bytes if it is stalled. One event fills the queue, so that no attempt
/// begins before it is taken.
fn world_in(state: SideState, stalled: bool) -> World {
    let mut config = config();
    config.sides = Sides::Simplex;
    config.event_capacity = 1;
    config.write_timeout = seconds(3);
    config.heartbeat = Heartbeat::Every(seconds(5));
    let mut world = World::new(config);
    match state {
        SideState::Connecting => {}
        SideState::Opening => {
            world.stalled = [stalled; 2];
            world.accept(A);
        }
        SideState::Open | SideState::Closing => {
            world.open(A);
            world.events();
            world.sent(A);
            world.stalled = [stalled; 2];
            if state == SideState::Closing {
                close(&mut world);
            }
        }
        SideState::Draining => {
            world.open(A);
            send_many(&mut world);
            world.cut(A);
        }
        other => unreachable!("no test begins with {other:?}"),
    }
    assert_eq!(world.client.state(A), state);
    world
}

/// The server sends more messages than are reported before the application takes some.
fn send_many(world: &mut World) {
    for _ in 0..20 {
        world.deliver(A, &SystemEvent::default());
    }
}

fn send_garbage(world: &mut World) {
    world.receive(A, &[0xFF; 8]);
}

fn close(world: &mut World) {
    world.client.close(StatusCode::NO_ERROR, world.now);
    world.drive();
}

fn cut(world: &mut World) {
    world.cut(A);
}

/// Goes through all deadlines until the state changes.
fn wait(world: &mut World) {
    let before = world.client.state(A);
    while world.client.state(A) == before {
        world.step();
    }
}

/// The server answers the last request of the session itself with FAILURE_CONF.
fn refuse(world: &mut World) {
    while world.client.state(A) == SideState::Open && world.step() < seconds(5) {}
    let failure = FailureConf {
        invoke_id: world.sent_id(A),
        status: StatusCode::UNSPECIFIED_FAILURE,
        ..FailureConf::default()
    };
    world.deliver(A, &failure);
}

/// The server confirms OPEN_REQ or CLOSE_REQ.
fn confirm(world: &mut World) {
    let sent = world.sent(A);
    let confirmation = sent[0].confirmation().expect("a confirmation");
    let confirmation = confirmation.as_known().expect("a message");
    world.deliver(A, confirmation);
}

/// An OPEN_CONF without most of its fields.
fn confirm_undecodably(world: &mut World) {
    let mut frame = vec![0, 0, 0, 4];
    frame.extend(MessageType::OPEN_CONF.0.to_be_bytes());
    frame.extend(world.sent_id(A).0.to_be_bytes());
    world.receive(A, &frame);
}

fn end_by_server(world: &mut World) {
    world.end_by_server(A, StatusCode::CTI_SERVER_OFFLINE);
}

/// Takes events until the state changes.
fn take_events(world: &mut World) {
    while world.client.state(A) == SideState::Draining {
        world.event().expect("an event");
    }
}

type Step = (&'static str, fn(&mut World));

#[test]
fn every_way_out_of_a_state_leads_where_the_page_says() {
    use SideState::{Closing, Connecting, Down, Draining, Open, Opening};
    let refuse_connection: Step = ("the connection fails", |world| world.refuse_connection(A));
    let accept: Step = ("the connection is there", |world| world.accept(A));
    let (refuse, garbage): (Step, Step) = (("a refusal", refuse), ("garbage", send_garbage));
    let (cut, wait): (Step, Step) = (("a disconnect", cut), ("nothing more", wait));
    let (close, confirm): (Step, Step) = (("the client is closed", close), ("confirmed", confirm));
    let undecodable: Step = ("an answer that cannot be decoded", confirm_undecodably);
    let ended: Step = ("the server ends the session", end_by_server);
    let cut_behind: Step = ("a disconnect behind messages", |world| {
        send_many(world);
        world.cut(A);
    });
    let wait_behind: Step = ("nothing more behind messages", |world| {
        send_many(world);
        world.stalled = [true; 2];
        self::wait(world);
    });
    let all_taken: Step = ("all messages are reported", take_events);
    let ways = [
        (Connecting, refuse_connection, Down),
        (Connecting, wait, Down),
        (Connecting, close, Down),
        (Connecting, accept, Opening),
        (Opening, refuse, Down),
        (Opening, wait, Down),
        (Opening, undecodable, Down),
        (Opening, garbage, Down),
        (Opening, cut, Down),
        (Opening, close, Down),
        (Opening, confirm, Open),
        (Opening, cut_behind, Draining),
        (Open, refuse, Down),
        (Open, wait, Down),
        (Open, garbage, Down),
        (Open, cut, Down),
        (Open, close, Closing),
        (Open, ended, Closing),
        (Open, cut_behind, Draining),
        (Open, wait_behind, Draining),
        (Closing, confirm, Down),
        (Closing, refuse, Down),
        (Closing, wait, Down),
        (Closing, garbage, Down),
        (Closing, cut, Down),
        (Draining, all_taken, Down),
        (Draining, close, Down),
    ];
    for (from, (what, happen), to) in ways {
        let mut world = world_in(from, false);
        happen(&mut world);
        assert_eq!(world.client.state(A), to, "{from:?}: {what}");
    }
    // There are no others.
    for from in SideState::ALL {
        for to in SideState::ALL {
            let is_way = (from, to) == (Down, Connecting)
                || ways.iter().any(|way| (way.0, way.2) == (from, to));
            assert_eq!(from.may_become(to), is_way, "{from:?} to {to:?}");
        }
    }
}

#[test]
fn a_server_that_takes_no_bytes_takes_a_side_out_of_its_state() {
    for state in [SideState::Opening, SideState::Open, SideState::Closing] {
        let mut world = world_in(state, true);
        let begun = world.now;
        wait(&mut world);
        assert_eq!(world.client.state(A), SideState::Down, "{state:?}");
        // A heartbeat is due after five seconds.
        let first = if state == SideState::Open { 5 } else { 0 };
        assert_eq!(world.now - begun, seconds(first + 3), "{state:?}");
    }
    let mut world = world_in(SideState::Opening, true);
    send_many(&mut world);
    wait(&mut world);
    assert_eq!(world.client.state(A), SideState::Draining);
}

#[test]
fn a_message_that_ends_the_session_ends_draining() {
    let mut world = world_in(SideState::Open, false);
    send_many(&mut world);
    send_garbage(&mut world);
    send_many(&mut world);
    world.cut(A);
    assert_eq!(world.client.state(A), SideState::Draining);
    let mut messages = 0;
    while world.client.state(A) == SideState::Draining {
        assert!(world.event().is_some());
        messages += 1;
    }
    assert_eq!(messages, 20, "what is behind is not reported");
}
