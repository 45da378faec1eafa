//! What decoding and encoding allocate. The allocator that counts comes with `allocation_counter`;
//! it counts for each thread.

use allocation_counter::measure;
use cti_messages::fields::{Fields, Value};
use cti_messages::{EncodeOptions, Message, ProtocolVersion};
use cti_tests::samples;
use xtask::messages::encode;

/// How many allocations something makes; a list that grows makes one for each time.
fn allocations<T>(work: impl FnOnce() -> T) -> (usize, T) {
    let mut result = None;
    let info = measure(|| result = Some(work()));
    let made = usize::try_from(info.count_total).expect("a number of allocations");
    (made, result.expect("the result of the work"))
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

#[test]
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

#[test]
fn a_wrong_name_that_fills_its_line_costs_no_more_than_the_line() {
    let name = "l".repeat(1 << 18);
    for line in [
        format!(r#"{{"message":"{name}"}}"#),
        format!(r#"{{"{name}":5}}"#),
        format!(r#"{{"type":5,"fields":{{"InvokeID":1,"{name}":1}}}}"#),
        format!(r#"{{"type":1,"fields":{{"InvokeID":1,"Status":"{name}"}}}}"#),
    ] {
        let mut result = None;
        let info = measure(|| {
            result = Some(encode::line(line.as_bytes(), ProtocolVersion::V24));
        });
        let refused = result.expect("a result").expect_err("a wrong name");
        assert!(refused.contains(&name), "refused for something else");
        let most = 16 * line.len() as u64;
        assert!(
            info.bytes_max <= most,
            "{} bytes for {}",
            info.bytes_max,
            line.len()
        );
    }
}
