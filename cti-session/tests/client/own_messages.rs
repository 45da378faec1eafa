//! Requests that are not in the guide, and their confirmations.

use cti_messages::{CallId, InvokeId, TypedMessage, UnknownField};
use cti_session::{ClientEvent, Outcome, RequestId, Side};

use crate::requests::failure;
use crate::support::*;

/// A request of the recorder's own, which is not in the guide.
#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "RECORD_CALL_REQ", number = 9000, from = client, confirmed_by = RecordCallConf)]
struct RecordCallReq<'a> {
    #[cti(fixed, name = "ConnectionCallID")]
    call_id: CallId,
    #[cti(fixed, name = "InvokeID")]
    invoke_id: InvokeId,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

/// Its confirmation. The invoke ID is not at the beginning.
#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "RECORD_CALL_CONF", number = 9001, from = server)]
struct RecordCallConf<'a> {
    #[cti(fixed, name = "ConnectionCallID")]
    call_id: CallId,
    #[cti(fixed, name = "InvokeID")]
    invoke_id: InvokeId,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

/// Sends a request of the recorder's own; returns it with its invoke ID.
fn record_call(world: &mut World) -> (RequestId, InvokeId) {
    let request = RecordCallReq {
        call_id: CallId(77),
        ..RecordCallReq::default()
    };
    let request = world
        .client
        .request(request, seconds(9), world.now)
        .expect("sent");
    let connection = world.connection(Side::A);
    let sent = world.client.outgoing(connection).to_vec();
    world.client.sent(connection, sent.len(), world.now);
    let sent = RecordCallReq::decode(&sent, VERSION).expect("the request");
    assert_eq!(sent.call_id, CallId(77));
    (request, sent.invoke_id)
}

fn call_recorded(call_id: CallId, invoke_id: InvokeId) -> RecordCallConf<'static> {
    RecordCallConf {
        call_id,
        invoke_id,
        ..RecordCallConf::default()
    }
}

#[test]
fn messages_of_ones_own_are_requests_like_any_other() {
    let mut world = World::open_with(config());
    let (confirmed, id) = record_call(&mut world);
    let (failed, other) = record_call(&mut world);
    let conf = call_recorded;
    // The call has the number of the other request: what counts is the invoke ID.
    world.deliver(Side::A, &conf(CallId(other.0), id));
    let events = world.events();
    let outcomes_of = outcomes(&events, confirmed);
    let [Outcome::Confirmed(frame)] = &outcomes_of[..] else {
        panic!("a confirmation: {events:?}");
    };
    assert!(frame.decode::<RecordCallConf<'_>>().is_ok());
    world.deliver(Side::A, &failure(other));
    assert!(matches!(
        outcomes(&world.events(), failed)[..],
        [Outcome::Failed(_)]
    ));
    // Nothing waits any more; late answers are reported all the same.
    world.deliver(Side::A, &conf(CallId(77), id));
    let events = world.events();
    assert!(
        matches!(
            events[..],
            [ClientEvent::Message { .. } | ClientEvent::LateAnswer { .. }]
        ),
        "{events:?}"
    );
}

#[test]
fn confirmations_of_ones_own_find_their_requests_whatever_became_of_the_others() {
    let mut world = World::active_and_standby();
    world.sent(Side::A);
    let requests: Vec<_> = (0..6).map(|_| record_call(&mut world)).collect();
    world.client.abandon(requests[0].0);
    world.deliver(Side::A, &failure(requests[5].1));
    world.events();
    // From the other side it is no answer.
    let other_side = call_recorded(CallId(1), requests[1].1);
    world.deliver(Side::B, &other_side);
    assert!(matches!(
        world.events()[..],
        [ClientEvent::Message { side: Side::B, .. }]
    ));
    for (request, id) in [requests[3], requests[1], requests[4], requests[2]] {
        world.deliver(Side::A, &call_recorded(CallId(1), id));
        assert!(matches!(
            outcomes(&world.events(), request)[..],
            [Outcome::Confirmed(_)]
        ));
    }
    assert_eq!(world.client.waiting_requests(), 0);
    // No request waits that would know where its invoke ID is.
    world.deliver(Side::A, &call_recorded(CallId(1), requests[0].1));
    assert!(matches!(
        world.events()[..],
        [ClientEvent::Message { side: Side::A, .. }]
    ));
}

#[test]
fn a_message_of_ones_own_in_a_confirmation_with_another_id_is_no_answer() {
    let mut world = World::open_with(config());
    let request = world
        .client
        .request(RecordCallReq::default(), seconds(9), world.now)
        .expect("sent");
    let conf = RecordCallConf {
        invoke_id: InvokeId(9_999),
        ..RecordCallConf::default()
    };
    world.deliver(Side::A, &conf);
    assert_eq!(outcomes(&world.events(), request), []);
    assert_eq!(world.client.waiting_requests(), 1);
}
