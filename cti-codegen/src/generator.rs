//! The generator: outputs and their folders.

use std::collections::BTreeSet;
use std::path::PathBuf;

use cti_spec::Protocol;

use crate::error::Error;
use crate::files::{Files, Folder, GeneratedFile, MARK};
use crate::reference::Sample;
use crate::{json, reference, rust, wireshark};

/// Generates files from a protocol: each output that has a folder.
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
    ///
    /// For a book, let the folder be called `src` and put a `book.toml` beside it, which needs no more than
    /// a `[book]` with a `title`; then `mdbook build` makes it.
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
            "{MARK} by `{}` from {}. Do not edit.",
            self.command, self.source
        );
        // It must not end the comment that it is in.
        let mark = mark.replace(char::is_control, " ").replace("-->", "->");
        let mut files = Files::default();
        let mut paths = BTreeSet::new();
        let mut add = |path: &PathBuf, extensions, mut generated: Vec<GeneratedFile>| {
            generated.sort_by(|one, other| one.path.cmp(&other.path));
            for file in &generated {
                // Some file systems take names that differ in case only for the same.
                let whole = path.join(&file.path);
                if !paths.insert(whole.to_string_lossy().to_lowercase()) {
                    return Err(Error::bug(whole, "another file has the same name"));
                }
            }
            files.folders.push(Folder {
                path: path.clone(),
                extensions,
                files: generated
                    .into_iter()
                    .map(|file| marked(file, &mark))
                    .collect(),
            });
            Ok(())
        };
        if let Some(folder) = &self.rust {
            add(folder, &["rs"], rust::files(protocol)?)?;
        }
        if let Some(folder) = &self.json {
            add(folder, &["json"], json::files(protocol, &mark)?)?;
        }
        if let Some(folder) = &self.reference {
            add(folder, &["md", "svg"], reference::files(protocol, samples)?)?;
        }
        if let Some(folder) = &self.wireshark {
            add(folder, &["lua"], vec![wireshark::file(protocol)])?;
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
