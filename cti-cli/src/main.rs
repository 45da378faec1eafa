//! The program `cti`: decodes and encodes messages of the CTI Server protocol.

mod arguments;

use std::io::{self, BufReader, BufWriter, IsTerminal, Read, Write as _};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Parser as _;
use cti_cli::{decode, encode};
use cti_spec::{LoadError, Summary};
use indicatif::{ProgressBar, ProgressStyle};

use arguments::{Check, Cli, Command, Decode, Encode, Spec};

/// Files from this size on take long enough for a progress bar.
const BIG_FILE: u64 = 32 << 20;

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Decode(arguments) => decode(&arguments),
        Command::Encode(arguments) => encode(&arguments),
        Command::Spec(Spec::Check(arguments)) => check(&arguments),
    };
    match outcome {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// `cti decode`; returns how many errors were shown.
fn decode(arguments: &Decode) -> anyhow::Result<usize> {
    let settings = arguments.settings();
    let mut input = input_of(arguments)?;
    let mut output = BufWriter::new(io::stdout().lock());
    decode::run(&settings, &mut input, &mut output)
        .with_context(|| format!("cannot decode {}", arguments.input))
}

/// `cti encode`; returns how many lines could not be encoded.
fn encode(arguments: &Encode) -> anyhow::Result<usize> {
    let mut input = cti_cli::open(arguments.input.file())?;
    let mut output = BufWriter::new(io::stdout().lock());
    let mut problems = io::stderr().lock();
    encode::run(arguments.protocol, &mut input, &mut output, &mut problems)
        .with_context(|| format!("cannot encode {}", arguments.input))
}

/// `cti spec check`; returns how many errors the specification has.
fn check(arguments: &Check) -> anyhow::Result<usize> {
    arguments.choose_colors();
    let checked = match &arguments.directory {
        Some(directory) => cti_spec::check(directory),
        None => cti_spec::ged188()
            .map(|protocol| Summary::of(&protocol))
            .map_err(LoadError::Invalid),
    };
    match checked {
        Ok(summary) => {
            write!(io::stdout(), "{summary}")?;
            Ok(0)
        }
        Err(LoadError::Invalid(errors)) => {
            // Without its colours where standard error is no terminal. If nobody reads them, the exit
            // code is all that is left to say.
            let _ = writeln!(anstream::stderr(), "{}", errors.render(true));
            Ok(errors.count())
        }
        Err(error) => Err(error.into()),
    }
}

/// The input of `cti decode`, with a progress bar where decoding takes long and the bar disturbs
/// nothing.
fn input_of(arguments: &Decode) -> anyhow::Result<BufReader<Box<dyn Read>>> {
    let Some(path) = arguments.input.file() else {
        return cti_cli::open(None);
    };
    let file = cti_cli::open_file(path)?;
    let size = file.metadata().map_or(0, |metadata| metadata.len());
    let source: Box<dyn Read> = if arguments.follow {
        if arguments.shows_at_end() {
            bail!("a picture is drawn when the input ends, which it does not while it is followed");
        }
        Box::new(cti_cli::Follow(file))
    } else if size >= BIG_FILE && !io::stdout().is_terminal() {
        // Hidden where standard error is no terminal.
        let bar = ProgressBar::new(size).with_style(progress_style());
        Box::new(bar.wrap_read(file))
    } else {
        Box::new(file)
    };
    Ok(BufReader::new(source))
}

fn progress_style() -> ProgressStyle {
    let template = "{wide_bar} {bytes} of {total_bytes}, {eta} left";
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// Whether the reader of the output has closed it, as `head` does.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
