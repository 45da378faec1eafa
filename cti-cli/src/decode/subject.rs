//! Whom and what a field names: an agent, a call.

use cti_messages::Tag;
use cti_messages::fields::Value;
use cti_messages::info::MemberInfo;

/// The floating fields that name an agent.
const AGENT_TAGS: [Tag; 6] = [
    Tag::AGENT_ID_TAG,
    Tag::AGENT_ID_LONG_TAG,
    Tag::AGENT_EXTENSION_TAG,
    Tag::AGENT_INSTRUMENT_TAG,
    Tag::ATC_AGENT_ID_TAG,
    Tag::LOGIN_ID_TAG,
];

/// The type of the ID of an agent in the configuration, which services and skill groups have too:
/// the field's name tells which one it is.
const SKILL_TARGET: &str = "SkillTargetID";

/// The type of the ID of a call.
const CALL: &str = "CallID";

/// Whether a field names an agent.
pub(super) fn names_agent(member: &MemberInfo, value: Value<'_>) -> bool {
    match (member, value) {
        (MemberInfo::Field(field), Value::Text(_)) => AGENT_TAGS.contains(&Tag(field.tag)),
        (_, Value::Id(_, info)) => info.name == SKILL_TARGET && member.name().contains("Agent"),
        _ => false,
    }
}

/// Whether a field names a call.
pub(super) fn names_call(value: Value<'_>) -> bool {
    matches!(value, Value::Id(_, info) if info.name == CALL)
}
