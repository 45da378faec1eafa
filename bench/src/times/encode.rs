//! Encoding a message into a buffer that has room.

use std::hint::black_box;

use cti_bench::hand;
use cti_bench::mix::{Sample, VERSION};
use cti_messages::{EncodeError, FrameLimit};

use super::kind::{Kind, Ratio};
use super::turns::Contender;
use super::typed;

pub(crate) const KIND: Kind = Kind {
    name: "encode",
    title: "encode, ns",
    ratios: &[
        Ratio {
            name: "encode/hand",
            contender: "encode",
            to: "hand",
        },
        Ratio {
            name: "typed-encode/hand",
            contender: "typed",
            to: "hand, typed",
        },
    ],
};

/// Any message, then a message whose type is known.
pub(crate) fn contenders(sample: &Sample) -> Vec<Contender<'_>> {
    let mut contenders = vec![
        encoding("encode", sample.message(), |message, out| {
            message.encode(VERSION, out)
        }),
        encoding("hand", sample.message(), |message, out| {
            hand::encode_any(message, VERSION, out)
        }),
    ];
    contenders.extend(typed::of_sample(sample).encode);
    contenders
}

/// A way to encode a message.
pub(crate) fn encoding<'a, T: 'a>(
    name: &'static str,
    message: T,
    encode: impl Fn(&T, &mut Vec<u8>) -> Result<(), EncodeError> + 'a,
) -> Contender<'a> {
    let mut out = Vec::with_capacity(FrameLimit::default().0);
    Contender::new(name, move |iterations| {
        for _ in 0..iterations {
            out.clear();
            let result = encode(black_box(&message), &mut out);
            black_box((&result, &out));
        }
    })
}
