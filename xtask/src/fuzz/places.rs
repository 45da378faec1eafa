//! Where the files of the fuzz targets are.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

/// The folder `fuzz/`, in a workspace.
#[derive(Debug)]
pub(super) struct Places {
    pub(super) root: PathBuf,
}

impl Places {
    pub(super) fn of_workspace(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
        }
    }

    /// The names of all targets, sorted.
    pub(super) fn targets(&self) -> anyhow::Result<Vec<String>> {
        let folder = self.root.join("fuzz/fuzz_targets");
        let sources =
            files(&folder).with_context(|| format!("cannot list {}", folder.display()))?;
        Ok(sources
            .iter()
            .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
            .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
            .collect())
    }

    /// The committed inputs of a target.
    pub(super) fn corpus(&self, target: &str) -> PathBuf {
        self.root.join("fuzz/corpus").join(target)
    }

    /// The inputs that runs here have added.
    pub(super) fn added(&self, target: &str) -> PathBuf {
        self.root.join("fuzz/target/corpus").join(target)
    }

    /// What libFuzzer says, all of it.
    pub(super) fn log(&self, target: &str) -> PathBuf {
        self.root
            .join("fuzz/target/log")
            .join(format!("{target}.log"))
    }

    /// A path as it is seen from the root, if it is below it.
    pub(super) fn below_root(&self, path: &Path) -> PathBuf {
        path.strip_prefix(&self.root).unwrap_or(path).to_owned()
    }
}

/// The files in a folder, sorted.
pub(super) fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
