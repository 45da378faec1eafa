//! What was found on its way to who reads it.

use std::fmt::Display;
use std::io::{self, Write};

use cti_messages::{DecodeOptions, Direction, Message, ProtocolVersion};

use super::filter::Filter;
use super::found::{Exchanges, Found, Place};
use super::settings::Settings;

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

/// Decodes, filters and shows.
pub(super) struct Report<'o> {
    options: DecodeOptions,
    filter: Filter,
    exchanges: Exchanges,
    format: Box<dyn Show>,
    output: &'o mut dyn Write,
    failures: usize,
}

impl<'o> Report<'o> {
    /// Begins what is shown in a format.
    pub(super) fn new(
        settings: &Settings,
        mut format: Box<dyn Show>,
        output: &'o mut dyn Write,
    ) -> io::Result<Self> {
        format.begin(output)?;
        Ok(Self {
            options: settings.options,
            filter: settings.filter.clone(),
            exchanges: Exchanges::default(),
            format,
            output,
            failures: 0,
        })
    }

    /// Takes a frame.
    pub(super) fn frame(
        &mut self,
        place: Place,
        version: ProtocolVersion,
        frame: &[u8],
    ) -> io::Result<()> {
        let message = match Message::decode_with(frame, version, self.options) {
            Ok(message) => message,
            Err(error) => return self.failure(&place, &error, error.offset()),
        };
        let is_from_client = place
            .packet()
            .map(|packet| packet.is_from_client)
            .or_else(|| declared_sender(&message));
        let mut found = Found {
            place,
            message: &message,
            version,
            answer: None,
            is_from_client,
        };
        found.answer = self.exchanges.answer(&found);
        let concerns = self.filter.concerns(&found);
        self.exchanges.remember(&found, concerns);
        if concerns && self.filter.wants(&found) {
            self.format.message(self.output, &found)?;
        }
        Ok(())
    }

    /// Puts an error in the place where it was found.
    pub(super) fn failure(
        &mut self,
        place: &Place,
        what: &dyn Display,
        offset: usize,
    ) -> io::Result<()> {
        if !self.filter.wants_place(place) {
            return Ok(());
        }
        self.failures += 1;
        self.format.failure(self.output, place, what, offset)
    }

    /// Tells something to know.
    pub(super) fn note(&mut self, place: &Place, what: &str) -> io::Result<()> {
        if !self.filter.wants_place(place) {
            return Ok(());
        }
        self.format.note(self.output, place, what)
    }

    /// Shows what has been found, before waiting for more.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }

    /// How many errors were shown.
    pub(super) const fn failures(&self) -> usize {
        self.failures
    }

    /// Ends what is shown; returns how many errors were shown.
    pub(super) fn end(mut self) -> io::Result<usize> {
        self.format.end(self.output)?;
        self.output.flush()?;
        Ok(self.failures)
    }
}

/// Whether the client sends messages of this type, where only one side does.
fn declared_sender(message: &Message<'_>) -> Option<bool> {
    match message.info()?.direction {
        Direction::Client => Some(true),
        Direction::Server => Some(false),
        Direction::Either => None,
    }
}
