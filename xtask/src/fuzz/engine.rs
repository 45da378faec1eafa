//! libFuzzer, by cargo-fuzz.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use super::places::Places;
use super::stats::{Stats, is_routine};
use super::tools::{NO_SANITIZER, cargo_fuzz};

/// The longest input: more than any sample message has. Longer ones repeat what shorter ones do,
/// and the limit of a frame is reached by fields that say that they are long.
const MAX_LEN: usize = 4096;

/// How long one input may take, in seconds. The slowest take milliseconds; the rest is for
/// machines that are busy.
const TIMEOUT: usize = 20;

/// How a target went.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) target: String,
    pub(super) elapsed: Duration,
    pub(super) stats: Stats,
    /// The inputs that broke a property, as paths below the root.
    pub(super) finds: Vec<PathBuf>,
}

/// Builds targets, so that no run starts with that.
pub(super) fn build(root: &Path, targets: &[String]) -> anyhow::Result<()> {
    for target in targets {
        let mut command = cargo_fuzz(root, "build");
        command.args(NO_SANITIZER).arg(target);
        if !command.status().context("cannot run cargo")?.success() {
            bail!("the fuzz target {target} does not build");
        }
    }
    Ok(())
}

/// Runs a target until its time is over or something is found.
pub(super) fn run(places: &Places, target: &str, time: Duration) -> anyhow::Result<Run> {
    let (added, log) = (places.added(target), places.log(target));
    for folder in [Some(added.as_path()), log.parent()].into_iter().flatten() {
        fs::create_dir_all(folder)?;
    }
    let mut command = cargo_fuzz(&places.root, "run");
    command
        .args(NO_SANITIZER)
        .arg(target)
        // New inputs go to the first folder.
        .args([added, places.corpus(target)])
        .arg("--")
        .args(options(time))
        .stderr(Stdio::piped());
    let start = Instant::now();
    let mut child = command.spawn()?;
    let output = child.stderr.take().context("no output")?;
    let stats = follow(output, &mut File::create(&log)?)?;
    if !child.wait()?.success() && stats.finds.is_empty() {
        bail!("libFuzzer failed without an input; see {}", log.display());
    }
    let finds = stats.finds.iter().map(|find| places.below_root(find));
    Ok(Run {
        target: target.to_owned(),
        elapsed: start.elapsed(),
        finds: finds.collect(),
        stats,
    })
}

fn options(time: Duration) -> [String; 4] {
    [
        // 0 would be no limit.
        format!("-max_total_time={}", time.as_secs().max(1)),
        format!("-max_len={MAX_LEN}"),
        format!("-timeout={TIMEOUT}"),
        "-print_final_stats=1".to_owned(),
    ]
}

/// Reads what libFuzzer says: all of it goes to the log, what is not routine to the terminal.
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
