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
//! one, here with `cargo run`. With `--check`, for CI, it fails if a file is out of date:
//!
//! ```
//! use std::path::Path;
//!
//! use cti_codegen::Generator;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let root = Path::new(env!("CARGO_MANIFEST_DIR"));
//! # let folder = tempfile::tempdir()?;
//! # std::fs::create_dir(folder.path().join("spec"))?;
//! # std::fs::copy(root.join("tests/heartbeat.cti"), folder.path().join("spec/heartbeat.cti"))?;
//! # let root = folder.path();
//! let protocol = cti_spec::load(&root.join("spec"))?;
//! let files = Generator::new(&protocol)
//!     .command("cargo run")
//!     .source("spec")
//!     .json("generated/json")
//!     .wireshark("generated/wireshark")
//!     .reference("generated/reference/src", [])
//!     .files()?;
//! if std::env::args().any(|argument| argument == "--check") {
//!     let differences = files.check(root)?;
//!     if !differences.is_empty() {
//!         return Err(format!("{differences}to write these files: cargo run").into());
//!     }
//! } else {
//!     println!("{}", files.write(root)?);
//! }
//! # assert!(files.check(root)?.is_empty());
//! # Ok(())
//! # }
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
//! features. Some texts of the dissector and of the reference speak of GED-188, whatever the protocol.

mod error;
mod facts;
mod files;
mod generator;
mod json;
mod links;
// Not for users: tests of the workspace look at what is chosen and linked.
#[doc(hidden)]
pub mod reference;
mod rust;
mod wireshark;

pub use error::Error;
pub use files::{Differences, Files, Written};
pub use generator::Generator;
pub use reference::Sample;
