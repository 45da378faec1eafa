//! Windows: ranges of versions.

/// A range of protocol versions, both ends included; `None` is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Window {
    /// The first version.
    pub since: Option<u8>,
    /// The last version.
    pub until: Option<u8>,
}

impl Window {
    /// Whether a version is in the window.
    #[must_use]
    pub fn contains(self, version: u8) -> bool {
        self.since.is_none_or(|since| since <= version)
            && self.until.is_none_or(|until| version <= until)
    }

    /// The versions that are in both windows.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            since: self.since.max(other.since),
            until: match (self.until, other.until) {
                (Some(until), Some(other)) => Some(until.min(other)),
                (until, other) => until.or(other),
            },
        }
    }
}
