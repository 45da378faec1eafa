//! The specification as data: a JSON document and its schema, for other languages.
//!
//! What they hold is decided in `cti_spec::json`; here they only become text.

mod pretty;

use anyhow::Context;
use cti_spec::Protocol;
use cti_spec::json::{Document, schema};
use serde_json::{Map, Value};

use crate::{GeneratedFile, MARK};

/// The name of the schema's file; the document names it too.
const SCHEMA: &str = "ged188.schema.json";

/// The document and its schema.
///
/// # Errors
/// If the document is no JSON, which only a bug can cause.
pub fn render(protocol: &Protocol) -> anyhow::Result<Vec<GeneratedFile>> {
    let document = Document {
        comment: Some(MARK.to_owned()),
        schema: Some(SCHEMA.to_owned()),
        ..Document::from(protocol)
    };
    let document = serde_json::to_value(document)?;
    let mut marked = Map::from_iter([("$comment".to_owned(), MARK.into())]);
    marked.extend(
        schema()
            .as_object()
            .context("the schema is no object")?
            .clone(),
    );
    Ok(vec![
        file("ged188.json", &document),
        file(SCHEMA, &Value::Object(marked)),
    ])
}

fn file(path: &str, value: &Value) -> GeneratedFile {
    GeneratedFile {
        path: path.into(),
        text: pretty::text(value),
    }
}
