//! Replays the corpus of the fuzz targets: inputs that reached new code, or broke a property once.
//!
//! `CTI_SEEDS=1 cargo test -p cti-tests --test corpus` adds missing seeds to the archives: one for each
//! message type that no input of a target decodes to, and those of a target without an archive.

mod inputs;
mod seeds;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::{fs, panic};

use cti_messages::MessageType;
use cti_tests::fuzzing::{TARGETS, decode_fields};
use xtask::fuzz::archive::Inputs;

use inputs::{Types, archive, corpus, fuzz, types_of_decode, types_of_decode_fields};
use seeds::{SEEDS, missing_seeds, write_seeds};

/// The paths of the files in a folder of `fuzz/`.
fn files(folder: &str) -> BTreeSet<PathBuf> {
    write_seeds();
    let entries = fs::read_dir(fuzz().join(folder)).expect("the folder is there");
    entries
        .map(|entry| entry.expect("a folder can be listed").path())
        .collect()
}

#[test]
fn targets_are_the_same_everywhere() {
    let targets: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let source = |target: &String| fuzz().join(format!("fuzz_targets/{target}.rs"));
    assert_eq!(files("fuzz_targets"), targets.iter().map(source).collect());
    let archives = targets.iter().map(|target| archive(target)).collect();
    assert_eq!(files("corpus"), archives);
    let manifest = fs::read_to_string(fuzz().join("Cargo.toml")).expect("fuzz/Cargo.toml");
    let declared: BTreeSet<String> = manifest
        .split("[[bin]]")
        .skip(1)
        .filter_map(|bin| Some(bin.split_once("name = \"")?.1.split_once('"')?.0.to_owned()))
        .collect();
    assert_eq!(declared, targets, "fuzz/Cargo.toml");
    for target in targets {
        let text = fs::read_to_string(source(&target)).expect("a target can be read");
        let call = format!("fuzz_target!(|data: &[u8]| cti_tests::fuzzing::{target}(data));");
        assert!(text.contains(&call), "{target} is something else: {text}");
    }
}

#[test]
fn archives_are_small() {
    write_seeds();
    for (target, _) in TARGETS {
        let archive = archive(target);
        let bytes = fs::metadata(&archive).expect("an archive").len();
        // Git keeps every version of an archive whole.
        assert!(bytes < 1 << 20, "{bytes} bytes in {}", archive.display());
    }
}

/// Replays the corpus of a target.
fn replay(target: &str) {
    let (_, run) = TARGETS
        .iter()
        .find(|(name, _)| *name == target)
        .expect("a target");
    for (name, input) in corpus(target) {
        if panic::catch_unwind(|| run(&input)).is_err() {
            panic!("found by {name} in {}", archive(target).display());
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
    session_client
    session_server
    specification
    specification_pieces
    stream
}

/// Asserts that every message with a layout is there.
#[track_caller]
fn assert_all(types: &Types) {
    let missing: Vec<_> = decode_fields::MESSAGES
        .iter()
        .filter(|info| !types.contains(&info.message_type.0))
        .map(|info| info.name)
        .collect();
    assert!(
        missing.is_empty(),
        "no input decodes to {missing:?}; run this with {SEEDS}=1"
    );
}

#[test]
fn an_input_decodes_to_every_message() {
    let types = types_of_decode(&corpus("decode"));
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
    assert_all(&types_of_decode_fields(&corpus("decode_fields")));
}

#[test]
fn every_target_has_seeds_to_begin_with() {
    for (target, run) in TARGETS {
        let seeds = missing_seeds(target, &Inputs::new());
        assert!(!seeds.is_empty(), "{target}");
        seeds.values().for_each(|seed| run(seed));
        // With its seeds, a target lacks nothing.
        let lacking = missing_seeds(target, &seeds);
        assert!(lacking.is_empty(), "{target}: {:?}", lacking.keys());
    }
}
