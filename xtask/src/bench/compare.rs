//! Comparing counts of instructions with those that are committed.

use std::fmt::Write as _;

use anyhow::bail;

use super::BLESS;
use super::baseline::{Count, Counts};

/// How many in a hundred more or less are no difference.
const PERCENT: u64 = 2;

/// How many more or less are no difference, however few there are.
const FEW: u64 = 2;

/// What the sum of all messages is called.
const TOTAL: &str = "total";

/// A count that is not what it was.
#[derive(Debug, PartialEq, Eq)]
struct Difference {
    name: String,
    direction: &'static str,
    /// `None` for a message that is new, or gone.
    was: Option<u64>,
    is: Option<u64>,
}

/// Says that counts are what they were, in the file.
///
/// # Errors
/// If they are not, with a line for each that differs.
pub(super) fn report(file: &str, was: &Counts, is: &Counts) -> anyhow::Result<String> {
    let differences = differences(was, is);
    let totals = format!(
        "{file}: instructions of {} messages: {} to decode, {} to encode",
        is.len(),
        change(Some(total(was).decode), Some(total(is).decode)),
        change(Some(total(was).encode), Some(total(is).encode)),
    );
    if differences.is_empty() {
        return Ok(format!("{totals}\n"));
    }
    bail!(
        "{totals}\nmore than {PERCENT} % from {file}:\n{}If that is as it should be: {BLESS}",
        table(&differences)
    )
}

/// All counts that are not what they were, that of the total last.
fn differences(was: &Counts, is: &Counts) -> Vec<Difference> {
    let gone = was.keys().filter(|name| !is.contains_key(*name));
    let mut names: Vec<&String> = is.keys().chain(gone).collect();
    names.sort();
    let of_messages = names
        .into_iter()
        .map(|name| (name.as_str(), was.get(name).copied(), is.get(name).copied()));
    of_messages
        .chain([(TOTAL, Some(total(was)), Some(total(is)))])
        .flat_map(|(name, was, is)| {
            let in_direction = |direction, of: fn(Count) -> u64| Difference {
                name: name.to_owned(),
                direction,
                was: was.map(of),
                is: is.map(of),
            };
            [
                in_direction("decode", |count| count.decode),
                in_direction("encode", |count| count.encode),
            ]
        })
        .filter(|difference| differ(difference.was, difference.is))
        .collect()
}

fn total(counts: &Counts) -> Count {
    let sum = |of: fn(&Count) -> u64| counts.values().map(of).sum();
    Count {
        decode: sum(|count| count.decode),
        encode: sum(|count| count.encode),
    }
}

fn differ(was: Option<u64>, is: Option<u64>) -> bool {
    match (was, is) {
        (Some(was), Some(is)) => {
            let apart = was.abs_diff(is);
            apart > FEW && apart * 100 > was * PERCENT
        }
        _ => was != is,
    }
}

/// A line for each.
fn table(differences: &[Difference]) -> String {
    let names = differences.iter().map(|difference| difference.name.len());
    let width = names.max().unwrap_or(0);
    let mut table = String::new();
    for difference in differences {
        let Difference {
            name,
            direction,
            was,
            is,
        } = difference;
        let _ = writeln!(table, "{name:<width$} {direction} {}", change(*was, *is));
    }
    table
}

/// What it was and what it is, and by how much that is more or less.
fn change(was: Option<u64>, is: Option<u64>) -> String {
    match (was, is) {
        (Some(was), Some(is)) if was == is => was.to_string(),
        (Some(was), Some(is)) => {
            let percent = (is as f64 / was as f64 - 1.0) * 100.0;
            format!("{was} -> {is} ({percent:+.1} %)")
        }
        (Some(was), None) => format!("{was} -> gone"),
        (None, Some(is)) => format!("new -> {is}"),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::report;
    use crate::bench::baseline::{Count, Counts, MESSAGES};

    fn counts<const N: usize>(counts: [(&str, u64, u64); N]) -> Counts {
        let counts =
            counts.map(|(name, decode, encode)| (name.to_owned(), Count { decode, encode }));
        counts.into()
    }

    /// The lines for what differs.
    fn differing<const N: usize, const M: usize>(
        was: [(&str, u64, u64); N],
        is: [(&str, u64, u64); M],
    ) -> Vec<String> {
        let Err(error) = report(MESSAGES, &counts(was), &counts(is)) else {
            return Vec::new();
        };
        let text = error.to_string();
        let lines = text
            .lines()
            .filter(|line| line.contains("code ") && !line.contains("instructions"));
        lines.map(str::to_owned).collect()
    }

    #[test]
    fn two_in_a_hundred_more_or_less_are_no_difference() {
        let was = [("A", 1000, 5000)];
        assert!(differing(was, was).is_empty());
        assert!(differing(was, [("A", 1020, 4900)]).is_empty());
        assert_eq!(
            differing(was, [("A", 1021, 4899)]),
            [
                "A     decode 1000 -> 1021 (+2.1 %)",
                "A     encode 5000 -> 4899 (-2.0 %)",
                "total decode 1000 -> 1021 (+2.1 %)",
                "total encode 5000 -> 4899 (-2.0 %)",
            ]
        );
    }

    #[test]
    fn two_instructions_are_no_difference() {
        assert!(differing([("A", 10, 10)], [("A", 12, 8)]).is_empty());
        assert_eq!(differing([("A", 10, 10)], [("A", 13, 7)]).len(), 4);
    }

    #[test]
    fn a_difference_of_a_message_may_vanish_in_the_total() {
        let was = [("A", 100, 100), ("B", 10_000, 10_000)];
        let is = [("A", 103, 100), ("B", 10_000, 10_000)];
        assert_eq!(differing(was, is), ["A decode 100 -> 103 (+3.0 %)"]);
    }

    #[test]
    fn messages_that_are_new_or_gone_are_differences() {
        let was = [("A", 1000, 1000), ("B", 1, 2)];
        let is = [("A", 1000, 1000), ("C", 3, 4)];
        assert_eq!(
            differing(was, is),
            [
                "B decode 1 -> gone",
                "B encode 2 -> gone",
                "C decode new -> 3",
                "C encode new -> 4",
            ]
        );
    }

    #[test]
    fn the_report_tells_totals_and_how_to_accept() {
        let was = counts([("A", 1000, 2000)]);
        assert_eq!(
            report(MESSAGES, &was, &was).unwrap(),
            "bench/instructions.txt: instructions of 1 messages: 1000 to decode, 2000 to encode\n"
        );
        let is = counts([("A", 1500, 2000)]);
        assert_eq!(
            report(MESSAGES, &was, &is).unwrap_err().to_string(),
            "\
bench/instructions.txt: instructions of 1 messages: 1000 -> 1500 (+50.0 %) to decode, 2000 to encode
more than 2 % from bench/instructions.txt:
A     decode 1000 -> 1500 (+50.0 %)
total decode 1000 -> 1500 (+50.0 %)
If that is as it should be: cargo xtask bench --bless"
        );
    }
}
