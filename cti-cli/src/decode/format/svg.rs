//! A sequence diagram as a picture.

use std::fmt::{Display, Write as _};
use std::io::{self, Write};

use super::super::found::{Found, Place};
use super::super::report::Show;
use super::diagram::{Arrow, Mark};
use crate::svg::escape;

/// So many rows are drawn: nobody looks at a longer picture, and it has to be kept until its end
/// is known.
const MAX_ROWS: usize = 5_000;

const WIDTH: usize = 1690;
/// Where client and server are.
const CLIENT: usize = 240;
const SERVER: usize = 720;
/// The height of a row.
const ROW: usize = 26;
/// The height of what stands above the first row.
const HEAD: usize = 56;

const STYLE: &str = "\
svg{background:#fff}\
text{font:12px system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;fill:#1c2733}\
.m{font-family:ui-monospace,'DejaVu Sans Mono',monospace;font-size:11px;fill:#5b6775}\
.e{text-anchor:end}.k{text-anchor:middle}.s{font-size:13px;font-weight:600}\
line{stroke:#9aa5b1}.client{stroke:#1f6fb2}.server{stroke:#2c8a43}.either{stroke:#5b6775}\
.error{fill:#b3261e}.note{fill:#5b6775;font-style:italic}\
@media(prefers-color-scheme:dark){svg{background:#14181d}text{fill:#e4e8ec}.m,.note{fill:#9aa5b1}\
line{stroke:#4a545f}.client{stroke:#6db3f2}.server{stroke:#6fce86}.either{stroke:#9aa5b1}\
.error{fill:#ff8a80}}";

/// The rows that are to be drawn.
#[derive(Default)]
pub(super) struct Picture {
    rows: Vec<Row>,
    /// The rows for which there was no room.
    left_out: u64,
}

enum Row {
    Arrow(Arrow),
    Text {
        mark: Mark,
        class: &'static str,
        text: String,
    },
}

impl Picture {
    fn add(&mut self, row: impl FnOnce() -> Row) {
        if self.rows.len() < MAX_ROWS {
            self.rows.push(row());
        } else {
            self.left_out += 1;
        }
    }

    fn text(&mut self, place: &Place, class: &'static str, text: String) {
        let number = String::new();
        let mark = Mark {
            number,
            ..Mark::of(place)
        };
        self.add(|| Row::Text { mark, class, text });
    }
}

impl Show for Picture {
    fn message(&mut self, _out: &mut dyn Write, found: &Found<'_>) -> io::Result<()> {
        self.add(|| Row::Arrow(Arrow::of(found)));
        Ok(())
    }

    fn failure(
        &mut self,
        _out: &mut dyn Write,
        place: &Place,
        what: &dyn Display,
        _offset: usize,
    ) -> io::Result<()> {
        self.text(place, "error", format!("error: {place}{what}"));
        Ok(())
    }

    fn note(&mut self, _out: &mut dyn Write, place: &Place, what: &str) -> io::Result<()> {
        self.text(place, "note", what.to_owned());
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.left_out > 0 {
            let text = format!(
                "{} more rows are not drawn: ask for fewer messages (--message, --agent, --call)",
                self.left_out
            );
            let mark = Mark::of(&Place::Capture);
            self.rows.push(Row::Text {
                mark,
                class: "error",
                text,
            });
        }
        let bottom = HEAD + self.rows.len() * ROW;
        let height = bottom + ROW;
        writeln!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" \
             width=\"{WIDTH}\" height=\"{height}\" role=\"img\">\n\
             <title>Messages between CTI client and CTI server</title>\n<style>{STYLE}</style>"
        )?;
        for (x, side) in [(CLIENT, "CTI client"), (SERVER, "CTI server")] {
            writeln!(
                out,
                "<text class=\"s k\" x=\"{x}\" y=\"28\">{side}</text>\n\
                 <line x1=\"{x}\" y1=\"38\" x2=\"{x}\" y2=\"{bottom}\"/>"
            )?;
        }
        for (index, row) in self.rows.iter().enumerate() {
            out.write_all(drawn(row, HEAD + index * ROW).as_bytes())?;
        }
        writeln!(out, "</svg>")
    }
}

/// A row, at the height of its arrow.
fn drawn(row: &Row, y: usize) -> String {
    let mut svg = String::new();
    match row {
        Row::Arrow(arrow) => {
            mark(&mut svg, &arrow.mark, y);
            self::arrow(&mut svg, arrow, y);
        }
        Row::Text { mark, class, text } => {
            self::mark(&mut svg, mark, y);
            self::text(&mut svg, class, CLIENT + 12, y + 4, text);
        }
    }
    svg
}

/// What stands left of the client.
fn mark(svg: &mut String, mark: &Mark, y: usize) {
    let Mark {
        number,
        time,
        connection,
    } = mark;
    text(svg, "m e", 60, y + 4, number);
    text(svg, "m", 72, y + 4, time);
    text(svg, "m e", CLIENT - 12, y + 4, connection);
}

fn arrow(svg: &mut String, arrow: &Arrow, y: usize) {
    let class = match arrow.is_from_client {
        Some(true) => "client",
        Some(false) => "server",
        None => "either",
    };
    line(svg, class, [CLIENT, y], [SERVER, y]);
    let mut head = |tip: usize, back: usize| {
        line(svg, class, [back, y - 4], [tip, y]);
        line(svg, class, [back, y + 4], [tip, y]);
    };
    if arrow.is_from_client != Some(true) {
        head(CLIENT, CLIENT + 8);
    }
    if arrow.is_from_client != Some(false) {
        head(SERVER, SERVER - 8);
    }
    text(
        svg,
        "k",
        usize::midpoint(CLIENT, SERVER),
        y - 4,
        &arrow.name,
    );
    text(svg, "m", SERVER + 12, y + 4, &arrow.about);
}

fn line(svg: &mut String, class: &str, [x1, y1]: [usize; 2], [x2, y2]: [usize; 2]) {
    // Writing to a string cannot fail.
    let _ = writeln!(
        svg,
        "<line class=\"{class}\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>"
    );
}

fn text(svg: &mut String, class: &str, x: usize, y: usize, text: &str) {
    if !text.is_empty() {
        let text = escape(text);
        let _ = writeln!(
            svg,
            "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{text}</text>"
        );
    }
}
