//! From statements to lines.

use super::columns::{Commented, GAP, Place, WIDTH, aligned, comments, width};
use super::scan::{Lead, Note, Token};
use super::statement::{Block, Statement};
use crate::markdown::wrapped;

/// How far a block, or the second line of a statement, stands in.
const INDENT: usize = 4;

/// Writes the statements of a file.
pub(super) fn write(tokens: &[Token<'_>], statements: &[Statement]) -> String {
    let mut writer = Writer {
        tokens,
        text: String::new(),
    };
    writer.statements(statements, 0);
    if let Some(end) = tokens.last() {
        writer.closing_leads(&end.before, 0, statements.is_empty());
    }
    writer.text
}

/// A statement before it is known where the comment behind it goes.
struct Row {
    /// Its lines without the indent; the last one is what a block or a comment follows.
    lines: Vec<String>,
    /// Whether its columns are those of its neighbours.
    in_columns: bool,
    /// Whether the brace of its block stands on a line of its own.
    brace_apart: bool,
}

/// The text so far.
struct Writer<'t, 'a> {
    tokens: &'t [Token<'a>],
    text: String,
}

impl Writer<'_, '_> {
    /// The statements of a block or of the file.
    fn statements(&mut self, statements: &[Statement], indent: usize) {
        let mut at = 0;
        while at < statements.len() {
            let group = &statements[at..at + self.group_length(&statements[at..])];
            let rows = self.rows(group, indent);
            let places = self.places(group, &rows, indent);
            for ((statement, row), place) in group.iter().zip(rows).zip(places) {
                let before = at.checked_sub(1).map(|before| &statements[before]);
                self.statement(statement, &row, place, before, indent);
                at += 1;
            }
        }
    }

    /// How many statements have their columns in common with the first one.
    fn group_length(&self, statements: &[Statement]) -> usize {
        let apart = |pair: &[Statement]| {
            let [one, next] = pair else { return false };
            let leads = &self.tokens[next.tokens.start].before;
            let ends_group =
                |lead: &Lead<'_>| matches!(lead, Lead::Blank | Lead::Own(Note::Comment(_)));
            one.kind != next.kind
                || one.block.is_some()
                || next.block.is_some()
                || leads.iter().any(ends_group)
        };
        let end = statements.windows(2).position(apart);
        end.map_or(statements.len(), |end| end + 1)
    }

    /// A statement with what is around it.
    fn statement(
        &mut self,
        statement: &Statement,
        row: &Row,
        place: Option<Place>,
        before: Option<&Statement>,
        indent: usize,
    ) {
        let note = statement.note(self.tokens);
        let moved = match (place, note) {
            (Some(Place::Before), Some(Note::Doc(doc))) => Some(doc),
            _ => None,
        };
        let leads = &self.tokens[statement.tokens.start].before;
        let apart =
            before.is_some_and(|before| before.block.is_some() || statement.block.is_some());
        if indent == 0 && apart && !leads.contains(&Lead::Blank) {
            self.text.push('\n');
        }
        let leads = match (before, leads.as_slice()) {
            (None, [Lead::Blank, rest @ ..]) => rest,
            (_, leads) => leads,
        };
        self.leads(leads, indent, moved);
        for line in &row.lines {
            self.line(indent, line);
        }
        if let Some(block) = &statement.block {
            self.block(block, indent, row.brace_apart);
        }
        if let (Some(Place::Behind(column)), Some(note)) = (place, note) {
            self.behind(column, &note.write());
        }
    }

    /// Where the comments behind the statements of a group go.
    fn places(&self, group: &[Statement], rows: &[Row], indent: usize) -> Vec<Option<Place>> {
        let commented: Vec<Option<Commented>> = group
            .iter()
            .zip(rows)
            .map(|(statement, row)| self.commented(statement, row, indent))
            .collect();
        let in_columns: Vec<Option<Commented>> = commented
            .iter()
            .zip(rows)
            .map(|(commented, row)| commented.filter(|_| row.in_columns))
            .collect();
        let mut places = comments(&in_columns);
        for (place, commented) in places.iter_mut().zip(commented) {
            if place.is_none() {
                *place = comments(&[commented])[0];
            }
        }
        places
    }

    /// The comment behind a statement and the line that it follows.
    fn commented(&self, statement: &Statement, row: &Row, indent: usize) -> Option<Commented> {
        let note = statement.note(self.tokens)?;
        let last = row.lines.last().map_or(0, |line| width(line));
        let line = match &statement.block {
            None => last,
            Some(block) if !self.is_empty(block) => "}".len(),
            Some(_) if row.brace_apart => "{}".len(),
            Some(_) => last + " {}".len(),
        };
        Some(Commented {
            line: indent + line,
            comment: width(&note.write()),
            movable: matches!(note, Note::Doc(_)),
        })
    }

    /// The statements of a group in columns; those that are too long for it on several lines.
    fn rows(&self, group: &[Statement], indent: usize) -> Vec<Row> {
        let room = WIDTH - indent;
        let cells: Vec<Option<Vec<String>>> = group
            .iter()
            .map(|statement| {
                let cells = self.cells(statement);
                let natural = cells.iter().map(|cell| width(cell) + 1).sum::<usize>();
                let brace = match &statement.block {
                    None => 0,
                    Some(block) if self.is_empty(block) => " {}".len(),
                    Some(_) => " {".len(),
                };
                let fits = natural + brace <= room + 1;
                (fits && statement.inner_note(self.tokens).is_none()).then_some(cells)
            })
            .collect();
        let in_columns: Vec<&[String]> = cells.iter().flatten().map(Vec::as_slice).collect();
        let mut aligned = aligned(&in_columns, room).into_iter();
        let rows = group.iter().zip(&cells).map(|(statement, cells)| {
            let line = cells.as_ref().and_then(|_| aligned.next());
            match line {
                Some(line) => Row {
                    lines: vec![line],
                    in_columns: statement.block.is_none(),
                    brace_apart: false,
                },
                None => Row {
                    lines: self.on_several_lines(statement, room),
                    in_columns: false,
                    brace_apart: true,
                },
            }
        });
        rows.collect()
    }

    /// The texts of the cells.
    fn cells(&self, statement: &Statement) -> Vec<String> {
        let cells = statement.cells.iter().map(|cell| {
            let tokens = cell.iter().flat_map(|phrase| phrase.tokens.clone());
            self.words(tokens)
        });
        cells.collect()
    }

    /// Tokens on one line.
    fn words(&self, tokens: impl Iterator<Item = usize>) -> String {
        let mut text = String::new();
        for at in tokens {
            self.word(&mut text, at);
        }
        text
    }

    /// Adds a token to a line, with a space before it where one belongs.
    fn word(&self, line: &mut String, at: usize) {
        let token = &self.tokens[at];
        let close = token.is(",") || token.is("]") || token.is("[") || line.ends_with('[');
        if !line.is_empty() && !close && !line.ends_with(' ') {
            line.push(' ');
        }
        line.push_str(token.text);
    }

    /// A statement that is too long for a line, or has comments inside.
    fn on_several_lines(&self, statement: &Statement, room: usize) -> Vec<String> {
        if statement.inner_note(self.tokens).is_some() {
            return self.around_comments(statement);
        }
        // Clauses stay whole, except for long lists of names.
        let mut pieces: Vec<(Vec<usize>, bool)> = Vec::new();
        for phrase in statement.cells.iter().flatten() {
            let mut depth = 0_usize;
            let mut may_break = phrase.may_break;
            let mut piece = Vec::new();
            for at in phrase.tokens.clone() {
                let token = &self.tokens[at];
                depth += usize::from(token.is("["));
                depth = depth.saturating_sub(usize::from(token.is("]")));
                if token.is("or") && !piece.is_empty() {
                    pieces.push((std::mem::take(&mut piece), may_break));
                    may_break = true;
                }
                piece.push(at);
                if token.is(",") && depth == 0 {
                    pieces.push((std::mem::take(&mut piece), may_break));
                    may_break = true;
                }
            }
            pieces.push((piece, may_break));
        }
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for (piece, may_break) in pieces {
            let text = self.words(piece.iter().copied());
            let too_long = width(&line) + 1 + width(&text) > room;
            if may_break && too_long && !line.trim().is_empty() {
                lines.push(std::mem::replace(&mut line, " ".repeat(INDENT)));
            }
            for at in piece {
                self.word(&mut line, at);
            }
        }
        lines.push(line);
        lines
    }

    /// A statement with comments inside: each of them stays where it is, and so do all clauses.
    fn around_comments(&self, statement: &Statement) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = String::new();
        let end = statement.head().end;
        for at in statement.head() {
            if at > statement.tokens.start {
                self.comments_before(at, &mut line, &mut lines);
            }
            self.word(&mut line, at);
        }
        if statement.block.is_some() {
            self.comments_before(end, &mut line, &mut lines);
        }
        if !line.trim().is_empty() {
            lines.push(line);
        }
        lines
    }

    /// The comments between a token and the one before it in a statement.
    fn comments_before(&self, at: usize, line: &mut String, lines: &mut Vec<String>) {
        let behind = self.tokens[at - 1].after;
        let own: Vec<&Lead<'_>> = self.tokens[at]
            .before
            .iter()
            .filter(|lead| **lead != Lead::Blank)
            .collect();
        if let Some(note) = behind {
            line.push_str("  ");
            line.push_str(&note.write());
        }
        if behind.is_some() || !own.is_empty() {
            lines.push(std::mem::replace(line, " ".repeat(INDENT)));
        }
        for lead in own {
            if let Lead::Own(note) = lead {
                lines.push(format!("{:INDENT$}{}", "", note.write()));
            }
        }
    }

    /// Whether nothing at all is between the braces.
    fn is_empty(&self, block: &Block) -> bool {
        let comments = self.tokens[block.close].before.iter();
        block.statements.is_empty()
            && self.tokens[block.open].after.is_none()
            && comments.copied().all(|lead| lead == Lead::Blank)
    }

    /// A block, behind the line of its statement.
    fn block(&mut self, block: &Block, indent: usize, brace_apart: bool) {
        if brace_apart {
            self.line(indent, "{");
        } else {
            self.append(" {");
        }
        if self.is_empty(block) {
            self.append("}");
            return;
        }
        if let Some(note) = self.tokens[block.open].after {
            self.append(&format!("{:GAP$}{}", "", note.write()));
        }
        self.statements(&block.statements, indent + INDENT);
        let leads = &self.tokens[block.close].before;
        self.closing_leads(leads, indent + INDENT, block.statements.is_empty());
        self.line(indent, "}");
    }

    /// The comments and empty lines before a statement, and docs that did not fit behind it.
    fn leads(&mut self, leads: &[Lead<'_>], indent: usize, moved: Option<&str>) {
        let mut docs: Vec<&str> = Vec::new();
        // Docs that something interrupts are one text all the same: what looks like a paragraph may
        // be the middle of a list or of code, so that they stay as they are.
        let is_doc = |lead: &Lead<'_>| matches!(lead, Lead::Own(Note::Doc(_)));
        let mut runs = leads.chunk_by(|one, other| is_doc(one) == is_doc(other));
        let interrupted = runs
            .by_ref()
            .filter(|run| run.first().is_some_and(is_doc))
            .count()
            > 1;
        for lead in leads {
            match lead {
                Lead::Own(note @ Note::Doc(_)) if interrupted => self.line(indent, &note.write()),
                Lead::Own(Note::Doc(doc)) => docs.push(doc),
                Lead::Own(note) => {
                    self.docs(&mut docs, indent);
                    self.line(indent, &note.write());
                }
                Lead::Blank => {
                    self.docs(&mut docs, indent);
                    self.text.push('\n');
                }
            }
        }
        docs.extend(moved);
        self.docs(&mut docs, indent);
    }

    /// The comments before a closing brace or the end of the file.
    fn closing_leads(&mut self, leads: &[Lead<'_>], indent: usize, is_first: bool) {
        let leads = match leads {
            [rest @ .., Lead::Blank] => rest,
            leads => leads,
        };
        let leads = match leads {
            [Lead::Blank, rest @ ..] if is_first => rest,
            leads => leads,
        };
        self.leads(leads, indent, None);
    }

    /// The lines of docs that belong together.
    fn docs(&mut self, docs: &mut Vec<&str>, indent: usize) {
        let room = WIDTH - indent - "/// ".len();
        for line in wrapped(docs, room) {
            self.line(indent, &Note::Doc(&line).write());
        }
        docs.clear();
    }

    /// A line.
    fn line(&mut self, indent: usize, line: &str) {
        self.text.extend(std::iter::repeat_n(' ', indent));
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// Adds to the last line.
    fn append(&mut self, more: &str) {
        self.text.pop();
        self.text.push_str(more);
        self.text.push('\n');
    }

    /// Adds a comment to the last line.
    fn behind(&mut self, column: usize, comment: &str) {
        let line = self.text[..self.text.len() - 1]
            .rfind('\n')
            .map_or(0, |at| at + 1);
        let length = width(&self.text[line..self.text.len() - 1]);
        let missing = column.saturating_sub(length);
        self.append(&format!("{:missing$}{comment}", ""));
    }
}
