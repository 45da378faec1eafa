//! Captures of sessions of random messages, at every version: `decode` finds the messages again.
#![cfg(feature = "proptest")]

use std::io::BufReader;

use cti_cli::decode::{Format, Settings, run};
use cti_cli::json::to_json;
use cti_messages::{
    Bytes, Direction, Frame, Message, MessageType, Mode, OpenReq, ProtocolVersion, TypedMessage,
    strategies,
};
use cti_tests::cases::{cases, config};
use etherparse::PacketBuilder;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;

/// A session, and how its two streams travel.
#[derive(Debug, Clone)]
struct Session {
    version: ProtocolVersion,
    /// The frames in order, with the index of their sender; 0 is the client.
    frames: Vec<(usize, Vec<u8>)>,
    /// The lengths of the segments.
    cuts: Vec<usize>,
    /// How many places each segment is late, and how often it comes.
    travel: Vec<(usize, usize)>,
    /// Which segments do not come at all.
    lost: Vec<bool>,
}

/// The sender, where the segment is in its stream, and its bytes.
type Segment = (usize, usize, Vec<u8>);

fn sessions() -> impl Strategy<Value = Session> {
    let versions = prop::sample::select(ProtocolVersion::all().collect::<Vec<_>>());
    versions.prop_flat_map(|version| {
        let types: Vec<MessageType> = MessageType::ALL
            .iter()
            .copied()
            // Another OPEN_REQ would change the version.
            .filter(|known| *known != MessageType::OPEN_REQ)
            .filter(|known| {
                known
                    .info()
                    .is_some_and(|info| info.versions.contains(version))
            })
            .collect();
        let message = prop::sample::select(types).prop_flat_map(move |message_type| {
            strategies::any_message(message_type, version, Mode::Strict).expect("it has a layout")
        });
        (
            prop::collection::vec((message, any::<bool>()), 1..30),
            prop::collection::vec(1_usize..1400, 100),
            prop::collection::vec((0_usize..4, 1_usize..3), 100),
            prop::collection::vec(prop::bool::weighted(0.1), 100),
        )
            .prop_map(move |(messages, cuts, travel, lost)| Session {
                version,
                frames: frames(version, messages),
                cuts,
                travel,
                lost,
            })
    })
}

/// The frames of a session that begins with an OPEN_REQ.
fn frames(
    version: ProtocolVersion,
    messages: Vec<(Message<'static>, bool)>,
) -> Vec<(usize, Vec<u8>)> {
    let mut open = Vec::new();
    let request = OpenReq {
        version_number: version.into(),
        client_id: Some("tests".into()),
        client_password: Some(Bytes::from("tests".as_bytes()).into()),
        ..OpenReq::default()
    };
    request.encode(version, &mut open).expect("an OPEN_REQ");
    let rest = messages.into_iter().map(|(message, either)| {
        let sender = match message.info().map(|info| info.direction) {
            Some(Direction::Client) => 0,
            Some(Direction::Server) => 1,
            _ => usize::from(either),
        };
        let mut frame = Vec::new();
        message.encode(version, &mut frame).expect("a strict value");
        (sender, frame)
    });
    std::iter::once((0, open)).chain(rest).collect()
}

/// The first sequence number of a sender: both wrap around soon.
const INITIAL: [u32; 2] = [u32::MAX - 300, u32::MAX - 5000];

/// A packet of a sender, with its SYN at -1.
fn packet(sender: usize, at: Option<usize>, payload: &[u8]) -> Vec<u8> {
    let ends = [([10, 0, 0, 5], 50_123), ([10, 0, 0, 1], 43_027)];
    let (from, to) = (ends[sender], ends[1 - sender]);
    let offset = at.map_or(0, |at| u32::try_from(at).expect("a short stream") + 1);
    let sequence = INITIAL[sender].wrapping_add(offset);
    let builder = PacketBuilder::ipv4(from.0, to.0, 64).tcp(from.1, to.1, sequence, 8192);
    let builder = match (at, sender) {
        (None, 0) => builder.syn(),
        (None, _) => builder.syn().ack(INITIAL[0].wrapping_add(1)),
        _ => builder,
    };
    let mut packet = Vec::new();
    builder.write(&mut packet, payload).expect("a packet");
    packet
}

impl Session {
    /// The segments of both streams in the order of their frames. None has bytes of two.
    fn segments(&self) -> Vec<Segment> {
        let mut segments = Vec::new();
        let mut sent = [0; 2];
        let mut cuts = self.cuts.iter().cycle();
        for (sender, frame) in &self.frames {
            let mut rest = frame.as_slice();
            while let (false, Some(cut)) = (rest.is_empty(), cuts.next()) {
                let (piece, after) = rest.split_at((*cut).min(rest.len()));
                segments.push((*sender, sent[*sender], piece.to_vec()));
                sent[*sender] += piece.len();
                rest = after;
            }
        }
        segments
    }

    /// The segments, and whether each is lost. The OPEN_REQ is not: it tells the version.
    fn losses(&self) -> Vec<(Segment, bool)> {
        let lost = self.lost.iter().cycle();
        let segments = self.segments().into_iter().zip(lost);
        segments
            .map(|(segment, lost)| {
                let lost = *lost && !self.is_opening(&segment);
                (segment, lost)
            })
            .collect()
    }

    fn is_opening(&self, (sender, at, _): &Segment) -> bool {
        *sender == 0 && *at < self.frames[0].1.len()
    }

    /// The capture, with or without what is lost.
    fn capture(&self, is_lossy: bool) -> Vec<u8> {
        let mut packets = Vec::new();
        let losses = self.losses();
        let ways = losses.iter().zip(self.travel.iter().cycle());
        for (place, ((segment, lost), (late, times))) in ways.enumerate() {
            if is_lossy && *lost {
                continue;
            }
            // Nothing overtakes the OPEN_REQ: the server answers when it has it.
            let late = if self.is_opening(segment) { 0 } else { *late };
            let (sender, at, bytes) = segment;
            for time in 0..*times {
                packets.push((place + late + time, packet(*sender, Some(*at), bytes)));
            }
        }
        packets.sort_by_key(|(place, _)| *place);
        let opening = [packet(0, None, &[]), packet(1, None, &[])];
        let packets = opening
            .into_iter()
            .chain(packets.into_iter().map(|(_, packet)| packet));
        pcap(packets)
    }

    /// Whether a segment is lost that has one of the same sender behind it; of others a capture does
    /// not know.
    fn has_holes(&self) -> bool {
        let mut is_lost = [false; 2];
        self.losses().iter().any(|((sender, ..), lost)| {
            is_lost[*sender] |= lost;
            is_lost[*sender] && !lost
        })
    }

    /// What is to be shown of the frames of a sender, and whether all of it was captured.
    fn sent(&self, sender: usize) -> Vec<(Value, bool)> {
        let losses = self.losses();
        let holes = losses
            .iter()
            .filter(|((from, ..), lost)| *lost && *from == sender);
        let holes: Vec<(usize, usize)> = holes
            .map(|((_, at, bytes), _)| (*at, at + bytes.len()))
            .collect();
        let mut start = 0;
        let frames = self.frames.iter().filter(|(from, _)| *from == sender);
        frames
            .map(|(_, frame)| {
                let end = start + frame.len();
                let is_whole = !holes.iter().any(|(from, to)| *from < end && *to > start);
                start = end;
                let message = Message::decode(frame, self.version).expect("what was encoded");
                (to_json(&message, self.version)["fields"].clone(), is_whole)
            })
            .collect()
    }
}

fn pcap(packets: impl Iterator<Item = Vec<u8>>) -> Vec<u8> {
    let mut file = [0xA1B2_C3D4_u32, 0x0002_0004, 0, 0, 65_535, 101]
        .map(u32::to_be_bytes)
        .concat();
    for (second, packet) in (1_768_324_596_u32..).zip(packets) {
        let size = u32::try_from(packet.len()).expect("a short packet");
        file.extend([second, 0, size, size].map(u32::to_be_bytes).concat());
        file.extend(packet);
    }
    file
}

/// The errors that a capture gives, and the messages of each sender.
fn shown(capture: &[u8]) -> (usize, [Vec<Value>; 2]) {
    let settings = Settings {
        format: Format::Json,
        ..Settings::default()
    };
    let mut output = Vec::new();
    let errors = run(&settings, &mut BufReader::new(capture), &mut output).expect("no I/O");
    let mut messages = [Vec::new(), Vec::new()];
    for line in String::from_utf8(output).expect("UTF-8").lines() {
        let line: Value = serde_json::from_str(line).expect("JSON");
        if line.get("message").is_some() {
            messages[usize::from(line["from"] == "server")].push(line["fields"].clone());
        }
    }
    (errors, messages)
}

#[test]
fn every_message_of_a_whole_capture_is_shown() {
    let result = TestRunner::new(config(cases(200))).run(&sessions(), |session| {
        let (errors, messages) = shown(&session.capture(false));
        prop_assert_eq!(errors, 0);
        for (sender, messages) in messages.into_iter().enumerate() {
            let sent: Vec<Value> = session
                .sent(sender)
                .into_iter()
                .map(|(sent, _)| sent)
                .collect();
            prop_assert_eq!(messages, sent);
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

/// Behind a hole it takes a search to find the next message; what comes out was sent, in the order
/// in which it was sent, and every whole message behind a whole one is there.
#[test]
fn with_losses_whole_messages_are_shown_and_none_are_invented() {
    // What is left of a message can happen to look like another one; that is told by no decoder. So
    // the cases are the same in each run.
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut losses = 0;
    let mut runner = TestRunner::new_with_rng(config(cases(200)), rng);
    let strategy = sessions();
    for _ in 0..cases(200) {
        let session = strategy.new_tree(&mut runner).expect("a session").current();
        let (errors, messages) = shown(&session.capture(true));
        for (sender, messages) in messages.iter().enumerate() {
            let sent = session.sent(sender);
            let mut found = messages.iter().peekable();
            let mut was_whole = true;
            for (fields, is_whole) in &sent {
                // Two messages may be equal: what was lost is not looked for.
                let is_shown = *is_whole && found.next_if(|found| *found == fields).is_some();
                let must_be_shown = *is_whole && was_whole;
                assert!(is_shown || !must_be_shown, "not shown: {fields}");
                losses += usize::from(!is_whole);
                was_whole = *is_whole;
            }
            assert_eq!(found.next(), None, "never sent");
        }
        assert!(errors > 0 || !session.has_holes(), "holes are told");
    }
    assert!(losses > 100, "{losses} messages with losses");
}

/// Frames are what they are taken for in the tests above.
#[test]
fn frames_have_headers() {
    let frames = frames(ProtocolVersion::V13, Vec::new());
    let frame = Frame::parse(&frames[0].1).expect("a frame");
    assert_eq!(
        (frame.message_type, frame.own_version()),
        (MessageType::OPEN_REQ, Some(ProtocolVersion::V13.into()))
    );
}
