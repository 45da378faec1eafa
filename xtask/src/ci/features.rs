//! A build of a package for each of its features alone, since the workspace builds them together.

use anyhow::{Context, bail};
use serde_json::Value;

use super::step::Step;
use crate::cargo::Cargo;

/// A build without features, and one for each feature.
pub(super) fn steps(cargo: &Cargo, package: &str) -> anyhow::Result<Vec<Step>> {
    let alone = ["check", "--package", package, "--no-default-features"];
    let mut steps = vec![Step::cargo(&format!("{package} without features"), &alone)];
    for feature in features(cargo, package)? {
        let arguments: Vec<&str> = alone.into_iter().chain(["--features", &feature]).collect();
        steps.push(Step::cargo(
            &format!("{package} with {feature} only"),
            &arguments,
        ));
    }
    Ok(steps)
}

/// The features of a package, as cargo knows them, sorted.
fn features(cargo: &Cargo, package: &str) -> anyhow::Result<Vec<String>> {
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
        .and_then(|entry| entry["features"].as_object())
        .with_context(|| format!("the workspace has no package {package}"))?;
    let mut names: Vec<String> = features
        .keys()
        .filter(|name| *name != "default")
        .cloned()
        .collect();
    names.sort();
    Ok(names)
}
