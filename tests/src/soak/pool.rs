//! The messages that a soak sends.

use cti_messages::{
    DecodeOptions, EncodeOptions, Frame, Message, MessageType, Mode, OpenReq, ProtocolVersion,
    strategies,
};
use proptest::prelude::Rng;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, TestRng, TestRunner};

use super::plan::random;

/// Messages made once, since that takes longer than to send them.
#[derive(Debug)]
pub struct Pool {
    pub(super) items: Vec<Item>,
    /// For each version: the place of its OPEN_REQ, and those of the messages made for it.
    versions: Vec<(ProtocolVersion, usize, Vec<usize>)>,
}

/// A message for a version.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) message: Message<'static>,
    pub(super) message_type: MessageType,
    /// How it has to be read and written.
    pub(super) mode: Mode,
    /// Its canonical bytes.
    pub(super) frame: Vec<u8>,
}

impl Pool {
    /// Makes so many messages of each type for each of these versions, in both modes by turns.
    ///
    /// # Errors
    /// If there is no strategy for a message, or its value cannot be encoded.
    pub fn new(seed: u64, versions: &[ProtocolVersion], of_each: usize) -> Result<Self, String> {
        let mut runner = TestRunner::new_with_rng(Config::default(), random(seed));
        let mut pool = Self {
            items: Vec::new(),
            versions: Vec::new(),
        };
        for version in versions {
            let open = Message::from(OpenReq {
                version_number: (*version).into(),
                ..OpenReq::default()
            });
            let open = pool.add(open, *version, Mode::Lenient)?;
            let mut places = Vec::new();
            for (number, message_type) in MessageType::ALL.iter().enumerate() {
                let Some(info) = message_type.info() else {
                    continue;
                };
                for made in 0..of_each {
                    let mode = match (number + made) % 2 {
                        0 if info.versions.contains(*version) => Mode::Strict,
                        _ => Mode::Lenient,
                    };
                    let strategy = strategies::any_message(*message_type, *version, mode)
                        .ok_or_else(|| format!("no strategy for {message_type}"))?;
                    let message = strategy
                        .new_tree(&mut runner)
                        .map_err(|error| format!("no value of {message_type}: {error}"))?
                        .current();
                    places.push(pool.add(message, *version, mode)?);
                }
            }
            pool.versions.push((*version, open, places));
        }
        Ok(pool)
    }

    fn add(
        &mut self,
        message: Message<'static>,
        version: ProtocolVersion,
        mode: Mode,
    ) -> Result<usize, String> {
        let mut item = Item {
            message_type: message.message_type(),
            message,
            mode,
            frame: Vec::new(),
        };
        let mut frame = Vec::new();
        item.encode(version, &mut frame)?;
        item.frame = frame;
        self.items.push(item);
        Ok(self.items.len() - 1)
    }

    /// How many messages there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The version of the pool that is nearest to another, and the place of its OPEN_REQ.
    pub(super) fn open(&self, version: ProtocolVersion) -> Option<(ProtocolVersion, usize)> {
        let distance = |other: ProtocolVersion| other.number().abs_diff(version.number());
        self.versions
            .iter()
            .min_by_key(|(other, ..)| distance(*other))
            .map(|(version, open, _)| (*version, *open))
    }

    /// The place of any message of a version.
    pub(super) fn any(&self, version: ProtocolVersion, random: &mut TestRng) -> Option<usize> {
        let (_, _, places) = self.versions.iter().find(|(other, ..)| *other == version)?;
        places.get(random.random_range(0..places.len())).copied()
    }
}

impl Item {
    /// Appends the message.
    pub(super) fn encode(&self, version: ProtocolVersion, out: &mut Vec<u8>) -> Result<(), String> {
        let options = match self.mode {
            Mode::Strict => EncodeOptions::strict(),
            Mode::Lenient => EncodeOptions::lenient(),
        };
        self.message
            .encode_with(version, options, out)
            .map_err(|error| format!("{error}, encoding {:?}", self.message))
    }

    /// Decodes a frame, which has to be this message.
    pub(super) fn expect<'f>(
        &self,
        frame: Frame<'f>,
        version: ProtocolVersion,
    ) -> Result<Message<'f>, String> {
        let options = DecodeOptions::default().with_mode(self.mode);
        let decoded = frame.message_with(version, options);
        let message = decoded.map_err(|error| format!("{error}, decoding {:?}", self.message))?;
        if message == self.message {
            Ok(message)
        } else {
            Err(format!("{message:?} came, sent was {:?}", self.message))
        }
    }
}
