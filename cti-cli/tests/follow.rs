//! `decode --follow` from outside.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod command;

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::process::Child;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

/// Only a failure waits so long.
const PATIENCE: Duration = Duration::from_secs(60);

/// A run that follows a file, ended with the test.
struct Following {
    child: Child,
    lines: Receiver<String>,
}

impl Following {
    fn new(path: &str) -> Self {
        let mut child = command::spawn(&["decode", "--format", "json", "--follow", path]);
        let output = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Self { child, lines }
    }

    fn next(&self) -> String {
        self.lines.recv_timeout(PATIENCE).unwrap()
    }
}

impl Drop for Following {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn file(folder: &TempDir) -> (File, String) {
    let path = folder.path().join("growing");
    let file = File::create(&path).unwrap();
    (file, path.to_str().unwrap().to_owned())
}

#[test]
fn messages_are_shown_as_the_file_grows() {
    let folder = TempDir::new().unwrap();
    let (mut file, path) = file(&folder);
    // Not even the kind of the file is known yet.
    let following = Following::new(&path);
    for id in 0..3_u8 {
        // A message that comes in two pieces.
        file.write_all(&[0, 0, 0, 4, 0, 0]).unwrap();
        file.write_all(&[0, 5, 0, 0, 0, id]).unwrap();
        let line = following.next();
        assert!(
            line.ends_with(&format!("{{\"InvokeID\":{id}}}}}")),
            "{line}"
        );
    }
}

#[test]
fn a_file_that_is_written_anew_ends_the_run() {
    let folder = TempDir::new().unwrap();
    let (mut file, path) = file(&folder);
    file.write_all(&[0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0, 1])
        .unwrap();
    let mut following = Following::new(&path);
    following.next();
    file.set_len(0).unwrap();
    let status = following.child.wait().unwrap();
    assert_eq!(status.code(), Some(1));
}

#[test]
fn what_cannot_be_followed_is_refused() {
    let folder = TempDir::new().unwrap();
    let (_, path) = file(&folder);
    let run = command::Run::new(&["decode", "--follow"], b"");
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{}", run.err);
    let run = command::Run::new(&["decode", "--follow", "--format", "svg", &path], b"");
    assert_eq!(run.code, 1);
    assert!(
        run.err.contains("--format svg draws when the input ends"),
        "{}",
        run.err
    );
    fs::remove_file(path).unwrap();
}
