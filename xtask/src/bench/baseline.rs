//! The committed counts of instructions.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::Context;

use super::BLESS;

/// Where those of all messages are, seen from the root of the workspace.
pub(super) const MESSAGES: &str = "bench/instructions.txt";

/// Where those of the sweep are.
pub(super) const SWEEP: &str = "bench/sweep.txt";

/// The instructions of each message by its name.
pub(super) type Counts = BTreeMap<String, Count>;

/// The instructions that a message takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) decode: u64,
    pub(super) encode: u64,
}

/// Counts, and where they were made.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Baseline {
    pub(super) platform: String,
    pub(super) counts: Counts,
}

impl Baseline {
    pub(super) fn read(root: &Path, file: &str) -> anyhow::Result<Self> {
        let text = fs::read_to_string(root.join(file))
            .with_context(|| format!("cannot read {file}; to write it: {BLESS}"))?;
        Self::parse(&text, file)
    }

    pub(super) fn write(&self, root: &Path, file: &str) -> anyhow::Result<()> {
        fs::write(root.join(file), self.text()).with_context(|| format!("cannot write {file}"))
    }

    /// Reads the text of a file.
    fn parse(text: &str, file: &str) -> anyhow::Result<Self> {
        let mut lines = text.lines().enumerate();
        let (_, platform) = lines.next().with_context(|| format!("{file} is empty"))?;
        let counts = lines.map(|(at, line)| {
            parse(line).with_context(|| format!("{file}:{}: not a count: {line}", at + 1))
        });
        Ok(Self {
            platform: platform.to_owned(),
            counts: counts.collect::<anyhow::Result<_>>()?,
        })
    }

    /// The platform, then a line for each message: its name, decode, encode.
    fn text(&self) -> String {
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

#[cfg(test)]
mod tests {
    use super::{Baseline, Count, MESSAGES};

    #[test]
    fn what_is_written_is_read() {
        let counts = [
            ("mix: AGENT_STATE_EVENT, 5 groups", 4082, 7561),
            ("CALL_CLEARED_EVENT", 600, 12_345_678),
        ];
        let baseline = Baseline {
            platform: "rustc 1.95.0, x86_64-unknown-linux-gnu".to_owned(),
            counts: counts
                .map(|(name, decode, encode)| (name.to_owned(), Count { decode, encode }))
                .into(),
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
        assert_eq!(Baseline::parse(&text, MESSAGES).unwrap(), baseline);
    }

    #[test]
    fn what_is_no_count_is_told_by_its_line() {
        for line in ["", "A", "A 1", "A 1 x", "A -1 2", "1 2"] {
            let error = Baseline::parse(&format!("rustc\nA 1 2\n{line}\n"), MESSAGES).unwrap_err();
            let expected = format!("bench/instructions.txt:3: not a count: {line}");
            assert_eq!(error.to_string(), expected);
        }
    }
}
