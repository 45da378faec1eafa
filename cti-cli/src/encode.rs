//! `cti encode`: JSON lines to hexadecimal lines.

use std::io::{self, BufReader, Read, Write};

use cti_messages::{EncodeOptions, ProtocolVersion};

use crate::input::{Line, LineError, read_line};
use crate::json;

/// The longest line that is accepted: well above the JSON of any message within the frame limit.
const LINE_LIMIT: usize = 4 << 20;

/// The beginning of the notes that `cti decode` writes between the messages of a capture.
const NOTE: &[u8] = br#"{"note":"#;

/// Encodes all lines of an input; returns how many could not be encoded.
///
/// Errors are written to `problems`, with the number of the line.
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
            Line::TooLong => Err(LineError::TooLong(LINE_LIMIT)),
            Line::Complete if line.trim_ascii().is_empty() || line.starts_with(NOTE) => continue,
            Line::Complete => self::line(&line, protocol),
        };
        match encoded {
            Ok(frame) => writeln!(output, "{}", hex::encode(&frame))?,
            Err(error) => {
                failures += 1;
                writeln!(problems, "error: line {number}: {error}")?;
            }
        }
    }
    output.flush()?;
    Ok(failures)
}

/// Encodes one line of JSON. Its own `protocol` takes precedence over the given version.
///
/// # Errors
/// If the line is not the JSON of a message, or the message cannot be encoded.
pub fn line(line: &[u8], protocol: ProtocolVersion) -> Result<Vec<u8>, LineError> {
    let line = json::parse_line(line)?;
    let (message, version) = json::from_json(&line, protocol).map_err(LineError::NotAMessage)?;
    let mut frame = Vec::new();
    message.encode_with(version, EncodeOptions::lenient(), &mut frame)?;
    Ok(frame)
}
