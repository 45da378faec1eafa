//! The page on leniency, row by row: each has an example, and says what both modes do with it.

use std::collections::BTreeSet;

use cti_messages::{DecodeOptions, EncodeOptions, Message, Mode, ProtocolVersion as V};
use cti_tests::frames::with_header;
use cti_tests::kinds::{self, Kinds};
use hex::decode as bytes;

const PAGE: &str = include_str!("../../cti-messages/docs/leniency.md");

/// A row of a table: its cells without the bars.
type Row = Vec<&'static str>;

/// The part of the page under a heading.
fn section(heading: &str) -> &'static str {
    let (_, section) = PAGE
        .split_once(&format!("## {heading}\n"))
        .unwrap_or_else(|| panic!("no heading {heading}"));
    section.split("\n## ").next().unwrap_or_default()
}

/// The rows of the table under a heading, without its head.
fn rows(heading: &str) -> Vec<Row> {
    let lines = section(heading)
        .lines()
        .filter(|line| line.starts_with('|'));
    let rows: Vec<Row> = lines
        .skip(2)
        .map(|line| {
            let line = line.trim_start_matches("| ").trim_end_matches(" |");
            line.split(" | ").collect()
        })
        .collect();
    assert!(!rows.is_empty(), "no table under {heading}");
    rows
}

/// The key of a row.
fn key(row: &Row) -> &'static str {
    row[0].trim_matches('`')
}

/// The kind of error that a cell names.
fn kind(cell: &'static str, name: &str) -> &'static str {
    cell.strip_prefix(&format!("[`{name}::"))
        .and_then(|rest| rest.strip_suffix("`]"))
        .unwrap_or_else(|| panic!("{cell} is no {name}"))
}

/// An example: the key of its row, the version, the type and the body.
struct Example(&'static str, V, u32, String);

/// USER_MESSAGE_REQ with these floating fields.
fn user_message(key: &'static str, version: V, fields: &str) -> Example {
    Example(
        key,
        version,
        107,
        format!("00000000 00000000 0000 {fields}"),
    )
}

/// CONFIG_AGENT_EVENT with this count and these records.
fn agents(key: &'static str, version: V, count: &str, records: &str) -> Example {
    Example(key, version, 237, format!("{count} {records}"))
}

/// REGISTER_VARIABLES_REQ with so many named variables, whose data are these.
fn variables(key: &'static str, count: usize, data: &str) -> Example {
    let data = data.replace(' ', "");
    let variable = format!("0052 {:04x} {data}", data.len() / 2);
    let variables = variable.repeat(count);
    Example(
        key,
        V::V24,
        110,
        format!("00000000 0000 {count:04x} 0000 {variables}"),
    )
}

/// OPEN_REQ for a version, with these floating fields.
fn open(key: &'static str, version: u32, fields: &str) -> Example {
    let zeros = "00".repeat(36);
    Example(
        key,
        V::V24,
        3,
        format!("00000001 {version:08x} {zeros} {fields}"),
    )
}

/// OPEN_CONF at 24 with these floating fields.
fn opened(key: &'static str, fields: &str) -> Example {
    Example(key, V::V24, 4, format!("{} {fields}", "00".repeat(32)))
}

const LOGIN: &str = "0001 0002 6100 0002 0000";
/// A record of an agent, with nothing but a LoginID.
const AGENT: &str = "00be 0002 3100";
/// A named variable of 244 bytes.
const LARGE_VARIABLE: [(&str, usize); 4] = [("75", 32), ("00", 1), ("76", 210), ("00", 1)];

fn large_variable() -> String {
    LARGE_VARIABLE
        .iter()
        .map(|(byte, count)| byte.repeat(*count))
        .collect()
}

/// Frames that strict decoding refuses.
fn decoding() -> Vec<Example> {
    vec![
        agents("count", V::V24, "0003", AGENT),
        opened("count-missing", "00d0 0004 00000001"),
        open("required", 24, "0001 0002 6100"),
        user_message("too-long", V::V24, "0005 000d 31323334353637383930313200"),
        variables("parts", 1, "00 6162 00"),
        user_message("no-nul", V::V24, "0007 0002 6869"),
        user_message("repeated", V::V24, "0007 0002 6100 0007 0002 6200"),
        open("type-mismatch", 24, &format!("{LOGIN} 0061 0002 0001")),
        // AgentDeskSettingsID, since 22.
        agents(
            "field-version",
            V::V20,
            "0001",
            &format!("{AGENT} 010b 0004 00000001"),
        ),
        Example("message-version", V::V20, 282, "0000".to_owned()),
        agents("list-too-long", V::V24, "000b", &AGENT.repeat(11)),
        variables("lists-too-long", 9, &large_variable()),
        open("own-version", 99, LOGIN),
    ]
}

/// Frames whose values strict encoding refuses, as lenient decoding gives them.
fn encoding() -> Vec<Example> {
    let again = |key, from: &str| {
        let of_decoding = decoding().into_iter().find(|example| example.0 == from);
        let Example(_, version, number, body) = of_decoding.expect("an example of decoding");
        Example(key, version, number, body)
    };
    vec![
        again("write-required", "required"),
        again("write-too-long", "too-long"),
        again("write-parts", "parts"),
        again("write-list-too-long", "list-too-long"),
        again("write-lists-too-long", "lists-too-long"),
        again("write-field-version", "field-version"),
        again("write-message-version", "message-version"),
        again("write-own-version", "own-version"),
        user_message(
            "write-no-room",
            V::V13,
            &format!("07 ff {}", "78".repeat(255)),
        ),
        again("write-unknown", "repeated"),
        // The second record has a RecordType, which the first one lacks, behind its LoginID.
        agents(
            "write-opener",
            V::V24,
            "0002",
            &format!("{AGENT} {AGENT} 00b7 0002 0001"),
        ),
        // CONFIG_TERMINAL_EVENT, whose NumInstruments has tag 305.
        Example(
            "write-count-tag",
            V::V13,
            276,
            "0001 b702 0000 0602 4100".to_owned(),
        ),
    ]
}

/// Frames that both modes take.
fn right() -> Vec<Example> {
    vec![
        user_message("unknown-tag", V::V24, "03e7 0001 2a"),
        Example("unlisted", V::V24, 7, "00000001 0000270f".to_owned()),
        user_message("order", V::V24, "0007 0002 6100 0001 0002 6200"),
        // Three services of an agent, one and then two.
        Example(
            "arrays",
            V::V24,
            282,
            "0001 008d 0004 00000001 0136 0002 0003 0135 0002 0001 0135 0004 00020003".to_owned(),
        ),
        opened(
            "entries",
            "00e4 0002 0002 00d0 0004 00000001 00d0 0004 00000002",
        ),
        Example("trailing", V::V24, 277, "0102".to_owned()),
        Example("unknown-message", V::V24, 9999, "01".to_owned()),
    ]
}

impl Example {
    fn frame(&self) -> Vec<u8> {
        let body = bytes(self.3.replace(' ', ""));
        with_header(
            self.2,
            &body.unwrap_or_else(|error| panic!("{}: {error}", self.0)),
        )
    }
}

/// Each row with its example; neither stands alone.
fn with_examples(heading: &str, examples: Vec<Example>) -> Vec<(Row, Example)> {
    let rows = rows(heading);
    let of_rows: Vec<&str> = rows.iter().map(key).collect();
    let of_examples: Vec<&str> = examples.iter().map(|example| example.0).collect();
    assert_eq!(of_rows, of_examples, "rows and examples under {heading}");
    rows.into_iter().zip(examples).collect()
}

/// What a row says becomes of a frame: the value is all there is, or something is unknown.
#[track_caller]
fn is_as_told(message: &Message<'_>, key: &str, told: &str) {
    let is_unknown = message
        .as_known()
        .is_ok_and(|known| !known.unknown_fields().is_empty());
    let expected = if is_unknown {
        "**unknown**: "
    } else {
        "**value**: "
    };
    assert!(told.starts_with(expected), "{key}: {told}: {message:?}");
}

#[test]
fn what_decoding_forgives() {
    for (row, example) in with_examples("Decoding", decoding()) {
        let [_, _, _, lenient, strict] = row[..] else {
            panic!("{row:?} has not 5 cells")
        };
        let (key, frame) = (example.0, example.frame());
        let taken =
            Message::decode(&frame, example.1).unwrap_or_else(|error| panic!("{key}: {error}"));
        is_as_told(&taken, key, lenient);
        let refused = Message::decode_with(&frame, example.1, DecodeOptions::strict());
        let error = refused.map_err(|error| error.kind()).expect_err(key);
        assert_eq!(
            kinds::name(&error),
            kind(strict, "DecodeErrorKind"),
            "{key}"
        );
    }
}

#[test]
fn what_encoding_forgives() {
    for (row, example) in with_examples("Encoding", encoding()) {
        let [_, _, _, _, strict] = row[..] else {
            panic!("{row:?} has not 5 cells")
        };
        let (key, frame, version) = (example.0, example.frame(), example.1);
        let message =
            Message::decode(&frame, version).unwrap_or_else(|error| panic!("{key}: {error}"));
        let mut written = Vec::new();
        message
            .encode_with(version, EncodeOptions::lenient(), &mut written)
            .unwrap_or_else(|error| panic!("{key}: {error}"));
        assert_eq!(
            Message::decode(&written, version).as_ref(),
            Ok(&message),
            "{key}"
        );
        let refused = message.encode(version, &mut Vec::new());
        let error = refused.map_err(|error| error.kind()).expect_err(key);
        assert_eq!(
            kinds::name(&error),
            kind(strict, "EncodeErrorKind"),
            "{key}"
        );
    }
}

#[test]
fn what_is_right_in_both_modes() {
    for (row, example) in with_examples("What is right in both modes", right()) {
        let [_, _, _, told] = row[..] else {
            panic!("{row:?} has not 4 cells")
        };
        for mode in [Mode::Lenient, Mode::Strict] {
            let options = DecodeOptions::default().with_mode(mode);
            let frame = example.frame();
            let message = Message::decode_with(&frame, example.1, options)
                .unwrap_or_else(|error| panic!("{}: {error}", example.0));
            is_as_told(&message, example.0, told);
            let mut written = Vec::new();
            message
                .encode(example.1, &mut written)
                .unwrap_or_else(|error| panic!("{}: {error}", example.0));
        }
    }
}

/// Every kind that only strict modes give has a row, and every row has such a kind, but for those
/// that lenient modes give too, for other reasons.
#[test]
fn every_strict_kind_has_a_row() {
    let of_rows = |heading: &str, name: &str| -> BTreeSet<String> {
        let kinds = rows(heading)
            .into_iter()
            .map(|row| kind(row[4], name).to_owned());
        kinds.collect()
    };
    let strict_only = |kinds: &Kinds| kinds.strict_only.iter().cloned().collect::<BTreeSet<_>>();

    let of_decoding = of_rows("Decoding", "DecodeErrorKind");
    assert_eq!(of_decoding, strict_only(kinds::of_decoding()));

    let mut of_encoding = of_rows("Encoding", "EncodeErrorKind");
    // Strict encoding gives these where lenient encoding finds a way that reads back the same.
    for kind in ["AmbiguousEntry", "LengthTooWide", "UnknownFieldKnown"] {
        assert!(of_encoding.remove(kind), "{kind} has no row");
    }
    assert_eq!(of_encoding, strict_only(kinds::of_encoding()));
}

/// What no mode forgives is all the rest.
#[test]
fn every_other_kind_is_listed() {
    let listed = |name: &str| -> Vec<String> {
        let section = section("What no mode forgives");
        let start = format!("[`{name}::");
        let kinds = section.split(&start).skip(1);
        kinds
            .filter_map(|rest| rest.split_once("`]"))
            .map(|(kind, _)| kind.to_owned())
            .collect()
    };
    assert_eq!(
        listed("DecodeErrorKind"),
        kinds::of_decoding().in_both_modes
    );
    assert_eq!(
        listed("EncodeErrorKind"),
        kinds::of_encoding().in_both_modes
    );
}
