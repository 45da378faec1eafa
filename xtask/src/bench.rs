//! `bench`: measures times, and compares counts of instructions with the committed ones.
//!
//! Both are measured by the binary of the package cti-bench, which cargo builds and starts: it
//! needs the generated code, and this crate does not. `build` and `sizes` measure cargo's builds instead.

mod build;
mod callgrind;
mod counts;
mod plot;
mod scratch;
mod sizes;
mod statistics;
mod sweep;

use anyhow::bail;
use xshell::{Shell, cmd};

pub use build::build;
use counts::Baseline;
pub use plot::write as plot;
pub use sizes::sizes;

/// Files of counts, each with the command of cti-bench that makes them.
const COUNTED: [(&str, &str); 2] = [
    ("bench/instructions.txt", "instructions"),
    (sweep::COUNTS, "sweep"),
];

/// Measures times; prints the tables and the ratios.
///
/// # Errors
/// If nothing can be measured, or the filter leaves nothing.
pub fn times(sh: &Shell, quick: bool, filter: Option<&str>) -> anyhow::Result<()> {
    println!("{}, {}\n", callgrind::processor(), callgrind::platform(sh)?);
    // Criterion compares with what it has kept: noise, of no use here.
    let kept = sh.create_temp_dir()?;
    let quick = quick.then_some("--quick");
    let measure = cmd!(
        sh,
        "cargo run --release --package cti-bench -- times {quick...} {filter...}"
    );
    Ok(measure.env("CRITERION_HOME", kept.path()).quiet().run()?)
}

/// Compares the instructions that messages take with the committed counts, and the plot with them;
/// returns the report.
///
/// Where nothing can be counted, because valgrind is missing or the counts are of another
/// compiler, C library or kind of processor, the report says so.
///
/// # Errors
/// If counts differ, or cannot be made; if they do not grow on a line, or the plot is not theirs.
/// The error lists everything that is wrong.
pub fn check(sh: &Shell) -> anyhow::Result<String> {
    let platform = callgrind::platform(sh)?;
    let counted = COUNTED.map(|(file, command)| compare(sh, &platform, file, command));
    let mut report = String::new();
    let mut failed = false;
    for part in counted
        .into_iter()
        .chain([sweep::check(sh), plot::check(sh)])
    {
        failed |= part.is_err();
        report += &part.unwrap_or_else(|error| format!("{error:#}\n"));
    }
    if failed {
        bail!("{}", report.trim_end());
    }
    Ok(report)
}

/// Compares the counts in a file with those of a command.
fn compare(sh: &Shell, platform: &str, file: &str, command: &str) -> anyhow::Result<String> {
    let baseline = Baseline::read(sh, file)?;
    if baseline.platform != platform {
        return Ok(format!(
            "skipped: the counts in {file} are for {}; here it is {platform}\n",
            baseline.platform
        ));
    }
    if !callgrind::is_installed(sh) {
        return Ok(format!("skipped: {}\n", callgrind::MISSING));
    }
    counts::compare(file, &baseline.counts, &callgrind::count(sh, command)?)
}

/// Writes the instructions that messages take to the committed files, and draws the plot; returns
/// a report of their growth.
///
/// # Errors
/// If they cannot be counted or written, or do not grow on a line.
pub fn bless(sh: &Shell) -> anyhow::Result<String> {
    if !callgrind::is_installed(sh) {
        bail!(callgrind::MISSING);
    }
    let platform = callgrind::platform(sh)?;
    for (file, command) in COUNTED {
        let baseline = Baseline {
            platform: platform.clone(),
            counts: callgrind::count(sh, command)?,
        };
        sh.write_file(file, baseline.text())?;
    }
    plot::write(sh)?;
    sweep::check(sh)
}
