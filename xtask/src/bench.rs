//! `bench`: measures times, and compares counts of instructions with those that are committed.
//!
//! Both are measured by the binary of the package cti-bench, which cargo builds and starts: it
//! needs the generated code, and this crate does not.

mod baseline;
mod callgrind;
mod compare;
mod machine;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};

use crate::cargo::{self, Cargo};
use baseline::Baseline;
use machine::Platform;

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

/// Compares the instructions that messages take with the committed counts; returns what to say
/// of it.
///
/// Where nothing can be compared, because valgrind is missing or the counts are of another
/// compiler, says so.
///
/// # Errors
/// If counts differ, or cannot be made.
pub fn check(root: &Path) -> anyhow::Result<String> {
    let platform = Platform::of(root)?;
    let baseline = Baseline::read(root)?;
    if baseline.platform != platform.to_string() {
        return Ok(format!(
            "skipped: the counts in {} are for {}; here it is {platform}\n",
            baseline::FILE,
            baseline.platform
        ));
    }
    if !callgrind::is_there() {
        return Ok("skipped: instructions are counted by valgrind, which is not here\n".to_owned());
    }
    compare::report(&baseline.counts, &callgrind::count(root)?)
}

/// Writes the instructions that messages take to the committed file.
///
/// # Errors
/// If they cannot be counted or written.
pub fn bless(root: &Path) -> anyhow::Result<()> {
    if !callgrind::is_there() {
        bail!("instructions are counted by valgrind, which is not here");
    }
    let baseline = Baseline {
        platform: Platform::of(root)?.to_string(),
        counts: callgrind::count(root)?,
    };
    baseline.write(root)
}
