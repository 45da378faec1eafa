//! Chunks of any size, and a source that gives them out.

use std::cell::Cell;
use std::io::{self, ErrorKind, Read};
use std::rc::Rc;

use arbitrary::{Result, Unstructured};

/// What a source does, over and over.
#[derive(Debug)]
pub(super) struct Chunks(Vec<u8>);

/// Says "interrupted", which a reader has to survive by itself.
const INTERRUPTED: u8 = 0xFF;
/// Says "would block", which a reader tells, and after which it goes on.
const WOULD_BLOCK: u8 = 0xFE;
/// Gives out as much as there is room for.
const ALL: u8 = 0xFD;

impl Chunks {
    /// Up to 15 steps.
    pub(super) fn choose(choices: &mut Unstructured<'_>) -> Result<Self> {
        let count = choices.arbitrary::<u8>()? & 0x0F;
        let mut steps = choices
            .bytes(usize::from(count).min(choices.len()))?
            .to_vec();
        if steps.iter().all(|step| *step >= WOULD_BLOCK) {
            // Else it would go on forever.
            steps.push(ALL);
        }
        Ok(Self(steps))
    }

    /// The sizes of all chunks; without end.
    pub(super) fn sizes(&self) -> impl Iterator<Item = usize> {
        let sizes = self.0.iter().filter_map(|step| size(*step));
        sizes.cycle()
    }
}

/// The bytes that a step gives out; `None` if it gives an error.
fn size(step: u8) -> Option<usize> {
    match step {
        INTERRUPTED | WOULD_BLOCK => None,
        ALL => Some(usize::MAX),
        // A read of no bytes would be the end of the stream.
        size => Some(usize::from(size).max(1)),
    }
}

/// A source of bytes that gives them out in chunks, with errors between them.
pub(super) struct Piecewise<'s> {
    left: &'s [u8],
    chunks: Chunks,
    step: usize,
    taken: Rc<Cell<usize>>,
    asked: Rc<Cell<usize>>,
}

impl<'s> Piecewise<'s> {
    pub(super) fn new(stream: &'s [u8], chunks: Chunks) -> Self {
        Self {
            left: stream,
            chunks,
            step: 0,
            taken: Rc::default(),
            asked: Rc::default(),
        }
    }

    /// How many bytes have been taken; can be asked while a reader has the source.
    pub(super) fn taken(&self) -> Rc<Cell<usize>> {
        Rc::clone(&self.taken)
    }

    /// The most bytes that have been asked for at a time.
    pub(super) fn asked(&self) -> Rc<Cell<usize>> {
        Rc::clone(&self.asked)
    }
}

impl Read for Piecewise<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.asked.set(self.asked.get().max(out.len()));
        let steps = &self.chunks.0;
        let step = steps[self.step % steps.len()];
        self.step += 1;
        let size = match (step, size(step)) {
            (_, Some(size)) => size,
            (INTERRUPTED, None) => return Err(ErrorKind::Interrupted.into()),
            (_, None) => return Err(ErrorKind::WouldBlock.into()),
        };
        let count = size.min(out.len()).min(self.left.len());
        let (now, later) = self.left.split_at(count);
        out[..count].copy_from_slice(now);
        self.left = later;
        self.taken.set(self.taken.get() + count);
        Ok(count)
    }
}
