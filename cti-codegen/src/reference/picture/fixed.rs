//! Header and fixed part: rows of 8 bytes, as on the wire.

use cti_spec::model::{HEADER_BYTES, Layout, Message, Protocol, Window};

use super::super::layouts;
use super::svg::{Look, Svg, width};
use super::{MARGIN, WIDTH};
use crate::facts;

/// Where the boxes begin: right of the offsets.
const LEFT: u32 = MARGIN + 36;

/// The bytes of a row.
const ROW: u32 = 8;

/// The width of a byte.
const BYTE: u32 = (WIDTH - LEFT - MARGIN) / ROW;

/// The height of a row.
const HEIGHT: u32 = 28;

/// The contents of a box.
struct Shown<'a> {
    look: Look,
    dashed: bool,
    name: &'a str,
    /// The text at its right end, if there is room.
    note: String,
}

/// Draws the header; returns where it ends.
pub(super) fn header(svg: &mut Svg, message: &Message, y: u32) -> u32 {
    let y = caption(svg, y, "Header", "8 bytes");
    offset(svg, 0, y);
    let number = format!("= {}", message.number);
    for (at, name, note) in [
        (0, "MessageLength", "UINT"),
        (4, "MessageType", number.as_str()),
    ] {
        let shown = Shown {
            look: Look::Header,
            dashed: false,
            name,
            note: note.to_owned(),
        };
        segment(svg, &shown, at, 4, y, true);
    }
    y + HEIGHT
}

/// Draws a fixed part; returns where it ends.
pub(super) fn layout(
    svg: &mut Svg,
    protocol: &Protocol,
    message: &Message,
    layout: &Layout,
    y: u32,
) -> u32 {
    if layout.fields.is_empty() {
        return y - 14;
    }
    let sizes = layouts::sizes(protocol, message, layout);
    let condition = layouts::condition(protocol, message, layout);
    let condition = condition.map(|condition| format!(", {}", condition.replace('`', "")));
    let note = format!("{sizes}{}", condition.unwrap_or_default());
    let top = caption(svg, y, "Fixed part", &note);
    let outer = message.window.and(layout.window);
    let mut end = HEADER_BYTES;
    for (at, field) in layouts::offsets(layout) {
        let window: Window = facts::narrowed(protocol, field.window, outer);
        let versions = facts::versions(window).map(|words| words.replace("version ", ""));
        let shown = Shown {
            look: if field.counts.is_some() {
                Look::Count
            } else {
                Look::Fixed
            },
            dashed: versions.is_some(),
            name: &field.name.guide,
            note: versions.unwrap_or_else(|| protocol[field.ty.basic].name.clone()),
        };
        draw(svg, &shown, at - HEADER_BYTES, field.size, top);
        end = at + field.size;
    }
    let rows = (end - HEADER_BYTES).div_ceil(ROW);
    for row in 0..rows {
        offset(svg, HEADER_BYTES + row * ROW, top + row * HEIGHT);
    }
    top + rows * HEIGHT
}

/// Draws a field in as many rows as it goes over; its name stands in the longest piece.
fn draw(svg: &mut Svg, shown: &Shown<'_>, at: u32, size: u32, top: u32) {
    let mut pieces = Vec::new();
    let mut begin = at;
    while begin < at + size {
        let end = (at + size).min((begin / ROW + 1) * ROW);
        pieces.push((begin, end - begin));
        begin = end;
    }
    let longest = pieces.iter().map(|(_, length)| *length).max().unwrap_or(0);
    let mut named = false;
    for (begin, length) in pieces {
        let names = !named && length == longest;
        named |= names;
        segment(
            svg,
            shown,
            begin % ROW,
            length,
            top + begin / ROW * HEIGHT,
            names,
        );
    }
}

/// Draws a box in a row.
fn segment(svg: &mut Svg, shown: &Shown<'_>, at: u32, length: u32, y: u32, names: bool) {
    let (x, wide) = (LEFT + at * BYTE, length * BYTE);
    svg.rect(shown.look, shown.dashed, [x, y, wide, HEIGHT]);
    let baseline = y + HEIGHT / 2 + 5;
    if names {
        let room = wide - 14;
        svg.text("n", [x + 7, baseline], room, shown.name);
        let note = width("m", &shown.note);
        if width("n", shown.name) + note + 8 <= room {
            svg.text("m e", [x + wide - 7, baseline], room, &shown.note);
        }
    } else {
        svg.text("m", [x + 7, baseline], wide - 14, "…");
    }
}

fn offset(svg: &mut Svg, offset: u32, y: u32) {
    svg.text(
        "o",
        [LEFT - 8, y + HEIGHT / 2 + 4],
        LEFT,
        &offset.to_string(),
    );
}

/// Draws what a part is called; returns where the part begins.
pub(super) fn caption(svg: &mut Svg, y: u32, title: &str, note: &str) -> u32 {
    svg.text("b", [MARGIN, y + 13], WIDTH, title);
    let x = MARGIN + width("b", title) + 12;
    svg.text("m", [x, y + 13], WIDTH - x - MARGIN, note);
    y + 22
}
