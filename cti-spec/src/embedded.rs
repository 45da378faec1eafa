//! The specification of GED-188 as part of the program.

use crate::diagnostic::Diagnostics;
use crate::model::Protocol;
use crate::parse_sources;
use crate::source::SourceFile;

/// The path of each file below `spec`, and its text; in the order of [`crate::load()`].
///
/// Written by `build.rs`.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/ged188.rs"));

/// The protocol GED-188, from the specification that is built into the program.
///
/// The same as [`crate::load()`] makes of the directory `spec/ged188`, for programs that run where
/// there is no such directory.
///
/// # Errors
///
/// If the specification has errors. A released version of this crate has none; it can happen
/// while the specification is edited.
pub fn ged188() -> Result<Protocol, Diagnostics> {
    let sources = FILES
        .iter()
        .map(|(path, text)| SourceFile::new(*path, *text));
    parse_sources(sources.collect())
}
