//! One case of a matrix: a frame, read in both modes, against what the contract says.

use cti_messages::Mode;
use cti_tests::differential::{Outcome as Read, compare};
use cti_tests::naive::{Decoded, Fault, Part};
use cti_tests::{contract, spec};

/// A matrix, with the number of frames that it tried.
pub(crate) struct Matrix {
    name: &'static str,
    frames: usize,
}

/// What became of a frame.
pub(crate) struct Outcome {
    /// What lenient decoding gave.
    pub(crate) lenient: Result<Decoded, Fault>,
    /// What strict decoding gave: the same, or an error.
    pub(crate) strict: Result<(), Fault>,
}

impl Outcome {
    /// The value that lenient decoding gave.
    #[track_caller]
    pub(crate) fn value(&self) -> &Part {
        self.lenient.as_ref().expect("a value").part()
    }
}

impl Matrix {
    pub(crate) fn new(name: &'static str) -> Self {
        Self { name, frames: 0 }
    }

    /// Reads a frame in both modes; what comes out has to be what the naive decoder makes of it,
    /// which knows the specification and nothing of what is tested. The contract has to hold.
    #[track_caller]
    pub(crate) fn check(&mut self, frame: &[u8], version: u8) -> Outcome {
        self.frames += 1;
        let _told = Told {
            matrix: self.name,
            frame,
            version,
        };
        let version = spec::in_runtime(version);
        contract::holds_for(frame, version);
        let read = |mode| -> Read {
            compare(frame, version, mode).unwrap_or_else(|difference| panic!("{difference}"))
        };
        Outcome {
            lenient: read(Mode::Lenient),
            strict: read(Mode::Strict).map(drop),
        }
    }

    /// Ends the matrix: it must not have become small without anybody noticing.
    #[track_caller]
    pub(crate) fn finish(self, floor: usize) {
        println!("{}: {} frames, each in both modes", self.name, self.frames);
        assert!(self.frames >= floor, "only {} frames", self.frames);
    }
}

/// Tells which frame it was, if a check of it panics.
struct Told<'f> {
    matrix: &'static str,
    frame: &'f [u8],
    version: u8,
}

impl Drop for Told<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let frame = hex::encode(self.frame);
            eprintln!("{}: at {}: {frame}", self.matrix, self.version);
        }
    }
}
