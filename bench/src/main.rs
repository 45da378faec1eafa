//! `cti-bench`: measures; `cargo xtask bench` starts it.

mod instructions;
mod sweep;
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

    /// Decode and encode messages so that callgrind can count the instructions of each.
    Instructions,

    /// The same with messages that grow, and with messages that differ in their type only.
    Sweep,
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Times(settings) => times::run(&settings),
        Command::Instructions => instructions::run(),
        Command::Sweep => sweep::run(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
