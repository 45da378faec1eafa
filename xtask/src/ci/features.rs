//! A package with each of its features alone, since the workspace builds them together.

use anyhow::{Context, bail};
use serde_json::Value;

use super::step::Step;
use crate::cargo::Cargo;

/// The lints, and with them a build, without features and with each feature alone.
pub(super) fn steps(cargo: &Cargo, package: &str) -> anyhow::Result<Vec<Step>> {
    let lint = |name: &str, features: &[&str]| {
        let alone = ["clippy", "--package", package, "--no-default-features"];
        let arguments = [&alone[..], features, &["--", "-Dwarnings"]].concat();
        Step::cargo(&format!("{package} {name}"), &arguments)
    };
    let mut steps = vec![lint("without features", &[])];
    for feature in features(cargo, package)? {
        steps.push(lint(
            &format!("with {feature} only"),
            &["--features", &feature],
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
