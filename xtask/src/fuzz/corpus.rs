//! Taking what was added into the committed corpus.

use std::fs;

use anyhow::{Context, bail};

use super::places::{Places, files};
use super::tools::{NO_SANITIZER, cargo_fuzz};

/// The most inputs that are kept for how often they take an edge, not only for the edge.
const FEW: usize = 1000;

/// Adds what runs here have added, then keeps only inputs that reach something no other does.
///
/// How often an input takes an edge counts, as it does while fuzzing, unless that keeps too many:
/// the thousands that large targets have say nothing more about the code.
pub(super) fn minimise(places: &Places, target: &str) -> anyhow::Result<()> {
    let corpus = places.corpus(target);
    fs::create_dir_all(&corpus)?;
    for added in files(&places.added(target))? {
        if let Some(name) = added.file_name() {
            fs::copy(&added, corpus.join(name))?;
        }
    }
    for options in [&[] as &[&str], &["--", "-use_counters=0"]] {
        let mut command = cargo_fuzz(&places.root, "cmin");
        command
            .args(NO_SANITIZER)
            .arg(target)
            .arg(&corpus)
            .args(options);
        if !command.status().context("cannot run cargo")?.success() {
            bail!("the corpus of {target} cannot be minimised");
        }
        if files(&corpus)?.len() <= FEW {
            break;
        }
    }
    Ok(())
}
