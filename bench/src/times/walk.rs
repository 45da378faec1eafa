//! Walking over the fields of a frame without typing them, beside copying the frame.

use std::hint::black_box;

use cti_bench::mix::{Sample, VERSION};
use cti_messages::{DecodeError, Frame, RawMessage};

use super::kind::{Kind, Ratio};
use super::turns::Contender;

pub(crate) const KIND: Kind = Kind {
    name: "walk",
    title: "walk, ns",
    ratios: &[Ratio {
        name: "walk/memcpy",
        contender: "walk",
        to: "memcpy",
    }],
};

pub(crate) fn contenders(sample: &Sample) -> Vec<Contender<'_>> {
    let frame = sample.frame.as_slice();
    let mut copy = vec![0; frame.len()];
    vec![
        Contender::new("walk", move |iterations| {
            for _ in 0..iterations {
                walk(black_box(frame)).expect("a whole frame");
            }
        }),
        Contender::new("memcpy", move |iterations| {
            for _ in 0..iterations {
                copy.copy_from_slice(black_box(frame));
                black_box(&copy);
            }
        }),
    ]
}

/// Looks at the fixed part, and at the tag and the length of each field, as a filter does.
///
/// The sum keeps what is read alive; a `black_box` for each field would cost more than the walk.
fn walk(frame: &[u8]) -> Result<(), DecodeError> {
    let message = RawMessage::new(Frame::parse(frame)?, VERSION)?;
    black_box(message.fixed());
    let mut sum = 0;
    for field in message.fields() {
        let field = field?;
        sum += usize::from(field.tag.0) + field.data.len();
    }
    black_box(sum);
    Ok(())
}
