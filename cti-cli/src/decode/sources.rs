//! The sources of frames: hexadecimal lines, a binary stream, or a capture.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use cti_messages::{Frame, ProtocolVersion, Split, split};

use super::decoded::Place;
use super::report::Report;
use super::settings::Settings;
use crate::capture::{Connections, Magic, Packets, ReadError, Segments, Skipped};
use crate::input::{Line, LineError, read_line};
use crate::sessions::{DEFAULT_VERSION, Frames, Origin, Sessions};
use crate::text::counted;

/// The kind of an input, with the bytes that were read to recognise it.
pub(super) enum Source {
    Binary,
    Text(Cursor<Vec<u8>>),
    Capture(Magic, Cursor<Vec<u8>>),
}

impl Source {
    /// Recognises an input by its first bytes. Reads only as many as that takes: more may never come.
    pub(super) fn of(input: &mut BufReader<impl Read>) -> io::Result<Self> {
        if input.fill_buf()?.first() == Some(&0) {
            return Ok(Self::Binary);
        }
        let mut start = Vec::new();
        loop {
            match Magic::of(&start) {
                Magic::No => return Ok(Self::Text(Cursor::new(start))),
                Magic::More => {
                    if input.take(1).read_to_end(&mut start)? == 0 {
                        return Ok(Self::Text(Cursor::new(start)));
                    }
                }
                magic => return Ok(Self::Capture(magic, Cursor::new(start))),
            }
        }
    }

    /// Whether messages have connections and addresses.
    pub(super) const fn is_capture(&self) -> bool {
        matches!(self, Self::Capture(..))
    }

    /// Reads all frames of the input.
    pub(super) fn read(
        self,
        settings: &Settings,
        input: &mut BufReader<impl Read>,
        report: &mut Report<'_>,
    ) -> io::Result<()> {
        match self {
            Self::Binary => stream(settings, input, report),
            Self::Text(start) => lines(settings, &mut BufReader::new(start.chain(input)), report),
            Self::Capture(magic, start) => capture(settings, magic, start.chain(input), report),
        }
    }
}

/// The version of each message of lines or a stream.
struct Version {
    given: Option<ProtocolVersion>,
    named: Option<ProtocolVersion>,
}

impl Version {
    /// The given version for all messages, or the one that OPEN_REQ names.
    const fn new(given: Option<ProtocolVersion>) -> Self {
        Self { given, named: None }
    }

    /// The version in which to decode a frame.
    fn of(&mut self, frame: &[u8]) -> ProtocolVersion {
        let own = Frame::parse(frame)
            .ok()
            .and_then(|frame| frame.own_version());
        if let Some(own) = own {
            self.named = Some(ProtocolVersion::nearest(own));
        }
        self.given.or(self.named).unwrap_or(DEFAULT_VERSION)
    }
}

/// The longest line that is accepted: the longest message, with as many blanks and comments again.
const LINE_LIMIT: usize = 65_536;

/// Reads lines of hexadecimal digits.
fn lines(
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
        let frame = match read_line(input, &mut line, LINE_LIMIT)? {
            Line::End => break,
            Line::TooLong => Err(LineError::TooLong(LINE_LIMIT)),
            Line::Complete => frame_of(&line),
        };
        match frame {
            Ok(None) => {}
            Ok(Some(frame)) => report.frame(place, version.of(&frame), &frame)?,
            Err(error) => report.failure(&place, &error, error.offset())?,
        }
    }
    Ok(())
}

/// The frame on a line; `None` if the line is blank or a comment.
fn frame_of(line: &[u8]) -> Result<Option<Vec<u8>>, LineError> {
    let code = line.split(|byte| *byte == b'#').next().unwrap_or_default();
    let words: Vec<&[u8]> = code.split(u8::is_ascii_whitespace).collect();
    let digits = words.concat();
    if digits.is_empty() {
        return Ok(None);
    }
    // `hex` would reject an odd number of digits before looking at them; here the first error counts.
    if let Some(index) = digits.iter().position(|digit| !digit.is_ascii_hexdigit()) {
        let (offset, digit) = (index / 2, digits[index]);
        return Err(LineError::NotADigit { offset, digit });
    }
    let offset = digits.len() / 2;
    let bytes = hex::decode(digits).map_err(|_| LineError::HalfByte { offset })?;
    Ok(Some(bytes))
}

/// Reads a binary stream of messages up to the first frame whose end cannot be found.
fn stream(
    settings: &Settings,
    input: &mut BufReader<impl Read>,
    report: &mut Report<'_>,
) -> io::Result<()> {
    let limit = settings.options.frame_limit;
    let mut version = Version::new(settings.protocol);
    let (mut number, mut start) = (1, 0);
    let mut pending = Vec::new();
    loop {
        let place = Place::Stream { number, start };
        match split(&pending, limit) {
            Ok(Split::Frame(..)) => {
                report.frame(place, version.of(&pending), &pending)?;
                number += 1;
                start += pending.len() as u64;
                pending.clear();
            }
            Ok(Split::Incomplete(needed)) => {
                if input.buffer().is_empty() {
                    report.flush()?;
                }
                let read = input.take(needed as u64).read_to_end(&mut pending)?;
                if pending.is_empty() {
                    return Ok(());
                }
                if read < needed {
                    return report.failure(&place, &cut(&pending), pending.len());
                }
            }
            Err(error) => return report.failure(&place, &error, error.offset()),
        }
    }
}

/// The error for a truncated message, with its name if the header is complete.
fn cut(pending: &[u8]) -> String {
    let what = "the stream ends inside the message";
    let error = Frame::parse(pending).err();
    match error.and_then(|error| error.message()) {
        Some(name) => format!("{name}: {what}"),
        None => what.to_owned(),
    }
}

/// Reads the sessions of a capture, up to where it ends or is damaged.
fn capture(
    settings: &Settings,
    magic: Magic,
    input: impl Read,
    report: &mut Report<'_>,
) -> io::Result<()> {
    let mut numbered = Numbered { report, count: 0 };
    let mut sessions = Sessions::new(&mut numbered, &settings.ports, settings.protocol);
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
    let (count, seen) = (sessions.count(), sessions.seen());
    if let Some(error) = end {
        report.failure(&Place::Capture, &error, 0)?;
    }
    skipped(segments.skipped(), report)?;
    // If errors were shown, they are the reason.
    if count == 0 && report.failures() == 0 {
        report.failure(&Place::Capture, &nothing(segments.skipped(), seen), 0)?;
    }
    Ok(())
}

/// The error for a capture without sessions, with what it holds instead.
fn nothing(skipped: &Skipped, seen: u64) -> String {
    let (other, others) = (
        "packet that is not TCP over IP",
        "packets that are not TCP over IP",
    );
    let (piece, pieces) = ("fragment of a packet", "fragments of packets");
    let contents: Vec<String> = [
        (seen, "TCP connection", "TCP connections"),
        (skipped.foreign, other, others),
        (skipped.fragments, piece, pieces),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, singular, plural)| counted(count, singular, plural))
    .collect();
    let place = if contents.is_empty() { "" } else { " in " };
    format!(
        "no session of the CTI Server protocol was found{place}{}; if the server has another port, \
         --port finds sessions that began before the capture",
        contents.join(", ")
    )
}

/// Reports packets that might have held messages but could not be read.
fn skipped(skipped: &Skipped, report: &mut Report<'_>) -> io::Result<()> {
    let packets = |count| counted(count, "packet", "packets");
    for (link, count) in &skipped.links {
        let what = format!("{} skipped: unsupported link type {link}", packets(*count));
        report.failure(&Place::Capture, &what, 0)?;
    }
    if skipped.broken > 0 {
        let what = format!("{} skipped: damaged or truncated", packets(skipped.broken));
        report.failure(&Place::Capture, &what, 0)?;
    }
    Ok(())
}

/// Numbers the messages of a capture, and passes them to the report.
struct Numbered<'r, 'o> {
    report: &'r mut Report<'o>,
    count: u64,
}

impl Frames for Numbered<'_, '_> {
    fn frame(&mut self, origin: &Origin, version: ProtocolVersion, bytes: &[u8]) -> io::Result<()> {
        self.count += 1;
        let place = Place::Captured {
            number: self.count,
            origin: *origin,
        };
        self.report.frame(place, version, bytes)
    }

    fn failure(&mut self, origin: &Origin, what: &str) -> io::Result<()> {
        self.report.failure(&self.at(origin), &what, 0)
    }

    fn note(&mut self, origin: &Origin, what: &str) -> io::Result<()> {
        self.report.note(&self.at(origin), what)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.report.flush()
    }
}

impl Numbered<'_, '_> {
    /// The place of an error or note: that of the message before it.
    const fn at(&self, origin: &Origin) -> Place {
        Place::Captured {
            number: self.count,
            origin: *origin,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::frame_of;

    #[test]
    fn every_byte_is_read_in_either_case() {
        let bytes: Vec<u8> = (0..=255).collect();
        let digits = hex::encode(&bytes);
        for digits in [digits.to_uppercase(), digits] {
            assert_eq!(frame_of(digits.as_bytes()).unwrap(), Some(bytes.clone()));
        }
    }

    #[test]
    fn blanks_and_comments_are_skipped() {
        for empty in ["", " \t\r", "# 00", "  #"] {
            assert_eq!(frame_of(empty.as_bytes()).unwrap(), None, "{empty:?}");
        }
        assert_eq!(frame_of(b" 0 0f F# 12").unwrap(), Some(vec![0, 0xFF]));
    }

    #[test]
    fn errors_are_of_the_first_wrong_byte() {
        const HALF: &str = "the last byte has only one hexadecimal digit";
        for (digits, offset, text) in [
            (&b"00ff1"[..], 2, HALF),
            (b"1", 0, HALF),
            (b"00fg", 1, "'g' is not a hexadecimal digit"),
            (b"00f\xff1", 1, r"'\xff' is not a hexadecimal digit"),
            (b"0g0", 0, "'g' is not a hexadecimal digit"),
            (b"00g", 1, "'g' is not a hexadecimal digit"),
        ] {
            let error = frame_of(digits).unwrap_err();
            assert_eq!((error.offset(), error.to_string().as_str()), (offset, text));
        }
        // The neighbours of '0' to '9', 'A' to 'F' and 'a' to 'f'.
        for neighbour in *b"/:@G`g\xFF" {
            assert!(frame_of(&[neighbour, b'0']).is_err());
        }
    }
}
