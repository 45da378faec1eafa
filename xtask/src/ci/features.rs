//! A package with sets of its features, since the workspace builds them together.

use super::step::Step;
use crate::cargo::Cargo;
use crate::features;

/// The program that goes through sets of features.
const HACK: &str = "cargo-hack";

/// The lints, and with them a build: without features and with each feature alone; then with all
/// services and every set of the other features.
pub(super) fn steps(cargo: &Cargo, package: &str) -> anyhow::Result<[Step; 2]> {
    let features = features::of_package(cargo, package)?;
    // The default is the standard library and the services.
    let defaults = features.get("default").cloned().unwrap_or_default();
    let (services, others): (Vec<_>, Vec<_>) = features
        .into_keys()
        .filter(|name| name != "default")
        .partition(|name| name != "std" && defaults.contains(name));
    let (services, others) = (services.join(","), others.join(","));
    let lint = ["hack", "clippy", "--package", package];
    let warnings = ["--", "-Dwarnings"];
    let each = ["--each-feature"];
    let powerset = [
        "--feature-powerset",
        "--include-features",
        &others,
        "--features",
        &services,
    ];
    Ok([
        Step::external(
            &format!("{package} with each feature alone"),
            HACK,
            &[&lint[..], &each, &warnings].concat(),
        ),
        Step::external(
            &format!("{package} with every set of features beside the services"),
            HACK,
            &[&lint[..], &powerset, &warnings].concat(),
        ),
    ])
}
