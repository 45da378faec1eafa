//! The lines of an input, and the errors that they can have.

use std::io::{self, BufRead};

use cti_messages::EncodeError;

/// The error for a line that cannot be read as a message, or whose message cannot be encoded.
///
/// Its text is a single line.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LineError {
    /// The line is longer than this many bytes.
    #[error("the line has more than {0} bytes")]
    TooLong(usize),
    /// A character is not a hexadecimal digit.
    #[error("'{}' is not a hexadecimal digit", .digit.escape_ascii())]
    NotADigit {
        /// The byte of the message, counted from 0.
        offset: usize,
        /// The character.
        digit: u8,
    },
    /// The number of hexadecimal digits is odd.
    #[error("the last byte has only one hexadecimal digit")]
    HalfByte {
        /// The byte of the message, counted from 0.
        offset: usize,
    },
    /// The line is not valid JSON, or an object in it has a duplicate key.
    #[error("{}", syntax_error(.0))]
    Json(#[source] serde_json::Error),
    /// The JSON does not describe a message.
    #[error(transparent)]
    NotAMessage(serde_json::Error),
    /// The message cannot be encoded.
    #[error(transparent)]
    Encode(#[from] EncodeError),
}

impl LineError {
    /// The byte of the message at which the error is; 0 if it concerns the whole line.
    pub(crate) const fn offset(&self) -> usize {
        match self {
            Self::NotADigit { offset, .. } | Self::HalfByte { offset } => *offset,
            _ => 0,
        }
    }
}

/// The text of an error in a line of JSON, with its column only: for serde_json, the line is
/// always the first.
fn syntax_error(error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    let text = error.to_string();
    let place = format!(" at line {line} column {column}");
    let what = text.strip_suffix(&place).unwrap_or(&text);
    // Duplicate keys are valid JSON.
    let kind = if error.is_data() {
        ""
    } else {
        "invalid JSON: "
    };
    format!("{kind}{what} (column {column})")
}

/// The outcome of reading a line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// The line is in the buffer, without its end.
    Complete,
    /// The line exceeds the limit; only its start is in the buffer, the rest has been skipped.
    TooLong,
    /// The input has ended.
    End,
}

/// Reads the next line into a buffer, up to `limit` bytes; the rest of a longer line is skipped.
pub(crate) fn read_line(
    input: &mut impl BufRead,
    line: &mut Vec<u8>,
    limit: usize,
) -> io::Result<Line> {
    line.clear();
    let mut outcome = Line::End;
    loop {
        let available = match input.fill_buf() {
            Ok(available) => available,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if available.is_empty() {
            return Ok(outcome);
        }
        if outcome == Line::End {
            outcome = Line::Complete;
        }
        let end = available.iter().position(|byte| *byte == b'\n');
        let piece = &available[..end.unwrap_or(available.len())];
        let room = limit - line.len();
        if piece.len() > room {
            outcome = Line::TooLong;
        }
        line.extend_from_slice(&piece[..piece.len().min(room)]);
        let used = piece.len() + usize::from(end.is_some());
        input.consume(used);
        if end.is_some() {
            return Ok(outcome);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::{Line, read_line};

    /// All lines with their outcomes, read through a buffer of the given size.
    fn lines(text: &[u8], buffer: usize, limit: usize) -> Vec<(Line, Vec<u8>)> {
        let mut input = BufReader::with_capacity(buffer, text);
        let mut line = Vec::new();
        let mut lines = Vec::new();
        loop {
            match read_line(&mut input, &mut line, limit).unwrap() {
                Line::End => return lines,
                outcome => lines.push((outcome, line.clone())),
            }
        }
    }

    #[test]
    fn lines_do_not_depend_on_the_buffer() {
        let text = b"one\n\ntwo2\nthree\nlast";
        let expected = vec![
            (Line::Complete, b"one".to_vec()),
            (Line::Complete, b"".to_vec()),
            (Line::Complete, b"two2".to_vec()),
            (Line::TooLong, b"thre".to_vec()),
            (Line::Complete, b"last".to_vec()),
        ];
        for buffer in 1..=text.len() + 1 {
            assert_eq!(lines(text, buffer, 4), expected, "buffer of {buffer}");
        }
        assert_eq!(lines(b"", 8, 4), vec![]);
        assert_eq!(lines(b"\n", 8, 4), vec![(Line::Complete, vec![])]);
    }
}
