//! From `#[cti(…)]` to typed values. Nothing here knows what code comes out.
//!
//! [`directives`] splits an attribute into its `key`, `key = value` and `key(…)` items and answers questions about
//! them; [`value`] reads single values and version ranges; [`message`], [`newtype`], [`member`] and [`list`] read the
//! keys of what they are named after.

pub(crate) mod directives;
pub(crate) mod list;
pub(crate) mod member;
pub(crate) mod message;
pub(crate) mod newtype;
pub(crate) mod value;
