//! From `#[cti(…)]` to typed values. Nothing here knows what code comes out.
//!
//! [`directives`] splits an attribute into its `key`, `key = value` and `key(…)` items and answers questions about
//! them; [`value`] reads single values; each other file reads one family of keys.

pub(crate) mod constants;
pub(crate) mod count;
pub(crate) mod directives;
pub(crate) mod field;
pub(crate) mod fixed;
pub(crate) mod kind;
pub(crate) mod layout;
pub(crate) mod list;
pub(crate) mod maximum;
pub(crate) mod message;
pub(crate) mod newtype;
pub(crate) mod parts;
pub(crate) mod presence;
pub(crate) mod runtime;
pub(crate) mod together;
pub(crate) mod value;
pub(crate) mod window;
