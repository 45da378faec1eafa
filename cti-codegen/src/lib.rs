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
//! # let folder = tempfile::tempdir()?;
//! # let root = folder.path();
//! # std::fs::create_dir(root.join("spec"))?;
//! # std::fs::copy("tests/heartbeat.cti", root.join("spec/heartbeat.cti"))?;
//! let check = std::env::args().any(|argument| argument == "--check");
//! let protocol = cti_spec::load(&root.join("spec"))?;
//! let files = cti_codegen::Generator::new(&protocol)
//!     .source("spec")
//!     .json("generated/json")
//!     .wireshark("generated/wireshark")
//!     .reference("generated/reference", [])
//!     .files()?;
//! if check {
//!     let differences = files.check(root)?;
//!     assert!(differences.is_empty(), "{differences}run: cargo xtask regenerate");
//! } else {
//!     println!("{}", files.write(root)?);
//! }
//! # assert!(files.check(root)?.is_empty());
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
