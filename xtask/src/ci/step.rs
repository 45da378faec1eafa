//! One check.

use std::fmt::{Display, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::bench;
use crate::cargo::Cargo;
use crate::places;
use crate::regenerate;

/// A check with its name.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) name: String,
    pub(super) work: Work,
}

/// What a check does.
#[derive(Debug)]
pub(super) enum Work {
    /// Runs cargo.
    Cargo {
        arguments: Vec<String>,
        rustdoc_flags: Option<&'static str>,
        /// The program that adds the subcommand; without it the check is skipped.
        needs: Option<&'static str>,
    },
    /// Compares the generated files with the specification.
    GeneratedFiles,
    /// Compares the instructions that messages take with the committed counts.
    Instructions,
}

/// How a check went.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) verdict: Verdict,
    pub(super) elapsed: Duration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Passed,
    Failed,
    /// What it needs is not installed.
    Skipped,
}

impl Step {
    pub(super) fn cargo(name: &str, arguments: &[&str]) -> Self {
        Self {
            name: name.to_owned(),
            work: Work::Cargo {
                arguments: arguments
                    .iter()
                    .map(|argument| (*argument).to_owned())
                    .collect(),
                rustdoc_flags: None,
                needs: None,
            },
        }
    }

    /// A check by a subcommand that is no part of cargo.
    pub(super) fn external(name: &str, program: &'static str, arguments: &[&str]) -> Self {
        let mut step = Self::cargo(name, arguments);
        if let Work::Cargo { needs, .. } = &mut step.work {
            *needs = Some(program);
        }
        step
    }

    /// Runs the check. Fails only if it cannot be run at all.
    pub(super) fn run(&self, cargo: &Cargo, root: &Path) -> anyhow::Result<Outcome> {
        println!("\n== {}: {}", self.name, self.command());
        let start = Instant::now();
        let passed = match &self.work {
            Work::Cargo {
                needs: Some(program),
                ..
            } if !is_installed(program) => {
                println!("skipped: {program} is not installed (cargo install {program})");
                return Ok(Outcome {
                    verdict: Verdict::Skipped,
                    elapsed: start.elapsed(),
                });
            }
            Work::Cargo {
                arguments,
                rustdoc_flags,
                ..
            } => {
                let mut command = cargo.command(arguments);
                if let Some(flags) = rustdoc_flags {
                    command.env("RUSTDOCFLAGS", flags);
                }
                command.status()?.success()
            }
            Work::GeneratedFiles => {
                let root = places::shown(root);
                told(regenerate::check(&root.join(places::SPECIFICATION), root))
            }
            Work::Instructions => told(bench::check(root)),
        };
        Ok(Outcome {
            verdict: if passed {
                Verdict::Passed
            } else {
                Verdict::Failed
            },
            elapsed: start.elapsed(),
        })
    }

    /// What one would type to do the same.
    fn command(&self) -> String {
        match &self.work {
            Work::Cargo {
                arguments,
                rustdoc_flags,
                ..
            } => {
                let flags = rustdoc_flags.map(|flags| format!("RUSTDOCFLAGS={flags} "));
                format!("{}cargo {}", flags.unwrap_or_default(), arguments.join(" "))
            }
            Work::GeneratedFiles => "cargo xtask regenerate --check".to_owned(),
            Work::Instructions => "cargo xtask bench --check".to_owned(),
        }
    }
}

/// Whether a program can be started.
fn is_installed(program: &str) -> bool {
    let mut command = Command::new(program);
    command
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.status().is_ok()
}

/// Prints what a check says; whether it has passed.
fn told(outcome: anyhow::Result<impl Display>) -> bool {
    match outcome {
        Ok(report) => {
            print!("{report}");
            true
        }
        Err(error) => {
            eprintln!("{error:#}");
            false
        }
    }
}

/// A line per check: how it went, or that it was not reached.
pub(super) fn table(steps: &[Step], outcomes: &[Outcome]) -> String {
    let mut table = String::new();
    for (at, step) in steps.iter().enumerate() {
        let line = match outcomes.get(at) {
            Some(Outcome { verdict, elapsed }) => {
                let word = match verdict {
                    Verdict::Passed => "passed",
                    Verdict::Failed => "FAILED",
                    Verdict::Skipped => "skipped",
                };
                format!("{word:7}{:7.1} s  {}", elapsed.as_secs_f64(), step.name)
            }
            None => format!("not run           {}", step.name),
        };
        let _ = writeln!(table, "{line}");
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_tells_how_each_check_went() {
        let steps = ["a", "b", "c", "d"].map(|name| Step::cargo(name, &[name]));
        let outcomes =
            [Verdict::Passed, Verdict::Skipped, Verdict::Failed].map(|verdict| Outcome {
                verdict,
                elapsed: Duration::from_secs(1),
            });
        assert_eq!(
            table(&steps, &outcomes),
            "passed     1.0 s  a\nskipped    1.0 s  b\nFAILED     1.0 s  c\nnot run           d\n",
        );
    }

    #[test]
    fn a_check_without_its_program_is_skipped() {
        let step = Step::external("a", "no-such-program", &["no-such-subcommand"]);
        let root = Path::new(".");
        let outcome = step.run(&Cargo::of_workspace(root), root).unwrap();
        assert_eq!(outcome.verdict, Verdict::Skipped);
    }
}
