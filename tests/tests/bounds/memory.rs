//! Peak memory: at most 512 times the bytes of the frame and 4 KiB, in both modes and all versions.
//!
//! The peak is that of the bytes alive during decoding; a list that grows counts with its old room
//! and its new, and what is held after decoding is part of it. The bound itself is checked when the
//! derives run (`cti-messages/src/decode/cost.rs`); here it is measured, so that an error in that
//! reckoning shows.

use std::path::Path;

use allocation_counter::measure;
use arbitrary::Unstructured;
use cti_messages::info::MessageInfo;
use cti_messages::{
    DecodeOptions, EncodeErrorKind, EncodeOptions, FrameLimit, Message, MessageType, Mode,
    ProtocolVersion,
};
use cti_tests::cases::config;
use cti_tests::frames::{fixed_bytes, put_together, take_apart, with_header};
use cti_tests::fuzzing::{decode, decode_fields};
use cti_tests::mutation::{mutate, mutations};
use cti_tests::samples;
use cti_tests::shapes::{Costly, Counts, Depth, Shape, search};
use proptest::prelude::*;

use super::{decoding, most_bytes};

/// The longest frame within the default limit.
const LONGEST: usize = 12_500;

/// The lengths at which the costliest shapes are tried: a list that has just grown takes most, and
/// where that is depends on the length.
const LENGTHS: [usize; 8] = [LONGEST, 10_000, 8_250, 6_000, 4_150, 1_100, 150, 40];

/// Searching is done on shorter frames: what a byte costs hardly depends on the length.
const DEPTH: Depth = Depth {
    fields: 2,
    kept: 2,
    frame_bytes: 1000,
};

const MODES: [Mode; 2] = [Mode::Lenient, Mode::Strict];

/// The peak for a frame, in the mode that takes more.
fn peak(frame: &[u8], version: ProtocolVersion) -> u64 {
    let peaks = MODES.map(|mode| {
        let options = DecodeOptions::default().with_mode(mode);
        decoding(frame, version, options).bytes_max
    });
    peaks.into_iter().max().unwrap_or_default()
}

/// The peak for a frame, which has to keep within the bound.
#[track_caller]
fn bounded_peak(frame: &[u8], version: ProtocolVersion, what: &dyn std::fmt::Display) -> u64 {
    let peak = peak(frame, version);
    let most = most_bytes(frame.len());
    assert!(peak <= most, "{peak} bytes for {} of {what}", frame.len());
    peak
}

fn layouts() -> impl Iterator<Item = &'static MessageInfo> {
    MessageType::ALL.iter().filter_map(|message| message.info())
}

#[test]
fn samples_keep_within_the_bound_at_every_version() {
    for sample in samples::all() {
        for version in ProtocolVersion::all() {
            bounded_peak(&sample.frame, version, &sample.message);
        }
    }
}

/// What fuzzing has kept: the frames of the raw target, and those of the structure-aware one.
#[test]
fn the_fuzz_corpus_keeps_within_the_bound() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut measured = 0;
    for (target, frame) in [
        ("decode", decode::frame as fn(&[u8]) -> Option<_>),
        ("decode_fields", |input| {
            decode_fields::frame(&mut Unstructured::new(input)).ok()
        }),
    ] {
        let archive = xtask::fuzz::archive::path(&root, target);
        for (name, input) in xtask::fuzz::archive::read(&archive).expect("a corpus can be read") {
            if let Some((version, frame)) = frame(&input) {
                bounded_peak(&frame, version, &format_args!("{target}/{name}"));
                measured += 1;
            }
        }
    }
    assert!(measured > 4_000, "{measured} frames");
}

proptest! {
    #![proptest_config(config(4_000))]

    #[test]
    fn damaged_samples_keep_within_the_bound(
        sample in proptest::sample::select(samples::all()),
        version in proptest::sample::select(ProtocolVersion::all().collect::<Vec<_>>()),
        mutations in mutations(),
    ) {
        let own = ProtocolVersion::new(sample.protocol).expect("a version");
        let info = MessageType(sample.message_type).info().expect("a layout");
        // What follows a bare header, or stands in another form of the fixed part, is no field.
        let fixed = fixed_bytes(info, own);
        let Some(mut pieces) = take_apart(&sample.frame, fixed, own) else {
            return Ok(());
        };
        mutations.iter().for_each(|mutation| mutate(&mut pieces, mutation));
        bounded_peak(&put_together(&pieces, own), own, &sample.message);
        bounded_peak(&put_together(&pieces, version), version, &sample.message);
    }
}

/// What the search finds for a message at a version, costliest first, per byte of the frame.
fn costly_shapes(info: &'static MessageInfo, version: ProtocolVersion) -> Vec<Costly> {
    search(info, version, DEPTH, &mut |shape, frame| {
        let peak = bounded_peak(frame, version, shape);
        peak as f64 / frame.len() as f64
    })
}

/// A shape at lengths, versions and counts where it may cost even more.
fn variants(shape: &Shape) -> impl Iterator<Item = (Shape, usize)> {
    let versions = ProtocolVersion::all();
    let like = shape.version.has_wide_tags();
    versions
        .filter(move |version| version.has_wide_tags() == like)
        .flat_map(|version| LENGTHS.map(|length| (version, length)))
        .flat_map(|(version, length)| {
            let mut shape = shape.clone();
            shape.version = version;
            // A count that is one short makes the list grow once more, at its very end.
            let fields = u32::try_from(shape.fields_within(length)).unwrap_or(u32::MAX);
            let counts = [
                Counts::Most,
                Counts::Number(0),
                Counts::Number(fields.saturating_sub(1)),
            ];
            counts.map(|counts| {
                (
                    Shape {
                        counts,
                        ..shape.clone()
                    },
                    length,
                )
            })
        })
}

#[test]
fn the_worst_shapes_of_every_message_keep_within_the_bound() {
    let mut worst = (0.0, String::new());
    for info in layouts() {
        for version in [ProtocolVersion::V19, ProtocolVersion::V24] {
            for costly in costly_shapes(info, version).iter().take(1) {
                for (shape, length) in variants(&costly.shape) {
                    let frame = shape.frame(length);
                    let peak = bounded_peak(&frame, shape.version, &shape);
                    // What every frame may take beside is left out.
                    let beyond = peak.saturating_sub(4096) as f64 / frame.len() as f64;
                    if beyond > worst.0 {
                        let length = frame.len();
                        worst = (beyond, format!("{peak} bytes for {length}: {shape}"));
                    }
                }
            }
        }
    }
    println!("most bytes for each byte: {:.1} ({})", worst.0, worst.1);
    // A search that finds nothing worse than this has stopped searching: records of 360 bytes can
    // be opened by 2, and a list that grows takes twice its room.
    assert!(
        worst.0 > 300.0,
        "the worst shape is {} ({})",
        worst.0,
        worst.1
    );
}

#[test]
fn what_is_held_after_decoding_is_part_of_the_peak() {
    // Records whose lists tell 65,535 entries and have one: the room for the others must not be
    // kept for each of them.
    let terminal = [1, 0x31, 0, 2, 0xFF, 0xFF, 0, 6, 0, 0];
    let agent = [0xBF, 2, 0xFF, 0xFF, 0x3E, 4, 0, 0, 0, 1];
    for (message, version, record) in [
        (276, ProtocolVersion::V24, terminal),
        (237, ProtocolVersion::V19, agent),
    ] {
        let mut body = vec![0xFF, 0xFF];
        (0..1249).for_each(|_| body.extend(record));
        let frame = with_header(message, &body);
        assert_eq!(frame.len(), LONGEST);
        let info = decoding(&frame, version, DecodeOptions::lenient());
        assert!(info.bytes_current > 0, "the records are held");
        assert!(
            info.bytes_current as u64 <= 128 * frame.len() as u64,
            "{info:?}"
        );
        assert!(info.bytes_max <= 256 * frame.len() as u64, "{info:?}");
    }
}

#[test]
fn encoding_takes_no_memory() {
    let mut buffer = Vec::with_capacity(4 * LONGEST);
    let options = EncodeOptions::lenient().with_frame_limit(FrameLimit(4 * LONGEST));
    let mut encoded = 0;
    for info in layouts() {
        for version in [ProtocolVersion::V19, ProtocolVersion::V24] {
            for costly in costly_shapes(info, version).iter().take(1) {
                let frame = costly.shape.frame(LONGEST);
                let Ok(message) = Message::decode(&frame, version) else {
                    continue;
                };
                buffer.clear();
                let mut written = Ok(());
                let encoding = measure(|| {
                    written = message.encode_with(version, options, &mut buffer);
                });
                assert_eq!(encoding.count_total, 0, "{}", costly.shape);
                match written {
                    Ok(()) => encoded += 1,
                    // A frame can hold more entries than the width of their count can tell.
                    Err(error) => assert!(
                        matches!(error.kind(), EncodeErrorKind::CountTooWide { .. }),
                        "{error}: {}",
                        costly.shape
                    ),
                }
            }
        }
    }
    assert!(encoded > 150, "{encoded} messages were encoded");
}
