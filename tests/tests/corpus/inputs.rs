//! The committed inputs of the fuzz targets, and the messages that they decode to.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use arbitrary::Unstructured;
use cti_messages::{DecodeOptions, Message, ProtocolVersion};
use cti_tests::fuzzing::{decode, decode_fields};
use xtask::fuzz::archive::Inputs;

use super::seeds::write_seeds;

/// The root of the workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The folder of the fuzz targets.
pub(super) fn fuzz() -> PathBuf {
    root().join("fuzz")
}

/// The archive of the inputs of a target.
pub(super) fn archive(target: &str) -> PathBuf {
    xtask::fuzz::archive::path(&root(), target)
}

/// The inputs of a target, with those that were missing if they are to be written.
pub(super) fn corpus(target: &str) -> Inputs {
    write_seeds();
    read(target)
}

/// The inputs in the archive of a target.
pub(super) fn read(target: &str) -> Inputs {
    xtask::fuzz::archive::read(&archive(target)).expect("a corpus can be read")
}

/// Numbers of messages.
pub(super) type Types = BTreeSet<u32>;

/// The types of the messages that inputs decode to.
fn decoded(inputs: &Inputs, frame: impl Fn(&[u8]) -> Option<(ProtocolVersion, Vec<u8>)>) -> Types {
    inputs
        .values()
        .filter_map(|input| {
            let (version, frame) = frame(input)?;
            let message = Message::decode_with(&frame, version, DecodeOptions::lenient());
            Some(message.ok()?.message_type().0)
        })
        .collect()
}

/// The types of the messages that inputs of `decode` decode to.
pub(super) fn types_of_decode(inputs: &Inputs) -> Types {
    decoded(inputs, decode::frame)
}

/// The types of the messages that inputs of `decode_fields` decode to.
pub(super) fn types_of_decode_fields(inputs: &Inputs) -> Types {
    decoded(inputs, |input| {
        decode_fields::frame(&mut Unstructured::new(input)).ok()
    })
}
