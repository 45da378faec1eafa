//! The constants: `constants.tsv`.

use cti_messages::{
    AgentStateMask, CallEventMask, ConfigInformationMask, CtiServiceMask, ProtocolVersion,
};
use cti_spec::model::{NamedValue, Null};

use crate::definition::protocol;
use crate::history;
use crate::report::{ABSENT, Differences, Exception, PRESENT};
use crate::row::{Row, version};
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
    // Gaps: no program asks for them, or says them.
    gap("ConfigType.UNUSED"),
    gap("CtiServiceMask.Unused"),
    gap("CallEventMask.CALL_TERMINATION_MASK"),
    // The history prints these E_CTI_INVALID_CONFIG_MSG_MASK and E_CTI_INVALID_REQUEST_ID_TYPE.
    newer("StatusCode.E_INVALID_CONFIG_MSG_MASK", "", "14"),
    newer("StatusCode.E_CTI_INVALID_REQUEST_TYPE", "", "14"),
    // The history prints "Task Transferred".
    newer("Disposition.Task Transfer", "", "20"),
    // The history has it as a bit that a field got.
    newer(
        "ConfigInformationMask.Media Routing Domain Information",
        "",
        "20",
    ),
];

/// A constant that the definition has among the reserved and unused values, without its name.
const fn gap(place: &'static str) -> Exception {
    Exception {
        place,
        column: "row",
        table: PRESENT,
        definition: ABSENT,
    }
}

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
            values.iter().map(definition_row).collect()
        };
        differences.rows(table.name, &rows, &definition);
    }
    assert_eq!(differences.compared(), tables::constant_lines('V'));
    differences.assert_none();
}

/// The versions are stated at the constant itself or by the history.
fn table_row(value: &tables::Value) -> Row {
    let stated = value.stated();
    let added = || history::first_version_of_constant(value.name);
    let removed = || history::last_version_of_constant(value.name);
    Row::new(value.name)
        .cell("value", value.value)
        .cell("since", version(stated.since.or_else(added)))
        .cell("until", version(stated.until.or_else(removed)))
}

fn definition_row(value: &NamedValue) -> Row {
    Row::new(&value.guide_name)
        .cell("value", value.value)
        .cell("since", version(value.window.since))
        .cell("until", version(value.window.until))
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
            let versions = Row::new(&row.name).cell("value", value);
            Some(versions.cell("since", "").cell("until", ""))
        })
        .collect()
}

/// The bits of the tables that change the session.
const MODES: &[&str] = &[
    "CTI_SERVICE_CONNECTION_MONITOR",
    "CTI_SERVICE_SERVER",
    "CTI_AGENT_STATE_CONTROL_ONLY",
    "CTI_SERVICE_IGNORE_DUPLICATE_AGENT_EVENTS",
    "CTI_SERVICE_IGNORE_CONF",
    "CTI_SERVICE_ACD_LINE_ONLY",
    "CTI_SERVICE_ACTIVE_STANDBY",
    "CTI_SERVICE_DEBUG",
];

/// In each version, a client can ask for what the table has for it, but for what is unused or reserved there.
fn assert_asks(mask: &str, asked: impl Fn(ProtocolVersion) -> [u32; 2]) {
    let tables = tables::constants();
    let table = tables.iter().find(|table| table.name == mask);
    let values = &table.expect("a table of the guide").values;
    let is_gap = |name: &str| matches!(name, "Unused" | "CALL_TERMINATION_MASK");
    let gaps = &protocol().mask(mask).expect("is declared").gaps;
    for value in values {
        let declared = gaps.iter().any(|gap| gap.first == value.value);
        assert_eq!(declared, is_gap(value.name), "{}", value.name);
    }
    for version in ProtocolVersion::all() {
        let is_here = |value: &&tables::Value| {
            let stated = value.stated();
            let first = match value.name {
                // See the exceptions.
                "Media Routing Domain Information" => Some(20),
                name => stated
                    .since
                    .or_else(|| history::first_version_of_constant(name)),
            };
            let last = stated.until;
            let last = last.or_else(|| history::last_version_of_constant(value.name));
            let number = u32::from(version);
            first.is_none_or(|first| u32::from(first) <= number)
                && last.is_none_or(|last| number <= u32::from(last))
        };
        let here = values.iter().filter(is_here);
        let defined = here.filter(|value| !is_gap(value.name));
        let everything = defined.clone().filter(|value| !MODES.contains(&value.name));
        let all = |bits: &mut dyn Iterator<Item = &tables::Value>| {
            bits.fold(0, |all, bit| all | bit.value)
        };
        let expected = [all(&mut defined.clone()), all(&mut everything.clone())];
        assert_eq!(asked(version), expected, "{mask} in {version}");
    }
}

#[test]
fn a_client_can_ask_for_what_the_tables_have() {
    macro_rules! masks {
        ($($mask:ident),*) => {$(
            assert_asks(stringify!($mask), |version| {
                [$mask::defined_in(version), $mask::everything_in(version)].map(|mask| mask.bits())
            });
        )*};
    }
    masks!(
        CallEventMask,
        AgentStateMask,
        ConfigInformationMask,
        CtiServiceMask
    );
}

/// E26, E27: values with other names in other versions, or with none.
#[test]
fn values_have_the_names_of_their_versions() {
    let name = |table, version, value| {
        let table = protocol().enumeration(table).expect("is declared");
        let found = table.value_in(version, value);
        found.map(|found| found.guide_name.as_str())
    };
    assert_eq!(name("CallType", 15, 27), None);
    assert_eq!(name("CallType", 16, 27), Some("RESERVATION_PREVIEW"));
    assert_eq!(name("CallType", 13, 38), None);
    assert_eq!(name("CallType", 14, 38), Some("CALLTYPE_NON_ACD"));
    let status = |version| name("StatusCode", version, 2);
    assert_eq!(status(24), Some("E_CTI_INVALID_MESSAGE_TYPE"));
    assert_eq!(status(25), Some("E_CTI_INVALID_MESSAGE_LENGTH"));
}
