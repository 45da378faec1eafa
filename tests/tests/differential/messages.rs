//! Random messages of all types at all versions, as they are and damaged.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use cti_messages::info::MessageInfo;
use cti_messages::{
    EncodeOptions, Frame, HEADER_BYTES, Message, MessageType, Mode, ProtocolVersion, strategies,
};
use cti_tests::cases::config;
use cti_tests::frames::{fixed_bytes, put_together, take_apart};
use cti_tests::mutation::{
    Mutation, RawMutation, mutate, mutate_raw, mutations_with, raw_mutation,
};
use cti_tests::spec::{self, Place};
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestError, TestRunner};

use crate::cases;
use crate::tally::{ALWAYS, MODES, Tally, UNKNOWN, UNKNOWN_IN_RECORD, VALUE};

/// Errors in strict mode only, that random damage makes often enough.
const STRICT_ONLY: &[&str] = &[
    "CountMismatch",
    "FieldTooLong",
    "NotTerminated",
    "Repeated",
    "TypeMismatch",
    "FieldOutsideVersion",
    "MessageOutsideVersion",
    "Missing",
    "ListTooLong",
];

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

/// The tags of a message, those of its counts and of the entries of its lists included.
fn tags_of(info: &MessageInfo) -> Vec<u16> {
    let message = spec::message(info.message_type.0).expect("a message with a layout");
    let places = spec::places_of(message).into_iter();
    places.map(Place::tag).collect()
}

fn a_case(
    info: &MessageInfo,
    version: ProtocolVersion,
    mode: Mode,
) -> impl Strategy<Value = Case> + use<> {
    let value = strategies::any_message(info.message_type, version, mode);
    let tags = match tags_of(info) {
        none if none.is_empty() => any::<u16>().boxed(),
        tags => prop_oneof![any::<u16>(), proptest::sample::select(tags)].boxed(),
    };
    (
        value.expect("a message with a layout"),
        versions(),
        mutations_with(tags),
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
        if frame.len() >= HEADER_BYTES {
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
        if mode == Mode::Strict && !info.versions.contains(version) {
            continue;
        }
        let result = TestRunner::new(config(cases())).run(&a_case(info, version, mode), |case| {
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
    assert_eq!(messages.len(), spec::messages().count());

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

/// Every kind of error has been seen, and values in both modes.
fn is_not_blind(tally: &Tally) {
    tally.show();
    tally.assert_lenient_is_lenient();
    for mode in MODES {
        assert!(tally.count(mode, VALUE) > 5_000, "{mode:?} values");
        assert!(tally.count(mode, UNKNOWN) > 500, "{mode:?} unknown fields");
        let in_records = tally.count(mode, UNKNOWN_IN_RECORD);
        assert!(in_records > 50, "{mode:?} unknown fields in records");
        for kind in ALWAYS {
            // The rarest, a frame that is too long, is seen about 30 times.
            assert!(tally.count(mode, kind) >= 2, "{mode:?} {kind}");
        }
    }
    for kind in STRICT_ONLY {
        assert!(tally.count(Mode::Strict, kind) >= 20, "{kind}");
    }
}
