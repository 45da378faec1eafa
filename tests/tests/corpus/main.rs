//! The corpus of the fuzz targets, replayed: what fuzzing has found interesting, or wrong, once.
//!
//! `CTI_SEEDS=1 cargo test -p cti-tests --test corpus` writes seeds where there are none: for each
//! message type that no input of a target decodes to, and for each target without inputs. The tests
//! that run beside it may not see them yet; run them again.

mod inputs;
mod seeds;

use std::collections::BTreeSet;
use std::{fs, panic};

use cti_messages::MessageType;
use cti_tests::fuzzing::{TARGETS, decode_fields};

use inputs::{Types, corpus, fuzz, types_of_decode, types_of_decode_fields};
use seeds::{SEEDS, write_seeds};

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
