//! Enumerations and masks.

use crate::version::{ProtocolVersion, VersionRange};

/// An enumeration.
#[derive(Debug)]
pub struct EnumerationInfo {
    /// Its name in the specification, `AgentState`.
    pub name: &'static str,
    /// Its constants, in order.
    pub constants: &'static [NamedValue],
}

impl EnumerationInfo {
    /// The name of a value in the guide, in the newest version that names it.
    #[must_use]
    pub fn name_of(&self, value: u32) -> Option<&'static str> {
        self.newest(value).map(|constant| constant.name)
    }

    /// The name of a value's constant, in the newest version that names it.
    #[must_use]
    pub fn short_name_of(&self, value: u32) -> Option<&'static str> {
        self.newest(value).map(|constant| constant.short_name)
    }

    fn newest(&self, value: u32) -> Option<&'static NamedValue> {
        self.constants
            .iter()
            .filter(|constant| constant.value == value)
            .max_by_key(|constant| constant.versions.until)
    }

    /// The name of a value in a version.
    #[must_use]
    pub fn name_in(&self, value: u32, version: ProtocolVersion) -> Option<&'static str> {
        self.constants
            .iter()
            .find(|constant| constant.value == value && constant.versions.contains(version))
            .map(|constant| constant.name)
    }

    /// The value that a name has in a version; where that version lacks the name, its value in
    /// the newest version that has it, unless that value has another name in this version.
    #[must_use]
    pub fn value_in(&self, name: &str, version: ProtocolVersion) -> Option<u32> {
        let named = || {
            self.constants
                .iter()
                .filter(|constant| constant.name == name)
        };
        named()
            .find(|constant| constant.versions.contains(version))
            .or_else(|| {
                named()
                    .max_by_key(|constant| constant.versions.until)
                    .filter(|constant| self.name_in(constant.value, version).is_none())
            })
            .map(|constant| constant.value)
    }
}

/// A mask.
#[derive(Debug)]
pub struct MaskInfo {
    /// Its name in the specification, `AgentStateMask`.
    pub name: &'static str,
    /// Its named bits, in order.
    pub bits: &'static [NamedValue],
}

impl MaskInfo {
    /// The names of the bits that are set, and the bits that have no name.
    pub fn split(&self, bits: u32) -> (impl Iterator<Item = &'static str> + '_, u32) {
        let is_set = move |bit: &&NamedValue| bit.value != 0 && bits & bit.value == bit.value;
        let named = self.bits.iter().filter(is_set);
        let rest = named.clone().fold(bits, |rest, bit| rest & !bit.value);
        (named.map(|bit| bit.name), rest)
    }

    /// All bits that have a name in a version. Those that are reserved or unused have none.
    #[must_use]
    pub fn defined_in(&self, version: ProtocolVersion) -> u32 {
        let bits = self.bits.iter();
        let defined = bits.filter(|bit| bit.versions.contains(version));
        defined.fold(0, |all, bit| all | bit.value)
    }

    /// The bits that request everything in a version: all defined ones, except those of a
    /// [mode](NamedValue::mode).
    #[must_use]
    pub fn everything_in(&self, version: ProtocolVersion) -> u32 {
        let modes = self.bits.iter().filter(|bit| bit.mode);
        modes.fold(self.defined_in(version), |all, mode| all & !mode.value)
    }

    /// The bits of a name.
    #[must_use]
    pub fn value_of(&self, name: &str) -> Option<u32> {
        self.bits
            .iter()
            .find(|bit| bit.name == name)
            .map(|bit| bit.value)
    }
}

/// A constant of an enumeration, or a bit of a mask.
#[derive(Debug, Clone, Copy)]
pub struct NamedValue {
    /// Its name in the guide, `AGENT_STATE_TALKING`.
    pub name: &'static str,
    /// The name of its constant in Rust, `TALKING`.
    pub short_name: &'static str,
    /// Its value.
    pub value: u32,
    /// Whether it is a bit that changes how a session works, rather than asking for something.
    pub mode: bool,
    /// The versions in which the value has this name.
    pub versions: VersionRange,
}
