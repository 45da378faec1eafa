//! Sessions as packets, and packets as files.

use std::io::BufReader;

use cti_cli::decode::{Format, Settings, run};
use cti_messages::{Direction, Frame};
use etherparse::PacketBuilder;
use serde_json::Value;

pub(crate) type Address = ([u8; 4], u16);

pub(crate) const CLIENT: Address = ([10, 0, 0, 5], 50_123);
pub(crate) const SERVER: Address = ([10, 0, 0, 1], 42_027);
/// Close to where sequence numbers wrap around.
pub(crate) const INITIAL: u32 = u32::MAX - 100;

/// Failures, and what was written.
pub(crate) fn decode(input: &[u8], format: Format) -> (usize, String) {
    let settings = Settings {
        format,
        ..Settings::default()
    };
    let mut output = Vec::new();
    let failures = run(&settings, &mut BufReader::new(input), &mut output).unwrap();
    (failures, String::from_utf8(output).unwrap())
}

pub(crate) fn json(input: &[u8]) -> (usize, Vec<Value>) {
    let (failures, text) = decode(input, Format::Json);
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    let lines = lines.filter(|line: &Value| line.get("note").is_none());
    (failures, lines.collect())
}

/// A segment, of which the packet is made.
#[derive(Clone, Copy)]
pub(crate) struct Segment {
    pub(crate) from: Address,
    pub(crate) to: Address,
    /// The first sequence number of the connection.
    pub(crate) initial: u32,
    /// Where it is in its stream, whose first byte is 0.
    pub(crate) at: usize,
    /// Up to where its sender has received the other stream.
    pub(crate) received: Option<usize>,
    pub(crate) syn: bool,
    pub(crate) fin: bool,
    pub(crate) rst: bool,
}

impl Segment {
    pub(crate) const fn new(from: Address, to: Address) -> Self {
        Self {
            from,
            to,
            initial: INITIAL,
            at: 0,
            received: None,
            syn: false,
            fin: false,
            rst: false,
        }
    }

    /// Its packet.
    pub(crate) fn packet(self, payload: &[u8]) -> Vec<u8> {
        let number = |at: usize| {
            let first = self.initial.wrapping_add(1);
            first.wrapping_add(u32::try_from(at).unwrap())
        };
        let sequence = if self.syn {
            self.initial
        } else {
            number(self.at)
        };
        let builder = PacketBuilder::ipv4(self.from.0, self.to.0, 64);
        let mut builder = builder.tcp(self.from.1, self.to.1, sequence, 8192);
        if let Some(received) = self.received {
            builder = builder.ack(number(received));
        }
        if self.syn {
            builder = builder.syn();
        }
        if self.fin {
            builder = builder.fin();
        }
        if self.rst {
            builder = builder.rst();
        }
        let mut packet = Vec::new();
        builder.write(&mut packet, payload).unwrap();
        packet
    }
}

/// Data of the client, counted from the first byte of its stream.
pub(crate) fn client(at: usize, payload: &[u8]) -> Vec<u8> {
    Segment {
        at,
        ..Segment::new(CLIENT, SERVER)
    }
    .packet(payload)
}

/// The segment with which the client opens the connection.
pub(crate) fn syn() -> Vec<u8> {
    Segment {
        syn: true,
        ..Segment::new(CLIENT, SERVER)
    }
    .packet(&[])
}

/// The server's answer to it.
pub(crate) fn syn_ack() -> Vec<u8> {
    Segment {
        syn: true,
        received: Some(0),
        ..Segment::new(SERVER, CLIENT)
    }
    .packet(&[])
}

/// A pcap file of packets that are a second apart.
pub(crate) fn pcap(link: u32, packets: &[Vec<u8>]) -> Vec<u8> {
    let mut file = [0xA1B2_C3D4_u32, 0x0002_0004, 0, 0, 65_535, link]
        .map(u32::to_be_bytes)
        .concat();
    for (second, packet) in packets.iter().enumerate() {
        let length = u32::try_from(packet.len()).unwrap();
        let second = 1_768_324_596 + u32::try_from(second).unwrap();
        file.extend(
            [second, 250_000, length, length]
                .map(u32::to_be_bytes)
                .concat(),
        );
        file.extend(packet);
    }
    file
}

/// The same packets as a pcapng file, with nanoseconds.
pub(crate) fn pcapng(link: u16, packets: &[Vec<u8>]) -> Vec<u8> {
    let block = |kind: u32, body: &[u8]| {
        let length = u32::try_from(body.len() + 12).unwrap().to_le_bytes();
        [&kind.to_le_bytes()[..], &length, body, &length].concat()
    };
    let section = [
        &0x1A2B_3C4D_u32.to_le_bytes()[..],
        &[1, 0, 0, 0],
        &[0xFF; 8],
    ]
    .concat();
    let mut file = block(0x0A0D_0D0A, &section);
    let resolution = [9, 0, 1, 0, 9, 0, 0, 0, 0, 0, 0, 0];
    let interface = [&link.to_le_bytes()[..], &[0, 0, 0, 0, 0, 0], &resolution].concat();
    file.extend(block(1, &interface));
    for (second, packet) in packets.iter().enumerate() {
        let time = (1_768_324_596 + second as u64) * 1_000_000_000 + 250_000_000;
        let length = u32::try_from(packet.len()).unwrap();
        let (high, low) = (time >> 32, time & 0xFFFF_FFFF);
        let numbers = [
            0,
            u32::try_from(high).unwrap(),
            u32::try_from(low).unwrap(),
            length,
            length,
        ];
        let mut body = numbers.map(u32::to_le_bytes).concat();
        body.extend(packet);
        body.resize(body.len().next_multiple_of(4), 0);
        file.extend(block(6, &body));
    }
    file
}

/// OPEN_REQ at version 13, then heartbeats: all from the client.
pub(crate) fn session(heartbeats: u32) -> Vec<Vec<u8>> {
    let mut open = vec![
        0, 0, 0, 48, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 13, 0, 0, 0, 120,
    ];
    open.extend([0xFF; 4]);
    open.resize(52, 0);
    open.extend([1, 2, b'A', 0]);
    let beat = |id: u32| [&[0, 0, 0, 4, 0, 0, 0, 5][..], &id.to_be_bytes()].concat();
    std::iter::once(open)
        .chain((0..heartbeats).map(beat))
        .collect()
}

/// The packets of a session, a message each.
pub(crate) fn packets(heartbeats: u32) -> Vec<Vec<u8>> {
    let mut at = 0;
    let mut packets = vec![syn()];
    for message in session(heartbeats) {
        packets.push(client(at, &message));
        at += message.len();
    }
    packets
}

/// The packets of the session in tests/data/session.hex, each message from its side, a second
/// apart.
pub(crate) fn conversation() -> Vec<Vec<u8>> {
    let hex = include_str!("../../../tests/data/session.hex");
    let mut packets = vec![syn(), syn_ack()];
    let mut sent = [0; 2];
    for line in hex
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let frame = hex::decode(line).unwrap();
        let info = Frame::parse(&frame).unwrap().message_type.info().unwrap();
        let (from, to, side) = match info.direction {
            Direction::Client => (CLIENT, SERVER, 0),
            _ => (SERVER, CLIENT, 1),
        };
        let at = sent[side];
        packets.push(
            Segment {
                at,
                ..Segment::new(from, to)
            }
            .packet(&frame),
        );
        sent[side] += frame.len();
    }
    packets
}
