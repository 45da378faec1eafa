//! Decoding a frame with other libraries, beside this one.

use cti_bench::mix::{Sample, VERSION};
use cti_bench::others::{copying, with_binrw, with_deku, with_nom};
use cti_messages::Message;

use super::decode::decoding;
use super::kind::{Kind, Ratio};
use super::turns::Contender;

pub(crate) const KIND: Kind = Kind {
    name: "others",
    title: "others, ns",
    ratios: &[
        to_decode("binrw/decode", "binrw"),
        to_decode("deku/decode", "deku"),
        to_decode("nom/decode", "nom"),
        to_decode("copying/decode", "copying"),
    ],
};

const fn to_decode(name: &'static str, contender: &'static str) -> Ratio {
    Ratio {
        name,
        contender,
        to: "decode",
    }
}

pub(crate) fn contenders(sample: &Sample) -> Vec<Contender<'_>> {
    vec![
        decoding("decode", sample, |frame| Message::decode(frame, VERSION)),
        decoding("binrw", sample, with_binrw::decode),
        decoding("deku", sample, with_deku::decode),
        decoding("nom", sample, with_nom::decode),
        decoding("copying", sample, copying::decode),
    ]
}
