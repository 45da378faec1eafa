//! `decode`: hexadecimal lines, a binary stream or a capture to text or JSON.

use std::fmt::{self, Display};
use std::io::{self, BufRead, BufReader, Cursor, Read, Write};

use crate::capture::{Connections, Magic, Packets, ReadError, Segments, Skipped};
use cti_messages::{DecodeError, DecodeOptions, Frame, Message, ProtocolVersion, Split, split};
use serde_json::{Value as Json, json};

use super::from_capture::{Frames, Packet, Sessions};
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
#[derive(Debug, Clone)]
pub struct Settings {
    /// The version of all messages; without it, each OPEN_REQ sets that of those after it, even
    /// if it is refused itself.
    pub protocol: Option<ProtocolVersion>,
    /// How messages are shown.
    pub format: Format,
    /// How strictly they are read.
    pub options: DecodeOptions,
    /// In a capture, the ports of the server; if none are named, they are guessed.
    pub ports: Vec<u16>,
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
    let start = start_of(input)?;
    let mut session = Session {
        version: settings.protocol.unwrap_or(ProtocolVersion::V24),
        settings,
        failures: 0,
        shown: 0,
        output,
    };
    match start {
        Start::Binary => session.stream(input)?,
        Start::Text(start) => {
            let mut input = BufReader::new(start.chain(input));
            session.lines(&mut input)?;
        }
        Start::Capture(magic, start) => session.capture(magic, start.chain(input))?,
    }
    session.output.flush()?;
    Ok(session.failures)
}

/// What an input holds, with the bytes that were read to find out.
enum Start {
    Binary,
    Text(Cursor<Vec<u8>>),
    Capture(Magic, Cursor<Vec<u8>>),
}

/// Looks at no more bytes than it takes to tell: more may never come.
fn start_of(input: &mut BufReader<impl Read>) -> io::Result<Start> {
    if input.fill_buf()?.first() == Some(&0) {
        return Ok(Start::Binary);
    }
    let mut start = Vec::new();
    loop {
        match Magic::of(&start) {
            Magic::No => return Ok(Start::Text(Cursor::new(start))),
            Magic::More => {
                if input.take(1).read_to_end(&mut start)? == 0 {
                    return Ok(Start::Text(Cursor::new(start)));
                }
            }
            magic => return Ok(Start::Capture(magic, Cursor::new(start))),
        }
    }
}

/// The messages of a session, in order.
struct Session<'o, W> {
    settings: Settings,
    version: ProtocolVersion,
    failures: usize,
    /// The messages of a capture so far.
    shown: u64,
    output: &'o mut W,
}

impl<W: Write> Session<'_, W> {
    /// Decodes the sessions of a capture, up to where it ends or is damaged.
    fn capture(&mut self, magic: Magic, input: impl Read) -> io::Result<()> {
        let ports = self.settings.ports.clone();
        let protocol = self.settings.protocol;
        let mut sessions = Sessions::new(self, &ports, protocol);
        let mut packets = Packets::new(magic, input);
        let mut segments = Segments::default();
        let mut connections = Connections::default();
        let end = loop {
            match packets.next(&mut || sessions.flush()) {
                Ok(Some(packet)) => {
                    if let Some(segment) = segments.segment(&packet) {
                        connections.segment(&segment, &mut sessions)?;
                    }
                }
                Ok(None) => break None,
                Err(ReadError::Io(error)) => return Err(error),
                Err(error) => break Some(error),
            }
        };
        connections.finish(&mut sessions)?;
        if let Some(error) = end {
            self.capture_failure(&error.to_string(), None)?;
        }
        self.skipped(segments.skipped())
    }

    /// Tells of packets that were not understood though they might have been of use.
    fn skipped(&mut self, skipped: &Skipped) -> io::Result<()> {
        for (link, count) in &skipped.links {
            let what =
                format!("{count} packets are skipped: their link type, {link}, is not known");
            self.capture_failure(&what, None)?;
        }
        if skipped.broken > 0 {
            let what = format!(
                "{} packets are skipped: they are damaged or cut",
                skipped.broken
            );
            self.capture_failure(&what, None)?;
        }
        Ok(())
    }

    /// Puts an error in the place where it was found in a capture.
    fn capture_failure(&mut self, what: &str, packet: Option<&Packet>) -> io::Result<()> {
        self.failures += 1;
        let place = packet
            .map(|packet| format!("{packet}: "))
            .unwrap_or_default();
        match self.settings.format {
            Format::Text => writeln!(self.output, "error: {place}{what}\n"),
            Format::Json => {
                let offset = packet.map_or(0, |packet| packet.start);
                let mut error = json!({ "error": format!("{place}{what}"), "offset": offset });
                if let Some(packet) = packet {
                    packet.add_to(&mut error);
                }
                writeln!(self.output, "{}", json_line::write(&error))
            }
        }
    }

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

impl<W: Write> Frames for Session<'_, W> {
    fn frame(&mut self, packet: &Packet, version: ProtocolVersion, bytes: &[u8]) -> io::Result<()> {
        self.shown += 1;
        let message = match Message::decode_with(bytes, version, self.settings.options) {
            Ok(message) => message,
            Err(error) => return self.capture_failure(&error.to_string(), Some(packet)),
        };
        match self.settings.format {
            Format::Text => {
                let text = to_text(&message, version);
                let (head, fields) = text.split_once('\n').unwrap_or((&text, ""));
                writeln!(
                    self.output,
                    "#{} {head}\n    {packet}\n{fields}",
                    self.shown
                )
            }
            Format::Json => {
                let mut json = to_json(&message, version);
                packet.add_to(&mut json);
                writeln!(self.output, "{}", json_line::write(&json))
            }
        }
    }

    fn failure(&mut self, packet: &Packet, what: &str) -> io::Result<()> {
        self.capture_failure(what, Some(packet))
    }

    fn note(&mut self, packet: &Packet, what: &str) -> io::Result<()> {
        match self.settings.format {
            Format::Text => writeln!(self.output, "note: {packet}: {what}\n"),
            Format::Json => Ok(()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}

impl Packet {
    /// Adds to a line of JSON where it was captured.
    fn add_to(&self, json: &mut Json) {
        let Json::Object(line) = json else { return };
        line.insert("time".to_owned(), self.time.to_string().into());
        if self.connection > 0 {
            line.insert("connection".to_owned(), self.connection.into());
        }
        line.insert("from".to_owned(), self.sender().into());
        line.insert("source".to_owned(), self.source.to_string().into());
        line.insert(
            "destination".to_owned(),
            self.destination.to_string().into(),
        );
    }

    const fn sender(&self) -> &'static str {
        if self.is_from_client {
            "client"
        } else {
            "server"
        }
    }
}

impl Display for Packet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, ", self.time)?;
        match self.connection {
            0 => write!(f, "{} to {}", self.source, self.destination),
            number => write!(
                f,
                "connection {number}, {}, byte {}",
                self.sender(),
                self.start
            ),
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
