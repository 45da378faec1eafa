//! How long cti-messages takes to build, beside x11rb-protocol: the X11 protocol, a crate of as much generated code.
//!
//! Both are built in turns, so that a machine whose speed changes treats them alike.

use std::fmt::Write as _;
use std::time::Instant;

use anyhow::Context;
use xshell::{Shell, cmd};

use super::scratch;
use super::statistics::median;
use crate::shell;

/// The crates that are built. The second never becomes a dependency of the workspace.
const CRATES: [&str; 2] = ["cti-messages", "x11rb-protocol"];

/// What is printed before the figures.
const MEASURED: &str = "\
Seconds of debug builds that are not incremental: of cti-messages with its default features, and of
x11rb-protocol with all extensions. First from nothing, with what the crate depends on, then the crate
alone. User time is that of all processes together, and changes less with what else the machine does.
";

/// How long a build took.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Time {
    wall: f64,
    user: f64,
}

/// How long a crate took in one round.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Times {
    from_nothing: Time,
    alone: Time,
}

/// Builds the two crates in turns, so many times; returns tables in Markdown, the ratios, and the number of lines that
/// cti-messages has once its macros are expanded.
///
/// # Errors
/// If x11rb-protocol cannot be fetched, or a crate cannot be built.
pub fn build(workspace: &Shell, rounds: u32) -> anyhow::Result<String> {
    let sh = scratch(workspace)?;
    let mut measured = Vec::new();
    for round in 1..=rounds {
        eprintln!("round {round} of {rounds}");
        let [own, other] = CRATES;
        measured.push([measure(&sh, own)?, measure(&sh, other)?]);
    }
    eprintln!("expanding the macros");
    let expand = cmd!(
        sh,
        "cargo rustc --quiet --package cti-messages -- -Zunpretty=expanded"
    );
    // Stable compilers have the option as well, but ask for this before they take it.
    let expanded = expand.env("RUSTC_BOOTSTRAP", "1").quiet().read()?;
    Ok(report(&measured, expanded.lines().count()))
}

/// A shell in a package that depends on both crates.
fn scratch(workspace: &Shell) -> anyhow::Result<Shell> {
    let folder = shell::target(workspace)?.join("bench-build");
    let sh = scratch::package(workspace, &folder, MANIFEST, ("src/lib.rs", ""))?;
    sh.set_var("CARGO_INCREMENTAL", "0");
    let fetched = cmd!(sh, "cargo fetch --quiet").quiet().run();
    fetched.context(
        "cannot fetch x11rb-protocol to compare with: cargo needs a registry, or its cache, that has version 0.13",
    )?;
    Ok(sh)
}

/// What the package depends on.
const MANIFEST: &str = r#"
[dependencies]
cti-messages.path = {cti-messages}
x11rb-protocol = { version = "0.13", features = ["all-extensions"] }
"#;

fn measure(sh: &Shell, name: &str) -> anyhow::Result<Times> {
    cmd!(sh, "cargo clean --quiet").quiet().run()?;
    let from_nothing = time_of_build(sh, name)?;
    cmd!(sh, "cargo clean --quiet --package {name}")
        .quiet()
        .run()?;
    let alone = time_of_build(sh, name)?;
    Ok(Times {
        from_nothing,
        alone,
    })
}

/// Builds what is missing of a crate.
fn time_of_build(sh: &Shell, name: &str) -> anyhow::Result<Time> {
    // The shell knows the user time of its children; the standard library does not.
    let script = r#"cargo build --quiet --package "$0" && times"#;
    let started = Instant::now();
    let times = cmd!(sh, "sh -c {script} {name}").quiet().read();
    let wall = started.elapsed().as_secs_f64();
    let times = times.with_context(|| format!("cannot build {name} from a POSIX shell, `sh`"))?;
    let user = user_time(&times).with_context(|| format!("`times` of `sh` prints {times:?}"))?;
    Ok(Time { wall, user })
}

/// The user time of the children of a shell, in seconds. `times` prints a line for the shell and one for its children,
/// each the user and the system time, such as `1m23.45s`.
fn user_time(times: &str) -> Option<f64> {
    let children = times.lines().nth(1)?;
    let (minutes, seconds) = children.split_whitespace().next()?.split_once('m')?;
    let minutes: f64 = minutes.parse().ok()?;
    // Some locales write a comma.
    let seconds = seconds.strip_suffix('s')?.replace(',', ".");
    let seconds: f64 = seconds.parse().ok()?;
    Some(minutes * 60.0 + seconds)
}

/// The tables, the ratios of the user times and the number of lines.
fn report(rounds: &[[Times; 2]], lines: usize) -> String {
    let mut report = MEASURED.to_owned();
    let median_of = |value: &dyn Fn(&[Times; 2]) -> f64| median(rounds.iter().map(value).collect());
    let medians = [0, 1].map(|place| {
        let of = |time: fn(&Times) -> f64| median_of(&|round| time(&round[place]));
        [
            of(|times| times.from_nothing.wall),
            of(|times| times.from_nothing.user),
            of(|times| times.alone.wall),
            of(|times| times.alone.user),
        ]
    });
    for (place, name) in CRATES.into_iter().enumerate() {
        let _ = writeln!(
            report,
            "\n| {name} | from nothing, wall | user | alone, wall | user |\n\
             | --- | ---: | ---: | ---: | ---: |"
        );
        for (number, round) in (1..).zip(rounds) {
            let Times {
                from_nothing,
                alone,
            } = round[place];
            let times = [from_nothing.wall, from_nothing.user, alone.wall, alone.user];
            row(&mut report, &format!("round {number}"), times);
        }
        row(&mut report, "median", medians[place]);
    }
    // As with other ratios: the median of the ratios of rounds, not the quotient of the medians.
    let ratio = |time: fn(&Times) -> f64| median_of(&|[own, other]| time(own) / time(other));
    let from_nothing = ratio(|times| times.from_nothing.user);
    let alone = ratio(|times| times.alone.user);
    let _ = writeln!(
        report,
        "\nratio build/from-nothing {from_nothing:.2}\nratio build/alone {alone:.2}\n\
         cti-messages expands to {lines} lines"
    );
    report
}

fn row(report: &mut String, name: &str, [a, b, c, d]: [f64; 4]) {
    let _ = writeln!(report, "| {name} | {a:.1} | {b:.1} | {c:.1} | {d:.1} |");
}

#[cfg(test)]
mod tests {
    use super::{Time, Times, report, user_time};

    #[test]
    fn the_time_of_children_is_read() {
        let dash = "0m0.000000s 0m0.010000s\n1m12.240000s 0m0.890000s\n";
        assert_eq!(user_time(dash), Some(72.24));
        assert_eq!(user_time("0m0,001s 0m0,002s\n0m2,500s 0m0,250s"), Some(2.5));
        for bad in [
            "",
            "0m1s 0m1s",
            "0m1s 0m1s\n",
            "0m1s 0m1s\n12 13",
            "a\nxm1s 0m1s",
        ] {
            assert_eq!(user_time(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn the_shell_prints_times() {
        let sh = xshell::Shell::new().unwrap();
        let times = xshell::cmd!(sh, "sh -c times").quiet().read().unwrap();
        assert!(user_time(&times).is_some(), "{times:?}");
    }

    #[test]
    fn ratios_are_of_rounds() {
        let times = |user| {
            let time = Time { wall: 20.0, user };
            Times {
                from_nothing: Time {
                    user: 2.0 * user,
                    ..time
                },
                alone: time,
            }
        };
        let rounds = [
            [times(1.0), times(2.0)],
            [times(3.0), times(4.0)],
            [times(9.0), times(10.0)],
        ];
        let report = report(&rounds, 7);
        assert!(
            report.contains("| round 2 | 20.0 | 6.0 | 20.0 | 3.0 |\n"),
            "{report}"
        );
        assert!(
            report.contains("| median | 20.0 | 8.0 | 20.0 | 4.0 |\n"),
            "{report}"
        );
        let end = "ratio build/from-nothing 0.75\nratio build/alone 0.75\ncti-messages expands to 7 lines\n";
        assert!(report.ends_with(end), "{report}");
    }
}
