//! What differs between a table and the definition.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::row::Row;

/// A place where the two may differ, and why.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Exception {
    /// The place as the report prints it: a message, `MESSAGE.Field`, a tag, `Table.CONSTANT`.
    pub(crate) place: &'static str,
    /// The column, or `row` where a side lacks the whole row.
    pub(crate) column: &'static str,
    /// What the table has.
    pub(crate) table: &'static str,
    /// What the definition has.
    pub(crate) definition: &'static str,
}

/// Collects the differences of a run, and which exceptions were needed.
#[derive(Debug)]
pub(crate) struct Differences {
    exceptions: &'static [Exception],
    needed: BTreeSet<usize>,
    lines: Vec<String>,
    compared: usize,
}

/// In place of a cell where a side lacks the row.
pub(crate) const ABSENT: &str = "(absent)";
/// In place of a cell where the other side lacks the row.
pub(crate) const PRESENT: &str = "(present)";

impl Differences {
    /// Nothing differs yet.
    pub(crate) fn new(exceptions: &'static [Exception]) -> Self {
        Self {
            exceptions,
            needed: BTreeSet::new(),
            lines: Vec::new(),
            compared: 0,
        }
    }

    /// Notes a difference, if it is none of the exceptions.
    pub(crate) fn note(&mut self, place: &str, column: &str, table: &str, definition: &str) {
        let exception = self.exceptions.iter().position(|exception| {
            exception.place == place
                && exception.column == column
                && exception.table == table
                && exception.definition == definition
        });
        match exception {
            Some(index) => {
                self.needed.insert(index);
            }
            None => self.lines.push(format!(
                "{place}: {column}: the table has {table:?}, the definition {definition:?}"
            )),
        }
    }

    /// Notes what is wrong in words of its own.
    pub(crate) fn say(&mut self, line: impl Into<String>) {
        self.lines.push(line.into());
    }

    /// Compares a value.
    pub(crate) fn value(&mut self, place: &str, column: &str, table: &str, definition: &str) {
        if table != definition {
            self.note(place, column, table, definition);
        }
    }

    /// Compares two rows cell by cell.
    fn row(&mut self, place: &str, table: &Row, definition: &Row) {
        let columns = |row: &Row| -> Vec<&str> { row.cells.iter().map(|cell| cell.0).collect() };
        assert_eq!(columns(table), columns(definition), "columns of {place}");
        for ((column, expected), (_, found)) in table.cells.iter().zip(&definition.cells) {
            self.value(place, column, expected, found);
        }
    }

    /// Compares the rows of a table, or of a part of it, with those of the definition: each row by
    /// its name. `within` goes before the names.
    pub(crate) fn rows(&mut self, within: &str, table: &[Row], definition: &[Row]) {
        let place = |row: &Row| match within {
            "" => row.name.clone(),
            _ => format!("{within}.{}", row.name),
        };
        for row in table {
            self.compared += 1;
            match find(definition, row) {
                Some(found) => self.row(&place(row), row, found),
                None => self.note(&place(row), "row", PRESENT, ABSENT),
            }
        }
        for row in definition {
            if find(table, row).is_none() {
                self.note(&place(row), "row", ABSENT, PRESENT);
            }
        }
    }

    /// The same where the order counts: on the wire.
    pub(crate) fn ordered_rows(&mut self, within: &str, table: &[Row], definition: &[Row]) {
        self.rows(within, table, definition);
        let expected = table.iter().filter(|row| find(definition, row).is_some());
        let found = definition.iter().filter(|row| find(table, row).is_some());
        let first = expected
            .zip(found)
            .find(|(row, other)| row.name != other.name);
        if let Some((row, other)) = first {
            self.note(within, "order, first difference", &row.name, &other.name);
        }
    }

    /// How many rows of the table were compared.
    pub(crate) fn compared(&self) -> usize {
        self.compared
    }

    /// Fails with all differences, and with the exceptions that nothing needed.
    #[track_caller]
    pub(crate) fn assert_none(mut self) {
        for (index, exception) in self.exceptions.iter().enumerate() {
            if !self.needed.contains(&index) {
                self.lines.push(format!(
                    "this exception is not needed (any more): {exception:?}"
                ));
            }
        }
        let mut report = String::new();
        for line in &self.lines {
            let _ = writeln!(report, "  {line}");
        }
        assert!(
            self.lines.is_empty(),
            "{} differences between the tables and the definition:\n{report}",
            self.lines.len()
        );
    }
}

/// The row about the same.
fn find<'r>(rows: &'r [Row], row: &Row) -> Option<&'r Row> {
    rows.iter().find(|other| other.name == row.name)
}
