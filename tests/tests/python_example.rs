//! `examples/python/decode.py`, which has nothing but `ged188.json`, against the library.

use std::collections::BTreeSet;
use std::io::{BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use cti_cli::decode::{self, Format, Settings};
use cti_messages::{Message, ProtocolVersion};
use cti_tests::cases::{cases, config};
use cti_tests::frames::{fixed_bytes, put_together, take_apart};
use cti_tests::mutation::{Mutation, RawMutation, mutate, mutate_raw, mutations, raw_mutation};
use cti_tests::samples::{self, Sample};
use cti_tests::spec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::Config;
use serde_json::Value;

/// What the example makes of some lines; `None` where there is no Python.
fn python(lines: &str, protocol: Option<ProtocolVersion>) -> Option<Vec<Value>> {
    let script: PathBuf =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/python/decode.py");
    let protocol = protocol.map(|version| format!("--protocol={}", version.number()));
    let started = Command::new("python3")
        .arg(script)
        .args(protocol)
        .env("PYTHONIOENCODING", "utf-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut child) = started else {
        eprintln!("SKIPPED: python3 is missing, so the Python example was not run");
        return None;
    };
    let mut input = child.stdin.take().expect("its input");
    let text = lines.to_owned();
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output().expect("its output");
    writer.join().expect("a writer").expect("all is read");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let values: Vec<Value> = text
        .lines()
        .map(|line| line.parse().expect("JSON"))
        .collect();
    let failed = values.iter().any(|value| value.get("error").is_some());
    assert_eq!(output.status.code(), Some(i32::from(failed)));
    Some(values)
}

/// What `cti decode` makes of them.
fn library(lines: &str, protocol: Option<ProtocolVersion>) -> Vec<Value> {
    let settings = Settings {
        protocol,
        format: Format::Json,
        ..Settings::default()
    };
    let mut output = Vec::new();
    decode::run(
        &settings,
        &mut BufReader::new(lines.as_bytes()),
        &mut output,
    )
    .expect("no I/O");
    let text = String::from_utf8(output).expect("UTF-8");
    text.lines()
        .map(|line| line.parse().expect("JSON"))
        .collect()
}

/// Compares the two, and returns what both say.
fn compare(lines: &str, protocol: Option<ProtocolVersion>) -> Option<Vec<Value>> {
    let found = python(lines, protocol)?;
    compare_values(lines, &found, &library(lines, protocol));
    Some(found)
}

/// The same without the places of unknown fields. The example counts the fields before them as they
/// came; the library, in a message whose fields came in another order, as they will be written.
fn compare_without_places(lines: &str, protocol: Option<ProtocolVersion>) {
    let Some(mut found) = python(lines, protocol) else {
        return;
    };
    let mut expected = library(lines, protocol);
    found
        .iter_mut()
        .chain(&mut expected)
        .for_each(forget_places);
    compare_values(lines, &found, &expected);
}

fn forget_places(value: &mut Value) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(forget_places),
        Value::Object(members) => {
            members.shift_remove("after");
            members.values_mut().for_each(forget_places);
        }
        _ => {}
    }
}

fn compare_values(lines: &str, found: &[Value], expected: &[Value]) {
    assert_eq!(found.len(), expected.len());
    for ((found, expected), line) in found.iter().zip(expected).zip(lines.lines()) {
        if expected.get("error").is_some() {
            assert!(found["error"].is_string(), "{line}\n{found}\n{expected}");
            assert_eq!(
                found["offset"], expected["offset"],
                "{line}\n{found}\n{expected}"
            );
        } else {
            // As text: keys have an order.
            assert_eq!(found.to_string(), expected.to_string(), "{line}");
        }
    }
}

fn lines<'f>(frames: impl IntoIterator<Item = &'f Vec<u8>>) -> String {
    let lines = frames.into_iter().map(|frame| hex::encode(frame) + "\n");
    lines.collect()
}

fn samples_of(version: u32) -> Vec<Sample> {
    let samples = samples::all().into_iter();
    samples
        .filter(|sample| sample.protocol == version)
        .collect()
}

fn version(number: u32) -> ProtocolVersion {
    ProtocolVersion::new(number).expect("a version")
}

#[test]
fn it_decodes_the_samples() {
    let mut compared = 0;
    for number in [13, 19, 24] {
        let samples = samples_of(number);
        let frames = samples.iter().map(|sample| &sample.frame);
        let Some(found) = compare(&lines(frames), Some(version(number))) else {
            return;
        };
        // The samples have numbers where JSON has names of constants; the rest must be the same.
        for (sample, found) in samples.iter().zip(found) {
            assert_eq!(found["message"], sample.message);
            for (name, value) in found["fields"].as_object().into_iter().flatten() {
                let mut said = sample.fields.iter().filter(|(field, _)| field == name);
                if let (true, Some((_, said))) = (value.is_number(), said.next()) {
                    assert_eq!(value, said, "{sample:?}");
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 1000, "{compared}");
}

/// Every message that one of their versions has.
#[test]
fn the_samples_have_every_message() {
    let samples = samples::all();
    let versions: BTreeSet<u32> = samples.iter().map(|sample| sample.protocol).collect();
    let found: BTreeSet<String> = samples.into_iter().map(|sample| sample.message).collect();
    let expected = spec::messages().filter(|message| {
        let window = message.window;
        versions
            .iter()
            .any(|number| window.contains(version(*number).number()))
    });
    let expected: BTreeSet<String> = expected.map(|message| message.name.guide.clone()).collect();
    assert_eq!(found, expected);
}

#[test]
fn it_decodes_the_session() {
    let session = include_str!("../data/session.hex");
    let lines: Vec<&str> = session
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    compare(&lines.join("\n"), None);
}

/// An OPEN_REQ for version 13, and a message behind it; then one that names none that is modelled.
#[test]
fn it_takes_the_version_of_an_open_req() {
    for named in [13, 19] {
        let frames = samples_of(named);
        let open = frames
            .iter()
            .position(|sample| sample.message == "OPEN_REQ");
        let frames = frames[open.expect("an OPEN_REQ")..].iter();
        compare(&lines(frames.map(|sample| &sample.frame)), None);
    }
    let mut open = samples_of(24)
        .into_iter()
        .find(|s| s.message == "OPEN_REQ")
        .expect("one");
    for named in [0, 12, 25, 26, u8::MAX] {
        open.frame[15] = named;
        compare(&lines([&open.frame]), None);
        compare(&lines([&open.frame]), Some(version(13)));
    }
}

/// A sample after damage to its fields or its bytes.
fn damaged(sample: &Sample, damage: &[Mutation], raw: Option<&RawMutation>) -> Vec<u8> {
    let version = version(sample.protocol);
    let message = Message::decode(&sample.frame, version).expect("a sample");
    let info = message.as_known().expect("a message with a layout").info();
    let fixed = fixed_bytes(info, version);
    let mut frame = sample.frame.clone();
    if let Some(mut pieces) = take_apart(&frame, fixed, version) {
        damage.iter().for_each(|damage| mutate(&mut pieces, damage));
        frame = put_together(&pieces, version);
    }
    if let Some(raw) = raw {
        mutate_raw(&mut frame, raw);
    }
    frame
}

proptest! {
    // A case is a run of Python, with many frames.
    #![proptest_config(Config { max_shrink_iters: 50, ..config(cases(4)) })]

    #[test]
    fn it_agrees_on_damaged_samples(
        number in proptest::sample::select(&[13, 19, 24][..]),
        damage in proptest::collection::vec(
            (any::<Index>(), mutations(), proptest::option::weighted(0.2, raw_mutation())),
            100..300,
        ),
    ) {
        let samples = samples_of(number);
        let frames: Vec<Vec<u8>> = damage
            .iter()
            .map(|(at, damage, raw)| damaged(at.get(&samples), damage, raw.as_ref()))
            .filter(|frame| !frame.is_empty())
            .collect();
        compare_without_places(&lines(&frames), Some(version(number)));
    }
}
