//! Writing the differences down: all of them or none.
//!
//! All new texts go to a folder beside the generated one first, so whatever can go wrong with
//! space or rights goes wrong before a generated file is touched. Then each is renamed into its
//! place, which needs no space and replaces the old file in one step; should that fail half way,
//! the files that were replaced get their old bytes back. (To swap the whole folder would touch
//! all files, and so rebuild what did not change; and for a moment there would be no folder.)

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::compare::Comparison;

/// What every generated file starts with.
const MARK: &str = "// @generated";

/// Makes the folder hold what is generated.
pub(super) fn apply(comparison: &Comparison, folder: &Path) -> anyhow::Result<()> {
    if comparison.is_clean() {
        return Ok(());
    }
    refuse_foreign(comparison, folder)?;
    let parent = folder
        .parent()
        .context("the generated files cannot be in the root folder")?;
    fs::create_dir_all(parent)?;
    let staging = tempfile::Builder::new()
        .prefix(".regenerate-")
        .tempdir_in(parent)
        .with_context(|| format!("cannot write in {}", parent.display()))?;
    for (file, _) in &comparison.changed {
        let place = staging.path().join(&file.path);
        create_parent(&place)?;
        fs::write(&place, &file.text)
            .with_context(|| format!("cannot write {}", place.display()))?;
    }
    let mut undo = Vec::new();
    let moved = move_all(comparison, folder, staging.path(), &mut undo);
    if moved.is_err() {
        put_back(undo);
    }
    moved?;
    remove_empty_folders(folder)
}

/// Does not remove files from a folder in which nothing was ever generated: it was named by
/// mistake.
fn refuse_foreign(comparison: &Comparison, folder: &Path) -> anyhow::Result<()> {
    let marked = |bytes: &[u8]| bytes.starts_with(MARK.as_bytes());
    let known = comparison.unchanged > 0
        || comparison.orphans.iter().any(|(_, bytes)| marked(bytes))
        || comparison
            .changed
            .iter()
            .any(|(_, old)| old.as_ref().is_some_and(|old| marked(old.as_bytes())));
    if comparison.orphans.is_empty() || known {
        return Ok(());
    }
    bail!(
        "{} holds other Rust files and nothing generated; nothing is written",
        folder.display()
    )
}

/// A file that was replaced, made or removed, with the bytes that it had.
type Undo = (PathBuf, Option<Vec<u8>>);

fn move_all(
    comparison: &Comparison,
    folder: &Path,
    staging: &Path,
    undo: &mut Vec<Undo>,
) -> anyhow::Result<()> {
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
    use crate::generate::GeneratedFile;

    fn generated(path: &str, text: &str) -> GeneratedFile {
        GeneratedFile {
            path: path.into(),
            text: format!("{MARK}\n{text}"),
        }
    }

    fn apply_to(folder: &Path, files: Vec<GeneratedFile>) -> anyhow::Result<()> {
        apply(&Comparison::of(files, folder)?, folder)
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
            format!("{MARK}\n3")
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
            format!("{MARK}\n1")
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
