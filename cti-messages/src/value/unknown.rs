//! Floating fields that a message or record did not understand.

use core::fmt;

use super::Bytes;
use crate::generated::tags::Tag;
use crate::into_owned::IntoOwned;

/// A floating field that its message or record did not understand, kept as it came.
///
/// That is a field with a tag that the message does not know, one that repeats a field of which
/// there can be one, or one whose data do not fit its type.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UnknownField<'a> {
    /// The tag.
    pub tag: Tag,
    /// The data.
    pub data: Bytes<'a>,
    /// How many known fields of the message or record stood before it, in canonical form.
    ///
    /// Where known fields came in another order it is the number of those that stood before it as
    /// they came, raised to stand behind the field that it repeats, if it does, and lowered to what
    /// there is before the first record.
    pub after: u32,
}

impl IntoOwned for UnknownField<'_> {
    type Owned = UnknownField<'static>;

    fn into_owned(self) -> UnknownField<'static> {
        UnknownField {
            tag: self.tag,
            data: self.data.into_owned(),
            after: self.after,
        }
    }
}

/// Without the data, only how many bytes they are: they may repeat a secret.
impl fmt::Debug for UnknownField<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownField")
            .field("tag", &self.tag)
            .field("bytes", &self.data.len())
            .field("after", &self.after)
            .finish()
    }
}
