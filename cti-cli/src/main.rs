//! The program `cti`: decodes and encodes messages of the CTI Server protocol.

mod arguments;

use std::fs::File;
use std::io::{self, BufReader, BufWriter, IsTerminal, Read, Seek, Write};
use std::path::Path;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use anyhow::{Context, bail};
use clap::Parser as _;
use cti_cli::{decode, encode};
use cti_spec::LoadError;
use cti_spec::cli::{self, Defaults, Spec};
use indicatif::{ProgressBar, ProgressStyle};

use arguments::{Cli, Command, Decode, Encode};

/// Files from this size on take long enough to decode for a progress bar.
const BIG_FILE: u64 = 32 << 20;

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Decode(arguments) => decode(&arguments),
        Command::Encode(arguments) => encode(&arguments),
        Command::Spec(arguments) => spec(&arguments),
    };
    match outcome {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // Standard error may be closed or full as well; the exit code says enough then.
            let _ = writeln!(io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// `cti decode`; returns how many errors were shown.
fn decode(arguments: &Decode) -> anyhow::Result<usize> {
    let settings = arguments.settings();
    let mut input = decode_input(arguments)?;
    let mut output = BufWriter::new(Output(io::stdout().lock()));
    decode::run(&settings, &mut input, &mut output)
        .map_err(|error| explained(error, format!("cannot decode {}", arguments.input)))
}

/// `cti encode`; returns how many lines could not be encoded.
fn encode(arguments: &Encode) -> anyhow::Result<usize> {
    let source: Box<dyn Read> = match arguments.input.file() {
        Some(path) => Box::new(open(path)?),
        None => Box::new(io::stdin()),
    };
    let mut input = BufReader::new(source);
    let mut output = BufWriter::new(Output(io::stdout().lock()));
    let mut problems = Output(io::stderr().lock());
    encode::run(arguments.protocol, &mut input, &mut output, &mut problems)
        .map_err(|error| explained(error, format!("cannot encode {}", arguments.input)))
}

/// `cti spec`, with GED-188 where the arguments name no specification; returns 0 if all is well
/// ([`cli::run`]).
fn spec(arguments: &Spec) -> anyhow::Result<usize> {
    arguments.choose_colors();
    let embedded = || cti_spec::check_ged188().map_err(LoadError::Invalid);
    let defaults = Defaults {
        specification: &embedded,
        directory: None,
    };
    let mut output = BufWriter::new(Output(io::stdout().lock()));
    // Without colours if standard error is not a terminal.
    let mut problems = anstream::stderr();
    let outcome = cli::run(arguments, &defaults, &mut output, &mut problems);
    outcome.map_err(|error| match error {
        // Bare, so that a closed output is recognised.
        cli::Error::Write(error) => error.into(),
        error => error.into(),
    })
}

/// The input of `cti decode`: with `--follow` one that does not end, and with a progress bar if it
/// is a large file and the output does not go to the same terminal.
fn decode_input(arguments: &Decode) -> anyhow::Result<BufReader<Box<dyn Read>>> {
    let Some(path) = arguments.input.file() else {
        return Ok(BufReader::new(Box::new(io::stdin())));
    };
    let file = open(path)?;
    let size = file.metadata().map_or(0, |metadata| metadata.len());
    let source: Box<dyn Read> = if arguments.follow {
        if arguments.shows_at_end() {
            bail!("--format svg draws when the input ends, and with --follow it does not end");
        }
        Box::new(Follow(file))
    } else if size >= BIG_FILE && !io::stdout().is_terminal() {
        // Hidden if standard error is not a terminal.
        let bar = ProgressBar::new(size).with_style(progress_style());
        Box::new(bar.wrap_read(file))
    } else {
        Box::new(file)
    };
    Ok(BufReader::new(source))
}

fn open(path: &Path) -> anyhow::Result<File> {
    File::open(path).with_context(|| format!("cannot open {}", path.display()))
}

fn progress_style() -> ProgressStyle {
    let template = "{wide_bar} {bytes} of {total_bytes}, {eta} left";
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// A file that is still being written: at its end, reading waits for more.
struct Follow(File);

impl Follow {
    /// How long to wait before looking for more. File system notifications would be faster, but
    /// network file systems, where captures are often written, do not deliver them.
    const PAUSE: Duration = Duration::from_millis(200);
}

impl Read for Follow {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.0.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            if self.0.metadata()?.len() < self.0.stream_position()? {
                return Err(io::Error::other(
                    "the file was truncated or rewritten while followed",
                ));
            }
            thread::sleep(Self::PAUSE);
        }
    }
}

/// A writer whose errors are marked as [`WriteError`], to tell them from those of the input.
struct Output<W>(W);

impl<W: Write> Write for Output<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(WriteError::mark)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(WriteError::mark)
    }
}

#[derive(Debug, thiserror::Error)]
#[error("cannot write the output")]
struct WriteError(#[source] io::Error);

impl WriteError {
    fn mark(error: io::Error) -> io::Error {
        io::Error::new(error.kind(), Self(error))
    }
}

/// An error with its context, unless it comes from writing the output, which has its own.
fn explained(error: io::Error, context: String) -> anyhow::Error {
    let cause = error.get_ref();
    if cause.is_some_and(|cause| cause.is::<WriteError>()) {
        return error.into();
    }
    anyhow::Error::new(error).context(context)
}

/// Whether the reader of the output has closed it, as `head` does.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
