//! The specification as data: `generated/json` against its schema, the model, and a decoder in
//! another language that has nothing else.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use cti_messages::{Message, ProtocolVersion};
use cti_spec::Protocol;
use cti_tests::{hex, samples};
use serde_json::Value;
use xtask::messages::to_json;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn text(file: &str) -> String {
    let path = root().join("generated/json").join(file);
    fs::read_to_string(path).expect("a generated file")
}

fn protocol() -> Protocol {
    cti_spec::load(&cti_spec::ged188_dir()).unwrap_or_else(|error| panic!("{error}"))
}

fn validator() -> jsonschema::Validator {
    let schema: Value = text("ged188.schema.json").parse().expect("JSON");
    jsonschema::draft202012::new(&schema).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn the_document_is_the_specification() {
    let read = cti_spec::json::read(&text("ged188.json")).unwrap_or_else(|error| panic!("{error}"));
    assert!(read == protocol());
}

#[test]
fn the_document_holds_to_its_schema() {
    let document: Value = text("ged188.json").parse().expect("JSON");
    let errors: Vec<String> = validator()
        .iter_errors(&document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

/// Any object with a key more, and any scalar or array of another type, is refused by the schema,
/// and by the reader, which says where.
#[test]
fn damaged_documents_are_refused() {
    let validator = validator();
    let document: Value = text("ged188.json").parse().expect("JSON");
    let mut places = Vec::new();
    pointers(&document, String::new(), &mut places);
    // There are tens of thousands of places, and reading takes a while: some of all kinds.
    let step = places.len() / 150;
    for place in places.iter().step_by(step) {
        let mut damaged = document.clone();
        let value = damaged.pointer_mut(place).expect("a place");
        match value {
            Value::Object(object) => {
                object.insert("surplus".to_owned(), 1.into());
            }
            Value::String(_) => *value = 1.into(),
            other => *other = "damaged".into(),
        }
        assert!(!validator.is_valid(&damaged), "{place}");
        let error = cti_spec::json::read(&damaged.to_string()).expect_err(place);
        assert_eq!(
            error.path().is_empty(),
            place.is_empty(),
            "{place}: {error}"
        );
    }
}

/// A key that is gone is refused, unless the document without it says something else.
#[test]
fn required_keys_are_required() {
    let validator = validator();
    let document: Value = text("ged188.json").parse().expect("JSON");
    let mut places = Vec::new();
    pointers(&document, String::new(), &mut places);
    let (mut refused, protocol) = (0, protocol());
    for place in places.iter().step_by(places.len() / 150) {
        let mut damaged = document.clone();
        let Some(Value::Object(object)) = damaged.pointer_mut(place) else {
            continue;
        };
        let Some(key) = object.keys().next().cloned() else {
            continue;
        };
        object.shift_remove(&key);
        let read = cti_spec::json::read(&damaged.to_string());
        if validator.is_valid(&damaged) {
            // `$comment`, which the model lacks, is the only key without a meaning.
            assert!(
                key == "$comment" || read != Ok(protocol.clone()),
                "{place} {key}"
            );
        } else {
            refused += 1;
            assert!(read.is_err(), "{place} {key}");
        }
    }
    assert!(refused > 10, "{refused}");
}

fn pointers(value: &Value, place: String, places: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(object) => object
            .iter()
            .map(|(key, value)| (key.clone(), value))
            .collect(),
        Value::Array(array) => array
            .iter()
            .enumerate()
            .map(|(index, value)| (index.to_string(), value))
            .collect(),
        _ => Vec::new(),
    };
    places.push(place.clone());
    for (key, child) in children {
        pointers(child, format!("{place}/{key}"), places);
    }
}

/// What the Python example makes of some frames; `None` where there is no Python.
fn python(frames: &[Vec<u8>], version: ProtocolVersion) -> Option<Vec<Value>> {
    let started = Command::new("python3")
        .arg(root().join("examples/python/decode.py"))
        .args(["--protocol", &version.number().to_string()])
        .env("PYTHONIOENCODING", "utf-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut child) = started else {
        eprintln!("SKIPPED: python3 is missing, so the Python example was not run");
        return None;
    };
    let lines: String = frames
        .iter()
        .map(|frame| hex::digits(frame) + "\n")
        .collect();
    let mut input = child.stdin.take().expect("its input");
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = child.wait_with_output().expect("its output");
    writer.join().expect("a writer").expect("all is read");
    assert!(output.status.success());
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    let values = lines.lines().map(|line| line.parse().expect("JSON"));
    Some(values.collect())
}

/// Compares the example with the library, and returns whether it could.
fn compare(frames: &[Vec<u8>], version: ProtocolVersion) -> bool {
    let Some(found) = python(frames, version) else {
        return false;
    };
    assert_eq!(found.len(), frames.len());
    for (found, frame) in found.iter().zip(frames) {
        let message = Message::decode(frame, version).unwrap_or_else(|error| panic!("{error}"));
        let expected = to_json(&message, version);
        // As text: keys have an order.
        assert_eq!(
            found.to_string(),
            expected.to_string(),
            "{}",
            hex::digits(frame)
        );
    }
    true
}

/// `tests/samples.rs` compares the library with what the samples say.
#[test]
fn python_decodes_the_samples() {
    for version in [13, 19, 24] {
        let samples = samples::all().into_iter();
        let samples = samples.filter(|sample| sample.protocol == version);
        let frames: Vec<Vec<u8>> = samples.map(|sample| sample.frame).collect();
        assert!(frames.len() > 100);
        if !compare(&frames, ProtocolVersion::new(version).expect("a version")) {
            return;
        }
    }
}

#[test]
fn python_decodes_the_session() {
    let lines = include_str!("../data/session.hex").lines();
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let frames: Vec<Vec<u8>> = lines
        .map(|line| hex::bytes(line).expect("digits"))
        .collect();
    compare(&frames, ProtocolVersion::V24);
}
