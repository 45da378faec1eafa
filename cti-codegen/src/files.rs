//! A set of generated files: compared with what is on disk, and written there.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use similar::TextDiff;
use tempfile::TempPath;
use walkdir::WalkDir;

use crate::error::Error;

/// Every generated file has this word in its first lines; reviewing tools know it too.
pub(crate) const MARK: &str = "@generated";

/// The mark is in one of so many lines: JSON must start with another one.
const MARKED_LINES: usize = 3;

/// A difference is shown up to so many lines.
const LINES_SHOWN: usize = 16;

/// A generated file.
#[derive(Debug)]
pub(crate) struct GeneratedFile {
    /// Its path below its folder.
    pub(crate) path: PathBuf,
    /// Its text. Lines end with `\n` on every system.
    pub(crate) text: String,
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
    changed: Vec<Change>,
    /// Generated files that are not generated any more, with their bytes.
    orphaned: Vec<(PathBuf, Vec<u8>)>,
    /// Files of the kind that is generated, which never were.
    foreign: Vec<PathBuf>,
    unchanged: usize,
}

/// A file that is missing or whose text differs.
#[derive(Debug)]
struct Change {
    path: PathBuf,
    text: String,
    /// The bytes that are there now.
    old: Option<Vec<u8>>,
}

/// The outcome of [`Files::write`]. `Display` is one line.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Written {
    /// How many files were written.
    pub written: usize,
    /// How many files were up to date.
    pub unchanged: usize,
    /// The files that were removed, because they are no longer generated.
    pub removed: Vec<PathBuf>,
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
    /// Line ends do not count: a checkout may have changed them. A generated file that is no longer
    /// generated is an orphan.
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
    /// place, which needs no space and replaces the old file in one step; should that fail half way,
    /// what was done is undone. A file that is up to date is not touched, so that nothing is built
    /// again because of it.
    ///
    /// # Errors
    /// If a file cannot be read or written, or a folder holds a file of the kind that is generated
    /// there, but which was not generated: only files with the mark of this crate are removed.
    pub fn write(&self, root: &Path) -> Result<Written, Error> {
        let differences = self.check(root)?;
        if let Some(path) = differences.foreign.first() {
            return Err(Error::Foreign { path: path.clone() });
        }
        let outcome = differences.apply();
        // Folders of orphans, or those that were made for files that could not be written.
        let left: Vec<&Path> = match outcome {
            Ok(_) => differences.orphaned().collect(),
            Err(_) => differences.missing().collect(),
        };
        for path in left {
            remove_empty_folders(path, root);
        }
        outcome
    }
}

impl Folder {
    fn compare(&self, root: &Path, differences: &mut Differences) -> Result<(), Error> {
        let folder = root.join(&self.path);
        let mut present = self.present(&folder)?;
        for file in &self.files {
            let path = folder.join(&file.path);
            match present.remove(&path) {
                Some(old) if same_text(&old, &file.text) => differences.unchanged += 1,
                old => differences.changed.push(Change {
                    path,
                    text: file.text.clone(),
                    old,
                }),
            }
        }
        for (path, bytes) in present {
            if is_marked(&bytes) {
                differences.orphaned.push((path, bytes));
            } else {
                differences.foreign.push(path);
            }
        }
        Ok(())
    }

    /// The files below the folder that have one of its extensions, with their bytes.
    fn present(&self, folder: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>, Error> {
        let mut present = BTreeMap::new();
        if !folder.try_exists().map_err(Error::io("read", folder))? {
            return Ok(present);
        }
        for entry in WalkDir::new(folder) {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(folder).to_owned();
                let error = error.into_io_error();
                Error::io("read", path)(error.unwrap_or_else(|| ErrorKind::Other.into()))
            })?;
            let extension = entry.path().extension();
            let is_of_kind = |known: &&str| extension == Some(known.as_ref());
            if !entry.file_type().is_dir() && self.extensions.iter().any(is_of_kind) {
                let path = entry.into_path();
                let bytes = fs::read(&path).map_err(Error::io("read", &path))?;
                present.insert(path, bytes);
            }
        }
        Ok(present)
    }
}

/// Whether the first lines of a file say that it is generated.
fn is_marked(bytes: &[u8]) -> bool {
    let mut lines = bytes.split(|byte| *byte == b'\n').take(MARKED_LINES);
    lines.any(|line| String::from_utf8_lossy(line).contains(MARK))
}

/// Whether a file has this text. Line ends do not count.
fn same_text(bytes: &[u8], text: &str) -> bool {
    bytes == text.as_bytes() || with_plain_line_ends(&String::from_utf8_lossy(bytes)) == text
}

impl Differences {
    /// Whether the folders hold the generated files, and no others of their kind.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }

    /// How many files are missing, differ, are orphans or were never generated.
    #[must_use]
    pub fn count(&self) -> usize {
        self.changed.len() + self.orphaned.len() + self.foreign.len()
    }

    /// How many files are up to date.
    #[must_use]
    pub fn unchanged(&self) -> usize {
        self.unchanged
    }

    /// The files that are generated, but are missing.
    pub fn missing(&self) -> impl Iterator<Item = &Path> {
        let missing = self.changed.iter().filter(|change| change.old.is_none());
        missing.map(|change| change.path.as_path())
    }

    /// The files whose text differs from what is generated.
    pub fn changed(&self) -> impl Iterator<Item = &Path> {
        let changed = self.changed.iter().filter(|change| change.old.is_some());
        changed.map(|change| change.path.as_path())
    }

    /// The files that were generated once, and are not any more.
    pub fn orphaned(&self) -> impl Iterator<Item = &Path> {
        self.orphaned.iter().map(|(path, _)| path.as_path())
    }

    /// The files that are in the way: of the kind that is generated, but without its mark.
    pub fn foreign(&self) -> impl Iterator<Item = &Path> {
        self.foreign.iter().map(PathBuf::as_path)
    }

    /// Makes all changes, or none.
    fn apply(&self) -> Result<Written, Error> {
        let staged = self.changed.iter();
        let staged = staged.map(|change| stage(&change.path, change.text.as_bytes()));
        let staged = staged.collect::<Result<Vec<_>, Error>>()?;
        let mut done = Vec::new();
        let renamed = self
            .changed
            .iter()
            .zip(staged)
            .try_for_each(|(change, new)| {
                place(new, &change.path)?;
                done.push((&change.path, change.old.as_ref()));
                Ok(())
            });
        let removed = renamed.and_then(|()| {
            self.orphaned.iter().try_for_each(|(path, old)| {
                fs::remove_file(path).map_err(Error::io("remove", path))?;
                done.push((path, Some(old)));
                Ok(())
            })
        });
        if let Err(error) = removed {
            for (path, old) in done {
                // As far as that goes: the first error is the one to report.
                let _ = match old {
                    Some(bytes) => stage(path, bytes).and_then(|old| place(old, path)),
                    None => fs::remove_file(path).map_err(Error::io("remove", path)),
                };
            }
            return Err(error);
        }
        Ok(Written {
            written: self.changed.len(),
            unchanged: self.unchanged,
            removed: self.orphaned().map(Path::to_owned).collect(),
        })
    }
}

impl fmt::Display for Differences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Change { path, text, old } in &self.changed {
            match old {
                None => writeln!(f, "missing: {}", path.display())?,
                Some(old) => {
                    writeln!(f, "differs: {}", path.display())?;
                    write_diff(f, &String::from_utf8_lossy(old), text)?;
                }
            }
        }
        for path in self.orphaned() {
            writeln!(f, "orphaned: {}", path.display())?;
        }
        for path in self.foreign() {
            writeln!(
                f,
                "not generated, but in a folder of generated files: {}",
                path.display()
            )?;
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
            self.written,
            self.unchanged,
            self.removed.len()
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

/// Writes bytes beside their place, on the same disk. The file is removed when the path is dropped.
fn stage(path: &Path, bytes: &[u8]) -> Result<TempPath, Error> {
    let failed = || Error::io("write", path);
    let parent = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(parent).map_err(Error::io("write", parent))?;
    // Made like any other file: only its owner could read what the crate makes by itself.
    let file = tempfile::Builder::new()
        .prefix(".generated-")
        .make_in(parent, |path| File::create_new(path));
    let mut file = file.map_err(failed())?;
    file.write_all(bytes).map_err(failed())?;
    Ok(file.into_temp_path())
}

/// Renames what was staged into its place.
fn place(staged: TempPath, path: &Path) -> Result<(), Error> {
    let placed = staged.persist(path);
    placed.map_err(|error| Error::io("write", path)(error.error))
}

/// Removes the folder of a file, and those above it, as far as they are empty and below the root.
fn remove_empty_folders(path: &Path, root: &Path) {
    let folders = path.ancestors().skip(1);
    let mut folders = folders.take_while(|folder| *folder != root && folder.starts_with(root));
    // The first that is not empty ends it.
    while folders
        .next()
        .is_some_and(|folder| fs::remove_dir(folder).is_ok())
    {}
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
        fs::write(folder.join("a/orphan.rs"), b"// @generated\n\xFF").unwrap();
        fs::write(folder.join("mine.rs"), "// Mine.").unwrap();
        fs::write(folder.join("notes.txt"), "kept").unwrap();
        let before = on_disk(root.path());
        let files = files(&[
            ("a/same.rs", "one\n"),
            ("a/other.rs", "two\n"),
            ("b.rs", ""),
        ]);

        let differences = files.check(root.path()).unwrap();

        assert_eq!((differences.count(), differences.unchanged()), (4, 1));
        let paths = |paths: Vec<&Path>| {
            let paths = paths
                .into_iter()
                .map(|path| path.strip_prefix(&folder).unwrap());
            paths
                .map(|path| path.display().to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(paths(differences.changed().collect()), ["a/other.rs"]);
        assert_eq!(paths(differences.missing().collect()), ["b.rs"]);
        assert_eq!(paths(differences.orphaned().collect()), ["a/orphan.rs"]);
        assert_eq!(paths(differences.foreign().collect()), ["mine.rs"]);
        let report = differences.to_string();
        let report = report.replace(&format!("{}/", folder.display()), "");
        assert_eq!(
            report,
            "differs: a/other.rs\n    @@ -1,2 +1,2 @@\n     // @generated\n    -one\n    +two\n\
             missing: b.rs\norphaned: a/orphan.rs\n\
             not generated, but in a folder of generated files: mine.rs\n",
        );
        assert_eq!(on_disk(root.path()), before, "a check changes nothing");
    }

    #[test]
    fn a_long_difference_is_cut() {
        let old: String = (0..100).map(|number| format!("{number}\n")).collect();
        let differences = Differences {
            changed: vec![Change {
                path: "a".into(),
                text: String::new(),
                old: Some(old.into_bytes()),
            }],
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
        let removed = root.path().join("generated/a/x.rs");
        assert_eq!(written.removed, [removed]);
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
        // A folder where a file has to go is found when files are renamed, after others have been; a file
        // where a folder has to go is found before.
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

    /// In a folder without any generated file, and in one with them.
    #[test]
    fn files_that_were_never_generated_are_left_alone() {
        let root = tempfile::tempdir().unwrap();
        let mine = root.path().join("generated/mine.rs");
        fs::create_dir(root.path().join("generated")).unwrap();
        for before in [files(&[]), files(&[("a.rs", "1")])] {
            before.write(root.path()).unwrap();
            fs::write(&mine, "//! Mine.").unwrap();
            let before = on_disk(root.path());
            let error = files(&[("b.rs", "1")]).write(root.path()).unwrap_err();
            assert!(matches!(error, Error::Foreign { .. }), "{error}");
            assert!(error.to_string().contains("mine.rs"), "{error}");
            assert_eq!(on_disk(root.path()), before);
            fs::remove_file(&mine).unwrap();
        }
    }

    /// The command that a failed check asks for must not refuse.
    #[test]
    fn a_damaged_file_that_is_alone_is_written_anew() {
        let root = tempfile::tempdir().unwrap();
        let files = files(&[("a.rs", "1")]);
        files.write(root.path()).unwrap();
        for damage in ["", "<<<<<<< ours\n\n\n\n"] {
            fs::write(root.path().join("generated/a.rs"), damage).unwrap();
            assert_eq!(files.check(root.path()).unwrap().count(), 1);
            files.write(root.path()).unwrap();
            assert!(files.check(root.path()).unwrap().is_empty());
        }
    }

    /// Orphans come last, so all else has been done when one cannot be removed.
    #[test]
    fn an_orphan_that_cannot_be_removed_undoes_all() {
        let root = tempfile::tempdir().unwrap();
        files(&[("a.rs", "1"), ("b.rs", "1")])
            .write(root.path())
            .unwrap();
        let before = on_disk(root.path());
        let mut differences = files(&[("a.rs", "2"), ("c.rs", "2")])
            .check(root.path())
            .unwrap();
        let gone = root.path().join("generated/gone.rs");
        differences.orphaned.push((gone, Vec::new()));
        let error = differences.apply().unwrap_err();
        assert!(error.to_string().starts_with("cannot remove "), "{error}");
        assert_eq!(on_disk(root.path()), before);
    }
}
