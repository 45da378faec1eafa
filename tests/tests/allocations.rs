//! What decoding and encoding allocate. The allocator that counts comes with `allocation_counter`;
//! it counts for each thread.

use allocation_counter::measure;
use cti_cli::encode;
use cti_messages::fields::{Fields, Value};
use cti_messages::{
    AgentRecord, Bytes, ConfigAgentEvent, ConfigRecordType, EncodeError, EncodeOptions,
    HeartbeatReq, Message, ProtocolVersion, Tag, TypedMessage, UnknownField,
};
use cti_tests::samples;

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
    let (mut without_lists, mut strict) = (0, 0);
    let mut buffer = Vec::with_capacity(20_000);
    for sample in &samples {
        let version = ProtocolVersion::new(sample.protocol).expect("a version");
        let (made, message) = allocations(|| Message::decode(&sample.frame, version));
        let message = message.expect("a message");
        let lists = message.as_known().map_or(0, |known| lists(known));
        assert_eq!(made, lists, "decoding {message}");
        without_lists += usize::from(lists == 0);

        let mut encode = |options| -> Result<(), EncodeError> {
            buffer.clear();
            let (made, encoded) =
                allocations(|| message.encode_with(version, options, &mut buffer));
            if encoded.is_ok() {
                assert_eq!(made, 0, "encoding {message}");
            }
            encoded
        };
        assert_eq!(encode(EncodeOptions::lenient()), Ok(()));
        strict += usize::from(encode(EncodeOptions::strict()).is_ok());
    }
    assert!(without_lists > 300, "{without_lists} samples have no lists");
    assert!(strict > 300, "{strict} samples can be encoded strictly");
}

/// Fields with a tag that no message has.
fn unknown_fields(count: usize) -> Vec<UnknownField<'static>> {
    let field = UnknownField {
        tag: Tag(0xFFFF),
        data: Bytes::borrowed(&[1, 2]),
        after: 0,
    };
    vec![field; count]
}

/// How many allocations decoding a message makes, and how many encoding makes that again.
fn of_message<'a>(message: &impl TypedMessage<'a>) -> [usize; 2] {
    let (version, options) = (ProtocolVersion::V24, EncodeOptions::lenient());
    let mut frame = Vec::new();
    let encoded = message.encode_with(version, options, &mut frame);
    assert_eq!(encoded, Ok(()));
    let (decoding, message) = allocations(|| Message::decode(&frame, version));
    let message = message.expect("a message");
    let mut buffer = Vec::with_capacity(frame.len());
    let (encoding, encoded) = allocations(|| message.encode_with(version, options, &mut buffer));
    assert_eq!(encoded, Ok(()));
    assert_eq!(buffer, frame);
    [decoding, encoding]
}

/// Room for four at once, then for twice as many whenever it is full.
const ROOM_FOR_UNKNOWN: [(usize, usize); 6] = [(0, 0), (1, 1), (4, 1), (5, 2), (8, 2), (9, 3)];

#[test]
fn unknown_fields_of_a_message_have_one_allocation_up_to_four() {
    for (fields, expected) in ROOM_FOR_UNKNOWN {
        let message = HeartbeatReq {
            unknown: unknown_fields(fields),
            ..HeartbeatReq::default()
        };
        assert_eq!(of_message(&message), [expected, 0], "{fields} fields");
    }
}

#[test]
fn unknown_fields_of_a_record_have_one_allocation_up_to_four() {
    for (fields, expected) in ROOM_FOR_UNKNOWN {
        let record = AgentRecord {
            record_type: Some(ConfigRecordType::ADD),
            unknown: unknown_fields(fields)
                .into_iter()
                .map(|field| UnknownField { after: 1, ..field })
                .collect(),
            ..AgentRecord::default()
        };
        let message = ConfigAgentEvent {
            records: vec![record; 3],
            ..ConfigAgentEvent::default()
        };
        let expected = 1 + 3 * expected;
        assert_eq!(of_message(&message), [expected, 0], "{fields} fields");
    }
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
            let encoded = encode::line(line.as_bytes(), ProtocolVersion::V24);
            result = Some(encoded.map_err(|error| error.to_string()));
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
