//! Every rule on the page has a source, and tests that there are.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::PAGE;

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The Rust files below a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// What stands between two marks, each time, with one blank for each break of a line.
fn between(text: &str, start: char, end: char) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(start) {
        let Some((inner, after)) = after.split_once(end) else {
            break;
        };
        found.push(inner.split_whitespace().collect::<Vec<_>>().join(" "));
        rest = after;
    }
    found
}

/// The items of the lists on the page: one for each rule.
fn rules() -> Vec<&'static str> {
    let items = PAGE.split("\n- **").skip(1);
    let items = items.map(|item| item.split("\n#").next().unwrap_or(item));
    items.collect()
}

/// A rule's name, for messages.
fn name(rule: &str) -> &str {
    rule.split("**").next().unwrap_or(rule)
}

fn evidence(rule: &str) -> &str {
    let parts = rule.split_once("*Tests:*");
    parts
        .unwrap_or_else(|| panic!("no tests: {}", name(rule)))
        .1
}

/// The tests in a file, also those in `proptest!`.
fn tests_of(source: &str) -> BTreeSet<&str> {
    let after_attribute = source.split("#[test]").skip(1);
    let names = after_attribute.filter_map(|rest| rest.split_once("fn ")?.1.split('(').next());
    names.collect()
}

#[test]
fn every_rule_has_a_source_and_is_shown() {
    let rules = rules();
    assert!(rules.len() > 50, "{}", rules.len());
    let untested: Vec<_> = rules
        .iter()
        .filter(|rule| {
            assert!(rule.contains("*Source:*"), "no source: {}", name(rule));
            let evidence = evidence(rule);
            between(evidence, '`', '`').is_empty() && between(evidence, '“', '”').is_empty()
        })
        .map(|rule| name(rule))
        .collect();
    // What only a driver can do.
    assert_eq!(
        untested,
        ["Sockets send without delay and linger for 0 seconds."]
    );
}

#[test]
fn every_test_that_the_page_names_exists() {
    let mut missing = Vec::new();
    for rule in rules() {
        for test in between(evidence(rule), '`', '`') {
            let (module, test_name) = test.rsplit_once("::").expect("a path");
            let file = tests().join(format!("{}.rs", module.replace("::", "/")));
            let source = fs::read_to_string(file).unwrap_or_default();
            if !tests_of(&source).contains(test_name) {
                missing.push(test);
            }
        }
    }
    assert!(missing.is_empty(), "no such tests: {missing:#?}");
}

#[test]
fn every_rule_of_the_simulation_that_the_page_names_exists() {
    let mut watched = watched_rules(&tests().join("simulation"));
    watched.extend(watched_rules(&tests().join("simulation/servers")));
    let named = rules().into_iter();
    let named = named.flat_map(|rule| between(evidence(rule), '“', '”'));
    let missing: Vec<_> = named.filter(|named| !watched.contains(named)).collect();
    assert!(
        missing.is_empty(),
        "the simulation checks no such rules: {missing:#?}"
    );
}

/// The rules that the simulation finds broken by the clients, or the servers, that are broken on purpose.
fn broken_rules(folder: &Path) -> BTreeSet<String> {
    let mut files = sources(&folder.join("broken"));
    files.push(folder.join("broken.rs"));
    let sources: String = files.iter().map(|path| read(path)).collect();
    let pairs = sources.split("(Flaw::").skip(1);
    let rules = pairs.filter_map(|pair| pair.split_once(", \"")?.1.split_once("\"),"));
    let rules = rules.map(|(rule, _)| rule.to_owned());
    rules.filter(|rule| !rule.contains('\n')).collect()
}

#[test]
fn every_rule_that_a_broken_core_breaks_is_on_the_page() {
    let shown: BTreeSet<String> = rules()
        .into_iter()
        .flat_map(|rule| between(evidence(rule), '“', '”'))
        .collect();
    for folder in ["simulation", "simulation/servers"] {
        let broken = broken_rules(&tests().join(folder));
        assert!(broken.len() > 20, "{folder}: {broken:?}");
        let missing: Vec<_> = broken.difference(&shown).collect();
        assert!(
            missing.is_empty(),
            "{folder}, not on the page: {missing:#?}"
        );
    }
}

/// The rules that a watch of the simulation checks: the first argument of each `broken`, and what is called by a name.
fn watched_rules(folder: &Path) -> BTreeSet<String> {
    let mut files = sources(&folder.join("watch"));
    files.push(folder.join("watch.rs"));
    let mut found = BTreeSet::new();
    for path in files {
        let source = read(&path);
        for call in source.split("broken(").skip(1) {
            let argument = call.split(',').next().unwrap_or_default().trim();
            let name = argument.rsplit([':', '.']).next().unwrap_or_default();
            let has_name = name.starts_with("rule") || name == name.to_uppercase();
            let is_readable = argument.starts_with('"') || has_name;
            assert!(is_readable, "{}: no rule: {argument}", path.display());
        }
        for mark in ["broken(", "&'static str = ", "&str = ", "=> "] {
            let rest = source.split(mark).skip(1).map(str::trim_start);
            let literals = rest.filter_map(|rest| rest.strip_prefix('"')?.split('"').next());
            found.extend(literals.map(str::to_owned));
        }
    }
    found
}

/// A rule that no flaw breaks may never have been checked at all.
#[test]
fn every_rule_of_a_watch_is_broken_by_a_flaw() {
    for folder in ["simulation", "simulation/servers"] {
        let folder = tests().join(folder);
        let (broken, watched) = (broken_rules(&folder), watched_rules(&folder));
        assert!(watched.len() > 40, "{watched:?}");
        let missing: Vec<_> = watched.difference(&broken).collect();
        assert!(missing.is_empty(), "no flaw breaks {missing:#?}");
        let unknown: Vec<_> = broken.difference(&watched).collect();
        assert!(unknown.is_empty(), "no watch checks {unknown:#?}");
    }
}
