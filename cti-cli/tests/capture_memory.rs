//! What `decode` holds while it reads a capture does not grow with the capture.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::io::{self, BufReader};

use allocation_counter::measure;
use cti_cli::decode::{Format, Settings, run};
use etherparse::PacketBuilder;

const CLIENT: [u8; 4] = [10, 0, 0, 5];
const SERVER: [u8; 4] = [10, 0, 0, 1];
const HEARTBEAT: [u8; 12] = [0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0, 9];

/// A file of packets, cut where it is as long as wanted.
fn capture(length: usize, packet: impl Fn(u32) -> Vec<u8>) -> Vec<u8> {
    let mut file = [0xA1B2_C3D4_u32, 0x0002_0004, 0, 0, 65_535, 101]
        .map(u32::to_be_bytes)
        .concat();
    for index in 0.. {
        if file.len() >= length {
            break;
        }
        let packet = packet(index);
        let size = u32::try_from(packet.len()).unwrap();
        file.extend([index, 0, size, size].map(u32::to_be_bytes).concat());
        file.extend(packet);
    }
    file
}

/// A segment of the client, of some connection, somewhere in the stream.
fn segment(port: u16, sequence: u32, payload: &[u8]) -> Vec<u8> {
    let builder = PacketBuilder::ipv4(CLIENT, SERVER, 64).tcp(port, 42_027, sequence, 8192);
    let mut packet = Vec::new();
    builder.write(&mut packet, payload).unwrap();
    packet
}

/// The most bytes that are held while a capture is decoded.
fn peak(file: &[u8]) -> u64 {
    let settings = Settings {
        format: Format::Json,
        ..Settings::default()
    };
    let info = measure(|| {
        let mut input = BufReader::new(file);
        run(&settings, &mut input, &mut io::sink()).unwrap();
    });
    info.bytes_max
}

const MIB: u64 = 1 << 20;

/// A long capture takes no more than this; a fraction of its length.
fn is_bounded(length: u64, most: u64, packet: impl Fn(u32) -> Vec<u8>) {
    let file = capture(usize::try_from(length).unwrap(), packet);
    let peak = peak(&file);
    assert!(peak <= most, "{peak} bytes");
    // A bound that nothing reaches tells little.
    assert!(peak >= most / 8, "only {peak} bytes");
}

#[test]
fn a_long_session() {
    is_bounded(32 * MIB, 2 * MIB, |index| {
        segment(50_000, index * 12, &HEARTBEAT)
    });
}

#[test]
fn requests_that_are_never_answered() {
    is_bounded(32 * MIB, 8 * MIB, |index| {
        let mut request = HEARTBEAT;
        request[8..].copy_from_slice(&index.to_be_bytes());
        segment(50_000, index * 12, &request)
    });
}

#[test]
fn streams_of_which_every_second_segment_is_lost() {
    is_bounded(32 * MIB, 8 * MIB, |index| {
        let connection = u16::try_from(index % 10).unwrap();
        segment(50_000 + connection, index / 10 * 24, &HEARTBEAT)
    });
}

/// Each holds what it is not worth waiting for on its own.
#[test]
fn holes_in_many_connections() {
    is_bounded(96 * MIB, 40 * MIB, |index| {
        let connection = u16::try_from(index % 3000).unwrap();
        let place = index / 3000;
        // The first one is the beginning; behind it a segment is missing for good.
        let sequence = place * 500 + u32::from(place > 0);
        segment(20_000 + connection, sequence, &[0; 500])
    });
}

#[test]
fn connections_without_end() {
    is_bounded(32 * MIB, 8 * MIB, |index| {
        let from = [10, 1, index.to_be_bytes()[2], index.to_be_bytes()[3]];
        let port = u16::try_from(index >> 16).unwrap() + 50_000;
        let mut packet = Vec::new();
        let builder = PacketBuilder::ipv4(from, SERVER, 64).tcp(port, 42_027, 1, 8192);
        // The start of a message that never comes whole.
        builder.write(&mut packet, &HEARTBEAT[..10]).unwrap();
        packet
    });
}

#[test]
fn fragments_that_never_become_a_packet() {
    is_bounded(32 * MIB, 2 * MIB, |index| {
        let mut packet = segment(50_000, 0, &[0; 400]);
        packet[4..6].copy_from_slice(&index.to_be_bytes()[2..]);
        // More fragments follow, but they do not come.
        packet[6] = 0x20;
        packet
    });
}

#[test]
fn noise_on_the_port() {
    is_bounded(32 * MIB, 2 * MIB, |index| {
        segment(50_000, index * 1000, &[0; 1000])
    });
}
