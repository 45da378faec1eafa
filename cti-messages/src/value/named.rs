//! NAMEDVAR and NAMEDARRAY.

use super::Text;
use crate::into_owned::IntoOwned;

/// A named variable of a call (NAMEDVAR), also called an ECC variable.
///
/// On the wire: name, NUL, value, NUL; 3 to 251 bytes, of which the name takes at most 33 and the
/// value at most 211, each with its NUL. A name cannot contain a NUL.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct NamedVariable<'a> {
    /// The name, `user.account`.
    pub name: Text<'a>,
    /// The value.
    pub value: Text<'a>,
}

impl<'a> NamedVariable<'a> {
    /// A variable with this name and value.
    pub fn new(name: impl Into<Text<'a>>, value: impl Into<Text<'a>>) -> Self {
        Self {
            name: name.into(),
            value: value.into(),
        }
    }
}

impl IntoOwned for NamedVariable<'_> {
    type Owned = NamedVariable<'static>;

    fn into_owned(self) -> NamedVariable<'static> {
        NamedVariable {
            name: self.name.into_owned(),
            value: self.value.into_owned(),
        }
    }
}

/// An element of a named array of a call (NAMEDARRAY).
///
/// On the wire: the index in one byte, then as [`NamedVariable`]; 4 to 252 bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct NamedArray<'a> {
    /// The index of the element.
    pub index: u8,
    /// The name of the array.
    pub name: Text<'a>,
    /// The value of the element.
    pub value: Text<'a>,
}

impl<'a> NamedArray<'a> {
    /// An element with this index, name and value.
    pub fn new(index: u8, name: impl Into<Text<'a>>, value: impl Into<Text<'a>>) -> Self {
        Self {
            index,
            name: name.into(),
            value: value.into(),
        }
    }
}

impl IntoOwned for NamedArray<'_> {
    type Owned = NamedArray<'static>;

    fn into_owned(self) -> NamedArray<'static> {
        NamedArray {
            index: self.index,
            name: self.name.into_owned(),
            value: self.value.into_owned(),
        }
    }
}
