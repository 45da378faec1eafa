//! The fixed part: which layout a body has, and which version an OPEN_REQ names.

use cti_messages::DecodeErrorKind;
use cti_spec::model::{BodyShape, FixedField, Floating, Layout, Message};

use super::{Fault, HEADER};
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

/// The version in which a message is written: the one that it names itself, if it does.
pub fn own_version(
    message: &'static Message,
    body: &[u8],
    version: u8,
    objections: &mut Vec<Fault>,
) -> u8 {
    let Some(name) = message
        .parts()
        .and_then(|parts| parts.version_from.as_ref())
    else {
        return version;
    };
    let mut at = 0;
    let fields = message
        .usual_layout(version)
        .map_or(&[][..], |layout| &layout.fields);
    for field in fields.iter().take_while(|field| field.name.guide != *name) {
        at += field.size as usize;
    }
    let Some(bytes) = body.get(at..at + 4) else {
        return version;
    };
    let number = bytes
        .iter()
        .fold(0u32, |number, byte| number << 8 | u32::from(*byte));
    let (first, last) = (
        spec::protocol().first_version,
        spec::protocol().last_version,
    );
    if !(u32::from(first)..=u32::from(last)).contains(&number) {
        let kind = DecodeErrorKind::UnsupportedVersion { version: number };
        // Strict decoding cannot go on before this is settled: nothing comes first.
        objections.push(Fault::new(kind, None, HEADER + at));
    }
    u8::try_from(number).unwrap_or(last).clamp(first, last)
}
