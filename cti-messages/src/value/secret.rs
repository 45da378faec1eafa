//! Values that must not be shown.

use core::fmt;
use core::ops::{Deref, DerefMut};

use crate::into_owned::IntoOwned;

/// A value that is carried like any other but shown as `<redacted>`: passwords.
///
/// The value itself is `.0`, or what the `Secret` dereferences to.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Secret<T>(pub T);

impl<T> Deref for Secret<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Secret<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T> From<T> for Secret<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T: IntoOwned> IntoOwned for Secret<T> {
    type Owned = Secret<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        Secret(self.0.into_owned())
    }
}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<redacted>")
    }
}

impl<T> fmt::Display for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<redacted>")
    }
}
