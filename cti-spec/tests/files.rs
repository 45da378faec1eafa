//! The files of a specification: which are read, and what those that cannot be read are told.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;

use cti_spec::{LoadError, Severity, check, load};
use tempfile::TempDir;

const PROTOCOL: &str = "protocol P versions 1 to 2 { wide tags since 2 frame limit 100 }\n";

/// A directory with a protocol and one more file.
fn with_file(name: &str, bytes: &[u8]) -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("a.cti"), PROTOCOL).unwrap();
    fs::write(directory.path().join(name), bytes).unwrap();
    directory
}

/// The one error of a directory, as it is shown, without the path of the directory.
fn only_error(directory: &Path) -> String {
    let Err(LoadError::Invalid(errors)) = load(directory) else {
        panic!("must be refused");
    };
    assert_eq!(errors.count(), 1, "{errors}");
    errors
        .to_string()
        .replace(&format!("{}/", directory.display()), "")
}

#[test]
fn files_whose_names_resemble_those_of_a_specification_are_warned_of() {
    for name in ["b.CTI", "b.cti.txt", "b.cti~", "b.Cti", "b.cti.bak"] {
        let directory = with_file(name, b"tag X = 1 tag X = 1");
        let checked = check(directory.path()).unwrap();
        assert!(checked.protocol.tags.is_empty());
        assert_eq!(checked.warnings.count(), 1);
        let warning = checked.warnings.iter().next().unwrap();
        assert_eq!(warning.diagnostic.severity, Severity::Warning);
        assert!(warning.path.ends_with(name), "{}", warning.path);
        let shown = checked.warnings.to_string();
        assert!(
            shown.starts_with("warning[left-out-file]: this file is not read\n"),
            "{shown}"
        );
        assert!(shown.contains(name), "{shown}");
    }
}

#[test]
fn other_files_and_those_of_editors_are_passed_over() {
    for name in ["notes.txt", "README.md", ".b.cti.swp", "cti", "bcti"] {
        let checked = check(with_file(name, b"{").path()).unwrap();
        assert!(checked.warnings.is_empty(), "{name}: {}", checked.warnings);
    }
}

/// What is missing may be in the file that is left out.
#[test]
fn warnings_of_files_are_shown_with_errors() {
    let directory = with_file("b.CTI", b"type UINT = unsigned 4");
    let id = format!("{PROTOCOL}id X UINT\n");
    fs::write(directory.path().join("a.cti"), id).unwrap();
    let error = load(directory.path()).unwrap_err().to_string();
    assert!(error.contains("unknown type `UINT`"), "{error}");
    assert!(error.contains("this file is not read"), "{error}");
}

#[test]
fn a_directory_with_other_endings_only_names_one() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("a.CTI"), PROTOCOL).unwrap();
    let error = load(directory.path()).unwrap_err().to_string();
    assert!(error.starts_with("no *.cti file in "), "{error}");
    assert!(error.ends_with("a.CTI has another ending"), "{error}");
}

#[test]
fn a_file_in_utf16_is_one_error() {
    let text = "\u{feff}tag A = 1\n".repeat(1_000);
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [&bytes[..], &bytes[2..]] {
        let directory = with_file("b.cti", bytes);
        assert_eq!(
            only_error(directory.path()),
            "error: this file is UTF-16\n --> b.cti\n  = help: save the file as UTF-8"
        );
    }
}

#[test]
fn a_file_that_is_no_text_is_one_error() {
    let directory = with_file("b.cti", b"\x7FELF\x02\x01\x01\0\0\0\0\0\xFF\xFEtag");
    let error = only_error(directory.path());
    assert!(
        error.starts_with("error: this is not a text file\n --> b.cti\n"),
        "{error}"
    );
}

#[test]
fn a_file_with_other_letters_is_one_error() {
    let directory = with_file("b.cti", b"tag K\xE4se = 1\ntag \xFF\n");
    let error = only_error(directory.path());
    assert!(
        error.contains("this file is not UTF-8\n --> b.cti:1:6\n"),
        "{error}"
    );
}

/// What opens it waits for a writer that never comes.
#[cfg(unix)]
#[test]
fn a_pipe_is_an_error_with_its_path() {
    let directory = with_file("a.cti", PROTOCOL.as_bytes());
    let pipe = directory.path().join("b.cti");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    if !made.is_ok_and(|status| status.success()) {
        return;
    }
    let error = load(directory.path()).unwrap_err().to_string();
    assert_eq!(
        error,
        format!("cannot read {}: this is not a regular file", pipe.display())
    );
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_is_read_and_one_to_a_device_is_not() {
    let directory = with_file("text", b"tag A = 1\n");
    let link = directory.path().join("b.cti");
    std::os::unix::fs::symlink(directory.path().join("text"), &link).unwrap();
    assert_eq!(load(directory.path()).unwrap().tags.len(), 1);
    fs::remove_file(&link).unwrap();
    std::os::unix::fs::symlink("/dev/zero", &link).unwrap();
    let error = load(directory.path()).unwrap_err().to_string();
    assert!(
        error.ends_with("b.cti: this is not a regular file"),
        "{error}"
    );
}
