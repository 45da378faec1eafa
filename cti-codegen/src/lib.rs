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
mod generator;
mod json;
mod links;
pub mod reference;
mod rust;
mod wireshark;

pub use error::Error;
pub use files::{Differences, Files, GeneratedFile, Written};
pub use generator::Generator;
pub use reference::Sample;
