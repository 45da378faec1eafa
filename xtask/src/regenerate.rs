//! `regenerate`: the generated files from the specification.

mod compare;
mod summary;
mod write;

use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use anyhow::Context;
use cti_spec::Protocol;

use compare::Comparison;
use cti_codegen::{OUTPUTS, Output};
use summary::Summary;

/// The command that a failed check asks for.
const COMMAND: &str = "cargo xtask regenerate";

/// Where the specification is, and where the generated files go.
#[derive(Debug, Clone, Copy)]
pub struct Places<'a> {
    /// The folder of the specification's files.
    pub spec: &'a Path,
    /// The folder below which the generated files have their folders: the root of the workspace.
    pub root: &'a Path,
}

/// Writes the generated files, as far as they differ, and removes orphans; says what it did.
///
/// # Errors
/// If the specification has errors (all of them are told), or a file cannot be written. No
/// generated file is touched then.
pub fn run(places: Places<'_>) -> anyhow::Result<String> {
    let start = Instant::now();
    let protocol = load(places.spec)?;
    let comparisons = compare(places.root, &protocol)?;
    write::apply(&comparisons, places.root)?;
    Ok(format!(
        "{}{}",
        Summary::of(&protocol),
        compare::done(&comparisons, start.elapsed())
    ))
}

/// Compares the generated files with what [`run`] would write; changes nothing.
///
/// # Errors
/// If the specification has errors, or any file differs, is missing or is an orphan.
pub fn check(places: Places<'_>) -> anyhow::Result<String> {
    let protocol = load(places.spec)?;
    let comparisons = compare(places.root, &protocol)?;
    if comparisons.iter().all(Comparison::is_clean) {
        let files: usize = comparisons.iter().map(|output| output.unchanged).sum();
        return Ok(format!("{files} generated files are up to date\n"));
    }
    let mut report: String = comparisons.iter().map(Comparison::differences).collect();
    write!(
        report,
        "{} differ from the specification; run: {COMMAND}",
        compare::counted(&comparisons)
    )?;
    anyhow::bail!(report)
}

fn load(spec: &Path) -> anyhow::Result<Protocol> {
    // The error shows every place in the files itself; nothing can be added to it.
    Ok(cti_spec::load(spec)?)
}

fn compare(root: &Path, protocol: &Protocol) -> anyhow::Result<Vec<Comparison>> {
    let compare = |output: &Output| {
        let files = output.render(protocol)?;
        let folder = root.join(output.folder);
        let context = format!("cannot read the generated files in {}", folder.display());
        Comparison::of(files, folder, output.extensions).context(context)
    };
    OUTPUTS.iter().map(compare).collect()
}
