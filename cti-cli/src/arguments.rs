//! The arguments of `cti`.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use anstream::{AutoStream, ColorChoice};
use clap::{Args, Parser, Subcommand};
use colorchoice_clap::Color;
use cti_cli::DEFAULT_VERSION;
use cti_cli::decode::{Filter, Format, Sender, Settings, Styles};
use cti_messages::{DecodeOptions, MessageType, ProtocolVersion};
use cti_spec::cli::Spec;

/// Decodes and encodes messages of Cisco's CTI Server protocol (GED-188).
#[derive(Debug, Parser)]
#[command(
    name = "cti",
    bin_name = "cti",
    version,
    arg_required_else_help = true,
    after_long_help = "\
Examples:
  cti decode capture.pcapng                  The messages of a capture, as text
  cti decode --format ladder session.hex     A session in hexadecimal, as a sequence diagram
  cti decode --format json - < stream.bin    One JSON object for each message
  cti encode messages.jsonl                  Such objects back to hexadecimal
  cti spec show OPEN_REQ                     The table of a message, as in the guide
  cti spec diff 19 24                        What changed between two versions
  cti spec check cti-spec/spec/ged188        Check a specification

`cti help COMMAND` explains each command. For large captures, use a release build:
`cargo install --locked --path cti-cli` installs one."
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Decode captures, binary streams and hexadecimal text to text, JSON or diagrams.
    ///
    /// The input is recognised by its first bytes: a capture in the format pcap or pcapng; a binary
    /// stream of messages, which starts with a zero byte; otherwise lines of hexadecimal digits, one
    /// message with its header on each. Blank lines, blanks within a line and everything after # are
    /// skipped.
    ///
    /// In a capture, TCP streams are put in order, and each message is shown with its time,
    /// connection and sender. An OPEN_REQ sets the protocol version of its connection. Without an
    /// OPEN_REQ the version is guessed from the messages, and a note says so. Missing segments are an
    /// error; decoding resumes at the next message. A connection to the port of a server that speaks
    /// another protocol is one error and is skipped.
    ///
    /// In text, the number after # is the line of a message, or its position in the stream or
    /// capture. A confirmation or failure names the request with the same InvokeID and, in a capture,
    /// how long it took. A message that cannot be decoded is reported in its place, in JSON as
    /// {"error":"…","offset":…}, and decoding continues; only an invalid length in a binary stream and
    /// damage to a capture file end it. The exit code is 1 if an error was shown.
    ///
    /// A message is shown if it matches one value of each kind of filter given. Errors are shown
    /// whatever message they concern, but only those of the connections and senders asked for.
    ///
    /// Large captures need a release build: an installed `cti` is one (`cargo install --locked --path
    /// cti-cli`), `cargo cti` is not, and takes several times as long.
    #[command(after_long_help = "\
Examples:
  cti decode capture.pcapng
  cti decode --message AGENT_STATE_EVENT --agent 1001 capture.pcapng
  cti decode --format svg capture.pcapng > session.svg
  cti decode --follow --format json growing.pcap
  tcpdump -U -w - port 42027 | cti decode
  echo 000000040000000500000001 | cti decode")]
    Decode(Decode),

    /// Encode messages in JSON to hexadecimal text.
    ///
    /// Reads objects as `cti decode --format json` writes them, one a line, and writes a line of
    /// hexadecimal digits for each. Rejects only what the protocol cannot carry or a reader would
    /// misread, and duplicate keys. Errors are reported on standard error with their line, and
    /// encoding goes on. The exit code is 1 if there was an error.
    #[command(after_long_help = "\
Examples:
  cti encode messages.jsonl
  cti decode --format json session.hex | cti encode
  echo '{\"type\":5,\"fields\":{\"InvokeID\":1}}' | cti encode --protocol 13")]
    Encode(Encode),

    /// Work with specifications of the protocol.
    #[command(subcommand, arg_required_else_help = true)]
    Spec(Spec),
}

#[derive(Debug, Args)]
pub(crate) struct Decode {
    #[arg(
        long,
        value_name = "N",
        value_parser = protocol,
        help = format!("Protocol version of all messages, {}", versions()),
        long_help = format!(
            "Protocol version of all messages, {versions}.\n\n\
             The default is {DEFAULT_VERSION}, and each OPEN_REQ sets the version of the messages \
             after it, even if it is rejected itself. An OPEN_REQ is always read by the version that \
             it names; if that is not one of {versions}, by the nearest of them, and with --strict it \
             is an error.",
            versions = versions(),
        ),
    )]
    protocol: Option<ProtocolVersion>,

    /// How messages are shown.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Reject everything that the guide forbids, not only what cannot be decoded.
    #[arg(long)]
    strict: bool,

    /// In a capture, the port of the server; may be repeated.
    ///
    /// The default is 42027 and 43027 with the ports of further instances (each 40 higher), and any
    /// connection that begins with a message of the protocol: an OPEN_REQ, if its beginning was
    /// captured.
    #[arg(long, value_name = "N")]
    port: Vec<u16>,

    /// Only messages of this type, a name or a number; may be repeated, like all filters.
    #[arg(long, value_name = "TYPE")]
    message: Vec<MessageType>,

    /// Only messages that name this agent by sign-in ID, login ID, extension, instrument or skill
    /// target ID, and their answers.
    #[arg(long, value_name = "ID")]
    agent: Vec<String>,

    /// Only messages that name this call by its ID, and their answers.
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
    pub(crate) follow: bool,

    #[command(flatten)]
    color: Color,

    #[command(flatten)]
    pub(crate) input: Input,
}

#[derive(Debug, Args)]
pub(crate) struct Encode {
    #[arg(
        long,
        value_name = "N",
        value_parser = protocol,
        default_value_t = DEFAULT_VERSION,
        help = format!("Protocol version of lines that name none, {}", versions()),
    )]
    pub(crate) protocol: ProtocolVersion,

    #[command(flatten)]
    pub(crate) input: Input,
}

/// The input of a command.
#[derive(Debug, Args)]
pub(crate) struct Input {
    /// The input; standard input if it is missing or -.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

impl Input {
    /// The file; `None` for standard input.
    pub(crate) fn file(&self) -> Option<&Path> {
        let file = self.file.as_deref();
        file.filter(|file| *file != Path::new("-"))
    }
}

/// Its name in errors.
impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.file() {
            Some(file) => write!(f, "{}", file.display()),
            None => f.write_str("standard input"),
        }
    }
}

impl Decode {
    /// Whether the output begins only when the input ends.
    pub(crate) fn shows_at_end(&self) -> bool {
        self.format == Format::Svg
    }

    /// The settings, with colours if the arguments and the terminal allow them.
    pub(crate) fn settings(&self) -> Settings {
        self.color.write_global();
        let is_plain = AutoStream::choice(&io::stdout()) == ColorChoice::Never;
        Settings {
            protocol: self.protocol,
            format: self.format,
            styles: if is_plain {
                Styles::default()
            } else {
                Styles::coloured()
            },
            options: if self.strict {
                DecodeOptions::strict()
            } else {
                DecodeOptions::lenient()
            },
            ports: self.port.clone(),
            filter: Filter {
                messages: self.message.clone(),
                agents: self.agent.clone(),
                calls: self.call.clone(),
                senders: self.from.clone(),
                connections: self.connection.clone(),
            },
        }
    }
}

/// The supported versions: `13 to 25`.
fn versions() -> String {
    let (first, last) = (ProtocolVersion::FIRST, ProtocolVersion::LATEST);
    format!("{first} to {last}")
}

/// The version that an argument names.
fn protocol(text: &str) -> Result<ProtocolVersion, String> {
    let supported = text.parse().ok().and_then(ProtocolVersion::new);
    supported.ok_or_else(|| format!("the protocol versions {} are supported", versions()))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::Cli;

    #[test]
    fn arguments_do_not_contradict_each_other() {
        Cli::command().debug_assert();
    }
}
