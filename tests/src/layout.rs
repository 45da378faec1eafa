//! The fixed part: which layout a body has, and which fields that has in a version.

use cti_spec::model::{BodyShape, FixedField, Floating, Layout, Message};

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

/// The bytes of a layout in a version.
#[must_use]
pub fn fixed_size(layout: &'static Layout, version: u8) -> usize {
    fixed_fields(layout, version)
        .map(|field| field.size as usize)
        .sum()
}

/// The layout that a body has: the first that fits it. A body that fits none is too short, and is
/// told what it lacks of the one for any body. `None` for a message with a header only.
#[must_use]
pub fn layout_of(message: &'static Message, version: u8, body: &[u8]) -> Option<&'static Layout> {
    let layouts = &message.parts()?.layouts;
    // A message outside its window has the layout of the version that is nearest.
    let nearest = spec::versions(message).min_by_key(|known| known.abs_diff(version))?;
    layouts
        .iter()
        .filter(|layout| layout.window.contains(nearest))
        .find(|layout| {
            let has_shape = |shape| has_shape(message, version, body, shape);
            layout.bodies.is_empty() || layout.bodies.iter().any(has_shape)
        })
}

fn has_shape(message: &'static Message, version: u8, body: &[u8], shape: &BodyShape) -> bool {
    let fixed = shape.fixed_bytes as usize;
    let Some(name) = &shape.floating_field else {
        return body.len() == fixed;
    };
    let field = spec::floating(message).iter().find_map(|item| match item {
        Floating::Field(field) if field.name.guide == *name => Some(field),
        _ => None,
    });
    let field = field.expect("the field of a shape is one of the message");
    let tag = spec::number(field.tag);
    let size = field.ty.form.size().expect("a field of a fixed size");
    let size = u16::try_from(size).expect("a small size");
    let mut expected = Vec::new();
    if spec::is_wide(version) {
        expected.extend(tag.to_be_bytes());
        expected.extend(size.to_be_bytes());
    } else {
        expected.extend([tag.to_be_bytes()[1], size.to_be_bytes()[1]]);
    }
    body.len() == fixed + expected.len() + usize::from(size) && body[fixed..].starts_with(&expected)
}
