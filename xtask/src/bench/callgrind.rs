//! Counting instructions with callgrind, a tool of valgrind, and what decides the counts.

use std::fs;

use anyhow::{Context, bail};
use xshell::{Shell, cmd};

use super::counts::Counts;
use crate::shell;

/// Why there are no counts without valgrind.
pub(super) const MISSING: &str = "instructions are counted by valgrind, which is not installed";

/// Collect within these functions of cti-bench only.
const COLLECT: &str = "--toggle-collect=*::counted_*";

/// Write what was collected, to the next file, before each call of this one.
const WRITE: &str = "--dump-before=*::instructions::next_count*";

pub(super) fn is_installed(sh: &Shell) -> bool {
    shell::is_installed(sh, "valgrind")
}

/// Counts the instructions of what a command of cti-bench decodes and encodes, in one run.
pub(super) fn count(sh: &Shell, command: &str) -> anyhow::Result<Counts> {
    let folder = sh.create_temp_dir()?;
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
    let runner = serde_json::to_string(&runner)?;
    let runner = format!("target.'cfg(all())'.runner={runner}");
    let count = cmd!(
        sh,
        "cargo run --release --package cti-bench --config {runner} -- {command}"
    );
    let names = count.quiet().read()?;
    let totals = (1..=names.lines().count()).map(|number| {
        let text = sh.read_file(format!("{dump}.{number}"));
        let text = text.with_context(|| format!("callgrind has not written count {number}"))?;
        total(&text).with_context(|| format!("callgrind has written no totals in count {number}"))
    });
    by_name(&names, &totals.collect::<anyhow::Result<Vec<_>>>()?)
}

/// All instructions in a file of callgrind.
fn total(dump: &str) -> Option<u64> {
    let totals = dump.lines().find_map(|line| line.strip_prefix("totals:"))?;
    totals.split_whitespace().next()?.parse().ok()
}

/// Puts totals to their names, a line each: the direction, and the message.
fn by_name(names: &str, totals: &[u64]) -> anyhow::Result<Counts> {
    let mut counts = Counts::new();
    for (line, total) in names.lines().zip(totals) {
        // No message costs nothing: callgrind does not know the functions.
        if *total == 0 {
            bail!("callgrind has counted nothing for {line}");
        }
        match line.split_once(' ') {
            Some(("decode", name)) => counts.entry(name.to_owned()).or_default().decode = *total,
            Some(("encode", name)) => counts.entry(name.to_owned()).or_default().encode = *total,
            _ => bail!("cti-bench has counted something without a name: {line}"),
        }
    }
    Ok(counts)
}

/// What decides how many instructions a program takes, beside its source: compiler and target, the
/// C library, which copies and allocates, and the widest instructions that it copies with.
pub(super) fn platform(sh: &Shell) -> anyhow::Result<String> {
    let rustc = sh.var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = cmd!(sh, "{rustc} -vV").quiet().read()?;
    let libc = cmd!(sh, "getconf GNU_LIBC_VERSION").quiet().ignore_stderr();
    describe(&version, libc.read().ok().as_deref(), &cpuinfo())
        .context("rustc -vV reports no release and host")
}

fn describe(rustc: &str, libc: Option<&str>, cpuinfo: &str) -> Option<String> {
    let rustc = format!(
        "rustc {}, {}",
        value(rustc, "release")?,
        value(rustc, "host")?
    );
    let parts = [Some(rustc.as_str()), libc, widest(cpuinfo)];
    Some(parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

/// The model of the processor, where the system reports it.
pub(super) fn processor() -> String {
    let model = value(&cpuinfo(), "model name").map(str::to_owned);
    model.unwrap_or_else(|| "unknown processor".to_owned())
}

fn cpuinfo() -> String {
    fs::read_to_string("/proc/cpuinfo").unwrap_or_default()
}

/// The widest of the instructions to copy with that valgrind knows, by the flags in
/// `/proc/cpuinfo`.
fn widest(cpuinfo: &str) -> Option<&'static str> {
    let flags = value(cpuinfo, "flags")?;
    let has = |name: &&str| flags.split_whitespace().any(|flag| flag == *name);
    ["avx2", "avx"].into_iter().find(has)
}

/// The first value under a key in lines of `key: value`.
fn value<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let mut pairs = text.lines().filter_map(|line| line.split_once(':'));
    let (_, value) = pairs.find(|(found, _)| found.trim() == key)?;
    Some(value.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::counts::Count;

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
    fn a_count_of_nothing_is_an_error() {
        assert!(by_name("decode A\n", &[0]).is_err());
        assert!(by_name("recode A\n", &[1]).is_err());
    }

    #[test]
    fn the_platform_is_a_line() {
        let version = "\
rustc 1.95.0 (59807616e 2026-04-14)
binary: rustc
host: x86_64-unknown-linux-gnu
release: 1.95.0
";
        let described = describe(version, Some("glibc 2.36"), "flags : sse2 avx2\n").unwrap();
        let expected = "rustc 1.95.0, x86_64-unknown-linux-gnu";
        assert_eq!(described, format!("{expected}, glibc 2.36, avx2"));
        assert_eq!(describe(version, None, "").unwrap(), expected);
        assert!(describe("rustc 1.95.0", None, "").is_none());
    }

    #[test]
    fn the_first_value_of_a_key_is_read() {
        let info =
            "processor\t: 0\nmodel\t\t: 85\nmodel name\t: Some CPU @ 2 GHz\nmodel name\t: B\n";
        assert_eq!(value(info, "model name"), Some("Some CPU @ 2 GHz"));
        assert_eq!(value("processor\t: 0\n", "model name"), None);
    }

    #[test]
    fn the_widest_instructions_are_found() {
        let widest = |flags| widest(&format!("processor\t: 0\nflags\t\t: {flags}\n"));
        assert_eq!(widest("fpu sse2 avx avx2 avx512f"), Some("avx2"));
        assert_eq!(widest("fpu sse2 avx avx512f"), Some("avx"));
        assert_eq!(widest("fpu sse2"), None);
    }
}
