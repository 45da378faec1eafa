//! Requests and their answers.

use crate::capture::{Capture, Connection, From, PORT};
use crate::pdml::Item;
use crate::segments::heartbeat;
use crate::tshark::Tshark;

/// A message that is an ID and more bytes.
fn message(number: u8, id: u8, more: &[u8]) -> Vec<u8> {
    let length = u8::try_from(4 + more.len()).expect("a short message");
    let mut frame = vec![0, 0, 0, length, 0, 0, 0, number, 0, 0, 0, id];
    frame.extend(more);
    frame
}

fn link<'i>(item: &'i Item, name: &str) -> Option<&'i str> {
    item.find(&format!("ged188.{name}"))
        .map(|item| &item.show[..])
}

#[test]
fn answers_are_matched_in_their_conversation() {
    let Some(tshark) = Tshark::find("answers_are_matched_in_their_conversation") else {
        return;
    };
    let mut capture = Capture::new();
    let mut one = Connection::new(50000, PORT);
    let mut other = Connection::new(50001, PORT);
    // 1, 2: the same ID in two conversations. 3: the answer in the second one. 4: no answer to that
    // request. 5: a failure answers anything. 6: nobody asked. 7: the ID again, 8: its answer.
    capture.send(&mut one, From::Client, &heartbeat(7));
    capture.send(&mut other, From::Client, &heartbeat(7));
    capture.send(&mut other, From::Server, &message(6, 7, &[]));
    capture.send(&mut one, From::Server, &message(8, 7, &[]));
    capture.send(&mut one, From::Server, &message(1, 7, &[0, 0, 0, 3]));
    capture.send(&mut one, From::Server, &message(6, 9, &[]));
    capture.send(&mut one, From::Client, &heartbeat(7));
    capture.send(&mut one, From::Server, &message(6, 7, &[]));
    let packets = tshark.packets(capture.path(), &["-2"]);
    let of = |number: usize| &packets[number - 1].messages[0];
    let request = |number| (link(of(number), "request_in"), link(of(number), "time"));
    assert_eq!(link(of(1), "response_in"), Some("5"));
    assert_eq!(link(of(2), "response_in"), Some("3"));
    assert_eq!(request(3), (Some("2"), Some("0.250000000")));
    assert_eq!(request(4), (None, None));
    assert_eq!(request(5), (Some("1"), Some("1.000000000")));
    assert_eq!(request(6), (None, None));
    assert_eq!(link(of(7), "response_in"), Some("8"));
    assert_eq!(request(8), (Some("7"), Some("0.250000000")));
}
