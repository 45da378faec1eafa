//! `cti decode`: hexadecimal lines, a binary stream or a capture to text, JSON or diagrams.
//!
//! A source (`sources`) finds frames in the input. The `Report` decodes each, finds the request that it
//! answers, applies the filter, and shows the message in a format (`lines`, `diagram`, `svg`).

mod decoded;
mod diagram;
mod lines;
mod report;
mod settings;
mod sources;
mod subject;
mod svg;

use std::io::{self, BufReader, Read, Write};

use report::{Report, Show};
pub use settings::{Filter, Format, ParseSenderError, Sender, Settings, Styles};
use sources::Source;

/// Decodes all messages of an input; returns how many errors were shown.
///
/// The output is flushed before each wait for more input, so that a session can be followed.
///
/// # Errors
/// If reading or writing fails, or the filter needs a capture and the input is not one.
pub fn run(
    settings: &Settings,
    input: &mut BufReader<impl Read>,
    output: &mut dyn Write,
) -> io::Result<usize> {
    let source = Source::of(input)?;
    if !source.is_capture() {
        settings.filter.without_capture()?;
    }
    let styles = settings.styles;
    let format: Box<dyn Show> = match settings.format {
        Format::Text => Box::new(lines::Text { styles }),
        Format::Json => Box::new(lines::JsonLines),
        Format::Ladder => Box::new(diagram::Ladder::new(styles)),
        Format::Svg => Box::new(svg::Picture::default()),
    };
    let mut report = Report::new(settings, format, output)?;
    source.read(settings, input, &mut report)?;
    report.end()
}
