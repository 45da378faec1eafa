//! `decode`: hexadecimal lines, a binary stream or a capture to what people and scripts read.
//!
//! A source (`sources`) finds frames in an input. Each goes to the `Report`, which decodes it, finds
//! the request that it answers, drops what the filter does not want, and hands the rest to a format.

mod filter;
mod format;
mod found;
mod report;
mod settings;
mod sources;
mod subject;

use std::io::{self, BufReader, Read, Write};

pub use filter::{Filter, ParseSenderError, Sender};
use report::Report;
pub use settings::{Format, Settings, Styles};
use sources::Source;

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
    let source = Source::of(input)?;
    if !source.is_capture() {
        settings.filter.without_capture()?;
    }
    let format = format::of(settings.format, settings.styles);
    let mut report = Report::new(settings, format, output)?;
    source.read(settings, input, &mut report)?;
    report.end()
}
