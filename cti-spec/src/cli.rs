//! The subcommands of `spec`, for programs that have them: `cti spec` and `cargo xtask spec`.
//!
//! A program adds [`Spec`] to its own arguments and calls [`Spec::choose_colors`], then [`run`] with the
//! specification that it works with by default.

use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use colorchoice_clap::Color;

use crate::format::{self, Mode};
use crate::show::{Item, UnknownItem, VersionError};
use crate::{Checked, Diagnostics, LoadError, Summary, check, diff, show};

/// Work with specifications of the protocol.
#[derive(Debug, Subcommand)]
pub enum Spec {
    /// Check a specification, and print how much it holds.
    ///
    /// Reads all *.cti files in the directory and below. Prints every error and warning with its
    /// place, and exits with 1 if there is an error. Without a directory, checks the specification of
    /// GED-188: `cti` has it built in, `cargo xtask` reads cti-spec/spec/ged188.
    #[command(after_long_help = "\
Examples:
  cti spec check
  cti spec check cti-spec/spec/ged188")]
    Check(Check),

    /// Show a message as a table, or anything else with a name.
    ///
    /// Prints the fixed part, the floating part with the members of its lists, limits and errata of a
    /// message. Sizes and names are those of all versions, or with --protocol those of one. Also
    /// shows enumerations, masks, IDs, entries of lists, tags, errata, services, interfaces (by their own
    /// names or those of their keys), constants and types.
    ///
    /// A field has its type and size in bytes; a floating field its largest size, without tag and
    /// length. Notes are in the words of the specification: `since 14` for a field that version 14
    /// brought, `null 0` for the value that means "none", `counts Peripherals` for the number of
    /// entries in that list.
    #[command(after_long_help = "\
Examples:
  cti spec show OPEN_REQ
  cti spec show 30 --protocol 19
  cti spec show AgentState
  cti spec show E12")]
    Show(Show),

    /// Show what changed between two versions of the protocol.
    ///
    /// Prints the messages that were added (+) or removed (-), then the fields, sizes, values and bits
    /// that were added, removed or changed (~) in all others. If FROM is the later version, prints what
    /// going back to TO takes away.
    #[command(after_long_help = "\
Examples:
  cti spec diff 19 24
  cti spec diff 24 19")]
    Diff(Diff),

    /// Lay out specification files: columns, the order of clauses, wrapped docs.
    ///
    /// Writes the files that change, and no others. A file with syntax errors is left as it is, and
    /// makes the command exit with 1; so does, with --check, a file that is not laid out.
    #[command(after_long_help = "\
Examples:
  cti spec fmt cti-spec/spec/ged188
  cti spec fmt --check cti-spec/spec/ged188
  cti spec fmt - < agent.cti")]
    Fmt(Fmt),
}

/// The arguments of `spec check`.
#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    color: Color,

    /// Exit with 1 if there are warnings, too.
    #[arg(long)]
    deny_warnings: bool,

    /// The directory of the specification.
    #[arg(value_name = "DIR")]
    directory: Option<PathBuf>,
}

/// The arguments of `spec show`.
#[derive(Debug, Args)]
pub struct Show {
    /// The name of a message or of another item, in any case, or the number of a message.
    #[arg(value_name = "NAME")]
    name: String,

    /// Show only what this protocol version has.
    #[arg(long, value_name = "N")]
    protocol: Option<u8>,

    #[command(flatten)]
    source: Source,
}

/// The arguments of `spec diff`.
#[derive(Debug, Args)]
pub struct Diff {
    /// The version that is compared.
    #[arg(value_name = "FROM")]
    from: u8,

    /// The version that it is compared with.
    #[arg(value_name = "TO")]
    to: u8,

    #[command(flatten)]
    source: Source,
}

/// The arguments of `spec fmt`.
#[derive(Debug, Args)]
pub struct Fmt {
    #[command(flatten)]
    color: Color,

    /// Change nothing; print the files that are not laid out, and exit with 1 if there are any.
    #[arg(long)]
    check: bool,

    /// Files, and directories with all *.cti files in them and below; `-` for standard input.
    /// `cargo xtask` takes cti-spec/spec/ged188 if none is given.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

/// Which specification is read, and how errors in it are shown.
#[derive(Debug, Args)]
struct Source {
    #[command(flatten)]
    color: Color,

    /// Read the specification in this directory.
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
}

impl Spec {
    /// Applies the choice of colours to all output from now on, as streams of `anstream` know it.
    pub fn choose_colors(&self) {
        let color = match self {
            Self::Check(Check { color, .. }) | Self::Fmt(Fmt { color, .. }) => color,
            Self::Show(Show { source, .. }) | Self::Diff(Diff { source, .. }) => &source.color,
        };
        color.write_global();
    }
}

/// What a program works with if the arguments do not name it.
pub struct Defaults<'a> {
    /// Loads the specification.
    pub specification: &'a dyn Fn() -> Result<Checked, LoadError>,
    /// The directory whose files `fmt` lays out.
    pub directory: Option<&'a Path>,
}

/// Runs a subcommand. Returns 0 if all is well, else how much is not, for the exit code of a program:
///
/// - of every subcommand but `fmt`, the number of errors in the specification, which are reported;
/// - of `check --deny-warnings`, without errors, the number of warnings;
/// - of `fmt`, 1 if a file could not be laid out, which is reported, or with `--check` is not laid out.
///
/// Without a directory in the arguments, the specification is that of `defaults`. Results go to `output`,
/// errors and warnings with their places to `problems`. They are coloured: `problems` has to
/// remove colours that are not wanted, as a stream of `anstream` does that is made after
/// [`Spec::choose_colors`].
///
/// # Errors
///
/// If a file or directory of the specification cannot be read, the output cannot be written, the
/// specification lacks what the arguments name, or `fmt` has nothing to lay out.
pub fn run(
    spec: &Spec,
    defaults: &Defaults<'_>,
    output: &mut dyn Write,
    problems: &mut dyn Write,
) -> Result<usize, Error> {
    let failures = match spec {
        Spec::Check(arguments) => {
            let directory = arguments.directory.as_deref();
            with_specification(directory, defaults, problems, |checked, problems| {
                let warnings = &checked.warnings;
                if !warnings.is_empty() {
                    report(problems, warnings);
                }
                write!(output, "{}", Summary::of(&checked.protocol))?;
                Ok(if arguments.deny_warnings {
                    warnings.count()
                } else {
                    0
                })
            })
        }
        Spec::Show(arguments) => {
            let directory = arguments.source.spec.as_deref();
            with_specification(directory, defaults, problems, |checked, _| {
                let protocol = &checked.protocol;
                let item = Item::find(protocol, &arguments.name)?;
                let sheet = show::show(protocol, item, arguments.protocol)?;
                write!(output, "{sheet}")?;
                Ok(0)
            })
        }
        Spec::Diff(arguments) => {
            let directory = arguments.source.spec.as_deref();
            with_specification(directory, defaults, problems, |checked, _| {
                let diff = diff::versions(&checked.protocol, arguments.from, arguments.to)?;
                write!(output, "{diff}")?;
                Ok(0)
            })
        }
        Spec::Fmt(arguments) => fmt(arguments, defaults, output, problems),
    }?;
    output.flush()?;
    Ok(failures)
}

/// Loads the specification and does something with it. If it has errors, they are reported and counted.
fn with_specification(
    directory: Option<&Path>,
    defaults: &Defaults<'_>,
    problems: &mut dyn Write,
    then: impl FnOnce(Checked, &mut dyn Write) -> Result<usize, Error>,
) -> Result<usize, Error> {
    let loaded = match directory {
        Some(directory) => check(directory),
        None => (defaults.specification)(),
    };
    match loaded {
        Ok(checked) => then(checked, problems),
        Err(LoadError::Invalid(errors)) => {
            report(problems, &errors);
            Ok(errors.count())
        }
        Err(error) => Err(Error::Load(error)),
    }
}

/// Shows errors or warnings. A failure to do so cannot be reported anywhere but in the exit code.
fn report(problems: &mut dyn Write, diagnostics: &Diagnostics) {
    let _ = writeln!(problems, "{}", diagnostics.render(true));
}

/// `spec fmt`
fn fmt(
    arguments: &Fmt,
    defaults: &Defaults<'_>,
    output: &mut dyn Write,
    problems: &mut dyn Write,
) -> Result<usize, Error> {
    let paths = match (&arguments.paths[..], defaults.directory) {
        ([], None) => return Err(Error::NoPath),
        ([], Some(directory)) => &[directory.to_owned()][..],
        (paths, _) => paths,
    };
    let mode = if arguments.check {
        Mode::Check
    } else {
        Mode::Write
    };
    let done = format::run(paths, mode, &mut io::stdin(), output, problems)?;
    Ok(usize::from(!done))
}

/// Why a subcommand failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The specification could not be read.
    Load(LoadError),
    /// The specification does not have the item.
    Item(UnknownItem),
    /// The protocol does not have the version, or the version does not have the message.
    Version(VersionError),
    /// `fmt` has no file to lay out.
    NoPath,
    /// The output could not be written.
    Write(io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Load(error) => error.fmt(f),
            Self::Item(error) => error.fmt(f),
            Self::Version(error) => error.fmt(f),
            Self::NoPath => f.write_str(
                "no file to lay out: name files or directories, or - for standard input",
            ),
            Self::Write(error) => error.fmt(f),
        }
    }
}

// Without a source: the text above says all of it already.
impl std::error::Error for Error {}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}

impl From<UnknownItem> for Error {
    fn from(error: UnknownItem) -> Self {
        Self::Item(error)
    }
}

impl From<VersionError> for Error {
    fn from(error: VersionError) -> Self {
        Self::Version(error)
    }
}
