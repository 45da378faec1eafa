//! Sequence diagrams as SVG pictures.

use std::fmt::Display;
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::BytesText;

use super::decoded::{Decoded, Place};
use super::diagram::{Arrow, Mark};
use super::report::Show;
use crate::text::counted;

/// The most rows of a picture. All are kept in memory until the height is known.
const MAX_ROWS: usize = 5_000;

const WIDTH: usize = 1690;
/// The positions of client and server.
const CLIENT: usize = 240;
const SERVER: usize = 720;
/// The heights of a row, and of the title above the first one.
const ROW: usize = 26;
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

/// A picture, which is drawn at the end of the input.
#[derive(Default)]
pub(super) struct Picture {
    rows: Vec<Row>,
    /// The number of rows beyond the limit.
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
        let mark = Mark {
            number: String::new(),
            ..Mark::of(place)
        };
        self.add(|| Row::Text { mark, class, text });
    }
}

impl Show for Picture {
    fn message(&mut self, _out: &mut dyn Write, decoded: &Decoded<'_>) -> io::Result<()> {
        self.add(|| Row::Arrow(Arrow::of(decoded)));
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
            let more = counted(self.left_out, "more row is", "more rows are");
            let text = format!("{more} not drawn: filter with --message, --agent or --call");
            let mark = Mark::of(&Place::Capture);
            self.rows.push(Row::Text {
                mark,
                class: "error",
                text,
            });
        }
        let bottom = HEAD + self.rows.len() * ROW;
        let (width, height) = (WIDTH.to_string(), (bottom + ROW).to_string());
        // One line for each element.
        Svg::new_with_indent(&mut *out, b' ', 0)
            .create_element("svg")
            .with_attribute(("xmlns", "http://www.w3.org/2000/svg"))
            .with_attribute(("viewBox", format!("0 0 {width} {height}").as_str()))
            .with_attribute(("width", width.as_str()))
            .with_attribute(("height", height.as_str()))
            .with_attribute(("role", "img"))
            .write_inner_content(|svg| self.draw(svg, bottom))?;
        writeln!(out)
    }
}

impl Picture {
    /// Draws client and server, and the rows between them.
    fn draw(&self, svg: &mut Svg<'_>, bottom: usize) -> io::Result<()> {
        let title = "Messages between CTI client and CTI server";
        svg.create_element("title")
            .write_text_content(BytesText::new(title))?;
        // It needs no escapes.
        svg.create_element("style")
            .write_text_content(BytesText::from_escaped(STYLE))?;
        for (x, side) in [(CLIENT, "CTI client"), (SERVER, "CTI server")] {
            text(svg, "s k", x, 28, side)?;
            line(svg, "side", [x, 38], [x, bottom])?;
        }
        for (index, row) in self.rows.iter().enumerate() {
            let y = HEAD + index * ROW;
            match row {
                Row::Arrow(arrow) => self::arrow(svg, arrow, y)?,
                Row::Text { mark, class, text } => {
                    self::mark(svg, mark, y)?;
                    self::text(svg, class, CLIENT + 12, y + 4, text)?;
                }
            }
        }
        Ok(())
    }
}

type Svg<'o> = Writer<&'o mut dyn Write>;

/// Draws the mark of a row, left of the client.
fn mark(svg: &mut Svg<'_>, mark: &Mark, y: usize) -> io::Result<()> {
    text(svg, "m e", 60, y + 4, &mark.number)?;
    text(svg, "m", 72, y + 4, &mark.time)?;
    text(svg, "m e", CLIENT - 12, y + 4, &mark.connection)
}

/// Draws an arrow with its texts.
fn arrow(svg: &mut Svg<'_>, arrow: &Arrow, y: usize) -> io::Result<()> {
    mark(svg, &arrow.mark, y)?;
    let class = match arrow.is_from_client {
        Some(true) => "client",
        Some(false) => "server",
        None => "either",
    };
    line(svg, class, [CLIENT, y], [SERVER, y])?;
    let mut head = |tip: usize, back: usize| {
        line(svg, class, [back, y - 4], [tip, y])?;
        line(svg, class, [back, y + 4], [tip, y])
    };
    if arrow.is_from_client != Some(true) {
        head(CLIENT, CLIENT + 8)?;
    }
    if arrow.is_from_client != Some(false) {
        head(SERVER, SERVER - 8)?;
    }
    let middle = usize::midpoint(CLIENT, SERVER);
    text(svg, "k", middle, y - 4, &arrow.name)?;
    text(svg, "m", SERVER + 12, y + 4, &arrow.about)
}

fn line(
    svg: &mut Svg<'_>,
    class: &str,
    [x1, y1]: [usize; 2],
    [x2, y2]: [usize; 2],
) -> io::Result<()> {
    let mut line = svg.create_element("line").with_attribute(("class", class));
    for (name, place) in [("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2)] {
        line = line.with_attribute((name, place.to_string().as_str()));
    }
    line.write_empty().map(drop)
}

fn text(svg: &mut Svg<'_>, class: &str, x: usize, y: usize, text: &str) -> io::Result<()> {
    if text.is_empty() {
        return Ok(());
    }
    let text = printable(text);
    svg.create_element("text")
        .with_attribute(("class", class))
        .with_attribute(("x", x.to_string().as_str()))
        .with_attribute(("y", y.to_string().as_str()))
        .write_text_content(BytesText::new(&text))
        .map(drop)
}

/// Text with blanks for control characters, which XML does not allow, not even escaped.
fn printable(text: &str) -> String {
    text.replace(
        |c: char| c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}'),
        " ",
    )
}

#[cfg(test)]
mod tests {
    use super::{Svg, text};

    #[test]
    fn texts_are_escaped_and_control_characters_blank() {
        let mut out = Vec::new();
        let shown = "<a href=\"x\"> & \u{0}\n\u{1b}\u{7f}\u{9f}\u{FFFE}]]>é";
        text(&mut Svg::new(&mut out), "m", 1, 2, shown).unwrap();
        let picture = String::from_utf8(out).unwrap();
        let document = roxmltree::Document::parse(&picture).unwrap();
        let element = document.root_element();
        assert_eq!(element.text(), Some("<a href=\"x\"> &       ]]>é"));
        assert_eq!(element.attribute("y"), Some("2"));
    }
}
