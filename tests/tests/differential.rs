//! The decoder of `cti-messages` against the naive one: for any bytes the same value, or the same
//! error with the same message, field and byte.
//!
//! `CTI_CASES=1000 cargo test -p cti-tests --test differential` runs more cases.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use cti_messages::info::MessageInfo;
use cti_messages::{EncodeOptions, Frame, Message, MessageType, Mode, ProtocolVersion, strategies};
use cti_tests::differential::compare;
use cti_tests::frames::{fixed_bytes, put_together, take_apart, with_header};
use cti_tests::mutation::{Mutation, RawMutation, mutate, mutate_raw, mutations, raw_mutation};
use cti_tests::samples;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestError, TestRunner};

const MODES: [Mode; 2] = [Mode::Lenient, Mode::Strict];

/// Errors in every mode.
const ALWAYS: &[&str] = &[
    "HeaderCut",
    "LengthMismatch",
    "FrameTooLong",
    "FixedPartCut",
    "FieldHeaderCut",
    "FieldCut",
];

/// Errors in strict mode only.
const STRICT_ONLY: &[&str] = &[
    "CountMismatch",
    "FieldTooLong",
    "NoName",
    "NameTooLong",
    "ValueTooLong",
    "NotTerminated",
    "Repeated",
    "Misfit",
    "FieldOutsideVersion",
    "MessageOutsideVersion",
    "Missing",
    "ListTooLong",
    "ListsTooLong",
    "UnsupportedVersion",
];

/// What a value is counted as.
const VALUE: &str = "value";

/// How many cases to run for a message at a version.
fn cases() -> u32 {
    std::env::var("CTI_CASES").map_or(3, |cases| {
        cases
            .parse()
            .unwrap_or_else(|error| panic!("CTI_CASES={cases}: {error}"))
    })
}

/// How many frames came to what, by mode.
#[derive(Default)]
struct Tally(BTreeMap<(bool, String), usize>);

impl Tally {
    fn count(&self, mode: Mode, what: &str) -> usize {
        let key = (mode == Mode::Strict, what.to_owned());
        self.0.get(&key).copied().unwrap_or(0)
    }

    fn add(&mut self, other: Self) {
        for (key, count) in other.0 {
            *self.0.entry(key).or_default() += count;
        }
    }

    /// Compares the decoders on a frame, in both modes.
    fn compare(&mut self, frame: &[u8], version: ProtocolVersion) -> Result<(), String> {
        for mode in MODES {
            let what = match compare(frame, version, mode)? {
                Ok(_) => VALUE.to_owned(),
                Err(fault) => fault.kind.name(),
            };
            *self.0.entry((mode == Mode::Strict, what)).or_default() += 1;
        }
        Ok(())
    }
}

/// A message and what is done to it.
#[derive(Debug, Clone)]
struct Case {
    value: Message<'static>,
    /// The version at which it is read as well.
    other: ProtocolVersion,
    damage: Vec<Mutation>,
    raw: Vec<RawMutation>,
}

fn versions() -> impl Strategy<Value = ProtocolVersion> {
    proptest::sample::select(ProtocolVersion::all().collect::<Vec<_>>())
}

fn a_case(
    info: &MessageInfo,
    version: ProtocolVersion,
    mode: Mode,
) -> impl Strategy<Value = Case> + use<> {
    let value = strategies::any_message(MessageType(info.number), version, mode);
    (
        value.expect("a message with a layout"),
        versions(),
        mutations(),
        proptest::collection::vec(raw_mutation(), 1..3),
    )
        .prop_map(|(value, other, damage, raw)| Case {
            value,
            other,
            damage,
            raw,
        })
}

/// Compares the decoders on a message, then on what damage makes of it.
fn agree(
    case: &Case,
    info: &'static MessageInfo,
    version: ProtocolVersion,
    tally: &mut Tally,
) -> Result<(), String> {
    let mut frame = Vec::new();
    case.value
        .encode_with(version, EncodeOptions::lenient(), &mut frame)
        .map_err(|error| error.to_string())?;
    tally.compare(&frame, version)?;
    tally.compare(&frame, case.other)?;

    let own = Frame::parse(&frame)
        .ok()
        .and_then(|frame| frame.own_version());
    let written_in = own.map_or(version, ProtocolVersion::nearest);
    if let Some(mut pieces) = take_apart(&frame, fixed_bytes(info, written_in), written_in) {
        for mutation in &case.damage {
            mutate(&mut pieces, mutation);
        }
        frame = put_together(&pieces, written_in);
        tally.compare(&frame, version)?;
    }
    for mutation in &case.raw {
        if frame.len() >= cti_messages::HEADER_BYTES {
            mutate_raw(&mut frame, mutation);
            tally.compare(&frame, version)?;
        }
    }
    Ok(())
}

/// Compares the decoders on messages of one kind, at every version.
fn agree_on(info: &'static MessageInfo, failures: &Mutex<Vec<String>>) -> Tally {
    let tally = Mutex::new(Tally::default());
    for (version, mode) in
        ProtocolVersion::all().flat_map(|version| MODES.map(|mode| (version, mode)))
    {
        if mode == Mode::Strict && !info.window.contains(version) {
            continue;
        }
        let config = Config {
            cases: cases(),
            failure_persistence: None,
            ..Config::default()
        };
        let result = TestRunner::new(config).run(&a_case(info, version, mode), |case| {
            let mut tally = tally.lock().expect("no panic");
            agree(&case, info, version, &mut tally).map_err(TestCaseError::fail)
        });
        if let Err(error) = result {
            // The frame says all; the value that it was made of would only hide it.
            let reason = match error {
                TestError::Fail(reason, _) | TestError::Abort(reason) => reason,
            };
            let text = format!("{} at protocol {version}: {reason}", info.name);
            failures.lock().expect("no panic").push(text);
        }
    }
    tally.into_inner().expect("no panic")
}

#[test]
fn the_decoders_agree_on_all_messages() {
    let messages: Vec<&'static MessageInfo> = MessageType::ALL
        .iter()
        .filter_map(|message| message.info())
        .collect();
    assert_eq!(messages.len(), 167);

    let (total, failures) = (Mutex::new(Tally::default()), Mutex::new(Vec::new()));
    let next = AtomicUsize::new(0);
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(info) = messages.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let tally = agree_on(info, &failures);
                    total.lock().expect("no panic").add(tally);
                }
            });
        }
    });

    let failures = failures.into_inner().expect("no panic");
    assert!(
        failures.is_empty(),
        "{} disagreements, among them:\n{}",
        failures.len(),
        failures[..failures.len().min(20)].join("\n")
    );
    is_not_blind(&total.into_inner().expect("no panic"));
}

/// Every kind of error has been seen, and values in both modes; those of strict mode in no other.
fn is_not_blind(tally: &Tally) {
    for ((strict, what), count) in &tally.0 {
        println!(
            "{} {what}: {count}",
            if *strict { "strict" } else { "lenient" }
        );
    }
    println!("all: {}", tally.0.values().sum::<usize>());
    for mode in MODES {
        assert!(tally.count(mode, VALUE) > 5_000, "{mode:?} values");
        for kind in ALWAYS {
            assert!(tally.count(mode, kind) >= 20, "{mode:?} {kind}");
        }
    }
    for kind in STRICT_ONLY {
        assert!(tally.count(Mode::Strict, kind) >= 20, "{kind}");
        assert_eq!(tally.count(Mode::Lenient, kind), 0, "{kind}");
    }
}

#[test]
fn the_decoders_agree_on_samples() {
    let mut tally = Tally::default();
    let samples = samples::all();
    for sample in &samples {
        for version in ProtocolVersion::all() {
            tally
                .compare(&sample.frame, version)
                .unwrap_or_else(|error| panic!("{}: {error}", sample.message));
        }
    }
    // A sample is a value at the version in which it is written.
    assert!(tally.count(Mode::Lenient, VALUE) >= samples.len());
    assert!(tally.count(Mode::Strict, VALUE) >= 144);
}

/// Types without a layout, with a name or without one, are kept whole in both modes.
#[test]
fn the_decoders_agree_on_unknown_types() {
    let named = MessageType::ALL.iter().map(|message| message.0);
    let numbers = named.chain([0, 300, 9999, u32::MAX]);
    let mut tally = Tally::default();
    let mut frames = 0;
    for number in numbers.filter(|number| MessageType(*number).info().is_none()) {
        for version in ProtocolVersion::all() {
            for body in [&[][..], &[0], &[0, 1, 0, 9, 7]] {
                frames += 1;
                tally
                    .compare(&with_header(number, body), version)
                    .unwrap_or_else(|error| panic!("{number}: {error}"));
            }
        }
    }
    assert_eq!(frames, (76 + 4) * 13 * 3);
    assert_eq!(tally.count(Mode::Lenient, VALUE), frames);
    assert_eq!(tally.count(Mode::Strict, VALUE), frames);
}
