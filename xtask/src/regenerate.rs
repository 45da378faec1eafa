//! `regenerate`: the generated modules from the specification.

mod compare;
mod summary;
mod write;

use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use anyhow::Context;
use cti_spec::Protocol;

use crate::generate;
use compare::Comparison;
use summary::Summary;

/// The command that a failed check asks for.
const COMMAND: &str = "cargo xtask regenerate";

/// Where the specification is, and where the generated modules go.
#[derive(Debug, Clone, Copy)]
pub struct Places<'a> {
    /// The folder of the specification's files.
    pub spec: &'a Path,
    /// The folder of the generated modules, which holds nothing else.
    pub out: &'a Path,
}

/// Writes the generated modules, as far as they differ, and removes orphans; says what it did.
///
/// # Errors
/// If the specification has errors (all of them are told), or a file cannot be written. No
/// generated file is touched then.
pub fn run(places: Places<'_>) -> anyhow::Result<String> {
    let start = Instant::now();
    let protocol = load(places.spec)?;
    let comparison = compare(places, &protocol)?;
    write::apply(&comparison, places.out)?;
    Ok(format!(
        "{}{}",
        Summary::of(&protocol),
        comparison.done(start.elapsed())
    ))
}

/// Compares the generated modules with what [`run`] would write; changes nothing.
///
/// # Errors
/// If the specification has errors, or any file differs, is missing or is an orphan.
pub fn check(places: Places<'_>) -> anyhow::Result<String> {
    let protocol = load(places.spec)?;
    let comparison = compare(places, &protocol)?;
    if comparison.is_clean() {
        return Ok(format!(
            "{} generated files are up to date\n",
            comparison.unchanged
        ));
    }
    let mut report = comparison.differences(places.out);
    write!(
        report,
        "{} differ from the specification; run: {COMMAND}",
        comparison.counted()
    )?;
    anyhow::bail!(report)
}

fn load(spec: &Path) -> anyhow::Result<Protocol> {
    // The error shows every place in the files itself; nothing can be added to it.
    Ok(cti_spec::load(spec)?)
}

fn compare(places: Places<'_>, protocol: &Protocol) -> anyhow::Result<Comparison> {
    let files = generate::render(protocol)?;
    Comparison::of(files, places.out).with_context(|| {
        format!(
            "cannot read the generated files in {}",
            places.out.display()
        )
    })
}
