//! Values that must not be shown.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::ops::{Deref, DerefMut};

use super::{Bytes, Text};
use crate::into_owned::IntoOwned;

/// A value that is carried like any other but shown as `<redacted>`: passwords.
///
/// The value itself is `.0`, or what the `Secret` dereferences to.
///
/// # Examples
/// ```
/// use cti_messages::{Bytes, Secret};
///
/// let password: Secret<Bytes<'_>> = "open sesame".into();
/// assert_eq!(format!("{password:?}"), "<redacted>");
/// assert_eq!(password.as_bytes(), b"open sesame");
/// ```
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

/// A secret from what its value can be made from, so that `Some("…".into())` makes a password.
macro_rules! from_content {
    ($($value:ident: $($content:ty => $convert:expr),*;)*) => {$($(
        impl<'a> From<$content> for Secret<$value<'a>> {
            fn from(content: $content) -> Self {
                Self($convert(content))
            }
        }
    )*)*};
}

from_content! {
    Text:
        &'a str => Text::from,
        String => Text::from,
        &'a [u8] => Text::from,
        Vec<u8> => Text::from;
    Bytes:
        &'a str => |text: &'a str| Bytes::from(text.as_bytes()),
        String => |text: String| Bytes::from(text.into_bytes()),
        &'a [u8] => Bytes::from,
        Vec<u8> => Bytes::from;
}

impl<'a, const N: usize> From<&'a [u8; N]> for Secret<Text<'a>> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Self(bytes.into())
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Secret<Bytes<'a>> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Self(bytes.into())
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
