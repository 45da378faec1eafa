//! Indices: how items refer to each other.

use super::{BasicType, Entry, Enumeration, Erratum, Id, Mask, Message, Protocol, Service, Tag};

/// Declares an index into a vector of [`Protocol`].
macro_rules! index {
    ($(#[$doc:meta])* $name:ident, $field:ident, $item:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub usize);

        impl core::ops::Index<$name> for Protocol {
            type Output = $item;

            fn index(&self, index: $name) -> &$item {
                &self.$field[index.0]
            }
        }
    };
}

index!(
    /// Which service.
    ServiceIndex, services, Service
);
index!(
    /// Which erratum.
    ErratumIndex, errata, Erratum
);
index!(
    /// Which basic type.
    TypeIndex, types, BasicType
);
index!(
    /// Which ID type.
    IdIndex, ids, Id
);
index!(
    /// Which enumeration.
    EnumerationIndex, enumerations, Enumeration
);
index!(
    /// Which mask.
    MaskIndex, masks, Mask
);
index!(
    /// Which tag.
    TagIndex, tags, Tag
);
index!(
    /// Which entry.
    EntryIndex, entries, Entry
);
index!(
    /// Which message.
    MessageIndex, messages, Message
);
