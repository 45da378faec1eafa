//! What `decode` is asked for.

use anstyle::{AnsiColor, Style};
use cti_messages::{DecodeOptions, ProtocolVersion};

use super::filter::Filter;

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

/// How parts of what is shown to people look. The default is plain.
#[derive(Debug, Clone, Copy, Default)]
pub struct Styles {
    /// The name of a message.
    pub(super) name: Style,
    /// What the client sent.
    pub(super) client: Style,
    /// What the server sent.
    pub(super) server: Style,
    /// An error.
    pub(super) error: Style,
    /// Something to know.
    pub(super) note: Style,
    /// Time and place.
    pub(super) place: Style,
}

impl Styles {
    /// With colours.
    #[must_use]
    pub fn coloured() -> Self {
        let colour = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
        Self {
            name: Style::new().bold(),
            client: colour(AnsiColor::Cyan),
            server: colour(AnsiColor::Green),
            error: colour(AnsiColor::Red).bold(),
            note: colour(AnsiColor::Yellow),
            place: Style::new().dimmed(),
        }
    }

    /// The style of what a side sent; plain, where either may have.
    pub(super) const fn sender(&self, is_from_client: Option<bool>) -> Style {
        match is_from_client {
            Some(true) => self.client,
            Some(false) => self.server,
            None => Style::new(),
        }
    }
}
