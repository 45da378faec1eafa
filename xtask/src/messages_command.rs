//! Starting the second binary, `xtask-messages`, which needs the generated code.

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Context;

use crate::cargo::{self, Cargo};

/// Builds and runs `xtask-messages` with these arguments, and ends as it ends.
///
/// Standard input, output and error are its own.
///
/// # Errors
/// If cargo cannot be started.
pub fn run(cargo: &Cargo, subcommand: &str, arguments: &[OsString]) -> anyhow::Result<ExitCode> {
    let status = cargo
        .command_here("run")
        .args(["--quiet", "--package", "xtask", "--features", "messages"])
        .args(["--bin", "xtask-messages", "--", subcommand])
        .args(arguments)
        .status()
        .context("cannot run cargo")?;
    Ok(cargo::exit_code(status))
}
