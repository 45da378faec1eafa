//! Text for a terminal: aligned tables, wrapped documentation.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use textwrap::core::display_width;
use textwrap::{Options, WordSplitter};

use super::sheet::{Column, Sheet};
use crate::markdown::{Block, BlockKind, blocks};
use crate::model::Doc;

/// The columns of the terminal that texts are wrapped at.
const WIDTH: usize = 100;
/// The least width of notes that have a column; in fewer, they go below.
const LEAST_NOTES: usize = 16;
/// The least width of documentation beside a table; in fewer, it goes below each row.
const LEAST_DOC: usize = 40;
/// The indentation of tables below their heading.
const INDENT: usize = 2;
/// The space between two columns.
const GAP: usize = 2;

/// A row of a table to be printed.
pub(crate) struct Line<'a> {
    /// What stands before the row: a sign, or nothing.
    pub(crate) mark: &'static str,
    /// How many lists the row is in.
    pub(crate) depth: usize,
    /// The cells.
    pub(crate) cells: BTreeMap<Column, String>,
    /// The documentation, if it is to be printed.
    pub(crate) doc: Option<&'a Doc>,
}

/// A table in lines of text, below a heading.
pub(crate) fn table(lines: &[Line<'_>]) -> String {
    let columns: BTreeSet<Column> = lines
        .iter()
        .flat_map(|line| line.cells.keys().copied())
        .collect();
    let table = Table::new(lines, columns.into_iter().collect());
    let mut text = String::new();
    table.print_heads(&mut text);
    for line in lines {
        table.print(line, &mut text);
    }
    text
}

/// Where things are in a table.
struct Table {
    /// The columns but the notes, with their widths.
    columns: Vec<(Column, usize)>,
    /// The width of the marks.
    marks: usize,
    /// Where names start.
    names: usize,
    /// Where notes start and their width, if they have a column.
    notes: Option<(usize, usize)>,
    /// Where documentation starts, if it has a column.
    docs: Option<usize>,
}

impl Table {
    fn new(lines: &[Line<'_>], columns: Vec<Column>) -> Self {
        let width = |column: Column| {
            let cells = lines.iter().map(|line| cell_width(line, column));
            cells.max().unwrap_or(0).max(column.head().len())
        };
        let marks = lines.iter().map(|line| display_width(line.mark)).max();
        let marks = marks
            .filter(|&marks| marks > 0)
            .map_or(0, |marks| marks + 1);
        let columns = fitting(columns, INDENT + marks, &width);
        let mut at = INDENT + marks;
        let mut names = at;
        let mut placed = Vec::new();
        for column in columns.iter().filter(|column| **column != Column::Notes) {
            if column.is_name() {
                names = at;
            }
            placed.push((*column, width(*column)));
            at += width(*column) + GAP;
        }
        let mut notes = None;
        if columns.contains(&Column::Notes) {
            let (wanted, left) = (width(Column::Notes), WIDTH.saturating_sub(at));
            if wanted <= left || left >= LEAST_NOTES {
                notes = Some((at, wanted.min(left)));
                at += wanted.min(left) + GAP;
            }
        }
        let has_place = notes.is_some() || !columns.contains(&Column::Notes);
        let docs = (has_place && at + LEAST_DOC <= WIDTH).then_some(at);
        Self {
            columns: placed,
            marks,
            names,
            notes,
            docs,
        }
    }

    fn print_heads(&self, text: &mut String) {
        let mut line = " ".repeat(INDENT + self.marks);
        for &(column, width) in &self.columns {
            push_cell(&mut line, column, column.head(), width);
        }
        if self.notes.is_some() {
            line += Column::Notes.head();
        }
        push_line(text, &line);
    }

    fn print(&self, row: &Line<'_>, text: &mut String) {
        let mut line = " ".repeat(INDENT);
        line += &format!("{:width$}", row.mark, width = self.marks);
        for &(column, width) in &self.columns {
            let cell = row.cells.get(&column).map_or("", String::as_str);
            let indent = if column.is_name() { row.depth * 2 } else { 0 };
            let cell = format!("{}{cell}", " ".repeat(indent));
            push_cell(&mut line, column, &cell, width);
        }
        let notes = row.cells.get(&Column::Notes).map_or("", String::as_str);
        let mut doc = row.doc.map(doc_blocks).unwrap_or_default();
        // What has a column is printed side by side.
        let mut beside: Vec<(usize, Vec<String>)> = Vec::new();
        // Notes that are too long for their column go below.
        let fits = |&(_, width): &(usize, usize)| display_width(notes) <= width;
        let notes_at = self.notes.filter(fits);
        if let Some((at, _)) = notes_at {
            beside.push((at, vec![notes.to_owned()]));
        }
        if let Some(at) = self.docs {
            let lines = doc.iter().flat_map(|block| lines(block, WIDTH - at, ""));
            beside.push((at, lines.collect()));
        }
        let height = beside.iter().map(|(_, lines)| lines.len()).max();
        for number in 0..height.unwrap_or(0).max(1) {
            for (at, lines) in &beside {
                if let Some(part) = lines.get(number) {
                    let gap = at.saturating_sub(display_width(&line));
                    line += &" ".repeat(gap);
                    line += part;
                }
            }
            push_line(text, &line);
            line.clear();
        }
        // What has no column goes below, in parentheses before the documentation.
        let mut below: Vec<&str> = Vec::new();
        if !self.has(Column::TagName) {
            below.extend(row.cells.get(&Column::TagName).map(String::as_str));
        }
        if notes_at.is_none() && !notes.is_empty() {
            below.push(notes);
        }
        let below = (!below.is_empty()).then(|| format!("({})", below.join(", ")));
        if self.docs.is_some() {
            doc.clear();
        }
        match (below, doc.first_mut()) {
            (None, _) => {}
            (Some(below), Some(first)) if first.kind == BlockKind::Text => {
                first.text = format!("{below} {}", first.text);
            }
            (Some(text), _) => {
                let below = Block {
                    kind: BlockKind::Text,
                    text,
                    is_apart: true,
                };
                doc.insert(0, below);
            }
        }
        let indent = " ".repeat(self.names + GAP + row.depth * 2);
        for line in doc.iter().flat_map(|block| lines(block, WIDTH, &indent)) {
            push_line(text, &line);
        }
    }

    fn has(&self, column: Column) -> bool {
        self.columns.iter().any(|(placed, _)| *placed == column)
    }
}

/// The columns that a table has place for: without the names of tags if nothing would be left for notes.
fn fitting(columns: Vec<Column>, margin: usize, width: &impl Fn(Column) -> usize) -> Vec<Column> {
    let (notes, others): (Vec<Column>, Vec<Column>) =
        columns.iter().partition(|column| **column == Column::Notes);
    let wanted: usize = others.iter().map(|column| width(*column) + GAP).sum();
    let notes = notes.iter().map(|column| width(*column).min(LEAST_NOTES));
    if margin + wanted + notes.sum::<usize>() <= WIDTH {
        return columns;
    }
    let columns = columns.into_iter();
    columns
        .filter(|column| *column != Column::TagName)
        .collect()
}

fn cell_width(line: &Line<'_>, column: Column) -> usize {
    let text = line.cells.get(&column).map_or("", String::as_str);
    let indent = if column.is_name() { line.depth * 2 } else { 0 };
    indent + display_width(text)
}

fn push_cell(line: &mut String, column: Column, cell: &str, width: usize) {
    let gap = " ".repeat(width.saturating_sub(display_width(cell)));
    if column.is_number() {
        line.push_str(&gap);
    }
    line.push_str(cell);
    if !column.is_number() {
        line.push_str(&gap);
    }
    line.push_str(&" ".repeat(GAP));
}

fn push_line(text: &mut String, line: &str) {
    text.push_str(line.trim_end());
    text.push('\n');
}

/// The blocks of a doc text.
fn doc_blocks(doc: &Doc) -> Vec<Block> {
    let lines: Vec<&str> = doc.lines.iter().map(String::as_str).collect();
    blocks(&lines)
}

/// The lines of a block. Tables and code are wider than the width if they have to be.
fn lines(block: &Block, width: usize, indent: &str) -> Vec<String> {
    match block.kind {
        BlockKind::Text => wrapped(&block.text, width, indent, indent),
        BlockKind::Item => {
            // Behind the marker.
            let hanging = block.text.find(' ').map_or(0, |marker| marker + 1);
            let others = format!("{indent}{}", " ".repeat(hanging));
            wrapped(&block.text, width, indent, &others)
        }
        BlockKind::Verbatim => vec![format!("{indent}{}", block.text)],
    }
}

/// A text in lines of a width, words and names whole.
fn wrapped(text: &str, width: usize, first: &str, others: &str) -> Vec<String> {
    let options = Options::new(width)
        .initial_indent(first)
        .subsequent_indent(others)
        .break_words(false)
        .word_splitter(WordSplitter::NoHyphenation);
    let lines = textwrap::wrap(text, options);
    lines.into_iter().map(String::from).collect()
}

/// Writes a paragraph of its own.
pub(crate) fn paragraph(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    for line in wrapped(text, WIDTH, "", "") {
        writeln!(f, "{}", line.trim_end())?;
    }
    Ok(())
}

/// Writes doc text, with an empty line before each paragraph.
fn doc(f: &mut fmt::Formatter<'_>, doc: &Doc, indent: &str) -> fmt::Result {
    let mut last = None;
    for block in doc_blocks(doc) {
        // Lists stay with the text that leads to them.
        let is_led_to = block.kind == BlockKind::Item && last != Some(BlockKind::Verbatim);
        if block.is_apart && !is_led_to {
            writeln!(f)?;
        }
        last = Some(block.kind);
        for line in lines(&block, WIDTH, indent) {
            writeln!(f, "{}", line.trim_end())?;
        }
    }
    Ok(())
}

impl fmt::Display for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.title())?;
        for fact in &self.facts {
            paragraph(f, fact)?;
        }
        doc(f, &self.doc, "")?;
        for section in &self.sections {
            let fact = (!section.fact.is_empty()).then_some(&section.fact);
            let facts: Vec<&str> = fact
                .into_iter()
                .chain(&section.errata)
                .map(String::as_str)
                .collect();
            let colon = if facts.is_empty() { "" } else { ": " };
            writeln!(f)?;
            paragraph(
                f,
                &format!("{}{colon}{}", section.heading, facts.join(", ")),
            )?;
            doc(f, &section.doc, "  ")?;
            if !section.doc.lines.is_empty() {
                writeln!(f)?;
            }
            if section.rows.is_empty() {
                continue;
            }
            let lines: Vec<Line<'_>> = section
                .rows
                .iter()
                .map(|row| Line {
                    mark: "",
                    depth: row.path.len().saturating_sub(1),
                    cells: row.cells.clone(),
                    doc: Some(&row.doc),
                })
                .collect();
            f.write_str(&table(&lines))?;
        }
        for erratum in &self.errata {
            // The first paragraph is the title.
            let mut blocks = doc_blocks(&erratum.doc).into_iter();
            let title = blocks.next().map(|title| title.text).unwrap_or_default();
            writeln!(f)?;
            paragraph(f, &format!("{} {title}", erratum.label))?;
            for block in blocks {
                for line in lines(&block, WIDTH, "  ") {
                    writeln!(f, "{}", line.trim_end())?;
                }
            }
        }
        Ok(())
    }
}
