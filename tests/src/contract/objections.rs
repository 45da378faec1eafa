//! What strict decoding asks of the data of a field that is understood.

use cti_messages::{DecodeErrorKind, PartsError};
use cti_spec::model::{FloatingField, WireForm};

use crate::spec;
use crate::tree::Plain;

/// What strict decoding has to object to in a field.
pub(super) fn to_field(field: &FloatingField, version: u8, data: &[u8]) -> Vec<DecodeErrorKind> {
    let mut kinds = Vec::new();
    if !field.window.contains(version) {
        // Nothing is known of the field in this version, so there is nothing else to check.
        return vec![DecodeErrorKind::FieldOutsideVersion];
    }
    let max = field.max_in(version).map(|max| max as usize);
    let has_size = field.ty.form.size().is_some();
    if let Some(max) = max.filter(|max| !has_size && data.len() > *max) {
        let length = data.len();
        kinds.push(DecodeErrorKind::FieldTooLong { length, max });
    }
    let nuls = data.iter().filter(|byte| **byte == 0).count();
    let ends = data.last() == Some(&0);
    let is_terminated = match field.ty.form {
        WireForm::Text => ends,
        WireForm::NamedVariable => ends && nuls >= 2,
        WireForm::NamedArray => ends && nuls - usize::from(data[0] == 0) >= 2,
        _ => true,
    };
    if !is_terminated {
        kinds.push(DecodeErrorKind::NotTerminated);
    }
    kinds.extend(to_parts(field, data).map(DecodeErrorKind::Parts));
    kinds
}

/// What strict decoding has to object to in the name and the value of a named variable.
fn to_parts(field: &FloatingField, data: &[u8]) -> Option<PartsError> {
    let parts = spec::protocol()[field.ty.basic].parts?;
    let Plain::Named { name, value, .. } = Plain::of_data(&field.ty, data)? else {
        return None;
    };
    // Each with its NUL.
    let (name, value) = (name.len() + 1, value.len() + 1);
    let (most_name, most_value) = (parts.name as usize, parts.value as usize);
    if name == 1 {
        Some(PartsError::NoName)
    } else if name > most_name {
        let (length, max) = (name, most_name);
        Some(PartsError::Name { length, max })
    } else if value > most_value {
        let (length, max) = (value, most_value);
        Some(PartsError::Value { length, max })
    } else {
        None
    }
}
