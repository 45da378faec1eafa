//! The committed inputs of the fuzz targets, and the messages that they decode to.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use arbitrary::Unstructured;
use cti_messages::{DecodeOptions, Message, ProtocolVersion};
use cti_tests::fuzzing::{decode, decode_fields};

/// The folder of the fuzz targets.
pub(super) fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz")
}

/// The folder of the inputs of a target.
pub(super) fn folder(target: &str) -> PathBuf {
    fuzz().join("corpus").join(target)
}

/// The inputs of a target, sorted by name.
pub(super) fn corpus(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let mut inputs: Vec<_> = fs::read_dir(folder(target))
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

/// Numbers of messages.
pub(super) type Types = BTreeSet<u32>;

/// Those that the inputs of `decode` decode to.
pub(super) fn types_of_decode() -> Types {
    decoded("decode", decode::frame)
}

/// Those that the inputs of `decode_fields` decode to.
pub(super) fn types_of_decode_fields() -> Types {
    decoded("decode_fields", |input| {
        decode_fields::frame(&mut Unstructured::new(input)).ok()
    })
}
