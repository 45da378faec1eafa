//! Foreign traffic on the port, and messages on foreign ports.

use crate::capture::{Capture, Connection, From, PORT};
use crate::segments;
use crate::tshark::Tshark;

/// A port that nobody listens on.
const FREE_PORT: u16 = 54321;

#[test]
fn traffic_is_told_by_what_it_looks_like() {
    let Some(tshark) = Tshark::find("traffic_is_told_by_what_it_looks_like") else {
        return;
    };
    let mut capture = Capture::new();
    let foreign: [&[u8]; 6] = [
        b"GET / HTTP/1.1\r\nHost: example\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        // A length in front, as many protocols have it.
        b"\0\0\0\x08\x05\0\0\0abcdefgh",
        b"\0\0\0\x05\0\0\0\x05hello",
        b"x",
    ];
    for (port, data) in (50000..).zip(foreign) {
        capture.send(&mut Connection::new(port, FREE_PORT), From::Client, data);
    }
    for (port, data) in (51000..).zip(&foreign[..3]) {
        capture.send(&mut Connection::new(port, PORT), From::Client, data);
    }
    let foreign_packets = capture.packets;
    let mut connection = Connection::new(52000, FREE_PORT);
    let session = segments::session();
    for frame in &session {
        capture.send(&mut connection, From::Client, frame);
    }
    // The heuristic of SMPP takes whatever has a length and a small number in front, and comes first.
    let packets = tshark.packets(capture.path(), &["--disable-heuristic", "smpp_tcp"]);
    for (number, packet) in packets.iter().enumerate() {
        let wanted = usize::from(number >= foreign_packets);
        assert_eq!(packet.messages.len(), wanted, "packet {}", number + 1);
    }
}
