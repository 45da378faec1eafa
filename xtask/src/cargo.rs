//! Starting cargo.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, ExitStatus};

/// The cargo that runs this command, for the workspace.
#[derive(Debug)]
pub struct Cargo {
    program: OsString,
    root: PathBuf,
}

impl Cargo {
    /// The cargo that `$CARGO` names (cargo itself sets it), else the one on the path.
    #[must_use]
    pub fn of_workspace(root: &Path) -> Self {
        let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        Self {
            program,
            root: root.to_owned(),
        }
    }

    /// A command in the workspace's root.
    pub fn command(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(&self.root).args(arguments);
        command
    }

    /// A command in the caller's folder, where the files are that it was given; `arguments`
    /// start with the subcommand.
    pub fn command_here(&self, subcommand: &str) -> Command {
        let mut command = Command::new(&self.program);
        command
            .arg(subcommand)
            .arg("--manifest-path")
            .arg(self.root.join("Cargo.toml"));
        command
    }
}

/// Ends as a command has ended.
#[must_use]
pub fn exit_code(status: ExitStatus) -> ExitCode {
    // A status without a code is that of a signal.
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    ExitCode::from(code.unwrap_or(1))
}
