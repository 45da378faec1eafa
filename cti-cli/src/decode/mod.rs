//! `decode`: hexadecimal lines, a binary stream or a capture to what people and scripts read.
//!
//! A source (`lines`, `stream`, `capture`) finds frames in an input. Each goes to the
//! `Report`, which decodes it, finds the request that it answers, drops what the filter does not
//! want, and hands the rest to a format.

mod about;
mod capture;
mod exchanges;
mod filter;
mod format;
mod lines;
mod place;
mod report;
mod start;
mod stream;
mod subject;
mod version;

use std::io::{self, BufReader, Read, Write};

use cti_messages::{DecodeOptions, ProtocolVersion};

pub use filter::{Filter, Sender};
pub use format::{Format, Styles};
use report::Report;
use start::{Start, start_of};

/// How `decode` works.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The version of all messages; without it, each OPEN_REQ sets that of those after it, even
    /// if it is refused itself.
    pub protocol: Option<ProtocolVersion>,
    /// How messages are shown.
    pub format: Format,
    /// The colours of what is shown to people.
    pub styles: Styles,
    /// How strictly messages are read.
    pub options: DecodeOptions,
    /// In a capture, the ports of the server; if none are named, they are guessed.
    pub ports: Vec<u16>,
    /// Which messages are shown.
    pub filter: Filter,
}

/// Decodes all messages of an input; returns how many errors were shown.
///
/// What is shown is flushed before waiting for more input, so that a session can be followed.
///
/// # Errors
/// If reading or writing fails, or the filter asks for what only a capture has and the input is
/// none.
pub fn run(
    settings: &Settings,
    input: &mut BufReader<impl Read>,
    output: &mut dyn Write,
) -> io::Result<usize> {
    let start = start_of(input)?;
    if !matches!(start, Start::Capture(..)) {
        settings.filter.without_capture()?;
    }
    let mut report = Report::new(settings, output)?;
    match start {
        Start::Binary => stream::read(settings, input, &mut report)?,
        Start::Text(start) => {
            lines::read(
                settings,
                &mut BufReader::new(start.chain(input)),
                &mut report,
            )?;
        }
        Start::Capture(magic, start) => {
            capture::read(settings, magic, start.chain(input), &mut report)?;
        }
    }
    report.end()
}
