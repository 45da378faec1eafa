//! One case of a matrix: a frame, read in both modes, against what the contract says.

use std::fmt::Write;

use cti_messages::{DecodeError, DecodeOptions, EncodeOptions, FrameLimit, Message};
use cti_tests::contract::{Fault, Ruling, rule};
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

    /// Reads a frame in both modes; what comes out has to be what the contract says.
    #[track_caller]
    pub(crate) fn check(&mut self, frame: &[u8], version: u8) -> Outcome {
        self.frames += 1;
        let ruling = rule(frame, version);
        let about = || {
            let message = ruling
                .message
                .map_or("(none)", |message| &message.name.guide);
            format!("{}: {message} at {version}: {}", self.name, hex(frame))
        };
        let lenient = Message::decode(frame, spec::in_runtime(version));
        if let Err(error) = &lenient {
            self.check_message(error, &ruling, &about);
        }
        let value = match &lenient {
            Ok(message) => Ok(Tree::of(message)),
            Err(error) => Err(Fault::of(error)),
        };
        assert_eq!(value, ruling.lenient, "lenient {}", about());
        if let Ok(message) = &lenient {
            survives(message, version, &about);
        }

        let expected = ruling.strict();
        let is_strict_only = |fault: &Fault| {
            let kind = kinds::name(&fault.kind);
            kinds::of_decoding().strict_only.contains(&kind)
        };
        assert!(
            !value.as_ref().is_err_and(is_strict_only),
            "lenient {}",
            about()
        );
        let strict =
            match Message::decode_with(frame, spec::in_runtime(version), DecodeOptions::strict()) {
                Ok(message) => {
                    assert!(
                        expected.is_empty(),
                        "{expected:?} expected, strict {}",
                        about()
                    );
                    assert_eq!(
                        Some(&Tree::of(&message)),
                        value.as_ref().ok(),
                        "{}",
                        about()
                    );
                    Ok(())
                }
                Err(error) => {
                    self.check_message(&error, &ruling, &about);
                    let fault = Fault::of(&error);
                    assert!(
                        expected.contains(&fault),
                        "{fault:?}, but {expected:?} expected, strict {}",
                        about()
                    );
                    // What lenient decoding takes is refused for a reason of strict mode only.
                    assert!(
                        value.is_err() || is_strict_only(&fault),
                        "strict {}",
                        about()
                    );
                    Err(fault)
                }
            };
        Outcome {
            lenient: value,
            strict,
        }
    }

    /// An error has the name of its message.
    fn check_message(&self, error: &DecodeError, ruling: &Ruling, about: &impl Fn() -> String) {
        let name = ruling.message.map(|message| message.name.guide.as_str());
        assert_eq!(error.message(), name, "{}", about());
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
