//! Damage done to frames: what a careless or hostile peer sends.

use cti_messages::HEADER_BYTES;
use proptest::prelude::*;

use crate::frames::{Field, Pieces};

/// One piece of damage. Numbers choose a place, modulo the number of places there are.
#[derive(Debug, Clone)]
pub enum Mutation {
    /// Another bit in the fixed part.
    Fixed(usize, u8),
    /// A field comes twice.
    Repeat(usize, usize),
    /// Two fields change places.
    Swap(usize, usize),
    /// A field is missing.
    Remove(usize),
    /// A field has the tag of another one, or a tag of its own.
    Retag(usize, Option<usize>, u16),
    /// The data of a field are cut.
    Cut(usize, usize),
    /// Bytes are added to the data of a field.
    Extend(usize, Vec<u8>),
    /// Two fields with one tag become one: an array.
    Join(usize, usize),
    /// A field is split in two, as an array of two values might be.
    Split(usize, usize),
    /// A field nobody knows.
    Insert(usize, u16, Vec<u8>),
    /// A field comes many times, one after the other.
    Multiply(usize, usize),
}

/// Up to a handful of mutations.
pub fn mutations() -> impl Strategy<Value = Vec<Mutation>> {
    mutations_with(any::<u16>().boxed())
}

/// Up to a handful of mutations; fields that are put in have one of some tags.
pub fn mutations_with(tags: BoxedStrategy<u16>) -> impl Strategy<Value = Vec<Mutation>> {
    let place = || 0..1000usize;
    let data = || proptest::collection::vec(any::<u8>(), 0..9);
    let mutation = prop_oneof![
        (place(), any::<u8>()).prop_map(|(at, byte)| Mutation::Fixed(at, byte)),
        (place(), place()).prop_map(|(from, to)| Mutation::Repeat(from, to)),
        (place(), place()).prop_map(|(one, other)| Mutation::Swap(one, other)),
        place().prop_map(Mutation::Remove),
        (place(), proptest::option::of(place()), tags.clone())
            .prop_map(|(at, other, tag)| Mutation::Retag(at, other, tag)),
        (place(), place()).prop_map(|(at, length)| Mutation::Cut(at, length)),
        (place(), data()).prop_map(|(at, data)| Mutation::Extend(at, data)),
        (place(), place()).prop_map(|(one, other)| Mutation::Join(one, other)),
        (place(), 1..5usize).prop_map(|(at, length)| Mutation::Split(at, length)),
        (place(), tags, data()).prop_map(|(at, tag, data)| Mutation::Insert(at, tag, data)),
        (place(), 2..120usize).prop_map(|(at, times)| Mutation::Multiply(at, times)),
    ];
    proptest::collection::vec(mutation, 0..5)
}

/// Does the damage.
pub fn mutate(pieces: &mut Pieces, mutation: &Mutation) {
    let fields = &mut pieces.fields;
    let count = fields.len();
    match mutation {
        Mutation::Fixed(at, byte) => {
            let length = pieces.fixed.len();
            if let Some(place) = pieces.fixed.get_mut(at % length.max(1)) {
                *place ^= byte;
            }
        }
        Mutation::Insert(at, tag, data) => {
            let field = Field {
                tag: *tag,
                data: data.clone(),
            };
            fields.insert(at % (count + 1), field);
        }
        _ if count == 0 => {}
        Mutation::Repeat(from, to) => {
            let field = fields[from % count].clone();
            fields.insert(to % (count + 1), field);
        }
        Mutation::Swap(one, other) => fields.swap(one % count, other % count),
        Mutation::Remove(at) => {
            fields.remove(at % count);
        }
        Mutation::Retag(at, other, tag) => {
            let tag = other.map_or(*tag, |other| fields[other % count].tag);
            fields[at % count].tag = tag;
        }
        Mutation::Cut(at, length) => {
            let data = &mut fields[at % count].data;
            data.truncate(length % (data.len() + 1));
        }
        Mutation::Extend(at, data) => fields[at % count].data.extend(data),
        Mutation::Join(one, other) => {
            let (one, other) = (one % count, other % count);
            if one != other && fields[one].tag == fields[other].tag {
                let data = fields[other].data.clone();
                fields[one].data.extend(data);
                fields.remove(other);
            }
        }
        Mutation::Split(at, length) => {
            let at = at % count;
            if *length < fields[at].data.len() {
                let data = fields[at].data.split_off(*length);
                let tag = fields[at].tag;
                fields.insert(at + 1, Field { tag, data });
            }
        }
        Mutation::Multiply(at, times) => {
            let at = at % count;
            let field = fields[at].clone();
            fields.splice(at..at, std::iter::repeat_n(field, times - 1));
        }
    }
}

/// Damage to the bytes of a frame. Numbers choose a place, modulo the number of places there are.
#[derive(Debug, Clone)]
pub enum RawMutation {
    /// Another bit somewhere behind the header.
    Byte(usize, u8),
    /// The body is cut, and the header tells so.
    Cut(usize),
    /// The body goes on, and the header tells so.
    Extend(Vec<u8>),
    /// The frame is cut, header or body, which the header does not tell.
    Truncate(usize),
    /// The header tells another length.
    Length(u32),
    /// The header tells another type.
    Type(u32),
}

/// One piece of damage to the bytes of a frame.
pub fn raw_mutation() -> impl Strategy<Value = RawMutation> {
    let place = || 0..20_000usize;
    prop_oneof![
        4 => (place(), 1..=u8::MAX).prop_map(|(at, bits)| RawMutation::Byte(at, bits)),
        4 => place().prop_map(RawMutation::Cut),
        2 => proptest::collection::vec(any::<u8>(), 1..9).prop_map(RawMutation::Extend),
        1 => place().prop_map(RawMutation::Truncate),
        1 => prop_oneof![0..200u32, any::<u32>()].prop_map(RawMutation::Length),
        1 => prop_oneof![0..320u32, any::<u32>()].prop_map(RawMutation::Type),
    ]
}

/// Does the damage to a frame that has a header.
pub fn mutate_raw(frame: &mut Vec<u8>, mutation: &RawMutation) {
    let body = frame.len().saturating_sub(HEADER_BYTES);
    match mutation {
        RawMutation::Byte(_, _) if body == 0 => {}
        RawMutation::Byte(at, bits) => frame[HEADER_BYTES + at % body] ^= bits,
        RawMutation::Cut(at) => {
            frame.truncate(HEADER_BYTES + at % (body + 1));
            tell_length(frame);
        }
        RawMutation::Extend(bytes) => {
            frame.extend(bytes);
            tell_length(frame);
        }
        RawMutation::Truncate(at) => frame.truncate(at % (frame.len() + 1)),
        RawMutation::Length(length) => frame[..4].copy_from_slice(&length.to_be_bytes()),
        RawMutation::Type(number) => {
            frame[4..HEADER_BYTES].copy_from_slice(&number.to_be_bytes());
        }
    }
}

/// Has the header tell the length of the body.
fn tell_length(frame: &mut [u8]) {
    let length = u32::try_from(frame.len() - HEADER_BYTES).unwrap_or(u32::MAX);
    frame[..4].copy_from_slice(&length.to_be_bytes());
}
