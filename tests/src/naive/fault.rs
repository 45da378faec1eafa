//! Why the naive decoder refuses a frame.

/// What is wrong, in which message and field, and at which byte of the frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub kind: Kind,
    /// The name of the message, where it is known.
    pub message: Option<String>,
    /// The name of the field or list, where it is known.
    pub field: Option<String>,
    /// The byte of the frame.
    pub offset: usize,
}

/// What is wrong, with its numbers; see `cti_messages::DecodeErrorKind`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // The names are those of `DecodeErrorKind`, which explains them.
pub enum Kind {
    HeaderCut { have: usize },
    LengthMismatch { told: usize, have: usize },
    FrameTooLong { length: usize, limit: usize },
    FixedPartCut { needed: usize, have: usize },
    FieldHeaderCut { have: usize },
    FieldCut { told: usize, have: usize },
    CountMismatch { counted: usize, entries: usize },
    FieldTooLong { length: usize, max: usize },
    NoName,
    NameTooLong { length: usize, max: usize },
    ValueTooLong { length: usize, max: usize },
    NotTerminated,
    Repeated,
    Misfit { length: usize },
    FieldOutsideVersion,
    MessageOutsideVersion,
    Missing,
    ListTooLong { max: usize },
    ListsTooLong { max: usize },
    UnsupportedVersion { version: u32 },
}

impl Kind {
    /// Its name without its numbers.
    #[must_use]
    pub fn name(self) -> String {
        let text = format!("{self:?}");
        let end = text.find(' ').unwrap_or(text.len());
        text[..end].to_owned()
    }
}
