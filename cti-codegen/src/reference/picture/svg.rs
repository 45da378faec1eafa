//! The few shapes that a picture consists of.

use std::io;

use quick_xml::Writer;
use quick_xml::events::BytesText;

/// The kind of a box, which decides how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Header,
    Fixed,
    Count,
    Floating,
    List,
    Tag,
}

impl Look {
    fn class(self) -> &'static str {
        match self {
            Self::Header => "h",
            Self::Fixed => "f",
            Self::Count => "c",
            Self::Floating => "g",
            Self::List => "l",
            Self::Tag => "t",
        }
    }
}

const STYLE: &str = "\
text{font:13px system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;fill:#1c2733}\
.m{fill:#5b6775;font-size:11px}.o{fill:#5b6775;font:11px ui-monospace,'DejaVu Sans Mono',monospace;text-anchor:end}\
.b{font-weight:600}.e{text-anchor:end}.k{text-anchor:middle;font:600 11px ui-monospace,'DejaVu Sans Mono',monospace}\
rect{stroke-width:1}.h{fill:#e9ecf0;stroke:#9aa5b1}.f{fill:#e3eefb;stroke:#6f9ccb}.c{fill:#e2f3e5;stroke:#6bab78}\
.g{fill:#fdf3dc;stroke:#d0a750}.l{fill:#f5effb;stroke:#a889c9}.t{fill:#f3dca4;stroke:#d0a750}.d{stroke-dasharray:5 3}\
.card{fill:#fff;stroke:#d5dbe1}";

/// A picture in the making: its shapes, in the order in which they are drawn.
#[derive(Default)]
pub(super) struct Svg(Vec<Shape>);

enum Shape {
    Box {
        class: String,
        place: [u32; 4],
    },
    Text {
        class: String,
        at: [u32; 2],
        /// The width that it is squeezed to.
        squeeze: Option<u32>,
        text: String,
    },
}

impl Svg {
    /// A box; `dashed` if some versions lack what it shows.
    pub(super) fn rect(&mut self, look: Look, dashed: bool, place: [u32; 4]) {
        let class = look.class().to_owned() + if dashed { " d" } else { "" };
        self.0.push(Shape::Box { class, place });
    }

    /// Text that is squeezed where it would be wider than its room.
    pub(super) fn text(&mut self, class: &str, at: [u32; 2], room: u32, text: &str) {
        self.0.push(Shape::Text {
            class: class.to_owned(),
            at,
            squeeze: (width(class, text) > room).then_some(room),
            text: printable(text),
        });
    }

    /// Adds what another picture shows, on top.
    pub(super) fn add(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The file: a card with the picture on it, a line for each element.
    pub(super) fn finish(self, title: &str, width: u32, height: u32) -> io::Result<String> {
        let title = printable(title);
        let mut svg = Writer::new_with_indent(Vec::new(), b' ', 0);
        svg.create_element("svg")
            .with_attribute(("xmlns", "http://www.w3.org/2000/svg"))
            .with_attribute(("viewBox", &*format!("0 0 {width} {height}")))
            .with_attributes([
                ("width", &*width.to_string()),
                ("height", &*height.to_string()),
            ])
            .with_attributes([("role", "img"), ("aria-label", &*title)])
            .write_inner_content(|svg| {
                let title = BytesText::new(&title);
                svg.create_element("title").write_text_content(title)?;
                let style = BytesText::from_escaped(STYLE);
                svg.create_element("style").write_text_content(style)?;
                let (right, bottom) = ((width - 1).to_string(), (height - 1).to_string());
                rect(svg, "card", ["0.5", "0.5", &right, &bottom], "8")?;
                self.0.iter().try_for_each(|shape| shape.draw(svg))
            })?;
        String::from_utf8(svg.into_inner())
            .map(|text| text + "\n")
            .map_err(io::Error::other)
    }
}

impl Shape {
    fn draw(&self, svg: &mut Writer<Vec<u8>>) -> io::Result<()> {
        match self {
            Self::Box { class, place } => {
                let place = place.map(|side| side.to_string());
                rect(svg, class, place.each_ref().map(String::as_str), "3")
            }
            Self::Text {
                class,
                at,
                squeeze,
                text,
            } => {
                let [x, y] = at.map(|side| side.to_string());
                let squeeze = squeeze.map(|room| room.to_string());
                let squeeze = squeeze
                    .as_deref()
                    .map(|room| [("textLength", room), ("lengthAdjust", "spacingAndGlyphs")]);
                svg.create_element("text")
                    .with_attributes([("class", &**class), ("x", &x), ("y", &y)])
                    .with_attributes(squeeze.into_iter().flatten())
                    .write_text_content(BytesText::new(text))
                    .map(drop)
            }
        }
    }
}

/// Draws a box with rounded corners.
fn rect(
    svg: &mut Writer<Vec<u8>>,
    class: &str,
    [x, y, width, height]: [&str; 4],
    radius: &str,
) -> io::Result<()> {
    svg.create_element("rect")
        .with_attributes([("class", class), ("x", x), ("y", y)])
        .with_attributes([("width", width), ("height", height), ("rx", radius)])
        .write_empty()
        .map(drop)
}

/// Text without the characters that XML does not allow.
fn printable(text: &str) -> String {
    text.replace(
        |c: char| c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}'),
        " ",
    )
}

/// About how wide a text is.
pub(super) fn width(class: &str, text: &str) -> u32 {
    let tenths = match class.split(' ').next() {
        Some("m") => 62,
        Some("b") => 78,
        Some("o" | "k") => 68,
        _ => 74,
    };
    let of_char = |c: char| tenths + if c.is_uppercase() { 20 } else { 0 };
    text.chars().map(of_char).sum::<u32>() / 10
}
