//! The few shapes that a picture consists of.

use quick_xml::Writer;
use quick_xml::events::BytesText;

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

/// A picture in the making, an element a line. (Writing to memory cannot fail, so results are dropped.)
pub(super) struct Svg(Writer<Vec<u8>>);

impl Default for Svg {
    fn default() -> Self {
        Self(Writer::new(Vec::new()))
    }
}

impl Svg {
    /// A box; `dashed` if some versions lack what it shows.
    pub(super) fn rect(&mut self, look: Look, dashed: bool, place: [u32; 4]) {
        let class = look.class();
        let dashed = if dashed { " d" } else { "" };
        self.rounded(
            &format!("{class}{dashed}"),
            place.map(|side| side.to_string()),
            3,
        );
    }

    /// A box with rounded corners.
    fn rounded(&mut self, class: &str, [x, y, width, height]: [String; 4], radius: u32) {
        let rect = self
            .0
            .create_element("rect")
            .with_attribute(("class", class));
        let rect = rect.with_attributes([("x", &*x), ("y", &*y)]);
        let rect = rect.with_attributes([("width", &*width), ("height", &*height)]);
        let _ = rect
            .with_attribute(("rx", &*radius.to_string()))
            .write_empty();
        self.end_line();
    }

    /// Text that is squeezed where it would be wider than its room.
    pub(super) fn text(&mut self, class: &str, [x, y]: [u32; 2], room: u32, text: &str) {
        let mut element = self
            .0
            .create_element("text")
            .with_attribute(("class", class));
        element = element.with_attributes([("x", &*x.to_string()), ("y", &*y.to_string())]);
        if width(class, text) > room {
            element = element.with_attribute(("textLength", &*room.to_string()));
            element = element.with_attribute(("lengthAdjust", "spacingAndGlyphs"));
        }
        let _ = element.write_text_content(BytesText::new(&printable(text)));
        self.end_line();
    }

    /// Adds what another picture shows, on top.
    pub(super) fn add(&mut self, other: Self) {
        self.0.get_mut().extend(other.0.into_inner());
    }

    fn end_line(&mut self) {
        self.0.get_mut().push(b'\n');
    }

    /// The file: a card with the picture on it.
    pub(super) fn finish(self, title: &str, width: u32, height: u32) -> String {
        let title = printable(title);
        let (wide, high) = (width.to_string(), height.to_string());
        let mut file = Self::default();
        let root = file.0.create_element("svg");
        let root = root.with_attribute(("xmlns", "http://www.w3.org/2000/svg"));
        let root = root.with_attribute(("viewBox", &*format!("0 0 {width} {height}")));
        let root = root.with_attributes([("width", &*wide), ("height", &*high), ("role", "img")]);
        let root = root.with_attribute(("aria-label", &*title));
        let _ = root.write_inner_content(|writer| {
            let mut inner = Self(Writer::new(vec![b'\n']));
            let title = BytesText::new(&title);
            inner.0.create_element("title").write_text_content(title)?;
            inner.end_line();
            let style = BytesText::from_escaped(STYLE);
            inner.0.create_element("style").write_text_content(style)?;
            inner.end_line();
            let (right, bottom) = (width - 1, height - 1);
            let card = ["0.5", "0.5", &*right.to_string(), &*bottom.to_string()];
            inner.rounded("card", card.map(str::to_owned), 8);
            inner.add(self);
            writer.get_mut().extend(inner.0.into_inner());
            Ok(())
        });
        file.end_line();
        String::from_utf8_lossy(&file.0.into_inner()).into_owned()
    }
}

/// Text without control characters, which XML does not allow.
fn printable(text: &str) -> String {
    text.replace(char::is_control, " ")
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
