//! What is not of this protocol.

use crate::network::{CLIENT, SERVER, Segment, client, decode, json, pcap, pcapng, session, syn};
use cti_cli::decode::Format;

#[test]
fn another_protocol_on_the_port_is_one_error() {
    let mut packets = vec![syn()];
    for at in 0..50 {
        packets.push(client(at * 5, &[0x16, 3, 1, 0, 9]));
    }
    let (failures, lines) = json(&pcap(101, &packets));
    assert_eq!((failures, lines.len()), (1, 1), "{lines:?}");
    let error = lines[0]["error"].as_str().unwrap();
    assert!(
        error.contains("not the CTI Server protocol") || error.contains("TLS"),
        "{error}"
    );
}

#[test]
fn web_traffic_on_the_port_is_one_error() {
    let request = b"GET / HTTP/1.1\r\nHost: example.com\r\n\r\n";
    let packets = [syn(), client(0, request), client(request.len(), request)];
    let (failures, lines) = json(&pcap(101, &packets));
    assert_eq!((failures, lines.len()), (1, 1), "{lines:?}");
    let error = lines[0]["error"].as_str().unwrap();
    assert!(
        error.contains("not the CTI Server protocol: 474554202f"),
        "{error}"
    );
}

/// What begins before the capture could be of this protocol for a while.
#[test]
fn endless_noise_on_the_port_is_one_error() {
    let noise: Vec<u8> = (0..100_000_u32)
        .map(|at| at.wrapping_mul(2_654_435_761).to_be_bytes()[0])
        .collect();
    let packets: Vec<Vec<u8>> = noise
        .chunks(1000)
        .enumerate()
        .map(|(index, chunk)| client(index * 1000, chunk))
        .collect();
    let (failures, lines) = json(&pcap(101, &packets));
    assert_eq!((failures, lines.len()), (1, 1), "{lines:?}");
}

#[test]
fn without_a_session_the_capture_is_told() {
    let elsewhere = Segment::new(CLIENT, (SERVER.0, 80));
    let mut packets = vec![
        Segment {
            syn: true,
            ..elsewhere
        }
        .packet(&[]),
    ];
    packets.push(elsewhere.packet(b"GET / HTTP/1.1\r\n\r\n"));
    let mut udp = Vec::new();
    etherparse::PacketBuilder::ipv4([10, 0, 0, 5], [10, 0, 0, 1], 64)
        .udp(5000, 53)
        .write(&mut udp, b"a question")
        .unwrap();
    packets.push(udp);
    for file in [pcap(101, &packets), pcapng(101, &packets)] {
        let (failures, lines) = json(&file);
        assert_eq!((failures, lines.len()), (1, 1), "{lines:?}");
        assert_eq!(
            lines[0]["error"],
            "no session of the CTI Server protocol was found in 1 TCP connection, 1 packet that \
             is not TCP over IP; if the server has another port, --port finds sessions that began \
             before the capture"
        );
    }
    let (failures, text) = decode(&pcap(101, &[]), Format::Text);
    assert_eq!(failures, 1);
    assert!(
        text.starts_with("error: no session of the CTI Server protocol was found; "),
        "{text}"
    );
}

#[test]
fn beside_a_session_other_traffic_is_nothing_to_tell() {
    let mut packets = vec![syn()];
    packets.push(Segment::new(CLIENT, (SERVER.0, 80)).packet(b"GET / HTTP/1.1\r\n\r\n"));
    packets.push(client(0, &session(0).concat()));
    packets.push(vec![
        0x45, 0, 0, 20, 0, 0, 0, 0, 64, 1, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2,
    ]);
    let (failures, lines) = json(&pcap(101, &packets));
    assert_eq!((failures, lines.len()), (0, 1), "{lines:?}");
}
