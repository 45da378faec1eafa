//! Decoding a frame, and dropping what came out.

use std::hint::black_box;

use cti_bench::hand;
use cti_bench::mix::{Sample, VERSION};
use cti_messages::Message;

use super::kind::{Kind, Ratio};
use super::turns::Contender;
use super::typed;

pub(crate) const KIND: Kind = Kind {
    name: "decode",
    title: "decode, ns",
    ratios: &[
        Ratio {
            name: "decode/hand",
            contender: "decode",
            to: "hand",
        },
        Ratio {
            name: "typed/hand",
            contender: "typed",
            to: "hand, typed",
        },
    ],
};

/// Any message, then a message whose type is known.
pub(crate) fn contenders(sample: &Sample) -> Vec<Contender<'_>> {
    let mut contenders = vec![
        decoding("decode", sample, |frame| Message::decode(frame, VERSION)),
        decoding("hand", sample, |frame| hand::decode_any(frame, VERSION)),
    ];
    contenders.extend(typed::of_sample(sample).decode);
    contenders
}

/// A way to decode a frame.
pub(crate) fn decoding<'a, T>(
    name: &'static str,
    sample: &'a Sample,
    decode: impl Fn(&'a [u8]) -> T + 'a,
) -> Contender<'a> {
    Contender::new(name, move |iterations| {
        for _ in 0..iterations {
            let message = decode(black_box(&sample.frame));
            // By reference: moving it would cost all of them the same, and even them out.
            black_box(&message);
        }
    })
}
