//! What the model holds for a specification with every construct.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use cti_spec::model::{
    Body, CountPlace, Element, Floating, FloatingField, InterfaceMember, List, ListStyle, Meaning,
    Message, NamedParts, Presence, Window, WireForm,
};
use cti_spec::{Protocol, SourceFile, parse_sources};

/// The sample.
fn whole() -> Protocol {
    let text = include_str!("samples/whole.cti");
    parse_sources(vec![SourceFile::new("whole.cti", text)])
        .unwrap_or_else(|errors| panic!("{errors}"))
}

/// A floating field of a message.
fn field<'p>(protocol: &'p Protocol, message: &str, name: &str) -> &'p FloatingField {
    let message = protocol.message(message).unwrap();
    let fields = protocol.floating_fields(message);
    fields
        .into_iter()
        .find(|(_, field)| field.name.guide == name)
        .unwrap()
        .1
}

/// A list of a message.
fn list<'p>(protocol: &'p Protocol, message: &str, name: &str) -> &'p List {
    let parts = protocol.message(message).unwrap().parts().unwrap();
    let lists = parts.floating.iter().filter_map(|item| match item {
        Floating::List(list) => Some(list),
        _ => None,
    });
    lists
        .into_iter()
        .find(|list| list.name.guide == name)
        .unwrap()
}

/// The names of the members that a message has from its fixed part.
fn fixed_members(message: &Message) -> Vec<&str> {
    let members = message.fixed_members().into_iter();
    members.map(|field| field.name.guide.as_str()).collect()
}

#[test]
fn the_protocol_block() {
    let protocol = whole();
    assert_eq!(protocol.name, "GED188");
    assert_eq!(protocol.doc.lines, ["A protocol for tests."]);
    assert_eq!((protocol.first_version, protocol.last_version), (13, 25));
    assert_eq!(
        (protocol.wide_tags_since, protocol.frame_limit),
        (20, 12500)
    );
}

#[test]
fn docs_stand_before_and_behind() {
    let protocol = whole();
    let unspec = protocol
        .types
        .iter()
        .find(|ty| ty.name == "UNSPEC")
        .unwrap();
    assert_eq!(
        (unspec.form, unspec.doc.lines.as_slice()),
        (WireForm::Bytes, &["raw bytes".to_owned()][..])
    );
    let states = protocol.enumeration("AgentState").unwrap();
    assert_eq!(states.values[0].doc.lines, ["logged on"]);
    assert_eq!(states.values[1].doc.lines, ["Logged off."]);
    assert!(states.values[2].doc.lines.is_empty());
    let failure = protocol.message("FAILURE_CONF").unwrap();
    let layouts = &failure.parts().unwrap().layouts;
    assert_eq!(layouts[0].doc.lines, ["the form of newer guides"]);
    assert_eq!(layouts[1].fields[1].doc.lines, ["why"]);
}

#[test]
fn errata_have_title_and_ruling() {
    let protocol = whole();
    assert_eq!(
        protocol.errata[0].doc.lines,
        [
            "CTIClientSignature in AGENT_STATE_EVENT",
            "",
            "Tag 3 here, tag 23 elsewhere."
        ]
    );
    let tag = protocol.tag("CLIENT_SIGNATURE_TAG").unwrap();
    assert_eq!(protocol[tag.errata[0]].label, "E8");
}

#[test]
fn enumerations_name_their_constants() {
    let protocol = whole();
    let types = protocol.enumeration("CallType").unwrap();
    let names: Vec<&str> = types
        .values
        .iter()
        .map(|value| value.rust_name.as_str())
        .collect();
    assert_eq!(
        names,
        ["NON_ACD_UNTIL_18", "RESERVATION_PREVIEW", "NON_ACD", "OLD"]
    );
    assert_eq!(
        types.value_in(18, 27).unwrap().guide_name,
        "CALLTYPE_NON_ACD"
    );
    assert_eq!(
        types.value_in(19, 27).unwrap().rust_name,
        "RESERVATION_PREVIEW"
    );
    assert_eq!(types.value_in(18, 28).unwrap().rust_name, "OLD");
    assert_eq!(types.value_in(19, 28), None);
    let null = types.null.as_ref().unwrap();
    assert_eq!(
        (null.name.as_ref().unwrap().guide.as_str(), null.value),
        ("NULL_CALLTYPE", 0xFFFF)
    );
    let mask = protocol.mask("AgentStateMask").unwrap();
    assert_eq!(mask.bits[0].rust_name, "LOGIN");
    assert_eq!(mask.named_bits(), 0x3);
    let heartbeat = protocol.message("HEARTBEAT_REQ").unwrap();
    let Some(Meaning::Mask(meaning)) = heartbeat.fixed_members()[1].ty.meaning else {
        panic!("{heartbeat:?}");
    };
    assert_eq!(&protocol[meaning], mask);
}

#[test]
fn ids_have_the_width_of_their_type() {
    let protocol = whole();
    let ids: Vec<_> = protocol
        .ids
        .iter()
        .map(|id| {
            let null = id.null.as_ref();
            let name = null.and_then(|null| null.name.as_ref());
            let name = name.map(|name| name.guide.as_str());
            (
                id.name.guide.as_str(),
                id.width,
                null.map(|null| null.value),
                name,
            )
        })
        .collect();
    assert_eq!(
        ids,
        [
            ("MonitorID", 4, None, None),
            ("CallID", 4, Some(0xFFFF_FFFF), Some("NULL_CALL_ID")),
            ("LineHandle", 2, Some(0xFFFF), None),
        ]
    );
}

#[test]
fn reserved_tags_are_ranges() {
    let protocol = whole();
    let reserved: Vec<(u16, u16)> = protocol
        .reserved_tags
        .iter()
        .map(|reserved| (reserved.first, reserved.last))
        .collect();
    assert_eq!(reserved, [(143, 149), (74, 74)]);
    assert_eq!(protocol.reserved_tags[0].doc.lines, ["not published"]);
}

#[test]
fn messages_are_in_order_of_their_numbers() {
    let protocol = whole();
    let numbers: Vec<u32> = protocol
        .messages
        .iter()
        .map(|message| message.number)
        .collect();
    assert_eq!(numbers, [1, 3, 4, 5, 23, 151, 232, 237, 277]);
    let open = protocol.message("OPEN_REQ").unwrap();
    assert_eq!(protocol[open.confirmation.unwrap()].number, 4);
    assert_eq!(protocol[open.service].title, "Session Management");
    assert_eq!(
        protocol.message("MEDIA_LOGIN_REQ").unwrap().body,
        Body::Unpublished
    );
    let standby = protocol.message("STANDBY_ACTIVE_EVENT_MSG").unwrap();
    assert_eq!(standby.body, Body::HeaderOnly);
    assert_eq!(
        standby.window,
        Window {
            since: Some(24),
            until: None
        }
    );
    assert_eq!(protocol[standby.service].name.guide, "Events");
}

#[test]
fn layouts_share_their_members() {
    let protocol = whole();
    let failure = protocol.message("FAILURE_CONF").unwrap();
    assert_eq!(
        fixed_members(failure),
        ["InvokeID", "Status", "PeripheralErrorCode"]
    );
    let members = failure.fixed_members();
    // The member has the width of the usual layout, not that of the first.
    assert_eq!((members[1].size, members[1].optional), (4, false));
    assert!(matches!(
        members[1].ty.meaning,
        Some(Meaning::Enumeration(_))
    ));
    assert!(members[2].optional);
    let layouts = &failure.parts().unwrap().layouts;
    assert_eq!(
        (layouts[0].bodies[0].fixed_bytes, layouts[0].fields[1].size),
        (10, 2)
    );
    assert!(layouts[1].bodies.is_empty());

    let config = protocol.message("CONFIG_REQUEST_EVENT").unwrap();
    assert_eq!(
        fixed_members(config),
        ["ConfigInformation", "ConfigMsgMask", "PeripheralID"]
    );
    let optional: Vec<bool> = config
        .fixed_members()
        .iter()
        .map(|field| field.optional)
        .collect();
    assert_eq!(optional, [false, true, false]);
    let bodies = &config.parts().unwrap().layouts[0].bodies;
    assert_eq!(bodies[1].floating_field.as_deref(), Some("CustomerID"));
    assert_eq!(config.usual_layout(19).unwrap().fields.len(), 2);
    assert_eq!(config.usual_layout(20).unwrap().fields.len(), 3);
    assert_eq!(
        config.usual_layout(12).map(|layout| layout.fields.len()),
        Some(2)
    );
}

#[test]
fn fixed_fields() {
    let protocol = whole();
    let open = protocol.message("OPEN_CONF").unwrap();
    let members = open.fixed_members();
    assert_eq!((members[1].null, members[1].optional), (Some(0), false));
    assert!(matches!(members[1].ty.meaning, Some(Meaning::Id(_))));
    assert!(members[5].optional);
    let open = protocol.message("OPEN_REQ").unwrap();
    assert_eq!(
        open.parts().unwrap().version_from.as_deref(),
        Some("VersionNumber")
    );
    assert_eq!(open.fixed_members()[2].size, 8);
}

#[test]
fn floating_fields_have_a_maximum_in_each_version() {
    let protocol = whole();
    let address = field(&protocol, "OPEN_REQ", "ClientAddress");
    assert_eq!(address.max_in(18), Some(16));
    assert_eq!(address.max_in(19), Some(64));
    assert_eq!(address.presence, Presence::Conditional);
    let terminal = field(&protocol, "BEGIN_CALL_EVENT", "ActiveTerminal");
    assert_eq!((terminal.max_in(23), terminal.max_in(24)), (None, Some(64)));
    let customer = field(&protocol, "CONFIG_REQUEST_EVENT", "CustomerID");
    assert_eq!(customer.max_in(13), Some(4));
    // A constant names the size.
    assert_eq!(
        field(&protocol, "OPEN_REQ", "AgentExtension").max_in(13),
        Some(16)
    );
    let password = field(&protocol, "OPEN_REQ", "ClientPassword");
    assert!(password.secret && password.presence == Presence::Required);
}

#[test]
fn lists_know_their_count_and_style() {
    let protocol = whole();
    let peripherals = list(&protocol, "OPEN_CONF", "Peripherals");
    assert_eq!(
        (peripherals.style, peripherals.count),
        (ListStyle::Single, CountPlace::Floating)
    );
    assert_eq!(peripherals.max, Some(16));
    let Element::Member(member) = &peripherals.element else {
        panic!("{peripherals:?}");
    };
    assert_eq!(member.window, peripherals.window);
    let records = list(&protocol, "CONFIG_AGENT_EVENT", "Records");
    assert_eq!(
        (records.style, records.count),
        (ListStyle::Records, CountPlace::Fixed)
    );
    let Element::Entry(entry) = records.element else {
        panic!("{records:?}");
    };
    assert_eq!(protocol[entry].members.len(), 5);
    assert!(
        matches!(&protocol[entry].members[4], Floating::List(list) if list.style == ListStyle::Array)
    );
    let message = protocol.message("CONFIG_AGENT_EVENT").unwrap();
    let fields = protocol.floating_fields(message);
    let names: Vec<&str> = fields
        .iter()
        .map(|(_, field)| field.name.guide.as_str())
        .collect();
    assert_eq!(
        names,
        ["Text", "LoginID", "PeripheralID", "MultiLine", "Service"]
    );
    let limits = &protocol
        .message("BEGIN_CALL_EVENT")
        .unwrap()
        .parts()
        .unwrap()
        .limits;
    assert_eq!((limits[0].lists.len(), limits[0].bytes), (2, 2000));
}

#[test]
fn interfaces_know_their_messages() {
    let protocol = whole();
    let interface = &protocol.interfaces[0];
    assert_eq!(
        protocol[interface.messages[0]].name.guide,
        "BEGIN_CALL_EVENT"
    );
    assert!(
        matches!(&interface.members[1], InterfaceMember::Series { count: 2, name, .. } if name.guide == "CallVariable")
    );
    assert!(
        matches!(&interface.members[2], InterfaceMember::List(list) if list.name.guide == "NamedVariables")
    );
}

#[test]
fn named_types_limit_their_parts() {
    let protocol = whole();
    let parts = NamedParts {
        name: 33,
        value: 211,
    };
    for ty in &protocol.types {
        let is_named = matches!(ty.form, WireForm::NamedVariable | WireForm::NamedArray);
        assert_eq!(ty.parts, is_named.then_some(parts), "{}", ty.name);
    }
}

#[test]
fn windows_meet() {
    let window = |since, until| Window { since, until };
    let since = window(Some(14), None);
    assert!(!since.contains(13) && since.contains(14));
    assert_eq!(
        since.and(window(Some(20), Some(22))),
        window(Some(20), Some(22))
    );
    assert_eq!(
        since.and(window(None, Some(18))),
        window(Some(14), Some(18))
    );
    let protocol = whole();
    assert_eq!(window(None, Some(18)).versions(&protocol), 13..=18);
    assert!(window(Some(20), Some(18)).versions(&protocol).is_empty());
}
