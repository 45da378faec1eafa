//! The generator: from the resolved protocol to the text of all generated files.
//!
//! Everything happens in memory and depends on the model alone, in its order: the same
//! specification gives the same bytes. There is no special case for a name; what is special about
//! a message is said in the specification. There is a module for each kind of output.

mod facts;
mod file;
pub mod json;
mod links;
pub mod reference;
pub mod rust;
mod svg;
pub mod wireshark;

use cti_spec::Protocol;

pub use file::{GeneratedFile, MARK};

/// A folder of generated files.
#[derive(Debug)]
pub struct Output {
    /// The folder, below the root of the workspace.
    pub folder: &'static str,
    /// The extensions of the files that are generated there: all files with them.
    pub extensions: &'static [&'static str],
    /// Makes the files.
    render: fn(&Protocol) -> anyhow::Result<Vec<GeneratedFile>>,
}

/// Everything that is generated.
pub const OUTPUTS: &[Output] = &[
    Output {
        folder: "cti-messages/src/generated",
        extensions: &["rs"],
        render: rust::render,
    },
    Output {
        folder: "generated/json",
        extensions: &["json"],
        render: json::render,
    },
    Output {
        folder: "generated/reference/src",
        extensions: &["md", "svg"],
        render: reference::render,
    },
    Output {
        folder: "generated/wireshark",
        extensions: &["lua"],
        render: wireshark::render,
    },
];

impl Output {
    /// The files that belong in the folder, sorted by path.
    ///
    /// # Errors
    /// If a file would not be what it should be (no Rust), which only a bug of the generator can
    /// cause.
    pub fn render(&self, protocol: &Protocol) -> anyhow::Result<Vec<GeneratedFile>> {
        let mut files = (self.render)(protocol)?;
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(files)
    }
}
