//! The sweep: how cost grows, and that it does not depend on how many types there are.

mod line;
mod plot;
mod series;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, bail};

use super::BLESS;
use super::baseline::{Baseline, SWEEP};
use line::Line;
use series::{Direction, Sweep};

/// Where the plot is.
const PLOT: &str = "cti-messages/docs/sweep.svg";

/// How far from its line a count may be, in hundredths of the largest of its series. What grows
/// with the square is 12 away.
const OFF_LINE: f64 = 2.5;

/// How many more instructions finding a type may take for each that is counted before it. Who asks
/// one after the other takes one at least, and more for those that are not counted.
const PER_TYPE: f64 = 0.25;

/// Checks that the committed counts are on lines, and that the plot is theirs; says how straight
/// they are.
pub(super) fn check(root: &Path) -> anyhow::Result<String> {
    let sweep = read(root)?;
    let report = judge(&sweep)?;
    let drawn = fs::read_to_string(root.join(PLOT)).unwrap_or_default();
    if drawn != plot::draw(&sweep)? {
        bail!("{PLOT} does not show {SWEEP}; to draw it: cargo xtask bench --plot");
    }
    Ok(report)
}

/// Draws the plot of the committed counts.
pub(super) fn plot(root: &Path) -> anyhow::Result<()> {
    let drawn = plot::draw(&read(root)?)?;
    fs::write(root.join(PLOT), drawn).with_context(|| format!("cannot write {PLOT}"))
}

fn read(root: &Path) -> anyhow::Result<Sweep> {
    let baseline = Baseline::read(root, SWEEP)?;
    Sweep::of(&baseline.counts)
        .with_context(|| format!("{SWEEP} is not whole; to write it: {BLESS}"))
}

/// Says how straight the counts are.
///
/// # Errors
/// If growth is not linear, or finding a type takes longer the later it comes.
fn judge(sweep: &Sweep) -> anyhow::Result<String> {
    let mut report = String::new();
    for series in &sweep.growth {
        for direction in Direction::BOTH {
            let points = series.points(direction);
            let line = Line::through(&points);
            let off = line.off(&points);
            let name = format!(
                "{} of {}, {}",
                direction.name(),
                series.message,
                series.what
            );
            if off > OFF_LINE {
                bail!(
                    "{name}: a count is {off:.1} % of the largest off the line, more than \
                     {OFF_LINE} %: cost does not grow linearly"
                );
            }
            let (slope, start) = (line.slope, line.start);
            let _ = writeln!(
                report,
                "{name}: {slope:.0} each and {start:.0}, {off:.1} % off at most"
            );
        }
    }
    for direction in Direction::BOTH {
        let of_types = sweep.of_types_in_turn(direction);
        let slope = Line::through(&of_types).slope;
        let name = format!("{}, finding the type", direction.name());
        if slope > PER_TYPE {
            bail!(
                "{name}: {slope:.2} instructions more for each type, more than {PER_TYPE}: cost \
                 depends on how many types there are"
            );
        }
        let types = of_types.len();
        let _ = writeln!(
            report,
            "{name}: {slope:+.2} for each of {types} types counted"
        );
    }
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::super::baseline::{Count, Counts};
    use super::{Sweep, judge};

    /// Counts of ten lengths and of ten types.
    fn sweep(growth: fn(u64) -> u64, of_type: fn(u64) -> u64) -> Sweep {
        let mut counts = Counts::new();
        let mut add = |name: String, count| {
            let (decode, encode) = (count, 100);
            counts.insert(name, Count { decode, encode });
        };
        for number in 1..=10 {
            add(format!("A, {number:03} groups"), growth(number));
            add(format!("type {number:03} A{number}"), of_type(number));
        }
        Sweep::of(&counts).unwrap()
    }

    #[test]
    fn a_line_passes() {
        let report = judge(&sweep(|number| 500 + 100 * number, |_| 12)).unwrap();
        assert_eq!(
            report,
            "\
decode of A, groups: 100 each and 500, 0.0 % off at most
encode of A, groups: 0 each and 100, 0.0 % off at most
decode, finding the type: +0.00 for each of 10 types counted
encode, finding the type: -0.00 for each of 10 types counted
"
            .replace("-0.00", "+0.00")
        );
    }

    #[test]
    fn growth_with_the_square_fails() {
        let error = judge(&sweep(|number| 500 + 10 * number * number, |_| 12)).unwrap_err();
        let expected = "decode of A, groups: a count is ";
        assert!(error.to_string().starts_with(expected), "{error}");
    }

    #[test]
    fn a_search_for_the_type_fails() {
        let error = judge(&sweep(|number| number, |number| 10 + number)).unwrap_err();
        let expected = "decode, finding the type: 1.00 instructions more for each type";
        assert!(error.to_string().starts_with(expected), "{error}");
    }
}
