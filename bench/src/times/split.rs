//! Splitting a byte stream into frames.

use std::hint::black_box;
use std::io::{self, Read};

use cti_bench::mix::Sample;
use cti_messages::{FrameLimit, FrameReader, Split, split};

use super::Settings;
use super::kind::{Kind, Ratio, Row, WHOLE};
use super::turns::{self, Contender};

pub(crate) const KIND: Kind = Kind {
    name: "split",
    title: "split, ns for 1 MiB of a stream",
    ratios: &[Ratio {
        name: "split/read",
        contender: "FrameReader",
        to: "read",
    }],
};

/// About so much is prepared, and read again and again.
const BLOCK_BYTES: usize = 1 << 20;

/// How much a plain reader asks for at a time: as much as [`FrameReader`].
const READ_BYTES: usize = 12 * 1024;

/// The blocks of a sample.
const BLOCKS: usize = 4;

/// Measures 1 GiB for each contender.
pub(crate) fn rows(settings: &Settings, mix: &[Sample]) -> Vec<Row> {
    if !settings.wants(&KIND, WHOLE) {
        return Vec::new();
    }
    let blocks = if settings.quick { 64 } else { 1024 };
    let block = block(mix);
    vec![Row {
        name: WHOLE,
        measured: turns::by_count(blocks / BLOCKS, BLOCKS as u64, contenders(&block)),
    }]
}

/// Frames of the mix in turn, all whole.
fn block(mix: &[Sample]) -> Vec<u8> {
    let mut block = Vec::new();
    for sample in mix.iter().cycle() {
        if block.len() >= BLOCK_BYTES {
            break;
        }
        block.extend_from_slice(&sample.frame);
    }
    block
}

/// An iteration is one block of a stream without end, which is read on where it was left.
fn contenders(block: &[u8]) -> Vec<Contender<'_>> {
    let bytes = |blocks: u64| block.len() * usize::try_from(blocks).expect("blocks in memory");
    let mut frames = FrameReader::new(Cycle { block, rest: &[] });
    let mut stream = Cycle { block, rest: &[] };
    let mut buffer = vec![0; READ_BYTES];
    vec![
        Contender::new("FrameReader", move |blocks| {
            let mut left = bytes(blocks);
            // A block ends with a frame.
            while left > 0 {
                let frame = frames.next_frame().expect("whole frames");
                let frame = frame.expect("a stream without end");
                left -= frame.len();
                black_box(&frame);
            }
        }),
        Contender::new("read", move |blocks| {
            let mut left = bytes(blocks);
            while left > 0 {
                let room = left.min(buffer.len());
                let count = stream.read(&mut buffer[..room]).expect("bytes in memory");
                left -= count;
                black_box(&buffer[..count]);
            }
        }),
        Contender::new("in memory", move |blocks| {
            for _ in 0..blocks {
                let mut rest = black_box(block);
                while let Ok(Split::Frame(frame, after)) = split(rest, FrameLimit::default()) {
                    black_box(&frame);
                    rest = after;
                }
            }
        }),
    ]
}

/// A stream of blocks without end, all the same.
struct Cycle<'a> {
    block: &'a [u8],
    rest: &'a [u8],
}

impl Read for Cycle<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.rest.is_empty() {
            self.rest = self.block;
        }
        self.rest.read(out)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::{Cycle, FrameReader, block};

    #[test]
    fn a_stream_is_whole_blocks_of_whole_frames() {
        let block = block(&cti_bench::mix::mix());
        let stream = || Cycle {
            block: &block,
            rest: &[],
        };
        let mut bytes = vec![0; 3 * block.len()];
        stream().read_exact(&mut bytes).unwrap();
        assert!(bytes == block.repeat(3));
        let mut frames = FrameReader::new(stream());
        let mut total = 0;
        while total < bytes.len() {
            total += frames.next_frame().unwrap().unwrap().len();
        }
        assert_eq!(total, bytes.len());
    }
}
