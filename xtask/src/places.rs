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

/// The folder of the specification, below the root of the workspace.
pub const SPECIFICATION: &str = "cti-spec/spec/ged188";

/// The root as seen from the current folder, where that is above it: because that is how messages
/// should show what is in it.
#[must_use]
pub fn shown(root: &Path) -> &Path {
    let here = std::env::current_dir().unwrap_or_default();
    root.strip_prefix(here).unwrap_or(root)
}
