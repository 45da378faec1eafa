//! What is derived for: attributes and Rust types together, checked.
//!
//! A model that was built without a reported error holds only what can be expanded. So validation is the way from
//! `syn` to these types, and the expansion checks nothing.

pub(crate) mod container;
pub(crate) mod entry;
pub(crate) mod fixed;
pub(crate) mod floating;
pub(crate) mod member;
pub(crate) mod message;
pub(crate) mod newtype;
pub(crate) mod placement;
pub(crate) mod record;
pub(crate) mod shape;
pub(crate) mod tags;
