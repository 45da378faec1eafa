//! The values that mean "none", which the notes of `messages.tsv` name: `0xFFFFFFFF`, `0xFFFF`.

use cti_spec::model::{FieldType, Meaning};

use crate::definition::protocol;
use crate::report::{Differences, Exception};
use crate::tables;

/// A flag in the one direction, a number in the other: not a number that is missing.
const EXCEPTIONS: &[Exception] = &[Exception {
    place: "START_RECORDING_CONF.SessionID",
    column: "null",
    table: "0xFFFFFFFF",
    definition: "none",
}];

#[test]
fn fields_have_the_null_values_that_the_notes_name() {
    let mut differences = Differences::new(EXCEPTIONS);
    let mut seen = 0;
    for message in tables::messages() {
        let Some(declared) = protocol().message(message.name) else {
            continue;
        };
        let notes = message.fixed.iter().map(|field| (field.name, field.note));
        let floating = message.floating.iter();
        let notes = notes.chain(floating.map(|field| (field.name, field.note)));
        let fixed = declared.fixed_members().into_iter();
        let fixed = fixed.map(|field| (field.name.guide.as_str(), null(&field.ty, field.null)));
        let floating = protocol().floating_fields(declared).into_iter();
        let floating =
            floating.map(|(_, field)| (field.name.guide.as_str(), null(&field.ty, field.null)));
        let fields: Vec<(&str, Option<u32>)> = fixed.chain(floating).collect();
        for (name, note) in notes {
            let field = fields.iter().find(|(declared, _)| *declared == name);
            let (Some(named), Some((_, null))) = (named_in(note), field) else {
                continue;
            };
            seen += 1;
            let null = null.map_or_else(|| "none".to_owned(), |null| format!("0x{null:X}"));
            differences.value(&format!("{}.{name}", message.name), "null", named, &null);
        }
    }
    assert_eq!(seen, tables::lines_with_null(), "notes with a null value");
    differences.assert_none();
}

/// The null value that a note names.
fn named_in(note: &str) -> Option<&'static str> {
    let note = note.to_lowercase();
    ["0xFFFFFFFF", "0xFFFF"]
        .into_iter()
        .find(|null| note.contains(&null.to_lowercase()))
}

/// The null value of a field: its own, else that of its ID or enumeration. Some enumerations list
/// it as a constant, `PT_NONE`.
fn null(ty: &FieldType, own: Option<u32>) -> Option<u32> {
    own.or_else(|| match ty.meaning? {
        Meaning::Id(index) => protocol()[index].null.as_ref().map(|null| null.value),
        Meaning::Enumeration(index) => {
            let table = &protocol()[index];
            let constant = || table.values.iter().find(|value| value.value == 0xFFFF);
            let null = table.null.as_ref().map(|null| null.value);
            null.or_else(|| constant().map(|value| value.value))
        }
        Meaning::Mask(_) => None,
    })
}
