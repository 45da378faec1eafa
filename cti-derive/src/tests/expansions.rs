//! What the derives make of small inputs, one per feature.
//!
//! `tests/expansions/accepted/<feature>.rs` is an input, `<feature>.expanded.rs` beside it what comes out; that the
//! inputs compile with what comes out is tested by `tests/expansions.rs`. Those in `refused` have a mistake. Set
//! `BLESS` to write what comes out anew.

use std::path::{Path, PathBuf};
use std::{env, fs};

use quote::ToTokens as _;
use similar::TextDiff;

use super::derives;

#[test]
fn accepted_inputs_are_expanded_as_expected() {
    check("accepted");
}

#[test]
fn refused_inputs_get_placeholders() {
    check("refused");
}

/// Compares what comes out of each input in a folder with what is expected.
fn check(folder: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/expansions")
        .join(folder);
    let files: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    let (expected, inputs): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|path| is_expected(path));
    assert!(!inputs.is_empty());
    let mut report = String::new();
    for path in expected
        .iter()
        .filter(|path| !inputs.iter().any(|input| expected_of(input) == **path))
    {
        report.push_str(&format!("{} belongs to no input\n", path.display()));
    }
    for input in &inputs {
        let (made, path) = (expanded(input), expected_of(input));
        if env::var_os("BLESS").is_some() {
            fs::write(&path, made).unwrap();
            continue;
        }
        // A checkout may have turned the line ends.
        let expected = fs::read_to_string(&path)
            .unwrap_or_default()
            .replace("\r\n", "\n");
        if made != expected {
            let diff = TextDiff::from_lines(&expected, &made);
            let (old, new) = (path.display().to_string(), "made".to_owned());
            report.push_str(&diff.unified_diff().header(&old, &new).to_string());
        }
    }
    assert!(
        report.is_empty(),
        "not as expected. If the new state is right, run the test with BLESS=1 and review the difference.\n\n{report}"
    );
}

fn is_expected(path: &Path) -> bool {
    path.to_string_lossy().ends_with(".expanded.rs")
}

fn expected_of(input: &Path) -> PathBuf {
    input.with_extension("expanded.rs")
}

/// What the derives make of the items in a file, formatted.
fn expanded(input: &Path) -> String {
    let file = syn::parse_file(&fs::read_to_string(input).unwrap()).unwrap();
    let mut text = format!(
        "// What the derives make of `{}`.\n",
        input.file_name().unwrap().to_string_lossy()
    );
    for item in &file.items {
        for derive in derives(item) {
            let output = syn::parse2(derive(item.to_token_stream())).unwrap();
            text.push('\n');
            text.push_str(&prettyplease::unparse(&output));
        }
    }
    text
}
