//! What the targets of both ends of a session share: choices by bytes, and the bytes of a connection, taken apart by
//! hand.

use cti_messages::{DynMessage, ProtocolVersion};

/// The most bytes of a frame, header included.
const FRAME_LIMIT: usize = 12_500;
const HEADER: usize = 8;

/// The bytes that choose what happens. Where they have run out, 0 is chosen.
pub(super) struct Input<'i>(&'i [u8]);

impl<'i> Input<'i> {
    pub(super) fn new(bytes: &'i [u8]) -> Self {
        Self(bytes)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        *first
    }

    pub(super) fn flag(&mut self) -> bool {
        self.byte() & 1 == 1
    }

    /// One of some values, by one byte.
    pub(super) fn one_of<T: Clone>(&mut self, values: &[T]) -> T {
        values[usize::from(self.byte()) % values.len()].clone()
    }

    /// An index of a list that is not empty, from its end: 0 is the last.
    pub(super) fn recent(&mut self, count: usize) -> usize {
        count - 1 - usize::from(self.byte()) % count
    }

    /// So many bytes, or what is left.
    pub(super) fn bytes(&mut self, count: usize) -> &'i [u8] {
        let (bytes, rest) = self.0.split_at(count.min(self.0.len()));
        self.0 = rest;
        bytes
    }
}

/// The bytes of a message, after those that were held back: perhaps many times, and perhaps with a cut, whose rest is held
/// back for the next time. `way` decides both.
pub(super) fn cut_and_repeated(
    message: &[u8],
    way: u8,
    held_back: &mut Vec<u8>,
    input: &mut Input<'_>,
) -> Vec<u8> {
    let count = match way >> 4 {
        0xF => 100,
        count @ 0xA..=0xE => count - 8,
        _ => 1,
    };
    let mut bytes = std::mem::take(held_back);
    bytes.extend(message.repeat(count.into()));
    if way & 8 != 0 {
        let cut = bytes.len() - usize::from(input.byte()) % bytes.len();
        *held_back = bytes.split_off(cut);
    }
    bytes
}

/// Encodes a message, if it can be encoded in the version.
pub(super) fn encoded(message: &dyn DynMessage, version: ProtocolVersion) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    message.encode(version, &mut bytes).ok().map(|()| bytes)
}

/// The four bytes at a place of a frame, as a number.
fn number(frame: &[u8], at: usize) -> Option<u32> {
    let bytes = frame.get(at..at + 4)?;
    Some(
        bytes
            .iter()
            .fold(0, |number, byte| number << 8 | u32::from(*byte)),
    )
}

/// MessageType of a frame.
pub(super) fn message_type(frame: &[u8]) -> u32 {
    number(frame, 4).unwrap_or_default()
}

/// The first field of a frame: InvokeID in requests and their answers, Status in FAILURE_EVENT.
pub(super) fn first_field(frame: &[u8]) -> Option<u32> {
    number(frame, HEADER)
}

/// Splits a stream into frames.
#[derive(Debug, Default)]
pub(super) struct Frames {
    rest: Vec<u8>,
    is_unreadable: bool,
}

impl Frames {
    /// Takes bytes; returns the frames that are whole with them.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Vec<Vec<u8>> {
        self.rest.extend(bytes);
        let mut frames = Vec::new();
        while !self.is_unreadable {
            let Some(body) = number(&self.rest, 0).filter(|_| self.rest.len() >= HEADER) else {
                break;
            };
            let length = HEADER + usize::try_from(body).expect("a length of 32 bits");
            self.is_unreadable = length > FRAME_LIMIT;
            if self.is_unreadable || length > self.rest.len() {
                break;
            }
            frames.push(self.rest.drain(..length).collect());
        }
        frames
    }
}

/// The bytes that wait to be sent, as they were when last looked at.
#[derive(Debug, Default)]
pub(super) struct Outgoing(Vec<u8>);

impl Outgoing {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Looks at what waits now; returns the frames that are new.
    ///
    /// # Panics
    /// If what waited has changed, or what is new are not whole frames.
    pub(super) fn look(&mut self, bytes: &[u8]) -> Vec<Vec<u8>> {
        let added = bytes.strip_prefix(self.0.as_slice());
        let added = added.expect("what waits to be sent stays as it is");
        if added.is_empty() {
            return Vec::new();
        }
        let mut frames = Frames::default();
        let whole = frames.push(added);
        assert!(
            frames.rest.is_empty(),
            "half a frame is added to what is sent"
        );
        self.0.extend(added);
        whole
    }

    /// The first bytes have been sent.
    pub(super) fn sent(&mut self, count: usize) {
        self.0.drain(..count.min(self.0.len()));
    }
}
