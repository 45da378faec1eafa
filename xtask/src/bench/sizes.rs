//! What each set of features costs: how long it builds, and how large a small program is.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use crate::cargo::Cargo;
use crate::features;

/// The package that is measured.
const PACKAGE: &str = "cti-messages";

/// A program that uses all of what there is: it reads a frame, decodes it, shows it, and encodes
/// it. Tells how many messages have a layout.
const PROGRAM: &str = r#"
use std::io::{self, Read as _, Write as _};

use cti_messages::{Message, MessageType, ProtocolVersion};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut frame = Vec::new();
    io::stdin().read_to_end(&mut frame)?;
    if frame.is_empty() {
        let known = MessageType::ALL.iter().filter(|message_type| message_type.info().is_some());
        println!("{}", known.count());
        return Ok(());
    }
    let message = Message::decode(&frame, ProtocolVersion::V24)?;
    eprintln!("{message}");
    let mut out = Vec::new();
    message.encode(ProtocolVersion::V24, &mut out)?;
    io::stdout().write_all(&out)?;
    Ok(())
}
"#;

/// How often each is built; the median is told.
const BUILDS: usize = 3;

/// What a set of features costs.
#[derive(Debug)]
struct Cost {
    name: String,
    messages: usize,
    build: Duration,
    bytes: u64,
}

/// Builds the program without services, with each alone, and with all; returns a table in Markdown.
///
/// # Errors
/// If it cannot be built or run.
pub fn sizes(root: &Path) -> anyhow::Result<String> {
    let features = features::of_package(&Cargo::of_workspace(root), PACKAGE)?;
    let all = features
        .get("default")
        .with_context(|| format!("{PACKAGE} has no default features"))?;
    let (always, services): (Vec<_>, Vec<_>) = all.iter().partition(|name| *name == "std");
    let with = |name: String, services: &[&String]| {
        eprintln!("building {name}");
        measure(root, name, &[&always, services].concat())
    };
    let mut costs = vec![with("none".to_owned(), &[])?];
    for service in &services {
        costs.push(with(format!("`{service}`"), &[*service])?);
    }
    costs.push(with("all, the default".to_owned(), &services)?);
    Ok(table(&costs))
}

/// Builds the program in a folder of its own, from nothing.
fn measure(root: &Path, name: String, features: &[&String]) -> anyhow::Result<Cost> {
    let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("src"))?;
    fs::write(at("src/main.rs"), PROGRAM)?;
    fs::write(at("Cargo.toml"), manifest(root, features))?;
    // The versions that the workspace has.
    fs::copy(root.join("Cargo.lock"), at("Cargo.lock"))?;

    let cargo = Cargo::of_workspace(folder.path());
    let mut times = Vec::new();
    for _ in 0..BUILDS {
        build(&mut cargo.command(["clean", "--quiet"]))?;
        let started = Instant::now();
        build(&mut cargo.command(["build", "--quiet"]))?;
        times.push(started.elapsed());
    }
    times.sort();
    build(&mut cargo.command(["build", "--quiet", "--release"]))?;
    let program = at("target/release/program");
    Ok(Cost {
        name,
        messages: messages(&program)?,
        build: times[BUILDS / 2],
        bytes: fs::metadata(&program)?.len(),
    })
}

fn manifest(root: &Path, features: &[&String]) -> String {
    format!(
        r#"
[package]
name = "program"
edition = "2024"

[dependencies]
{PACKAGE} = {{ path = {:?}, default-features = false, features = {features:?} }}

[profile.dev]
debug = "line-tables-only"

[profile.dev.package.{PACKAGE}]
incremental = false

[profile.release]
strip = true

[workspace]
"#,
        root.join(PACKAGE)
    )
}

fn build(command: &mut Command) -> anyhow::Result<()> {
    // What the caller builds to is not from nothing.
    let status = command.env_remove("CARGO_TARGET_DIR").status();
    if !status.context("cannot run cargo")?.success() {
        bail!("the program that is measured does not build");
    }
    Ok(())
}

/// How many messages the program knows.
fn messages(program: &Path) -> anyhow::Result<usize> {
    let output = Command::new(program)
        .stdin(Stdio::null())
        .output()
        .context("cannot run the program that was built")?;
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim()
        .parse()
        .with_context(|| format!("the program that was built says {text:?}"))
}

fn table(costs: &[Cost]) -> String {
    let mut table = "| services | messages | debug build, s | program, KiB |\n\
                     | --- | ---: | ---: | ---: |\n"
        .to_owned();
    for cost in costs {
        let (name, messages) = (&cost.name, cost.messages);
        let (build, kib) = (cost.build.as_secs_f64(), cost.bytes.div_ceil(1024));
        let _ = writeln!(table, "| {name} | {messages} | {build:.1} | {kib} |");
    }
    table
}

#[cfg(test)]
mod tests {
    use super::{Cost, Duration, table};

    #[test]
    fn the_table_is_markdown() {
        let cost = Cost {
            name: "`server`".to_owned(),
            messages: 5,
            build: Duration::from_millis(1250),
            bytes: 1025,
        };
        let expected = "| `server` | 5 | 1.2 | 2 |\n";
        assert!(table(&[cost]).ends_with(expected));
    }
}
