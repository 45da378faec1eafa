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

/// How much a plain reader asks for at a time.
const READ_BYTES: usize = 64 * 1024;

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

/// An iteration is one block.
fn contenders(block: &[u8]) -> Vec<Contender<'_>> {
    let stream = |blocks| Cycle {
        block,
        rest: &[],
        blocks,
    };
    let mut buffer = vec![0; READ_BYTES];
    vec![
        Contender::new("FrameReader", move |blocks| {
            let mut frames = FrameReader::new(stream(blocks));
            while let Some(frame) = frames.next_frame().expect("whole frames") {
                black_box(&frame);
            }
        }),
        Contender::new("read", move |blocks| {
            let mut stream = stream(blocks);
            loop {
                let count = stream.read(&mut buffer).expect("a stream that never fails");
                if count == 0 {
                    break;
                }
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

/// A stream of so many blocks, all the same.
struct Cycle<'a> {
    block: &'a [u8],
    rest: &'a [u8],
    blocks: u64,
}

impl Read for Cycle<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.rest.is_empty() && self.blocks > 0 {
            self.blocks -= 1;
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
            blocks: 3,
        };
        let mut bytes = Vec::new();
        stream().read_to_end(&mut bytes).unwrap();
        assert!(bytes == block.repeat(3));
        let mut frames = FrameReader::new(stream());
        let mut total = 0;
        while let Some(frame) = frames.next_frame().unwrap() {
            total += frame.len();
        }
        assert_eq!(total, bytes.len());
    }
}
