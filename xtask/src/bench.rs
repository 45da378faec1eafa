//! `bench`: measures times, and compares counts of instructions with those that are committed.
//!
//! Both are measured by the binary of the package cti-bench, which cargo builds and starts: it
//! needs the generated code, and this crate does not.

mod baseline;
mod callgrind;
mod compare;
mod machine;
mod sizes;
mod sweep;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};

use crate::cargo::{self, Cargo};
use baseline::Baseline;
use machine::Platform;
pub use sizes::sizes;

/// How to accept the counts as they are.
const BLESS: &str = "cargo xtask bench --bless";

/// Measures times, prints the tables and the ratios, and ends as `cti-bench` ends.
///
/// # Errors
/// If cargo or rustc cannot be started.
pub fn times(root: &Path, quick: bool, filter: Option<&str>) -> anyhow::Result<ExitCode> {
    println!("{}, {}\n", machine::processor(), Platform::of(root)?);
    // Criterion compares with what it has kept: noise, of no use here.
    let kept = tempfile::tempdir().context("cannot make a temporary folder")?;
    let status = Cargo::of_workspace(root)
        .command(["run", "--release", "--package", "cti-bench", "--"])
        .arg("times")
        .args(quick.then_some("--quick"))
        .args(filter)
        .env("CRITERION_HOME", kept.path())
        .status()
        .context("cannot run cargo")?;
    Ok(cargo::exit_code(status))
}

/// Files of counts, each with the command of cti-bench that makes them.
const COUNTED: [(&str, &str); 2] = [
    (baseline::MESSAGES, "instructions"),
    (baseline::SWEEP, "sweep"),
];

/// Compares the instructions that messages take with the committed counts, and the plot with them;
/// returns what to say of it.
///
/// Where nothing can be counted, because valgrind is missing or the counts are of another
/// compiler, C library or kind of processor, says so.
///
/// # Errors
/// If counts differ, or cannot be made; if they do not grow on a line, or the plot is not theirs. All
/// that is wrong is told.
pub fn check(root: &Path) -> anyhow::Result<String> {
    let platform = Platform::of(root)?;
    let counted = COUNTED.map(|(file, command)| compare(root, &platform, file, command));
    let mut report = String::new();
    let mut failed = false;
    for part in counted.into_iter().chain([sweep::check(root)]) {
        failed |= part.is_err();
        report += &part.unwrap_or_else(|error| format!("{error:#}\n"));
    }
    if failed {
        bail!(report);
    }
    Ok(report)
}

/// Compares the counts of a file with those of a command.
fn compare(root: &Path, platform: &Platform, file: &str, command: &str) -> anyhow::Result<String> {
    let baseline = Baseline::read(root, file)?;
    if baseline.platform != platform.to_string() {
        return Ok(format!(
            "skipped: the counts in {file} are for {}; here it is {platform}\n",
            baseline.platform
        ));
    }
    if !callgrind::is_there() {
        let why = "instructions are counted by valgrind, which is not here";
        return Ok(format!("skipped: {why}\n"));
    }
    let counts = callgrind::count(root, command)?;
    compare::report(file, &baseline.counts, &counts)
}

/// Writes the instructions that messages take to the committed files, and the plot of them; returns
/// what to say of their growth.
///
/// # Errors
/// If they cannot be counted or written, or do not grow on a line.
pub fn bless(root: &Path) -> anyhow::Result<String> {
    if !callgrind::is_there() {
        bail!("instructions are counted by valgrind, which is not here");
    }
    let platform = Platform::of(root)?.to_string();
    for (file, command) in COUNTED {
        let baseline = Baseline {
            platform: platform.clone(),
            counts: callgrind::count(root, command)?,
        };
        baseline.write(root, file)?;
    }
    plot(root)?;
    sweep::check(root)
}

/// Draws the plot of the sweep from the committed counts.
///
/// # Errors
/// If they cannot be read, or the plot not written.
pub fn plot(root: &Path) -> anyhow::Result<()> {
    sweep::plot(root)
}
