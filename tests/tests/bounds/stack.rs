//! Stack: what decoding takes of it does not depend on the input, so nothing in it is recursive.

use std::fmt::Write;
use std::thread;

use cti_messages::fields::OneLine;
use cti_messages::info::{ListStyle, MemberInfo, MessageInfo};
use cti_messages::{
    DecodeOptions, EncodeErrorKind, EncodeOptions, FrameLimit, IntoOwned, Message, MessageType,
    ProtocolVersion,
};
use cti_tests::shapes::{Counts, Shape, pieces};

/// The stack of the thread that handles the frames. The shortest of them take up to 96 KiB without
/// optimisation; the rest is for other compilers. A byte of stack for each byte of the huge frames
/// would be too much.
const STACK_BYTES: usize = 160 * 1024;

/// A text that is not kept.
struct Nowhere(usize);

impl Write for Nowhere {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.0 += text.len();
        Ok(())
    }
}

/// Everything that can be done with a frame that lenient decoding takes.
fn handle(frame: &[u8], version: ProtocolVersion) {
    let limit = FrameLimit(frame.len());
    let options = DecodeOptions::strict().with_frame_limit(limit);
    let _ = Message::decode_with(frame, version, options);
    let options = DecodeOptions::lenient().with_frame_limit(limit);
    let message = Message::decode_with(frame, version, options).expect("whole fields");
    let mut nowhere = Nowhere(0);
    let _ = write!(nowhere, "{message} {message:?}");
    if let Ok(known) = message.as_known() {
        let _ = write!(nowhere, "{}", OneLine(known));
    }
    let copy = message.clone();
    assert_eq!(copy, message);
    drop(copy);
    let options = EncodeOptions::lenient().with_frame_limit(FrameLimit(8 * limit.0));
    let mut out = Vec::new();
    match message
        .encode_with(version, options, &mut out)
        .map_err(|error| error.kind())
    {
        // More entries than a count can tell came, which nobody can write.
        Ok(()) | Err(EncodeErrorKind::CountTooWide { .. }) => {}
        Err(error) => panic!("{error}: {message}"),
    }
    let _ = message.into_owned();
}

/// Each kind of field over and over, in every message. An overflow of the stack ends the process.
#[test]
fn long_frames_take_no_more_stack_than_short_ones() {
    let handler = thread::Builder::new().stack_size(STACK_BYTES).spawn(|| {
        for info in MessageType::ALL.iter().filter_map(|message| message.info()) {
            for version in [ProtocolVersion::V19, ProtocolVersion::V24] {
                for length in [200, 12_500] {
                    let mut all = Shape::empty(info, version, Counts::Most);
                    all.repeated = pieces(info, version);
                    handle(&all.frame(length), version);
                }
            }
        }
    });
    handler.expect("a thread").join().expect("no error");
}

/// Many times the default limit, in the same stack: messages with records, since nothing else
/// holds lists within lists.
#[test]
fn huge_frames_take_no_more_stack_than_short_ones() {
    const LENGTH: usize = 200_000;
    let has_records = |info: &&MessageInfo| {
        let mut members = info.members.iter();
        members.any(
            |member| matches!(member, MemberInfo::List(list) if list.style == ListStyle::Records),
        )
    };
    let handler = thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(move || {
            let layouts = MessageType::ALL.iter().filter_map(|message| message.info());
            for info in layouts.filter(has_records) {
                for version in [ProtocolVersion::V19, ProtocolVersion::V24] {
                    let mut all = Shape::empty(info, version, Counts::Most);
                    all.repeated = pieces(info, version);
                    handle(&all.frame(LENGTH), version);
                }
            }
        });
    handler.expect("a thread").join().expect("no error");
}
