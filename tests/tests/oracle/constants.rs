//! The constants: `constants.tsv`.

use cti_spec::model::{NamedValue, Null};

use crate::definition::protocol;
use crate::history;
use crate::report::{ABSENT, Differences, Exception, PRESENT};
use crate::row::Row;
use crate::tables;

/// The table of limits and null values, which belong to no enumeration.
const SPECIAL_VALUES: &str = "SpecialValues";

const EXCEPTIONS: &[Exception] = &[
    // No name: a value without one is legal anyway.
    Exception {
        place: "PeripheralType.{reserved}",
        column: "row",
        table: PRESENT,
        definition: ABSENT,
    },
    // The history prints these E_CTI_INVALID_CONFIG_MSG_MASK and E_CTI_INVALID_REQUEST_ID_TYPE.
    newer("StatusCode.E_INVALID_CONFIG_MSG_MASK", "", "14"),
    newer("StatusCode.E_CTI_INVALID_REQUEST_TYPE", "", "14"),
    // The history has the values, 27 to 37, in place of the names.
    newer("CallType.RESERVATION_PREVIEW", "", "19"),
    newer("CallType.RESERVATION_PREVIEW_DIRECT", "", "19"),
    newer("CallType.RESERVATION_PREDICTIVE", "", "19"),
    newer("CallType.RESERVATION_CALLBACK", "", "19"),
    newer("CallType.RESERVATION_PERSONAL_CALLBACK", "", "19"),
    newer("CallType.CUSTOMER_PREVIEW", "", "19"),
    newer("CallType.CUSTOMER_PREVIEW_DIRECT", "", "19"),
    newer("CallType.CUSTOMER_PREDICTIVE", "", "19"),
    newer("CallType.CUSTOMER_CALLBACK", "", "19"),
    newer("CallType.CUSTOMER_PERSONAL", "", "19"),
    newer("CallType.CUSTOMER_IVR", "", "19"),
    // E26: 27 from 14 to 18, the value of the table since.
    newer("CallType.CALLTYPE_NON_ACD", "14", "19"),
    // The history prints "Task Transferred".
    newer("Disposition.Task Transfer", "", "20"),
    // The history has it as a bit that a field got.
    newer(
        "ConfigInformationMask.Media Routing Domain Information",
        "",
        "20",
    ),
];

/// A constant whose first version neither table nor history tells by its name.
const fn newer(place: &'static str, table: &'static str, definition: &'static str) -> Exception {
    Exception {
        place,
        column: "since",
        table,
        definition,
    }
}

#[test]
fn every_table_is_declared_with_its_kind() {
    let table: Vec<Row> = tables::constants()
        .iter()
        .filter(|table| table.name != SPECIAL_VALUES)
        .map(|table| Row::new(table.name).cell("kind", table.kind))
        .collect();
    let enumerations = protocol()
        .enumerations
        .iter()
        .map(|table| (&table.name, "enum"));
    let masks = protocol().masks.iter().map(|table| (&table.name, "mask"));
    let definition: Vec<Row> = enumerations
        .chain(masks)
        .map(|(name, kind)| Row::new(&name.guide).cell("kind", kind))
        .collect();
    let mut differences = Differences::new(&[]);
    differences.rows("", &table, &definition);
    assert_eq!(differences.compared() + 1, tables::constant_lines('E'));
    differences.assert_none();
}

#[test]
fn every_constant_is_declared_with_its_value() {
    let mut differences = Differences::new(EXCEPTIONS);
    for table in tables::constants() {
        let rows: Vec<Row> = table.values.iter().map(table_row).collect();
        let definition: Vec<Row> = if table.name == SPECIAL_VALUES {
            special_values(&rows)
        } else {
            let enumeration = protocol()
                .enumeration(table.name)
                .map(|found| &found.values);
            let mask = protocol().mask(table.name).map(|found| &found.bits);
            let values = enumeration.or(mask).map_or(&[][..], Vec::as_slice);
            values
                .iter()
                .filter(|value| is_newest(value))
                .map(definition_row)
                .collect()
        };
        differences.rows(table.name, &rows, &definition);
    }
    assert_eq!(differences.compared(), tables::constant_lines('V'));
    differences.assert_none();
}

/// The version is stated at the constant itself or by the history.
fn table_row(value: &tables::Value) -> Row {
    let stated = value.meaning.strip_prefix("since ").map(str::to_owned);
    let added =
        || history::first_version_of_constant(value.name).map(|version| version.to_string());
    let since = stated.or_else(added).unwrap_or_default();
    Row::new(value.name)
        .cell("value", value.value)
        .cell("since", since)
}

fn definition_row(value: &NamedValue) -> Row {
    let since = value
        .window
        .since
        .map_or_else(String::new, |since| since.to_string());
    Row::new(&value.guide_name)
        .cell("value", value.value)
        .cell("since", since)
}

/// Whether a constant is in force in the newest version, which the tables show.
fn is_newest(value: &NamedValue) -> bool {
    value.window.contains(protocol().last_version)
}

/// Limits and null values with the names that the table has, wherever the definition has them.
fn special_values(table: &[Row]) -> Vec<Row> {
    let nulls = || {
        let ids = protocol().ids.iter().map(|id| &id.null);
        let tables = protocol().enumerations.iter().map(|table| &table.null);
        ids.chain(tables).flatten()
    };
    let named = |null: &Null, name: &str| null.name.as_ref().is_some_and(|null| null.guide == name);
    table
        .iter()
        .filter_map(|row| {
            let constant = protocol()
                .constants
                .iter()
                .find(|constant| constant.name.guide == row.name)
                .map(|constant| constant.value);
            let null = nulls()
                .find(|null| named(null, &row.name))
                .map(|null| null.value);
            let value = constant.or(null)?;
            Some(Row::new(&row.name).cell("value", value).cell("since", ""))
        })
        .collect()
}

/// E26, and nothing else: names that a value had in older versions only.
#[test]
fn one_name_is_not_in_force_any_more() {
    let values = protocol()
        .enumerations
        .iter()
        .flat_map(|table| &table.values);
    let bits = protocol().masks.iter().flat_map(|mask| &mask.bits);
    let gone: Vec<String> = values
        .chain(bits)
        .filter(|value| !is_newest(value))
        .map(|value| {
            let versions = value.window.versions(protocol());
            format!("{} = {} in {versions:?}", value.guide_name, value.value)
        })
        .collect();
    assert_eq!(gone, ["CALLTYPE_NON_ACD = 27 in 14..=18"]);
    let call_type = protocol().enumeration("CallType").expect("is declared");
    let name = |version, value| {
        let found = call_type.value_in(version, value);
        found.map(|found| found.guide_name.as_str())
    };
    assert_eq!(name(13, 27), None);
    assert_eq!(name(18, 27), Some("CALLTYPE_NON_ACD"));
    assert_eq!(name(19, 27), Some("RESERVATION_PREVIEW"));
    assert_eq!(name(25, 38), Some("CALLTYPE_NON_ACD"));
}
