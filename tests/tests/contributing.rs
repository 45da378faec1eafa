//! The changes that CONTRIBUTING.md walks through, done on a copy of the specification.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use xtask::regenerate;

const GUIDE: &str = include_str!("../../CONTRIBUTING.md");

/// A change of a file: lines with a blank, a `-` or a `+` before them.
struct Edit<'g> {
    path: &'g str,
    lines: Vec<&'g str>,
}

impl Edit<'_> {
    /// The lines without those that are marked so.
    fn without(&self, mark: char) -> String {
        let lines = self.lines.iter().filter(|line| !line.starts_with(mark));
        lines
            .map(|line| format!("{}\n", line.get(1..).unwrap_or_default()))
            .collect()
    }

    fn apply(&self, specification: &Path) {
        let path = specification.join(self.path);
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        let (before, after) = (self.without('+'), self.without('-'));
        assert_eq!(
            text.matches(&before).count(),
            1,
            "once in {}:\n{before}",
            self.path
        );
        fs::write(&path, text.replace(&before, &after)).expect("it can be written");
    }
}

/// The edits of a walk-through, in order.
fn edits(title: &str) -> Vec<Edit<'static>> {
    let (_, section) = GUIDE
        .split_once(&format!("### {title}\n"))
        .unwrap_or_else(|| panic!("CONTRIBUTING.md has no section {title}"));
    let section = section.split("\n##").next().unwrap_or_default();
    let blocks = section.split("```diff\n").skip(1);
    let edits = blocks.map(|block| {
        let (block, _) = block.split_once("```").expect("the block ends");
        let mut lines = block.lines();
        let path = lines.next().and_then(|line| line.strip_prefix("--- "));
        Edit {
            path: path.expect("the block names its file"),
            lines: lines.collect(),
        }
    });
    edits.collect()
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).unwrap_or_else(|error| panic!("{from:?}: {error}")) {
        let entry = entry.expect("an entry");
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).expect("a copy");
        }
    }
}

/// What is generated from the specification after a walk-through.
struct Generated {
    folder: TempDir,
}

impl Generated {
    fn after(titles: &[&str]) -> Self {
        Self::in_folder(tempfile::tempdir().expect("a folder"), titles)
    }

    fn in_folder(folder: TempDir, titles: &[&str]) -> Self {
        let specification = folder.path().join("cti-spec/spec/ged188");
        copy(&workspace().join("cti-spec/spec/ged188"), &specification);
        for title in titles {
            let edits = edits(title);
            assert!(!edits.is_empty(), "{title} has no edits");
            edits.iter().for_each(|edit| edit.apply(&specification));
        }
        let root = folder.path();
        regenerate::run(&specification, root).unwrap_or_else(|error| panic!("{error:#}"));
        regenerate::check(&specification, root).unwrap_or_else(|error| panic!("{error:#}"));
        Self { folder }
    }

    /// Whether a generated file has a text.
    fn has(&self, path: &str, text: &str) {
        let file = fs::read_to_string(self.folder.path().join(path));
        let file = file.unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(file.contains(text), "{path} has no {text}");
    }
}

const FIELD: &str = "Add a field to a message";
const VERSION: &str = "Add a protocol version";
const MESSAGE: &str = "Add a whole message";
const RUST: &str = "cti-messages/src/generated";

#[test]
fn a_field_is_added() {
    let generated = Generated::after(&[FIELD]);
    let event = format!("{RUST}/messages/client_events/agent_state_event.rs");
    generated.has(&event, "pub shift_id: Option<u32>,");
    generated.has(&event, "Shift in which the agent works.");
    generated.has(
        &format!("{RUST}/tags.rs"),
        "pub const SHIFT_ID_TAG: Self = Self(320);",
    );
    generated.has("generated/json/ged188.json", "\"ShiftID\"");
    generated.has(
        "generated/reference/src/messages/agent_state_event.md",
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
        &format!("{RUST}/message.rs"),
        "AgentBreakEvent(messages::AgentBreakEvent<'a>)",
    );
    generated.has(
        &format!("{RUST}/message_type.rs"),
        "pub const AGENT_BREAK_EVENT: Self = Self(290);",
    );
    generated.has(
        &format!("{RUST}/strategies.rs"),
        "pub fn agent_break_event(",
    );
    generated.has(
        "generated/reference/src/messages/agent_break_event.md",
        "# AGENT_BREAK_EVENT",
    );
    generated.has("generated/wireshark/ged188.lua", "\"AGENT_BREAK_EVENT\"");
}

/// All three together, compiled with the runtime, with every feature.
#[test]
#[ignore = "builds cti-messages, which takes half a minute"]
fn what_the_changes_generate_compiles() {
    let folder = tempfile::tempdir().expect("a folder");
    for package in ["cti-derive", "cti-messages"] {
        copy(&workspace().join(package), &folder.path().join(package));
    }
    let generated = Generated::in_folder(folder, &[FIELD, VERSION, MESSAGE]);
    let root = generated.folder.path();
    let manifest = fs::read_to_string(workspace().join("Cargo.toml")).expect("a manifest");
    let members = manifest
        .lines()
        .find(|line| line.starts_with("members"))
        .expect("members");
    let manifest = manifest.replace(members, "members = [\"cti-derive\", \"cti-messages\"]");
    fs::write(root.join("Cargo.toml"), manifest).expect("a manifest");
    fs::copy(workspace().join("Cargo.lock"), root.join("Cargo.lock")).expect("a lock");
    let status = Command::new(env!("CARGO"))
        .args([
            "check",
            "--offline",
            "--package",
            "cti-messages",
            "--all-features",
            "--lib",
        ])
        .current_dir(root)
        .status()
        .expect("cargo runs");
    assert!(status.success());
}
