//! The walk-throughs of CONTRIBUTING.md, followed in copies.
//!
//! The quick tests apply the edits of the page to a copy of the files that they name, generate
//! everything and look at what comes out. The ignored tests follow a walk-through to its end: in a copy
//! of the workspace they apply the edits and run the commands of the page, the last of which is
//! `cargo test` for the whole workspace. Each takes as long as building and testing the workspace does.
//! The copy and what is built from it are kept in `target/tmp/contributing`, so that dependencies are
//! built once.
//!
//! Somebody who has followed a walk-through in this repository finds its edits already made. They are
//! undone in the copy and made again: so the tests hold before and after, and do the same in both cases.
//! Nothing is skipped.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use cti_codegen::Sample;
use cti_tests::flatten::interpreted;
use serde_json::Value;
use tempfile::TempDir;
use xtask::regenerate;

const PAGE: &str = include_str!("../../CONTRIBUTING.md");

const FIELD: &str = "Add a field to a message";
const VERSION: &str = "Add a protocol version";
const MESSAGE: &str = "Add a whole message";

/// The command with which each walk-through ends.
const TEST: &str = "cargo test --workspace --all-features";

/// A change of a file: lines with a blank, a `-` or a `+` before them.
struct Edit {
    path: &'static str,
    before: String,
    after: String,
}

impl Edit {
    /// Reads a block of the page: `--- path`, and the lines.
    fn read(block: &'static str) -> Self {
        let mut lines = block.lines();
        let path = lines.next().and_then(|line| line.strip_prefix("--- "));
        let path = path.unwrap_or_else(|| panic!("the block does not name its file:\n{block}"));
        let without = |mark: char| -> String {
            let lines = lines.clone().filter(|line| !line.starts_with(mark));
            lines
                .map(|line| format!("{}\n", line.get(1..).unwrap_or_default()))
                .collect()
        };
        let (before, after) = (without('+'), without('-'));
        assert_ne!(before, after, "the block changes nothing:\n{block}");
        Self {
            path,
            before,
            after,
        }
    }

    /// The text of the file after the edit.
    fn made(&self, text: &str) -> String {
        let Self {
            path,
            before,
            after,
        } = self;
        if before.is_empty() {
            return format!("{text}{after}");
        }
        let found = text.matches(before).count();
        assert_eq!(
            found, 1,
            "the lines that CONTRIBUTING.md edits must be in {path} once; if the file has changed, \
             adapt the page:\n{before}"
        );
        text.replace(before, after)
    }

    /// The text of the file without the edit, if it is made there.
    fn undone(&self, text: &str) -> String {
        text.replace(&self.after, &self.before)
    }
}

/// A section of the page: its edits, and the commands after them.
struct WalkThrough {
    edits: Vec<Edit>,
    commands: Vec<&'static str>,
}

impl WalkThrough {
    fn read(title: &str) -> Self {
        let (_, section) = PAGE
            .split_once(&format!("\n### {title}\n"))
            .unwrap_or_else(|| panic!("CONTRIBUTING.md has no section {title:?}"));
        let section = section.split("\n##").next().unwrap_or_default();
        let blocks = |language: &str| -> Vec<&'static str> {
            let start = format!("```{language}\n");
            let blocks = section.split(start.as_str()).skip(1);
            let end = |block: &'static str| block.split_once("```").expect("the block ends").0;
            blocks.map(end).collect()
        };
        let commands = blocks("sh").into_iter().flat_map(str::lines);
        let commands = commands.map(|line| line.split_once(" #").map_or(line, |(line, _)| line));
        let walk = Self {
            edits: blocks("diff").into_iter().map(Edit::read).collect(),
            commands: commands.map(str::trim).collect(),
        };
        assert!(!walk.edits.is_empty(), "{title:?} has no edits");
        assert_eq!(walk.commands.last(), Some(&TEST), "{title:?}");
        walk
    }
}

/// The texts of files by their paths below the root of the workspace.
type Texts = BTreeMap<&'static str, String>;

/// The files that walk-throughs edit, before any of their edits.
fn untouched(walks: &[WalkThrough]) -> Texts {
    let edits = || walks.iter().flat_map(|walk| &walk.edits);
    let read = |edit: &Edit| {
        let text = fs::read_to_string(workspace().join(edit.path));
        let text = text.unwrap_or_else(|error| panic!("{}: {error}", edit.path));
        // A checkout may have turned the line ends.
        (edit.path, text.replace("\r\n", "\n"))
    };
    let mut texts: Texts = edits().map(read).collect();
    for edit in edits().collect::<Vec<_>>().into_iter().rev() {
        if let Some(text) = texts.get_mut(edit.path) {
            let undone = edit.undone(text);
            if undone != *text {
                eprintln!("{} has the edit already: undone in the copy", edit.path);
                *text = undone;
            }
        }
    }
    texts
}

/// Makes the edits of a walk-through.
fn edit(texts: &mut Texts, walk: &WalkThrough) {
    for edit in &walk.edits {
        if let Some(text) = texts.get_mut(edit.path) {
            *text = edit.made(text);
        }
    }
}

fn write(root: &Path, texts: &Texts) {
    for (path, text) in texts {
        write_if_different(&root.join(path), text.as_bytes());
    }
}

/// Writes a file unless it is as it should be: cargo goes by the time of the last change.
fn write_if_different(path: &Path, bytes: &[u8]) {
    if fs::read(path).is_ok_and(|found| found == bytes) {
        return;
    }
    let folder = path.parent().expect("a file is in a folder");
    fs::create_dir_all(folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    fs::write(path, bytes).unwrap_or_else(|error| panic!("{path:?}: {error}"));
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Makes a folder hold what another holds; what is built and what git keeps is left alone.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap_or_else(|error| panic!("{to:?}: {error}"));
    let entries = |folder: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
        let paths = entries.map(|entry| entry.expect("an entry").path());
        let is_source = |path: &PathBuf| !path.ends_with("target") && !path.ends_with(".git");
        paths.filter(is_source).collect()
    };
    for old in entries(to) {
        let name = old.file_name().expect("it has a name");
        match from.join(name) {
            now if now.is_dir() == old.is_dir() && now.exists() => {}
            _ if old.is_dir() => fs::remove_dir_all(&old).expect("an old folder"),
            _ => fs::remove_file(&old).expect("an old file"),
        }
    }
    for from in entries(from) {
        let to = to.join(from.file_name().expect("it has a name"));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            let bytes = fs::read(&from).unwrap_or_else(|error| panic!("{from:?}: {error}"));
            write_if_different(&to, &bytes);
        }
    }
}

/// What is generated from the specification after walk-throughs.
struct Generated {
    folder: TempDir,
}

impl Generated {
    fn after(titles: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        let specification = root.join("cti-spec/spec/ged188");
        copy(&workspace().join("cti-spec/spec/ged188"), &specification);
        let walks: Vec<WalkThrough> = titles
            .iter()
            .map(|title| WalkThrough::read(title))
            .collect();
        let mut texts = untouched(&walks);
        walks.iter().for_each(|walk| edit(&mut texts, walk));
        write(root, &texts);
        regenerate::run(&specification, root).unwrap_or_else(|error| panic!("{error:#}"));
        regenerate::check(&specification, root).unwrap_or_else(|error| panic!("{error:#}"));
        Self { folder }
    }

    /// Asserts that a generated file has a text.
    #[track_caller]
    fn has(&self, path: &str, text: &str) {
        let file = fs::read_to_string(self.folder.path().join(path));
        let file = file.unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(file.contains(text), "{path} has no {text}");
    }
}

const RUST: &str = "cti-messages/src/generated";

#[test]
fn a_field_is_added() {
    let generated = Generated::after(&[FIELD]);
    let conf = format!("{RUST}/messages/client_control/query_agent_state_conf.rs");
    generated.has(&conf, "pub shift_id: Option<u32>,");
    generated.has(&conf, "Shift in which the agent works.");
    generated.has(
        &format!("{RUST}/tags.rs"),
        "pub const SHIFT_ID_TAG: Self = Self(320);",
    );
    generated.has("generated/json/ged188.json", "\"ShiftID\"");
    generated.has(
        "generated/reference/src/messages/query_agent_state_conf.md",
        "`ShiftID`",
    );
    generated.has("generated/wireshark/ged188.lua", "shift_id");
}

#[test]
fn a_version_is_added() {
    let generated = Generated::after(&[VERSION]);
    let protocol = format!("{RUST}/protocol.rs");
    generated.has(&protocol, "pub const V26: Self = Self(26);");
    generated.has(&protocol, "pub const LATEST_VERSION: u8 = 26;");
    generated.has("generated/reference/src/SUMMARY.md", "(versions/26.md)");
}

#[test]
fn a_message_is_added() {
    let generated = Generated::after(&[MESSAGE]);
    let event = format!("{RUST}/messages/miscellaneous/agent_break_event.rs");
    generated.has(&event, "pub struct AgentBreakEvent<'a> {");
    generated.has(&event, "pub reasons: Vec<Text<'a>>,");
    generated.has(
        &format!("{RUST}/each_message.rs"),
        "\"miscellaneous\" AgentBreakEvent AGENT_BREAK_EVENT agent_break_event;",
    );
    generated.has(
        &format!("{RUST}/message_type.rs"),
        "pub const AGENT_BREAK_EVENT: Self = Self(290);",
    );
    generated.has(
        "generated/reference/src/messages/agent_break_event.md",
        "# AGENT_BREAK_EVENT",
    );
    generated.has("generated/wireshark/ged188.lua", "\"AGENT_BREAK_EVENT\"");
}

/// The sample that the page adds with the message was written without a program.
#[test]
fn the_sample_of_the_message_holds_what_it_says() {
    let walk = WalkThrough::read(MESSAGE);
    let mut samples = walk.edits.iter();
    let added = samples.find(|edit| edit.path.starts_with("tests/data/samples/"));
    let line = &added.expect("the walk-through adds a sample").after;
    let generated = Generated::after(&[MESSAGE]);
    let specification = generated.folder.path().join("cti-spec/spec/ged188");
    let protocol = cti_spec::load(&specification).unwrap_or_else(|error| panic!("{error}"));
    let sample = Sample::from_json_lines(line, true)
        .expect("a sample")
        .remove(0);
    let decoded = cti_spec::interpreter::decode(&protocol, sample.version, &sample.frame)
        .unwrap_or_else(|error| panic!("{error}"));
    assert!(decoded.rest.is_empty());
    let said: Value = line.parse().expect("JSON");
    let fields = said["fields"].as_array().expect("fields").iter();
    let fields: Vec<(String, Value)> = fields
        .map(|field| {
            let name = field[0].as_str().expect("a name").to_owned();
            (name, field[1].clone())
        })
        .collect();
    assert_eq!(said["message"], decoded.message.name.guide);
    assert_eq!(interpreted(&decoded), fields);
}

/// In whichever order somebody follows the walk-throughs, the result is the same, and none is in the
/// way of another. Following them where they have been followed changes nothing.
#[test]
fn walk_throughs_can_be_followed_in_any_order_and_again() {
    let walks = [FIELD, VERSION, MESSAGE].map(WalkThrough::read);
    let start = untouched(&walks);
    let orders = [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
    ];
    let results = orders.map(|order| {
        let mut texts = start.clone();
        order
            .iter()
            .for_each(|&walk| edit(&mut texts, &walks[walk]));
        texts
    });
    for texts in &results {
        assert_eq!(*texts, results[0]);
        assert!(start.iter().all(|(path, text)| texts[path] != *text));
        for walk in &walks {
            let mut again = texts.clone();
            for edit in walk.edits.iter().rev() {
                let text = again.get_mut(edit.path).expect("a file");
                *text = edit.undone(text);
            }
            assert_ne!(again, *texts);
            edit(&mut again, walk);
            assert_eq!(again, *texts);
        }
    }
}

/// What a test says that can write the expected files anew.
const RENEWS: [(&str, &str); 4] = [
    ("BLESS=1", "var_os(\"BLESS\")"),
    ("BLESS=1", "golden::assert_folder("),
    ("CTI_SEEDS=1", "var_os(SEEDS)"),
    ("TRYBUILD=overwrite", "trybuild::"),
];

/// The commands that run the tests of a file so that they write anew what they expect.
fn commands_that_renew(package: &str, folder: &Path, file: &Path) -> Vec<String> {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{file:?}: {error}"));
    let below = file.strip_prefix(folder).expect("it is in the folder");
    let mut parts = below.iter().map(|part| part.to_string_lossy());
    let tests = match (parts.next().as_deref(), parts.next()) {
        (Some("tests"), Some(name)) => format!("--test {}", name.trim_end_matches(".rs")),
        _ => "--lib".to_owned(),
    };
    let renews = RENEWS.iter().filter(|(_, words)| text.contains(words));
    renews
        .map(|(variable, _)| format!("`{variable} cargo test -p {package} {tests}`"))
        .collect()
}

/// The packages of the workspace: name and folder.
fn packages() -> Vec<(String, PathBuf)> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version=1"])
        .current_dir(workspace())
        .output()
        .expect("cargo can be run");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("metadata");
    let packages = metadata["packages"].as_array().expect("packages").iter();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    packages
        .map(|package| {
            let manifest = PathBuf::from(text(&package["manifest_path"]));
            let folder = manifest.parent().expect("a manifest is in a folder");
            (text(&package["name"]), folder.to_owned())
        })
        .collect()
}

#[test]
fn the_page_names_every_command_that_renews_expected_files() {
    let mut commands = BTreeSet::new();
    for (package, folder) in packages() {
        let mut folders = vec![folder.join("src"), folder.join("tests")];
        while let Some(next) = folders.pop() {
            for entry in fs::read_dir(next).into_iter().flatten() {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs")
                    // This file has the words, too.
                    && !path.ends_with("contributing.rs")
                {
                    commands.extend(commands_that_renew(&package, &folder, &path));
                }
            }
        }
    }
    let table = PAGE.lines().filter(|line| line.starts_with("| "));
    let told: BTreeSet<String> = table
        .flat_map(|row| row.split('|'))
        .map(str::trim)
        .filter(|cell| cell.contains("=") && cell.contains(" cargo test "))
        .map(str::to_owned)
        .collect();
    assert_eq!(told, commands);
}

/// A copy of the workspace in which walk-throughs are followed.
struct Copy {
    root: PathBuf,
    target: PathBuf,
}

impl Copy {
    /// Applies the edits of walk-throughs, one after another, and runs the commands after each; the
    /// tests once, in the end.
    fn follow(titles: &[&str]) {
        // There is one copy.
        static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
        let _lock = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("contributing");
        let this = Self {
            root: folder.join("workspace"),
            target: folder.join("target"),
        };
        copy(&workspace(), &this.root);
        let walks: Vec<WalkThrough> = titles
            .iter()
            .map(|title| WalkThrough::read(title))
            .collect();
        let mut texts = untouched(&walks);
        for walk in &walks {
            edit(&mut texts, walk);
            write(&this.root, &texts);
            let commands = walk.commands.iter().filter(|command| **command != TEST);
            commands.for_each(|command| this.run(command));
        }
        this.run(TEST);
    }

    /// Runs a command of the page: variables, `cargo`, arguments, separated by blanks.
    fn run(&self, line: &str) {
        eprintln!("{line}");
        let words = || line.split_whitespace();
        let variables = words().map_while(|word| word.split_once('='));
        let mut arguments = words().skip(variables.clone().count());
        assert_eq!(arguments.next(), Some("cargo"), "{line}");
        let mut command = Command::new(env!("CARGO"));
        // What is set for this test is not meant for those in the copy.
        for variable in ["BLESS", "CTI_SEEDS", "TRYBUILD"] {
            command.env_remove(variable);
        }
        command
            .args(arguments)
            .envs(variables)
            .env("CARGO_TARGET_DIR", &self.target)
            .current_dir(&self.root);
        let status = command.status().expect("cargo can be run");
        assert!(
            status.success(),
            "`{line}` fails in {}",
            self.root.display()
        );
    }
}

#[test]
#[ignore = "builds and tests a copy of the workspace"]
fn adding_a_field_ends_with_passing_tests() {
    Copy::follow(&[FIELD]);
}

#[test]
#[ignore = "builds and tests a copy of the workspace"]
fn adding_a_version_ends_with_passing_tests() {
    Copy::follow(&[VERSION]);
}

#[test]
#[ignore = "builds and tests a copy of the workspace"]
fn adding_a_message_ends_with_passing_tests() {
    Copy::follow(&[MESSAGE]);
}

#[test]
#[ignore = "builds and tests a copy of the workspace"]
fn all_changes_end_with_passing_tests() {
    Copy::follow(&[FIELD, VERSION, MESSAGE]);
}
