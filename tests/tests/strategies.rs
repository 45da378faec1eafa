//! What the strategies reach: a property that is never put to the test holds always.

use std::collections::BTreeSet;

use cti_messages::fields::{Fields, Value};
use cti_messages::info::{ElementInfo, FieldInfo, Form, Kind, MemberInfo};
use cti_messages::{Message, MessageType, Mode, ProtocolVersion, strategies};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

/// How many values of each message are made.
const VALUES: usize = 400;

/// What has been seen of the members of a message, as `path: what`.
type Seen = BTreeSet<String>;

/// Values of a message, always the same ones.
fn values(message: MessageType, version: ProtocolVersion, mode: Mode) -> Vec<Message<'static>> {
    let strategy = strategies::any_message(message, version, mode).expect("a layout");
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    );
    (0..VALUES)
        .map(|_| strategy.new_tree(&mut runner).expect("a value").current())
        .collect()
}

fn look_at(path: &str, fields: &dyn Fields, version: ProtocolVersion, seen: &mut Seen) {
    if !fields.unknown_fields().is_empty() {
        seen.insert(format!("{path}unknown: some"));
    }
    for (index, member) in fields.members().iter().enumerate() {
        let path = format!("{path}{}", member.name());
        let Some(value) = fields.value(index) else {
            seen.insert(format!("{path}: absent"));
            continue;
        };
        seen.insert(format!("{path}: present"));
        match value.reveal() {
            Value::Enumeration(value, info) => {
                let listed = info.name_of(value).is_some();
                seen.insert(format!("{path}: listed {listed}"));
            }
            Value::Mask(bits, info) => {
                let (_, rest) = info.split(bits);
                seen.insert(format!("{path}: unknown bits {}", rest != 0));
            }
            Value::Text(text) => {
                if let MemberInfo::Field(field) = member
                    && field.max(version) == Some(text.len() + 1)
                {
                    seen.insert(format!("{path}: longest"));
                }
            }
            Value::Values(values) => {
                seen.insert(format!("{path}: {} entries", values.count().min(2)));
            }
            Value::Entries(entries) => {
                seen.insert(format!("{path}: {} entries", entries.count().min(2)));
                for entry in (0..entries.count()).filter_map(|index| entries.entry(index)) {
                    look_at(&format!("{path}."), entry, version, seen);
                }
                continue;
            }
            _ => {}
        }
    }
}

/// What should be seen of members.
fn to_see(
    path: &str,
    members: &'static [MemberInfo],
    version: ProtocolVersion,
    expected: &mut Vec<String>,
) {
    for member in members {
        let path = format!("{path}{}", member.name());
        match member {
            MemberInfo::Fixed(fixed) => {
                if fixed.versions.contains(version) {
                    expected.push(format!("{path}: present"));
                    of_kind(&path, fixed.kind, width(fixed.form), expected);
                }
            }
            MemberInfo::Field(field) => {
                if field.versions.contains(version) {
                    expected.push(format!("{path}: present"));
                    expected.push(format!("{path}: absent"));
                    of_field(&path, field, expected);
                }
            }
            MemberInfo::List(list) => {
                if !list.versions.contains(version) {
                    continue;
                }
                expected.extend((0..3).map(|count| format!("{path}: {count} entries")));
                if list.count.tag.is_some() {
                    expected.push(format!("{path}: absent"));
                }
                if let ElementInfo::Entry(entry) = &list.element {
                    to_see(&format!("{path}."), entry.members, version, expected);
                }
            }
            other => unreachable!("not known to the tests: {other:?}"),
        }
    }
}

fn of_field(path: &str, field: &FieldInfo, expected: &mut Vec<String>) {
    of_kind(path, field.kind, width(field.form), expected);
    if field.form == Form::Text {
        expected.push(format!("{path}: longest"));
    }
}

/// The bytes of an integer.
fn width(form: Form) -> usize {
    match form {
        Form::Sized(size) => size,
        _ => 4,
    }
}

fn of_kind(path: &str, kind: Kind, width: usize, expected: &mut Vec<String>) {
    match kind {
        Kind::Enumeration(_) => {
            expected.push(format!("{path}: listed true"));
            expected.push(format!("{path}: listed false"));
        }
        Kind::Mask(mask) => {
            let (_, unnamed) = mask.split(u32::MAX >> (32 - 8 * width));
            if unnamed != 0 {
                expected.push(format!("{path}: unknown bits true"));
            }
            expected.push(format!("{path}: unknown bits false"));
        }
        _ => {}
    }
}

#[test]
fn strategies_reach_every_member_and_edge() {
    let mut missed = Vec::new();
    for info in MessageType::ALL.iter().filter_map(|message| message.info()) {
        let version = ProtocolVersion::LATEST;
        let mut seen = Seen::new();
        for mode in [Mode::Strict, Mode::Lenient] {
            for value in values(info.message_type, version, mode) {
                look_at("", value.as_known().expect("a layout"), version, &mut seen);
            }
        }
        let mut expected = Vec::new();
        to_see("", info.members, version, &mut expected);
        if !info.header_only {
            expected.push("unknown: some".to_owned());
        }
        missed.extend(
            expected
                .into_iter()
                .filter(|what| !seen.contains(what))
                .map(|what| format!("{}, {what}", info.name)),
        );
    }
    assert!(missed.is_empty(), "never seen:\n{}", missed.join("\n"));
}
