//! Work grows with the length of the input, not with its square: shown by what can be counted
//! exactly, the allocations and the bytes they move. `cargo run --release -p cti-tests --example
//! sweep` measures the time.

use cti_messages::info::MemberInfo;
use cti_messages::{DecodeOptions, FrameLimit, MessageType, ProtocolVersion};
use cti_tests::shapes::{Counts, Shape, pieces};

use super::decoding;

/// A short frame and a long one.
const SHORT: usize = 3_000;
const LONG: usize = 48_000;

/// How much more work for each byte a long frame may take. A list that doubles is moved up to
/// twice, depending on where its length falls; work that grows with the square would be 16 times.
const MOST: u64 = 3;

/// The allocations and bytes of decoding, leniently and strictly.
fn work(frame: &[u8], version: ProtocolVersion) -> [(u64, u64); 2] {
    [DecodeOptions::lenient(), DecodeOptions::strict()].map(|options| {
        let limit = FrameLimit(frame.len());
        let info = decoding(frame, version, options.with_frame_limit(limit));
        (info.count_total, info.bytes_total)
    })
}

/// Every kind of field over and over, all of them by turns and each alone.
#[test]
fn allocations_and_the_bytes_they_move_grow_with_the_input() {
    let mut compared = 0;
    for info in MessageType::ALL.iter().filter_map(|message| message.info()) {
        for version in [ProtocolVersion::V19, ProtocolVersion::V24] {
            let pieces = pieces(info, version);
            let mut all = Shape::empty(info, version, Counts::Most);
            all.repeated.clone_from(&pieces);
            let mut shapes = vec![all];
            // Where nothing repeats, there is only one kind of field to repeat: single ones.
            let has_lists = |member: &MemberInfo| matches!(member, MemberInfo::List(_));
            if info.members.iter().any(has_lists) {
                shapes.extend(pieces.into_iter().map(|piece| {
                    let mut alone = Shape::empty(info, version, Counts::Most);
                    alone.repeated.push(piece);
                    alone
                }));
            }
            compared += shapes.len();
            shapes.iter().for_each(compare);
        }
    }
    assert!(compared > 1500, "{compared} shapes");
}

fn compare(shape: &Shape) {
    let short = shape.frame(SHORT);
    let long = shape.frame(LONG);
    let times = (long.len() / short.len() + 1) as u64;
    let short = work(&short, shape.version);
    let long = work(&long, shape.version);
    for ((short_count, short_bytes), (long_count, long_bytes)) in short.into_iter().zip(long) {
        assert!(
            long_count <= MOST * times * short_count + 16,
            "{short_count} allocations become {long_count}: {shape}"
        );
        assert!(
            long_bytes <= MOST * times * short_bytes + 4096,
            "{short_bytes} bytes become {long_bytes}: {shape}"
        );
    }
}
