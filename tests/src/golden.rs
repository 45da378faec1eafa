//! Golden files: what is made must be what is committed.
//!
//! Nothing is written unless the variable `BLESS` is set: then what is made becomes what is
//! expected, and the difference is to be reviewed before it is committed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

use similar::TextDiff;

/// The variable of the environment that has expected files written.
pub const BLESS: &str = "BLESS";

/// Asserts that a folder holds these files, by their paths below it, and no others.
///
/// # Panics
///
/// With all differences, and with what to do about them.
#[track_caller]
pub fn assert_folder(folder: &Path, files: &BTreeMap<PathBuf, String>) {
    let expected = read(folder);
    if env::var_os(BLESS).is_some() {
        for path in expected.keys().filter(|path| !files.contains_key(*path)) {
            fs::remove_file(folder.join(path)).expect("an expected file can be removed");
        }
        for (path, text) in files {
            write(&folder.join(path), text);
        }
        return;
    }
    let mut report = String::new();
    for path in expected
        .keys()
        .chain(files.keys().filter(|path| !expected.contains_key(*path)))
    {
        let expected = expected.get(path).map(String::as_str);
        compare(
            path,
            expected,
            files.get(path).map(String::as_str),
            &mut report,
        );
    }
    fail_with(folder, &report);
}

/// The text files in a folder and below, by their paths below it. None if it does not exist.
#[must_use]
pub fn read(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten() {
            let path = entry.expect("a folder of the tests can be listed").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).expect("an expected file is text");
            let below = path.strip_prefix(folder).unwrap_or(&path).to_owned();
            // A checkout may have turned the line ends.
            files.insert(below, text.replace("\r\n", "\n"));
        }
    }
    files
}

fn write(path: &Path, text: &str) {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).expect("a folder of expected files can be made");
    }
    fs::write(path, text).expect("an expected file can be written");
}

fn compare(path: &Path, expected: Option<&str>, made: Option<&str>, report: &mut String) {
    if expected == made {
        return;
    }
    let name = path.display().to_string();
    let side = |side: &str, text: Option<&str>| match text {
        Some(_) => format!("{name} ({side})"),
        None => "(no such file)".to_owned(),
    };
    let diff = TextDiff::from_lines(expected.unwrap_or_default(), made.unwrap_or_default());
    let diff = diff
        .unified_diff()
        .header(&side("expected", expected), &side("made", made))
        .to_string();
    report.push_str(&diff);
}

#[track_caller]
fn fail_with(folder: &Path, report: &str) {
    assert!(
        report.is_empty(),
        "{} is not as expected. If the new state is right, run the test with {BLESS}=1 and \
         review the difference.\n\n{report}",
        folder.display()
    );
}
