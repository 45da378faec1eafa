//! The commands in README.md print what stands there.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;
use std::process::Command;

/// Each command of the README with the output that it shows.
fn examples() -> Vec<(String, String)> {
    let readme = include_str!("../README.md");
    let mut examples: Vec<(String, String)> = Vec::new();
    let mut is_console = false;
    for line in readme.lines() {
        match line.strip_prefix("$ ") {
            _ if line.starts_with("```") => is_console = line == "```console",
            Some(command) if is_console => examples.push((command.to_owned(), String::new())),
            None if is_console => {
                let (_, output) = examples.last_mut().unwrap();
                output.push_str(line);
                output.push('\n');
            }
            _ => {}
        }
    }
    examples
}

#[test]
fn examples_print_what_the_readme_shows() {
    let examples = examples();
    assert!(examples.len() >= 3, "{examples:#?}");
    let program = Path::new(env!("CARGO_BIN_EXE_cti"));
    let path = format!(
        "{}:{}",
        program.parent().unwrap().display(),
        std::env::var("PATH").unwrap()
    );
    for (command, shown) in examples {
        let output = Command::new("sh")
            .args(["-c", &command])
            .env("PATH", &path)
            .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
            .output()
            .unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{command}");
        assert_eq!(
            String::from_utf8(output.stdout).unwrap(),
            shown,
            "{command}"
        );
    }
}
