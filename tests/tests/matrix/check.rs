//! One case of a matrix: a frame, read in both modes, against what the contract says.

use std::fmt::Write;

use cti_messages::{DecodeOptions, EncodeOptions, FrameLimit, Message, Mode};
use cti_tests::differential::compare;
use cti_tests::fault::Fault;
use cti_tests::tree::Tree;
use cti_tests::{kinds, spec};

/// A matrix, with the number of frames that it tried.
pub(crate) struct Matrix {
    name: &'static str,
    frames: usize,
}

/// What became of a frame.
pub(crate) struct Outcome {
    /// What lenient decoding gave.
    pub(crate) lenient: Result<Tree, Fault>,
    /// What strict decoding gave: the same, or an error.
    pub(crate) strict: Result<(), Fault>,
}

impl Outcome {
    /// The value that lenient decoding gave.
    #[track_caller]
    pub(crate) fn value(&self) -> &Tree {
        self.lenient.as_ref().expect("a value")
    }
}

impl Matrix {
    pub(crate) fn new(name: &'static str) -> Self {
        Self { name, frames: 0 }
    }

    /// Reads a frame in both modes; what comes out has to be what the naive decoder makes of it,
    /// which knows the specification and nothing of what is tested.
    #[track_caller]
    pub(crate) fn check(&mut self, frame: &[u8], version: u8) -> Outcome {
        self.frames += 1;
        let runtime = spec::in_runtime(version);
        for mode in [Mode::Lenient, Mode::Strict] {
            if let Err(difference) = compare(frame, runtime, mode) {
                panic!("{}: {difference}", self.name);
            }
        }
        let about = || format!("{}: at {version}: {}", self.name, hex(frame));
        let lenient = Message::decode(frame, runtime);
        if let Ok(message) = &lenient {
            survives(message, version, &about);
        }
        let lenient = lenient
            .map(|message| Tree::of(&message))
            .map_err(|error| Fault::of(&error));
        let is_strict_only = |fault: &Fault| {
            let kind = kinds::name(&fault.kind);
            kinds::of_decoding().strict_only.contains(&kind)
        };
        assert!(
            !lenient.as_ref().is_err_and(is_strict_only),
            "lenient {}",
            about()
        );
        let strict = match Message::decode_with(frame, runtime, DecodeOptions::strict()) {
            Ok(message) => {
                let value = Some(Tree::of(&message));
                assert_eq!(value.as_ref(), lenient.as_ref().ok(), "{}", about());
                Ok(())
            }
            Err(error) => {
                let fault = Fault::of(&error);
                // What lenient decoding takes is refused for a reason of strict mode only.
                assert!(
                    lenient.is_err() || is_strict_only(&fault),
                    "strict {}",
                    about()
                );
                Err(fault)
            }
        };
        Outcome { lenient, strict }
    }

    /// Ends the matrix: it must not have become small without anybody noticing.
    #[track_caller]
    pub(crate) fn finish(self, floor: usize) {
        println!("{}: {} frames, each in both modes", self.name, self.frames);
        assert!(self.frames >= floor, "only {} frames", self.frames);
    }
}

/// Property 3 of the contract: what lenient decoding accepts, lenient encoding accepts, and
/// decoding that gives an equal value.
#[track_caller]
fn survives(message: &Message<'_>, version: u8, about: &impl Fn() -> String) {
    let version = spec::in_runtime(version);
    let mut canonical = Vec::new();
    let limit = FrameLimit(2 * FrameLimit::default().0);
    if let Err(error) = message.encode_with(
        version,
        EncodeOptions::lenient().with_frame_limit(limit),
        &mut canonical,
    ) {
        panic!("{error}: {}", about());
    }
    let options = DecodeOptions::lenient().with_frame_limit(limit);
    let again = Message::decode_with(&canonical, version, options);
    assert_eq!(again.as_ref(), Ok(message), "{}", about());
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
