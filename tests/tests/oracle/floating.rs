//! The floating fields: the `G` lines of `messages.tsv`.

use std::ops::RangeInclusive;

use crate::definition::{
    FieldOrCount, FloatingPlace, enumeration, floating_places, presence, protocol, type_name,
    versions,
};
use crate::history;
use crate::report::{Differences, Exception};
use crate::row::Row;
use crate::tables;

/// The entry CTIClient is one for all messages: what one calls optional is so in the others, which
/// do not say.
const EXCEPTIONS: &[Exception] = &[
    shared("BEGIN_CALL_EVENT.CTIClientSignature"),
    shared("SNAPSHOT_CALL_CONF.CTIClientSignature"),
    shared("SNAPSHOT_CALL_CONF.CTIClientTimestamp"),
];

/// A member that another message calls optional.
const fn shared(place: &'static str) -> Exception {
    Exception {
        place,
        column: "presence",
        table: "-",
        definition: "optional",
    }
}

#[test]
fn every_floating_field_is_declared_as_the_table_has_it() {
    let mut differences = Differences::new(EXCEPTIONS);
    let mut without_tag = 0;
    for message in tables::messages() {
        let Some(declared) = protocol().message(message.name) else {
            differences.say(format!("{} is not declared", message.name));
            continue;
        };
        let versions = versions(declared);
        let published = message.floating.iter().filter(|field| field.tag.is_some());
        let table: Vec<Row> = published
            .map(|field| table_row(message.name, field, &versions))
            .collect();
        without_tag += message.floating.len() - table.len();
        let places = floating_places(declared);
        let definition: Vec<Row> = places.iter().map(definition_row).collect();
        differences.ordered_rows(message.name, &table, &definition);
    }
    assert_eq!(
        differences.compared() + without_tag,
        tables::message_lines('G')
    );
    differences.assert_none();
}

/// `versions` are those of the message: no field lives longer. The last version is stated at the
/// field itself or by the history.
fn table_row(message: &str, field: &tables::Floating, versions: &RangeInclusive<u8>) -> Row {
    let stated = field.stated();
    let until = stated.until;
    let until = until.or_else(|| history::last_version_of_field(message, field.name));
    Row::new(field.name)
        .cell("type", field.type_name)
        .cell("max", field.max_bytes)
        .cell(
            "tag",
            field.tag.map_or_else(String::new, |tag| tag.to_string()),
        )
        .cell("tag name", field.tag_name)
        .cell("presence", field.presence)
        .cell("list", field.list)
        .cell("since", stated.since.unwrap_or(*versions.start()))
        .cell("until", until.unwrap_or(*versions.end()))
        .cell("enumeration", field.enumeration)
}

fn definition_row(place: &FloatingPlace<'_>) -> Row {
    let versions = place.window.versions(protocol());
    let (name, ty, tag, presence_of, max) = match place.item {
        FieldOrCount::Field(field) => {
            let max = field.max_in(*versions.end());
            (&field.name, &field.ty, field.tag, field.presence, max)
        }
        FieldOrCount::Count(count) => {
            let size = count.ty.form.size();
            (&count.name, &count.ty, count.tag, count.presence, size)
        }
    };
    let array = if place.is_array() { "[]" } else { "" };
    let tag = &protocol()[tag];
    Row::new(&name.guide)
        .cell("type", format!("{}{array}", type_name(ty)))
        .cell("max", max.map_or_else(String::new, |max| max.to_string()))
        .cell("tag", tag.number)
        .cell("tag name", &tag.name.guide)
        .cell("presence", presence(presence_of))
        .cell("list", &place.list)
        .cell("since", versions.start())
        .cell("until", versions.end())
        .cell("enumeration", enumeration(ty))
}

/// E10: without a tag they cannot be declared; they travel as unknown fields.
#[test]
fn fields_whose_tag_nobody_published_are_not_declared() {
    let mut names = Vec::new();
    for message in tables::messages() {
        let declared = protocol().message(message.name);
        let places = declared.map(floating_places).unwrap_or_default();
        for field in message.floating.iter().filter(|field| field.tag.is_none()) {
            names.push(format!("{}.{}", message.name, field.name));
            let is_declared = places.iter().any(|place| place.name() == field.name);
            assert!(!is_declared, "{}.{}", message.name, field.name);
        }
    }
    let of_the_errata = [
        "OPEN_REQ.UniqueInstanceID",
        "CALL_AGENT_GREETING_EVENT.GreetingType",
        "SET_AGENT_SERVICE_DATA_REQ.TotalAnswersSuggestion",
        "SET_AGENT_SERVICE_DATA_REQ.NumPositiveAnswersSuggestions",
        "SET_AGENT_SERVICE_DATA_REQ.NumNegativeAnswersSuggestions",
    ];
    assert_eq!(names, of_the_errata);
}

/// E16 is noted at the fields that the newest layout lacks, and at no others.
#[test]
fn fields_beside_the_newest_layout_carry_their_erratum() {
    let mut differences = Differences::new(&[]);
    let mut seen = 0;
    for message in tables::messages() {
        let declared = protocol().message(message.name);
        for place in declared.map(floating_places).unwrap_or_default() {
            let mut lines = message.floating.iter();
            let Some(line) = lines.find(|line| line.name == place.name()) else {
                continue;
            };
            let is_beside = ["by the tag table only", "in the layout of"]
                .iter()
                .any(|words| line.note.contains(words));
            let errata = match place.item {
                FieldOrCount::Field(field) => &field.errata,
                FieldOrCount::Count(count) => &count.errata,
            };
            let is_noted = errata.iter().any(|&index| protocol()[index].label == "E16");
            seen += usize::from(is_beside);
            let place = format!("{}.{}", message.name, place.name());
            differences.value(&place, "E16", &is_beside.to_string(), &is_noted.to_string());
        }
    }
    assert!(seen >= 54, "{seen} such fields");
    differences.assert_none();
}

/// A list is named after its count; the design fixes how, because JSON shows the name.
#[test]
fn lists_are_named_after_their_counts() {
    let mut seen = 0;
    for message in &protocol().messages {
        for place in floating_places(message) {
            let (Some(list), Some(count)) = (place.lists.last(), place.list.rsplit('/').next())
            else {
                continue;
            };
            let count = count.trim_end_matches("(floating)");
            let name = ["NumberOf", "NumOf", "Num"]
                .iter()
                .find_map(|prefix| count.strip_prefix(prefix));
            assert_eq!(
                name,
                Some(list.name.guide.as_str()),
                "{} {}",
                message.name.guide,
                place.list
            );
            seen += 1;
        }
    }
    assert!(seen > 0, "no list at all");
}

/// The passwords, and nothing else: they must not be shown.
#[test]
fn passwords_are_secret() {
    let mut secrets: Vec<String> = Vec::new();
    for message in &protocol().messages {
        for (_, field) in protocol().floating_fields(message) {
            assert_eq!(
                field.secret,
                field.name.guide.ends_with("Password"),
                "{}.{}",
                message.name.guide,
                field.name.guide
            );
            if field.secret {
                secrets.push(format!("{}.{}", message.name.guide, field.name.guide));
            }
        }
    }
    assert_eq!(
        secrets,
        [
            "OPEN_REQ.ClientPassword",
            "SET_AGENT_STATE_REQ.AgentPassword"
        ]
    );
}
