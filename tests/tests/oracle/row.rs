//! A row in the form in which table and definition are compared: named cells.

/// A row of a table, or the same of the definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// What the row is about, unique in its table.
    pub(crate) name: String,
    /// The cells, by the names of the columns.
    pub(crate) cells: Vec<(&'static str, String)>,
}

impl Row {
    /// A row without cells.
    pub(crate) fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            cells: Vec::new(),
        }
    }

    /// The row with one more cell.
    pub(crate) fn cell(mut self, column: &'static str, value: impl ToString) -> Self {
        self.cells.push((column, value.to_string()));
        self
    }
}

/// The cell of a version; empty where none is stated.
pub(crate) fn version(version: Option<u8>) -> String {
    version.map_or_else(String::new, |version| version.to_string())
}
