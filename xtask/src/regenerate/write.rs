//! Writing the differences down: all of them or none.
//!
//! All new texts go to a folder of their own first, so whatever can go wrong with
//! space or rights goes wrong before a generated file is touched. Then each is renamed into its
//! place, which needs no space and replaces the old file in one step; should that fail half way,
//! the files that were replaced get their old bytes back. (To swap the whole folder would touch
//! all files, and so rebuild what did not change; and for a moment there would be no folder.)

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::compare::Comparison;
use cti_codegen::MARK;

/// The mark stands in one of so many lines: some kinds of files must start with another one.
const MARKED_LINES: usize = 3;

/// Makes the folders hold what is generated. They are below the root.
pub(super) fn apply(comparisons: &[Comparison], root: &Path) -> anyhow::Result<()> {
    if comparisons.iter().all(Comparison::is_clean) {
        return Ok(());
    }
    for comparison in comparisons {
        refuse_foreign(comparison)?;
    }
    fs::create_dir_all(root)?;
    let staging = tempfile::Builder::new()
        .prefix(".regenerate-")
        .tempdir_in(root)
        .with_context(|| format!("cannot write in {}", root.display()))?;
    let staged = |index: usize| staging.path().join(index.to_string());
    for (index, comparison) in comparisons.iter().enumerate() {
        for (file, _) in &comparison.changed {
            let place = staged(index).join(&file.path);
            create_parent(&place)?;
            fs::write(&place, &file.text)
                .with_context(|| format!("cannot write {}", place.display()))?;
        }
    }
    let mut undo = Vec::new();
    let moved = comparisons
        .iter()
        .enumerate()
        .try_for_each(|(index, comparison)| move_all(comparison, &staged(index), &mut undo));
    if moved.is_err() {
        put_back(undo);
    }
    moved?;
    for comparison in comparisons.iter().filter(|output| !output.is_clean()) {
        remove_empty_folders(&comparison.folder)?;
    }
    Ok(())
}

/// Does not remove files from a folder in which nothing was ever generated: it was named by
/// mistake.
fn refuse_foreign(comparison: &Comparison) -> anyhow::Result<()> {
    let known = comparison.unchanged > 0
        || comparison.orphans.iter().any(|(_, bytes)| is_marked(bytes))
        || comparison
            .changed
            .iter()
            .any(|(_, old)| old.as_ref().is_some_and(|old| is_marked(old.as_bytes())));
    if comparison.orphans.is_empty() || known {
        return Ok(());
    }
    bail!(
        "{} holds other files and nothing generated; nothing is written",
        comparison.folder.display()
    )
}

/// Whether a file tells in its first lines that it is generated.
fn is_marked(bytes: &[u8]) -> bool {
    let mut lines = bytes.split(|byte| *byte == b'\n').take(MARKED_LINES);
    lines.any(|line| String::from_utf8_lossy(line).contains(MARK))
}

/// A file that was replaced, made or removed, with the bytes that it had.
type Undo = (PathBuf, Option<Vec<u8>>);

fn move_all(comparison: &Comparison, staging: &Path, undo: &mut Vec<Undo>) -> anyhow::Result<()> {
    let folder = &comparison.folder;
    for (file, old) in &comparison.changed {
        let place = folder.join(&file.path);
        create_parent(&place)?;
        fs::rename(staging.join(&file.path), &place)
            .with_context(|| format!("cannot replace {}", place.display()))?;
        undo.push((place, old.as_ref().map(|old| old.clone().into_bytes())));
    }
    for (path, bytes) in &comparison.orphans {
        let place = folder.join(path);
        fs::remove_file(&place).with_context(|| format!("cannot remove {}", place.display()))?;
        undo.push((place, Some(bytes.clone())));
    }
    Ok(())
}

/// Undoes what was done, as far as that goes; the error that is reported is the first one.
fn put_back(undo: Vec<Undo>) {
    for (place, bytes) in undo {
        let _ = match bytes {
            Some(bytes) => fs::write(place, bytes),
            None => fs::remove_file(place),
        };
    }
}

fn create_parent(place: &Path) -> anyhow::Result<()> {
    if let Some(parent) = place.parent() {
        fs::create_dir_all(parent)
            .with_context(|| format!("cannot make the folder {}", parent.display()))?;
    }
    Ok(())
}

/// Removes the folders in which orphans were the last files.
fn remove_empty_folders(folder: &Path) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            remove_empty_folders(&entry.path())?;
            if fs::read_dir(entry.path())?.next().is_none() {
                fs::remove_dir(entry.path())?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use cti_codegen::GeneratedFile;

    fn generated(path: &str, text: &str) -> GeneratedFile {
        GeneratedFile {
            path: path.into(),
            text: format!("// {MARK}\n{text}"),
        }
    }

    fn apply_to(folder: &Path, files: Vec<GeneratedFile>) -> anyhow::Result<()> {
        let comparison = Comparison::of(files, folder.to_owned(), &["rs"])?;
        apply(&[comparison], folder.parent().unwrap())
    }

    #[test]
    fn the_folder_holds_what_is_generated_and_nothing_else() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("generated");
        apply_to(
            &folder,
            vec![generated("a/x.rs", "1"), generated("y.rs", "2")],
        )
        .unwrap();
        apply_to(&folder, vec![generated("y.rs", "3")]).unwrap();
        assert_eq!(
            fs::read_to_string(folder.join("y.rs")).unwrap(),
            format!("// {MARK}\n3")
        );
        assert!(!folder.join("a").exists());
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_failure_half_way_leaves_the_old_files() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("generated");
        apply_to(&folder, vec![generated("a.rs", "1")]).unwrap();
        // A folder where a file has to go cannot be replaced by a rename.
        fs::create_dir_all(folder.join("b.rs/c")).unwrap();
        let files = vec![generated("a.rs", "2"), generated("b.rs", "2")];
        let error = apply_to(&folder, files).unwrap_err();
        assert!(error.to_string().starts_with("cannot replace"), "{error}");
        assert_eq!(
            fs::read_to_string(folder.join("a.rs")).unwrap(),
            format!("// {MARK}\n1")
        );
    }

    #[test]
    fn a_folder_of_other_files_is_left_alone() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("lib.rs"), "//! Mine.").unwrap();
        let error = apply_to(root.path(), vec![generated("a.rs", "1")]).unwrap_err();
        assert!(error.to_string().contains("nothing is written"), "{error}");
        assert!(root.path().join("lib.rs").exists());
        assert!(!root.path().join("a.rs").exists());
    }
}
