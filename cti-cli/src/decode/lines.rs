//! Lines of hexadecimal digits.

use std::io::{self, BufReader, Read};

use super::place::Place;
use super::version::Version;
use super::{Report, Settings};
use crate::hex;
use crate::input::{Line, read_line};

/// The longest line that is read: room for the longest message with as many blanks again.
const LINE_LIMIT: usize = 65_536;

/// Reads all lines.
pub(super) fn read(
    settings: &Settings,
    input: &mut BufReader<impl Read>,
    report: &mut Report<'_>,
) -> io::Result<()> {
    let mut version = Version::new(settings.protocol);
    let mut line = Vec::new();
    for number in 1_u64.. {
        if input.buffer().is_empty() {
            report.flush()?;
        }
        let place = Place::Line(number);
        match read_line(input, &mut line, LINE_LIMIT)? {
            Line::End => break,
            Line::TooLong => {
                let what = format!("the line has more than {LINE_LIMIT} bytes");
                report.failure(&place, &what, 0)?;
            }
            Line::Whole => match frame(&line) {
                Ok(None) => {}
                Ok(Some(frame)) => report.frame(place, version.of(&frame), &frame)?,
                Err(error) => report.failure(&place, &error, error.offset)?,
            },
        }
    }
    Ok(())
}

/// The frame on a line, if there is one.
fn frame(line: &[u8]) -> Result<Option<Vec<u8>>, hex::HexError> {
    let code = line.split(|byte| *byte == b'#').next().unwrap_or_default();
    let mut digits = code
        .iter()
        .copied()
        .filter(|byte| !byte.is_ascii_whitespace())
        .peekable();
    if digits.peek().is_none() {
        return Ok(None);
    }
    hex::read(digits).map(Some)
}
