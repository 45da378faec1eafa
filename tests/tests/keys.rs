//! The keys of messages. Which messages have one, and what it is, follows from the fields and null values of
//! the specification; that is worked out here, and compared with the keys that the messages give.

use std::collections::BTreeSet;
use std::slice::from_ref;

use cti_messages::fields::OwnedValue;
use cti_messages::{Message, MessageType, Text};
use cti_spec::model::{self, FieldType, Interface, InterfaceMember, WireForm};
use cti_tests::spec::{self, protocol};

/// The value of a field of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Number(u32),
    Text(Option<Vec<u8>>),
}

impl Part {
    fn text(text: Option<&Text<'_>>) -> Self {
        Self::Text(text.map(|text| text.as_bytes().to_vec()))
    }
}

/// A key of the protocol, and what a message has as that key, field by field.
type Key = (
    &'static str,
    &'static [&'static str],
    fn(&Message<'_>) -> Option<Vec<Part>>,
);

const KEYS: [Key; 2] = [
    (
        "CallKey",
        &[
            "PeripheralID",
            "ConnectionCallID",
            "ConnectionDeviceIDType",
            "ConnectionDeviceID",
        ],
        |message| {
            message.call_key().map(|key| {
                vec![
                    Part::Number(key.peripheral_id.0),
                    Part::Number(key.connection_call_id.0),
                    Part::Number(key.connection_device_id_type.0.into()),
                    Part::text(key.connection_device_id.as_ref()),
                ]
            })
        },
    ),
    ("AgentKey", &["PeripheralID", "AgentID"], |message| {
        message.agent_key().map(|key| {
            vec![
                Part::Number(key.peripheral_id.0),
                Part::text(Some(&key.agent_id)),
            ]
        })
    }),
];

/// The interfaces with a key.
fn keyed() -> impl Iterator<Item = &'static Interface> {
    let interfaces = protocol().interfaces.iter();
    interfaces.filter(|interface| interface.key.is_some())
}

/// A field of a message, in either part.
#[derive(Debug, Clone, Copy)]
struct Field {
    ty: FieldType,
    null: Option<u32>,
    /// Whether the message is read without it.
    may_be_absent: bool,
}

fn field(message: &'static model::Message, name: &str) -> Option<Field> {
    let fixed = message.fixed_members().into_iter();
    let mut fixed = fixed.map(|field| (&field.name, field.ty, field.null, field.optional));
    let floating = protocol().floating_fields(message).into_iter();
    let mut floating = floating
        .filter(|(list, _)| list.is_none())
        .map(|(_, field)| (&field.name, field.ty, field.null, true));
    let found = fixed
        .find(|(own, ..)| own.guide == name)
        .or_else(|| floating.find(|(own, ..)| own.guide == name));
    found.map(|(_, ty, null, may_be_absent)| Field {
        ty,
        null,
        may_be_absent,
    })
}

/// A value to try, and the part of a key that it is: `None` if it is nothing.
type Tried = (Option<OwnedValue>, Option<Part>);

/// Values of a field: absent where it may be, its null values, and others.
fn values(field: Field) -> Vec<Tried> {
    if field.ty.form == WireForm::Text {
        let text = |bytes: &[u8], part: Option<&[u8]>| {
            let part = part.map(|part| Part::Text(Some(part.to_vec())));
            (Some(OwnedValue::Bytes(bytes.to_vec())), part)
        };
        return vec![
            (None, None),
            text(b"", None),
            text(b"\0left over", None),
            text(b"1001", Some(b"1001")),
            text(b"1002\0left over", Some(b"1002")),
            text(b" ", Some(b" ")),
        ];
    }
    // That of the field, and that of its type, which names nothing anywhere.
    let nulls = [field.null, spec::null(None, &field.ty)];
    let most = u32::MAX >> (32 - 8 * field.ty.form.size().expect("a number"));
    let numbers: BTreeSet<u32> = [0, 1, 5000, most].into_iter().collect();
    let numbers = numbers.into_iter().chain(nulls.into_iter().flatten());
    let numbers = numbers.map(|number| {
        let part = (!nulls.contains(&Some(number))).then_some(Part::Number(number));
        (Some(OwnedValue::Number(number.into())), part)
    });
    let absent = field.may_be_absent.then_some((None, None));
    absent.into_iter().chain(numbers).collect()
}

/// Every choice of one value for each field.
fn choices(fields: &[Vec<Tried>]) -> Vec<Vec<Tried>> {
    let Some((first, rest)) = fields.split_first() else {
        return vec![Vec::new()];
    };
    let rest = choices(rest);
    let with_first = first.iter().flat_map(|tried| {
        rest.iter()
            .map(move |rest| [from_ref(tried), rest.as_slice()].concat())
    });
    with_first.collect()
}

/// A message in which some fields have these values.
fn message_with(of: &model::Message, names: &[&str], values: &[Tried]) -> Message<'static> {
    let mut message = Message::default_of(MessageType(of.number)).expect("its layout is known");
    let fields = message.fields_mut().expect("its layout is known");
    for (name, (value, _)) in names.iter().zip(values) {
        let mut members = fields.members().iter();
        let index = members.position(|member| member.name() == *name);
        if let Some(value) = value {
            let index = index.expect("a member of the struct");
            fields.set_value(index, value.clone()).expect("it fits");
        }
    }
    message
}

#[test]
fn the_keys_are_those_of_the_specification() {
    let names = |interface: &'static Interface| {
        let members = interface.members.iter().map(|member| match member {
            InterfaceMember::Key(field) => field.name.guide.as_str(),
            other => panic!("{other:?} in a key"),
        });
        let members: Vec<&str> = members.collect();
        let key = interface.key.as_ref().expect("it has a key");
        (key.guide.as_str(), members)
    };
    let declared: Vec<_> = keyed().map(names).collect();
    let tested = KEYS.map(|(key, fields, _)| (key, fields.to_vec()));
    assert_eq!(declared, tested);
}

#[test]
fn every_message_has_the_key_of_its_fields() {
    let (mut with_key, mut without) = (0, 0);
    for (interface, (_, names, key_of)) in keyed().zip(KEYS) {
        let required: Vec<bool> = interface
            .members
            .iter()
            .map(|member| matches!(member, InterfaceMember::Key(field) if field.required))
            .collect();
        for message in spec::messages() {
            let place = &message.name.guide;
            let fields: Option<Vec<Field>> =
                names.iter().map(|name| field(message, name)).collect();
            let Some(fields) = fields else {
                let default = message_with(message, &[], &[]);
                assert_eq!(key_of(&default), None, "{place}");
                continue;
            };
            let is_text = |at: usize| fields[at].ty.form == WireForm::Text;
            let tried: Vec<Vec<Tried>> = fields.iter().map(|field| values(*field)).collect();
            for choice in choices(&tried) {
                let parts = choice.iter().enumerate();
                let expected: Option<Vec<Part>> = parts
                    .map(|(at, (value, part))| match (part, value) {
                        (Some(part), _) => Some(part.clone()),
                        (None, _) if required[at] => None,
                        (None, _) if is_text(at) => Some(Part::Text(None)),
                        // A null value that is not required is a value like others.
                        (None, Some(OwnedValue::Number(number))) => {
                            Some(Part::Number(u32::try_from(*number).expect("of a field")))
                        }
                        (None, value) => panic!("{place}: {value:?}"),
                    })
                    .collect();
                let message = message_with(message, names, &choice);
                assert_eq!(key_of(&message), expected, "{message}");
                *if expected.is_some() {
                    &mut with_key
                } else {
                    &mut without
                } += 1;
            }
        }
    }
    assert!(with_key > 5000 && without > 1000, "{with_key} {without}");
}

/// What a program sets nothing in is about no call and no agent.
#[test]
fn a_message_that_says_nothing_has_no_key() {
    for message in spec::messages() {
        let default = message_with(message, &[], &[]);
        assert_eq!((default.call_key(), default.agent_key()), (None, None));
    }
}
