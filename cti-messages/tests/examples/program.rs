//! A running example, which ends with the test, whatever happens.

use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// Longer than a heartbeat interval, even on a machine with much else to do.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Program {
    name: String,
    process: Child,
    lines: Receiver<String>,
}

impl Program {
    pub(crate) fn start(name: &str, arguments: &[&str]) -> Self {
        let mut process = Command::new(path(name))
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the example has been built");
        let output = process.stdout.take().expect("its output");
        let (sender, lines) = channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Self {
            name: name.to_owned(),
            process,
            lines,
        }
    }

    /// A server, and the address where it listens.
    pub(crate) fn server(name: &str, arguments: &[&str]) -> (Self, String) {
        let mut server = Self::start(name, arguments);
        let line = server.line();
        let address = line.strip_prefix("listening on ").expect("an address");
        (server, address.to_owned())
    }

    /// The next line that it prints.
    pub(crate) fn line(&mut self) -> String {
        match self.lines.recv_timeout(PATIENCE) {
            Ok(line) => line,
            Err(RecvTimeoutError::Timeout) => panic!("{}: nothing more was printed", self.name),
            Err(RecvTimeoutError::Disconnected) => {
                let errors = self.errors();
                panic!("{}: {errors}", self.name)
            }
        }
    }

    /// Reads on to a line that starts with some words.
    pub(crate) fn expect(&mut self, start: &str) {
        while !self.line().starts_with(start) {}
    }

    /// Does what Ctrl-C does.
    pub(crate) fn interrupt(&self) {
        let id = self.process.id().to_string();
        let sent = Command::new("kill").args(["-INT", &id]).status();
        assert!(sent.expect("kill").success());
    }

    /// Waits for its end without an error.
    pub(crate) fn succeed(mut self) {
        let status = self.process.wait().expect("it ends");
        let errors = self.errors();
        assert!(status.success(), "{}: {errors}", self.name);
    }

    /// Waits for its end with an error, and tells what it says.
    pub(crate) fn fail(mut self) -> String {
        let status = self.process.wait().expect("it ends");
        assert!(!status.success(), "{} ended without an error", self.name);
        self.errors()
    }

    fn errors(&mut self) -> String {
        let mut text = String::new();
        if let Some(errors) = &mut self.process.stderr {
            errors.read_to_string(&mut text).expect("text");
        }
        text
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Where cargo puts an example: beside the folder of this test.
fn path(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("a path");
    let folder = test.ancestors().nth(2).expect("a folder of builds");
    folder.join("examples").join(name)
}
