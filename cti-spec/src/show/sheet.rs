//! The contents of a sheet: facts, documentation and tables.

use std::collections::BTreeMap;

use crate::model::{Doc, Erratum};

/// An item of a protocol as `show` prints it.
///
/// `Display` writes it for a terminal, in at most 100 columns where names allow it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The kind of the item in a word: `message`, `enumeration`.
    pub kind: &'static str,
    /// Its name in the guide.
    pub name: String,
    /// The number of a message or tag.
    pub number: Option<u32>,
    /// Facts about the item, one line each.
    pub facts: Vec<String>,
    /// Its documentation.
    pub doc: Doc,
    /// Its tables.
    pub sections: Vec<Section>,
    /// The errata noted at the item or in its tables, each once.
    pub errata: Vec<Erratum>,
}

/// A table of a sheet, or a paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// The heading: `Fixed part`, `Fixed part if the body is 10 bytes`. Two sections of one version of an
    /// item differ in it.
    pub heading: String,
    /// A fact about all rows: `44 bytes`; may be empty.
    pub fact: String,
    /// The labels of the errata noted at the table.
    pub errata: Vec<String>,
    /// The documentation.
    pub doc: Doc,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row: a field, a list, a named value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What the row is known by in its table: the name of a field behind those of the lists around it; a
    /// value.
    pub path: Vec<String>,
    /// The cells that are not empty.
    pub cells: BTreeMap<Column, String>,
    /// The documentation.
    pub doc: Doc,
}

/// A column of a table. The order is that of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// The offset of a fixed field in the message, header included.
    Offset,
    /// The number of a tag.
    Tag,
    /// The number of a message.
    Number,
    /// A value of an enumeration.
    Value,
    /// A bit of a mask, in hexadecimal.
    Bit,
    /// The name of a field or list.
    Field,
    /// The name of anything else.
    Name,
    /// The basic type; `list` or `array` for a list.
    Type,
    /// The size in bytes, for floating fields the largest; if it changed, that of the last version.
    Bytes,
    /// The ID type, enumeration or mask of the value; the entry of a list.
    Meaning,
    /// The name of a tag.
    TagName,
    /// Anything else, in the words of the specification: `required`, `since 14`, `null 0`.
    Notes,
}

impl Column {
    /// The head of the column.
    #[must_use]
    pub fn head(self) -> &'static str {
        match self {
            Self::Offset => "Offset",
            Self::Tag => "Tag",
            Self::Number => "Number",
            Self::Value => "Value",
            Self::Bit => "Bit",
            Self::Field => "Field",
            Self::Name => "Name",
            Self::Type => "Type",
            Self::Bytes => "Bytes",
            Self::Meaning => "Meaning",
            Self::TagName => "Tag name",
            Self::Notes => "Notes",
        }
    }

    /// Whether the cells are numbers, which are aligned on the right.
    pub(crate) fn is_number(self) -> bool {
        matches!(
            self,
            Self::Offset | Self::Tag | Self::Number | Self::Value | Self::Bit | Self::Bytes
        )
    }

    /// Whether the cells name the row, and are indented below the list that it is in.
    pub(crate) fn is_name(self) -> bool {
        matches!(self, Self::Field | Self::Name)
    }
}

impl Row {
    /// A row; cells without text are left out.
    pub(crate) fn new(
        path: Vec<String>,
        cells: impl IntoIterator<Item = (Column, String)>,
        doc: &Doc,
    ) -> Self {
        let cells = cells.into_iter().filter(|(_, text)| !text.is_empty());
        Self {
            path,
            cells: cells.collect(),
            doc: doc.clone(),
        }
    }

    /// The text in a column; empty if there is none.
    #[must_use]
    pub fn cell(&self, column: Column) -> &str {
        self.cells.get(&column).map_or("", String::as_str)
    }
}

impl Sheet {
    /// The title: `message OPEN_REQ (3)`, without the kind for a message.
    pub(crate) fn title(&self) -> String {
        let kind = match self.kind {
            "message" => String::new(),
            kind => format!("{kind} "),
        };
        let number = self.number.map(|number| format!(" ({number})"));
        format!("{kind}{}{}", self.name, number.unwrap_or_default())
    }
}
