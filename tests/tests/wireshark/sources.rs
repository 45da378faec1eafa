//! Messages to be dissected.

use cti_messages::{EncodeOptions, Message, MessageType, Mode, ProtocolVersion, strategies};
use cti_tests::whole::Whole;
use cti_tests::{samples, spec};
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// How many random values of each message are dissected in each mode.
const VALUES: usize = 4;

/// The frame of a request that opens a session in a version.
pub(crate) fn open(version: u8) -> Vec<u8> {
    let opens = spec::messages().find(|message| {
        message
            .parts()
            .is_some_and(|parts| parts.version_from.is_some())
    });
    Whole::new(opens.expect("a message that opens a session"), version, 1).frame()
}

/// Frames of all messages of a version: with every field that it has there, with every null value,
/// random ones in both modes, and the samples.
pub(crate) fn frames(version: u8) -> Vec<Vec<u8>> {
    let mut frames = Vec::new();
    let runtime = spec::in_runtime(version);
    let mut runner = runner();
    for message in spec::messages() {
        if message.window.contains(version) {
            frames.extend([0, 1, 3].map(|entries| Whole::new(message, version, entries).frame()));
            frames.push(Whole::new(message, version, 1).with_nulls().frame());
        }
        for mode in [Mode::Strict, Mode::Lenient] {
            if mode == Mode::Lenient || message.window.contains(version) {
                let number = MessageType(message.number);
                frames.extend(random(&mut runner, number, runtime, mode));
            }
        }
    }
    let samples = samples::all().into_iter();
    let samples = samples.filter(|sample| sample.protocol == u32::from(version));
    frames.extend(samples.map(|sample| sample.frame));
    frames
}

fn random(
    runner: &mut TestRunner,
    number: MessageType,
    version: ProtocolVersion,
    mode: Mode,
) -> Vec<Vec<u8>> {
    let strategy = strategies::any_message(number, version, mode).expect("a layout");
    let options = EncodeOptions::default().with_mode(mode);
    let values = (0..VALUES).map(|_| strategy.new_tree(runner).expect("a value").current());
    let frame = |message: Message<'_>| {
        let mut frame = Vec::new();
        message
            .encode_with(version, options, &mut frame)
            .expect("it can be encoded");
        frame
    };
    values.map(frame).collect()
}

/// Always the same random values.
pub(crate) fn runner() -> TestRunner {
    TestRunner::new_with_rng(
        Config::default(),
        TestRng::deterministic_rng(RngAlgorithm::ChaCha),
    )
}
