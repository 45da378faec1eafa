//! Where the syntax needs a second look: what belongs to what without signs between.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use cti_spec::model::{Element, Floating, ListStyle};
use cti_spec::{Protocol, SourceFile, parse_sources};

/// A protocol around the body of one message.
fn with_body(body: &str) -> Protocol {
    parse(&format!(
        "type U = unsigned 2  type T = text  tag A = 1  tag B = 2  tag C = 3
        service S \"S\"
        message M = 1 from client {{ {body} }}"
    ))
}

/// A protocol with some items.
fn parse(items: &str) -> Protocol {
    let header = "protocol P versions 1 to 9 { wide tags since 3 frame limit 999 }";
    parse_sources(vec![SourceFile::new(
        "items.cti",
        format!("{header}\n{items}"),
    )])
    .unwrap_or_else(|errors| panic!("{errors}"))
}

/// The items of the floating part of the one message.
fn floating(protocol: &Protocol) -> &[Floating] {
    &protocol.messages[0].parts().unwrap().floating
}

#[test]
fn fields_with_types_need_no_lines() {
    let protocol = with_body("floating { X U tag A Y T[4] tag B optional Z U required tag C }");
    assert_eq!(floating(&protocol).len(), 3);
}

#[test]
fn clauses_may_stand_on_the_next_line() {
    let protocol = with_body("floating { X T[\n4 until 5,\n9 since 6]\ntag A\noptional\n}");
    let [Floating::Field(field)] = floating(&protocol) else {
        panic!();
    };
    assert_eq!((field.max_in(5), field.max_in(6)), (Some(4), Some(9)));
}

#[test]
fn a_name_on_the_next_line_is_the_next_field() {
    let protocol = parse(
        "type U = unsigned 2  tag A = 1  tag B = 2
        field X U tag A  field Y U tag B
        service S \"S\"
        message M = 1 from client { fixed {
            X
            Y
            Z U
        } floating {
            V U tag A
        } }",
    );
    let parts = protocol.messages[0].parts().unwrap();
    let fixed: Vec<&str> = parts.layouts[0]
        .fields
        .iter()
        .map(|field| &*field.name.guide)
        .collect();
    assert_eq!(fixed, ["X", "Y", "Z"]);
}

#[test]
fn the_name_behind_an_entry_is_the_next_field() {
    for (text, style) in [
        ("Xs list of E\n Y U tag B", ListStyle::Ordered),
        ("Xs list of F\n Y U tag B", ListStyle::Single),
        ("Xs array of F\n Y U tag B", ListStyle::Array),
        ("Xs list of F max 3 Y U tag B", ListStyle::Single),
        ("Xs list of E\n Ys list of Z U tag B", ListStyle::Ordered),
        ("Xs list of X U tag A\n Y U tag B", ListStyle::Single),
        ("Xs list of X U\n tag A\n Y U tag B", ListStyle::Single),
        ("Xs list of X T[4] tag A Y U tag B", ListStyle::Single),
        ("Xs array of X U tag A max 5 Y U tag B", ListStyle::Array),
    ] {
        let counts = if text.contains("Ys list") {
            "NumYs U counts Ys"
        } else {
            ""
        };
        let items = format!(
            "type U = unsigned 2  type T = text  tag A = 1  tag B = 2  tag C = 3
            field F U tag A
            entry E ordered {{ V U tag A  W U tag C }}
            service S \"S\"
            message M = 1 from client {{ fixed {{ NumXs U counts Xs {counts} }} floating {{ {text} }} }}
            message N = 2 from client {{ fixed {{ NumEs U counts Es }} floating {{ Es list of E }} }}"
        );
        let protocol = parse(&items);
        let [Floating::List(list), _] = floating(&protocol) else {
            panic!("{text}");
        };
        assert_eq!(list.style, style, "{text}");
        assert_eq!(
            matches!(list.element, Element::Entry(_)),
            style == ListStyle::Ordered
        );
    }
}

#[test]
fn an_erratum_behind_a_tag_is_a_clause_or_an_item() {
    let protocol = parse("tag A = 1\nerratum E1 \"one\"\ntag B = 2 erratum E1\nerratum E2 \"two\"");
    assert_eq!(protocol.errata.len(), 2);
    assert!(protocol.tag("A").unwrap().errata.is_empty());
    assert_eq!(protocol.tag("B").unwrap().errata.len(), 1);
}

#[test]
fn docs_belong_to_the_item_on_their_line_or_below() {
    let protocol = parse(
        "/// above\n///\n///  indented\ntag A = 1 /// behind\n/// of B\ntag B = 2\n//// no docs\n// none\ntag C = 3",
    );
    let docs = |name| protocol.tag(name).unwrap().doc.lines.clone();
    assert_eq!(docs("A"), ["above", "", " indented", "behind"]);
    assert_eq!(docs("B"), ["of B"]);
    assert!(docs("C").is_empty());
}

#[test]
fn a_block_has_docs_behind_its_brace() {
    let protocol = with_body("fixed {\n X U /// of X\n} /// of the layout\n");
    let layout = &protocol.messages[0].parts().unwrap().layouts[0];
    assert_eq!(layout.doc.lines, ["of the layout"]);
    assert_eq!(layout.fields[0].doc.lines, ["of X"]);
}

#[test]
fn numbers_and_texts() {
    let protocol = parse(r#"const A = 0xFFFF_FFFF const B = 4_329 service S "a \"b\" \\""#);
    assert_eq!(
        (protocol.constants[0].value, protocol.constants[1].value),
        (u32::MAX, 4329)
    );
    assert_eq!(protocol.services[0].title, r#"a "b" \"#);
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_are_no_matter() {
    let text = "\u{feff}protocol P versions 1 to 9 {\r\n wide tags since 3\r\n frame limit 999\r\n}\r\ntag A = 1 /// docs\r\n";
    let protocol = parse_sources(vec![SourceFile::new("dos.cti", text)]).unwrap();
    assert_eq!(protocol.tags[0].doc.lines, ["docs"]);
}

#[test]
fn a_message_without_a_fixed_block_has_an_empty_fixed_part() {
    let protocol = with_body("floating { X U tag A }");
    let parts = protocol.messages[0].parts().unwrap();
    assert_eq!(parts.layouts.len(), 1);
    assert!(parts.layouts[0].fields.is_empty());
}

#[test]
fn columns_are_counted_in_characters() {
    let text = "/// käse\ntag Ä = 1";
    let errors = parse_sources(vec![SourceFile::new("a.cti", text)]).unwrap_err();
    let places: Vec<_> = errors
        .iter()
        .map(|error| (error.line, error.column))
        .collect();
    assert_eq!(places[0], (2, 5));
}
