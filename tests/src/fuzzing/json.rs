//! Any text as a line for `encode`.

use cti_cli::encode;
use cti_cli::json::{from_json, parse_line, to_json, to_line};
use cti_messages::{DecodeOptions, Message, ProtocolVersion};

/// The version of lines that do not say theirs, as for `cti encode`.
const DEFAULT: ProtocolVersion = ProtocolVersion::V24;

/// The bytes are a line.
///
/// # Panics
/// If what is written for the line is not read back as the same.
pub fn json(data: &[u8]) {
    survives(data);
}

/// Encodes a line, or tells what is wrong with it on one line of its own. What it becomes is
/// decoded to the same message, whose line is read as the same message again.
///
/// # Panics
/// If it is not so.
pub fn survives(line: &[u8]) {
    let frame = match encode::line(line, DEFAULT) {
        Ok(frame) => frame,
        Err(error) => {
            let what = error.to_string();
            assert!(!what.is_empty());
            assert!(
                !what.contains(char::is_control),
                "not on one line: {what:?}"
            );
            return;
        }
    };
    let json = parse_line(line).expect("a line that was read");
    let (message, version) = from_json(&json, DEFAULT).expect("a message that was read");
    let decoded = Message::decode_with(&frame, version, DecodeOptions::lenient())
        .unwrap_or_else(|error| panic!("{error}, of {message:?}"));
    assert_eq!(decoded, message, "decoded");

    let written = to_line(&to_json(&decoded, version));
    let json = parse_line(written.as_bytes()).expect("a line that was written");
    let again = from_json(&json, DEFAULT).unwrap_or_else(|error| panic!("{error}, in {written}"));
    assert_eq!(again.0, message, "read again from {written}");
    let encoded = encode::line(written.as_bytes(), DEFAULT).expect("a line that was encoded");
    assert_eq!(encoded, frame, "encoded again");
}
