//! `instructions`: decodes and encodes messages so that callgrind can count the instructions.
//!
//! Counts are the same in every run, on every machine with the same compiler and libraries, and so
//! can be compared where times cannot. `cargo xtask bench --check` runs this under callgrind,
//! which collects within functions named `counted_…` only, and writes what it has collected before
//! each [`next_count`]. The names of the counts go to standard output in the same
//! order.

pub(crate) mod samples;

use std::hint::black_box;
use std::thread;

use anyhow::anyhow;
use cti_messages::{FrameLimit, Message, ProtocolVersion};

use samples::Sample;

/// Lets each sample be counted.
///
/// # Errors
/// If a sample cannot be read, decoded or encoded.
pub(crate) fn run() -> anyhow::Result<()> {
    in_a_thread(|| {
        let mut out = Vec::with_capacity(2 * FrameLimit::default().0);
        for sample in samples::all()? {
            count_any(&sample, &sample.name, &mut out)?;
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

/// Decodes and encodes a sample twice, and lets the second time be counted.
///
/// # Errors
/// If it cannot be decoded or encoded.
pub(crate) fn count_any(sample: &Sample, name: &str, out: &mut Vec<u8>) -> anyhow::Result<()> {
    let (frame, version) = (&sample.frame, sample.version);
    decode(frame, version);
    counted_decode(frame, version);
    next_count();
    println!("decode {name}");

    let message = Message::decode(frame, version)?;
    out.clear();
    message.encode(version, out)?;
    encode(&message, version, out);
    counted_encode(&message, version, out);
    next_count();
    println!("encode {name}");
    Ok(())
}

#[inline(never)]
pub(crate) fn counted_decode(frame: &[u8], version: ProtocolVersion) {
    decode(frame, version);
}

#[inline(never)]
fn counted_encode(message: &Message<'_>, version: ProtocolVersion, out: &mut Vec<u8>) {
    encode(message, version, out);
}

/// Does nothing; callgrind sees that it is called.
#[inline(never)]
pub(crate) fn next_count() {
    black_box(());
}

/// Decodes a message and drops it.
#[inline(always)]
pub(crate) fn decode(frame: &[u8], version: ProtocolVersion) {
    let message = Message::decode(black_box(frame), version);
    black_box(&message);
}

/// Encodes a message into a buffer that has room.
#[inline(always)]
fn encode(message: &Message<'_>, version: ProtocolVersion, out: &mut Vec<u8>) {
    out.clear();
    let result = black_box(message).encode(version, out);
    black_box((&result, &out));
}
