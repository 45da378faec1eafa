//! The few shapes that a picture consists of.

use std::fmt::Write as _;

use crate::svg::escape;

/// What a box is, which tells how it looks.
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

/// A picture in the making.
#[derive(Default)]
pub(super) struct Svg {
    body: String,
}

impl Svg {
    /// A box; `dashed` if some versions lack what it shows.
    pub(super) fn rect(&mut self, look: Look, dashed: bool, [x, y, width, height]: [u32; 4]) {
        let class = look.class();
        let dashed = if dashed { " d" } else { "" };
        self.line(&format!(
            r#"<rect class="{class}{dashed}" x="{x}" y="{y}" width="{width}" height="{height}" rx="3"/>"#
        ));
    }

    /// Text that is squeezed where it would be wider than its room.
    pub(super) fn text(&mut self, class: &str, [x, y]: [u32; 2], room: u32, text: &str) {
        let squeeze = if width(class, text) > room {
            format!(r#" textLength="{room}" lengthAdjust="spacingAndGlyphs""#)
        } else {
            String::new()
        };
        let text = escape(text);
        self.line(&format!(
            r#"<text class="{class}" x="{x}" y="{y}"{squeeze}>{text}</text>"#
        ));
    }

    /// Adds what another picture shows, on top.
    pub(super) fn add(&mut self, other: Self) {
        self.body.push_str(&other.body);
    }

    fn line(&mut self, line: &str) {
        self.body.push_str(line);
        self.body.push('\n');
    }

    pub(super) fn finish(self, title: &str, width: u32, height: u32) -> String {
        let mut file = String::with_capacity(self.body.len() + 1024);
        let title = escape(title);
        let _ = write!(
            file,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
             width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{title}\">\n\
             <title>{title}</title>\n<style>{STYLE}</style>\n\
             <rect class=\"card\" x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"8\"/>\n{}</svg>\n",
            width - 1,
            height - 1,
            self.body
        );
        file
    }
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
