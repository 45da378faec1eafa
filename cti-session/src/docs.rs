//! Pages of the documentation that are longer than one item's.

#[allow(unused_imports)] // The page links to them.
use crate::*;

#[doc = include_str!("../docs/sessions.md")]
pub mod sessions {}
