//! How much there may be of something: the last number that is right, and the first that is not.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use cti_spec::{SourceFile, parse_sources};

/// What stands before the items of a test.
const PRELUDE: &str = "
    protocol P versions 13 to 25 { wide tags since 13 frame limit 12500 }
    type U = unsigned 1
    service S \"S\"
";

/// The errors of some items.
fn errors(items: &str) -> Vec<String> {
    let text = format!("{PRELUDE}{items}");
    match parse_sources(vec![SourceFile::new("test.cti", text)]) {
        Ok(_) => Vec::new(),
        Err(errors) => errors
            .iter()
            .map(|error| error.diagnostic.message.clone())
            .collect(),
    }
}

/// Numbered lines.
fn lines(numbers: std::ops::Range<u32>, line: impl Fn(u32) -> String) -> String {
    numbers.map(|number| line(number) + "\n").collect()
}

#[test]
fn a_message_has_at_most_256_members() {
    let message = |fixed, floating| {
        let tags = lines(0..floating, |number| format!("tag T{number} = {number}"));
        let fixed = lines(0..fixed, |number| format!("A{number} U"));
        let floating = lines(0..floating, |number| format!("B{number} U tag T{number}"));
        errors(&format!(
            "{tags} message M = 1 from client {{ fixed {{ {fixed} }} floating {{ {floating} }} }}"
        ))
    };
    let too_many = ["`M` has too many members"];
    for (fixed, floating) in [(256, 0), (0, 256), (200, 56)] {
        assert!(message(fixed, floating).is_empty());
        assert_eq!(message(fixed + 1, floating), too_many);
        assert_eq!(message(fixed, floating + 1), too_many);
    }
}

#[test]
fn a_field_of_several_layouts_is_one_member() {
    let fields = lines(0..256, |number| format!("A{number} U"));
    let message = format!(
        "message M = 1 from client {{ fixed until 19 {{ {fields} }} fixed since 20 {{ {fields} }} }}"
    );
    assert!(errors(&message).is_empty());
}

#[test]
fn a_count_in_the_fixed_part_is_no_member() {
    let fields = lines(0..255, |number| format!("A{number} U"));
    let message = format!(
        "tag T = 1 message M = 1 from client {{
            fixed {{ NumLines U counts Lines {fields} }}
            floating {{ Lines list of Line U tag T }}
        }}"
    );
    assert!(errors(&message).is_empty());
}

#[test]
fn a_message_has_at_most_4_limits() {
    let message = |limits| {
        let limits = lines(0..limits, |number| format!("limit Lines to {number} bytes"));
        errors(&format!(
            "tag T = 1 message M = 1 from client {{
                fixed {{ NumLines U counts Lines }}
                floating {{ Lines list of Line U tag T }}
                {limits}
            }}"
        ))
    };
    assert!(message(4).is_empty());
    assert_eq!(message(5), ["this message has too many limits"]);
}

#[test]
fn columns_have_2_to_8_members_and_records_any_number() {
    let list = |style, members| {
        let tags = lines(0..members, |number| format!("tag T{number} = {number}"));
        let members = lines(0..members, |number| format!("A{number} U tag T{number}"));
        errors(&format!(
            "{tags} entry E {style} {{ {members} }}
            message M = 1 from client {{
                fixed {{ NumLines U counts Lines }}
                floating {{ Lines list of E }}
            }}"
        ))
    };
    assert_eq!(list("columns", 1), ["`E` has one member only"]);
    assert_eq!(list("ordered", 1), ["`E` has one member only"]);
    assert_eq!(list("columns", 9), ["`E` has too many columns"]);
    for (style, members) in [
        ("columns", 2),
        ("columns", 8),
        ("ordered", 9),
        ("records", 1),
    ] {
        assert!(list(style, members).is_empty(), "{style} {members}");
    }
}
