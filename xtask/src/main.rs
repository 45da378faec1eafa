//! `cargo xtask`: the commands of the workspace.
//!
//! This binary depends on cti-spec and cti-codegen only, so it builds while the generated code does not
//! compile.

use std::fmt::Display;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use cti_spec::cli::{self, Defaults, Spec};
use xtask::ci::Selection;
use xtask::platforms::{self, Platform};
use xtask::{bench, ci, docs, fuzz, package, places, reference, regenerate, shell};

/// The commands of this workspace.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    arg_required_else_help = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write all generated files anew from the specification.
    ///
    /// Reads the files in cti-spec/spec/ged188 and makes the folders of generated files
    /// (cti-messages/src/generated and those in generated) hold exactly what follows from them:
    /// files that differ are written, orphans are removed. If the specification has errors, all of
    /// them are shown and no file is touched.
    Regenerate(Regenerate),

    /// Work with the specification; needs no code that is generated from it.
    ///
    /// The same commands as those of `cti spec`.
    #[command(subcommand)]
    Spec(Spec),

    /// Make the reference of all messages a book in HTML, with full-text search.
    ///
    /// Needs mdBook (cargo install mdbook). The pages that it is made from, in
    /// generated/reference/src, are written by `regenerate`; the book goes to
    /// generated/reference/book.
    Reference(Reference),

    /// Run all checks that a change has to pass.
    ///
    /// In this order, up to the first that fails: formatting, lints (without and with all
    /// features), whether the fuzz targets compile, the specification (warnings included) and its layout,
    /// generated files up to date, tests (those of
    /// cti-messages and cti-derive also without the services), instructions that messages take (see
    /// `bench check`), documentation, the lints of cti-messages and cti-session with each of their
    /// features alone, and of cti-messages with sets of them (needs cargo-hack), a program without the standard library, the tests of the
    /// template crate, licences and sources of dependencies (needs cargo-deny), whether the packages
    /// build from what is packaged, and tests with the oldest and the newest Rust (see `test-on`). Ends with a
    /// table of how each went. A check is skipped if a program or compiler that it needs is not there.
    Ci(Ci),

    /// Test the libraries with another compiler, or on another machine.
    ///
    /// The compilers are Debian's packages, downloaded with apt and unpacked to target/platforms, not installed.
    /// `oldest-rust` and `newest-rust` (the newest that apt offers) test cti-messages, cti-derive, cti-session, cti-spec
    /// and the template with all features; `i686` and `s390x` test cti-messages only. These two need a cross-linker, and
    /// `s390x` an emulator (apt-get install gcc-i686-linux-gnu gcc-s390x-linux-gnu qemu-user-static).
    TestOn {
        /// What to test on.
        #[arg(value_name = "PLATFORM")]
        platform: Platform,
    },

    /// Build the documentation of all crates, and follow its links.
    ///
    /// That of cti-messages and cti-session also alone and with few features, as people build it who depend on them. Fails on warnings, and on
    /// links that lead nowhere.
    Docs,

    /// Package every crate that can be published, and build each from its package alone.
    Package,

    /// Measure what decoding, encoding and splitting cost.
    ///
    /// Without a subcommand, measures times like `bench times`.
    #[command(args_conflicts_with_subcommands = true)]
    Bench(Bench),

    /// Run the fuzz targets for a while each, and print a table of how it went.
    ///
    /// Needs nightly Rust and cargo-fuzz (rustup toolchain install nightly; cargo install
    /// cargo-fuzz). Without a target, all of them run one after the other. The table says for
    /// each how long it ran, how many inputs, what they reached (cov and ft are libFuzzer's), how
    /// many are kept, and how many broke a property; those follow with the command that runs
    /// them again. Exits with 1 if there are any.
    ///
    /// Starts from the committed inputs, fuzz/corpus/TARGET.tar.gz, unpacked to fuzz/target/unpacked.
    /// New inputs go to fuzz/target/corpus, the output of libFuzzer to fuzz/target/log, and inputs
    /// that break a property to fuzz/artifacts. Without --minimise nothing that is committed changes.
    Fuzz(Fuzz),
}

#[derive(Debug, Args)]
struct Regenerate {
    /// Change nothing; exit with 1 if any generated file differs, is missing or is an orphan.
    #[arg(long)]
    check: bool,

    /// The directory of the specification.
    #[arg(long, value_name = "DIR", hide = true)]
    spec_dir: Option<PathBuf>,

    /// The directory below which the generated files go to their places.
    #[arg(long, value_name = "DIR", hide = true)]
    out_dir: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct Reference {
    /// Show it in a browser.
    #[arg(long)]
    open: bool,
}

#[derive(Debug, Args)]
struct Ci {
    /// Only formatting, lints with all features, the specification, generated files and tests.
    #[arg(long)]
    quick: bool,

    /// Only the tests of cti-messages on other machines: 32-bit x86, and IBM Z in an emulator.
    ///
    /// Machines whose linker or emulator is missing are skipped; fails if none is left.
    #[arg(long, conflicts_with = "quick")]
    machines: bool,
}

#[derive(Debug, Args)]
struct Bench {
    #[command(subcommand)]
    command: Option<BenchCommand>,

    #[command(flatten)]
    times: Times,
}

// The aliases are the flags that these commands were.
#[derive(Debug, Subcommand)]
enum BenchCommand {
    /// Measure times, and print tables and ratios.
    ///
    /// Prints, for messages as a server sends them, the medians of the times, each beside what
    /// it is measured by, and a line `ratio <name> <value>` for each comparison. What is compared
    /// takes turns of a fraction of a millisecond, so that a noisy machine changes ratios little.
    Times(Times),

    /// Count instructions, and compare them with the committed counts.
    ///
    /// Counts the instructions of every message, which are the same in every run, and compares
    /// them with bench/instructions.txt. Needs valgrind; where it is missing, or compiler, C
    /// library or kind of processor are not those of the file, says so and counts nothing. The same
    /// with bench/sweep.txt, messages that grow; those must grow on a line, and
    /// cti-messages/docs/sweep.svg must show them. Exits with 1 if any count is more than 2 % from
    /// the one in the file, or the rest does not hold.
    #[command(long_flag_alias = "check")]
    Check,

    /// Count instructions, and write them to bench/instructions.txt and bench/sweep.txt; plot.
    #[command(long_flag_alias = "bless")]
    Bless,

    /// Draw cti-messages/docs/sweep.svg from bench/sweep.txt.
    #[command(long_flag_alias = "plot")]
    Plot,

    /// Measure what each set of features costs: how long it builds, how large a program is.
    ///
    /// Builds a small program with each set of features, and prints a table in Markdown. Takes
    /// minutes.
    #[command(long_flag_alias = "sizes")]
    Sizes,

    /// Measure how long cti-messages takes to build, beside x11rb-protocol.
    ///
    /// Builds both in turns, from nothing, and then without what they depend on; prints wall and user
    /// time of each round, the medians, the ratios of the user times, and how many lines cti-messages
    /// has with its macros expanded. Fetches x11rb-protocol into the target folder. Takes a minute or
    /// two a round.
    #[command(long_flag_alias = "build")]
    Build {
        /// How often each is built.
        #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
        rounds: u32,
    },
}

#[derive(Debug, Args)]
struct Times {
    /// Only measurements whose name contains this, such as "encode", "HEARTBEAT_REQ" or
    /// "decode/the mix".
    #[arg(value_name = "FILTER")]
    filter: Option<String>,

    /// Measure for seconds, not minutes.
    #[arg(long)]
    quick: bool,
}

#[derive(Debug, Args)]
struct Fuzz {
    /// The targets; all of them if none is named.
    #[arg(value_name = "TARGET")]
    targets: Vec<String>,

    /// How long each target runs.
    #[arg(long, value_name = "N", default_value_t = 60)]
    seconds: u64,

    /// Afterwards, take new inputs into fuzz/corpus/TARGET.tar.gz, and keep there only inputs that
    /// reach something no other does.
    #[arg(long)]
    minimise: bool,

    /// Only list the targets.
    #[arg(long)]
    list: bool,
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(code) => code,
        // Whoever read the output has had enough, as `head` does.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let error = error.downcast_ref::<io::Error>();
    error.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// Prints to standard output, which may be closed or full.
fn show(text: &dyn Display) -> io::Result<()> {
    write!(io::stdout(), "{text}")
}

fn run(command: Command) -> anyhow::Result<ExitCode> {
    let root = places::root();
    let sh = shell::in_workspace()?;
    match command {
        Command::Regenerate(arguments) => {
            let root = places::shown(&root);
            let spec = arguments.spec_dir;
            let spec = spec.unwrap_or_else(|| root.join(places::SPECIFICATION));
            let root = arguments.out_dir.as_deref().unwrap_or(root);
            let report = if arguments.check {
                regenerate::check(&spec, root)
            } else {
                regenerate::run(&spec, root)
            };
            show(&report?)?;
        }
        Command::Spec(arguments) => {
            arguments.choose_colors();
            let own = places::shown(&root).join(places::SPECIFICATION);
            let defaults = Defaults {
                specification: &|| cti_spec::check(&own),
                directory: Some(&own),
            };
            let (mut output, mut problems) = (io::stdout(), anstream::stderr());
            match cli::run(&arguments, &defaults, &mut output, &mut problems) {
                Ok(0) => {}
                Ok(_) => return Ok(ExitCode::FAILURE),
                Err(cli::Error::Write(error)) => return Err(error.into()),
                Err(error) => return Err(error.into()),
            }
        }
        Command::Reference(arguments) => reference::run(&sh, arguments.open)?,
        Command::Ci(Ci { machines: true, .. }) => ci::run(&sh, Selection::Machines)?,
        Command::Ci(Ci { quick: true, .. }) => ci::run(&sh, Selection::Quick)?,
        Command::Ci(_) => ci::run(&sh, Selection::All)?,
        Command::TestOn { platform } => platforms::test(&sh, platform)?,
        Command::Docs => docs::run(&sh)?,
        Command::Package => package::run(&sh)?,
        Command::Bench(Bench { command, times }) => {
            match command.unwrap_or(BenchCommand::Times(times)) {
                BenchCommand::Times(Times { filter, quick }) => {
                    bench::times(&sh, quick, filter.as_deref())?;
                }
                BenchCommand::Check => show(&bench::check(&sh)?)?,
                BenchCommand::Bless => show(&bench::bless(&sh)?)?,
                BenchCommand::Plot => bench::plot(&sh)?,
                BenchCommand::Sizes => show(&bench::sizes(&sh)?)?,
                BenchCommand::Build { rounds } => show(&bench::build(&sh, rounds)?)?,
            }
        }
        Command::Fuzz(arguments) if arguments.list => {
            for target in fuzz::targets(&root)? {
                show(&format_args!("{target}\n"))?;
            }
        }
        Command::Fuzz(arguments) => fuzz::run(
            &sh,
            &fuzz::Settings {
                targets: arguments.targets,
                time: Duration::from_secs(arguments.seconds),
                minimise: arguments.minimise,
            },
        )?,
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bench(arguments: &[&str]) -> Bench {
        let arguments = ["cargo xtask", "bench"].iter().chain(arguments);
        match Cli::try_parse_from(arguments).unwrap().command {
            Command::Bench(bench) => bench,
            command => panic!("{command:?}"),
        }
    }

    #[test]
    fn bench_without_a_subcommand_measures_times() {
        let Bench { command, times } = bench(&["--quick", "encode"]);
        assert!(command.is_none());
        assert!(times.quick && times.filter.as_deref() == Some("encode"));
        let Some(BenchCommand::Times(times)) = bench(&["times", "check"]).command else {
            panic!("no times");
        };
        assert!(!times.quick && times.filter.as_deref() == Some("check"));
    }

    #[test]
    fn subcommands_of_bench_are_known_by_the_flags_that_they_were() {
        for check in ["check", "--check"] {
            assert!(matches!(bench(&[check]).command, Some(BenchCommand::Check)));
        }
        for bless in ["bless", "--bless"] {
            assert!(matches!(bench(&[bless]).command, Some(BenchCommand::Bless)));
        }
        for build in ["build", "--build"] {
            let command = bench(&[build, "--rounds", "5"]).command;
            assert!(matches!(command, Some(BenchCommand::Build { rounds: 5 })));
        }
    }

    #[test]
    fn nothing_is_measured_in_no_rounds() {
        let arguments = ["cargo xtask", "bench", "build", "--rounds", "0"];
        let error = Cli::try_parse_from(arguments).unwrap_err().to_string();
        assert!(error.contains("0 is not in 1.."), "{error}");
    }
}
