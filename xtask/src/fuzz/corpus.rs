//! Taking what was added into the committed corpus.

use std::fs;

use anyhow::{Context, bail};

use super::places::{Places, files};
use super::tools::{NO_SANITIZER, cargo_fuzz};

/// Adds what runs here have added, then keeps only inputs that reach code no other does.
///
/// How often an input takes an edge does not count, as it does while fuzzing: that would keep
/// several times as many inputs, which say the same about the code.
pub(super) fn minimise(places: &Places, target: &str) -> anyhow::Result<()> {
    let corpus = places.corpus(target);
    fs::create_dir_all(&corpus)?;
    for added in files(&places.added(target))? {
        if let Some(name) = added.file_name() {
            fs::copy(&added, corpus.join(name))?;
        }
    }
    let mut command = cargo_fuzz(&places.root, "cmin");
    command
        .args(NO_SANITIZER)
        .arg(target)
        .arg(&corpus)
        .args(["--", "-use_counters=0"]);
    if !command.status().context("cannot run cargo")?.success() {
        bail!("the corpus of {target} cannot be minimised");
    }
    Ok(())
}
