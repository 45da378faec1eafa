//! `cti-bench`: measures; `cargo xtask bench` starts it.

mod times;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Measurements of cti-messages.
#[derive(Debug, Parser)]
#[command(arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Measure times, and print a table for each kind of measurement and a line for each ratio.
    Times(times::Settings),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Times(settings) => times::run(&settings),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
