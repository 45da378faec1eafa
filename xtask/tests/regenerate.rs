//! `cargo xtask regenerate` and `spec` from outside: on a small specification, in folders of its own.
#![allow(clippy::unwrap_used)] // Helpers of tests are no tests to clippy.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const SPECIFICATION: &str = r#"
/// A protocol to try things with.
protocol GED188 versions 13 to 25 {
    wide tags since 20
    frame limit 12500
    acronyms ID
}
type UINT = unsigned 4
type STRING = text
service SessionManagement "Session Management"
/// Number of a request.
id InvokeID UINT
/// Name of a client.
tag CLIENT_ID_TAG = 1
/// Opens a session.
message OPEN_REQ = 3 from client confirmed by OPEN_CONF {
    fixed {
        InvokeID UINT as InvokeID       /// comes back in the confirmation
    }
    floating {
        ClientID STRING[64] tag CLIENT_ID_TAG required
    }
}
/// Confirms it.
message OPEN_CONF = 4 from server {
    fixed {
        InvokeID UINT as InvokeID       /// that of the request
    }
}
"#;

/// A specification and a folder for what is generated from it.
struct Place {
    root: TempDir,
}

impl Place {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("spec")).unwrap();
        fs::write(root.path().join("spec/small.cti"), SPECIFICATION).unwrap();
        Self { root }
    }

    fn spec(&self) -> PathBuf {
        self.root.path().join("spec")
    }

    fn generated(&self, path: &str) -> PathBuf {
        self.root
            .path()
            .join("cti-messages/src/generated")
            .join(path)
    }

    fn regenerate(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_xtask"))
            .arg("regenerate")
            .arg("--spec-dir")
            .arg(self.spec())
            .arg("--out-dir")
            .arg(self.root.path())
            .args(arguments)
            .output()
            .unwrap()
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Every file below a folder with its bytes.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            let bytes = fs::read(&path).unwrap();
            found.push((path, bytes));
        }
    }
    found.sort();
    found
}

#[test]
fn a_syntax_error_in_a_generated_file_is_mended() {
    let place = Place::new();
    assert!(place.regenerate(&[]).status.success());
    let before = files(&place.generated(""));
    let message = place.generated("messages/session_management/open_req.rs");
    fs::write(&message, "pub struct {{{").unwrap();

    let check = place.regenerate(&["--check"]);
    assert_eq!(check.status.code(), Some(1));
    assert!(
        text(&check.stderr).contains("-pub struct {{{"),
        "{}",
        text(&check.stderr)
    );
    assert_eq!(fs::read_to_string(&message).unwrap(), "pub struct {{{");

    let output = place.regenerate(&[]);
    assert!(output.status.success());
    assert!(
        text(&output.stdout).contains("1 file written"),
        "{}",
        text(&output.stdout)
    );
    assert_eq!(files(&place.generated("")), before);
    assert!(place.regenerate(&["--check"]).status.success());
}

#[test]
fn nothing_is_written_twice() {
    let place = Place::new();
    assert!(place.regenerate(&[]).status.success());
    let message = place.generated("messages/session_management/open_req.rs");
    let before = fs::metadata(&message).unwrap().modified().unwrap();
    let output = place.regenerate(&[]);
    assert!(
        text(&output.stdout).contains("0 files written"),
        "{}",
        text(&output.stdout)
    );
    assert_eq!(fs::metadata(&message).unwrap().modified().unwrap(), before);
}

#[test]
fn orphans_and_missing_files_are_told_and_mended() {
    let place = Place::new();
    assert!(place.regenerate(&[]).status.success());
    let orphan = place.generated("messages/old_service/old_event.rs");
    fs::create_dir(place.generated("messages/old_service")).unwrap();
    fs::write(&orphan, "// @generated\n//! Old.").unwrap();
    fs::remove_file(place.generated("tags.rs")).unwrap();

    let check = place.regenerate(&["--check"]);
    assert_eq!(check.status.code(), Some(1));
    let report = text(&check.stderr);
    assert!(
        report.contains("orphaned: ") && report.contains("old_event.rs"),
        "{report}"
    );
    assert!(
        report.contains("missing: ") && report.contains("tags.rs"),
        "{report}"
    );
    assert!(report.contains("run: cargo xtask regenerate"), "{report}");
    assert!(orphan.exists());

    let output = place.regenerate(&[]);
    assert!(output.status.success());
    let report = text(&output.stdout);
    let removed = format!("removed: {}\n", orphan.display());
    assert!(report.contains(&removed), "{report}");
    assert!(!place.generated("messages/old_service").exists());
    assert!(place.generated("tags.rs").exists());
}

#[test]
fn messages_of_a_renamed_file_do_not_vanish_in_silence() {
    let place = Place::new();
    assert!(place.regenerate(&[]).status.success());
    let events = place.spec().join("events.cti.txt");
    fs::write(events, "message GONE = 7 from server { }").unwrap();
    for arguments in [&[][..], &["--check"][..]] {
        let output = place.regenerate(arguments);
        assert!(output.status.success());
        let warning = text(&output.stderr);
        assert!(warning.contains("events.cti.txt"), "{warning}");
    }
}

#[test]
fn a_damaged_specification_touches_nothing() {
    let place = Place::new();
    assert!(place.regenerate(&[]).status.success());
    let before = files(&place.generated(""));
    let damaged = SPECIFICATION.replace(
        "InvokeID UINT as InvokeID       /// that",
        "InvokeID UNIT /// that",
    ) + "message OPEN_CONF = 4 from server { fixed { A UINT } floating { B STRING[4] tag NO_TAG } }";
    fs::write(place.spec().join("small.cti"), damaged).unwrap();

    for arguments in [&[][..], &["--check"]] {
        let output = place.regenerate(arguments);
        assert_eq!(output.status.code(), Some(1));
        let errors = text(&output.stderr);
        for word in ["small.cti", "UNIT", "OPEN_CONF", "NO_TAG"] {
            assert!(errors.contains(word), "{word} is missing in:\n{errors}");
        }
    }
    assert_eq!(files(&place.generated("")), before);
}

/// Errors name the folder, and nothing is made.
#[test]
fn a_missing_or_empty_specification_is_an_error() {
    let place = Place::new();
    for make in [
        fs::remove_dir_all::<PathBuf> as fn(PathBuf) -> std::io::Result<()>,
        fs::create_dir::<PathBuf>,
    ] {
        make(place.spec()).unwrap();
        for arguments in [&[][..], &["--check"]] {
            let output = place.regenerate(arguments);
            assert_eq!(output.status.code(), Some(1));
            let error = text(&output.stderr);
            let folder = place.spec().display().to_string();
            assert_eq!(error.matches(&folder).count(), 1, "{error}");
        }
        assert!(!place.generated("").exists());
    }
}

#[test]
fn spec_check_shows_errors_or_numbers() {
    let place = Place::new();
    let check = || {
        Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["spec", "check"])
            .arg(place.spec())
            .output()
            .unwrap()
    };
    let output = check();
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).starts_with("GED188: 2 messages"));
    let damaged = SPECIFICATION.replace("protocol GED188", "protocol");
    fs::write(place.spec().join("small.cti"), damaged).unwrap();
    let output = check();
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("small.cti:3"));
}

#[test]
fn spec_show_and_diff_print_what_the_library_makes() {
    let place = Place::new();
    let protocol = cti_spec::load(&place.spec()).unwrap();
    let message = protocol.messages.first().unwrap();
    let version = protocol.last_version;
    let item = cti_spec::show::Item::Message(message);
    let sheet = cti_spec::show::show(&protocol, item, Some(version)).unwrap();
    let diff = cti_spec::diff::versions(&protocol, version, version).unwrap();
    let (number, version) = (message.number.to_string(), version.to_string());
    for (arguments, expected) in [
        (
            ["show", &number, "--protocol", &version].as_slice(),
            sheet.to_string(),
        ),
        (&["diff", &version, &version], diff.to_string()),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .arg("spec")
            .args(arguments)
            .arg("--spec")
            .arg(place.spec())
            .output()
            .unwrap();
        assert_eq!(text(&output.stderr), "");
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(text(&output.stdout), expected);
    }
}

#[test]
fn the_output_depends_on_the_specification_alone() {
    let (one, other) = (Place::new(), Place::new());
    assert!(one.regenerate(&[]).status.success());
    assert!(other.regenerate(&[]).status.success());
    let texts = |place: &Place| -> Vec<Vec<u8>> {
        files(&place.generated(""))
            .into_iter()
            .map(|(_, bytes)| bytes)
            .collect()
    };
    assert_eq!(texts(&one), texts(&other));
}

#[test]
fn each_command_explains_itself() {
    for arguments in [
        &["--help"][..],
        &["regenerate", "--help"],
        &["ci", "--help"],
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(arguments)
            .output()
            .unwrap();
        assert!(output.status.success(), "{arguments:?}");
        let help = text(&output.stdout);
        assert!(help.contains("Usage: cargo xtask"), "{help}");
    }
}
