//! Layouts of the fixed part.

use super::sheet::{Column, Row, Section};
use super::view::{View, notes};
use crate::model::{FixedField, HEADER_BYTES, Layout, Message, Window};
use crate::words::counted;

/// The table of a layout; `None` if it has no fields.
pub(super) fn section(view: View<'_>, message: &Message, layout: &Layout) -> Option<Section> {
    let window = message.window.and(layout.window);
    // No field that some version lacks is before one that all versions have, so the offsets hold in
    // every version.
    let mut offset = HEADER_BYTES;
    let mut rows = Vec::new();
    for field in &layout.fields {
        if view.has(window.and(field.window)) {
            rows.push(row(view, field, offset, window));
            offset += field.size;
        }
    }
    (!rows.is_empty()).then(|| Section {
        heading: heading(view, message, layout),
        fact: sizes(view, message, layout),
        errata: view.labels(&layout.errata).collect(),
        doc: layout.doc.clone(),
        rows,
    })
}

fn row(view: View<'_>, field: &FixedField, offset: u32, outer: Window) -> Row {
    let counts = field.counts.as_ref().map(|list| format!("counts {list}"));
    let facts = counts
        .into_iter()
        .chain(view.null(&field.ty, field.null))
        .chain(view.default(&field.ty, field.default))
        .chain(view.example(&field.ty, field.example.as_ref()))
        .chain(view.window(field.window, outer))
        .chain(view.labels(&field.errata));
    let cells = [
        (Column::Offset, offset.to_string()),
        (Column::Field, field.name.guide.clone()),
        (Column::Type, view.basic(&field.ty)),
        (Column::Bytes, field.size.to_string()),
        (Column::Meaning, view.meaning(&field.ty)),
        (Column::Notes, notes(facts)),
    ];
    Row::new(vec![field.name.guide.clone()], cells, &field.doc)
}

/// `Fixed part since 20, if the body is 10 bytes`.
fn heading(view: View<'_>, message: &Message, layout: &Layout) -> String {
    let bodies = layout.bodies.iter().map(|body| {
        let fixed = counted(body.fixed_bytes, "byte");
        match &body.floating_field {
            Some(field) => format!("{fixed} and {field}"),
            None => fixed,
        }
    });
    let bodies = bodies.collect::<Vec<_>>().join(" or ");
    let mut heading = "Fixed part".to_owned();
    if let Some(window) = view.window(layout.window, message.window) {
        heading = format!("{heading} {window}");
    }
    if !bodies.is_empty() {
        heading = format!("{heading} if the body is {bodies}");
    }
    heading
}

/// The sizes of a layout by version, the newest first: `42 bytes, 40 until 23`.
fn sizes(view: View<'_>, message: &Message, layout: &Layout) -> String {
    if let Some(version) = view.version {
        return counted(layout.size_in(version), "byte");
    }
    let versions = message.window.and(layout.window).versions(view.protocol);
    let mut sizes = layout.sizes(versions).into_iter();
    let newest = sizes.next().map_or(0, |(size, _)| size);
    let older = sizes.map(|(size, until)| format!("{size} until {until}"));
    notes([counted(newest, "byte")].into_iter().chain(older))
}
