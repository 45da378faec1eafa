//! Indices: how items refer to each other.

/// Declares an index into a vector of the protocol.
macro_rules! index {
    ($(#[$doc:meta] $name:ident),* $(,)?) => {$(
        #[$doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub usize);
    )*};
}

index!(
    /// Which service.
    ServiceIndex,
    /// Which erratum.
    ErratumIndex,
    /// Which basic type.
    TypeIndex,
    /// Which ID type.
    IdIndex,
    /// Which enumeration.
    EnumerationIndex,
    /// Which mask.
    MaskIndex,
    /// Which tag.
    TagIndex,
    /// Which entry.
    EntryIndex,
    /// Which message.
    MessageIndex,
);
