//! The features of a package, as cargo knows them.

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use serde_json::Value;

use crate::cargo::Cargo;

/// Each feature by its name, with those that it enables.
pub(crate) type Features = BTreeMap<String, Vec<String>>;

/// The features of a package of the workspace.
///
/// # Errors
/// If cargo cannot tell, or there is no such package.
pub(crate) fn of_package(cargo: &Cargo, package: &str) -> anyhow::Result<Features> {
    let output = cargo
        .command(["metadata", "--no-deps", "--format-version", "1"])
        .output()
        .context("cannot run cargo metadata")?;
    if !output.status.success() {
        bail!(
            "cargo metadata failed:\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let packages = metadata["packages"]
        .as_array()
        .context("cargo metadata has no packages")?;
    let features = packages
        .iter()
        .find(|entry| entry["name"] == package)
        .map(|entry| entry["features"].clone())
        .with_context(|| format!("the workspace has no package {package}"))?;
    Ok(serde_json::from_value(features)?)
}
