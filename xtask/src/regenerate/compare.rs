//! What is generated against what is on disk.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use similar::TextDiff;

use cti_codegen::GeneratedFile;

/// More lines of a difference than this help nobody.
const LINES_SHOWN: usize = 16;

/// The difference between the generated files and a folder.
#[derive(Debug, Default)]
pub(super) struct Comparison {
    /// The folder.
    pub(super) folder: PathBuf,
    /// Files that are missing or have another text, with the text that they had.
    pub(super) changed: Vec<(GeneratedFile, Option<String>)>,
    /// Files that are not generated (any more), as paths below the folder, with their bytes.
    pub(super) orphans: Vec<(PathBuf, Vec<u8>)>,
    /// How many files are as they should be.
    pub(super) unchanged: usize,
}

impl Comparison {
    /// Compares the generated files with those of a folder, which need not exist, that have one of
    /// the extensions.
    pub(super) fn of(
        files: Vec<GeneratedFile>,
        folder: PathBuf,
        extensions: &[&str],
    ) -> io::Result<Self> {
        let mut present = BTreeMap::new();
        read_files(&folder, Path::new(""), extensions, &mut present)?;
        let mut comparison = Self {
            folder,
            ..Self::default()
        };
        for file in files {
            match present.remove(&file.path) {
                Some(bytes) if same_text(&bytes, &file.text) => comparison.unchanged += 1,
                Some(bytes) => {
                    let old = String::from_utf8_lossy(&bytes).into_owned();
                    comparison.changed.push((file, Some(old)));
                }
                None => comparison.changed.push((file, None)),
            }
        }
        comparison.orphans = present.into_iter().collect();
        Ok(comparison)
    }

    /// Whether the folder holds the generated files and nothing else.
    pub(super) fn is_clean(&self) -> bool {
        self.changed.is_empty() && self.orphans.is_empty()
    }

    /// Each difference with its file and the first lines of it.
    pub(super) fn differences(&self) -> String {
        let folder = &self.folder;
        let mut report = String::new();
        for (file, old) in &self.changed {
            let path = folder.join(&file.path);
            match old {
                None => report.push_str(&format!("missing: {}\n", path.display())),
                Some(old) => {
                    report.push_str(&format!("differs: {}\n", path.display()));
                    report.push_str(&short_diff(old, &file.text));
                }
            }
        }
        for (path, _) in &self.orphans {
            report.push_str(&format!("orphaned: {}\n", folder.join(path).display()));
        }
        report
    }
}

/// `3 generated files`: how many differ.
pub(super) fn counted(comparisons: &[Comparison]) -> String {
    let differ = |output: &Comparison| output.changed.len() + output.orphans.len();
    let count: usize = comparisons.iter().map(differ).sum();
    let files = if count == 1 { "file" } else { "files" };
    format!("{count} generated {files}")
}

/// What was done about the differences.
pub(super) fn done(comparisons: &[Comparison], elapsed: Duration) -> String {
    let sum = |count: fn(&Comparison) -> usize| comparisons.iter().map(count).sum::<usize>();
    format!(
        "{} files written, {} unchanged, {} removed in {:.2} s\n",
        sum(|output| output.changed.len()),
        sum(|output| output.unchanged),
        sum(|output| output.orphans.len()),
        elapsed.as_secs_f64(),
    )
}

/// Whether a file has this text. Line ends do not count: a checkout may have changed them.
fn same_text(bytes: &[u8], text: &str) -> bool {
    bytes == text.as_bytes() || String::from_utf8_lossy(bytes).replace("\r\n", "\n") == text
}

/// The first lines of the difference, in the form of a unified diff.
fn short_diff(old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let text = diff.unified_diff().context_radius(1).to_string();
    let mut short = String::new();
    for line in text.lines().take(LINES_SHOWN) {
        short.push_str(&format!("    {line}\n"));
    }
    let more = text.lines().count().saturating_sub(LINES_SHOWN);
    if more > 0 {
        short.push_str(&format!("    … and {more} more lines\n"));
    }
    short
}

/// Reads the files below a folder that have one of the extensions, keyed by their paths below it.
fn read_files(
    folder: &Path,
    below: &Path,
    extensions: &[&str],
    found: &mut BTreeMap<PathBuf, Vec<u8>>,
) -> io::Result<()> {
    let entries = match fs::read_dir(folder.join(below)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let path = below.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            read_files(folder, &path, extensions, found)?;
        } else if extensions
            .iter()
            .any(|extension| path.extension().is_some_and(|found| found == *extension))
        {
            found.insert(path, fs::read(entry.path())?);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> GeneratedFile {
        GeneratedFile {
            path: path.into(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn files_are_missing_different_orphaned_or_the_same() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("a")).unwrap();
        fs::write(folder.path().join("a/same.rs"), "one\r\n").unwrap();
        fs::write(folder.path().join("a/other.rs"), "one\n").unwrap();
        fs::write(folder.path().join("a/orphan.rs"), [0xFF]).unwrap();
        fs::write(folder.path().join("notes.txt"), "kept").unwrap();
        let files = vec![
            file("a/same.rs", "one\n"),
            file("a/other.rs", "two\n"),
            file("b.rs", ""),
        ];

        let place = folder.path().to_owned();
        let comparison = Comparison::of(files, place, &["rs"]).unwrap();

        assert!(!comparison.is_clean());
        assert_eq!(comparison.unchanged, 1);
        let place = format!("{}/", folder.path().display());
        let report = comparison.differences().replace(&place, "generated/");
        assert_eq!(
            report,
            "differs: generated/a/other.rs\n    @@ -1 +1 @@\n    -one\n    +two\n\
             missing: generated/b.rs\norphaned: generated/a/orphan.rs\n",
        );
    }

    #[test]
    fn a_long_difference_is_cut() {
        let old: String = (0..100).map(|number| format!("{number}\n")).collect();
        let short = short_diff(&old, "");
        assert_eq!(short.lines().count(), LINES_SHOWN + 1);
        assert!(short.ends_with("more lines\n"), "{short}");
    }
}
