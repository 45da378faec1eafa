//! Why a document is no protocol.

use std::fmt;

/// What is wrong with a document, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonError {
    /// The place, `messages[3].floating[1].field.tag`; empty for the document itself.
    path: String,
    what: String,
}

impl JsonError {
    /// An error at the place that is being read; the places around it are added on the way out.
    pub(super) fn new(what: impl Into<String>) -> Self {
        Self {
            path: String::new(),
            what: what.into(),
        }
    }

    /// The place is in the value of a key.
    pub(super) fn within(mut self, key: &str) -> Self {
        let dot = match self.path.chars().next() {
            None | Some('[') => "",
            Some(_) => ".",
        };
        self.path = format!("{key}{dot}{}", self.path);
        self
    }

    /// The place is in an element of an array.
    pub(super) fn within_element(self, index: usize) -> Self {
        self.within(&format!("[{index}]"))
    }

    /// The place: the keys and the numbers of array elements that lead there, such as
    /// `messages[3].floating[1].field.tag`; empty where the whole document is meant.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.what)
    }
}

impl std::error::Error for JsonError {}

impl From<serde_path_to_error::Error<serde_json::Error>> for JsonError {
    fn from(error: serde_path_to_error::Error<serde_json::Error>) -> Self {
        let path = error.path().to_string();
        Self {
            path: if path == "." { String::new() } else { path },
            what: error.into_inner().to_string(),
        }
    }
}
