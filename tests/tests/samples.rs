//! The samples: the same values, and the same bytes again.

use cti_messages::{EncodeOptions, Message, ProtocolVersion};
use cti_tests::flatten::flatten;
use cti_tests::samples::{self, Sample};

/// How many samples there are: none is passed over.
const SAMPLES: usize = 144 + 147 + 498 + 1;

fn version(sample: &Sample) -> ProtocolVersion {
    ProtocolVersion::new(sample.protocol).expect("a protocol version")
}

#[test]
fn samples_hold_what_they_say() {
    let samples = samples::all();
    assert_eq!(samples.len(), SAMPLES);
    for sample in samples {
        let message = Message::decode(&sample.frame, version(&sample))
            .unwrap_or_else(|error| panic!("{error}: {sample:?}"));
        assert_eq!(message.name(), Some(sample.message.as_str()));
        assert_eq!(message.message_type().0, sample.message_type);
        let known = message.as_known().expect("a message with a layout");
        assert!(known.unknown_fields().is_empty(), "{sample:?}");
        let mut found = Vec::new();
        flatten(known, version(&sample), &mut found);
        let mut expected = sample.fields.clone();
        // Flattening goes by entries, the samples by wire order, which differ for columns.
        found.sort_by_key(|(name, _)| name.clone());
        expected.sort_by_key(|(name, _)| name.clone());
        assert_eq!(found, expected, "{sample:?}");
    }
}

#[test]
fn samples_encode_to_the_same_bytes() {
    for sample in samples::all() {
        let message = Message::decode(&sample.frame, version(&sample)).expect("a message");
        let mut frame = Vec::new();
        message
            .encode_with(version(&sample), EncodeOptions::lenient(), &mut frame)
            .unwrap_or_else(|error| panic!("{error}: {message:?}"));
        assert_eq!(frame, sample.frame, "{message:?}");
    }
}
