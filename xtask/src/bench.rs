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
/// compiler, says so.
///
/// # Errors
/// If counts differ, or cannot be made; if they do not grow on a line, or the plot is not theirs.
pub fn check(root: &Path) -> anyhow::Result<String> {
    let straight = sweep::check(root)?;
    let platform = Platform::of(root)?;
    let mut report = String::new();
    for (file, command) in COUNTED {
        let baseline = Baseline::read(root, file)?;
        if baseline.platform != platform.to_string() {
            report += &format!(
                "skipped: the counts in {file} are for {}; here it is {platform}\n",
                baseline.platform
            );
        } else if !callgrind::is_there() {
            report += "skipped: instructions are counted by valgrind, which is not here\n";
        } else {
            let counts = callgrind::count(root, command)?;
            report += &compare::report(file, &baseline.counts, &counts)?;
        }
    }
    Ok(report + &straight)
}

/// Writes the instructions that messages take to the committed files, and the plot of them.
///
/// # Errors
/// If they cannot be counted or written.
pub fn bless(root: &Path) -> anyhow::Result<()> {
    if !callgrind::is_there() {
        bail!("instructions are counted by valgrind, which is not here");
    }
    for (file, command) in COUNTED {
        let baseline = Baseline {
            platform: Platform::of(root)?.to_string(),
            counts: callgrind::count(root, command)?,
        };
        baseline.write(root, file)?;
    }
    plot(root)
}

/// Draws the plot of the sweep from the committed counts.
///
/// # Errors
/// If they cannot be read, or the plot not written.
pub fn plot(root: &Path) -> anyhow::Result<()> {
    sweep::plot(root)
}
