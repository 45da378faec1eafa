//! What holds for the workspace as a whole: which crates may know of which, and that a checkout has the
//! same bytes everywhere.

mod pages;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Crates that must not depend on others, directly or by way of third ones, and why.
type Boundary = (
    &'static [&'static str],
    &'static [&'static str],
    &'static str,
);

/// Of what is built for users.
const BOUNDARIES: &[Boundary] = &[
    (
        &["cti-spec", "cti-codegen", "xtask"],
        &["cti-messages", "cti-derive", "cti-session", "cti-cli"],
        "generated code that does not compile can be generated anew",
    ),
    (
        &["cti-messages", "cti-derive"],
        &["cti-spec", "cti-codegen", "nom"],
        "users of the messages compile nothing of the specification language",
    ),
    (
        &["cti-session"],
        &["cti-spec", "cti-codegen", "nom"],
        "users of sessions compile nothing of the specification language either",
    ),
    (
        &["cti-cli"],
        &["cti-codegen"],
        "the program generates nothing",
    ),
];

/// Of tests and examples too.
const BOUNDARIES_OF_TESTS: &[Boundary] = &[(
    &["cti-messages", "cti-derive"],
    &["cti-session"],
    "the messages are used, and tested, without sessions",
)];

/// What a command of the workspace prints.
fn output(program: &str, arguments: &[&str]) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let output = Command::new(program)
        .args(arguments)
        .current_dir(root)
        .output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}"));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {errors}");
    String::from_utf8(output.stdout).expect("text")
}

/// The crates that each crate depends on, features of all kinds included.
struct Dependencies(BTreeMap<String, BTreeSet<String>>);

impl Dependencies {
    /// What is needed to build each crate, or also its tests and examples.
    fn of_workspace(with_tests: bool) -> Self {
        let cargo = option_env!("CARGO").unwrap_or("cargo");
        let metadata = [
            "metadata",
            "--format-version",
            "1",
            "--locked",
            "--all-features",
        ];
        let metadata: Value = serde_json::from_str(&output(cargo, &metadata)).expect("JSON");
        let list = |value: &Value| value.as_array().expect("a list").clone();
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let packages = list(&metadata["packages"]);
        let names: BTreeMap<String, String> = packages
            .iter()
            .map(|package| (text(&package["id"]), text(&package["name"])))
            .collect();
        let mut dependencies: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for node in list(&metadata["resolve"]["nodes"]) {
            let is_needed = |dependency: &Value| {
                let kinds = list(&dependency["dep_kinds"]);
                with_tests || kinds.iter().any(|kind| kind["kind"] != "dev")
            };
            let of_node = list(&node["deps"]).into_iter().filter(is_needed);
            let of_node = of_node.map(|dependency| names[&text(&dependency["pkg"])].clone());
            // Two versions of a crate count as one.
            let name = names[&text(&node["id"])].clone();
            dependencies.entry(name).or_default().extend(of_node);
        }
        Self(dependencies)
    }

    /// The way from one crate to another, if there is one.
    fn way(&self, from: &str, to: &str) -> Option<Vec<String>> {
        let mut ways = vec![vec![from.to_owned()]];
        let mut seen = BTreeSet::new();
        while let Some(way) = ways.pop() {
            let last = way.last().expect("a start");
            if last == to {
                return Some(way);
            }
            for next in self.0.get(last).into_iter().flatten() {
                if seen.insert(next.clone()) {
                    ways.push([way.clone(), vec![next.clone()]].concat());
                }
            }
        }
        None
    }

    fn check(&self, boundaries: &[Boundary]) {
        for (from, to, why) in boundaries {
            for from in *from {
                assert!(self.0.contains_key(*from), "{from} is not in the workspace");
                for to in *to {
                    assert!(self.0.contains_key(*to), "{to} is not known");
                    let way = self.way(from, to).map(|way| way.join(" -> "));
                    assert_eq!(way, None, "{why}");
                }
            }
        }
    }
}

#[test]
fn boundaries_between_crates_hold() {
    let dependencies = Dependencies::of_workspace(false);
    dependencies.check(BOUNDARIES);
    let with_tests = Dependencies::of_workspace(true);
    with_tests.check(BOUNDARIES_OF_TESTS);
    // The search finds ways: these are the pipeline.
    for (from, to) in [
        ("xtask", "cti-spec"),
        ("cti-spec", "nom"),
        ("cti-messages", "cti-derive"),
        ("cti-session", "cti-messages"),
        ("cti-cli", "cti-messages"),
    ] {
        assert!(dependencies.way(from, to).is_some(), "{from} -> {to}");
    }
    // Those of tests only with the tests.
    assert_eq!(dependencies.way("cti-messages", "hex"), None);
    assert!(with_tests.way("cti-messages", "hex").is_some());
}

/// A clone with `core.autocrlf=true` has the line ends of the repository all the same.
#[test]
fn every_text_file_has_the_same_line_ends_in_every_checkout() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    if !root.join(".git").exists() {
        eprintln!("skipped: not a git checkout");
        return;
    }
    let listed = output("git", &["ls-files", "--eol"]);
    let files = listed.lines().count();
    assert!(files > 1000, "all files are listed");
    // Thousands of small files make every checkout slow; such data belong into an archive.
    assert!(files <= 2600, "{files} files");
    for line in listed.lines() {
        let (columns, path) = line.split_once('\t').expect("a path");
        let columns: Vec<&str> = columns.split_whitespace().collect();
        let (index, attributes) = (columns[0], &columns[2..]);
        let is_text = index != "i/-text";
        let is_fixed = attributes.contains(&"eol=lf");
        assert!(
            !is_text || is_fixed,
            "{path} may get other line ends: {line}"
        );
        assert!(
            !matches!(index, "i/crlf" | "i/mixed"),
            "{path} has other line ends: {line}"
        );
    }
}

/// The limits are declared in the runtime; the specification language refuses what exceeds them.
#[test]
fn the_language_and_the_runtime_have_the_same_limits() {
    use cti_messages::info;
    use cti_spec::model;
    assert_eq!(model::MAX_MEMBERS, info::MAX_MEMBERS);
    assert_eq!(model::MAX_COMBINED_LIMITS, info::MAX_COMBINED_LIMITS);
    assert_eq!(model::MAX_COLUMNS, info::MAX_COLUMNS);
    assert_eq!(model::MAX_FORM_BYTES, info::MAX_FORM_BYTES);
}

/// The files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            files.push(path);
        }
    }
    files
}

/// Which modules at the top of cti-messages name which others, by `crate::`, outside of unit tests.
///
/// Not among them are the generated tables, which name everything and which everything names, and what
/// only puts names together: the root, and the module for the derives.
fn modules() -> Dependencies {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../cti-messages/src");
    let mut modules: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files(&sources) {
        let place = file.strip_prefix(&sources).expect("below the folder");
        let first = place.iter().next().expect("a name").to_string_lossy();
        let module = first.trim_end_matches(".rs").to_owned();
        if ["lib", "private", "derived_serde", "docs", "generated"].contains(&module.as_str()) {
            continue;
        }
        let source = std::fs::read_to_string(&file).expect("text");
        let source = source.split("#[cfg(test)]\nmod tests").next();
        let lines = source.unwrap_or_default().lines().map(str::trim_start);
        let code = lines.filter(|line| !line.starts_with("//"));
        let named = code.flat_map(|line| line.split("crate::").skip(1));
        let is_letter = |letter: char| letter.is_alphanumeric() || letter == '_';
        let named = named.map(|rest| rest.split(|letter| !is_letter(letter)).next());
        let named = named
            .flatten()
            .filter(|name| *name != module && *name != "generated");
        let named = named.map(str::to_owned).collect::<Vec<_>>();
        modules.entry(module).or_default().extend(named);
    }
    Dependencies(modules)
}

#[test]
fn modules_of_the_runtime_have_no_cycles() {
    let modules = modules();
    assert!(modules.0["decode"].contains("encode"), "imports are found");
    for (module, named) in &modules.0 {
        for name in named {
            let back = modules.way(name, module).map(|way| way.join(" -> "));
            assert_eq!(back, None, "{module} names {name}");
        }
    }
}

/// The files of the repository, by their paths from its root; `None` outside of a checkout.
fn tracked() -> Option<BTreeSet<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    if !root.join(".git").exists() {
        eprintln!("skipped: not a git checkout");
        return None;
    }
    let listed = output("git", &["ls-files"]);
    Some(listed.lines().map(str::to_owned).collect())
}

/// What cargo knows of each package of the workspace.
fn packages() -> Vec<Value> {
    let cargo = option_env!("CARGO").unwrap_or("cargo");
    let metadata = ["metadata", "--format-version", "1", "--locked", "--no-deps"];
    let mut metadata: Value = serde_json::from_str(&output(cargo, &metadata)).expect("JSON");
    serde_json::from_value(metadata["packages"].take()).expect("packages")
}

/// After `use cti_messages::*`, a module with the name of a crate would hide the crate.
#[test]
fn the_names_of_cti_messages_are_no_names_of_crates() {
    let packages = packages();
    let package = packages
        .iter()
        .find(|package| package["name"] == "cti-messages")
        .expect("the package");
    let mut crates: BTreeSet<String> = ["std", "core", "alloc", "proc_macro", "test"]
        .map(str::to_owned)
        .into();
    for dependency in package["dependencies"].as_array().expect("dependencies") {
        let name = dependency["rename"]
            .as_str()
            .or(dependency["name"].as_str());
        crates.insert(name.expect("a name").replace('-', "_"));
    }
    // Features may have the names of crates that are no direct dependency: `tokio`.
    let features = package["features"].as_object().expect("features");
    crates.extend(features.keys().map(|name| name.replace('-', "_")));
    assert!(
        crates.contains("serde") && crates.contains("tokio"),
        "{crates:?}"
    );

    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../cti-messages/src");
    let mut names = BTreeSet::new();
    for file in ["lib.rs", "generated/mod.rs"] {
        let text = std::fs::read_to_string(source.join(file)).expect("the file is there");
        let file = syn::parse_file(&text).expect("it is Rust");
        for item in file.items {
            match item {
                syn::Item::Mod(item) if matches!(item.vis, syn::Visibility::Public(_)) => {
                    names.insert(item.ident.to_string());
                }
                syn::Item::Use(item) if matches!(item.vis, syn::Visibility::Public(_)) => {
                    used_names(&item.tree, &mut names);
                }
                _ => {}
            }
        }
    }
    assert!(
        names.contains("codec") && names.contains("Frame"),
        "{names:?}"
    );
    let hidden: Vec<_> = names.intersection(&crates).collect();
    assert!(hidden.is_empty(), "{hidden:?}");
}

/// The names that a `use` brings in, without those of globs.
fn used_names(tree: &syn::UseTree, names: &mut BTreeSet<String>) {
    match tree {
        syn::UseTree::Path(path) => used_names(&path.tree, names),
        syn::UseTree::Name(name) => {
            names.insert(name.ident.to_string());
        }
        syn::UseTree::Rename(rename) => {
            names.insert(rename.rename.to_string());
        }
        syn::UseTree::Glob(_) => {}
        syn::UseTree::Group(group) => {
            for tree in &group.items {
                used_names(tree, names);
            }
        }
    }
}
