//! Sequence diagrams: what their arrows say, and one that is made of lines, the client at the left, the
//! server at the right.

use std::fmt::Display;
use std::io::{self, Write};

use cti_messages::MessageType;

use super::super::found::{Found, Place};
use super::super::report::Show;
use super::super::settings::Styles;
use super::super::subject::about;

/// An arrow between client and server.
pub(super) struct Arrow {
    /// When and where it is.
    pub(super) mark: Mark,
    /// Whether it begins at the client, as far as that is known.
    pub(super) is_from_client: Option<bool>,
    /// What stands on it.
    pub(super) name: String,
    /// What stands beside it: the request that it answers, then what it is about.
    pub(super) about: String,
}

impl Arrow {
    /// The arrow of a message.
    pub(super) fn of(found: &Found<'_>) -> Self {
        let message = found.message;
        let name = message.name().map_or_else(
            || format!("message type {}", message.message_type().0),
            str::to_owned,
        );
        let answer = match found.answer {
            Some(answer) => match answer.after {
                Some(after) => format!("answers #{} after {after:.1?}  ", answer.number),
                None => format!("answers #{}  ", answer.number),
            },
            None => String::new(),
        };
        Self {
            mark: Mark::of(&found.place),
            is_from_client: found.is_from_client,
            name,
            about: answer + &about(message),
        }
    }
}

/// When and where something was found.
pub(super) struct Mark {
    /// The number of the message; nothing for what belongs to the whole input.
    pub(super) number: String,
    /// The time of day; nothing, where there are no times.
    pub(super) time: String,
    /// The number of the connection; nothing, where connections are not told apart.
    pub(super) connection: String,
}

impl Mark {
    /// The mark of a place.
    pub(super) fn of(place: &Place) -> Self {
        let told = |number: u64, text: String| if number > 0 { text } else { String::new() };
        let (number, connection) = (place.number(), place.connection());
        Self {
            number: told(number, format!("#{number}")),
            time: place
                .time()
                .map(|time| time.time_of_day())
                .unwrap_or_default(),
            connection: told(connection, format!("({connection})")),
        }
    }
}

/// How much longer the shortest arrow is than the name on it: heads and blanks.
const AROUND_NAME: usize = 8;

/// A sequence diagram of lines.
pub(super) struct Ladder {
    styles: Styles,
    /// How far apart client and server are.
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

    /// What stands left of the client.
    fn mark(&self, out: &mut dyn Write, mark: &Mark) -> io::Result<()> {
        let look = self.styles.place;
        let Mark {
            number,
            time,
            connection,
        } = mark;
        write!(out, "{number:>7} {look}{time:15} {connection:>4}{look:#} ")
    }

    /// A line without an arrow.
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

    fn message(&mut self, out: &mut dyn Write, found: &Found<'_>) -> io::Result<()> {
        let arrow = Arrow::of(found);
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
            Place::Packet { .. } => String::new(),
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

/// The arrow itself, with its name close to where it begins.
fn drawn(arrow: &Arrow, width: usize) -> String {
    let name = &arrow.name;
    let rest = "─".repeat((width - AROUND_NAME).saturating_sub(name.chars().count()));
    match arrow.is_from_client {
        Some(true) => format!("── {name} ───{rest}▶"),
        Some(false) => format!("◀{rest}─── {name} ──"),
        None => format!("◀─ {name} ───{rest}▶"),
    }
}
