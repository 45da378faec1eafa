//! One check.

use std::fmt::{Display, Write as _};
use std::path::Path;
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
    },
    /// Compares the generated files with the specification.
    GeneratedFiles,
    /// Compares the instructions that messages take with the committed counts.
    Instructions,
}

/// How a check went.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) passed: bool,
    pub(super) elapsed: Duration,
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
            },
        }
    }

    /// Runs the check. Fails only if it cannot be run at all.
    pub(super) fn run(&self, cargo: &Cargo, root: &Path) -> anyhow::Result<Outcome> {
        println!("\n== {}: {}", self.name, self.command());
        let start = Instant::now();
        let passed = match &self.work {
            Work::Cargo {
                arguments,
                rustdoc_flags,
            } => {
                let mut command = cargo.command(arguments);
                if let Some(flags) = rustdoc_flags {
                    command.env("RUSTDOCFLAGS", flags);
                }
                command.status()?.success()
            }
            Work::GeneratedFiles => {
                let root = places::shown(root);
                told(regenerate::check(regenerate::Places {
                    spec: &root.join(places::SPECIFICATION),
                    root,
                }))
            }
            Work::Instructions => told(bench::check(root)),
        };
        Ok(Outcome {
            passed,
            elapsed: start.elapsed(),
        })
    }

    /// What one would type to do the same.
    fn command(&self) -> String {
        match &self.work {
            Work::Cargo {
                arguments,
                rustdoc_flags,
            } => {
                let flags = rustdoc_flags.map(|flags| format!("RUSTDOCFLAGS={flags} "));
                format!("{}cargo {}", flags.unwrap_or_default(), arguments.join(" "))
            }
            Work::GeneratedFiles => "cargo xtask regenerate --check".to_owned(),
            Work::Instructions => "cargo xtask bench --check".to_owned(),
        }
    }
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
            Some(Outcome {
                passed: true,
                elapsed,
            }) => {
                format!("passed {:7.1} s  {}", elapsed.as_secs_f64(), step.name)
            }
            Some(Outcome {
                passed: false,
                elapsed,
            }) => {
                format!("FAILED {:7.1} s  {}", elapsed.as_secs_f64(), step.name)
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
        let steps = ["a", "b", "c"].map(|name| Step::cargo(name, &[name]));
        let second = Duration::from_secs(1);
        let outcomes = [
            Outcome {
                passed: true,
                elapsed: second,
            },
            Outcome {
                passed: false,
                elapsed: second,
            },
        ];
        assert_eq!(
            table(&steps, &outcomes),
            "passed     1.0 s  a\nFAILED     1.0 s  b\nnot run           c\n",
        );
    }
}
