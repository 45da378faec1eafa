//! What pages say of the files, examples, features and versions that there are.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use cti_messages::ProtocolVersion;
use serde_json::Value;

use super::{packages, tracked};

/// The pages that people write: none that is generated, and not the one about what was.
fn pages(tracked: &BTreeSet<String>) -> impl Iterator<Item = (&str, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let pages = tracked.iter().filter(|path| {
        path.ends_with(".md") && !path.starts_with("generated/") && *path != "CHANGELOG.md"
    });
    pages.map(move |page| {
        let text = std::fs::read_to_string(root.join(page)).expect("a page");
        (page.as_str(), text)
    })
}

/// What a path with one pair of braces stands for: `src/{a,b}.rs` is `src/a.rs` and `src/b.rs`.
fn alternatives(path: &str) -> Vec<String> {
    match path
        .split_once('{')
        .and_then(|(start, rest)| Some((start, rest.split_once('}')?)))
    {
        Some((start, (names, end))) => names
            .split(',')
            .flat_map(|name| alternatives(&format!("{start}{name}{end}")))
            .collect(),
        None => vec![path.to_owned()],
    }
}

/// A path without `.` and `..`.
fn normal(path: &str) -> String {
    let mut parts = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Whether a path, in which each `*` stands for anything within a name, is that of a file or a folder.
fn is_there(tracked: &BTreeSet<String>, path: &str) -> bool {
    let matches = |name: &str, pattern: &str| match pattern.split_once('*') {
        Some((start, end)) => name.starts_with(start) && name.ends_with(end),
        None => name == pattern,
    };
    tracked.iter().any(|file| {
        let mut names = file.split('/');
        path.split('/')
            .all(|pattern| names.next().is_some_and(|name| matches(name, pattern)))
    })
}

/// The endings of the files that pages name.
const ENDINGS: &[&str] = &[
    ".cti", ".hex", ".lua", ".md", ".rs", ".svg", ".toml", ".tsv", ".txt",
];

/// Whether some code in a page is meant as the path of a file or folder in the repository.
fn is_path(tracked: &BTreeSet<String>, code: &str) -> bool {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "_-./{},*".contains(letter);
    let Some((first, _)) = code.split_once('/') else {
        return false;
    };
    code.chars().all(is_plain)
        && !["", ".", ".."].contains(&first)
        // Names for any file, and what commands leave.
        && !code.split('/').any(|name| {
            let stem = name.split('.').next().unwrap_or_default();
            ["FILE", "TARGET", "target", "mutants"].contains(&stem)
        })
        && (ENDINGS.iter().any(|ending| code.ends_with(ending)) || is_there(tracked, first))
}

/// Places from which a page may name files: the root, its own folder, its crate and the sources of that.
fn bases(page: &str) -> Vec<String> {
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let package = page.split('/').next().unwrap_or_default();
    [
        "",
        folder,
        package,
        &format!("{package}/src"),
        &format!("{package}/tests"),
    ]
    .map(str::to_owned)
    .to_vec()
}

#[test]
fn pages_name_files_that_exist() {
    use pulldown_cmark::{Event, Options, Parser, Tag};

    let Some(tracked) = tracked() else { return };
    let (mut named, mut missing) = (0, Vec::new());
    for (page, text) in pages(&tracked) {
        let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
        for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
            let (path, bases) = match &event {
                Event::Start(Tag::Link { dest_url, .. }) => {
                    let path = dest_url.split('#').next().unwrap_or_default();
                    // Elsewhere, within the page, or for rustdoc, whose links are checked by it.
                    let is_other =
                        path.contains(':') || path.is_empty() || !path.contains(['.', '/']);
                    if is_other && !is_there(&tracked, &normal(&format!("{folder}/{path}"))) {
                        continue;
                    }
                    (path, vec![folder.to_owned()])
                }
                Event::Code(code) if is_path(&tracked, code) => (&**code, bases(page)),
                _ => continue,
            };
            named += 1;
            for path in alternatives(path) {
                let mut places = bases.iter().map(|base| normal(&format!("{base}/{path}")));
                if !places.any(|place| is_there(&tracked, &place)) {
                    missing.push(format!("{page}: {path}"));
                }
            }
        }
    }
    assert!(named > 100, "{named} files are named");
    assert!(missing.is_empty(), "no such files: {missing:#?}");
}

#[test]
fn pages_list_every_example() {
    let Some(tracked) = tracked() else { return };
    // A file, or a folder with one called main.
    let examples = tracked.iter().filter_map(|path| {
        let file = path.strip_prefix("cti-messages/examples/")?;
        let name = file.strip_suffix("/main.rs").or(file.strip_suffix(".rs"))?;
        (!name.contains('/')).then_some((name, &**path))
    });
    let examples: BTreeMap<&str, &str> = examples.collect();
    assert!(examples.len() > 6, "{examples:?}");
    let pages: BTreeMap<&str, String> = pages(&tracked).collect();
    for page in ["README.md", "cti-messages/README.md"] {
        for name in examples.keys() {
            let is_listed = pages[page].contains(&format!("`{name}`"));
            assert!(is_listed, "{page} does not list the example {name}");
        }
    }
    // Each says how it is run, from the root of the repository.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for (name, path) in examples {
        let text = std::fs::read_to_string(root.join(path)).expect("an example");
        let docs = text.lines().take_while(|line| line.starts_with("//!"));
        let command = docs
            .into_iter()
            .find(|line| line.contains(&format!("--example {name}")));
        let command = command.unwrap_or_else(|| panic!("{name} does not say how it is run"));
        assert!(command.contains("cargo run -p cti-messages "), "{command}");
    }
}

/// The rows of a table of features, as their cells; the first row is the head.
fn rows_of_features(text: &str) -> Vec<Vec<&str>> {
    let lines = text
        .lines()
        .map(|line| line.trim_start_matches("//!").trim());
    let table = lines.skip_while(|line| !line.starts_with("| feature |"));
    let rows = table.take_while(|line| line.starts_with('|'));
    let cells = rows.map(|row| row.split('|').skip(1).map(str::trim).collect());
    cells.collect()
}

/// The names that a cell has as code.
fn names(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// The README and the crate page of each crate that can be published and has features: what cargo knows of the crate,
/// the page's path, its text.
fn pages_of_features() -> Vec<(Value, String, String)> {
    let has_features = |package: &Value| {
        let features = package["features"].as_object().expect("features");
        package["publish"].is_null() && features.keys().any(|name| name != "default")
    };
    let packages = packages().into_iter().filter(has_features);
    let pages = packages.flat_map(|package| {
        let name = package["name"].as_str().expect("a name").to_owned();
        let manifest = package["manifest_path"].as_str().expect("a path");
        let folder = Path::new(manifest).with_file_name("");
        ["README.md", "src/lib.rs"].map(|page| {
            let text = std::fs::read_to_string(folder.join(page)).expect("a page");
            (package.clone(), format!("{name}/{page}"), text)
        })
    });
    pages.collect()
}

/// In the README of each crate that has features, and on its crate page if that has a table too.
#[test]
fn tables_of_features_list_every_feature() {
    let mut tables = 0;
    for (package, page, text) in pages_of_features() {
        let rows = rows_of_features(&text);
        if rows.is_empty() && !page.ends_with("README.md") {
            continue;
        }
        tables += 1;
        let features = package["features"].as_object().expect("features").keys();
        let features = features
            .map(String::as_str)
            .filter(|name| *name != "default");
        let listed = rows.iter().skip(2).flat_map(|row| names(row[0]));
        assert_eq!(
            listed.collect::<BTreeSet<_>>(),
            features.collect(),
            "{page}"
        );
    }
    assert!(tables > 3, "{tables}");
}

/// Where a table has a column for it.
#[test]
fn tables_of_features_say_which_are_on_by_default() {
    let mut pages = BTreeSet::new();
    for (package, page, text) in pages_of_features() {
        let rows = rows_of_features(&text);
        if rows.first().is_none_or(|head| head[1] != "default") {
            continue;
        }
        let default = package["features"]["default"].as_array();
        let default = default.map(Vec::as_slice).unwrap_or_default();
        for row in &rows[2..] {
            assert!(["yes", "no"].contains(&row[1]), "{row:?}");
            for feature in names(row[0]) {
                let is_default = default.iter().any(|name| name == feature);
                assert_eq!(row[1] == "yes", is_default, "{page}: {feature}");
            }
        }
        pages.insert(page);
    }
    for page in ["cti-messages/src/lib.rs", "cti-session/README.md"] {
        assert!(pages.contains(page), "{pages:?}");
    }
}

/// Ranges of versions in the pages, the manifests and the crate pages.
#[test]
fn pages_name_the_versions_that_are_modelled() {
    let Some(tracked) = tracked() else { return };
    let (first, last) = (ProtocolVersion::FIRST, ProtocolVersion::LATEST);
    let right = format!("versions {first} to {last}");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = BTreeSet::new();
    let pages = tracked.iter().filter(|path| {
        let is_page = path.ends_with(".md") && **path != "CHANGELOG.md";
        let is_page = is_page || path.ends_with("Cargo.toml") || path.ends_with("src/lib.rs");
        is_page && !path.starts_with("generated/") && !path.contains("tests/")
    });
    for page in pages {
        let text = std::fs::read_to_string(root.join(page)).expect("a page");
        let lines = text
            .lines()
            .map(|line| line.trim_start_matches("//!").trim());
        // Examples of specifications have protocols of their own, and walk-throughs show what comes next.
        let prose = lines.filter(|line| !line.ends_with('{') && !line.starts_with(['+', '-']));
        let text: Vec<&str> = prose.flat_map(str::split_whitespace).collect();
        for words in text.windows(4) {
            let is_range = words[0].ends_with("versions") && words[2] == "to";
            if is_range && words[1].parse::<u16>().is_ok() {
                let range = words.join(" ");
                assert!(range.starts_with(&right), "{page}: {range}");
                found.insert(page.as_str());
            }
        }
    }
    for page in [
        "README.md",
        "cti-messages/README.md",
        "cti-messages/src/lib.rs",
    ] {
        assert!(found.contains(page), "{page} does not say {right}");
    }
}

/// The oldest Rust: that of the libraries, or that of everything else.
#[test]
fn pages_name_the_oldest_rust_that_works() {
    let Some(tracked) = tracked() else { return };
    let packages = packages();
    let oldest = packages
        .iter()
        .filter_map(|package| package["rust_version"].as_str());
    let oldest: BTreeSet<&str> = oldest.collect();
    let mut found = BTreeSet::new();
    for (page, text) in pages(&tracked) {
        let words: Vec<&str> = text.split_whitespace().collect();
        for pair in words.windows(2).filter(|pair| pair[0] == "Rust") {
            let version = pair[1].trim_end_matches(|letter: char| !letter.is_ascii_digit());
            if version.starts_with("1.") {
                assert!(oldest.contains(version), "{page}: Rust {version}");
                found.insert(page);
            }
        }
    }
    for page in ["README.md", "CONTRIBUTING.md", "cti-session/README.md"] {
        assert!(
            found.contains(page),
            "{page} does not say which Rust it needs"
        );
    }
}
