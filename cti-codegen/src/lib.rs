//! The generator: from a resolved protocol to all files that follow from it.
//!
//! A [`Generator`] takes a protocol, loaded with [`cti_spec::load()`], and the folders for what is
//! wanted: Rust, a JSON document, a dissector for Wireshark, a reference in Markdown. It gives a set
//! of [`Files`] in memory, which can be compared with what is on disk ([`Files::check`]) or written
//! there, all or nothing ([`Files::write`]).
//!
//! The same specification gives the same bytes: everything depends on the model alone, in its order.
//! There is no special case for a name; what is special about a message is in the specification.
//!
//! # A generator of your own
//!
//! A crate that declares a protocol, or extends one, generates its files with a program such as this
//! one, usually as `cargo xtask regenerate`. With `--check`, it fails if a file is out of date:
//!
//! ```
//! use cti_codegen::{Error, Generator};
//! # let folder = tempfile::tempdir()?;
//! # let root = folder.path();
//! # std::fs::create_dir(root.join("spec"))?;
//! # std::fs::copy("tests/heartbeat.cti", root.join("spec/heartbeat.cti"))?;
//! # for check in [false, true] {
//!
//! let protocol = cti_spec::load(&root.join("spec"))?;
//! let files = Generator::new(&protocol)
//!     .command("cargo xtask regenerate")
//!     .source("spec")
//!     .json("generated/json")
//!     .wireshark("generated/wireshark")
//!     .reference("generated/reference", [])
//!     .files()?;
//! if !check {
//!     println!("{}", files.write(root)?);
//! } else if let differences = files.check(root)? && !differences.is_empty() {
//!     return Err(format!("{differences}run: cargo xtask regenerate").into());
//! }
//! # }
//! # assert!(root.join("generated/json/example.json").exists());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Outputs
//!
//! | module | folder | files |
//! | --- | --- | --- |
//! | `rust` | [`Generator::rust`] | structs with the attributes of `cti-derive`, enumerations, masks, IDs, strategies |
//! | `json` | [`Generator::json`] | the protocol as a document, and its JSON Schema |
//! | `wireshark` | [`Generator::wireshark`] | a dissector in one Lua file |
//! | `reference` | [`Generator::reference`] | the source of an mdBook: Markdown and SVG |
//!
//! The Rust output is part of `cti-messages`: it has paths of that crate (`crate::…`) and its
//! features.

mod error;
mod facts;
mod files;
mod json;
mod links;
pub mod reference;
mod rust;
mod wireshark;

use std::path::PathBuf;

use cti_spec::Protocol;

pub use error::Error;
use files::Folder;
pub use files::{Differences, Files, GeneratedFile, Written};
pub use reference::Sample;

/// What to generate from a protocol, and where to.
///
/// Folders are paths below the root that [`Files::check`] and [`Files::write`] are given. Each holds
/// nothing else of the kind of files that is generated there.
#[derive(Debug, Clone)]
pub struct Generator<'p> {
    protocol: &'p Protocol,
    command: String,
    source: String,
    rust: Option<PathBuf>,
    json: Option<PathBuf>,
    wireshark: Option<PathBuf>,
    reference: Option<PathBuf>,
    samples: Vec<Sample>,
}

impl<'p> Generator<'p> {
    /// A generator for a protocol, which generates nothing yet.
    #[must_use]
    pub fn new(protocol: &'p Protocol) -> Self {
        Self {
            protocol,
            command: "cargo xtask regenerate".to_owned(),
            source: protocol.name.clone(),
            rust: None,
            json: None,
            wireshark: None,
            reference: None,
            samples: Vec::new(),
        }
    }

    /// The command that generates the files anew. Each file names it in its first lines. Default:
    /// `cargo xtask regenerate`.
    #[must_use]
    pub fn command(mut self, command: impl Into<String>) -> Self {
        self.command = command.into();
        self
    }

    /// Where the specification is, for people: each file names it in its first lines. Default: the
    /// name of the protocol.
    #[must_use]
    pub fn source(mut self, source: impl Into<String>) -> Self {
        self.source = source.into();
        self
    }

    /// Generates Rust modules (`*.rs`) into a folder.
    #[must_use]
    pub fn rust(mut self, folder: impl Into<PathBuf>) -> Self {
        self.rust = Some(folder.into());
        self
    }

    /// Generates the protocol as a JSON document, with its schema (`*.json`), into a folder.
    #[must_use]
    pub fn json(mut self, folder: impl Into<PathBuf>) -> Self {
        self.json = Some(folder.into());
        self
    }

    /// Generates a dissector for Wireshark (`*.lua`) into a folder.
    #[must_use]
    pub fn wireshark(mut self, folder: impl Into<PathBuf>) -> Self {
        self.wireshark = Some(folder.into());
        self
    }

    /// Generates a reference (`*.md`, `*.svg`), the source of an mdBook, into a folder. Samples become
    /// examples: one for each message that they hold, with its bytes explained.
    #[must_use]
    pub fn reference(
        mut self,
        folder: impl Into<PathBuf>,
        samples: impl IntoIterator<Item = Sample>,
    ) -> Self {
        self.reference = Some(folder.into());
        self.samples = samples.into_iter().collect();
        self
    }

    /// Generates all files, in memory.
    ///
    /// # Errors
    /// If the text of a file is not valid in its language, which only a bug of this crate can cause.
    pub fn files(&self) -> Result<Files, Error> {
        let Self {
            protocol, samples, ..
        } = self;
        let mark = format!(
            "@generated by `{}` from {}. Do not edit.",
            self.command, self.source
        );
        let mut files = Files::default();
        let mut add = |path: &PathBuf, extensions, mut generated: Vec<GeneratedFile>| {
            generated.sort_by(|one, other| one.path.cmp(&other.path));
            files.folders.push(Folder {
                path: path.clone(),
                extensions,
                files: generated
                    .into_iter()
                    .map(|file| marked(file, &mark))
                    .collect(),
            });
        };
        if let Some(folder) = &self.rust {
            add(folder, &["rs"], rust::files(protocol)?);
        }
        if let Some(folder) = &self.json {
            add(folder, &["json"], json::files(protocol, &mark)?);
        }
        if let Some(folder) = &self.reference {
            add(folder, &["md", "svg"], reference::files(protocol, samples));
        }
        if let Some(folder) = &self.wireshark {
            add(folder, &["lua"], vec![wireshark::file(protocol)]);
        }
        Ok(files)
    }
}

/// A file with the mark in its first line. JSON, which has no comments, carries it in a key.
fn marked(file: GeneratedFile, mark: &str) -> GeneratedFile {
    let extension = file.path.extension().unwrap_or_default();
    let comment = match extension.to_str() {
        Some("rs") => format!("// {mark}\n"),
        Some("lua") => format!("-- {mark}\n"),
        Some("md") => format!("<!-- {mark} -->\n\n"),
        Some("svg") => format!("<!-- {mark} -->\n"),
        _ => String::new(),
    };
    GeneratedFile {
        text: comment + &file.text,
        ..file
    }
}
