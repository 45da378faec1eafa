//! `ci`: all checks, one after the other.

mod features;
mod step;

use std::path::Path;

use anyhow::bail;

use crate::cargo::Cargo;
use step::{Outcome, Step, Verdict, Work};

/// Runs all checks and stops at the first that fails.
///
/// # Errors
/// If a check fails; its output stands above.
pub fn run(root: &Path) -> anyhow::Result<()> {
    let cargo = Cargo::of_workspace(root);
    let mut steps = vec![
        Step::cargo("formatting", &["fmt", "--all", "--check"]),
        Step::cargo(
            "lints",
            &["clippy", "--workspace", "--all-targets", "--", "-Dwarnings"],
        ),
        Step::cargo(
            "lints, all features",
            &[
                "clippy",
                "--workspace",
                "--all-targets",
                "--all-features",
                "--",
                "-Dwarnings",
            ],
        ),
        // Running them needs nightly and libFuzzer, compiling them does not. In the same target
        // folder, so that what both workspaces depend on is compiled once.
        Step::cargo(
            "fuzz targets compile",
            &[
                "check",
                "--locked",
                "--no-default-features",
                "--manifest-path",
                "fuzz/Cargo.toml",
                "--target-dir",
                "target",
            ],
        ),
        Step {
            name: "generated files".to_owned(),
            work: Work::GeneratedFiles,
        },
        Step::cargo("tests", &["test", "--workspace", "--all-features"]),
        Step::cargo(
            "tests of cti-messages without the services",
            &[
                "test",
                "--package",
                "cti-messages",
                "--no-default-features",
                "--features",
                "std",
                "--lib",
                "--tests",
            ],
        ),
        Step::cargo(
            "tests of cti-derive without the generated messages",
            &[
                "test",
                "--package",
                "cti-derive",
                "--test",
                "fixture",
                "--test",
                "hygiene",
            ],
        ),
        Step {
            name: "instructions".to_owned(),
            work: Work::Instructions,
        },
        Step {
            name: "documentation".to_owned(),
            work: Work::Cargo {
                arguments: ["doc", "--workspace", "--no-deps", "--all-features"]
                    .map(str::to_owned)
                    .to_vec(),
                rustdoc_flags: Some("-Dwarnings"),
                needs: None,
            },
        },
    ];
    steps.extend(features::steps(&cargo, "cti-messages")?);
    steps.push(Step::cargo(
        "without the standard library",
        &[
            "build",
            "--locked",
            "--manifest-path",
            "tests/no_std/Cargo.toml",
            "--target-dir",
            "target",
        ],
    ));
    steps.push(Step::cargo(
        "the template",
        &[
            "test",
            "--locked",
            "--all-features",
            "--manifest-path",
            "template/Cargo.toml",
            "--target-dir",
            "target",
        ],
    ));
    steps.push(Step::cargo(
        "fuzz targets of the template compile",
        &[
            "check",
            "--locked",
            "--no-default-features",
            "--manifest-path",
            "template/fuzz/Cargo.toml",
            "--target-dir",
            "target",
        ],
    ));
    steps.push(Step::external(
        "licences, bans, sources",
        "cargo-deny",
        &["deny", "check", "licenses", "bans", "sources"],
    ));
    steps.push(Step::cargo(
        "packages",
        &[
            "package",
            "--allow-dirty",
            "--package",
            "cti-spec",
            "--package",
            "cti-derive",
            "--package",
            "cti-messages",
        ],
    ));

    let mut outcomes = Vec::new();
    for step in &steps {
        outcomes.push(step.run(&cargo, root)?);
        if outcomes.last().is_some_and(is_failure) {
            break;
        }
    }
    print!("\n{}", step::table(&steps, &outcomes));
    match outcomes.last() {
        Some(last) if is_failure(last) => {
            bail!("the check \"{}\" failed", steps[outcomes.len() - 1].name)
        }
        _ => Ok(()),
    }
}

fn is_failure(outcome: &Outcome) -> bool {
    outcome.verdict == Verdict::Failed
}
