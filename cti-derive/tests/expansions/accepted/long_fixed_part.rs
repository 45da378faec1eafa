//! More fixed fields than are read and written at once: 33, in two chunks.

use cti_messages::{TypedMessage, UnknownField};

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "LONG_EVENT", number = 1, from = server)]
struct LongEvent<'a> {
    #[cti(fixed, name = "Number1")]
    number1: u16,
    #[cti(fixed, name = "Number2")]
    number2: u16,
    #[cti(fixed, name = "Number3")]
    number3: u16,
    #[cti(fixed, name = "Number4")]
    number4: u16,
    #[cti(fixed, name = "Number5")]
    number5: u16,
    #[cti(fixed, name = "Number6")]
    number6: u16,
    #[cti(fixed, name = "Number7")]
    number7: u16,
    #[cti(fixed, name = "Number8")]
    number8: u16,
    #[cti(fixed, name = "Number9")]
    number9: u16,
    #[cti(fixed, name = "Number10")]
    number10: u16,
    #[cti(fixed, name = "Number11")]
    number11: u16,
    #[cti(fixed, name = "Number12")]
    number12: u16,
    #[cti(fixed, name = "Number13")]
    number13: u16,
    #[cti(fixed, name = "Number14")]
    number14: u16,
    #[cti(fixed, name = "Number15")]
    number15: u16,
    #[cti(fixed, name = "Number16")]
    number16: u16,
    #[cti(fixed, name = "Number17")]
    number17: u16,
    #[cti(fixed, name = "Number18")]
    number18: u16,
    #[cti(fixed, name = "Number19")]
    number19: u16,
    #[cti(fixed, name = "Number20")]
    number20: u16,
    #[cti(fixed, name = "Number21")]
    number21: u16,
    #[cti(fixed, name = "Number22")]
    number22: u16,
    #[cti(fixed, name = "Number23")]
    number23: u16,
    #[cti(fixed, name = "Number24")]
    number24: u16,
    #[cti(fixed, name = "Number25")]
    number25: u16,
    #[cti(fixed, name = "Number26")]
    number26: u16,
    #[cti(fixed, name = "Number27")]
    number27: u16,
    #[cti(fixed, name = "Number28")]
    number28: u16,
    #[cti(fixed, name = "Number29")]
    number29: u16,
    #[cti(fixed, name = "Number30")]
    number30: u16,
    #[cti(fixed, name = "Number31")]
    number31: u16,
    #[cti(fixed, name = "Number32")]
    number32: u16,
    #[cti(fixed, name = "Number33")]
    number33: u16,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}
