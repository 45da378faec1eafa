//! The counts of the sweep, sorted by what they are of.

use std::collections::BTreeMap;

use anyhow::{Context, bail};

use crate::bench::baseline::{Count, Counts};

/// Reading or writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Decode,
    Encode,
}

impl Direction {
    pub(super) const BOTH: [Self; 2] = [Self::Decode, Self::Encode];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Decode => "decode",
            Self::Encode => "encode",
        }
    }

    fn of(self, count: Count) -> f64 {
        let count = match self {
            Self::Decode => count.decode,
            Self::Encode => count.encode,
        };
        count as f64
    }
}

/// All counts.
#[derive(Debug)]
pub(super) struct Sweep {
    pub(super) growth: Vec<Series>,
    types: Vec<Type>,
}

/// One message with more and more of something.
#[derive(Debug)]
pub(super) struct Series {
    pub(super) message: String,
    /// What there is more and more of.
    pub(super) what: String,
    counts: Vec<(u32, Count)>,
}

/// One message that differs from those of other types in nothing else.
#[derive(Debug)]
struct Type {
    number: u32,
    count: Count,
}

impl Sweep {
    /// Sorts counts by their names: `AGENT_STATE_EVENT, 010 skill groups` and `type 093
    /// QUERY_AGENT_STATE_CONF`.
    pub(super) fn of(counts: &Counts) -> anyhow::Result<Self> {
        let mut growth: BTreeMap<(&str, &str), Vec<(u32, Count)>> = BTreeMap::new();
        let mut types = Vec::new();
        for (name, count) in counts {
            if let Some((message, rest)) = name.split_once(", ") {
                let (number, what) = numbered(rest)?;
                growth
                    .entry((message, what))
                    .or_default()
                    .push((number, *count));
            } else if let Some(of_type) = name.strip_prefix("type ") {
                let (number, count) = (numbered(of_type)?.0, *count);
                types.push(Type { number, count });
            } else {
                bail!("a count of nothing that is known: {name}");
            }
        }
        let series = growth.into_iter().map(|((message, what), counts)| Series {
            message: message.to_owned(),
            what: what.to_owned(),
            counts,
        });
        let growth: Vec<Series> = series.collect();
        if growth.is_empty()
            || growth.iter().any(|series| series.counts.len() < 3)
            || types.len() < 3
        {
            bail!("too few counts to see a line");
        }
        Ok(Self { growth, types })
    }

    /// What a message of each type takes, by the number of the type.
    pub(super) fn of_types(&self, direction: Direction) -> Vec<(f64, f64)> {
        let types = self.types.iter();
        types
            .map(|of_type| (f64::from(of_type.number), direction.of(of_type.count)))
            .collect()
    }

    /// The same by how many of the types come before.
    pub(super) fn of_types_in_turn(&self, direction: Direction) -> Vec<(f64, f64)> {
        let of_types = self.of_types(direction).into_iter();
        let turns = (0..).map(f64::from);
        turns.zip(of_types.map(|(_, count)| count)).collect()
    }
}

impl Series {
    /// How many there are, and the instructions.
    pub(super) fn points(&self, direction: Direction) -> Vec<(f64, f64)> {
        let counts = self.counts.iter();
        counts
            .map(|(number, count)| (f64::from(*number), direction.of(*count)))
            .collect()
    }
}

/// Takes a number off the start.
fn numbered(name: &str) -> anyhow::Result<(u32, &str)> {
    let parts = name.split_once(' ');
    parts
        .and_then(|(number, rest)| Some((number.parse().ok()?, rest)))
        .with_context(|| format!("a count whose name has no number: {name}"))
}
