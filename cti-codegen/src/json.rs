//! The specification as data: a JSON document and its schema, for other languages.
//!
//! `cti_spec::json` decides what they hold; here they become text.

use cti_spec::Protocol;
use cti_spec::json::{Document, schema};
use serde_json::{Map, Value};

use crate::error::Error;
use crate::files::GeneratedFile;

/// The document and its schema, named after the protocol.
pub(crate) fn files(protocol: &Protocol, mark: &str) -> Result<Vec<GeneratedFile>, Error> {
    let name = protocol.name.to_lowercase();
    let (document_name, schema_name) = (format!("{name}.json"), format!("{name}.schema.json"));
    let document = Document {
        comment: Some(mark.to_owned()),
        schema: Some(schema_name.clone()),
        ..Document::from(protocol)
    };
    let document = serde_json::to_value(document);
    let document = document.map_err(|error| Error::bug(&document_name, error))?;
    let mut marked = Map::from_iter([("$comment".to_owned(), mark.into())]);
    if let Value::Object(schema) = schema() {
        marked.extend(schema);
    }
    let file = |name: String, value| GeneratedFile {
        path: name.into(),
        text: pretty(value),
    };
    Ok(vec![
        file(document_name, &document),
        file(schema_name, &Value::Object(marked)),
    ])
}

/// The longest line, unless a text is longer.
const WIDTH: usize = 120;

/// JSON for people: an array or an object that fits on a line is on one line. With a line for every
/// number, as serde_json writes it, the table of a message would not fit on a screen.
fn pretty(value: &Value) -> String {
    let mut text = String::new();
    // The file itself is never one line: its first lines hold the mark.
    write_lines(value, 0, &mut text);
    text.push('\n');
    text
}

fn write(value: &Value, depth: usize, text: &mut String) {
    let line = one_line(value);
    if 2 * depth + line.len() <= WIDTH {
        text.push_str(&line);
    } else {
        write_lines(value, depth, text);
    }
}

fn write_lines(value: &Value, depth: usize, text: &mut String) {
    let (open, close) = match value {
        Value::Object(_) => ('{', '}'),
        _ => ('[', ']'),
    };
    let elements: Vec<(Option<&String>, &Value)> = match value {
        Value::Object(object) => object
            .iter()
            .map(|(key, value)| (Some(key), value))
            .collect(),
        Value::Array(array) => array.iter().map(|value| (None, value)).collect(),
        scalar => return text.push_str(&scalar.to_string()),
    };
    text.push(open);
    for (index, (key, value)) in elements.into_iter().enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        text.push_str(&"  ".repeat(depth + 1));
        text.push_str(&prefix(key));
        write(value, depth + 1, text);
    }
    text.push('\n');
    text.push_str(&"  ".repeat(depth));
    text.push(close);
}

fn one_line(value: &Value) -> String {
    match value {
        Value::Object(object) if !object.is_empty() => {
            let members = object.iter();
            let members = members.map(|(key, value)| prefix(Some(key)) + &one_line(value));
            format!("{{ {} }}", members.collect::<Vec<_>>().join(", "))
        }
        Value::Array(array) => {
            let elements: Vec<String> = array.iter().map(one_line).collect();
            format!("[{}]", elements.join(", "))
        }
        other => other.to_string(),
    }
}

fn prefix(key: Option<&String>) -> String {
    key.map_or_else(String::new, |key| {
        format!("{}: ", Value::from(key.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::pretty;

    #[test]
    fn what_fits_on_a_line_stands_on_it() {
        let value =
            json!({ "a": [1, { "b": {}, "c": [] }], "long": ["x".repeat(70), "y".repeat(70)] });
        let written = pretty(&value);
        let (x, y) = ("x".repeat(70), "y".repeat(70));
        assert_eq!(
            written,
            format!(
                "{{\n  \"a\": [1, {{ \"b\": {{}}, \"c\": [] }}],\n  \"long\": [\n    \"{x}\",\n    \"{y}\"\n  ]\n}}\n"
            )
        );
        assert_eq!(written.parse::<Value>().unwrap(), value);
    }
}
