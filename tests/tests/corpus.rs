//! The corpus of the fuzz targets, replayed: what fuzzing has found interesting, or wrong, once.
//!
//! `CTI_SEEDS=1 cargo test -p cti-tests --test corpus` writes seeds where there are none: for each
//! message type that no input of a target decodes to, and for each target without inputs. The tests
//! that run beside it may not see them yet; run them again.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs, panic};

use arbitrary::Unstructured;
use cti_messages::{DecodeOptions, Message, MessageType, ProtocolVersion};
use cti_tests::frames::with_header;
use cti_tests::fuzzing::{self, TARGETS, decode, decode_fields, json_fields};
use cti_tests::samples;
use xtask::messages::{line_of, to_json};

/// The variable of the environment that has missing seeds written.
const SEEDS: &str = "CTI_SEEDS";

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz")
}

/// The inputs of a target, sorted by name.
fn corpus(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = fuzz().join("corpus").join(target);
    let mut inputs: Vec<_> = fs::read_dir(&folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.expect("a corpus can be listed").path())
        .map(|path| {
            let input = fs::read(&path).expect("an input can be read");
            (path, input)
        })
        .collect();
    inputs.sort();
    inputs
}

/// The names of what is in a folder of `fuzz/`, without extensions.
fn names(folder: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(fuzz().join(folder)).expect("the folder is there");
    entries
        .map(|entry| entry.expect("a folder can be listed").path())
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect()
}

#[test]
fn targets_are_the_same_everywhere() {
    let targets: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names("fuzz_targets"), targets, "fuzz/fuzz_targets");
    assert_eq!(names("corpus"), targets, "fuzz/corpus");
    let manifest = fs::read_to_string(fuzz().join("Cargo.toml")).expect("fuzz/Cargo.toml");
    let declared: BTreeSet<String> = manifest
        .split("[[bin]]")
        .skip(1)
        .filter_map(|bin| Some(bin.split_once("name = \"")?.1.split_once('"')?.0.to_owned()))
        .collect();
    assert_eq!(declared, targets, "fuzz/Cargo.toml");
    for target in targets {
        let path = fuzz().join(format!("fuzz_targets/{target}.rs"));
        let text = fs::read_to_string(path).expect("a target can be read");
        let call = format!("fuzz_target!(|data: &[u8]| cti_tests::fuzzing::{target}(data));");
        assert!(text.contains(&call), "{target} is something else: {text}");
    }
}

/// Replays the corpus of a target.
fn replay(target: &str) {
    let (_, run) = TARGETS
        .iter()
        .find(|(name, _)| *name == target)
        .expect("a target");
    let inputs = corpus(target);
    assert!(!inputs.is_empty(), "{target} has no corpus");
    for (path, input) in inputs {
        if panic::catch_unwind(|| run(&input)).is_err() {
            panic!("found by {}", path.display());
        }
    }
}

macro_rules! replays {
    ($($target:ident)*) => {
        /// One test for each target, so that they run side by side.
        mod replays {
            $(#[test]
            fn $target() {
                super::replay(stringify!($target));
            })*
        }

        #[test]
        fn every_target_is_replayed() {
            let replayed = [$(stringify!($target)),*];
            assert!(TARGETS.iter().map(|(name, _)| *name).eq(replayed));
        }
    };
}

replays! {
    decode
    decode_fields
    json
    json_fields
    specification
    specification_pieces
    stream
}

/// The types of the messages that the inputs of a target decode to.
fn decoded(target: &str, frame: impl Fn(&[u8]) -> Option<(ProtocolVersion, Vec<u8>)>) -> Types {
    corpus(target)
        .iter()
        .filter_map(|(_, input)| {
            let (version, frame) = frame(input)?;
            let message = Message::decode_with(&frame, version, DecodeOptions::lenient());
            Some(message.ok()?.message_type().0)
        })
        .collect()
}

type Types = BTreeSet<u32>;

fn types_of_decode() -> Types {
    decoded("decode", decode::frame)
}

fn types_of_decode_fields() -> Types {
    decoded("decode_fields", |input| {
        decode_fields::frame(&mut Unstructured::new(input)).ok()
    })
}

/// Asserts that every message with a layout is there.
#[track_caller]
fn assert_all(types: &Types) {
    let missing: Vec<_> = decode_fields::MESSAGES
        .iter()
        .filter(|info| !types.contains(&info.number))
        .map(|info| info.name)
        .collect();
    assert!(
        missing.is_empty(),
        "no input decodes to {missing:?}; run this with {SEEDS}=1"
    );
}

#[test]
fn an_input_decodes_to_every_message() {
    write_seeds();
    let types = types_of_decode();
    assert_all(&types);
    let no_layout = |number: &u32| MessageType(*number).info().is_none();
    let no_name = |number: &u32| MessageType(*number).name().is_none();
    assert!(
        types
            .iter()
            .any(|number| no_layout(number) && !no_name(number))
    );
    assert!(types.iter().any(no_name));
}

#[test]
fn fields_make_every_message() {
    assert_all(&types_of_decode_fields());
}

/// Writes seeds where they are missing, if that is asked for.
fn write_seeds() {
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
    let folder = fuzz().join("corpus").join(target);
    fs::create_dir_all(&folder).expect("a corpus can be made");
    fs::write(folder.join(name), input).expect("a seed can be written");
}
