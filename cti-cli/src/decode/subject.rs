//! The subject of a message: the agents and calls that it names, and a summary of its fields.

use cti_messages::fields::{Fields, Value};
use cti_messages::info::MemberInfo;
use cti_messages::{Message, Tag};

/// The floating fields that name an agent.
const AGENT_TAGS: [Tag; 6] = [
    Tag::AGENT_ID_TAG,
    Tag::AGENT_ID_LONG_TAG,
    Tag::AGENT_EXTENSION_TAG,
    Tag::AGENT_INSTRUMENT_TAG,
    Tag::ATC_AGENT_ID_TAG,
    Tag::LOGIN_ID_TAG,
];

/// The ID type of agents, services and skill groups in the configuration. The name of a field says which
/// of them it is.
const SKILL_TARGET: &str = "SkillTargetID";

/// The ID type of calls.
const CALL: &str = "CallID";

/// Whether a field names an agent.
pub(super) fn names_agent(member: &MemberInfo, value: Value<'_>) -> bool {
    match (member, value) {
        (MemberInfo::Field(field), Value::Text(_)) => AGENT_TAGS.contains(&field.tag),
        (_, Value::Id(_, info)) => info.name == SKILL_TARGET && member.name().contains("Agent"),
        _ => false,
    }
}

/// Whether a field names a call.
pub(super) fn names_call(value: Value<'_>) -> bool {
    matches!(value, Value::Id(_, info) if info.name == CALL)
}

/// The most characters of a summary.
const WIDTH: usize = 120;

/// A summary of a message on one line: agents and calls first, then enumerations, then other fields.
/// Fields without content are left out, and the line is truncated.
pub(super) fn about(message: &Message<'_>) -> String {
    let text = match message.as_known() {
        Ok(known) => fields(known),
        Err(unknown) => hex::encode(&unknown.body),
    };
    shortened(&text)
}

fn fields(fields: &dyn Fields) -> String {
    let members = fields.members().iter().enumerate();
    let present = members.filter_map(|(index, member)| Some((member, fields.value(index)?)));
    let mut shown: Vec<_> = present.filter(|(_, value)| !is_empty(*value)).collect();
    shown.sort_by_key(|(member, value)| rank(member, *value));
    let shown: Vec<String> = shown
        .into_iter()
        .map(|(member, value)| match member {
            member if member.is_secret() => format!("{}=<redacted>", member.name()),
            _ if is_self_explanatory(value) => value.to_string(),
            member => format!("{}={value}", member.name()),
        })
        .collect();
    shown.join(" ")
}

fn rank(member: &MemberInfo, value: Value<'_>) -> u8 {
    match value {
        _ if names_agent(member, value) || names_call(value) => 0,
        Value::Enumeration(..) => 1,
        _ => 2,
    }
}

/// Whether the name of a constant needs no field name: AGENT_STATE_TALKING, but not FALSE.
fn is_self_explanatory(value: Value<'_>) -> bool {
    let Value::Enumeration(value, info) = value else {
        return false;
    };
    info.name_of(value).is_some_and(|name| name.contains('_'))
}

fn is_empty(value: Value<'_>) -> bool {
    match value {
        Value::Number(number) => number == 0,
        Value::Mask(bits, _) => bits == 0,
        Value::Entries(entries) => entries.count() == 0,
        Value::Values(values) => values.count() == 0,
        Value::Id(..) => value.to_string() == "none",
        _ => false,
    }
}

/// The start of a text, without control characters, which could move the cursor.
fn shortened(text: &str) -> String {
    let mut chars = text.chars();
    let start = chars.by_ref().take(WIDTH);
    let mut short: String = start
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect();
    if chars.next().is_some() {
        short.push('…');
    }
    short
}
