//! The program `cti`: decodes and encodes messages of the CTI Server protocol.

use std::io::{self, BufReader, BufWriter, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use anyhow::{Context, bail};
use clap::{Args, Parser, Subcommand, ValueEnum};
use colorchoice_clap::Color;
use cti_cli::decode::{Filter, Format, Sender, Settings, Styles};
use cti_cli::{decode, encode};
use cti_messages::{DecodeOptions, MessageType, ProtocolVersion};
use indicatif::{ProgressBar, ProgressStyle};

/// Files from this size on take long enough for a progress bar.
const BIG_FILE: u64 = 32 << 20;

/// Messages of the CTI Server protocol on the command line.
#[derive(Debug, Parser)]
#[command(name = "cti", bin_name = "cti", arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Turn messages in hexadecimal or binary into text or JSON.
    ///
    /// Reads hexadecimal lines, one message with its header on each; blank lines, blanks within a
    /// line, and what follows a # are skipped. An input whose first byte is 0 is read as a binary
    /// stream of messages instead, and a capture in the format pcap or pcapng is told by its first
    /// bytes.
    ///
    /// In a capture the TCP streams are put in order, and each message is shown with its time,
    /// connection and sender; an OPEN_REQ sets the version of its connection only. If it was not
    /// captured, the version is guessed from what the messages look like, which a note tells. Where
    /// segments are missing, that is an error, and the next message is looked for. A connection to
    /// the port of a server that speaks another protocol is one error and is skipped.
    ///
    /// In text, # stands before the number of a message: that of its line, or its place in the
    /// stream or capture. A confirmation or failure names the request with the same InvokeID and,
    /// in a capture, how long it took. A message that cannot be decoded gives an error in its
    /// place, in JSON {"error":"…","offset":…}, and the run goes on; a length in a binary stream
    /// that cannot be right ends it. Exits with 1 if an error was shown.
    ///
    /// Filters of different kinds must all fit, of those of one kind any. Errors are shown whatever
    /// message they concern, but only of the connections and senders asked for.
    Decode(Decode),

    /// Turn messages in JSON back into hexadecimal.
    ///
    /// Reads objects as decode writes them, one a line, and writes a line of hexadecimal digits
    /// for each. Refuses only what cannot travel or would be misread, and keys that stand twice
    /// in an object. A line that cannot be
    /// encoded is told on standard error, and the run goes on. Exits with 1 if there was one.
    Encode(Encode),
}

#[derive(Debug, Args)]
struct Decode {
    /// The protocol version of all messages, 13 to 25.
    ///
    /// Without it, 24, and each OPEN_REQ sets the version of the messages after it, even if it is
    /// refused itself. An OPEN_REQ is always read by the version that it names; if that is not
    /// one of 13 to 25, by the nearest of them, and with --strict it is an error.
    #[arg(long, value_name = "N", value_parser = protocol)]
    protocol: Option<ProtocolVersion>,

    /// How messages are shown.
    #[arg(long, value_enum, default_value_t = FormatName::Text)]
    format: FormatName,

    /// Refuse what the guide forbids, not only what cannot be read.
    #[arg(long)]
    strict: bool,

    /// In a capture, the port of the server; may be given several times.
    ///
    /// Without it, 42027 and 43027 with the ports of further instances (each 40 higher), and any
    /// connection that begins with a message of the protocol: an OPEN_REQ, if its beginning was
    /// captured.
    #[arg(long, value_name = "N")]
    port: Vec<u16>,

    /// Only messages of this type, a name or a number; may be given several times, like all
    /// filters.
    #[arg(long, value_name = "TYPE")]
    message: Vec<MessageType>,

    /// Only messages that name this agent by sign-in ID, login ID, extension, instrument or skill
    /// target ID, and answers to them.
    #[arg(long, value_name = "ID")]
    agent: Vec<String>,

    /// Only messages that name this call by its ID, and answers to them.
    #[arg(long, value_name = "ID")]
    call: Vec<u32>,

    /// Only messages from this side: client, server, or in a capture an address, with or without
    /// port.
    #[arg(long, value_name = "SIDE")]
    from: Vec<Sender>,

    /// Only this connection of a capture, by the number that its messages show.
    #[arg(long, value_name = "N")]
    connection: Vec<u64>,

    /// At the end of the file, wait for more, as `tail -f` does.
    #[arg(long, requires = "file")]
    follow: bool,

    #[command(flatten)]
    color: Color,

    /// The input; standard input if none is named.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormatName {
    /// A block of lines for each message; secrets are redacted.
    Text,
    /// One object a line; secrets are carried.
    Json,
    /// A sequence diagram of lines, client at the left, server at the right; secrets are redacted.
    Ladder,
    /// The same as a picture, of at most 5,000 messages; secrets are redacted.
    Svg,
}

#[derive(Debug, Args)]
struct Encode {
    /// The protocol version, 13 to 25, of lines that name none.
    #[arg(long, value_name = "N", value_parser = protocol, default_value = "24")]
    protocol: ProtocolVersion,

    /// The input; standard input if none is named.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

fn protocol(text: &str) -> Result<ProtocolVersion, String> {
    let supported = text.parse().ok().and_then(ProtocolVersion::new);
    supported.ok_or_else(|| {
        let (first, last) = (ProtocolVersion::FIRST, ProtocolVersion::LATEST);
        format!("the protocol versions {first} to {last} are supported")
    })
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs a command; returns how many messages failed.
fn run(command: Command) -> anyhow::Result<usize> {
    let mut output = BufWriter::new(io::stdout().lock());
    let failures = match command {
        Command::Decode(arguments) => {
            let file = arguments.file.clone();
            let mut input = input(&arguments)?;
            decode::run(&settings(arguments), &mut input, &mut output)
                .with_context(|| format!("cannot decode {}", name(file.as_deref())))?
        }
        Command::Encode(arguments) => {
            let file = arguments.file.as_deref();
            let mut input = cti_cli::open(file)?;
            let mut problems = io::stderr().lock();
            encode::run(arguments.protocol, &mut input, &mut output, &mut problems)
                .with_context(|| format!("cannot encode {}", name(file)))?
        }
    };
    Ok(failures)
}

/// What the arguments ask for.
fn settings(arguments: Decode) -> Settings {
    arguments.color.write_global();
    let is_plain = AutoStream::choice(&io::stdout()) == ColorChoice::Never;
    Settings {
        protocol: arguments.protocol,
        format: match arguments.format {
            FormatName::Text => Format::Text,
            FormatName::Json => Format::Json,
            FormatName::Ladder => Format::Ladder,
            FormatName::Svg => Format::Svg,
        },
        styles: if is_plain {
            Styles::default()
        } else {
            Styles::coloured()
        },
        options: if arguments.strict {
            DecodeOptions::strict()
        } else {
            DecodeOptions::lenient()
        },
        ports: arguments.port,
        filter: Filter {
            messages: arguments.message,
            agents: arguments.agent,
            calls: arguments.call,
            senders: arguments.from,
            connections: arguments.connection,
        },
    }
}

/// What is read, with a progress bar where that takes long and disturbs nothing.
fn input(arguments: &Decode) -> anyhow::Result<BufReader<Box<dyn Read>>> {
    let Some(path) = &arguments.file else {
        return cti_cli::open(None);
    };
    let file = cti_cli::open_file(path)?;
    let size = file.metadata().map_or(0, |metadata| metadata.len());
    let source: Box<dyn Read> = if arguments.follow {
        if arguments.format == FormatName::Svg {
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

/// What an input is called.
fn name(file: Option<&Path>) -> String {
    file.map_or_else(
        || "standard input".to_owned(),
        |file| file.display().to_string(),
    )
}

/// Whether whoever read the output has had enough, as `head` does.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
