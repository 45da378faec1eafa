//! Counting instructions with callgrind, a tool of valgrind.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, bail};

use super::baseline::Counts;
use crate::cargo::Cargo;

/// Collect within these functions of cti-bench only.
const COLLECT: &str = "--toggle-collect=*::counted_*";

/// Write what was collected, to the next file, before each call of this one.
const WRITE: &str = "--dump-before=*::instructions::next_count*";

/// Whether valgrind can be run.
pub(super) fn is_there() -> bool {
    Command::new("valgrind")
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Counts the instructions of what a command of cti-bench decodes and encodes, in one run.
pub(super) fn count(root: &Path, command: &str) -> anyhow::Result<Counts> {
    let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
    let dump = folder.path().join("dump");
    let dump = dump.to_str().context("a temporary folder in UTF-8")?;
    let out = format!("--callgrind-out-file={dump}");
    let runner = [
        "valgrind",
        "--quiet",
        "--tool=callgrind",
        &out,
        COLLECT,
        WRITE,
    ];
    // Strings of JSON are strings of TOML.
    let runner = format!(
        "target.'cfg(all())'.runner={}",
        serde_json::to_string(&runner)?
    );
    let output = Cargo::of_workspace(root)
        .command(["run", "--release", "--package", "cti-bench"])
        .args(["--config", &runner, "--", command])
        .stderr(Stdio::inherit())
        .output()
        .context("cannot run cargo")?;
    if !output.status.success() {
        bail!("instructions cannot be counted: cti-bench or valgrind failed");
    }
    let names = String::from_utf8(output.stdout)?;
    let totals = (1..=names.lines().count()).map(|number| {
        let path = format!("{dump}.{number}");
        let text = fs::read_to_string(&path)
            .with_context(|| format!("callgrind has not written count {number}"))?;
        total(&text).with_context(|| format!("callgrind has written no totals in {path}"))
    });
    by_name(&names, &totals.collect::<anyhow::Result<Vec<_>>>()?)
}

/// All instructions that a file of callgrind tells of.
fn total(dump: &str) -> Option<u64> {
    let totals = dump.lines().find_map(|line| line.strip_prefix("totals:"))?;
    totals.split_whitespace().next()?.parse().ok()
}

/// Puts totals to their names, a line each: the direction, and the message.
fn by_name(names: &str, totals: &[u64]) -> anyhow::Result<Counts> {
    let mut counts = Counts::new();
    for (line, total) in names.lines().zip(totals) {
        // No message is for nothing: callgrind does not know the functions.
        if *total == 0 {
            bail!("callgrind has counted nothing for {line}");
        }
        match line.split_once(' ') {
            Some(("decode", name)) => counts.entry(name.to_owned()).or_default().decode = *total,
            Some(("encode", name)) => counts.entry(name.to_owned()).or_default().encode = *total,
            _ => bail!("cti-bench has counted what has no name: {line}"),
        }
    }
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::{by_name, total};
    use crate::bench::baseline::Count;

    /// What callgrind wrote, shortened.
    const DUMP: &str = "\
# callgrind format
version: 1
creator: callgrind-3.19.0
part: 2

desc: Trigger: --dump-before=cti_bench::instructions::next_count

positions: line
events: Ir
summary: 2732


ob=(6) target/release/cti-bench
fn=(1084) cti_bench::instructions::counted_encode
0 11
cfn=(1090) cti_messages::generated::dispatch::Message::encode
calls=1 0 
0 2721

totals: 2732
";

    #[test]
    fn the_total_of_a_file_is_read() {
        assert_eq!(total(DUMP), Some(2732));
        assert_eq!(total("summary: 2732\n"), None);
        assert_eq!(total("totals: \n"), None);
    }

    #[test]
    fn totals_are_put_to_their_names() {
        let names = "decode mix: A, 5 groups\nencode mix: A, 5 groups\n";
        let counts = by_name(names, &[981, 2732]).unwrap();
        let count = Count {
            decode: 981,
            encode: 2732,
        };
        assert_eq!(counts, [("mix: A, 5 groups".to_owned(), count)].into());
    }

    #[test]
    fn what_was_not_counted_is_an_error() {
        assert!(by_name("decode A\n", &[0]).is_err());
        assert!(by_name("recode A\n", &[1]).is_err());
    }
}
