//! The floating part: fields with their tags in two columns, lists as frames around theirs.

use cti_spec::model::{
    Element, Floating, FloatingField, List, Message, Protocol, TagIndex, Window,
};

use super::super::fields::style;
use super::fixed::caption;
use super::svg::{Look, Svg, width};
use super::{MARGIN, WIDTH};
use crate::facts;

const HEIGHT: u32 = 26;
const GAP: u32 = 6;
/// The width of a tag.
const TAG: u32 = 40;
/// The room inside the frame of a list.
const INSET: u32 = 10;

/// Where fields go next: two columns between `left` and `right`.
struct Grid<'a> {
    svg: &'a mut Svg,
    protocol: &'a Protocol,
    left: u32,
    right: u32,
    y: u32,
    /// Whether the left place of the row is taken.
    half: bool,
}

/// Draws a floating part; returns where it ends.
pub(super) fn part(
    svg: &mut Svg,
    protocol: &Protocol,
    message: &Message,
    items: &[Floating],
    y: u32,
) -> u32 {
    let wide = protocol.wide_tags_since;
    let note = format!(
        "tag, length, data: 2 + 2 bytes and the data since version {wide}, 1 + 1 before; in any order"
    );
    let y = caption(svg, y, "Floating part", &note);
    let mut grid = Grid {
        svg,
        protocol,
        left: MARGIN,
        right: WIDTH - MARGIN,
        y,
        half: false,
    };
    grid.items(items, message.window);
    grid.end()
}

impl Grid<'_> {
    fn items(&mut self, items: &[Floating], outer: Window) {
        for item in items {
            match item {
                Floating::Field(field) => self.field(field, outer),
                Floating::Count(count) => {
                    let note = self.protocol[count.ty.basic].name.clone();
                    self.place(Look::Count, count.tag, &count.name.guide, note, {
                        facts::narrowed(self.protocol, count.window, outer)
                    });
                }
                Floating::List(list) => self.list(list, outer),
            }
        }
    }

    fn field(&mut self, field: &FloatingField, outer: Window) {
        let window = facts::narrowed(self.protocol, field.window, outer);
        let basic = &self.protocol[field.ty.basic].name;
        let newest = field
            .maxima
            .last()
            .filter(|_| field.ty.form.size().is_none());
        let note = match newest {
            Some(maximum) => format!("{basic} ≤ {}", maximum.bytes),
            None => basic.clone(),
        };
        self.place(Look::Floating, field.tag, &field.name.guide, note, window);
    }

    /// Draws a field at the next place.
    fn place(&mut self, look: Look, tag: TagIndex, name: &str, note: String, window: Window) {
        let versions = facts::versions(window).map(|words| words.replace("version ", ""));
        let note = match &versions {
            Some(versions) => format!("{note}, {versions}"),
            None => note,
        };
        let wide = (self.right - self.left - GAP) / 2;
        let x = if self.half {
            self.left + wide + GAP
        } else {
            self.left
        };
        let (y, dashed) = (self.y, versions.is_some());
        let baseline = y + HEIGHT / 2 + 5;
        self.svg.rect(look, dashed, [x, y, wide, HEIGHT]);
        self.svg.rect(Look::Tag, false, [x, y, TAG, HEIGHT]);
        let tag = self.protocol[tag].number.to_string();
        self.svg.text("k", [x + TAG / 2, baseline - 1], TAG, &tag);
        let room = wide - TAG - 16;
        let note_width = width("m", &note);
        let name_room = room.saturating_sub(note_width + 8).max(room / 2);
        self.svg.text("n", [x + TAG + 8, baseline], name_room, name);
        self.svg.text(
            "m e",
            [x + wide - 8, baseline],
            room - name_room.min(room),
            &note,
        );
        if self.half {
            self.y += HEIGHT + GAP;
        }
        self.half = !self.half;
    }

    /// Ends the row that is begun; returns where the next one begins.
    fn end(&mut self) -> u32 {
        if self.half {
            self.y += HEIGHT + GAP;
            self.half = false;
        }
        self.y
    }

    fn list(&mut self, list: &List, outer: Window) {
        let y = self.end() + 2;
        let window = facts::narrowed(self.protocol, list.window, outer);
        let inner = list.window.and(outer);
        let mut inside = Svg::default();
        let mut grid = Grid {
            svg: &mut inside,
            protocol: self.protocol,
            left: self.left + INSET,
            right: self.right - INSET,
            y: y + 28,
            half: false,
        };
        let of = match &list.element {
            Element::Member(field) => {
                grid.field(field, inner);
                String::new()
            }
            Element::Entry(entry) => {
                let entry = &self.protocol[*entry];
                grid.items(&entry.members, inner);
                format!(" of {}", entry.name.guide)
            }
        };
        let bottom = grid.end() + 4;
        let max = list.max.map(|max| format!(", at most {max}"));
        let versions = facts::versions(window).map(|words| format!(", {words}"));
        let note = format!(
            "list{of}, {}{}{}",
            style(list.style),
            max.unwrap_or_default(),
            versions.clone().unwrap_or_default()
        );
        let frame = [self.left, y, self.right - self.left, bottom - y];
        self.svg.rect(Look::List, versions.is_some(), frame);
        let name = &list.name.guide;
        self.svg.text("b", [self.left + INSET, y + 18], 400, name);
        let x = self.left + INSET + width("b", name) + 12;
        self.svg
            .text("m", [x, y + 18], self.right - x - INSET, &note);
        self.svg.add(inside);
        self.y = bottom + GAP + 2;
    }
}
