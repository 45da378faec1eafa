//! What goes without saying: fields of the catalogue, series, meanings and counts by name, and messages
//! that are declared with others.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use cti_spec::model::{
    Body, Direction, Element, Example, FixedField, Floating, FloatingField, Gap, GapKind, List,
    ListStyle, Meaning, Message, Presence, Window,
};
use cti_spec::{Protocol, SourceFile, parse_sources};

/// What the cases refer to.
const PRELUDE: &str = "
protocol P versions 13 to 25 {
    wide tags since 20
    frame limit 12500
    paired by InvokeID
}
type UCHAR = unsigned 1
type USHORT = unsigned 2
type UINT = unsigned 4
type INT = signed 4
type STRING = text
type UNSPEC = bytes
type NAMEDVAR = named variable name 33 value 211
erratum E1 \"one\"
erratum E2 \"two\"
id InvokeID UINT
id CallID UINT null NULL_CALL_ID = 0xFFFFFFFF example 7
enum AgentState USHORT prefix AGENT_STATE_ {
    AGENT_STATE_LOGIN = 0
    AGENT_STATE_LOGOUT = 1
}
mask Bits USHORT { BIT_A = 1 }
tag A_TAG = 1
tag B_TAG = 2
tag VAR_1_TAG = 11
tag VAR_2_TAG = 12
tag VAR_3_TAG = 13
field InvokeID UINT  /// ID of the request.
service S \"The service\"
";

/// The protocol of some items.
fn protocol(items: &str) -> Protocol {
    let source = SourceFile::new("case.cti", format!("{PRELUDE}{items}"));
    parse_sources(vec![source]).unwrap_or_else(|errors| panic!("{errors}"))
}

/// The protocol with a message that has these parts.
fn with_message(items: &str, body: &str) -> Protocol {
    protocol(&format!(
        "{items}\nmessage M = 1 from client {{\n{body}\n}}"
    ))
}

fn message<'p>(protocol: &'p Protocol, name: &str) -> &'p Message {
    protocol.message(name).unwrap()
}

fn fixed<'p>(protocol: &'p Protocol, name: &str) -> &'p FixedField {
    let fields = message(protocol, "M").fixed_members().into_iter();
    fields
        .chain(&message(protocol, "M").parts().unwrap().layouts[0].fields)
        .find(|field| field.name.guide == name)
        .unwrap()
}

fn items(protocol: &Protocol) -> &[Floating] {
    &message(protocol, "M").parts().unwrap().floating
}

fn floating<'p>(protocol: &'p Protocol, name: &str) -> &'p FloatingField {
    let fields = items(protocol).iter().find_map(|item| match item {
        Floating::Field(field) if field.name.guide == name => Some(field),
        _ => None,
    });
    fields.unwrap()
}

fn list<'p>(protocol: &'p Protocol, name: &str) -> &'p List {
    let lists = items(protocol).iter().find_map(|item| match item {
        Floating::List(list) if list.name.guide == name => Some(list),
        _ => None,
    });
    lists.unwrap()
}

/// A window from a version on.
fn since(version: u8) -> Window {
    Window {
        since: Some(version),
        until: None,
    }
}

#[test]
fn a_name_alone_is_the_field_of_the_catalogue() {
    let written =
        "AgentID STRING[12 until 18, 64 since 19] tag A_TAG optional erratum E1  /// Who.";
    let by_name = with_message(&format!("field {written}"), "floating {\nAgentID\n}");
    let in_place = with_message("", &format!("floating {{\n{written}\n}}"));
    assert_eq!(items(&by_name), items(&in_place));
    assert_eq!(floating(&by_name, "AgentID").max_in(18), Some(12));
}

#[test]
fn what_a_line_says_replaces_what_the_catalogue_says() {
    let protocol = with_message(
        "field AgentID STRING[12] tag A_TAG optional since 15 erratum E1  /// Who.
        field Other STRING[12] tag B_TAG optional secret  /// Other.",
        "floating {
            /// Another doc.
            AgentID required until 20 erratum E2
            Other tag VAR_1_TAG
        }",
    );
    let field = floating(&protocol, "AgentID");
    assert_eq!(field.presence, Presence::Required);
    let until = Window {
        since: None,
        until: Some(20),
    };
    assert_eq!(field.window, until);
    assert_eq!(field.doc.lines, ["Another doc."]);
    let labels = field
        .errata
        .iter()
        .map(|erratum| &*protocol[*erratum].label);
    assert_eq!(labels.collect::<Vec<_>>(), ["E1", "E2"], "errata add up");
    let other = floating(&protocol, "Other");
    assert_eq!(protocol[other.tag].name.guide, "VAR_1_TAG");
    assert_eq!(other.presence, Presence::Optional);
    assert!(other.secret);
    assert_eq!(other.doc.lines, ["Other."]);
}

#[test]
fn a_line_with_a_type_is_a_field_of_its_own() {
    let protocol = with_message(
        "field AgentID STRING[12] tag A_TAG optional since 15  /// Who.",
        "fixed {\nAgentID UINT\n}",
    );
    let field = fixed(&protocol, "AgentID");
    assert_eq!((field.size, field.window), (4, Window::default()));
    assert!(field.doc.lines.is_empty());
}

#[test]
fn in_a_fixed_part_tags_and_presence_mean_nothing() {
    let protocol = with_message(
        "field Call UINT as CallID tag A_TAG required null 0  /// The call.",
        "fixed {\nCall since 14\n}",
    );
    let field = fixed(&protocol, "Call");
    assert_eq!((field.null, field.window), (Some(0), since(14)));
    assert!(matches!(field.ty.meaning, Some(Meaning::Id(_))));
}

#[test]
fn a_window_of_the_catalogue_is_cut_to_the_message() {
    let protocol = protocol(
        "field Address STRING[16 until 18, 64 since 19] tag A_TAG
        field Old USHORT tag B_TAG since 14 until 20
        message M = 1 from client since 20 {
            floating {
                Address
                Old
            }
        }
        message N = 2 from client {
            floating {
                Address
                Old
            }
        }",
    );
    let address = floating(&protocol, "Address");
    assert_eq!((address.maxima.len(), address.max_in(25)), (1, Some(64)));
    let until = Window {
        since: None,
        until: Some(20),
    };
    assert_eq!(floating(&protocol, "Old").window, until);
    let n = message(&protocol, "N").parts().unwrap();
    let Floating::Field(address) = &n.floating[0] else {
        panic!();
    };
    assert_eq!(address.max_in(18), Some(16));
}

#[test]
fn a_tag_item_behind_a_field_is_no_clause() {
    let protocol = with_message(
        "field F UINT\ntag T99 = 99\nfield G UINT tag A_TAG\ntag T98 = 98",
        "fixed {\nF\n}",
    );
    assert_eq!(protocol.tag("T98").unwrap().number, 98);
}

#[test]
fn a_list_of_a_field_has_the_clauses_of_its_member() {
    let protocol = with_message(
        "field Value UINT tag A_TAG erratum E1 since 14  /// A value.",
        "fixed {\nNumValues USHORT\n}
        floating {\nValues list of Value optional tag B_TAG max 3 erratum E2  /// All values.\n}",
    );
    let values = list(&protocol, "Values");
    assert_eq!((values.max, values.window), (Some(3), since(14)));
    assert_eq!(values.errata.len(), 2);
    assert_eq!(values.doc.lines, ["All values."]);
    let Element::Member(value) = &values.element else {
        panic!("{values:?}");
    };
    assert_eq!(value.presence, Presence::Optional);
    assert_eq!(protocol[value.tag].name.guide, "B_TAG");
    assert_eq!(value.doc.lines, ["A value."]);
}

#[test]
fn a_series_is_its_fields() {
    let protocol = with_message(
        "field Var1 to Var3 STRING[41] tag VAR_1_TAG to VAR_3_TAG optional  /// Variable {n} of all.",
        "floating {\nVar1 to Var3\n}",
    );
    for number in 1..=3 {
        let field = floating(&protocol, &format!("Var{number}"));
        assert_eq!(protocol[field.tag].number, 10 + number);
        assert_eq!(field.doc.lines, [format!("Variable {number} of all.")]);
    }
    let part = with_message(
        "field Var1 to Var3 STRING[41] tag VAR_1_TAG to VAR_3_TAG optional",
        "fixed {\nOther1 to Other2 USHORT\n}
        floating {\nVar2 to Var3 required\n}",
    );
    let names: Vec<&str> = items(&part)
        .iter()
        .map(|item| match item {
            Floating::Field(field) => &*field.name.guide,
            _ => panic!(),
        })
        .collect();
    assert_eq!(names, ["Var2", "Var3"]);
    assert_eq!(floating(&part, "Var3").presence, Presence::Required);
    assert_eq!(fixed(&part, "Other2").size, 2);
}

#[test]
fn lists_are_in_the_catalogue_and_made_of_it() {
    let protocol = with_message(
        "field Texts list of Text STRING[9] tag A_TAG optional max 5  /// Texts.
        field Value UINT as CallID tag B_TAG  /// A value.",
        "fixed {\nNumTexts USHORT\nNumOfValues USHORT\n}
        floating {\nTexts max 7 since 14\nValues array of Value max 3  /// Values.\n}",
    );
    let texts = list(&protocol, "Texts");
    assert_eq!(
        (texts.style, texts.max, texts.window),
        (ListStyle::Single, Some(7), since(14))
    );
    assert_eq!(texts.doc.lines, ["Texts."]);
    let values = list(&protocol, "Values");
    assert_eq!((values.style, values.max), (ListStyle::Array, Some(3)));
    let Element::Member(value) = &values.element else {
        panic!("{values:?}");
    };
    assert_eq!(value.name.guide, "Value");
    assert_eq!(protocol[value.tag].name.guide, "B_TAG");
    assert!(matches!(value.ty.meaning, Some(Meaning::Id(_))));
}

#[test]
fn the_name_of_a_field_is_its_meaning_if_the_width_fits() {
    let protocol = with_message(
        "",
        "fixed {
            CallID UINT
            AgentState UINT
            Bits USHORT as USHORT
        }
        floating {
            InvokeID INT tag A_TAG
        }",
    );
    assert!(matches!(
        fixed(&protocol, "CallID").ty.meaning,
        Some(Meaning::Id(_))
    ));
    assert_eq!(
        fixed(&protocol, "AgentState").ty.meaning,
        None,
        "of another width"
    );
    assert_eq!(fixed(&protocol, "Bits").ty.meaning, None, "only a number");
    let signed = floating(&protocol, "InvokeID");
    assert!(
        matches!(signed.ty.meaning, Some(Meaning::Id(_))),
        "an ID may be signed"
    );
    let signed = with_message("", "fixed {\nAgentState INT\n}");
    assert_eq!(fixed(&signed, "AgentState").ty.meaning, None);
}

#[test]
fn the_name_of_a_count_is_that_of_its_list() {
    let protocol = with_message(
        "",
        "fixed {
            NumTexts USHORT
            ValueCount USHORT counts Values
            NumOthers USHORT
        }
        floating {
            Texts list of Text STRING[9] tag A_TAG
            Values list of Value UINT tag B_TAG
        }",
    );
    assert_eq!(
        fixed(&protocol, "NumTexts").counts.as_deref(),
        Some("Texts")
    );
    assert_eq!(
        fixed(&protocol, "ValueCount").counts.as_deref(),
        Some("Values")
    );
    assert_eq!(
        fixed(&protocol, "NumOthers").counts,
        None,
        "there is no such list"
    );
}

#[test]
fn a_confirmation_is_declared_with_its_request() {
    let protocol = protocol(
        "message ANSWER_REQ = 42 from client since 15 {
            fixed {
                InvokeID
            }
            /// The call was
            /// answered.
            confirmed by ANSWER_CONF = 43 erratum E2
        }
        message ASK_REQ = 2 from server {
            fixed { InvokeID }
            confirmed by ASK_RESP = 3 /// Answered.
        }",
    );
    let request = message(&protocol, "ANSWER_REQ");
    let confirmation = &protocol[request.confirmation.unwrap()];
    assert_eq!(confirmation.name.guide, "ANSWER_CONF");
    assert_eq!(
        (confirmation.number, confirmation.direction),
        (43, Direction::Server)
    );
    assert_eq!(confirmation.window, since(15));
    assert_eq!(confirmation.service, request.service);
    assert_eq!(confirmation.doc.lines, ["The call was answered."]);
    assert_eq!(protocol[confirmation.errata[0]].label, "E2");
    let parts = confirmation.parts().unwrap();
    let fields = &parts.layouts[0].fields;
    assert_eq!(fields.len(), 1);
    assert_eq!(
        fields[0],
        message(&protocol, "ANSWER_REQ").parts().unwrap().layouts[0].fields[0]
    );
    assert!(parts.floating.is_empty());
    assert_eq!(message(&protocol, "ASK_RESP").direction, Direction::Client);
    assert_eq!(protocol[protocol.paired_by.unwrap()].name.guide, "InvokeID");
}

#[test]
fn messages_known_by_name_are_rows() {
    let protocol = protocol(
        "unpublished {
            LOGIN_REQ = 7 from client since 14 confirmed by LOGIN_RESP /// Logs in.
            LOGIN_RESP = 8 from server since 14 erratum E1
        }",
    );
    let request = message(&protocol, "LOGIN_REQ");
    assert_eq!(
        (&request.body, request.window),
        (&Body::Unpublished, since(14))
    );
    assert_eq!(request.doc.lines, ["Logs in."]);
    assert_eq!(
        protocol[request.confirmation.unwrap()].name.guide,
        "LOGIN_RESP"
    );
}

#[test]
fn defaults_examples_and_gaps() {
    let protocol = with_message(
        "enum Mode USHORT default MODE_B {
            MODE_A = 0
            MODE_B = 1
            reserved 2 to 4 /// by the guide
            unused 9
        }
        mask Flags USHORT {
            FLAG_A = 1
            unused 0x6
        }",
        "fixed {
            Mode USHORT default MODE_A example MODE_B
            Flags USHORT default FLAG_A
            CallID UINT default 0
            Raw UNSPEC[2] example \"01fF\"
        }
        floating {
            Text STRING[5] tag A_TAG example \"1234\"
            Variable NAMEDVAR[20] tag B_TAG example \"user.x=y=z\"
        }",
    );
    let mode = protocol.enumeration("Mode").unwrap();
    assert_eq!(mode.default, Some(1));
    let gap = |kind, first, last| (kind, first, last);
    let gaps = |gaps: &[Gap]| -> Vec<(GapKind, u32, u32)> {
        gaps.iter()
            .map(|found| gap(found.kind, found.first, found.last))
            .collect()
    };
    assert_eq!(
        gaps(&mode.gaps),
        [gap(GapKind::Reserved, 2, 4), gap(GapKind::Unused, 9, 9)]
    );
    assert_eq!(mode.gaps[0].doc.lines, ["by the guide"]);
    assert_eq!(
        gaps(&protocol.mask("Flags").unwrap().gaps),
        [gap(GapKind::Unused, 6, 6)]
    );
    assert_eq!(fixed(&protocol, "Mode").default, Some(0));
    assert_eq!(fixed(&protocol, "Mode").example, Some(Example::Number(1)));
    assert_eq!(fixed(&protocol, "Flags").default, Some(1));
    assert_eq!(fixed(&protocol, "CallID").default, Some(0));
    assert_eq!(
        fixed(&protocol, "Raw").example,
        Some(Example::Bytes(vec![1, 0xFF]))
    );
    assert_eq!(
        floating(&protocol, "Text").example,
        Some(Example::Text("1234".to_owned()))
    );
    let named = Example::Named {
        name: "user.x".to_owned(),
        value: "y=z".to_owned(),
    };
    assert_eq!(floating(&protocol, "Variable").example, Some(named));
    let id = protocol.ids.iter().find(|id| id.name.guide == "CallID");
    assert_eq!(id.unwrap().example, Some(7));
}

#[test]
fn defaults_examples_and_gaps_are_shown() {
    let protocol = with_message(
        "enum Mode USHORT default MODE_B {
            MODE_A = 0
            MODE_B = 1
            reserved 2 to 4 /// by the guide
        }
        mask Flags USHORT {
            FLAG_A = 1
            unused 0x6
        }",
        "fixed {
            Mode USHORT default MODE_A example MODE_B
            Raw UNSPEC[2] example \"01fF\"
        }
        floating {
            Text STRING[5] tag A_TAG example \"1234\"
        }",
    );
    let shown = |name: &str| {
        let item = cti_spec::show::Item::find(&protocol, name).unwrap();
        cti_spec::show::show(&protocol, item, None)
            .unwrap()
            .to_string()
    };
    for (name, texts) in [
        (
            "M",
            &[
                "default MODE_A, example MODE_B",
                "example \"01ff\"",
                "example \"1234\"",
            ][..],
        ),
        (
            "Mode",
            &["default MODE_B", "2 to 4", "reserved", "by the guide"],
        ),
        ("Flags", &["0x0006", "unused"]),
        ("CallID", &["example 7"]),
    ] {
        for text in texts {
            assert!(shown(name).contains(text), "{}", shown(name));
        }
    }
}

#[test]
fn lists_of_any_length_can_be_shown() {
    let protocol = with_message(
        "entry Inner ordered {
            X UINT tag VAR_1_TAG
            Y UINT tag VAR_2_TAG
        }
        entry Outer records {
            Z UINT tag VAR_3_TAG
            NumInners UINT tag A_TAG
            Inners list of Inner max 4294967295
        }",
        "fixed {
            NumOuters UINT
        }
        floating {
            Outers list of Outer max 4294967295
        }",
    );
    let item = cti_spec::show::Item::find(&protocol, "M").unwrap();
    for version in [None, Some(25)] {
        let sheet = cti_spec::show::show(&protocol, item, version).unwrap();
        assert!(sheet.to_string().contains("Outers"), "{sheet}");
    }
}

#[test]
fn a_file_or_a_folder_has_a_service() {
    let sources = [
        ("a.cti", PRELUDE),
        ("m/service.cti", "service Outer \"Outer\""),
        ("m/1.cti", "unpublished {\nM1 = 1 from client\n}"),
        ("m/n/2.cti", "unpublished {\nM2 = 2 from client\n}"),
        (
            "m/n/3.cti",
            "service S\nunpublished {\nM3 = 3 from client\n}",
        ),
        ("m/o/service.cti", "service Inner \"Inner\""),
        ("m/o/4.cti", "unpublished {\nM4 = 4 from client\n}"),
        (
            "m/o/5.cti",
            "unpublished {\nM5 = 5 from client\n}\nservice Own \"Own\"\nunpublished {\nM6 = 6 from client\n}",
        ),
    ];
    let sources = sources.map(|(path, text)| SourceFile::new(path, text));
    let protocol = parse_sources(sources.to_vec()).unwrap_or_else(|errors| panic!("{errors}"));
    let services: Vec<&str> = protocol
        .messages
        .iter()
        .map(|message| &*protocol[message.service].name.guide)
        .collect();
    assert_eq!(services, ["Outer", "Outer", "S", "Inner", "Inner", "Own"]);
}

#[test]
fn a_message_without_a_service_is_an_error_once_a_file() {
    let text = PRELUDE.replace("service S \"The service\"", "");
    let sources = vec![
        SourceFile::new("a.cti", text),
        SourceFile::new(
            "m/1.cti",
            "unpublished {\nM1 = 1 from client\nM2 = 2 from client\n}",
        ),
        SourceFile::new("n/service.cti", "service S \"S\"\nservice T \"T\""),
        SourceFile::new("n/2.cti", "service X\nunpublished {\nM3 = 3 from client\n}"),
    ];
    let errors = parse_sources(sources).unwrap_err();
    let errors: Vec<String> = errors
        .iter()
        .map(|error| format!("{}:{} {}", error.path, error.line, error.diagnostic.message))
        .collect();
    assert_eq!(
        errors,
        [
            "m/1.cti:2 `M1` belongs to no service",
            "n/service.cti:2 `T` is a second service of this folder",
            "n/2.cti:1 unknown service `X`",
        ]
    );
}
