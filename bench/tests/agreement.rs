//! The codecs written by hand agree with the library: only then do their times say anything.

use cti_bench::hand;
use cti_bench::mix;
use cti_messages::{Frame, Message, MessageType, ProtocolVersion};
use cti_tests::cases::{cases, config};
use cti_tests::frames::{fixed_bytes, put_together, take_apart, with_header};
use cti_tests::mutation::{mutate, mutations};
use cti_tests::samples;
use proptest::prelude::*;

/// Compares both decoders, and both encoders with what they made.
fn agree(frame: &[u8], version: ProtocolVersion) {
    let message = Message::decode(frame, version);
    assert_eq!(
        hand::decode_any(frame, version),
        message,
        "version {version}: {frame:02x?}"
    );
    let Ok(message) = message else { return };
    for version in ProtocolVersion::all() {
        let (mut expected, mut encoded) = (vec![1], vec![1]);
        let result = message.encode(version, &mut expected);
        assert_eq!(
            hand::encode_any(&message, version, &mut encoded),
            result,
            "version {version}: {message}"
        );
        assert!(encoded == expected, "version {version}: {message}");
    }
}

/// The types of the mix.
fn types() -> Vec<MessageType> {
    let frames = mix::mix();
    let types = frames.iter().map(|sample| sample.message().message_type());
    types.collect()
}

/// The frames of the mix, and the samples of its types from another codec.
fn frames() -> Vec<(Vec<u8>, ProtocolVersion)> {
    let types = types();
    let samples = samples::all();
    let samples = samples
        .into_iter()
        .filter(|sample| types.contains(&MessageType(sample.message_type)))
        .filter_map(|sample| Some((sample.frame, ProtocolVersion::new(sample.protocol)?)));
    let mix = mix::mix().into_iter();
    mix.map(|sample| (sample.frame, mix::VERSION))
        .chain(samples)
        .collect()
}

#[test]
fn on_whole_messages_read_at_every_version() {
    for (frame, _) in frames() {
        for version in ProtocolVersion::all() {
            agree(&frame, version);
        }
    }
}

#[test]
fn on_every_prefix() {
    for sample in mix::mix() {
        let frame = Frame::parse(&sample.frame).expect("a frame");
        for length in 0..frame.body.len() {
            let told = with_header(frame.message_type.0, &frame.body[..length]);
            agree(&told, mix::VERSION);
        }
        agree(&sample.frame[..sample.frame.len() - 1], mix::VERSION);
    }
}

#[test]
fn on_damaged_messages() {
    let frames = frames();
    let strategy = (0..frames.len(), mutations());
    proptest!(config(cases(2_000)), |((index, damage) in strategy)| {
        let (frame, version) = &frames[index];
        let message_type = Frame::parse(frame).expect("a frame").message_type;
        let fixed = fixed_bytes(message_type.info().expect("a known type"), *version);
        let mut pieces = take_apart(frame, fixed, *version).expect("a whole message");
        for damage in &damage {
            mutate(&mut pieces, damage);
        }
        agree(&put_together(&pieces, *version), *version);
    });
}

/// What the codecs leave to the library costs them nothing, so on the mix they must do all
/// themselves.
#[test]
fn the_mix_needs_no_help_of_the_library() {
    for sample in mix::mix() {
        let read = hand::decode_any_or(&sample.frame, mix::VERSION, |_, _| Err(()));
        assert!(read.is_ok(), "{}", sample.name);
        let written = hand::write_any(&sample.message(), mix::VERSION, &mut Vec::new());
        assert!(written.is_some(), "{}", sample.name);
    }
}
