//! How messages are shown: a file for each format.

mod diagram;
mod json;
mod ladder;
mod styles;
mod svg;
mod text;

use std::fmt::Display;
use std::io::{self, Write};

pub use styles::Styles;

use super::place::Place;
use super::report::Found;

/// How messages are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// One object a line.
    Json,
    /// A sequence diagram of lines.
    Ladder,
    /// A sequence diagram as a picture.
    Svg,
}

impl Format {
    /// What shows messages in this format.
    pub(super) fn show(self, styles: Styles) -> Box<dyn Show> {
        match self {
            Self::Text => Box::new(text::Text { styles }),
            Self::Json => Box::new(json::JsonLines),
            Self::Ladder => Box::new(ladder::Ladder::new(styles)),
            Self::Svg => Box::new(svg::Picture::default()),
        }
    }
}

/// Writes what was found, in order.
pub(super) trait Show {
    /// What stands before everything.
    fn begin(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// A message.
    fn message(&mut self, out: &mut dyn Write, found: &Found<'_>) -> io::Result<()>;

    /// An error, at a byte of what was read.
    fn failure(
        &mut self,
        out: &mut dyn Write,
        place: &Place,
        what: &dyn Display,
        offset: usize,
    ) -> io::Result<()>;

    /// Something to know.
    fn note(&mut self, out: &mut dyn Write, place: &Place, what: &str) -> io::Result<()>;

    /// What stands behind everything.
    fn end(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}
