//! The fixed fields: the `F` lines of `messages.tsv`, and the layouts that no table has.

use std::ops::RangeInclusive;

use cti_spec::model::{FixedField, Layout, Message, Window};

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

/// A layout beside the one in the table of its message: by which bodies and in which versions.
struct Special {
    message: &'static str,
    /// From this version on: the table has the layout of the newest one.
    since: u8,
    until: Option<u8>,
    bodies: &'static [&'static str],
    /// The message whose table has the lines of its fields.
    like: &'static str,
    /// Its fields, each with its name in that table.
    fields: &'static [(&'static str, &'static str)],
}

/// Only errata make such layouts.
const SPECIAL: &[Special] = &[
    // E1: printed as the layout of CONTROL_FAILURE_CONF.
    Special {
        message: "FAILURE_CONF",
        since: 20,
        until: None,
        bodies: &["10"],
        like: "CONTROL_FAILURE_CONF",
        fields: &[
            ("InvokeID", "InvokeID"),
            ("Status", "FailureCode"),
            ("PeripheralErrorCode", "PeripheralErrorCode"),
        ],
    },
    // E20: the table without ConfigMsgMask, first as the only form, then as the short one.
    Special {
        message: "CONFIG_REQUEST_EVENT",
        since: 13,
        until: Some(19),
        bodies: &[],
        like: "CONFIG_REQUEST_EVENT",
        fields: SHORT_CONFIG_REQUEST,
    },
    Special {
        message: "CONFIG_REQUEST_EVENT",
        since: 20,
        until: None,
        bodies: &["8", "8+CustomerID"],
        like: "CONFIG_REQUEST_EVENT",
        fields: SHORT_CONFIG_REQUEST,
    },
];

const SHORT_CONFIG_REQUEST: &[(&str, &str)] = &[
    ("ConfigInformation", "ConfigInformation"),
    ("PeripheralID", "PeripheralID"),
];

/// The layouts beside those of the tables are the ones of the errata, field by field: their types,
/// sizes and enumerations are in no table of their message.
#[test]
fn the_special_layouts_are_those_of_the_errata() {
    let mut found = Vec::new();
    for message in &protocol().messages {
        let layouts = message.parts().map_or(&[][..], |parts| &parts.layouts);
        let newest = message.usual_layout(*versions(message).end());
        for layout in layouts {
            // The one of the table.
            if newest.is_some_and(|newest| std::ptr::eq(newest, layout)) {
                continue;
            }
            found.push((special_name(message, layout), layout));
        }
    }
    let mut differences = Differences::new(EXCEPTIONS);
    let names = |names: Vec<String>| -> Vec<Row> { names.into_iter().map(Row::new).collect() };
    let expected = SPECIAL.iter().map(Special::name).collect();
    let declared = found.iter().map(|(name, _)| name.clone()).collect();
    differences.ordered_rows("", &names(expected), &names(declared));
    for special in SPECIAL {
        let name = special.name();
        let Some((_, layout)) = found.iter().find(|(found, _)| *found == name) else {
            continue;
        };
        let definition: Vec<Row> = layout.fields.iter().map(special_row).collect();
        differences.ordered_rows(&name, &special.rows(), &definition);
    }
    differences.assert_none();
}

/// `FAILURE_CONF 20..=25 [10]`.
fn special_name(message: &Message, layout: &Layout) -> String {
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
    format!(
        "{} {versions:?} [{}]",
        message.name.guide,
        bodies.join(", ")
    )
}

fn special_row(field: &FixedField) -> Row {
    Row::new(&field.name.guide)
        .cell("type", type_name(&field.ty))
        .cell("bytes", field.size)
        .cell("enumeration", enumeration(&field.ty))
        .cell("window", format!("{:?}", field.window))
        .cell("null", format!("{:?}", field.null))
}

impl Special {
    fn name(&self) -> String {
        let versions = self.since..=self.until.unwrap_or(protocol().last_version);
        format!("{} {versions:?} [{}]", self.message, self.bodies.join(", "))
    }

    /// Its rows: type and size from the table that has its fields. The enumeration is that of its
    /// own message, where that has the field.
    fn rows(&self) -> Vec<Row> {
        let messages = tables::messages();
        let line = |message: &str, name: &str| {
            let message = messages.iter().find(|found| found.name == message)?;
            message.fixed.iter().find(|field| field.name == name)
        };
        self.fields
            .iter()
            .map(|(name, like)| {
                let form = line(self.like, like);
                let form = form.unwrap_or_else(|| panic!("{} has no {like}", self.like));
                let own = line(self.message, name).unwrap_or(form);
                Row::new(*name)
                    .cell("type", form.type_name)
                    .cell("bytes", form.bytes)
                    .cell("enumeration", own.enumeration)
                    .cell("window", format!("{:?}", Window::default()))
                    .cell("null", "None")
            })
            .collect()
    }
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
