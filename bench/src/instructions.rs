//! `instructions`: decodes and encodes messages so that callgrind can count the instructions.
//!
//! Counts are the same in every run, on every machine with the same compiler and libraries, and so
//! can be compared where times cannot. `cargo xtask bench --check` runs this under callgrind,
//! which collects within [`counted_decode`] and [`counted_encode`] only, and writes what it has
//! collected before each [`next_count`]. The names of the counts go to standard output in the same
//! order.

mod samples;

use std::hint::black_box;
use std::thread;

use anyhow::anyhow;
use cti_messages::{FrameLimit, Message, ProtocolVersion};

use samples::Sample;

/// Decodes and encodes each sample twice, and lets the second time be counted.
///
/// # Errors
/// If a sample cannot be read, decoded or encoded.
pub(crate) fn run() -> anyhow::Result<()> {
    // A thread of its own, because where the stack of the main thread starts depends on arguments
    // and environment, and how many instructions a copy takes on how its ends are aligned.
    thread::scope(|scope| scope.spawn(count).join()).map_err(|_| anyhow!("a sample panicked"))?
}

fn count() -> anyhow::Result<()> {
    let mut out = Vec::with_capacity(2 * FrameLimit::default().0);
    for Sample {
        name,
        frame,
        version,
    } in samples::all()?
    {
        decode(&frame, version);
        counted_decode(&frame, version);
        next_count();
        println!("decode {name}");

        let message = Message::decode(&frame, version)?;
        message.encode(version, &mut out)?;
        encode(&message, version, &mut out);
        counted_encode(&message, version, &mut out);
        next_count();
        println!("encode {name}");
    }
    Ok(())
}

#[inline(never)]
fn counted_decode(frame: &[u8], version: ProtocolVersion) {
    decode(frame, version);
}

#[inline(never)]
fn counted_encode(message: &Message<'_>, version: ProtocolVersion, out: &mut Vec<u8>) {
    encode(message, version, out);
}

/// Does nothing; callgrind sees that it is called.
#[inline(never)]
fn next_count() {
    black_box(());
}

/// Decodes a message and drops it.
#[inline(always)]
fn decode(frame: &[u8], version: ProtocolVersion) {
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
