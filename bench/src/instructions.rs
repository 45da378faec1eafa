//! `instructions`: decodes and encodes messages so that callgrind can count the instructions.
//!
//! Counts are the same in every run, on every machine with the same compiler and C library, and the
//! instructions that the library copies with, and so can be compared where times cannot. `cargo
//! xtask bench check` runs this under callgrind, which collects within functions named `counted_…`
//! only, and writes what it has collected before each [`next_count`]. The names of the counts go to
//! standard output in the same order.

pub(crate) mod samples;

use std::hint::black_box;
use std::thread;

use anyhow::{Context, anyhow};
use cti_messages::{FrameLimit, Message};

use samples::Sample;

/// Lets each sample be counted.
///
/// # Errors
/// If a sample cannot be read, decoded or encoded.
pub(crate) fn run() -> anyhow::Result<()> {
    in_a_thread(|| {
        let mut out = Vec::with_capacity(2 * FrameLimit::default().0);
        for sample in samples::all()? {
            count(&sample, &mut out)?;
        }
        Ok(())
    })
}

/// Runs what is counted in a thread of its own, because where the stack of the main thread starts
/// depends on arguments and environment, and how many instructions a copy takes on how its ends
/// are aligned.
///
/// # Errors
/// Those of `work`, or if it panics.
pub(crate) fn in_a_thread(work: impl FnOnce() -> anyhow::Result<()> + Send) -> anyhow::Result<()> {
    thread::scope(|scope| scope.spawn(work).join()).map_err(|_| anyhow!("a sample panicked"))?
}

/// Decodes and encodes a sample, and lets the second time be counted.
///
/// # Errors
/// If it cannot be decoded or encoded.
pub(crate) fn count(sample: &Sample, out: &mut Vec<u8>) -> anyhow::Result<()> {
    let name = &sample.name;
    let decode = || Message::decode(&sample.frame, sample.version).context(name.clone());
    // It is dropped: where memory is taken again costs the same for every message.
    decode()?;
    counted_decode(sample);
    next_count();
    println!("decode {name}");

    let message = decode()?;
    out.clear();
    let encoded = message.encode_with(sample.version, sample.options, out);
    encoded.context(name.clone())?;
    counted_encode(&message, sample, out);
    next_count();
    println!("encode {name}");
    Ok(())
}

/// Decodes a message and drops it.
#[inline(never)]
fn counted_decode(sample: &Sample) {
    let message = Message::decode(black_box(&sample.frame), sample.version);
    black_box(&message);
}

/// Encodes a message into a buffer that has room.
#[inline(never)]
fn counted_encode(message: &Message<'_>, sample: &Sample, out: &mut Vec<u8>) {
    out.clear();
    let result = black_box(message).encode_with(sample.version, sample.options, out);
    black_box((&result, &out));
}

/// Does nothing; callgrind sees that it is called.
#[inline(never)]
fn next_count() {
    black_box(());
}
