//! `fuzz`: runs the fuzz targets for a while, and says what came of it.
//!
//! A target is a file in `fuzz/fuzz_targets`. What fuzzing adds to the corpus goes to a folder
//! that is not committed, so that a run changes nothing in the checkout; `--minimise` takes it
//! into the committed corpus.

mod corpus;
mod engine;
mod places;
mod stats;
mod summary;
mod tools;

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, bail};

use engine::Run;
use places::Places;

/// What to run.
#[derive(Debug)]
pub struct Settings {
    /// The targets; all, if none is named.
    pub targets: Vec<String>,
    /// How long each of them runs.
    pub time: Duration,
    /// Whether what was added is taken into the committed corpus.
    pub minimise: bool,
}

/// The names of all targets.
///
/// # Errors
/// If they cannot be listed.
pub fn targets(root: &Path) -> anyhow::Result<Vec<String>> {
    Places::of_workspace(root).targets()
}

/// Runs targets one after the other, and prints a table at the end.
///
/// # Errors
/// If a tool is missing, a target does not build or cannot be run, or anything was found.
pub fn run(root: &Path, settings: &Settings) -> anyhow::Result<()> {
    let places = Places::of_workspace(root);
    let all = places.targets()?;
    let chosen = choose(&all, &settings.targets)?;
    tools::check(root)?;
    engine::build(root, chosen)?;

    let mut runs: Vec<Run> = Vec::new();
    for target in chosen {
        println!("\n== {target}, {} s", settings.time.as_secs());
        let run = engine::run(&places, target, settings.time)
            .with_context(|| format!("cannot run {target}"))?;
        if settings.minimise {
            corpus::minimise(&places, target)?;
        }
        runs.push(run);
    }
    print!("\n{}", summary::table(&runs));
    let finds: usize = runs.iter().map(|run| run.finds.len()).sum();
    match finds {
        0 => Ok(()),
        1 => bail!("1 input was found that breaks a property"),
        finds => bail!("{finds} inputs were found that break a property"),
    }
}

/// The targets that were named, or all.
fn choose<'t>(all: &'t [String], named: &'t [String]) -> anyhow::Result<&'t [String]> {
    if let Some(unknown) = named.iter().find(|name| !all.contains(name)) {
        bail!(
            "there is no fuzz target {unknown}; there are {}",
            all.join(", ")
        );
    }
    Ok(if named.is_empty() { all } else { named })
}

#[cfg(test)]
mod tests {
    use super::choose;

    #[test]
    fn targets_are_chosen_by_name() {
        let all = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(choose(&all, &[]).unwrap(), all);
        let named = ["b".to_owned()];
        assert_eq!(choose(&all, &named).unwrap(), named);
        let error = choose(&all, &["d".to_owned()]).unwrap_err().to_string();
        assert_eq!(error, "there is no fuzz target d; there are a, b, c");
    }
}
