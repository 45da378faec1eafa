//! libFuzzer, by cargo-fuzz: builds and runs a target, and reads what libFuzzer reports.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use xshell::{Cmd, Shell, cmd};

/// The longest input: more than any sample message has. Longer ones repeat what shorter ones do,
/// and lengths within a message reach the limit of a frame.
const MAX_LEN: usize = 4096;

/// How long one input may take, in seconds. The slowest take milliseconds; the rest is for
/// machines that are busy.
const TIMEOUT: usize = 20;

/// No AddressSanitizer: it looks for errors of unsafe code, of which there is none here, and halves
/// the speed.
const NO_SANITIZER: [&str; 2] = ["--sanitizer", "none"];

/// A command of cargo-fuzz.
///
/// The cargo that runs this command is of another toolchain and does not know `+nightly`: that is
/// rustup's, whose cargo is the one on the path.
fn cargo_fuzz<'s>(sh: &'s Shell, subcommand: &str) -> Cmd<'s> {
    let command = cmd!(sh, "cargo +nightly fuzz {subcommand}").quiet();
    command.env_remove("CARGO").env_remove("RUSTUP_TOOLCHAIN")
}

/// Checks that nightly Rust and cargo-fuzz are installed.
pub(super) fn check(sh: &Shell) -> anyhow::Result<()> {
    let works = |command: Cmd<'_>| command.ignore_stdout().ignore_stderr().run().is_ok();
    let nightly = cmd!(sh, "cargo +nightly --version").quiet();
    ensure!(
        works(nightly.env_remove("RUSTUP_TOOLCHAIN")),
        "fuzzing needs nightly Rust, for libFuzzer's instrumentation only: \
         rustup toolchain install nightly --profile minimal"
    );
    ensure!(
        works(cargo_fuzz(sh, "--version")),
        "fuzzing needs cargo-fuzz: cargo install cargo-fuzz"
    );
    Ok(())
}

/// Builds a target.
pub(super) fn build(sh: &Shell, target: &str) -> anyhow::Result<()> {
    let build = cargo_fuzz(sh, "build").args(NO_SANITIZER).arg(target).run();
    build.with_context(|| format!("the fuzz target {target} does not build"))
}

/// Removes inputs from a folder that reach nothing that the others do not.
pub(super) fn minimise(
    sh: &Shell,
    target: &str,
    inputs: &Path,
    options: &[&str],
) -> anyhow::Result<()> {
    let command = cargo_fuzz(sh, "cmin")
        .args(NO_SANITIZER)
        .arg(target)
        .arg(inputs);
    let command = match options {
        [] => command,
        options => command.arg("--").args(options),
    };
    let minimised = command.run();
    minimised.with_context(|| format!("the corpus of {target} cannot be minimised"))
}

/// How a target went.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) target: String,
    pub(super) elapsed: Duration,
    pub(super) stats: Stats,
}

/// Runs a target on the inputs of two folders until its time is over or something is found.
///
/// New inputs go to the folder `added`, all that libFuzzer writes to the file `log`.
pub(super) fn run(
    sh: &Shell,
    target: &str,
    time: Duration,
    [added, inputs]: [&Path; 2],
    log: &Path,
) -> anyhow::Result<Run> {
    // 0 would be no limit.
    let seconds = time.as_secs().max(1);
    let command = cargo_fuzz(sh, "run")
        .args(NO_SANITIZER)
        .arg(target)
        // libFuzzer writes to the first.
        .args([added, inputs])
        .arg("--")
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-max_len={MAX_LEN}"))
        .arg(format!("-timeout={TIMEOUT}"))
        .arg("-print_final_stats=1");
    // Its output is read while it runs, which xshell does not do.
    let mut command = Command::from(command);
    command.stderr(Stdio::piped());
    let start = Instant::now();
    fs::create_dir_all(log.parent().context("the log has no folder")?)?;
    let mut log_file = File::create(log)?;
    let mut child = command.spawn()?;
    let output = child.stderr.take().context("no output")?;
    let stats = follow(output, &mut log_file)?;
    if !child.wait()?.success() && stats.finds.is_empty() {
        bail!("libFuzzer failed without an input; see {}", log.display());
    }
    Ok(Run {
        target: target.to_owned(),
        elapsed: start.elapsed(),
        stats,
    })
}

/// Reads what libFuzzer writes: all of it goes to the log, what is not routine to the terminal.
fn follow(output: impl Read, log: &mut impl Write) -> anyhow::Result<Stats> {
    let mut output = BufReader::new(output);
    let mut stats = Stats::default();
    let mut line = Vec::new();
    while output.read_until(b'\n', &mut line)? > 0 {
        log.write_all(&line)?;
        // A panic may show any bytes.
        let text = String::from_utf8_lossy(&line);
        stats.read(&text);
        if !is_routine(&text) {
            eprint!("{text}");
        }
        line.clear();
    }
    Ok(stats)
}

/// Precedes the path of an input that libFuzzer has written to a file.
const WRITTEN: &str = "Test unit written to ";

/// The start of the name of an input that was slow, but within [`TIMEOUT`].
const SLOW: &str = "slow-unit-";

/// The figures of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Stats {
    /// How many inputs were run.
    pub(super) executions: u64,
    /// How many of them in a second.
    pub(super) per_second: u64,
    /// The edges of the code that were reached (`cov:`).
    pub(super) coverage: u64,
    /// The edges by how often they were taken, and more (`ft:`).
    pub(super) features: u64,
    /// The inputs that are kept, and their bytes, as libFuzzer writes them (`corp:`).
    pub(super) corpus: String,
    /// The inputs that broke a property, ran out of time or of memory.
    pub(super) finds: Vec<PathBuf>,
}

impl Stats {
    /// Takes the figures of a line: a status line, or one of the final statistics.
    fn read(&mut self, line: &str) {
        if let Some(stat) = line.strip_prefix("stat::") {
            self.read_final(stat);
        } else if let Some(status) = line.strip_prefix('#') {
            self.read_status(status);
        } else if let Some((_, path)) = line.split_once(WRITTEN) {
            let path = Path::new(path.trim_end());
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if !name.starts_with(SLOW) {
                self.finds.push(path.to_owned());
            }
        }
    }

    fn read_final(&mut self, stat: &str) {
        let (name, value) = stat.split_once(':').unwrap_or_default();
        let Ok(value) = value.trim().parse() else {
            return;
        };
        match name {
            "number_of_executed_units" => self.executions = value,
            "average_exec_per_sec" => self.per_second = value,
            _ => {}
        }
    }

    /// A status line without its `#`: the number of inputs that were run, an event, and pairs.
    fn read_status(&mut self, status: &str) {
        let mut words = status.split_whitespace();
        let Some(executions) = words.next().and_then(|word| word.parse().ok()) else {
            return;
        };
        self.executions = executions;
        // After the event come names with a colon, each before its value.
        while let Some(name) = words.next() {
            let mut number = || words.next().and_then(|value| value.parse().ok());
            match name {
                "cov:" => self.coverage = number().unwrap_or(self.coverage),
                "ft:" => self.features = number().unwrap_or(self.features),
                "exec/s:" => self.per_second = number().unwrap_or(self.per_second),
                "corp:" => self.corpus = words.next().unwrap_or_default().to_owned(),
                _ => {}
            }
        }
    }
}

/// Whether a line only says that an input was added to the corpus, or became shorter.
fn is_routine(line: &str) -> bool {
    line.starts_with('#') && (line.contains("\tNEW ") || line.contains("\tREDUCE "))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Stats, is_routine};

    /// What libFuzzer wrote in a run that found nothing, shortened.
    const QUIET: &str = "\
INFO: Running with entropic power schedule (0xFF, 100).
INFO: Seed: 1938
INFO:      243 files found in corpus
#243\tINITED cov: 5012 ft: 9313 corp: 201/14Kb exec/s: 0 rss: 41Mb
#256\tNEW    cov: 5013 ft: 9320 corp: 202/14Kb lim: 4096 exec/s: 0 rss: 41Mb L: 53/2048 MS: 1 EraseBytes-
#512\tREDUCE cov: 5013 ft: 9320 corp: 202/14000b lim: 4096 exec/s: 256 rss: 42Mb L: 50/2048 MS: 1 EraseBytes-
#65536\tpulse  cov: 5120 ft: 11002 corp: 300/20Kb lim: 4096 exec/s: 6553 rss: 48Mb
#70000\tDONE   cov: 5121 ft: 11003 corp: 301/21Kb lim: 4096 exec/s: 6363 rss: 48Mb
Done 70000 runs in 11 second(s)
stat::number_of_executed_units: 70000
stat::average_exec_per_sec:     6363
stat::new_units_added:          58
stat::slowest_unit_time_sec:    0
stat::peak_rss_mb:              49
";

    #[test]
    fn the_last_figures_count() {
        let mut stats = Stats::default();
        for line in QUIET.lines() {
            stats.read(line);
        }
        let expected = Stats {
            executions: 70_000,
            per_second: 6363,
            coverage: 5121,
            features: 11_003,
            corpus: "301/21Kb".to_owned(),
            finds: vec![],
        };
        assert_eq!(stats, expected);
    }

    #[test]
    fn a_run_that_is_cut_off_has_the_figures_of_its_last_status() {
        let mut stats = Stats::default();
        for line in QUIET.lines().take(7) {
            stats.read(line);
        }
        assert_eq!((stats.executions, stats.per_second), (65_536, 6553));
        assert_eq!((stats.coverage, stats.features), (5120, 11_002));
        assert_eq!(stats.corpus, "300/20Kb");
    }

    #[test]
    fn output_of_a_target_is_not_taken_for_statistics() {
        let mut stats = Stats::default();
        for line in [
            "# a comment",
            "#",
            "stat::",
            "stat::x: y",
            "cov: 5",
            "#x cov: 1",
            "",
        ] {
            stats.read(line);
        }
        assert_eq!(stats, Stats::default());
        // `cov:` without a number keeps what was known.
        stats.read("#7\tpulse  cov:");
        assert_eq!(stats.executions, 7);
        assert_eq!(stats.coverage, 0);
    }

    #[test]
    fn inputs_that_broke_a_property_are_known_by_their_paths() {
        let mut stats = Stats::default();
        for line in [
            "thread '<unnamed>' (7) panicked at tests/src/contract.rs:60:9:\n",
            "==7== ERROR: libFuzzer: deadly signal\n",
            "artifact_prefix='/w/fuzz/artifacts/json/'; Test unit written to /w/fuzz/artifacts/json/slow-unit-2\n",
            "artifact_prefix='/w/fuzz/artifacts/json/'; Test unit written to /w/fuzz/artifacts/json/crash-1\n",
            "Base64: AA==\n",
        ] {
            stats.read(line);
        }
        assert_eq!(stats.finds, [Path::new("/w/fuzz/artifacts/json/crash-1")]);
    }

    #[test]
    fn routine_lines_are_known() {
        let shown: Vec<_> = QUIET.lines().filter(|line| !is_routine(line)).collect();
        assert_eq!(shown.len(), QUIET.lines().count() - 2);
        assert!(!is_routine("thread panicked: \tNEW "));
    }
}
