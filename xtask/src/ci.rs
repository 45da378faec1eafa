//! `ci`: all checks, one after another.

use std::fmt::Write as _;
use std::time::Instant;

use anyhow::bail;
use xshell::{Cmd, Shell};

use crate::platforms::{Platform, Toolchain, Unavailable};
use crate::shell::{self, Features};

/// The checks in the order in which they run, each with its name and what one would type.
#[rustfmt::skip] // A table reads better.
fn steps(Features { services, others }: &Features) -> Vec<Step> {
    let (service, others) = (services.last().map_or("", String::as_str), others.join(","));
    vec![
        quick("formatting",
            "cargo fmt --all --check"),
        quick("formatting of the template",
            "cargo fmt --check --manifest-path template/Cargo.toml"),
        quick("formatting of the fuzz targets of the template",
            "cargo fmt --check --manifest-path template/fuzz/Cargo.toml"),
        quick("formatting of the fuzz targets",
            "cargo fmt --check --manifest-path fuzz/Cargo.toml"),
        quick("formatting of the program without the standard library",
            "cargo fmt --check --manifest-path tests/no_std/Cargo.toml"),
        step("lints",
            "cargo clippy --workspace --all-targets -- -Dwarnings"),
        quick("lints, all features",
            "cargo clippy --workspace --all-targets --all-features -- -Dwarnings"),
        // Running them needs nightly and libFuzzer, compiling them does not. In the same target
        // folder, so that dependencies that both workspaces have are compiled once.
        step("fuzz targets compile",
            "cargo check --locked --no-default-features --manifest-path fuzz/Cargo.toml \
             --target-dir target"),
        quick("the specification",
            "cargo xtask spec check --deny-warnings"),
        quick("layout of the specification",
            "cargo xtask spec fmt --check"),
        quick("generated files",
            "cargo xtask regenerate --check"),
        quick("tests",
            "cargo test --workspace --all-features"),
        step("tests of cti-messages without the services",
            "cargo test --package cti-messages --no-default-features --features std --lib --tests"),
        step("tests of cti-derive without the generated messages",
            "cargo test --package cti-derive --test fixture --test hygiene"),
        step("instructions",
            "cargo xtask bench check"),
        step("documentation",
            "cargo xtask docs"),
        // The lints, and with them a build, because the workspace builds all features together; that set and the
        // default one are linted there.
        step("cti-messages with each feature alone",
            "cargo hack clippy --package cti-messages --each-feature --exclude-all-features \
             --exclude-features default -- -Dwarnings")
            .needs("cargo-hack"),
        // With one service: what the others bring differs in nothing that the features know.
        step("cti-messages with every set of features beside the services",
            &format!("cargo hack clippy --package cti-messages --feature-powerset \
                      --include-features {others} --features {service} -- -Dwarnings"))
            .needs("cargo-hack"),
        // In the workspace cti-messages has the services that other crates turn on; here it has those that
        // cti-session itself turns on, as in a program of a user.
        step("cti-session with each feature alone",
            "cargo hack clippy --package cti-session --each-feature --exclude-all-features \
             --exclude-features default -- -Dwarnings")
            .needs("cargo-hack"),
        step("without the standard library",
            "cargo build --locked --manifest-path tests/no_std/Cargo.toml --target-dir target"),
        step("the template",
            "cargo test --locked --all-features --manifest-path template/Cargo.toml \
             --target-dir target"),
        step("fuzz targets of the template compile",
            "cargo check --locked --no-default-features --manifest-path template/fuzz/Cargo.toml \
             --target-dir target"),
        step("licences, bans, sources",
            "cargo deny check licenses bans sources")
            .needs("cargo-deny"),
        step("packages",
            "cargo xtask package"),
        on("tests with the oldest Rust", Platform::OldestRust),
        on("tests with the newest Rust", Platform::NewestRust),
    ]
}

/// The tests on other machines. They take minutes each, and only a change to reading or writing integers or lengths
/// can break them alone, so they are not among the others.
fn machines() -> Vec<Step> {
    vec![
        on("tests on 32-bit x86", Platform::I686),
        on("tests on IBM Z", Platform::S390x),
    ]
}

/// Which checks run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selection {
    /// All that a change has to pass.
    All,
    /// Those that find most of what can be wrong in the least time.
    Quick,
    /// Those on other machines, which are not among all.
    Machines,
}

/// Runs checks, and stops at the first that fails.
///
/// # Errors
/// If a check fails; its output has been printed.
pub fn run(sh: &Shell, selection: Selection) -> anyhow::Result<()> {
    let mut steps = match selection {
        Selection::Machines => machines(),
        _ => steps(&Features::read(sh)?),
    };
    if selection == Selection::Quick {
        steps.retain(|step| step.quick);
    }
    let (table, failed) = run_steps(sh, &steps);
    print!("\n{table}");
    match failed {
        Some(step) => bail!("the check \"{}\" failed", step.name),
        // Asked for by name, so that nothing is no answer.
        None if selection == Selection::Machines && !table.contains("passed") => {
            bail!("no other machine can be had here")
        }
        None => Ok(()),
    }
}

/// A check.
#[derive(Debug)]
struct Step {
    name: &'static str,
    command: String,
    /// Whether it is part of `ci --quick`.
    quick: bool,
    /// Without it the check is skipped.
    needs: Option<Need>,
}

/// What a check needs beside Rust.
#[derive(Debug, Clone, Copy)]
enum Need {
    /// A program that adds a subcommand to cargo.
    Subcommand(&'static str),
    /// A compiler, and for some machines more; what can be fetched is.
    Platform(Platform),
}

impl Need {
    /// Sees to it that it is there, for compilers by fetching them; returns why it cannot be had.
    ///
    /// # Errors
    /// If something else goes wrong.
    fn obtain(self, sh: &Shell) -> anyhow::Result<Option<String>> {
        match self {
            Self::Subcommand(program) => Ok((!shell::is_installed(sh, program))
                .then(|| format!("{program} is not installed (cargo install {program})"))),
            Self::Platform(platform) => match Toolchain::fetch(sh, platform) {
                Ok(_) => Ok(None),
                Err(error) if error.is::<Unavailable>() => Ok(Some(format!("{error:#}"))),
                Err(error) => Err(error),
            },
        }
    }
}

fn step(name: &'static str, command: &str) -> Step {
    Step {
        name,
        command: command.to_owned(),
        quick: false,
        needs: None,
    }
}

fn quick(name: &'static str, command: &str) -> Step {
    let step = step(name, command);
    Step {
        quick: true,
        ..step
    }
}

/// The tests of the libraries on a platform.
fn on(name: &'static str, platform: Platform) -> Step {
    let step = step(name, &format!("cargo xtask test-on {platform}"));
    let needs = Some(Need::Platform(platform));
    Step { needs, ..step }
}

impl Step {
    /// Adds the program that the check needs as a subcommand of cargo.
    fn needs(self, program: &'static str) -> Self {
        let needs = Some(Need::Subcommand(program));
        Self { needs, ..self }
    }

    fn run(&self, sh: &Shell) -> Outcome {
        println!("\n== {}: {}", self.name, self.command);
        match self.needs.map_or(Ok(None), |need| need.obtain(sh)) {
            Ok(None) => {}
            Ok(Some(missing)) => {
                println!("skipped: {missing}");
                return Outcome::Skipped;
            }
            Err(error) => {
                eprintln!("{error:#}");
                return Outcome::Failed;
            }
        }
        match command(sh, &self.command).run() {
            Ok(()) => Outcome::Passed,
            Err(error) => {
                eprintln!("{error}");
                Outcome::Failed
            }
        }
    }
}

/// How a check went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    /// What it needs cannot be had.
    Skipped,
    /// A check before it failed.
    NotRun,
}

/// Runs checks up to the first that fails; returns a table with a line for each, and the one that
/// failed.
fn run_steps<'a>(sh: &Shell, steps: &'a [Step]) -> (String, Option<&'a Step>) {
    let mut table = String::new();
    let mut failed = None;
    for step in steps {
        let started = Instant::now();
        let outcome = match failed {
            None => step.run(sh),
            Some(_) => Outcome::NotRun,
        };
        let seconds = started.elapsed().as_secs_f64();
        let row = match outcome {
            Outcome::Passed => format!("passed  {seconds:7.1} s"),
            Outcome::Failed => format!("FAILED  {seconds:7.1} s"),
            Outcome::Skipped => "skipped          ".to_owned(),
            Outcome::NotRun => "not run          ".to_owned(),
        };
        let _ = writeln!(table, "{row}  {}", step.name);
        if outcome == Outcome::Failed {
            failed = Some(step);
        }
    }
    (table, failed)
}

/// The command of a line: variables, the program, arguments, separated by blanks.
fn command<'a>(sh: &'a Shell, line: &str) -> Cmd<'a> {
    let words = line.split_whitespace();
    let variables: Vec<_> = words
        .clone()
        .map_while(|word| word.split_once('='))
        .collect();
    let mut words = words.skip(variables.len());
    let program = words.next().unwrap_or_default();
    sh.cmd(program).args(words).envs(variables).quiet()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All steps of `ci`.
    fn all(sh: &Shell) -> Vec<Step> {
        steps(&Features::read(sh).unwrap())
    }

    #[test]
    fn checks_run_up_to_the_first_that_fails() {
        let steps = [
            step("passes", "cargo --version"),
            step("cannot be run", "cargo no-such-subcommand").needs("cargo-no-such-subcommand"),
            step("fails", "cargo no-such-subcommand"),
            step("comes too late", "cargo --version"),
        ];
        let (table, failed) = run_steps(&shell::in_workspace().unwrap(), &steps);
        assert_eq!(failed.unwrap().name, "fails");
        let rows: Vec<(&str, &str)> = table
            .lines()
            .map(|line| (line[..8].trim(), line[19..].trim()))
            .collect();
        assert_eq!(
            rows,
            [
                ("passed", "passes"),
                ("skipped", "cannot be run"),
                ("FAILED", "fails"),
                ("not run", "comes too late"),
            ]
        );
    }

    #[test]
    fn variables_stand_before_the_program() {
        let sh = shell::in_workspace().unwrap();
        let command = std::process::Command::from(command(&sh, "A=-b C= program --d e=f"));
        assert_eq!(command.get_program(), "program");
        assert!(command.get_args().eq(["--d", "e=f"]));
        let variables: Vec<_> = command.get_envs().collect();
        let expected =
            [("A", "-b"), ("C", "")].map(|(name, value)| (name.as_ref(), Some(value.as_ref())));
        assert_eq!(variables, expected);
    }

    #[test]
    fn the_quick_checks_are_format_lints_the_specification_freshness_and_tests() {
        let steps = all(&shell::in_workspace().unwrap());
        let quick = steps.iter().filter(|step| step.quick);
        let names: Vec<_> = quick.map(|step| step.name).collect();
        let expected = [
            "formatting",
            "formatting of the template",
            "formatting of the fuzz targets of the template",
            "formatting of the fuzz targets",
            "formatting of the program without the standard library",
            "lints, all features",
            "the specification",
            "layout of the specification",
            "generated files",
            "tests",
        ];
        assert_eq!(names, expected);
    }

    /// `cargo fmt --all` sees the crates of the workspace only; each that is a workspace of its own
    /// has a check.
    #[test]
    fn every_workspace_of_its_own_is_formatted() {
        let sh = shell::in_workspace().unwrap();
        let manifests = sh
            .cmd("git")
            .args(["ls-files", "*/Cargo.toml"])
            .quiet()
            .read()
            .unwrap();
        let formatted: Vec<_> = all(&sh)
            .into_iter()
            .filter_map(|step| {
                let manifest = step
                    .command
                    .strip_prefix("cargo fmt --check --manifest-path ")?;
                Some(manifest.to_owned())
            })
            .collect();
        let mut own = 0;
        for manifest in manifests.lines() {
            if sh.read_file(manifest).unwrap().contains("\n[workspace]\n") {
                own += 1;
                assert!(
                    formatted.iter().any(|known| known == manifest),
                    "{manifest}"
                );
            }
        }
        assert_eq!(own, formatted.len());
    }
}
