//! Damage done to frames: what a careless or hostile peer sends.

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
}

/// Up to a handful of mutations.
pub fn mutations() -> impl Strategy<Value = Vec<Mutation>> {
    let place = || 0..1000usize;
    let data = || proptest::collection::vec(any::<u8>(), 0..9);
    let mutation = prop_oneof![
        (place(), any::<u8>()).prop_map(|(at, byte)| Mutation::Fixed(at, byte)),
        (place(), place()).prop_map(|(from, to)| Mutation::Repeat(from, to)),
        (place(), place()).prop_map(|(one, other)| Mutation::Swap(one, other)),
        place().prop_map(Mutation::Remove),
        (place(), proptest::option::of(place()), any::<u16>())
            .prop_map(|(at, other, tag)| Mutation::Retag(at, other, tag)),
        (place(), place()).prop_map(|(at, length)| Mutation::Cut(at, length)),
        (place(), data()).prop_map(|(at, data)| Mutation::Extend(at, data)),
        (place(), place()).prop_map(|(one, other)| Mutation::Join(one, other)),
        (place(), 1..5usize).prop_map(|(at, length)| Mutation::Split(at, length)),
        (place(), any::<u16>(), data()).prop_map(|(at, tag, data)| Mutation::Insert(at, tag, data)),
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
    }
}
