//! The tools that fuzzing needs, and nothing else in the workspace does.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::bail;

/// No AddressSanitizer: it looks for what only unsafe code can do, of which there is none here,
/// and halves the speed.
pub(super) const NO_SANITIZER: [&str; 2] = ["--sanitizer", "none"];

/// A command of cargo-fuzz in the workspace's root.
///
/// The cargo that runs this command is of another toolchain and does not know `+nightly`: that is
/// rustup's, whose cargo is the one on the path.
pub(super) fn cargo_fuzz(root: &Path, subcommand: &str) -> Command {
    let mut command = Command::new("cargo");
    command
        .current_dir(root)
        .env_remove("CARGO")
        .env_remove("RUSTUP_TOOLCHAIN")
        .args(["+nightly", "fuzz", subcommand]);
    command
}

/// Asks for nightly and cargo-fuzz.
pub(super) fn check(root: &Path) -> anyhow::Result<()> {
    let mut nightly = Command::new("cargo");
    nightly
        .env_remove("RUSTUP_TOOLCHAIN")
        .args(["+nightly", "--version"]);
    if !works(&mut nightly) {
        bail!(
            "fuzzing needs nightly Rust, for libFuzzer's instrumentation only: \
             rustup toolchain install nightly --profile minimal"
        );
    }
    if !works(&mut cargo_fuzz(root, "--version")) {
        bail!("fuzzing needs cargo-fuzz: cargo install cargo-fuzz");
    }
    Ok(())
}

fn works(command: &mut Command) -> bool {
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
