//! Reading formats that people write.

mod error;
mod hex;
mod line;
mod members;
mod number;
mod tree;
mod value;

use ::serde::de::{Deserialize, Deserializer, Error};

use super::carried::Read;
use crate::version::ProtocolVersion;
use error::{Refusal, refuse};
use members::Members;
use tree::Object;

pub(super) use line::Reading;
pub(super) use tree::Tree;
pub(super) use value::{Shape, value};

/// By which version names are understood.
#[derive(Debug, Clone, Copy)]
struct Names {
    version: ProtocolVersion,
    /// Whether it is that of the message, or only the latest.
    is_exact: bool,
}

/// Reads a line, and the version in which its message is to be written.
pub(super) fn line<'de, M: Read, D: Deserializer<'de>>(
    reading: Reading,
    deserializer: D,
) -> Result<(M, ProtocolVersion), D::Error> {
    let tree = Tree::deserialize(deserializer)?;
    line::message(&tree, reading).map_err(Error::custom)
}

/// Reads the fields of a message struct.
pub(super) fn fields<'de, M: Read, D: Deserializer<'de>>(deserializer: D) -> Result<M, D::Error> {
    let tree = Tree::deserialize(deserializer)?;
    line::fields_alone(&tree).map_err(Error::custom)
}

fn object(tree: &Tree) -> Result<&Object, Refusal> {
    match tree {
        Tree::Object(object) => Ok(object),
        other => refuse(alloc::format!("expected an object, found {}", other.kind())),
    }
}
