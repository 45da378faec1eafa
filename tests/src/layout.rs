//! The fixed part: which layout a body has, and which fields that has in a version.

use cti_spec::model::{FixedField, Layout, Message};

use crate::naive::Naive;
use crate::spec;

/// The fields of a layout in a version.
pub fn fixed_fields(
    layout: &'static Layout,
    version: u8,
) -> impl Iterator<Item = &'static FixedField> {
    layout
        .fields
        .iter()
        .filter(move |field| field.window.contains(version))
}

/// The fields of a layout in a version, each with the byte of the body at which it starts.
pub fn fixed_places(
    layout: &'static Layout,
    version: u8,
) -> impl Iterator<Item = (usize, &'static FixedField)> {
    fixed_fields(layout, version).scan(0, |end, field| {
        let start = *end;
        *end += field.size as usize;
        Some((start, field))
    })
}

/// The first field that a body of so many bytes does not have whole, with the byte at which it
/// starts.
#[must_use]
pub fn first_cut(
    layout: &'static Layout,
    version: u8,
    have: usize,
) -> Option<(usize, &'static FixedField)> {
    fixed_places(layout, version).find(|(start, field)| start + field.size as usize > have)
}

/// The bytes of a layout in a version.
#[must_use]
pub fn fixed_size(layout: &'static Layout, version: u8) -> usize {
    fixed_fields(layout, version)
        .map(|field| field.size as usize)
        .sum()
}

/// The layout that a body has in a version; `None` for a message with a header only.
#[must_use]
pub fn layout_of(message: &'static Message, version: u8, body: &[u8]) -> Option<&'static Layout> {
    Naive::new(spec::protocol()).layout(message, version, body)
}
