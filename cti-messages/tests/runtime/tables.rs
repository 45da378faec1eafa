//! Tables of cases: what is read from bytes, and what is written of values.

use std::fmt::Write as _;

use cti_messages::fields::{Fields, Value};
use cti_messages::info::{ListStyle, MemberInfo, MessageInfo};
use cti_messages::{
    DecodeError, DynMessage, EncodeError, EncodeErrorKind, EncodeOptions, ProtocolVersion,
    TypedMessage,
};

/// Written again, the bytes are the same; or strict writing gives what lenient writing gives.
pub(crate) const SAME: &str = "=";
/// Strict reading gives the same value.
pub(crate) const OK: &str = "ok";

/// The rule of the case, the version, the body in hexadecimal, what lenient reading makes of it
/// (the message on one line, with the places of unknown fields in brackets; or the error), the
/// body that lenient writing makes of that, and what strict reading says.
pub(crate) type Reading<'c> = (&'c str, ProtocolVersion, &'c str, &'c str, &'c str, &'c str);

/// The rule of the case, the version, the value, the body (in hexadecimal) or error of lenient
/// writing, and that of strict writing.
pub(crate) type Writing<'c, M> = (&'c str, ProtocolVersion, M, &'c str, &'c str);

/// Bytes from hexadecimal digits; blanks between them are allowed.
pub(crate) fn bytes(hex: &str) -> Vec<u8> {
    hex::decode(hex.replace(' ', "")).unwrap_or_else(|error| panic!("{error}: {hex}"))
}

/// Hexadecimal digits without blanks.
pub(crate) fn hex(bytes: &[u8]) -> String {
    hex::encode(bytes)
}

/// The body with a header.
pub(crate) fn frame(number: u32, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap();
    [&length.to_be_bytes()[..], &number.to_be_bytes(), body].concat()
}

/// A message on one line, with the data and the places of its unknown fields.
pub(crate) fn shown(message: &dyn DynMessage) -> String {
    let fields: &dyn Fields = message.as_fields();
    let line = cti_messages::fields::OneLine(fields);
    let mut shown = format!("{} {line}", message.info().name);
    add_data(fields, &mut shown);
    places(fields, &mut shown);
    shown
}

/// Puts the data of unknown fields where a message on one line has their lengths.
fn add_data(fields: &dyn Fields, shown: &mut String) {
    for index in 0..fields.members().len() {
        if let Some(Value::Entries(entries)) = fields.value(index) {
            for entry in (0..entries.count()).filter_map(|index| entries.entry(index)) {
                add_data(entry, shown);
            }
        }
    }
    for field in fields.unknown_fields() {
        let noun = if field.data.len() == 1 {
            "byte"
        } else {
            "bytes"
        };
        let length = format!("tag{}=<{} {noun}>", field.tag.0, field.data.len());
        assert!(shown.contains(&length), "{length} in {shown}");
        *shown = shown.replacen(&length, &format!("tag{}={}", field.tag.0, field.data), 1);
    }
}

fn places(fields: &dyn Fields, shown: &mut String) {
    let after: Vec<u32> = fields.unknown_fields().iter().map(|f| f.after).collect();
    if !after.is_empty() {
        write!(shown, " {after:?}").unwrap();
    }
    for index in 0..fields.members().len() {
        if let Some(Value::Entries(entries)) = fields.value(index) {
            for entry in (0..entries.count()).filter_map(|index| entries.entry(index)) {
                places(entry, shown);
            }
        }
    }
}

/// Compares, and notes a difference.
pub(crate) fn compare(differences: &mut String, case: &str, what: &str, is: &str, expected: &str) {
    if is != expected {
        writeln!(
            differences,
            "{case}: {what}\n  is       {is}\n  expected {expected}"
        )
        .unwrap();
    }
}

/// Where an error is, and what: all that it tells by itself.
fn place(message: Option<&str>, field: Option<&str>) -> String {
    match (message, field) {
        (Some(message), Some(field)) => format!("{message}, {field}: "),
        (Some(name), None) | (None, Some(name)) => format!("{name}: "),
        (None, None) => String::new(),
    }
}

/// An error of reading as text, made of its parts.
pub(crate) fn misread(error: &DecodeError) -> String {
    let place = place(error.message(), error.field());
    let text = format!("{place}{} (at byte {})", error.kind(), error.offset());
    assert_eq!(error.to_string(), text);
    text
}

/// An error of writing as text, made of its parts.
fn unwritten(error: &EncodeError) -> String {
    let place = place(error.message(), error.field());
    let text = format!("{place}{}", error.kind());
    assert_eq!(error.to_string(), text);
    text
}

/// The error of strict reading and writing for a HELLO_REQ that names a version which is not modelled.
pub(crate) fn unsupported(version: u32) -> String {
    let (first, last) = (ProtocolVersion::FIRST, ProtocolVersion::LATEST);
    format!(
        "HELLO_REQ, Version: protocol version {version} is not supported; {first} to {last} are"
    )
}

/// Reads every body of a table, in both modes, and writes it again.
macro_rules! assert_readings {
    ($type:ident, $rows:expr) => {{
        use crate::tables::{bytes, compare, frame, hex, misread, shown, written};
        let rows: &[crate::tables::Reading<'_>] = $rows;
        let mut differences = String::new();
        for (rule, version, body, lenient, again, strict) in rows.iter().copied() {
            let read = frame($type::MESSAGE_TYPE.0, &bytes(body));
            let strictly = $type::decode_with(&read, version, DecodeOptions::strict());
            let said = match &strictly {
                Ok(_) => crate::tables::OK.to_owned(),
                Err(error) => misread(error),
            };
            compare(&mut differences, rule, "read strictly", &said, strict);
            let value = match $type::decode(&read, version) {
                Ok(value) => value,
                Err(error) => {
                    compare(&mut differences, rule, "read", &misread(&error), lenient);
                    assert_eq!(strictly, Err(error), "{rule}: not lenient, but strict");
                    continue;
                }
            };
            compare(&mut differences, rule, "read", &shown(&value), lenient);
            crate::tables::assert_ways_agree(&value);
            let wrote = match written(&value, version, EncodeOptions::lenient()) {
                Ok(wrote) => wrote,
                Err(error) => {
                    compare(&mut differences, rule, "written", &error.to_string(), again);
                    continue;
                }
            };
            let expected = if again == crate::tables::SAME {
                body
            } else {
                again
            };
            let expected = hex(&bytes(expected));
            compare(
                &mut differences,
                rule,
                "written",
                &hex(&wrote[8..]),
                &expected,
            );
            match $type::decode(&wrote, version) {
                Ok(second) if second == value => {}
                other => compare(
                    &mut differences,
                    rule,
                    "second",
                    &format!("{other:?}"),
                    "equal",
                ),
            }
            if let Ok(strictly) = strictly {
                assert_eq!(
                    strictly, value,
                    "{rule}: what is read does not depend on the mode"
                );
                let canonical = written(&value, version, EncodeOptions::strict());
                assert_eq!(
                    canonical,
                    Ok(wrote),
                    "{rule}: what is strict is written strictly"
                );
            }
            let owned = cti_messages::IntoOwned::into_owned($type::decode(&read, version).unwrap());
            drop(read);
            assert_eq!(shown(&owned), lenient, "{rule}: independent of the frame");
        }
        assert!(differences.is_empty(), "{differences}");
    }};
}
pub(crate) use assert_readings;

/// What is written of a value, header included; every way of writing says the same.
pub(crate) fn written<'a, M: TypedMessage<'a>>(
    value: &M,
    version: ProtocolVersion,
    options: EncodeOptions,
) -> Result<Vec<u8>, EncodeError> {
    let mut out = b"before".to_vec();
    let result = value.encode_with(version, options, &mut out);
    assert!(out.starts_with(b"before"), "what was there stays");
    let wrote = out.split_off(6);
    let length = value.encoded_len(version, options);
    let mut slice = [0xEE; 2000];
    let in_slice = value.encode_to_slice(version, options, &mut slice);
    assert_eq!(in_slice, length);
    if let Err(error) = result {
        assert!(wrote.is_empty(), "the buffer is as it was");
        assert_eq!(length, Err(error));
        return Err(error);
    }
    assert_eq!(length, Ok(wrote.len()));
    assert_eq!(slice[..wrote.len()], wrote);
    assert!(slice[wrote.len()..].iter().all(|byte| *byte == 0xEE));
    let needed = wrote.len();
    let fits = value.encode_to_slice(version, options, &mut slice[..needed]);
    assert_eq!(fits, Ok(needed));
    let short = value.encode_to_slice(version, options, &mut slice[..needed - 1]);
    let error = short.expect_err("one byte short");
    assert_eq!(error.kind(), EncodeErrorKind::BufferTooShort { needed });
    assert_eq!(error.message(), Some(M::NAME));
    assert_eq!(
        wrote,
        frame(M::MESSAGE_TYPE.0, &wrote[8..]),
        "a header that is true"
    );
    Ok(wrote)
}

/// Whether a message has lists that may be such that writing them takes the slow path: columns with holes,
/// records that do not begin alike, other than single fields that have a limit together.
fn may_be_rare(info: &MessageInfo) -> bool {
    let is_limited = |index| {
        let mut limits = info.combined_limits.iter();
        limits.any(|limit| limit.lists.contains(&index))
    };
    info.members.iter().enumerate().any(|(index, member)| {
        let MemberInfo::List(list) = member else {
            return false;
        };
        match list.style {
            ListStyle::Columns | ListStyle::Records => true,
            ListStyle::Array | ListStyle::Ordered => is_limited(index),
            ListStyle::Single => false,
            other => unreachable!("not known to the tests: {other:?}"),
        }
    })
}

/// Writes a value in every version and mode. It takes the fast path where that can be, and the slow one:
/// what comes of it is the same.
pub(crate) fn assert_ways_agree<'a, M: TypedMessage<'a>>(value: &M) {
    for version in ProtocolVersion::all() {
        for options in [EncodeOptions::lenient(), EncodeOptions::strict()] {
            let result = written(value, version, options);
            // What has nothing rare about it takes the fast path: nothing else would notice if it were not.
            let is_fast = value.encode_fast(version, options, &mut Vec::new());
            let is_usual = version.has_wide_tags() && !has_unknown(value);
            if value.own_version().is_none() && !may_be_rare(value.info()) {
                assert_eq!(is_fast, is_usual && result.is_ok(), "{}", shown(value));
            }
        }
    }
}

/// Whether a message or one of its records has unknown fields.
fn has_unknown(fields: &dyn Fields) -> bool {
    let mut entries = (0..fields.members().len()).filter_map(|index| match fields.value(index) {
        Some(Value::Entries(entries)) => Some(entries),
        _ => None,
    });
    !fields.unknown_fields().is_empty()
        || entries.any(|entries| {
            (0..entries.count()).any(|index| entries.entry(index).is_some_and(has_unknown))
        })
}

/// Writes every value of a table, in both modes.
pub(crate) fn assert_writings<'a, M: TypedMessage<'a>>(rows: &[Writing<'_, M>]) {
    let mut differences = String::new();
    for (rule, version, value, lenient, strict) in rows {
        assert_ways_agree(value);
        let body = |options| match written(value, *version, options) {
            Ok(wrote) => hex(&wrote[8..]),
            Err(error) => unwritten(&error),
        };
        let expected = |text: &str| match text.bytes().all(|b| b == b' ' || b.is_ascii_hexdigit()) {
            true => hex(&bytes(text)),
            false => text.to_owned(),
        };
        let (is, should) = (body(EncodeOptions::lenient()), expected(lenient));
        compare(&mut differences, rule, "written leniently", &is, &should);
        let strict = if *strict == SAME { lenient } else { strict };
        let (is, should) = (body(EncodeOptions::strict()), expected(strict));
        compare(&mut differences, rule, "written strictly", &is, &should);
    }
    assert!(differences.is_empty(), "{differences}");
}
