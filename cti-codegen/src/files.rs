//! A set of generated files: compared with what is on disk, and written there.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use similar::TextDiff;
use tempfile::TempPath;
use walkdir::WalkDir;

use crate::error::Error;

/// Every generated file has this word in its first lines; reviewing tools know it too.
const MARK: &str = "@generated";

/// The mark is in one of so many lines: some kinds of files must start with another one.
const MARKED_LINES: usize = 3;

/// A difference is shown up to so many lines.
const LINES_SHOWN: usize = 16;

/// A generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeneratedFile {
    /// Its path below its folder.
    pub path: PathBuf,
    /// Its text. Lines end with `\n` on every system.
    pub text: String,
}

/// A folder that holds generated files, and nothing else with their extensions.
#[derive(Debug)]
pub(crate) struct Folder {
    /// Its path, below the root that [`Files::check`] and [`Files::write`] are given.
    pub(crate) path: PathBuf,
    /// The extensions of the files that are generated there.
    pub(crate) extensions: &'static [&'static str],
    /// The files, sorted by path.
    pub(crate) files: Vec<GeneratedFile>,
}

/// Everything that a [`Generator`](crate::Generator) makes, folder by folder, in memory.
#[derive(Debug, Default)]
pub struct Files {
    pub(crate) folders: Vec<Folder>,
}

/// How a set of files differs from what is on disk: what [`Files::write`] would change.
///
/// `Display` names each file and shows the first lines of its difference.
#[derive(Debug, Default)]
pub struct Differences {
    /// Files that are missing, or whose text differs, with the text that they have now.
    changed: Vec<(PathBuf, String, Option<String>)>,
    /// Files that are not generated any more.
    orphaned: Vec<PathBuf>,
    /// How many files are up to date.
    unchanged: usize,
}

/// What [`Files::write`] did. `Display` says it in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// How many files were written.
    pub written: usize,
    /// How many files were up to date.
    pub unchanged: usize,
    /// How many files were removed, because they are no longer generated.
    pub removed: usize,
}

impl Files {
    /// The files with the paths of their folders before theirs.
    pub fn iter(&self) -> impl Iterator<Item = (PathBuf, &str)> {
        self.folders.iter().flat_map(|folder| {
            let files = folder.files.iter();
            files.map(|file| (folder.path.join(&file.path), file.text.as_str()))
        })
    }

    /// Compares the files with those below `root`; changes nothing.
    ///
    /// Line ends do not count: a checkout may have changed them. A file of the same kind in a
    /// generated folder that is not generated is an orphan.
    ///
    /// # Errors
    /// If a file or folder cannot be read. A missing folder is empty.
    pub fn check(&self, root: &Path) -> Result<Differences, Error> {
        let mut differences = Differences::default();
        for folder in &self.folders {
            folder.compare(root, &mut differences)?;
        }
        Ok(differences)
    }

    /// Writes the files below `root`, as far as they differ, and removes orphans.
    ///
    /// All or nothing: every new text is written beside its place first, so that a full disk or a
    /// folder that cannot be written is found before a file is touched. Then each is renamed into
    /// place, which needs no space and replaces the old file in one step. A file that is up to date
    /// is not touched, so that nothing is built again because of it.
    ///
    /// # Errors
    /// If a file cannot be read or written, or a folder has never held generated files but holds
    /// others of their kind.
    pub fn write(&self, root: &Path) -> Result<Written, Error> {
        for folder in &self.folders {
            folder.refuse_foreign(root)?;
        }
        let differences = self.check(root)?;
        let staged = differences.changed.iter();
        let staged = staged.map(|(path, text, _)| Ok((stage(path, text)?, path)));
        let outcome = staged
            .collect::<Result<Vec<_>, Error>>()
            .and_then(|staged| {
                for (temporary, path) in staged {
                    let renamed = temporary.persist(path);
                    renamed.map_err(|error| Error::io("write", path)(error.error))?;
                }
                for path in &differences.orphaned {
                    fs::remove_file(path).map_err(Error::io("remove", path))?;
                }
                Ok(Written {
                    written: differences.changed.len(),
                    unchanged: differences.unchanged,
                    removed: differences.orphaned.len(),
                })
            });
        // Folders of orphans, and, after an error, those that were made for new files.
        for folder in &self.folders {
            remove_empty_folders(&root.join(&folder.path));
        }
        outcome
    }
}

impl Folder {
    /// The files in the folder that have one of its extensions.
    fn present(&self, root: &Path) -> Result<Vec<PathBuf>, Error> {
        let folder = root.join(&self.path);
        if !folder.exists() {
            return Ok(Vec::new());
        }
        let mut present = Vec::new();
        for entry in WalkDir::new(&folder) {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(&folder).to_owned();
                let error = error.into_io_error();
                Error::io("read", path)(error.unwrap_or_else(|| ErrorKind::Other.into()))
            })?;
            let extension = entry.path().extension();
            let is_of_kind = self
                .extensions
                .iter()
                .any(|&known| extension == Some(known.as_ref()));
            if entry.file_type().is_file() && is_of_kind {
                present.push(entry.into_path());
            }
        }
        Ok(present)
    }

    fn compare(&self, root: &Path, differences: &mut Differences) -> Result<(), Error> {
        let mut present = BTreeMap::new();
        for path in self.present(root)? {
            let bytes = fs::read(&path).map_err(Error::io("read", &path))?;
            present.insert(path, String::from_utf8_lossy(&bytes).into_owned());
        }
        for file in &self.files {
            let path = root.join(&self.path).join(&file.path);
            match present.remove(&path) {
                Some(old) if with_plain_line_ends(&old) == file.text => differences.unchanged += 1,
                old => differences.changed.push((path, file.text.clone(), old)),
            }
        }
        differences.orphaned.extend(present.into_keys());
        Ok(())
    }

    /// Protects a folder in which nothing was ever generated: it was named by mistake, and its files
    /// would be removed as orphans.
    fn refuse_foreign(&self, root: &Path) -> Result<(), Error> {
        let present = self.present(root)?;
        if present.is_empty() {
            return Ok(());
        }
        for path in &present {
            let bytes = fs::read(path).map_err(Error::io("read", path))?;
            let text = String::from_utf8_lossy(&bytes);
            if text
                .lines()
                .take(MARKED_LINES)
                .any(|line| line.contains(MARK))
            {
                return Ok(());
            }
        }
        Err(Error::Foreign {
            folder: root.join(&self.path),
        })
    }
}

impl Differences {
    /// Whether the folders hold the generated files and nothing else.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }

    /// How many files are missing, differ or are orphans.
    #[must_use]
    pub fn count(&self) -> usize {
        self.changed.len() + self.orphaned.len()
    }

    /// How many files are up to date.
    #[must_use]
    pub fn unchanged(&self) -> usize {
        self.unchanged
    }
}

impl fmt::Display for Differences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (path, text, old) in &self.changed {
            match old {
                None => writeln!(f, "missing: {}", path.display())?,
                Some(old) => {
                    writeln!(f, "differs: {}", path.display())?;
                    write_diff(f, old, text)?;
                }
            }
        }
        for path in &self.orphaned {
            writeln!(f, "orphaned: {}", path.display())?;
        }
        Ok(())
    }
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let files = if self.written == 1 { "file" } else { "files" };
        write!(
            f,
            "{} {files} written, {} unchanged, {} removed",
            self.written, self.unchanged, self.removed
        )
    }
}

/// Writes the first lines of a difference in the form of a unified diff.
fn write_diff(f: &mut fmt::Formatter<'_>, old: &str, new: &str) -> fmt::Result {
    let diff = TextDiff::from_lines(old, new);
    let text = diff.unified_diff().context_radius(1).to_string();
    for line in text.lines().take(LINES_SHOWN) {
        writeln!(f, "    {line}")?;
    }
    let more = text.lines().count().saturating_sub(LINES_SHOWN);
    if more > 0 {
        writeln!(f, "    … and {more} more lines")?;
    }
    Ok(())
}

/// A text as it was before a checkout gave its lines other ends.
pub(crate) fn with_plain_line_ends(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// Writes a text beside its place, on the same disk. The file is removed when the path is dropped.
fn stage(path: &Path, text: &str) -> Result<TempPath, Error> {
    let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(Error::io("write", path)(ErrorKind::InvalidInput.into()));
    };
    // A rename would fail only then, after others have been renamed.
    if path.is_dir() {
        return Err(Error::io("write", path)(ErrorKind::IsADirectory.into()));
    }
    fs::create_dir_all(parent).map_err(Error::io("write", parent))?;
    // Not a temporary file of the crate: only its owner might read the file afterwards.
    let beside = parent.join(format!(".{}.new", name.display()));
    let temporary = TempPath::try_from_path(beside).map_err(Error::io("write", path))?;
    fs::write(&temporary, text).map_err(Error::io("write", path))?;
    Ok(temporary)
}

/// Removes the empty folders below a folder, and the folder itself if nothing is left in it. A folder
/// that cannot be removed stays: it disturbs nobody.
fn remove_empty_folders(folder: &Path) {
    let deepest_first = WalkDir::new(folder).contents_first(true);
    let entries = deepest_first.into_iter().filter_map(Result::ok);
    for entry in entries.filter(|entry| entry.file_type().is_dir()) {
        // This fails for folders that are not empty, which is what is wanted.
        let _ = fs::remove_dir(entry.path());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(files: &[(&str, &str)]) -> Files {
        let file = |(path, text): &(&str, &str)| GeneratedFile {
            path: path.into(),
            text: format!("// @generated\n{text}"),
        };
        Files {
            folders: vec![Folder {
                path: "generated".into(),
                extensions: &["rs"],
                files: files.iter().map(file).collect(),
            }],
        }
    }

    /// Every file below a folder, with its text.
    fn on_disk(root: &Path) -> BTreeMap<String, String> {
        let entries = WalkDir::new(root).into_iter().map(Result::unwrap);
        entries
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let path = entry.path().strip_prefix(root).unwrap();
                let bytes = fs::read(entry.path()).unwrap();
                (
                    path.display().to_string(),
                    String::from_utf8_lossy(&bytes).into_owned(),
                )
            })
            .collect()
    }

    #[test]
    fn files_are_missing_different_orphaned_or_the_same() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("generated");
        fs::create_dir_all(folder.join("a")).unwrap();
        fs::write(folder.join("a/same.rs"), "// @generated\r\none\r\n").unwrap();
        fs::write(folder.join("a/other.rs"), "// @generated\none\n").unwrap();
        fs::write(folder.join("a/orphan.rs"), [0xFF]).unwrap();
        fs::write(folder.join("notes.txt"), "kept").unwrap();
        let before = on_disk(root.path());
        let files = files(&[
            ("a/same.rs", "one\n"),
            ("a/other.rs", "two\n"),
            ("b.rs", ""),
        ]);

        let differences = files.check(root.path()).unwrap();

        assert_eq!((differences.count(), differences.unchanged()), (3, 1));
        let report = differences.to_string();
        let report = report.replace(&format!("{}/", folder.display()), "");
        assert_eq!(
            report,
            "differs: a/other.rs\n    @@ -1,2 +1,2 @@\n     // @generated\n    -one\n    +two\n\
             missing: b.rs\norphaned: a/orphan.rs\n",
        );
        assert_eq!(on_disk(root.path()), before, "a check changes nothing");
    }

    #[test]
    fn a_long_difference_is_cut() {
        let old: String = (0..100).map(|number| format!("{number}\n")).collect();
        let differences = Differences {
            changed: vec![("a".into(), String::new(), Some(old))],
            ..Differences::default()
        };
        let report = differences.to_string();
        assert_eq!(report.lines().count(), 1 + LINES_SHOWN + 1);
        assert!(report.ends_with("more lines\n"), "{report}");
    }

    #[test]
    fn the_folder_holds_what_is_generated_and_nothing_else() {
        let root = tempfile::tempdir().unwrap();
        let first = files(&[("a/x.rs", "1"), ("y.rs", "2")]);
        let written = first.write(root.path()).unwrap();
        assert_eq!(
            written.to_string(),
            "2 files written, 0 unchanged, 0 removed"
        );

        let written = files(&[("y.rs", "3")]).write(root.path()).unwrap();
        assert_eq!(
            written.to_string(),
            "1 file written, 0 unchanged, 1 removed"
        );
        let expected = [("generated/y.rs".to_owned(), "// @generated\n3".to_owned())];
        assert_eq!(on_disk(root.path()), expected.into());
        assert!(!root.path().join("generated/a").exists());
    }

    #[cfg(unix)]
    #[test]
    fn files_can_be_read_by_all() {
        use std::os::unix::fs::PermissionsExt;
        let root = tempfile::tempdir().unwrap();
        files(&[("a.rs", "1")]).write(root.path()).unwrap();
        fs::write(root.path().join("like.rs"), "").unwrap();
        let mode = |path| {
            fs::metadata(root.path().join(path))
                .unwrap()
                .permissions()
                .mode()
        };
        assert_eq!(mode("generated/a.rs"), mode("like.rs"));
    }

    #[test]
    fn a_place_that_cannot_be_written_leaves_the_old_files() {
        let root = tempfile::tempdir().unwrap();
        files(&[("a.rs", "1")]).write(root.path()).unwrap();
        // A folder where a file has to go, and a file where a folder has to go.
        fs::create_dir_all(root.path().join("generated/z.rs/c")).unwrap();
        fs::write(root.path().join("generated/z.rs/c/d"), "").unwrap();
        fs::write(root.path().join("generated/file"), "").unwrap();
        let before = on_disk(root.path());
        for bad in ["z.rs", "file/b.rs"] {
            let files = files(&[("a.rs", "2"), ("b/c.rs", "2"), (bad, "2")]);
            let error = files.write(root.path()).unwrap_err().to_string();
            assert!(error.starts_with("cannot write "), "{error}");
            assert!(error.contains(bad.split('/').next().unwrap()), "{error}");
            assert_eq!(on_disk(root.path()), before);
            assert!(!root.path().join("generated/b").exists());
        }
    }

    #[test]
    fn a_folder_of_other_files_is_left_alone() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("generated")).unwrap();
        fs::write(root.path().join("generated/lib.rs"), "//! Mine.").unwrap();
        let before = on_disk(root.path());
        let error = files(&[("a.rs", "1")]).write(root.path()).unwrap_err();
        assert!(matches!(error, Error::Foreign { .. }), "{error}");
        assert_eq!(on_disk(root.path()), before);
    }
}
