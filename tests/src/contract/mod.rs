//! What the contract says about a frame: the value that lenient decoding gives, and what strict
//! decoding has to object to.
//!
//! It is computed from the resolved specification and the bytes, one field after the other, by
//! the words of the contract (`cti-messages/src/lib.rs`, `docs/leniency.md`): no code of the
//! runtime, and none of its tables. Slow and plain on purpose.

mod canonical;
mod fault;
mod layout;
mod objections;
mod part;

pub use fault::Fault;
pub use layout::{fixed_fields, fixed_size, layout_of, own_version};

use cti_messages::DecodeErrorKind;
use cti_spec::model::{Body, Message};

use crate::spec;
use crate::tree::{Node, Plain, Tree};
use part::Reading;

/// The bytes of a header.
const HEADER: usize = 8;

/// What the contract says about a frame.
#[derive(Debug, Clone)]
pub struct Ruling {
    /// The message, if the header is whole.
    pub message: Option<&'static Message>,
    /// What lenient decoding gives.
    pub lenient: Result<Tree, Fault>,
    /// What strict decoding has to object to besides, in the order of the bytes.
    pub objections: Vec<Fault>,
}

impl Ruling {
    /// The faults of which strict decoding tells one: those at the first byte that has any.
    #[must_use]
    pub fn strict(&self) -> Vec<Fault> {
        let all = self.objections.iter().chain(self.lenient.as_ref().err());
        let first = all.clone().map(Fault::rank).min();
        all.filter(|fault| Some(fault.rank()) == first)
            .cloned()
            .collect()
    }
}

/// What the contract says about a frame, read at a version.
///
/// # Panics
/// If the type of the message has no layout.
#[must_use]
pub fn rule(frame: &[u8], version: u8) -> Ruling {
    let have = frame.len();
    let Some((header, body)) = frame.split_first_chunk::<HEADER>() else {
        return Ruling {
            message: None,
            lenient: Err(Fault::new(DecodeErrorKind::HeaderCut { have }, None, 0)),
            objections: Vec::new(),
        };
    };
    let number = |at: usize| {
        header[at..at + 4]
            .iter()
            .fold(0u32, |number, byte| number << 8 | u32::from(*byte))
    };
    let message = spec::message(number(4)).expect("a message with a layout");
    let told = number(0) as usize;
    if told != body.len() {
        let have = body.len();
        let kind = DecodeErrorKind::LengthMismatch { told, have };
        return Ruling {
            message: Some(message),
            lenient: Err(Fault::new(kind, None, 0)),
            objections: Vec::new(),
        };
    }
    let mut objections = Vec::new();
    let version = own_version(message, body, version, &mut objections);
    if !message.window.contains(version) {
        let kind = DecodeErrorKind::MessageOutsideVersion;
        objections.push(Fault::new(kind, None, 4));
    }
    let lenient = read_body(message, version, body, &mut objections);
    Ruling {
        message: Some(message),
        lenient,
        objections,
    }
}

fn read_body(
    message: &'static Message,
    version: u8,
    body: &[u8],
    objections: &mut Vec<Fault>,
) -> Result<Tree, Fault> {
    let mut tree = Tree::default();
    if message.body == Body::HeaderOnly {
        tree.trailing = body.to_vec();
        return Ok(tree);
    }
    let mut counts = Vec::new();
    let mut at = 0;
    for field in layout_of(message, version, body)
        .iter()
        .flat_map(|layout| fixed_fields(layout, version))
    {
        let size = field.size as usize;
        let Some(data) = body.get(at..at + size) else {
            let (needed, have) = (at + size, body.len());
            let kind = DecodeErrorKind::FixedPartCut { needed, have };
            return Err(Fault::new(kind, Some(&field.name.guide), HEADER + at));
        };
        at += size;
        let value = Plain::of_data(&field.ty, data).expect("a field of the fixed part has a size");
        match (&field.counts, value) {
            (Some(list), Plain::Number(count)) => counts.push((list.as_str(), count as usize)),
            (_, value) => {
                tree.members.insert(&field.name.guide, Node::Value(value));
            }
        }
    }
    Reading::new(message, version, tree, &counts, HEADER + body.len()).read(
        &body[at..],
        HEADER + at,
        objections,
    )
}
