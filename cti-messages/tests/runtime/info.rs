//! The specification as data: names by value and version, members, limits.

use cti_messages::info::{ElementInfo, Form, ListStyle, MemberInfo, MessageInfo, Presence};
use cti_messages::{DynMessage, ProtocolVersion, VersionNumber};

use crate::fixture::{
    ArrayEvent, ColumnsEvent, FixedEvent, FloatingReq, Gear, HelloReq, Mood, OrderedEvent,
    RecordsEvent, SinglesEvent, StandbyEvent,
};

const V13: ProtocolVersion = ProtocolVersion::V13;
const V15: ProtocolVersion = ProtocolVersion::V15;
const V16: ProtocolVersion = ProtocolVersion::V16;
const V18: ProtocolVersion = ProtocolVersion::V18;
const V19: ProtocolVersion = ProtocolVersion::V19;

#[test]
fn a_constant_has_its_name_in_some_versions() {
    let info = Mood::info();
    assert_eq!(info.name_of(0), Some("MOOD_GOOD"));
    assert_eq!(
        info.name_of(3),
        Some("MOOD_SWEET"),
        "the name of the newest version"
    );
    assert_eq!(info.name_of(4), None);
    for (value, version, name) in [
        (0, V13, Some("MOOD_GOOD")),
        (1, V18, Some("MOOD_BAD")),
        (1, V19, None),
        (2, V18, None),
        (2, V19, Some("MOOD_BAD")),
        (3, V15, Some("MOOD_SOUR")),
        (3, V16, Some("MOOD_SWEET")),
        (4, V16, None),
    ] {
        assert_eq!(info.name_in(value, version), name, "{value} in {version}");
    }
    for (name, version, value) in [
        ("MOOD_GOOD", V13, Some(0)),
        ("MOOD_BAD", V18, Some(1)),
        ("MOOD_BAD", V19, Some(2)),
        ("MOOD_SOUR", V15, Some(3)),
        // The version has the value under another name.
        ("MOOD_SOUR", V16, None),
        ("MOOD_SWEET", V15, None),
        ("MOOD_NONE", V15, None),
    ] {
        assert_eq!(info.value_in(name, version), value, "{name} in {version}");
    }
}

#[test]
fn a_mask_is_split_into_its_names_and_the_rest() {
    let info = Gear::info();
    for (bits, names, rest) in [
        (0, vec![], 0),
        (1, vec!["GEAR_FIRST"], 0),
        (0x13, vec!["GEAR_FIRST", "GEAR_SECOND"], 0x10),
        (0x30, vec!["GEAR_BOTH"], 0),
        (0x8000, vec![], 0x8000),
    ] {
        let (found, left) = info.split(bits);
        assert_eq!(
            (found.collect::<Vec<_>>(), left),
            (names, rest),
            "{bits:#x}"
        );
    }
    for (name, value) in [
        ("GEAR_NEUTRAL", Some(0)),
        ("GEAR_SECOND", Some(2)),
        ("GEAR_BOTH", Some(0x30)),
        ("GEAR_THIRD", None),
    ] {
        assert_eq!(info.value_of(name), value, "{name}");
    }
}

fn info_of(message: &dyn DynMessage) -> &'static MessageInfo {
    message.info()
}

#[test]
fn members_are_told_by_name() {
    let names =
        |info: &MessageInfo| -> Vec<&str> { info.members.iter().map(MemberInfo::name).collect() };
    assert_eq!(
        names(info_of(&ArrayEvent::default())),
        ["Before", "Numbers", "After"]
    );
    assert_eq!(
        names(info_of(&HelloReq::default())),
        ["InvokeID", "Version", "Late", "Name"]
    );
    let styles: Vec<ListStyle> = [
        info_of(&SinglesEvent::default()),
        info_of(&ArrayEvent::default()),
        info_of(&OrderedEvent::default()),
        info_of(&ColumnsEvent::default()),
        info_of(&RecordsEvent::default()),
    ]
    .iter()
    .filter_map(|info| {
        info.members.iter().rev().find_map(|member| match member {
            MemberInfo::List(list) => Some(list.style),
            _ => None,
        })
    })
    .collect();
    assert_eq!(
        styles,
        [
            ListStyle::Single,
            ListStyle::Array,
            ListStyle::Ordered,
            ListStyle::Columns,
            ListStyle::Records
        ]
    );
}

#[test]
fn a_list_tells_the_members_of_its_entries() {
    let list_of = |info: &'static MessageInfo| {
        info.members
            .iter()
            .find_map(|member| match member {
                MemberInfo::List(list) => Some(*list),
                _ => None,
            })
            .unwrap()
    };
    let ordered = list_of(info_of(&OrderedEvent::default()));
    let names: Vec<&str> = ordered
        .element_members()
        .iter()
        .map(MemberInfo::name)
        .collect();
    assert_eq!(names, ["CallID", "DeviceID", "DeviceMood"]);
    assert!(matches!(&ordered.element, ElementInfo::Entry(entry) if entry.name == "Party"));
    assert!(
        list_of(info_of(&ArrayEvent::default()))
            .element_members()
            .is_empty()
    );
}

#[test]
fn a_field_has_a_maximum_by_version() {
    let members = info_of(&FloatingReq::default()).members;
    let field = |name: &str| {
        members
            .iter()
            .find_map(|member| match member {
                MemberInfo::Field(field) if field.name == name => Some(*field),
                _ => None,
            })
            .unwrap()
    };
    assert_eq!(
        (field("Name").max(V18), field("Name").max(V19)),
        (Some(4), Some(8))
    );
    assert_eq!(
        (field("Name").max(V13), field("Number").max(V13)),
        (Some(4), None)
    );
    assert_eq!(field("Name").presence, Presence::Optional);
    assert_eq!(field("Data").presence, Presence::Conditional);
    assert_eq!(field("Late").presence, Presence::Required);
    assert!(field("Password").secret && !field("Name").secret);
}

#[test]
fn a_message_tells_where_its_version_stands() {
    assert_eq!(info_of(&HelloReq::default()).version_at, Some(2));
    assert_eq!(info_of(&FixedEvent::default()).version_at, None);
    assert!(info_of(&StandbyEvent::default()).header_only);
    let hello = HelloReq {
        version: 99,
        ..HelloReq::default()
    };
    assert_eq!(hello.own_version(), Some(VersionNumber(99)));
}

#[test]
fn data_fit_a_form_or_do_not() {
    for (form, data, fits) in [
        (Form::Sized(2), &[1, 2][..], true),
        (Form::Sized(2), &[1], false),
        (Form::Sized(2), &[1, 2, 3], false),
        (Form::Text, &[], true),
        (Form::Bytes, &[1], true),
        (Form::NamedVariable, &[1, 0], true),
        (Form::NamedVariable, &[1], false),
        (Form::NamedVariable, &[], false),
        (Form::NamedArray, &[1, 0], true),
        (Form::NamedArray, &[0, 1], false),
        (Form::NamedArray, &[], false),
    ] {
        assert_eq!(form.fits(data), fits, "{form:?} {data:?}");
    }
}
