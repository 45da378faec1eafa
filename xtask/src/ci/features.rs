//! A package with each of its features alone, since the workspace builds them together.

use super::step::Step;
use crate::cargo::Cargo;
use crate::features;

/// The lints, and with them a build, without features and with each feature alone.
pub(super) fn steps(cargo: &Cargo, package: &str) -> anyhow::Result<Vec<Step>> {
    let lint = |name: &str, features: &[&str]| {
        let alone = ["clippy", "--package", package, "--no-default-features"];
        let arguments = [&alone[..], features, &["--", "-Dwarnings"]].concat();
        Step::cargo(&format!("{package} {name}"), &arguments)
    };
    let mut steps = vec![lint("without features", &[])];
    let features = features::of_package(cargo, package)?;
    for feature in features.keys().filter(|name| *name != "default") {
        steps.push(lint(
            &format!("with {feature} only"),
            &["--features", feature],
        ));
    }
    Ok(steps)
}
