//! The fixed part: which layout a body has, and the values in it.

use std::collections::BTreeMap;

use cti_spec::model::{Floating, Layout, Parts, WireForm};

use super::build::number_of;
use super::header::HEADER;
use super::wire::number;
use super::{Fault, Kind, Reading, Value};

/// The fixed part of a message.
pub(super) struct Fixed {
    /// The values of the fields that are there, counts left out, by name.
    pub(super) values: BTreeMap<String, Value>,
    /// The counts, by the name of their list.
    pub(super) counts: BTreeMap<String, usize>,
    /// The bytes of the body that it takes.
    pub(super) end: usize,
}

/// Reads the fixed part, field by field.
pub(super) fn read(reading: &Reading<'_>, parts: &Parts, body: &[u8]) -> Result<Fixed, Fault> {
    let mut fixed = Fixed {
        values: BTreeMap::new(),
        counts: BTreeMap::new(),
        end: 0,
    };
    let fields = layout(reading, parts, body)
        .into_iter()
        .flat_map(|layout| &layout.fields)
        .filter(|field| field.window.contains(reading.version));
    for field in fields {
        let start = fixed.end;
        fixed.end += field.size as usize;
        let name = &field.name.guide;
        let Some(bytes) = body.get(start..fixed.end) else {
            let (needed, actual) = (fixed.end, body.len());
            let kind = Kind::TruncatedFixedPart { needed, actual };
            return Err(reading.fault(kind, Some(name), HEADER + start));
        };
        if let Some(list) = &field.counts {
            fixed.counts.insert(list.clone(), number(bytes) as usize);
            continue;
        }
        let value = match field.ty.form {
            WireForm::Bytes => Value::Bytes(bytes.to_vec()),
            form => number_of(form, bytes),
        };
        fixed.values.insert(name.clone(), value);
    }
    Ok(fixed)
}

/// The layout that a body has: the first of the version that holds it. A layout for any body
/// holds one that is too short as well.
pub(super) fn layout<'p>(
    reading: &Reading<'_>,
    parts: &'p Parts,
    body: &[u8],
) -> Option<&'p Layout> {
    // A message with one layout is read in it at any version; what the version lacks is said at
    // the fields.
    if let [only] = &parts.layouts[..] {
        return Some(only);
    }
    parts.layouts.iter().find(|layout| {
        layout.window.contains(reading.version)
            && (layout.bodies.is_empty()
                || layout.bodies.iter().any(|shape| {
                    let start = shape.fixed_bytes as usize;
                    match &shape.floating_field {
                        None => body.len() == start,
                        Some(name) => is_one_field(reading, parts, body, start, name),
                    }
                }))
    })
}

/// Whether, from a byte of the body on, there is exactly one floating field, the one with a name.
fn is_one_field(
    reading: &Reading<'_>,
    parts: &Parts,
    body: &[u8],
    start: usize,
    name: &str,
) -> bool {
    let field = parts.floating.iter().find_map(|item| match item {
        Floating::Field(field) if field.name.guide == name => Some(field),
        _ => None,
    });
    let (Some(field), true) = (field, body.len() >= start) else {
        return false;
    };
    let wire = super::wire::take_apart(reading, start, body);
    let [only] = wire.fields[..] else {
        return false;
    };
    wire.cut.is_none()
        && only.tag == reading.protocol[field.tag].number
        && field.ty.form.size() == u32::try_from(only.data.len()).ok()
}
