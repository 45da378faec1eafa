//! What decoding and encoding allocate. A test binary of its own: it replaces the allocator.

use std::alloc::System;

use cti_messages::fields::{Fields, Value};
use cti_messages::{EncodeOptions, Message, ProtocolVersion};
use cti_tests::frames::with_header;
use cti_tests::samples;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// How many allocations and reallocations something makes.
fn allocations<T>(work: impl FnOnce() -> T) -> (usize, T) {
    let region = Region::new(ALLOCATOR);
    let result = work();
    let change = region.change();
    (change.allocations + change.reallocations, result)
}

/// How many lists with entries a message has, and how many sets of unknown fields.
fn lists(fields: &dyn Fields) -> usize {
    let unknown = usize::from(!fields.unknown_fields().is_empty());
    let lists = (0..fields.members().len())
        .filter_map(|index| fields.value(index))
        .map(|value| match value {
            Value::Values(values) => usize::from(values.count() > 0),
            Value::Entries(entries) if entries.count() > 0 => {
                1 + (0..entries.count())
                    .filter_map(|index| entries.entry(index))
                    .map(lists)
                    .sum::<usize>()
            }
            _ => 0,
        })
        .sum::<usize>();
    lists + unknown
}

/// How many bytes are held once something has been made.
fn bytes_held<T>(work: impl FnOnce() -> T) -> (usize, T) {
    let region = Region::new(ALLOCATOR);
    let result = work();
    let change = region.change();
    (
        change
            .bytes_allocated
            .saturating_sub(change.bytes_deallocated),
        result,
    )
}

// One test: others that ran beside it would be counted too.
#[test]
fn allocations_are_few_and_bounded() {
    one_allocation_for_each_list_and_none_for_the_rest();
    lists_that_lie_about_their_count_take_no_room();
}

/// Records whose lists tell 65,535 entries and have one: the room for the others must not be kept
/// for each of them.
fn lists_that_lie_about_their_count_take_no_room() {
    let terminal = [1, 0x31, 0, 2, 0xFF, 0xFF, 0, 6, 0, 0];
    let agent = [0xBF, 2, 0xFF, 0xFF, 0x3E, 4, 0, 0, 0, 1];
    for (message, version, record) in [
        (276, ProtocolVersion::V24, terminal),
        (237, ProtocolVersion::V19, agent),
    ] {
        let mut body = vec![0xFF, 0xFF];
        (0..1249).for_each(|_| body.extend(record));
        let frame = with_header(message, &body);
        assert_eq!(frame.len(), 12_500);
        let (held, read) = bytes_held(|| Message::decode(&frame, version));
        assert!(read.is_ok());
        assert!(
            held <= 128 * frame.len(),
            "{held} bytes for {}",
            frame.len()
        );
    }
}

fn one_allocation_for_each_list_and_none_for_the_rest() {
    let samples = samples::all();
    let mut without_lists = 0;
    let mut buffer = Vec::with_capacity(20_000);
    for sample in &samples {
        let version = ProtocolVersion::new(sample.protocol).expect("a version");
        let (made, message) = allocations(|| Message::decode(&sample.frame, version));
        let message = message.expect("a message");
        let lists = message.as_known().map_or(0, |known| lists(known));
        assert_eq!(made, lists, "decoding {message}");
        without_lists += usize::from(lists == 0);

        buffer.clear();
        let (made, encoded) =
            allocations(|| message.encode_with(version, EncodeOptions::lenient(), &mut buffer));
        assert_eq!(encoded, Ok(()));
        assert_eq!(made, 0, "encoding {message}");
    }
    assert!(without_lists > 300, "{without_lists} samples have no lists");
}
