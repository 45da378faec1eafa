//! The samples as the matrices need them: frames with the places of their floating fields.

use cti_spec::model::Message;
use cti_tests::frames::{Field, take_apart};
use cti_tests::layout::{fixed_size, layout_of};
use cti_tests::whole::Whole;
use cti_tests::{samples, spec};

/// A sample in pieces.
pub(crate) struct Pieces {
    pub(crate) message: &'static Message,
    pub(crate) version: u8,
    pub(crate) frame: Vec<u8>,
    /// The bytes of its fixed part; of none if it has a header only.
    pub(crate) fixed: usize,
    /// Its floating fields, each with the byte of the frame at which it starts.
    pub(crate) fields: Vec<(usize, Field)>,
}

impl Pieces {
    /// The bytes of tag and length.
    pub(crate) fn header(&self) -> usize {
        spec::field_header(self.version)
    }
}

/// All samples; and as none is of protocol 25, every message whole, at its last version.
pub(crate) fn all() -> impl Iterator<Item = Pieces> {
    let samples = samples::all().into_iter().map(|sample| {
        let message = spec::message(sample.message_type).expect("a message with a layout");
        let version = u8::try_from(sample.protocol).expect("a version");
        pieces(message, version, sample.frame)
    });
    let whole = spec::messages().map(|message| {
        let version = spec::versions(message)
            .last()
            .expect("a message has a version");
        pieces(message, version, Whole::new(message, version, 2).frame())
    });
    samples.chain(whole)
}

fn pieces(message: &'static Message, version: u8, frame: Vec<u8>) -> Pieces {
    let layout = layout_of(message, version, &frame[8..]);
    let fixed = layout.map_or(0, |layout| fixed_size(layout, version));
    let apart = take_apart(&frame, fixed, spec::in_runtime(version)).expect("a whole frame");
    let header = spec::field_header(version);
    let mut at = 8 + fixed;
    let fields = apart.fields.into_iter().map(|field| {
        let start = at;
        at += header + field.data.len();
        (start, field)
    });
    Pieces {
        message,
        version,
        fixed,
        fields: fields.collect(),
        frame,
    }
}
