//! `encode`: lines of JSON to hexadecimal lines.

use std::io::{self, BufReader, Read, Write};

use cti_messages::{EncodeOptions, ProtocolVersion};

use crate::input::{Line, read_line};
use crate::json;

/// The longest line that is read: well above what any message within the frame limit needs.
const LINE_LIMIT: usize = 4 << 20;

/// How the notes begin that `decode` writes beside the messages of a capture.
const NOTE: &[u8] = br#"{"note":"#;

/// Encodes all lines of an input; returns how many could not be encoded.
///
/// A line that cannot be encoded is told on `problems`, with its number.
///
/// # Errors
/// If reading or writing fails.
pub fn run(
    protocol: ProtocolVersion,
    input: &mut BufReader<impl Read>,
    output: &mut impl Write,
    problems: &mut impl Write,
) -> io::Result<usize> {
    let mut failures = 0;
    let mut line = Vec::new();
    for number in 1_u64.. {
        if input.buffer().is_empty() {
            output.flush()?;
        }
        let encoded = match read_line(input, &mut line, LINE_LIMIT)? {
            Line::End => break,
            Line::TooLong => Err(format!("the line has more than {LINE_LIMIT} bytes")),
            Line::Whole if line.trim_ascii().is_empty() || line.starts_with(NOTE) => continue,
            Line::Whole => self::line(&line, protocol),
        };
        match encoded {
            Ok(frame) => writeln!(output, "{}", hex::encode(&frame))?,
            Err(what) => {
                failures += 1;
                writeln!(problems, "error: line {number}: {what}")?;
            }
        }
    }
    output.flush()?;
    Ok(failures)
}

/// The frame of one line of JSON, whose own `protocol` wins over this one.
///
/// # Errors
/// What is wrong with the line.
pub fn line(line: &[u8], protocol: ProtocolVersion) -> Result<Vec<u8>, String> {
    let line = json::read(line)?;
    let (message, version) = json::from_json(&line, protocol).map_err(|error| error.to_string())?;
    let mut frame = Vec::new();
    message
        .encode_with(version, EncodeOptions::lenient(), &mut frame)
        .map_err(|error| error.to_string())?;
    Ok(frame)
}
