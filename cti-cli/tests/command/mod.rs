//! Running `cti`.

use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::thread;

/// What a run of the command did.
pub(crate) struct Run {
    /// Its exit code.
    pub(crate) code: i32,
    /// Its standard output.
    pub(crate) out: String,
    /// Its standard error.
    pub(crate) err: String,
}

impl Run {
    /// Runs the command with this standard input.
    pub(crate) fn new(arguments: &[&str], input: &[u8]) -> Self {
        let mut child = spawn(arguments);
        // Fed from another thread: the command may fill its output before it has read all.
        let output = thread::scope(|scope| {
            let mut stdin = child.stdin.take().unwrap();
            // A command that ends early closes its input, which is no fault of the test.
            scope.spawn(move || drop(stdin.write_all(input)));
            child.wait_with_output().unwrap()
        });
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// Starts the command.
pub(crate) fn spawn(arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_cti"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}
