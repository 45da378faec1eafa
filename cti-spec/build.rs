//! Lists the files of the bundled specification, for the feature `ged188`, which embeds them.
//!
//! Without the feature nothing depends on the files, so that programs that read them when they
//! run, as the generator does, are not built again after each change of the specification.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs, io};

use walkdir::WalkDir;

/// The directory of the specification, below that of the package.
const DIRECTORY: &str = "spec/ged188";

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    if env::var_os("CARGO_FEATURE_GED188").is_none() {
        return Ok(());
    }
    let package = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
    // A directory stands for all files in it and below, those to come included.
    println!("cargo:rerun-if-changed={DIRECTORY}");
    let mut paths = Vec::new();
    for entry in WalkDir::new(package.join(DIRECTORY)) {
        let path = entry?.into_path();
        if path.extension().is_some_and(|ending| ending == "cti") {
            paths.push(path);
        }
    }
    paths.sort();
    let mut list = String::from("&[\n");
    for path in paths {
        let shown = path.strip_prefix(package.join("spec")).unwrap_or(&path);
        // Slashes on every system.
        let parts: Vec<_> = shown.iter().map(|part| part.to_string_lossy()).collect();
        let shown = parts.join("/");
        let line = writeln!(list, "    ({shown:?}, include_str!({path:?})),");
        line.map_err(io::Error::other)?;
    }
    list += "]\n";
    fs::write(PathBuf::from(variable("OUT_DIR")?).join("ged188.rs"), list)
}

/// A variable that Cargo sets.
fn variable(name: &str) -> io::Result<String> {
    env::var(name).map_err(|error| io::Error::other(format!("{name}: {error}")))
}
