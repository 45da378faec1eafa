//! What was found on its way to who reads it.

use std::fmt::Display;
use std::io::{self, Write};

use cti_messages::{DecodeOptions, Message, ProtocolVersion};

use super::Settings;
use super::exchanges::{Answer, Exchanges};
use super::filter::Filter;
use super::format::Show;
use super::place::Place;

/// A message with all that is known of it.
pub(super) struct Found<'m> {
    pub(super) place: Place,
    pub(super) message: &'m Message<'m>,
    pub(super) version: ProtocolVersion,
    /// The request that it answers.
    pub(super) answer: Option<Answer>,
    /// Whether the client sent it, as far as that is known.
    pub(super) is_from_client: Option<bool>,
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
    pub(super) fn new(settings: &Settings, output: &'o mut dyn Write) -> io::Result<Self> {
        let mut format = settings.format.show(settings.styles);
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
    use cti_messages::Direction;
    match message.info()?.direction {
        Direction::Client => Some(true),
        Direction::Server => Some(false),
        Direction::Either => None,
    }
}
