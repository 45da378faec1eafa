//! The fixed fields: the `F` lines of `messages.tsv`, and the layouts that no table has.

use std::ops::RangeInclusive;

use cti_spec::model::{FixedField, Message};

use crate::definition::{
    enumeration, fixed_fields_ever, protocol, type_name, versions, versions_with_fixed,
};
use crate::report::{Differences, Exception};
use crate::row::Row;
use crate::tables;

const EXCEPTIONS: &[Exception] = &[];

#[test]
fn every_fixed_field_is_declared_as_the_table_has_it() {
    let mut differences = Differences::new(EXCEPTIONS);
    for message in tables::messages() {
        let Some(declared) = protocol().message(message.name) else {
            differences.say(format!("{} is not declared", message.name));
            continue;
        };
        let versions = versions(declared);
        let table: Vec<Row> = message
            .fixed
            .iter()
            .map(|field| table_row(field, &versions))
            .collect();
        let definition: Vec<Row> = fixed_fields_ever(declared)
            .into_iter()
            .map(|field| definition_row(declared, field))
            .collect();
        differences.ordered_rows(message.name, &table, &definition);
    }
    assert_eq!(differences.compared(), tables::message_lines('F'));
    differences.assert_none();
}

/// `versions` are those of the message: no field lives longer.
fn table_row(field: &tables::Fixed, versions: &RangeInclusive<u8>) -> Row {
    let stated = field.stated();
    Row::new(field.name)
        .cell("type", field.type_name)
        .cell("bytes", field.bytes)
        .cell("since", stated.since.unwrap_or(*versions.start()))
        .cell("until", stated.until.unwrap_or(*versions.end()))
        .cell("enumeration", field.enumeration)
}

fn definition_row(message: &Message, field: &FixedField) -> Row {
    // Alternative layouts have a field each for the same thing: it is as old as the oldest.
    let versions = versions_with_fixed(message, &field.name.guide);
    let versions = versions.expect("a field is in some version");
    Row::new(&field.name.guide)
        .cell("type", type_name(&field.ty))
        .cell("bytes", field.size)
        .cell("since", versions.start())
        .cell("until", versions.end())
        .cell("enumeration", enumeration(&field.ty))
}

/// The layouts by message: versions, bodies and fields of each. Only errata make alternatives.
#[test]
fn the_alternative_layouts_are_those_of_the_errata() {
    let mut found = Vec::new();
    for message in &protocol().messages {
        let layouts = message.parts().map_or(&[][..], |parts| &parts.layouts);
        if layouts.len() < 2 {
            continue;
        }
        for layout in layouts {
            let versions = layout.window.versions(protocol());
            let bodies: Vec<String> = layout
                .bodies
                .iter()
                .map(|body| {
                    let field = body.floating_field.as_deref();
                    let field = field.map_or_else(String::new, |name| format!("+{name}"));
                    format!("{}{field}", body.fixed_bytes)
                })
                .collect();
            let fields: Vec<String> = layout
                .fields
                .iter()
                .map(|field| format!("{}:{}", field.name.guide, field.size))
                .collect();
            found.push(format!(
                "{} {versions:?} [{}] {}",
                message.name.guide,
                bodies.join(", "),
                fields.join(" ")
            ));
        }
    }
    let expected = [
        "FAILURE_CONF 20..=LAST [10] InvokeID:4 Status:2 PeripheralErrorCode:4",
        "FAILURE_CONF 13..=LAST [] InvokeID:4 Status:4",
        "CONFIG_REQUEST_EVENT 13..=19 [] ConfigInformation:4 PeripheralID:4",
        "CONFIG_REQUEST_EVENT 20..=LAST [8, 8+CustomerID] ConfigInformation:4 PeripheralID:4",
        "CONFIG_REQUEST_EVENT 20..=LAST [] ConfigInformation:4 ConfigMsgMask:4 PeripheralID:4",
    ];
    let last = protocol().last_version.to_string();
    let expected = expected.map(|layout| layout.replace("LAST", &last));
    assert_eq!(found, expected);
}

#[test]
fn only_an_open_request_names_its_own_version() {
    let named: Vec<(&str, &str)> = protocol()
        .messages
        .iter()
        .filter_map(|message| {
            let field = message.parts()?.version_from.as_deref()?;
            Some((message.name.guide.as_str(), field))
        })
        .collect();
    assert_eq!(named, [("OPEN_REQ", "VersionNumber")]);
}
