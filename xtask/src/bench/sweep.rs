//! The sweep: cost grows with what is in a message, and not with the number of message types.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Context, bail};
use xshell::Shell;

use super::counts::{BLESS, Baseline, Count, Counts, Direction};

/// The committed counts, below the root of the workspace.
pub(super) const COUNTS: &str = "bench/sweep.txt";

/// How far from its line a count may be, in percent of the largest of its series. Growth with the
/// square is 12 away.
const OFF_LINE: f64 = 2.5;

/// How many more instructions finding a type may take for each that is counted before it. A search
/// one after another takes at least one, and more for those that are not counted.
const PER_TYPE: f64 = 0.25;

/// Checks that the committed counts are on lines; returns a report of how straight they are.
pub(super) fn check(sh: &Shell) -> anyhow::Result<String> {
    judge(&read(sh)?)
}

/// The committed counts.
pub(super) fn read(sh: &Shell) -> anyhow::Result<Sweep> {
    let baseline = Baseline::read(sh, COUNTS)?;
    Sweep::of(&baseline.counts)
        .with_context(|| format!("{COUNTS} is incomplete; to write it: {BLESS}"))
}

/// The counts by what they are of.
#[derive(Debug)]
pub(super) struct Sweep {
    pub(super) growth: Vec<Series>,
    /// One message of each of several types, which differ in nothing else, by the number of the
    /// type.
    pub(super) types: Vec<(u32, Count)>,
}

/// One message with more and more of something.
#[derive(Debug)]
pub(super) struct Series {
    pub(super) message: String,
    /// The thing that grows in number.
    pub(super) what: String,
    pub(super) counts: Vec<(u32, Count)>,
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
                let series = growth.entry((message, what)).or_default();
                series.push((number, *count));
            } else if let Some(of_type) = name.strip_prefix("type ") {
                types.push((numbered(of_type)?.0, *count));
            } else {
                bail!("a count of neither growth nor a type: {name}");
            }
        }
        let too_few = |counts: &Vec<_>| counts.len() < 3;
        if growth.is_empty() || growth.values().any(too_few) || too_few(&types) {
            bail!("too few counts to see a line");
        }
        let series = growth.into_iter().map(|((message, what), counts)| Series {
            message: message.to_owned(),
            what: what.to_owned(),
            counts,
        });
        Ok(Self {
            growth: series.collect(),
            types,
        })
    }
}

/// Takes a number off the start.
fn numbered(name: &str) -> anyhow::Result<(u32, &str)> {
    let parts = name.split_once(' ');
    parts
        .and_then(|(number, rest)| Some((number.parse().ok()?, rest)))
        .with_context(|| format!("a count whose name has no number: {name}"))
}

/// A number, and the instructions that a message takes with it.
pub(super) type Point = (f64, f64);

/// The counts of one direction.
pub(super) fn points(counts: &[(u32, Count)], direction: Direction) -> Vec<Point> {
    let counts = counts.iter();
    counts
        .map(|(number, count)| (f64::from(*number), direction.of(*count) as f64))
        .collect()
}

/// A straight line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Line {
    pub(super) start: f64,
    pub(super) slope: f64,
}

impl Line {
    /// The line with the least squares.
    pub(super) fn through(points: &[Point]) -> Self {
        let count = points.len() as f64;
        let mean = |of: fn(&Point) -> f64| points.iter().map(of).sum::<f64>() / count;
        let (x, y) = (mean(|point| point.0), mean(|point| point.1));
        let along: f64 = points.iter().map(|point| (point.0 - x).powi(2)).sum();
        let up = points.iter().map(|point| (point.0 - x) * (point.1 - y));
        let slope = up.sum::<f64>() / along;
        Self {
            start: y - slope * x,
            slope,
        }
    }

    pub(super) fn at(self, x: f64) -> f64 {
        self.start + self.slope * x
    }

    /// How far the farthest point is above or below, in percent of the highest point.
    fn off(self, points: &[Point]) -> f64 {
        let highest = points.iter().map(|point| point.1).fold(0.0, f64::max);
        let off = points
            .iter()
            .map(|point| (point.1 - self.at(point.0)).abs());
        100.0 * off.fold(0.0, f64::max) / highest
    }
}

/// Reports how straight the counts are.
///
/// # Errors
/// If growth is not linear, or finding a type takes longer the later it comes.
fn judge(sweep: &Sweep) -> anyhow::Result<String> {
    let mut report = String::new();
    for Series {
        message,
        what,
        counts,
    } in &sweep.growth
    {
        for direction in Direction::BOTH {
            let points = points(counts, direction);
            let line = Line::through(&points);
            let off = line.off(&points);
            let name = format!("{} of {message}, {what}", direction.name());
            if off > OFF_LINE {
                bail!(
                    "{name}: a count is {off:.1} % of the largest off the line, more than \
                     {OFF_LINE} %: cost does not grow linearly"
                );
            }
            let Line { start, slope } = line;
            let _ = writeln!(
                report,
                "{name}: {slope:.0} each and {start:.0}, {off:.1} % off at most"
            );
        }
    }
    for direction in Direction::BOTH {
        // By how many of the types are counted before.
        let points = points(&sweep.types, direction).into_iter();
        let in_turn = (0..).map(f64::from).zip(points.map(|point| point.1));
        let slope = Line::through(&in_turn.collect::<Vec<_>>()).slope;
        let name = format!("{}, finding the type", direction.name());
        if slope > PER_TYPE {
            bail!(
                "{name}: {slope:.2} instructions more for each type, more than {PER_TYPE}: cost \
                 depends on how many types there are"
            );
        }
        let types = sweep.types.len();
        let _ = writeln!(
            report,
            "{name}: {slope:+.2} for each of {types} types counted"
        );
    }
    Ok(report)
}

/// Counts of ten lengths and of ten types.
#[cfg(test)]
pub(super) fn example(growth: fn(u64) -> u64, of_type: fn(u64) -> u64) -> Sweep {
    let counts = (1..=10).flat_map(|number| {
        let count = |decode| Count {
            decode,
            encode: 100,
        };
        [
            (format!("A, {number:03} groups"), count(growth(number))),
            (
                format!("type {number:03} A{number}"),
                count(of_type(number)),
            ),
        ]
    });
    Sweep::of(&counts.collect()).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_passes() {
        let report = judge(&example(|number| 500 + 100 * number, |_| 12)).unwrap();
        assert_eq!(
            report.replace("-0.00", "+0.00"),
            "\
decode of A, groups: 100 each and 500, 0.0 % off at most
encode of A, groups: 0 each and 100, 0.0 % off at most
decode, finding the type: +0.00 for each of 10 types counted
encode, finding the type: +0.00 for each of 10 types counted
"
        );
    }

    #[test]
    fn growth_with_the_square_fails() {
        let error = judge(&example(|number| 500 + 10 * number * number, |_| 12)).unwrap_err();
        let expected = "decode of A, groups: a count is ";
        assert!(error.to_string().starts_with(expected), "{error}");
    }

    #[test]
    fn a_search_for_the_type_fails() {
        let error = judge(&example(|number| number, |number| 10 + number)).unwrap_err();
        let expected = "decode, finding the type: 1.00 instructions more for each type";
        assert!(error.to_string().starts_with(expected), "{error}");
    }

    #[test]
    fn counts_of_something_else_and_too_few_are_refused() {
        let of = |names: &[&str]| {
            let counts = names
                .iter()
                .map(|name| ((*name).to_owned(), Count::default()));
            Sweep::of(&counts.collect()).unwrap_err().to_string()
        };
        assert_eq!(of(&["A"]), "a count of neither growth nor a type: A");
        assert_eq!(
            of(&["A, groups"]),
            "a count whose name has no number: groups"
        );
        assert_eq!(
            of(&["A, 1 groups", "type 1 A"]),
            "too few counts to see a line"
        );
    }

    #[test]
    fn points_on_a_line_are_on_it() {
        let points = [(1.0, 5.0), (2.0, 7.0), (4.0, 11.0)];
        let line = Line::through(&points);
        assert!((line.slope - 2.0).abs() < 1e-9 && (line.start - 3.0).abs() < 1e-9);
        assert!(line.off(&points) < 1e-9);
    }

    #[test]
    fn the_farthest_point_is_how_far_off() {
        let line = Line {
            start: 0.0,
            slope: 1.0,
        };
        assert!((line.off(&[(1.0, 1.0), (5.0, 4.0), (10.0, 10.0)]) - 10.0).abs() < 1e-9);
    }
}
