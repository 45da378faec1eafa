//! Mistakes that are easily made: each is one error, which says what to write instead.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use cti_spec::{SourceFile, check_sources};

/// What stands before the text of a mistake.
const HEADER: &str = "\
protocol P versions 13 to 25 { wide tags since 20  frame limit 999 }
type UINT = unsigned 4
type STRING = text
erratum E9 \"An erratum\"
tag A = 1
tag B = 2
service S \"Service\"
";

/// The text of the one error of a specification that ends with `text`, and what it says at its place.
fn only_error(text: &str) -> String {
    let source = SourceFile::new("mistake.cti", format!("{HEADER}{text}"));
    let errors = check_sources(vec![source]).unwrap_err();
    assert_eq!(errors.count(), 1, "{text}\n{errors}");
    errors.to_string()
}

/// The error of a specification says all of this.
fn says(text: &str, parts: &[&str]) {
    let error = only_error(text).replace("\n ", "\n");
    for part in parts {
        assert!(error.contains(part), "{text}\n{part:?} is not in:\n{error}");
    }
}

/// A message with one field in its fixed part.
fn fixed(field: &str) -> String {
    format!("message M = 1 from client {{ fixed {{ {field} }} }}\n")
}

/// A message with one field in its floating part.
fn floating(field: &str) -> String {
    format!("message M = 1 from client {{ floating {{ {field} }} }}\n")
}

#[test]
fn a_missing_brace_of_a_fixed_part_is_shown_at_its_opening() {
    says(
        "message M = 1 from client {\n    fixed {\n        X UINT\n    floating {\n        Y UINT tag A\n    }\n}\nmessage N = 2 from client { }\n",
        &[
            "expected `}`, found `floating`",
            "mistake.cti:11:5",
            "9 |     fixed {\n  |           - not closed",
        ],
    );
}

#[test]
fn a_missing_brace_before_the_end_of_a_message_is_shown_at_its_opening() {
    says(
        "message M = 1 from client {\n    fixed {\n        X UINT\n}\nmessage N = 2 from client { }\n",
        &[
            "expected `}`, found `message`",
            "9 |     fixed {\n  |           - not closed",
        ],
    );
}

#[test]
fn a_missing_brace_of_a_layout_is_shown_at_its_opening() {
    says(
        "message M = 1 from client {\n    fixed since 20 {\n        X UINT\n    fixed until 19 {\n    }\n}\n",
        &["expected `}`, found `fixed`", "not closed"],
    );
}

#[test]
fn a_missing_brace_of_a_message_is_shown_at_its_opening() {
    says(
        "message M = 1 from client {\n    fixed {\n        X UINT\n    }\nmessage N = 2 from client { }\n",
        &["8 | message M = 1 from client {\n  |                           - not closed"],
    );
}

#[test]
fn a_brace_too_many_closes_no_block() {
    says(&(fixed("X UINT") + "}\n"), &["this `}` closes no block"]);
    says(
        "message M = 1 from client {\n    fixed {\n        X UINT\n    }\n    }\n    floating { Y UINT tag A }\n}\n",
        &["expected the next item, found `floating`"],
    );
}

#[test]
fn another_erratum_is_no_misspelled_one() {
    let error = only_error(&fixed("X UINT erratum E99"));
    assert!(error.contains("unknown erratum `E99`"), "{error}");
    assert!(!error.contains("did you mean"), "{error}");
}

#[test]
fn a_tag_is_named() {
    says(
        &floating("X UINT tag 320"),
        &[
            "expected the name of a tag, found a number",
            "declare `tag NAME_TAG = 320`",
        ],
    );
}

#[test]
fn quotes_of_text_processors_are_not_those_of_a_text() {
    for (opening, closing) in [
        ('“', '”'),
        ('„', '“'),
        ('«', '»'),
        ('‘', '’'),
        ('\'', '\''),
        ('“', '"'),
    ] {
        says(
            &format!("service T {opening}Title of it{closing}\n"),
            &[
                "these are not the quotes of a text",
                "straight quotes: `\"Title of it\"`",
            ],
        );
    }
    says("tag C = 3 “\n", &["these are not the quotes of a text"]);
}

#[test]
fn there_are_no_block_comments() {
    for text in [
        "tag C = 3 /* one line */\n",
        "/* of\n   two */ tag C = 3\n",
        "/* endless\ntag C = 3\n",
    ] {
        says(text, &["there are no block comments", "begins with `//`"]);
    }
}

#[test]
fn a_hash_begins_no_comment() {
    says(
        "# A tag; with = signs { in it.\ntag C = 3\n",
        &["`#` begins no comment", "`//`"],
    );
}

#[test]
fn ranges_are_written_in_words() {
    for range in ["20..24", "20..=24", "20...24"] {
        says(
            &fixed(&format!("X UINT since {range}")),
            &["`since 20 until 24`"],
        );
    }
}

#[test]
fn other_words_for_since_and_until_are_understood() {
    for (window, meant) in [
        ("from 20", "did you mean `since`?"),
        ("since 20 to 24", "did you mean `until`?"),
        ("since 20 till 24", "did you mean `until`?"),
        ("sinc 20", "did you mean `since`?"),
    ] {
        says(&fixed(&format!("X UINT {window}")), &[meant]);
    }
    says(
        "message M = 1 from client from 20 { }\n",
        &["did you mean `since`?"],
    );
}

#[test]
fn nothing_ends_with_a_semicolon() {
    says(
        &fixed("X UINT;"),
        &["`;` has no place", "nothing ends with `;`"],
    );
}

#[test]
fn fields_are_not_parted_by_commas() {
    says(&fixed("X UINT, Y UINT"), &["`,` is not possible here"]);
    says(
        "enum E UINT { V = 1, W = 2 }\n",
        &["`,` is not possible here"],
    );
}

#[test]
fn no_colon_stands_before_a_type() {
    for text in [
        fixed("X: UINT"),
        "enum E : UINT { V = 1 }\n".into(),
        "tag C : 3\n".into(),
    ] {
        says(
            &text,
            &["`:` has no place", "a type follows its name without a sign"],
        );
    }
}

#[test]
fn numbers_of_other_bases_are_translated() {
    says("tag C = 0b1010\n", &["this is not a number", "write `0xA`"]);
    says("tag C = 0o17\n", &["write `0xF`"]);
    says("tag C = 1F\n", &["begins with `0x`: `0x1F`"]);
}

#[test]
fn there_are_no_negative_numbers() {
    says(
        "const C = -1\n",
        &["there are no negative numbers", "0xFFFF_FFFF"],
    );
}

#[test]
fn sizes_stand_in_brackets() {
    says(
        &floating("X STRING(64) tag A"),
        &["`(64)` has no place", "sizes are written in brackets"],
    );
}

#[test]
fn a_missing_equals_sign_is_expected() {
    says("tag C 3\n", &["expected `=`, found a number"]);
    says(
        "message M 1 from client { }\n",
        &["expected `=`, found a number"],
    );
    says("enum E UINT { V 1 }\n", &["expected `=`, found a number"]);
}

#[test]
fn letters_outside_of_ascii_are_in_no_name() {
    says("tag Größe = 3\n", &["`öße` is not a name", "A to Z"]);
}

#[test]
fn what_follows_an_item_is_no_long_list_of_keywords() {
    says("tag C = 3 4\n", &["expected the next item, found a number"]);
}
