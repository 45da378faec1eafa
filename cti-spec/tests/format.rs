//! Laying out files: examples, what must not change by it, and files on disk.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::{Path, PathBuf};
use std::{env, fs};

use cti_spec::format::{FormatError, Mode, files, format, run};
use cti_spec::{SourceFile, ged188_dir, load, parse_sources};

/// Examples of every construct.
const EXAMPLES: &str = include_str!("format/examples.md");

/// The reference of the language.
const PAGE: &str = include_str!("../LANGUAGE.md");

/// A text laid out, which is laid out then.
fn laid_out(text: &str) -> String {
    let once =
        format(&SourceFile::new("once.cti", text)).unwrap_or_else(|errors| panic!("{errors}"));
    let twice = format(&SourceFile::new("twice.cti", once.clone()));
    assert_eq!(twice.unwrap_or_else(|errors| panic!("{errors}")), once);
    once
}

/// The fenced blocks of a page with what stands behind the fence.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in page.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(kind)) => open = Some((kind.to_owned(), String::new())),
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some((_, text)), None) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    blocks
}

#[test]
fn examples_are_laid_out_as_shown() {
    let mut differing = Vec::new();
    for pair in blocks(EXAMPLES).chunks(2) {
        let [(_, before), (kind, after)] = pair else {
            panic!("an example has two blocks");
        };
        let actual = if kind == "refused" {
            let errors = format(&SourceFile::new("refused.cti", before.as_str())).unwrap_err();
            let error = errors.iter().next().unwrap();
            format!("{}\n", error.diagnostic.message)
        } else {
            laid_out(before)
        };
        if actual != *after {
            differing.push(actual);
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n--------\n"));
}

/// The specification files in a folder of this crate.
fn specification_files(folder: &str) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        walkdir::WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
            .into_iter()
            .map(|entry| entry.unwrap().into_path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "cti"))
            .collect();
    paths.sort();
    assert!(!paths.is_empty(), "{folder}");
    paths
}

/// The text of a file.
fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

/// The errors of a specification, without their places.
fn messages(texts: &[&str]) -> Vec<String> {
    let sources = texts.iter().map(|text| SourceFile::new("a.cti", *text));
    let Err(errors) = parse_sources(sources.collect()) else {
        return Vec::new();
    };
    let messages = errors.iter().map(|error| error.diagnostic.message.clone());
    let mut messages: Vec<String> = messages.collect();
    messages.sort();
    messages
}

#[test]
fn ged188_means_the_same_laid_out() {
    let sources = specification_files("spec/ged188").into_iter().map(|path| {
        let text = laid_out(&read(&path));
        SourceFile::new(path.display().to_string(), text)
    });
    let protocol = parse_sources(sources.collect()).unwrap_or_else(|errors| panic!("{errors}"));
    assert!(protocol == load(&ged188_dir()).unwrap());
}

#[test]
fn lines_of_ged188_fit_except_for_comments() {
    for path in specification_files("spec/ged188") {
        for line in laid_out(&read(&path)).lines() {
            let comment = line.contains("//") && !line.contains("///");
            assert!(
                comment || line.chars().count() <= 100,
                "{}: {line}",
                path.display()
            );
        }
    }
}

#[test]
fn the_examples_of_the_language_mean_the_same_laid_out() {
    let examples = blocks(PAGE).into_iter().filter(|(kind, _)| kind == "cti");
    let examples: Vec<String> = examples.map(|(_, text)| text).collect();
    // Together they are one file: services end at the next one.
    let before = SourceFile::new("before.cti", examples.concat());
    let after: String = examples.iter().map(|text| laid_out(text)).collect();
    let after = SourceFile::new("after.cti", after);
    assert!(parse_sources(vec![before]).unwrap() == parse_sources(vec![after]).unwrap());
}

#[test]
fn samples_mean_the_same_laid_out() {
    for path in specification_files("tests/samples") {
        let text = read(&path);
        let of = |text: String| parse_sources(vec![SourceFile::new("sample.cti", text)]).unwrap();
        assert!(of(laid_out(&text)) == of(text), "{}", path.display());
    }
}

#[test]
fn right_and_wrong_files_are_as_right_and_wrong_laid_out() {
    let prelude =
        read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics/prelude.cti"));
    let (mut refused, mut wrong) = (0, 0);
    for folder in ["tests/accepted", "tests/diagnostics"] {
        for path in specification_files(folder) {
            let text = read(&path);
            let source = SourceFile::new(path.display().to_string(), text.clone());
            let Ok(_) = format(&source) else {
                assert!(folder.ends_with("diagnostics"), "{}", path.display());
                assert!(
                    !messages(&[&prelude, &text]).is_empty(),
                    "{}",
                    path.display()
                );
                refused += 1;
                continue;
            };
            let (before, after) = (
                messages(&[&prelude, &text]),
                messages(&[&prelude, &laid_out(&text)]),
            );
            assert_eq!(before, after, "{}", path.display());
            wrong += usize::from(!before.is_empty());
        }
    }
    assert!(
        refused > 5 && wrong > 30,
        "{refused} refused, {wrong} wrong"
    );
}

#[test]
fn lines_end_as_the_first_one_does() {
    let text = "\u{feff}tag A = 1 /// docs\r\ntag LONGER = 2\r\n";
    let expected = "tag A      = 1  /// docs\r\ntag LONGER = 2\r\n";
    assert_eq!(laid_out(text), expected);
    assert_eq!(laid_out("tag A=1\ntag B=2\r\n"), "tag A = 1\ntag B = 2\n");
    assert_eq!(laid_out("tag A=1"), "tag A = 1\n");
    assert_eq!(laid_out(" \n\n "), "");
}

#[test]
fn a_refusal_has_a_place() {
    let errors = format(&SourceFile::new("a.cti", "tag A = 1\n  tag B 2\n")).unwrap_err();
    let error = errors.iter().next().unwrap();
    assert_eq!((error.path, error.line, error.column), ("a.cti", 2, 9));
    assert_eq!(error.diagnostic.message, "expected `=`, found `2`");
    let bytes = SourceFile::from_bytes("a.cti", b"tag A = 1 // \xff");
    assert_eq!(format(&bytes).unwrap_err().count(), 1);
}

#[test]
fn long_input_takes_no_time() {
    laid_out(&"tag A = 1 /// a doc comment that is about as long as one is\n".repeat(20_000));
    laid_out(&format!("entry E ordered {{ {} }}", "A ".repeat(50_000)));
    laid_out(&format!(
        "entry E ordered {{ {} }}",
        "A UINT tag T since 1\n".repeat(20_000)
    ));
    laid_out(&"/// doc\n".repeat(50_000));
    laid_out(&"// comment\n".repeat(50_000));
    let acronyms = "ACRONYM, ".repeat(50_000);
    laid_out(&format!(
        "protocol P versions 1 to 2 {{ acronyms {acronyms} LAST }}"
    ));
    let wide: String = (1..2_000)
        .map(|at| format!("{} USHORT[{at}] tag T\n", "A".repeat(at % 120 + 1)))
        .collect();
    laid_out(&format!("entry E ordered {{ {wide} }}"));
}

/// A folder with a file that is laid out, one that is not, and one that cannot be.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("below")).unwrap();
    for (name, text) in [
        ("good.cti", "tag A = 1\n"),
        ("below/bad.cti", "tag B=2"),
        ("wrong.cti", "tag C"),
        ("other.txt", "tag D=4"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

#[test]
fn files_are_written_if_they_change() {
    let folder = folder();
    let bad = folder.path().join("below/bad.cti");
    let report = files(
        [folder.path(), &bad, &folder.path().join("none.cti")],
        Mode::Write,
    );
    assert_eq!(report.changed, std::slice::from_ref(&bad));
    assert_eq!(report.unchanged, 1);
    let [FormatError::Invalid(_), FormatError::Read { path, .. }] = report.errors.as_slice() else {
        panic!("{:?}", report.errors);
    };
    assert!(path.ends_with("none.cti"));
    assert_eq!(read(&bad), "tag B = 2\n");
    assert_eq!(read(&folder.path().join("wrong.cti")), "tag C");
    assert_eq!(read(&folder.path().join("other.txt")), "tag D=4");
    assert_eq!(
        fs::read_dir(folder.path().join("below")).unwrap().count(),
        1
    );
}

#[test]
fn a_check_changes_nothing() {
    let folder = folder();
    let bad = folder.path().join("below/bad.cti");
    let report = files([folder.path()], Mode::Check);
    assert_eq!(report.changed, std::slice::from_ref(&bad));
    assert_eq!(report.errors.len(), 1);
    assert_eq!(read(&bad), "tag B=2");
    let empty = tempfile::tempdir().unwrap();
    let report = files([empty.path()], Mode::Check);
    assert!(matches!(
        report.errors.as_slice(),
        [FormatError::Empty { .. }]
    ));
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder();
    let bad = folder.path().join("below/bad.cti");
    fs::set_permissions(&bad, fs::Permissions::from_mode(0o640)).unwrap();
    let link = folder.path().join("link.cti");
    symlink(&bad, &link).unwrap();
    assert_eq!(
        files([&link], Mode::Write).changed,
        std::slice::from_ref(&link)
    );
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(
        fs::metadata(&bad).unwrap().permissions().mode() & 0o777,
        0o640
    );
    assert_eq!(read(&bad), "tag B = 2\n");

    fs::write(&bad, "tag B=2").unwrap();
    fs::set_permissions(&bad, fs::Permissions::from_mode(0o440)).unwrap();
    let report = files([&bad], Mode::Write);
    assert!(matches!(
        report.errors.as_slice(),
        [FormatError::Write { .. }]
    ));
    assert_eq!(read(&bad), "tag B=2");
}

/// What the command says on its outputs, and whether all is well.
fn command(paths: &[&Path], mode: Mode, input: &str) -> (bool, String, String) {
    let paths: Vec<PathBuf> = paths.iter().map(|path| path.to_path_buf()).collect();
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    let well = run(
        &paths,
        mode,
        &mut input.as_bytes(),
        &mut output,
        &mut errors,
    )
    .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (well, text(output), text(errors))
}

#[test]
fn the_command_says_what_is_wrong() {
    let folder = folder();
    let bad = folder.path().join("below/bad.cti");
    let (well, output, errors) = command(&[folder.path()], Mode::Check, "");
    assert!(!well);
    assert_eq!(output, format!("{}\n", bad.display()));
    assert!(
        errors.contains("expected `=`, found the end of the file"),
        "{errors}"
    );
    assert!(command(&[&bad], Mode::Write, "").0);
    assert!(command(&[&bad], Mode::Check, "").0);
    let none = folder.path().join("none.cti");
    let (well, output, errors) = command(&[&none], Mode::Write, "");
    assert!(!well && output.is_empty());
    assert!(
        errors.starts_with(&format!("cannot read {}: ", none.display())),
        "{errors}"
    );
}

#[test]
fn the_command_lays_out_standard_input() {
    let input = Path::new("-");
    let expected = (true, "tag A = 1\n".to_owned(), String::new());
    assert_eq!(command(&[input], Mode::Write, "tag A=1"), expected);
    let expected = (false, "<stdin>\n".to_owned(), String::new());
    assert_eq!(command(&[input], Mode::Check, "tag A=1"), expected);
    assert!(command(&[input], Mode::Check, "tag A = 1\n").0);
    assert!(!command(&[input], Mode::Write, "tag A").0);
}

/// Standard input that is closed or breaks.
struct Broken;

impl std::io::Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("broken"))
    }
}

#[test]
fn standard_input_that_cannot_be_read_is_reported_as_such() {
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    let paths = ["-".into()];
    let well = run(&paths, Mode::Write, &mut Broken, &mut output, &mut errors);
    assert!(!well.unwrap() && output.is_empty());
    assert_eq!(errors, b"cannot read <stdin>: broken\n");
}
