//! `spec` from outside.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod command;

use std::fs;

use command::Run;
use cti_spec::show::{Item, show};

/// Two errors, one in each file.
fn wrong() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let protocol = "
        protocol EXAMPLE versions 13 to 25 {
            wide tags since 20
            frame limit 12500
        }
        type UINT = unsigned 4
        service Session \"Session Management\"
        message HEARTBEAT_REQ = 5 from client { fixed { InvokeID UIN } }
    ";
    fs::write(folder.path().join("a.cti"), protocol).unwrap();
    fs::create_dir(folder.path().join("below")).unwrap();
    let other = "message HEARTBEAT_CONF = 6 from sever { fixed { InvokeID UINT } }\n";
    fs::write(folder.path().join("below/b.cti"), other).unwrap();
    folder
}

#[test]
fn without_a_directory_the_embedded_specification_is_checked() {
    let run = Run::new(&["spec", "check"], b"");
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let protocol = cti_spec::ged188().unwrap();
    assert_eq!(run.out, cti_spec::Summary::of(&protocol).to_string());
    assert!(run.out.starts_with("GED188: "), "{}", run.out);
    let directory = cti_spec::ged188_dir();
    let same = Run::new(&["spec", "check", directory.to_str().unwrap()], b"");
    assert_eq!((same.code, same.out), (0, run.out));
}

#[test]
fn every_error_is_printed_with_its_place() {
    let folder = wrong();
    let run = Run::new(&["spec", "check", folder.path().to_str().unwrap()], b"");
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    for part in [
        "unknown type `UIN`",
        "a.cti:8:66",
        "b.cti:1:33",
        "did you mean",
    ] {
        assert!(run.err.contains(part), "{part} in {}", run.err);
    }
    assert!(!run.err.contains('\u{1b}'), "{}", run.err);
}

#[test]
fn warnings_are_printed_and_denied_on_request() {
    let folder = tempfile::tempdir().unwrap();
    let protocol = "protocol P versions 1 to 2 { wide tags since 2 frame limit 100 }";
    fs::write(folder.path().join("a.cti"), protocol).unwrap();
    fs::write(folder.path().join("b.CTI"), "tag A = 1").unwrap();
    let path = folder.path().to_str().unwrap();
    for (arguments, code) in [
        (&["spec", "check", path][..], 0),
        (&["spec", "check", "--deny-warnings", path][..], 1),
    ] {
        let run = Run::new(arguments, b"");
        assert_eq!(run.code, code);
        assert!(run.out.starts_with("P: 0 messages\n"), "{}", run.out);
        assert!(
            run.err.starts_with("warning[left-out-file]: "),
            "{}",
            run.err
        );
        assert!(run.err.contains("b.CTI"), "{}", run.err);
    }
    let run = Run::new(&["spec", "check", "--deny-warnings"], b"");
    assert_eq!((run.code, run.err.as_str()), (0, ""));
}

#[test]
fn colours_come_when_they_are_asked_for() {
    let folder = wrong();
    let folder = folder.path().to_str().unwrap();
    let run = Run::new(&["spec", "check", "--color", "always", folder], b"");
    assert_eq!(run.code, 1);
    assert!(run.err.contains("\u{1b}["), "{}", run.err);
}

#[test]
fn directories_that_hold_no_specification_are_errors() {
    let run = Run::new(&["spec", "check", "/does/not/exist"], b"");
    assert_eq!(run.code, 1);
    assert!(
        run.err.starts_with("error: cannot read /does/not/exist: ") && run.err.lines().count() == 1,
        "{}",
        run.err
    );
    let folder = tempfile::tempdir().unwrap();
    let run = Run::new(&["spec", "check", folder.path().to_str().unwrap()], b"");
    assert_eq!(run.code, 1);
    assert!(
        run.err.starts_with("error: no *.cti file in "),
        "{}",
        run.err
    );
}

#[test]
fn show_prints_the_sheet_of_an_item() {
    let protocol = cti_spec::ged188().unwrap();
    for (arguments, name, version) in [
        (&["OPEN_REQ"][..], "OPEN_REQ", None),
        (&["open_req", "--protocol", "19"], "OPEN_REQ", Some(19)),
        (&["3"], "OPEN_REQ", None),
        (&["AgentState"], "AgentState", None),
        (&["--protocol=20", "E12"], "E12", Some(20)),
    ] {
        let run = Run::new(&[&["spec", "show"], arguments].concat(), b"");
        let item = Item::find(&protocol, name).unwrap();
        let sheet = show(&protocol, item, version).unwrap().to_string();
        assert_eq!((run.code, run.out, run.err.as_str()), (0, sheet, ""));
    }
}

#[test]
fn diff_prints_what_changed() {
    let protocol = cti_spec::ged188().unwrap();
    for (from, to) in [(19, 20), (20, 19), (20, 20)] {
        let versions = [from, to].map(|version: u8| version.to_string());
        let run = Run::new(&["spec", "diff", &versions[0], &versions[1]], b"");
        let diff = cti_spec::diff::versions(&protocol, from, to)
            .unwrap()
            .to_string();
        assert_eq!((run.code, run.out, run.err.as_str()), (0, diff, ""));
    }
}

#[test]
fn another_specification_is_read_with_its_errors() {
    let folder = wrong();
    let path = folder.path().to_str().unwrap();
    for arguments in [&["show", "HEARTBEAT_REQ"][..], &["diff", "13", "14"]] {
        let run = Run::new(&[&["spec"], arguments, &["--spec", path]].concat(), b"");
        assert_eq!((run.code, run.out.as_str()), (1, ""));
        assert!(run.err.contains("unknown type `UIN`"), "{}", run.err);
        assert!(!run.err.contains('\u{1b}'), "{}", run.err);
    }
    fs::remove_file(folder.path().join("below/b.cti")).unwrap();
    let file = folder.path().join("a.cti");
    let text = fs::read_to_string(&file).unwrap().replace("UIN ", "UINT ");
    fs::write(file, text).unwrap();
    let run = Run::new(&["spec", "show", "5", "--spec", path], b"");
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(
        run.out.starts_with("HEARTBEAT_REQ (5)\nfrom client, "),
        "{}",
        run.out
    );
    let run = Run::new(&["spec", "show", "OPEN_REQ", "--spec", path], b"");
    let error = "error: the specification does not declare `OPEN_REQ`\n";
    assert_eq!((run.code, run.err.as_str()), (1, error));
}

#[test]
fn what_the_specification_lacks_is_an_error() {
    for (arguments, error) in [
        (
            &["show", "OPEN_REQQ"][..],
            "the specification does not declare `OPEN_REQQ`; did you mean `OPEN_REQ`?",
        ),
        (&["show", "999"], "no message has the number 999"),
        (
            &["show", "CONFIG_MRD_EVENT", "--protocol", "19"],
            "CONFIG_MRD_EVENT does not exist in version 19; it exists in versions 20 to ",
        ),
        (
            &["diff", "12", "13"],
            "12 is not a version of GED188; it has versions 13 to ",
        ),
        (
            &["show", "5", "--spec", "/does/not/exist"],
            "cannot read /does/not/exist: ",
        ),
    ] {
        let run = Run::new(&[&["spec"], arguments].concat(), b"");
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{arguments:?}");
        let error = format!("error: {error}");
        assert!(run.err.starts_with(&error), "{}", run.err);
        assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    }
}

#[test]
fn wrong_arguments_are_usage_errors() {
    for arguments in [
        &["show"][..],
        &["show", "OPEN_REQ", "--protocol", "x"],
        &["diff", "19"],
        &["diff", "19", "300"],
        &["diff", "a", "b"],
    ] {
        let run = Run::new(&[&["spec"], arguments].concat(), b"");
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}");
        assert!(run.err.contains("try '--help'"), "{}", run.err);
    }
}
