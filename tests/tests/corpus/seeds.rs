//! Seeds: the first inputs of each target, from which fuzzing starts.

use std::path::Path;
use std::sync::Once;
use std::{env, fs};

use arbitrary::Unstructured;
use cti_cli::json::{to_json, to_line};
use cti_messages::{Message, MessageType, ProtocolVersion};
use cti_tests::frames::with_header;
use cti_tests::fuzzing::{self, TARGETS, decode, decode_fields, json_fields};
use cti_tests::samples;
use xtask::fuzz::archive::Inputs;

use super::inputs::{Types, archive, read, types_of_decode, types_of_decode_fields};

/// The environment variable that asks for missing seeds to be written.
pub(super) const SEEDS: &str = "CTI_SEEDS";

/// Adds missing seeds to the archives, if the environment asks for it: once, before any test reads
/// an archive.
pub(super) fn write_seeds() {
    static WRITTEN: Once = Once::new();
    WRITTEN.call_once(|| {
        if env::var_os(SEEDS).is_some() {
            write_missing_seeds();
        }
    });
}

fn write_missing_seeds() {
    for (target, _) in TARGETS {
        let archive = archive(target);
        let mut inputs = match archive.exists() {
            true => read(target),
            false => Inputs::new(),
        };
        let seeds = missing_seeds(target, &inputs);
        if !seeds.is_empty() {
            inputs.extend(seeds);
            xtask::fuzz::archive::write(&archive, &inputs).expect("an archive can be written");
        }
    }
}

/// Seeds of a target for what its inputs lack.
pub(super) fn missing_seeds(target: &str, inputs: &Inputs) -> Inputs {
    match target {
        "decode" => seeds_of_decode(&types_of_decode(inputs)),
        "decode_fields" => seeds_of_decode_fields(&types_of_decode_fields(inputs)),
        _ if inputs.is_empty() => first_seeds(target),
        _ => Inputs::new(),
    }
}

/// Seeds for the messages that are not among `types`.
fn seeds_of_decode(types: &Types) -> Inputs {
    let mut seeds = Inputs::new();
    let mut sampled = types.clone();
    for sample in samples::all() {
        if !types.contains(&sample.message_type) {
            let version = ProtocolVersion::new(sample.protocol).expect("a version");
            let seed = decode::seed(version, &sample.frame);
            seeds.insert(sample_name(&sample), seed);
            sampled.insert(sample.message_type);
        }
    }
    for (index, info) in decode_fields::MESSAGES.iter().enumerate() {
        // The samples do not have them all.
        if !sampled.contains(&info.message_type.0) {
            let seed = decode_fields::seed(index, ProtocolVersion::V24);
            let frame = decode_fields::frame(&mut Unstructured::new(&seed));
            let (version, frame) = frame.expect("a frame");
            let name = format!("seed-{}", info.name);
            seeds.insert(name, decode::seed(version, &frame));
        }
    }
    let unnamed = MessageType(u32::MAX);
    for message_type in MessageType::ALL.iter().copied().chain([unnamed]) {
        if message_type.info().is_none() && !types.contains(&message_type.0) {
            let frame = with_header(message_type.0, b"body");
            let seed = decode::seed(ProtocolVersion::V24, &frame);
            seeds.insert(format!("seed-{}", message_type.0), seed);
        }
    }
    seeds
}

/// Seeds for the messages that are not among `types`.
fn seeds_of_decode_fields(types: &Types) -> Inputs {
    let mut seeds = Inputs::new();
    for (index, info) in decode_fields::MESSAGES.iter().enumerate() {
        if !types.contains(&info.message_type.0) {
            for version in [ProtocolVersion::V13, ProtocolVersion::V24] {
                let name = format!("seed-{}-{version}", info.name);
                seeds.insert(name, decode_fields::seed(index, version));
            }
        }
    }
    seeds
}

fn sample_name(sample: &samples::Sample) -> String {
    let count = sample.fields.len();
    format!("seed-{}-{}-{count}", sample.message, sample.protocol)
}

/// Seeds of a target that has no input at all.
fn first_seeds(target: &str) -> Inputs {
    let mut seeds = Inputs::new();
    match target {
        "json" => {
            for sample in samples::all() {
                let version = ProtocolVersion::new(sample.protocol).expect("a version");
                let message = Message::decode(&sample.frame, version).expect("a message");
                let line = to_line(&to_json(&message, version));
                seeds.insert(sample_name(&sample), line.into());
            }
            let unknown = br#"{"message":null,"type":1000000,"protocol":24,"body":"0102"}"#;
            seeds.insert("seed-unknown".to_owned(), unknown.to_vec());
        }
        "json_fields" => {
            for index in 0..decode_fields::MESSAGES.len() {
                let message = decode_fields::seed(index, ProtocolVersion::V24);
                seeds.insert(format!("seed-{index}"), json_fields::seed(&message));
            }
        }
        "session_client" => {
            for (name, seed) in fuzzing::session_client::seeds::seeds() {
                seeds.insert(format!("seed-{name}"), seed);
            }
        }
        "session_server" => {
            for (name, seed) in fuzzing::session_server::seeds::seeds() {
                seeds.insert(format!("seed-{name}"), seed);
            }
        }
        "specification" => {
            for (name, text) in golden_specifications() {
                seeds.insert(format!("seed-{name}"), text.into());
            }
        }
        "specification_pieces" => {
            for base in 0..fuzzing::specification_pieces::BASES {
                seeds.insert(format!("seed-{base}"), vec![base]);
            }
        }
        "stream" => {
            for limit in [0xFF, 0xFE, 64] {
                let frames = [0, 1, 1, 5, 2, 200, 6, 6, 3, 0, 16, 7, 0xF0, 9];
                let seed = [&[limit, 4, 1, 0xFF, 0xFE, 0xFD][..], &frames].concat();
                seeds.insert(format!("seed-{limit}"), seed);
            }
        }
        other => panic!("{other} has no seeds"),
    }
    seeds
}

/// The specifications of the generator's tests, and their names.
fn golden_specifications() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/generator");
    fs::read_dir(folder)
        .expect("the tests of the generator")
        .map(|entry| entry.expect("a folder can be listed"))
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            let text = fs::read_to_string(entry.path().join("spec.cti"));
            (name, text.expect("a specification"))
        })
        .collect()
}
