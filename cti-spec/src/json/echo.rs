//! That a document was read as it stands.
//!
//! What serde takes is more than the schema allows: null for what is absent, arrays for objects.
//! Attributes on every field could forbid it; to write what was read and to compare is one rule for
//! all of them.

use serde_json::Value;

use super::document::Document;
use super::error::JsonError;

/// Checks that a document says what its text says, apart from values that are left out in writing.
pub(super) fn check(text: &str, document: &Document) -> Result<(), JsonError> {
    let no_json = |error: serde_json::Error| JsonError::new(error.to_string());
    let read = serde_json::from_str(text).map_err(no_json)?;
    let written = serde_json::to_value(document).map_err(no_json)?;
    compare(&read, &written)
}

fn compare(read: &Value, written: &Value) -> Result<(), JsonError> {
    match (read, written) {
        (Value::Object(read), Value::Object(written)) => {
            read.iter().try_for_each(|(key, value)| {
                let compared = match written.get(key) {
                    Some(written) => compare(value, written),
                    None if is_left_out(value) => Ok(()),
                    None => Err(other_form()),
                };
                compared.map_err(|error| error.within(key))
            })
        }
        (Value::Array(read), Value::Array(written)) if read.len() == written.len() => {
            let mut elements = read.iter().zip(written).enumerate();
            elements.try_for_each(|(index, (read, written))| {
                compare(read, written).map_err(|error| error.within_element(index))
            })
        }
        _ if read == written => Ok(()),
        _ => Err(other_form()),
    }
}

/// Whether this is the value that an absent key stands for.
fn is_left_out(value: &Value) -> bool {
    *value == Value::Bool(false) || value.as_array().is_some_and(Vec::is_empty)
}

fn other_form() -> JsonError {
    JsonError::new("the schema wants another form here; what is absent is left out, never null")
}
