//! Layouts of the fixed part: offsets and sizes, and when each of them is the one.

use cti_spec::model::{FixedField, HEADER_BYTES, Layout, Message, Protocol};

use super::markdown::code;
use crate::facts;

/// The fields of a layout with their offsets in the message. No field that some version lacks
/// stands before one that it has, so the offsets hold in every version.
pub(super) fn offsets(layout: &Layout) -> Vec<(u32, &FixedField)> {
    let mut offset = HEADER_BYTES;
    let mut places = Vec::with_capacity(layout.fields.len());
    for field in &layout.fields {
        places.push((offset, field));
        offset += field.size;
    }
    places
}

/// The sizes of a layout by version: `76 bytes; 72 until version 18`.
pub(super) fn sizes(protocol: &Protocol, message: &Message, layout: &Layout) -> String {
    let versions = message.window.and(layout.window).versions(protocol);
    let mut sizes = layout.sizes(versions).into_iter();
    let newest = sizes.next().map_or(0, |(size, _)| size);
    let older = sizes.map(|(size, until)| format!("; {size} until version {until}"));
    facts::bytes(newest) + &older.collect::<String>()
}

/// When a layout is the one, where a message has several: `where the body is 10 bytes`.
pub(super) fn condition(protocol: &Protocol, message: &Message, layout: &Layout) -> Option<String> {
    let bodies: Vec<String> = layout
        .bodies
        .iter()
        .map(|body| match &body.floating_field {
            None => facts::bytes(body.fixed_bytes),
            Some(field) => format!("{} and {}", facts::bytes(body.fixed_bytes), code(field)),
        })
        .collect();
    let window = facts::narrowed(protocol, layout.window, message.window);
    let shape = (!bodies.is_empty()).then(|| format!("where the body is {}", bodies.join(" or ")));
    let conditions: Vec<String> = facts::versions(window).into_iter().chain(shape).collect();
    if conditions.is_empty() {
        let is_one_of_several = message.parts().is_some_and(|parts| parts.layouts.len() > 1);
        return is_one_of_several.then(|| "in all other cases".to_owned());
    }
    Some(conditions.join(", "))
}
