//! `regenerate`: all files that follow from the specification.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, bail};
use cti_codegen::{Files, Generator, Sample};
use cti_spec::{Diagnostics, Protocol, Summary};

use crate::places;

/// The command that a failed check asks for.
const COMMAND: &str = "cargo xtask regenerate";

/// A recorded session, in lines of hexadecimal digits, and the version that its OPEN_REQ asks for.
const SESSION: (&str, u8) = ("tests/data/session.hex", 24);

/// Messages made by other means than this project, and whether their values are plausible.
const SAMPLES: [(&str, bool); 4] = [
    ("tests/data/samples/protocol-25.jsonl", true),
    ("tests/data/samples/protocol-24.jsonl", false),
    ("tests/data/samples/protocol-19.jsonl", false),
    ("tests/data/samples/protocol-13.jsonl", false),
];

/// Writes the generated files below `root`, as far as they differ from what follows from the
/// specification in `spec`, and removes orphans; says what it did, and which files it removed.
///
/// # Errors
/// If the specification has errors, all of which are shown, or a file cannot be written. No
/// generated file is touched then.
pub fn run(spec: &Path, root: &Path) -> anyhow::Result<String> {
    let start = Instant::now();
    let protocol = load(spec)?;
    let written = files(&protocol)?.write(root)?;
    let seconds = start.elapsed().as_secs_f64();
    let removed = written.removed.iter();
    let removed: String = removed
        .map(|path| format!("removed: {}\n", path.display()))
        .collect();
    Ok(format!(
        "{}{removed}{written} in {seconds:.2} s\n",
        Summary::of(&protocol)
    ))
}

/// Compares the generated files below `root` with what [`run`] would write; changes nothing.
///
/// # Errors
/// If the specification has errors, or any file differs, is missing or is an orphan.
pub fn check(spec: &Path, root: &Path) -> anyhow::Result<String> {
    let differences = files(&load(spec)?)?.check(root)?;
    match differences.count() {
        0 => Ok(format!(
            "{} generated files are up to date\n",
            differences.unchanged()
        )),
        1 => bail!("{differences}1 generated file differs from the specification; run: {COMMAND}"),
        count => bail!(
            "{differences}{count} generated files differ from the specification; run: {COMMAND}"
        ),
    }
}

/// Loads the specification, and shows its warnings.
fn load(spec: &Path) -> anyhow::Result<Protocol> {
    let checked = cti_spec::check(spec)?;
    show_warnings(&checked.warnings);
    Ok(checked.protocol)
}

/// Shows warnings on standard error; if that is closed, nobody wants them.
pub fn show_warnings(warnings: &Diagnostics) {
    if !warnings.is_empty() {
        let _ = writeln!(io::stderr(), "{warnings}\n");
    }
}

fn files(protocol: &Protocol) -> anyhow::Result<Files> {
    let files = Generator::new(protocol)
        .command(COMMAND)
        .source(places::SPECIFICATION)
        .rust("cti-messages/src/generated")
        .json("generated/json")
        .reference("generated/reference/src", samples()?)
        .wireshark("generated/wireshark")
        .files()?;
    Ok(files)
}

/// The messages that the reference takes its examples from: all of them are tested.
///
/// # Errors
/// If a file cannot be read, or is not what it should be.
pub fn samples() -> anyhow::Result<Vec<Sample>> {
    let root = places::root();
    let read =
        |path| fs::read_to_string(root.join(path)).with_context(|| format!("cannot read {path}"));
    let (session, version) = SESSION;
    let mut samples = Sample::from_hex_lines(&read(session)?, version).context(session)?;
    for (path, plausible) in SAMPLES {
        samples.extend(Sample::from_json_lines(&read(path)?, plausible).context(path)?);
    }
    Ok(samples)
}
