//! Decodes and filters frames, and passes messages, errors and notes to an output format.

use std::fmt::Display;
use std::io::{self, Write};

use cti_messages::{Direction, Message, ProtocolVersion};

use super::decoded::{Decoded, Exchanges, Place};
use super::settings::Settings;

/// An output format.
pub(super) trait Show {
    /// Writes the beginning of the output.
    fn begin(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Writes a message.
    fn message(&mut self, out: &mut dyn Write, decoded: &Decoded<'_>) -> io::Result<()>;

    /// Writes an error, which is at a byte of the message.
    fn failure(
        &mut self,
        out: &mut dyn Write,
        place: &Place,
        what: &dyn Display,
        offset: usize,
    ) -> io::Result<()>;

    /// Writes a note: information that is not an error.
    fn note(&mut self, out: &mut dyn Write, place: &Place, what: &str) -> io::Result<()>;

    /// Writes the end of the output.
    fn end(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// Decodes frames, and shows messages, errors and notes that pass the filter.
pub(super) struct Report<'o> {
    settings: &'o Settings,
    exchanges: Exchanges,
    format: Box<dyn Show>,
    output: &'o mut dyn Write,
    failures: usize,
}

impl<'o> Report<'o> {
    /// Begins the output in a format.
    pub(super) fn new(
        settings: &'o Settings,
        mut format: Box<dyn Show>,
        output: &'o mut dyn Write,
    ) -> io::Result<Self> {
        format.begin(output)?;
        Ok(Self {
            settings,
            exchanges: Exchanges::default(),
            format,
            output,
            failures: 0,
        })
    }

    /// Decodes a frame, and shows the message or the error.
    pub(super) fn frame(
        &mut self,
        place: Place,
        version: ProtocolVersion,
        frame: &[u8],
    ) -> io::Result<()> {
        let message = match Message::decode_with(frame, version, self.settings.options) {
            Ok(message) => message,
            Err(error) => return self.failure(&place, &error, error.offset()),
        };
        let is_from_client = place
            .origin()
            .map(|origin| origin.is_from_client)
            .or_else(|| declared_sender(&message));
        let mut decoded = Decoded {
            place,
            message: &message,
            version,
            answer: None,
            is_from_client,
        };
        decoded.answer = self.exchanges.answer(&decoded);
        let concerns = self.settings.filter.concerns(&decoded);
        self.exchanges.remember(&decoded, concerns);
        if concerns && self.settings.filter.wants(&decoded) {
            self.format.message(self.output, &decoded)?;
        }
        Ok(())
    }

    /// Shows an error in its place.
    pub(super) fn failure(
        &mut self,
        place: &Place,
        what: &dyn Display,
        offset: usize,
    ) -> io::Result<()> {
        if !self.settings.filter.wants_place(place) {
            return Ok(());
        }
        self.failures += 1;
        self.format.failure(self.output, place, what, offset)
    }

    /// Shows a note: information that is not an error.
    pub(super) fn note(&mut self, place: &Place, what: &str) -> io::Result<()> {
        if !self.settings.filter.wants_place(place) {
            return Ok(());
        }
        self.format.note(self.output, place, what)
    }

    /// Flushes the output, since reading on may have to wait.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }

    /// How many errors were shown.
    pub(super) const fn failures(&self) -> usize {
        self.failures
    }

    /// Ends the output; returns how many errors were shown.
    pub(super) fn end(mut self) -> io::Result<usize> {
        self.format.end(self.output)?;
        self.output.flush()?;
        Ok(self.failures)
    }
}

/// Whether the client sends messages of this type; `None` if both sides may.
fn declared_sender(message: &Message<'_>) -> Option<bool> {
    match message.info()?.direction {
        Direction::Client => Some(true),
        Direction::Server => Some(false),
        Direction::Either => None,
    }
}
