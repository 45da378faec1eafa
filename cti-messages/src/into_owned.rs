//! Making values independent of the frame that they were decoded from.

use alloc::vec::Vec;

/// A value that can be made independent of the frame that it borrows from.
///
/// Implemented for messages, records, entries, text, bytes and all other values of a message, so that
/// generic code can keep any of them. The derives implement it.
///
/// # Examples
/// ```
/// use cti_messages::{IntoOwned, Text};
///
/// fn keep<T: IntoOwned>(kept: &mut Vec<T::Owned>, value: T) {
///     kept.push(value.into_owned());
/// }
///
/// let mut kept: Vec<Text<'static>> = Vec::new();
/// {
///     let frame = b"1001".to_vec();
///     keep(&mut kept, Text::from_bytes(&frame));
/// }
/// assert_eq!(kept, ["1001"]);
/// ```
pub trait IntoOwned {
    /// The same type without a borrow.
    type Owned: 'static;

    /// The same value, independent of the frame. Copies what is borrowed, and nothing else.
    #[must_use]
    fn into_owned(self) -> Self::Owned;
}

impl<const N: usize> IntoOwned for [u8; N] {
    type Owned = Self;

    fn into_owned(self) -> Self {
        self
    }
}

impl<T: IntoOwned> IntoOwned for Option<T> {
    type Owned = Option<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        self.map(T::into_owned)
    }
}

impl<T: IntoOwned> IntoOwned for Vec<T> {
    type Owned = Vec<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        self.into_iter().map(T::into_owned).collect()
    }
}
