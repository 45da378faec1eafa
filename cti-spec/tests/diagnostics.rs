//! Every rule of the language has a case in `tests/diagnostics`: a specification that breaks it, and
//! the text that the reader gets. With `BLESS=1` the texts are written anew. What comes as near to
//! breaking a rule as it may is in `tests/accepted`.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::{Path, PathBuf};
use std::{env, fs};

use cti_spec::{SourceFile, check_sources, parse_sources};

/// The first line of a case that is a whole specification; the others are completed by the prelude.
const ALONE: &str = "// alone";

#[test]
fn every_error_reads_as_expected() {
    let bless = env::var_os("BLESS").is_some();
    let mut differing = Vec::new();
    for path in cases() {
        let name = name(&path);
        let (found, kind) = match check_sources(sources(&path)) {
            Ok(checked) => (checked.warnings, "warnings"),
            Err(errors) => (errors, "errors"),
        };
        assert!(!found.is_empty(), "{name}");
        let actual = format!("{found}\n\n{kind}: {}\n", found.count());
        let expected_path = path.with_extension("txt");
        if bless {
            fs::write(&expected_path, actual).unwrap();
        } else if read(&expected_path) != actual {
            differing.push(format!("--- {name}\n{actual}"));
        }
    }
    assert!(
        differing.is_empty(),
        "these errors read differently than {} says (BLESS=1 rewrites it):\n{}",
        directory().display(),
        differing.join("\n")
    );
}

#[test]
fn what_breaks_no_rule_is_accepted() {
    let mut refused = Vec::new();
    for path in files_with(&tests().join("accepted"), "cti") {
        if let Err(errors) = parse_sources(sources(&path)) {
            refused.push(format!("--- {}\n{errors}", name(&path)));
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

#[test]
fn every_error_has_a_place_and_help() {
    for path in cases() {
        let name = name(&path);
        let errors = match check_sources(sources(&path)) {
            Ok(checked) => checked.warnings,
            Err(errors) => errors,
        };
        assert_eq!(errors.iter().count(), errors.count(), "{name}");
        for error in errors.iter() {
            let message = &error.diagnostic.message;
            let explained = error.diagnostic.help.is_some() || message.starts_with("expected ");
            assert!(explained, "{name}: no help: {message}");
        }
    }
}

#[test]
fn no_expected_text_is_left_over() {
    for path in files_with(&directory(), "txt") {
        assert!(path.with_extension("cti").exists(), "{}", path.display());
    }
}

#[test]
fn the_prelude_is_right() {
    if let Err(errors) = parse_sources(vec![prelude()]) {
        panic!("{errors}");
    }
}

#[test]
fn colours_are_only_there_on_request() {
    let source = || vec![SourceFile::new("colour.cti", "tag X = Y")];
    let errors = parse_sources(source()).unwrap_err();
    assert!(!errors.render(false).contains('\u{1b}'));
    assert!(errors.render(true).contains('\u{1b}'));
}

/// The specifications that break a rule.
fn cases() -> Vec<PathBuf> {
    let mut cases = files_with(&directory(), "cti");
    cases.retain(|path| !path.ends_with("prelude.cti"));
    cases
}

/// A case as a whole specification.
fn sources(path: &Path) -> Vec<SourceFile> {
    let text = read(path);
    let alone = text.starts_with(ALONE);
    let case = SourceFile::new(name(path), text);
    if alone {
        vec![case]
    } else {
        vec![prelude(), case]
    }
}

/// What completes the cases.
fn prelude() -> SourceFile {
    SourceFile::new("prelude.cti", read(&directory().join("prelude.cti")))
}

/// The name of a file, which is in its errors.
fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// The files of a directory with an ending, in order.
fn files_with(directory: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|found| found == ending));
    paths.sort();
    paths
}

/// Where the cases are.
fn directory() -> PathBuf {
    tests().join("diagnostics")
}

/// Where the tests are.
fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// The text of a file; nothing if there is none.
fn read(path: &Path) -> String {
    fs::read_to_string(path)
        .unwrap_or_default()
        .replace("\r\n", "\n")
}
