//! Types whose values have names: IDs, enumerations, masks.

use super::{Doc, ErratumIndex, Window};
use crate::name::Name;

/// A name with a special value: "no call ID supplied".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Null {
    /// The name in the guide, `NULL_CALL_ID`, where it has one.
    pub name: Option<Name>,
    /// The value, as the bits on the wire.
    pub value: u32,
}

/// An ID type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Id {
    /// Its name, `CallID`.
    pub name: Name,
    /// Its unsigned width in bytes.
    pub width: u8,
    /// The value that means "none".
    pub null: Option<Null>,
    /// A value that documentation and examples can show.
    pub example: Option<u32>,
    /// Its doc text.
    pub doc: Doc,
    /// The errata noted at it.
    pub errata: Vec<ErratumIndex>,
}

/// An open enumeration: values without a name are legal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enumeration {
    /// Its name, `AgentState`.
    pub name: Name,
    /// Its width in bytes.
    pub width: u8,
    /// The value that means "none", if it is not among the constants.
    pub null: Option<Null>,
    /// The constant that a value has by default, where the specification names one.
    pub default: Option<u32>,
    /// The constants, in order.
    pub values: Vec<NamedValue>,
    /// The values that are reserved or unused, in order.
    pub gaps: Vec<Gap>,
    /// Its doc text.
    pub doc: Doc,
    /// The errata noted at it.
    pub errata: Vec<ErratumIndex>,
}

impl Enumeration {
    /// The constant with a value; where there are several, that of the newest version.
    #[must_use]
    pub fn constant_of(&self, value: u32) -> Option<&NamedValue> {
        self.values.iter().rev().find(|named| named.value == value)
    }

    /// The constant that a value has in a version.
    #[must_use]
    pub fn value_in(&self, version: u8, value: u32) -> Option<&NamedValue> {
        self.values
            .iter()
            .find(|named| named.value == value && named.window.contains(version))
    }
}

/// A mask: bits without a name are legal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mask {
    /// Its name, `AgentStateMask`.
    pub name: Name,
    /// Its width in bytes.
    pub width: u8,
    /// The named bits, in order.
    pub bits: Vec<NamedValue>,
    /// The bits that are reserved or unused, in order.
    pub gaps: Vec<Gap>,
    /// Its doc text.
    pub doc: Doc,
    /// The errata noted at it.
    pub errata: Vec<ErratumIndex>,
}

impl Mask {
    /// All bits that have a name, in any version.
    #[must_use]
    pub fn named_bits(&self) -> u32 {
        self.bits.iter().fold(0, |bits, named| bits | named.value)
    }
}

/// A constant of an enumeration, or a bit of a mask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedValue {
    /// The name in the guide, in full: `AGENT_STATE_LOGIN`, `Service Information`.
    pub guide_name: String,
    /// The name of the Rust constant, unique in its table: `LOGIN`, `SERVICE_INFORMATION`.
    pub rust_name: String,
    /// The value.
    pub value: u32,
    /// Whether it is a bit that changes how a session works, rather than asking for something.
    pub mode: bool,
    /// The versions in which the value has this name.
    pub window: Window,
    /// Its doc text.
    pub doc: Doc,
    /// The errata noted at it.
    pub errata: Vec<ErratumIndex>,
}

/// Values of an enumeration, or bits of a mask, that have no name for a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Why they have no name.
    pub kind: GapKind,
    /// The first value of a range; of a mask, the bits.
    pub first: u32,
    /// The last value of the range; of a mask, the same as `first`.
    pub last: u32,
    /// Its doc text.
    pub doc: Doc,
}

/// Why values have no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GapKind {
    /// The guide keeps them for itself.
    Reserved,
    /// They once had a meaning, or never got one.
    Unused,
}
