//! The cost of each set of features: build time, and the size of a small program.

use std::fmt::Write as _;
use std::fs;
use std::time::Instant;

use anyhow::Context;
use xshell::{Shell, cmd};

use super::scratch;
use super::statistics::median;
use crate::shell::Features;

/// A program that uses everything: it reads a frame, decodes it, shows it, and encodes it. Without
/// a frame, it prints how many messages have a layout.
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

/// What the program is made with; the features follow.
const MANIFEST: &str = r#"
[profile.release]
strip = true

[profile.dev.package.cti-messages]
incremental = false

[dependencies.cti-messages]
path = {cti-messages}
default-features = false
"#;

/// How often each is built; the table has the median.
const BUILDS: usize = 3;

/// The cost of a set of features.
#[derive(Debug)]
struct Cost {
    name: String,
    messages: usize,
    /// Seconds.
    build: f64,
    bytes: u64,
}

/// Builds the program without services, with each alone, and with all; returns a table in Markdown.
///
/// # Errors
/// If it cannot be built or run.
pub fn sizes(sh: &Shell) -> anyhow::Result<String> {
    let services = Features::read(sh)?.services;
    let mut sets: Vec<(String, &[String])> = vec![("none".to_owned(), &[])];
    sets.extend(
        services
            .chunks(1)
            .map(|service| (format!("`{}`", service[0]), service)),
    );
    sets.push(("all, the default".to_owned(), &services));
    let costs = sets.into_iter().map(|(name, services)| {
        eprintln!("building {name}");
        measure(sh, name, services)
    });
    Ok(table(&costs.collect::<anyhow::Result<Vec<_>>>()?))
}

/// Builds the program in a folder of its own, from nothing.
fn measure(workspace: &Shell, name: String, services: &[String]) -> anyhow::Result<Cost> {
    let folder = workspace.create_temp_dir()?;
    let features = [&["std".to_owned()], services].concat();
    let manifest = format!("{MANIFEST}features = {features:?}\n");
    let program = ("src/main.rs", PROGRAM);
    let sh = scratch::package(workspace, folder.path(), &manifest, program)?;
    let mut times = Vec::new();
    for _ in 0..BUILDS {
        cmd!(sh, "cargo clean --quiet").quiet().run()?;
        let started = Instant::now();
        cmd!(sh, "cargo build --quiet").quiet().run()?;
        times.push(started.elapsed().as_secs_f64());
    }
    cmd!(sh, "cargo build --quiet --release").quiet().run()?;
    let program = folder.path().join("target/release/program");
    let messages = cmd!(sh, "{program}").quiet().read()?;
    Ok(Cost {
        name,
        messages: messages
            .parse()
            .with_context(|| format!("the program that was built prints {messages:?}"))?,
        build: median(times),
        bytes: fs::metadata(&program)?.len(),
    })
}

fn table(costs: &[Cost]) -> String {
    let mut table = "| services | messages | debug build, s | program, KiB |\n\
                     | --- | ---: | ---: | ---: |\n"
        .to_owned();
    for cost in costs {
        let (name, messages) = (&cost.name, cost.messages);
        let (build, kib) = (cost.build, cost.bytes.div_ceil(1024));
        let _ = writeln!(table, "| {name} | {messages} | {build:.1} | {kib} |");
    }
    table
}

#[cfg(test)]
mod tests {
    use super::{Cost, table};

    #[test]
    fn the_table_is_markdown() {
        let cost = Cost {
            name: "`server`".to_owned(),
            messages: 5,
            build: 1.25,
            bytes: 1025,
        };
        let expected = "| `server` | 5 | 1.2 | 2 |\n";
        assert!(table(&[cost]).ends_with(expected));
    }
}
