//! The samples: the same values, and the same bytes again.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use cti_messages::{EncodeOptions, Message, ProtocolVersion};
use cti_tests::flatten::flatten;
use cti_tests::samples::{self, Sample};

fn version(sample: &Sample) -> ProtocolVersion {
    ProtocolVersion::new(sample.protocol).expect("a protocol version")
}

#[test]
fn samples_hold_what_they_say() {
    for sample in samples::all() {
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

/// No file is left out, and no sample of the independent codec is lost. Samples that were put
/// together by hand may be added.
#[test]
fn every_sample_is_there() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/samples");
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("the samples") {
        let path = entry.expect("a file").path();
        if path
            .extension()
            .is_some_and(|extension| extension == "jsonl")
        {
            let name = path.file_stem().expect("a name").to_string_lossy();
            let text = fs::read_to_string(&path).expect("a text");
            lines.insert(name.into_owned(), text.lines().count());
        }
    }
    assert_eq!(samples::all().len(), lines.values().sum::<usize>());
    let by_the_codec = ["protocol-13", "protocol-19", "protocol-24"].map(|name| lines[name]);
    assert_eq!(by_the_codec, [144, 147, 498]);
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
