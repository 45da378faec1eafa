//! Contenders that know the type of the message.

use cti_bench::hand::{self, ByHand};
use cti_bench::mix::{Sample, VERSION};
use cti_messages::Message;

use super::decode::decoding;
use super::encode::encoding;
use super::turns::Contender;

/// The names of what the derives make, and of what is written by hand.
const NAMES: [&str; 2] = ["typed", "hand, typed"];

/// The contenders of a message in each direction.
pub(crate) struct Typed<'a> {
    pub(crate) decode: [Contender<'a>; 2],
    pub(crate) encode: [Contender<'a>; 2],
}

/// The contenders of the type that a sample has.
///
/// # Panics
/// If there is no code written by hand for the type.
pub(crate) fn of_sample(sample: &Sample) -> Typed<'_> {
    match sample.message() {
        Message::AgentStateEvent(message) => of(sample, message),
        Message::BeginCallEvent(message) => of(sample, message),
        Message::CallDeliveredEvent(message) => of(sample, message),
        Message::CallDataUpdateEvent(message) => of(sample, message),
        Message::HeartbeatReq(message) => of(sample, message),
        Message::SnapshotCallConf(message) => of(sample, message),
        Message::ConfigAgentEvent(message) => of(sample, message),
        Message::QuerySkillGroupStatisticsConf(message) => of(sample, message),
        other => panic!("no code written by hand for {other}"),
    }
}

fn of<'a, T: ByHand<'a> + Clone + 'a>(sample: &'a Sample, message: T) -> Typed<'a> {
    Typed {
        decode: [
            decoding(NAMES[0], sample, |frame| T::decode(frame, VERSION)),
            decoding(NAMES[1], sample, |frame| hand::decode::<T>(frame, VERSION)),
        ],
        encode: [
            encoding(NAMES[0], message.clone(), |message, out| {
                message.encode(VERSION, out)
            }),
            encoding(NAMES[1], message, |message, out| {
                hand::encode(message, VERSION, out)
            }),
        ],
    }
}
