//! Seeds: the first inputs of each target, from which fuzzing starts.

use std::path::Path;
use std::{env, fs};

use arbitrary::Unstructured;
use cti_cli::{line_of, to_json};
use cti_messages::{Message, MessageType, ProtocolVersion};
use cti_tests::frames::with_header;
use cti_tests::fuzzing::{self, TARGETS, decode, decode_fields, json_fields};
use cti_tests::samples;

use super::inputs::{corpus, folder, types_of_decode, types_of_decode_fields};

/// The variable of the environment that has missing seeds written.
pub(super) const SEEDS: &str = "CTI_SEEDS";

/// Writes seeds where they are missing, if that is asked for.
pub(super) fn write_seeds() {
    if env::var_os(SEEDS).is_none() {
        return;
    }
    let types = types_of_decode();
    let mut sampled = types.clone();
    for sample in samples::all() {
        if !types.contains(&sample.message_type) {
            let version = ProtocolVersion::new(sample.protocol).expect("a version");
            let seed = decode::seed(version, &sample.frame);
            write("decode", &sample_name(&sample), &seed);
            sampled.insert(sample.message_type);
        }
    }
    for (index, info) in decode_fields::MESSAGES.iter().enumerate() {
        // The samples do not have them all.
        if !sampled.contains(&info.number) {
            let seed = decode_fields::seed(index, ProtocolVersion::V24);
            let frame = decode_fields::frame(&mut Unstructured::new(&seed));
            let (version, frame) = frame.expect("a frame");
            let name = format!("seed-{}", info.name);
            write("decode", &name, &decode::seed(version, &frame));
        }
    }
    let unnamed = MessageType(u32::MAX);
    for message_type in MessageType::ALL.iter().copied().chain([unnamed]) {
        if message_type.info().is_none() && !types.contains(&message_type.0) {
            let frame = with_header(message_type.0, b"body");
            let seed = decode::seed(ProtocolVersion::V24, &frame);
            write("decode", &format!("seed-{}", message_type.0), &seed);
        }
    }
    let types = types_of_decode_fields();
    for (index, info) in decode_fields::MESSAGES.iter().enumerate() {
        if !types.contains(&info.number) {
            for version in [ProtocolVersion::V13, ProtocolVersion::V24] {
                let name = format!("seed-{}-{version}", info.name);
                write("decode_fields", &name, &decode_fields::seed(index, version));
            }
        }
    }
    other_seeds();
}

fn sample_name(sample: &samples::Sample) -> String {
    let count = sample.fields.len();
    format!("seed-{}-{}-{count}", sample.message, sample.protocol)
}

/// Seeds of the targets that have no input at all.
fn other_seeds() {
    let empty: Vec<_> = TARGETS
        .iter()
        .filter(|(name, _)| corpus(name).is_empty())
        .collect();
    for (target, _) in empty {
        match *target {
            "json" => {
                for sample in samples::all() {
                    let version = ProtocolVersion::new(sample.protocol).expect("a version");
                    let message = Message::decode(&sample.frame, version).expect("a message");
                    let line = line_of(&to_json(&message, version));
                    write(target, &sample_name(&sample), line.as_bytes());
                }
                let unknown = br#"{"message":null,"type":1000000,"protocol":24,"body":"0102"}"#;
                write(target, "seed-unknown", unknown);
            }
            "json_fields" => {
                for index in 0..decode_fields::MESSAGES.len() {
                    let message = decode_fields::seed(index, ProtocolVersion::V24);
                    write(
                        target,
                        &format!("seed-{index}"),
                        &json_fields::seed(&message),
                    );
                }
            }
            "specification" => {
                let specification = golden_specifications();
                for (name, text) in specification {
                    write(target, &format!("seed-{name}"), text.as_bytes());
                }
            }
            "specification_pieces" => {
                for base in 0..fuzzing::specification_pieces::BASES {
                    write(target, &format!("seed-{base}"), &[base]);
                }
            }
            "stream" => {
                for limit in [0xFF, 0xFE, 64] {
                    let frames = [0, 1, 1, 5, 2, 200, 6, 6, 3, 0, 16, 7, 0xF0, 9];
                    let seed = [&[limit, 4, 1, 0xFF, 0xFE, 0xFD][..], &frames].concat();
                    write(target, &format!("seed-{limit}"), &seed);
                }
            }
            other => panic!("{other} has no seeds"),
        }
    }
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

fn write(target: &str, name: &str, input: &[u8]) {
    let folder = folder(target);
    fs::create_dir_all(&folder).expect("a corpus can be made");
    fs::write(folder.join(name), input).expect("a seed can be written");
}
