//! Sequence diagrams: the arrows of both formats, and the ladder, which is drawn with characters.

use std::fmt::Display;
use std::io::{self, Write};

use cti_messages::MessageType;

use super::decoded::{Decoded, Place};
use super::report::Show;
use super::settings::Styles;
use super::subject::about;
use crate::capture::Timestamp;

/// An arrow between client and server.
pub(super) struct Arrow {
    /// Time and place.
    pub(super) mark: Mark,
    /// Whether it begins at the client; `None` if unknown.
    pub(super) is_from_client: Option<bool>,
    /// The text on it.
    pub(super) name: String,
    /// The text beside it: the request that the message answers, then a summary of its fields.
    pub(super) about: String,
}

impl Arrow {
    /// The arrow of a message.
    pub(super) fn of(decoded: &Decoded<'_>) -> Self {
        let message = decoded.message;
        let name = message.name().map_or_else(
            || format!("message type {}", message.message_type().0),
            str::to_owned,
        );
        let answer = match decoded.answer {
            Some(answer) => match answer.after {
                Some(after) => format!("answers #{} after {after:.1?}  ", answer.number),
                None => format!("answers #{}  ", answer.number),
            },
            None => String::new(),
        };
        Self {
            mark: Mark::of(&decoded.place),
            is_from_client: decoded.is_from_client,
            name,
            about: answer + &about(message),
        }
    }
}

/// The time and place of a row.
pub(super) struct Mark {
    /// The number of the message; empty without one.
    pub(super) number: String,
    /// The time of day; empty if unknown.
    pub(super) time: String,
    /// The number of the connection; empty outside of captures.
    pub(super) connection: String,
}

impl Mark {
    /// The mark of a place.
    pub(super) fn of(place: &Place) -> Self {
        let shown = |number: u64, text: String| if number > 0 { text } else { String::new() };
        let (number, connection) = (place.number(), place.connection());
        Self {
            number: shown(number, format!("#{number}")),
            time: place
                .time()
                .map_or_else(String::new, Timestamp::time_of_day),
            connection: shown(connection, format!("({connection})")),
        }
    }
}

/// The characters of an arrow around the longest name: its head, and lines and blanks.
const AROUND_NAME: usize = 8;

/// A sequence diagram of characters, the client at the left, the server at the right.
pub(super) struct Ladder {
    styles: Styles,
    /// The distance between client and server.
    width: usize,
}

impl Ladder {
    pub(super) fn new(styles: Styles) -> Self {
        let names = MessageType::ALL.iter().filter_map(|known| known.name());
        let longest = names.map(str::len).max().unwrap_or(0);
        Self {
            styles,
            width: longest + AROUND_NAME,
        }
    }

    /// Writes the mark of a row, left of the client.
    fn mark(&self, out: &mut dyn Write, mark: &Mark) -> io::Result<()> {
        let look = self.styles.place;
        let Mark {
            number,
            time,
            connection,
        } = mark;
        write!(out, "{number:>7} {look}{time:15} {connection:>4}{look:#} ")
    }

    /// Writes a row without an arrow.
    fn line(&self, out: &mut dyn Write, place: &Place, what: &dyn Display) -> io::Result<()> {
        let mark = Mark {
            number: String::new(),
            ..Mark::of(place)
        };
        self.mark(out, &mark)?;
        writeln!(out, "{what}")
    }
}

impl Show for Ladder {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let width = self.width - "client".len();
        writeln!(out, "{:29}client{:>width$}", "", "server")
    }

    fn message(&mut self, out: &mut dyn Write, decoded: &Decoded<'_>) -> io::Result<()> {
        let arrow = Arrow::of(decoded);
        self.mark(out, &arrow.mark)?;
        let line = drawn(&arrow, self.width);
        let look = self.styles.sender(arrow.is_from_client);
        writeln!(out, "│{look}{line}{look:#}│ {}", arrow.about)
    }

    fn failure(
        &mut self,
        out: &mut dyn Write,
        place: &Place,
        what: &dyn Display,
        _offset: usize,
    ) -> io::Result<()> {
        let look = self.styles.error;
        let start = match place {
            Place::Captured { .. } => String::new(),
            place => place.to_string(),
        };
        self.line(
            out,
            place,
            &format_args!("{look}error:{look:#} {start}{what}"),
        )
    }

    fn note(&mut self, out: &mut dyn Write, place: &Place, what: &str) -> io::Result<()> {
        let look = self.styles.note;
        self.line(out, place, &format_args!("{look}note:{look:#} {what}"))
    }
}

/// The arrow itself. Its name is close to its beginning.
fn drawn(arrow: &Arrow, width: usize) -> String {
    let name = &arrow.name;
    let rest = "─".repeat((width - AROUND_NAME).saturating_sub(name.chars().count()));
    match arrow.is_from_client {
        Some(true) => format!("── {name} ───{rest}▶"),
        Some(false) => format!("◀{rest}─── {name} ──"),
        None => format!("◀─ {name} ───{rest}▶"),
    }
}
