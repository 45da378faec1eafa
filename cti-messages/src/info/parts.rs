//! The parts of named variables.

use crate::error::PartsError;

/// The most bytes of the name and of the value of a named variable, each with its NUL. A name has
/// at least one byte before its NUL.
#[derive(Debug, Clone, Copy)]
pub struct NamedParts {
    /// The bytes of the name.
    pub name: usize,
    /// The bytes of the value.
    pub value: usize,
}

impl NamedParts {
    /// Checks a name and a value, each without its NUL.
    ///
    /// # Errors
    /// The limit that they break.
    pub(crate) fn check(self, name: &[u8], value: &[u8]) -> Result<(), PartsError> {
        let (name, value) = (name.len() + 1, value.len() + 1);
        if name == 1 {
            Err(PartsError::NoName)
        } else if name > self.name {
            let (length, max) = (name, self.name);
            Err(PartsError::Name { length, max })
        } else if value > self.value {
            let (length, max) = (value, self.value);
            Err(PartsError::Value { length, max })
        } else {
            Ok(())
        }
    }
}
