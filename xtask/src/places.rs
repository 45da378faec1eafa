//! Where things are in the workspace.

use std::path::{Path, PathBuf};

/// The root of the workspace.
#[must_use]
pub fn root() -> PathBuf {
    // Cargo tells a program that it runs where its package is; that holds in a moved checkout.
    let package = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    match package.parent() {
        Some(root) => root.to_owned(),
        None => package,
    }
}

/// The folder of the specification, and that of the generated modules: as seen from the current
/// folder, where that is above them, because that is how messages should show them.
#[must_use]
pub fn of_workspace(root: &Path) -> (PathBuf, PathBuf) {
    let here = std::env::current_dir().unwrap_or_default();
    let root = match root.strip_prefix(here) {
        Ok(below) => below,
        Err(_) => root,
    };
    (
        root.join("cti-spec/spec/ged188"),
        root.join("cti-messages/src/generated"),
    )
}
