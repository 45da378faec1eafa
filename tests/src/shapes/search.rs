//! Searching the shapes of a message that cost the most.

use cti_messages::ProtocolVersion;
use cti_messages::info::MessageInfo;

use super::{Counts, Shape, pieces};

/// How far a search goes.
#[derive(Debug, Clone, Copy)]
pub struct Depth {
    /// The most fields of a shape.
    pub fields: usize,
    /// How many of the costliest shapes are searched further.
    pub kept: usize,
    /// The bytes of the frames.
    pub frame_bytes: usize,
}

/// A shape, and what it costs.
#[derive(Clone)]
pub struct Costly {
    /// What it costs.
    pub cost: f64,
    /// The shape.
    pub shape: Shape,
}

/// The costliest shapes of a message at a version, the costliest first.
///
/// All fields that a decoder tells apart are tried alone; the costliest shapes are then tried with
/// every field added, once at the start or over and over, and so on up to the depth.
pub fn search(
    info: &'static MessageInfo,
    version: ProtocolVersion,
    depth: Depth,
    cost: &mut dyn FnMut(&Shape, &[u8]) -> f64,
) -> Vec<Costly> {
    let pieces = pieces(info, version);
    let mut costly = |shape: Shape| Costly {
        cost: cost(&shape, &shape.frame(depth.frame_bytes)),
        shape,
    };
    let empty = |counts| Shape::empty(info, version, counts);
    let mut best: Vec<Costly> = [Counts::Most, Counts::Number(0)]
        .into_iter()
        .map(|counts| costly(empty(counts)))
        .collect();
    let mut last = best.clone();
    for _ in 0..depth.fields {
        let mut found = Vec::new();
        for from in &last {
            for piece in &pieces {
                let mut repeated = from.shape.clone();
                repeated.repeated.push(piece.clone());
                let mut once = from.shape.clone();
                once.once.push(piece.clone());
                found.push(costly(repeated));
                if !once.repeated.is_empty() {
                    found.push(costly(once));
                }
            }
        }
        sort(&mut found);
        found.truncate(depth.kept);
        best.extend(found.iter().cloned());
        last = found;
    }
    sort(&mut best);
    best
}

fn sort(shapes: &mut [Costly]) {
    shapes.sort_by(|one, other| other.cost.total_cmp(&one.cost));
}
