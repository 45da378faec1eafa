//! Counts of instructions: the committed files, and how counts differ from them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use anyhow::{Context, bail};
use xshell::Shell;

/// How to accept the counts as they are.
pub(super) const BLESS: &str = "cargo xtask bench bless";

/// Differences of up to this many percent are tolerated.
const PERCENT: u64 = 2;

/// Differences of up to this many instructions are tolerated, however few there are.
const FEW: u64 = 2;

/// The instructions of each message, by its name.
pub(super) type Counts = BTreeMap<String, Count>;

/// The instructions that a message takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) decode: u64,
    pub(super) encode: u64,
}

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

    pub(super) fn of(self, count: Count) -> u64 {
        match self {
            Self::Decode => count.decode,
            Self::Encode => count.encode,
        }
    }
}

/// A file of counts: the platform that they were made on, then a line for each message with its
/// name, decode, encode.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Baseline {
    pub(super) platform: String,
    pub(super) counts: Counts,
}

impl Baseline {
    pub(super) fn read(sh: &Shell, file: &str) -> anyhow::Result<Self> {
        let text = sh.read_file(file);
        let text = text.with_context(|| format!("no counts in {file}; to write them: {BLESS}"))?;
        Self::parse(&text, file)
    }

    fn parse(text: &str, file: &str) -> anyhow::Result<Self> {
        let mut lines = text.lines().zip(1..);
        let (platform, _) = lines.next().with_context(|| format!("{file} is empty"))?;
        let counts = lines.map(|(line, number)| {
            parse(line).with_context(|| format!("{file}:{number}: not a count: {line}"))
        });
        Ok(Self {
            platform: platform.to_owned(),
            counts: counts.collect::<anyhow::Result<_>>()?,
        })
    }

    pub(super) fn text(&self) -> String {
        let width = self.counts.keys().map(String::len).max().unwrap_or(0);
        let mut text = format!("{}\n", self.platform);
        for (name, Count { decode, encode }) in &self.counts {
            let _ = writeln!(text, "{name:<width$} {decode:>7} {encode:>7}");
        }
        text
    }
}

/// Reads the line of a message.
fn parse(line: &str) -> Option<(String, Count)> {
    let (line, encode) = line.rsplit_once(' ')?;
    let (name, decode) = line.trim_end().rsplit_once(' ')?;
    let count = Count {
        decode: decode.parse().ok()?,
        encode: encode.parse().ok()?,
    };
    Some((name.trim_end().to_owned(), count))
}

/// Compares counts with those of a file; returns a line with the totals.
///
/// # Errors
/// If they differ, with a line for each that does.
pub(super) fn compare(file: &str, was: &Counts, is: &Counts) -> anyhow::Result<String> {
    let (total_was, total_is) = (total(was), total(is));
    let totals = format!(
        "{file}: instructions of {} messages: {} to decode, {} to encode",
        is.len(),
        change(Some(total_was.decode), Some(total_is.decode)),
        change(Some(total_was.encode), Some(total_is.encode)),
    );

    let names: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
    let of_messages = names.into_iter().map(|name| {
        let [was, is] = [was, is].map(|counts| counts.get(name).copied());
        (name.as_str(), was, is)
    });
    let mut rows = Vec::new();
    for (name, was, is) in of_messages.chain([("total", Some(total_was), Some(total_is))]) {
        for direction in Direction::BOTH {
            let [was, is] = [was, is].map(|count| count.map(|count| direction.of(count)));
            if differ(was, is) {
                rows.push((name, direction.name(), change(was, is)));
            }
        }
    }
    if rows.is_empty() {
        return Ok(format!("{totals}\n"));
    }
    let width = rows.iter().map(|row| row.0.len()).max().unwrap_or(0);
    let mut table = String::new();
    for (name, direction, change) in rows {
        let _ = writeln!(table, "{name:<width$} {direction} {change}");
    }
    bail!("{totals}\nmore than {PERCENT} % from {file}:\n{table}If that is intended: {BLESS}")
}

fn total(counts: &Counts) -> Count {
    Count {
        decode: counts.values().map(|count| count.decode).sum(),
        encode: counts.values().map(|count| count.encode).sum(),
    }
}

/// Whether a count is another than it was; `None` for a message that is new, or gone.
fn differ(was: Option<u64>, is: Option<u64>) -> bool {
    match (was, is) {
        (Some(was), Some(is)) => {
            let apart = was.abs_diff(is);
            apart > FEW && apart * 100 > was * PERCENT
        }
        _ => was != is,
    }
}

/// A count before and now, and the difference in percent.
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
    use super::*;

    const FILE: &str = "bench/instructions.txt";

    fn counts<const N: usize>(counts: [(&str, u64, u64); N]) -> Counts {
        let counts =
            counts.map(|(name, decode, encode)| (name.to_owned(), Count { decode, encode }));
        counts.into()
    }

    #[test]
    fn a_file_that_is_written_is_read() {
        let baseline = Baseline {
            platform: "rustc 1.95.0, x86_64-unknown-linux-gnu".to_owned(),
            counts: counts([
                ("mix: AGENT_STATE_EVENT, 5 groups", 4082, 7561),
                ("CALL_CLEARED_EVENT", 600, 12_345_678),
            ]),
        };
        let text = baseline.text();
        assert_eq!(
            text,
            "\
rustc 1.95.0, x86_64-unknown-linux-gnu
CALL_CLEARED_EVENT                   600 12345678
mix: AGENT_STATE_EVENT, 5 groups    4082    7561
"
        );
        assert_eq!(Baseline::parse(&text, FILE).unwrap(), baseline);
    }

    #[test]
    fn an_invalid_count_is_reported_with_its_line() {
        for line in ["", "A", "A 1", "A 1 x", "A -1 2", "1 2"] {
            let error = Baseline::parse(&format!("rustc\nA 1 2\n{line}\n"), FILE).unwrap_err();
            let expected = format!("bench/instructions.txt:3: not a count: {line}");
            assert_eq!(error.to_string(), expected);
        }
    }

    /// The lines for what differs.
    fn differing<const N: usize, const M: usize>(
        was: [(&str, u64, u64); N],
        is: [(&str, u64, u64); M],
    ) -> Vec<String> {
        let Err(error) = compare(FILE, &counts(was), &counts(is)) else {
            return Vec::new();
        };
        let text = error.to_string();
        let lines = text
            .lines()
            .filter(|line| line.contains("code ") && !line.contains("instructions"));
        lines.map(str::to_owned).collect()
    }

    #[test]
    fn two_percent_more_or_less_are_tolerated() {
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
    fn two_instructions_are_tolerated() {
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
    fn the_report_has_totals_and_how_to_accept() {
        let was = counts([("A", 1000, 2000), ("B", 100, 200)]);
        assert_eq!(
            compare(FILE, &was, &was).unwrap(),
            "bench/instructions.txt: instructions of 2 messages: 1100 to decode, 2200 to encode\n"
        );
        let is = counts([("A", 1550, 2000), ("B", 100, 200)]);
        assert_eq!(
            compare(FILE, &was, &is).unwrap_err().to_string(),
            "\
bench/instructions.txt: instructions of 2 messages: 1100 -> 1650 (+50.0 %) to decode, 2200 to encode
more than 2 % from bench/instructions.txt:
A     decode 1000 -> 1550 (+55.0 %)
total decode 1100 -> 1650 (+50.0 %)
If that is intended: cargo xtask bench bless"
        );
    }
}
