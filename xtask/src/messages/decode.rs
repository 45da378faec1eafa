//! `decode`: hexadecimal lines or a binary stream to text or JSON.

use std::fmt::{self, Display};
use std::io::{self, BufRead, BufReader, Read, Write};

use cti_messages::{DecodeError, DecodeOptions, Frame, Message, ProtocolVersion, Split, split};
use serde_json::json;

use super::input::{Line, read_line};
use super::{hex, json_line, to_json, to_text};

/// The longest line that is read: room for the longest message with as many blanks again.
const LINE_LIMIT: usize = 65_536;

/// How messages are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people.
    Text,
    /// One object a line.
    Json,
}

/// How `decode` works.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// The version of all messages; without it, each OPEN_REQ sets that of those after it, even
    /// if it is refused itself.
    pub protocol: Option<ProtocolVersion>,
    /// How messages are shown.
    pub format: Format,
    /// How strictly they are read.
    pub options: DecodeOptions,
}

/// Decodes all messages of an input; returns how many could not be decoded.
///
/// What is shown is flushed before waiting for more input, so that a session can be followed.
///
/// # Errors
/// If reading or writing fails.
pub fn run(
    settings: Settings,
    input: &mut BufReader<impl Read>,
    output: &mut impl Write,
) -> io::Result<usize> {
    let is_binary = input.fill_buf()?.first() == Some(&0);
    let mut session = Session {
        settings,
        version: settings.protocol.unwrap_or(ProtocolVersion::V24),
        failures: 0,
        output,
    };
    if is_binary {
        session.stream(input)?;
    } else {
        session.lines(input)?;
    }
    session.output.flush()?;
    Ok(session.failures)
}

/// The messages of a session, in order.
struct Session<'o, W> {
    settings: Settings,
    version: ProtocolVersion,
    failures: usize,
    output: &'o mut W,
}

impl<W: Write> Session<'_, W> {
    /// Decodes lines of hexadecimal digits.
    fn lines(&mut self, input: &mut BufReader<impl Read>) -> io::Result<()> {
        let mut line = Vec::new();
        for number in 1_u64.. {
            if input.buffer().is_empty() {
                self.output.flush()?;
            }
            let place = Place {
                number,
                start: None,
            };
            match read_line(input, &mut line, LINE_LIMIT)? {
                Line::End => break,
                Line::TooLong => {
                    let what = format!("the line has more than {LINE_LIMIT} bytes");
                    self.failure(place, &what, 0)?;
                }
                Line::Whole => self.line(place, &line)?,
            }
        }
        Ok(())
    }

    fn line(&mut self, place: Place, line: &[u8]) -> io::Result<()> {
        let code = line.split(|byte| *byte == b'#').next().unwrap_or_default();
        let mut digits = code
            .iter()
            .copied()
            .filter(|byte| !is_blank(*byte))
            .peekable();
        if digits.peek().is_none() {
            return Ok(());
        }
        match hex::read(digits) {
            Ok(frame) => self.frame(place, &frame),
            Err(error) => self.failure(place, &error, error.offset),
        }
    }

    /// Decodes a binary stream, up to the first frame whose end cannot be found.
    fn stream(&mut self, input: &mut BufReader<impl Read>) -> io::Result<()> {
        let limit = self.settings.options.frame_limit;
        let mut place = Place {
            number: 1,
            start: Some(0),
        };
        let mut pending = Vec::new();
        loop {
            match split(&pending, limit) {
                Ok(Split::Frame(frame, _)) => {
                    let end = place.start.map(|start| start + frame.len());
                    self.frame(place, &pending)?;
                    pending.clear();
                    place = Place {
                        number: place.number + 1,
                        start: end,
                    };
                }
                Ok(Split::Incomplete(needed)) => {
                    if input.buffer().is_empty() {
                        self.output.flush()?;
                    }
                    let read = input.take(needed as u64).read_to_end(&mut pending)?;
                    if pending.is_empty() {
                        return Ok(());
                    }
                    if read < needed {
                        let what = "the stream ends inside the message";
                        // The header, if it is there, tells which one.
                        let error = Frame::parse(&pending).err();
                        let what = match error.and_then(|error| error.message()) {
                            Some(name) => format!("{name}: {what}"),
                            None => what.to_owned(),
                        };
                        return self.failure(place, &what, pending.len());
                    }
                }
                Err(error) => return self.refused(place, &error),
            }
        }
    }

    /// Decodes one frame.
    fn frame(&mut self, place: Place, frame: &[u8]) -> io::Result<()> {
        if let (None, Some(version)) = (self.settings.protocol, own_version(frame)) {
            self.version = version;
        }
        let message = match Message::decode_with(frame, self.version, self.settings.options) {
            Ok(message) => message,
            Err(error) => return self.refused(place, &error),
        };
        match self.settings.format {
            Format::Text => {
                let text = to_text(&message, self.version);
                writeln!(self.output, "#{} {text}", place.number)
            }
            Format::Json => {
                let json = to_json(&message, self.version);
                writeln!(self.output, "{}", json_line::write(&json))
            }
        }
    }

    fn refused(&mut self, place: Place, error: &DecodeError) -> io::Result<()> {
        self.failure(place, error, error.offset())
    }

    /// Puts an error in the place of a message.
    fn failure(&mut self, place: Place, what: &dyn Display, offset: usize) -> io::Result<()> {
        self.failures += 1;
        match self.settings.format {
            Format::Text => writeln!(self.output, "error: {place}: {what}\n"),
            Format::Json => {
                let error = json!({ "error": format!("{place}: {what}"), "offset": offset });
                writeln!(self.output, "{}", json_line::write(&error))
            }
        }
    }
}

/// The version that a frame names for itself, as OPEN_REQ does; the nearest that is modelled.
fn own_version(frame: &[u8]) -> Option<ProtocolVersion> {
    let frame = Frame::parse(frame).ok()?;
    frame.own_version().map(ProtocolVersion::nearest)
}

/// Where a message stands.
#[derive(Clone, Copy)]
struct Place {
    /// The number of its line; in a stream, that of the message. Counted from 1.
    number: u64,
    /// Where in a stream it starts.
    start: Option<usize>,
}

impl Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.number;
        match self.start {
            None => write!(f, "line {number}"),
            Some(start) => write!(f, "message {number}, byte {start} of the stream"),
        }
    }
}

const fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace()
}
