//! The texts of all errors of the libraries, in one file, to be read as a user reads them.
//!
//! Each variant of an enumeration of errors is made here, with numbers of one and of several where it
//! has numbers. A variant that is not made fails the test.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Debug, Display, Write as _};
use std::path::{Path, PathBuf};
use std::{fs, io};

use cti_messages::fields::{Fields, SetValueError};
use cti_messages::serde::Versioned;
use cti_messages::tokio::WriteError;
use cti_messages::{
    AgentState, DecodeErrorKind, DecodeOptions, EncodeErrorKind, Message, MessageType, OpenReq,
    PartsError, ProtocolVersion, ReadError, Tag, Time, TimeRangeError, UnsupportedVersion,
    VersionNumber,
};
use cti_tests::golden;

/// The texts so far, and where the repository is.
struct Texts(String);

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The names of the variants of an enumeration, as its source file declares them.
fn declared(file: &str, name: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(root().join(file)).expect("a source file");
    let file = syn::parse_file(&text).expect("Rust");
    let enumerations = file.items.iter().filter_map(|item| match item {
        syn::Item::Enum(item) if item.ident == name => Some(item),
        _ => None,
    });
    let variants = enumerations.flat_map(|item| &item.variants);
    variants.map(|variant| variant.ident.to_string()).collect()
}

impl Texts {
    fn heading(&mut self, heading: &str) {
        let separator = if self.0.is_empty() { "" } else { "\n" };
        writeln!(self.0, "{separator}# {heading}\n").expect("a text");
    }

    fn add(&mut self, error: impl Display) {
        writeln!(self.0, "{error}").expect("a text");
    }

    /// All errors of an enumeration; none of its variants may be missing.
    fn add_all<E: Display>(&mut self, file: &str, name: &str, errors: &[(&str, E)]) {
        self.heading(name);
        let made: BTreeSet<String> = errors.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(made, declared(file, name), "the variants of {name}");
        for (_, error) in errors {
            self.add(error);
        }
    }
}

/// Errors with the names of their variants, which their `Debug` begins with.
fn named<E: Debug + Display>(errors: impl IntoIterator<Item = E>) -> Vec<(&'static str, E)> {
    let errors = errors.into_iter();
    errors
        .map(|error| {
            let shown = format!("{error:?}");
            let end = shown.find(|letter: char| !letter.is_alphanumeric());
            let name = shown[..end.unwrap_or(shown.len())].to_owned();
            (&*name.leak(), error)
        })
        .collect()
}

fn parts() -> Vec<PartsError> {
    let mut errors = vec![PartsError::NoName];
    for (length, max) in [(34, 33), (2, 1)] {
        errors.push(PartsError::Name { length, max });
        errors.push(PartsError::Value { length, max });
    }
    errors
}

fn decoding() -> Vec<DecodeErrorKind> {
    use DecodeErrorKind as Kind;
    let mut errors = vec![
        Kind::UnexpectedType {
            expected: MessageType::OPEN_REQ,
            actual: MessageType(9999),
        },
        Kind::NotTerminated,
        Kind::Repeated,
        Kind::FieldOutsideVersion,
        Kind::MessageOutsideVersion,
        Kind::Missing,
        Kind::Parts(PartsError::NoName),
        Kind::UnsupportedVersion {
            version: VersionNumber(12),
        },
    ];
    for (one, other) in [(0, 1), (1, 2), (2, 0)] {
        let (declared, actual, needed, length, max, limit) = (one, other, one, one, other, other);
        errors.extend([
            Kind::TruncatedHeader { actual },
            Kind::LengthMismatch { declared, actual },
            Kind::FrameTooLong { length, limit },
            Kind::TruncatedFixedPart { needed, actual },
            Kind::TruncatedFieldHeader { actual },
            Kind::TruncatedField { declared, actual },
            Kind::CountMismatch { declared, actual },
            Kind::FieldTooLong { length, max },
            Kind::TypeMismatch { length },
            Kind::ListTooLong { max },
            Kind::ListsTooLong { max },
        ]);
    }
    errors.sort_by_key(|error| format!("{error:?}").split(' ').next().map(str::to_owned));
    errors
}

fn encoding() -> Vec<EncodeErrorKind> {
    use EncodeErrorKind as Kind;
    let mut errors = vec![
        Kind::TagTooWide { tag: Tag(300) },
        // Never fewer: the shorter form of a length expresses 255.
        Kind::LengthTooWide { length: 256 },
        Kind::ValueTooWide { value: 70_000 },
        Kind::FixedFieldOutsideVersion,
        Kind::EmptyEntry,
        Kind::AmbiguousEntry,
        Kind::HoleInColumn,
        Kind::NulInName,
        Kind::UnknownFieldMisplaced { tag: Tag(300) },
        Kind::UnknownFieldKnown { tag: Tag(300) },
        Kind::AmbiguousForm,
        Kind::KnownType,
        Kind::Parts(PartsError::NoName),
        Kind::Missing,
        Kind::FieldOutsideVersion,
        Kind::MessageOutsideVersion,
        Kind::UnsupportedVersion {
            version: VersionNumber(26),
        },
    ];
    for (length, max) in [(1, 0), (2, 1), (3, 2)] {
        errors.extend([
            Kind::FrameTooLong { length, limit: max },
            Kind::BufferTooShort { needed: length },
            Kind::CountTooWide { entries: length },
            Kind::FieldTooLong { length, max },
            Kind::ListTooLong {
                entries: length,
                max,
            },
            Kind::ListsTooLong { length, max },
        ]);
    }
    errors.sort_by_key(|error| format!("{error:?}").split(' ').next().map(str::to_owned));
    errors
}

/// What is refused as a line of JSON, once for each error.
const LINES: &[&str] = &[
    r#"1"#,
    r#"{"massage":"OPEN_REQ"}"#,
    r#"{"message":"OPEN_REQ","message":"OPEN_REQ"}"#,
    r#"{"message":"OPEN_REQ"}"#,
    r#"{"protocol":24}"#,
    r#"{"message":"OPEN_REQ","protocol":12}"#,
    r#"{"message":"OPEN_REQ","protocol":"24"}"#,
    r#"{"message":"OPEN_REQ","protocol":2.5}"#,
    r#"{"message":"OPEN_RQ","protocol":24}"#,
    r#"{"message":3,"protocol":24}"#,
    r#"{"message":"OPEN_REQ","type":5,"protocol":24}"#,
    r#"{"type":-1,"protocol":24}"#,
    r#"{"message":"OPEN_REQ","protocol":24}"#,
    r#"{"message":"OPEN_REQ","protocol":24,"body":""}"#,
    r#"{"type":9999,"protocol":24,"fields":{}}"#,
    r#"{"type":9999,"protocol":24}"#,
    r#"{"type":9999,"protocol":24,"body":7}"#,
    r#"{"type":9999,"protocol":24,"body":"0"}"#,
    r#"{"type":9999,"protocol":24,"body":"0x"}"#,
    r#"{"message":"HEARTBEAT_REQ","protocol":24,"fields":{}}"#,
    r#"{"message":"HEARTBEAT_REQ","protocol":24,"fields":{"InvokeId":1}}"#,
    r#"{"message":"HEARTBEAT_REQ","protocol":24,"fields":{"InvokeID":4294967296}}"#,
    r#"{"message":"HEARTBEAT_REQ","protocol":24,"fields":{"InvokeID":1,"unknown":[{"tag":1}]}}"#,
    r#"{"message":"AGENT_STATE_EVENT","protocol":24,"fields":{"AgentState":"AGENT_STATE_TALKIN"}}"#,
    r#"{"message":"AGENT_STATE_EVENT","protocol":24,"fields":{"FltSkillGroups":{}}}"#,
    r#"{"message":"AGENT_STATE_EVENT","protocol":24,"fields":{"NumFltSkillGroups":1}}"#,
    r#"{"message":"AGENT_STATE_EVENT","protocol":24,"fields":{"AgentID":7}}"#,
    r#"{"message":"OPEN_REQ","protocol":24,"fields":{"AgentStateMask":["AGENT_LOGIN_MSK"]}}"#,
    r#"{"message":"OPEN_REQ","protocol":24,"fields":{"AgentStateMask":["0xg"]}}"#,
    r#"{"message":"OPEN_REQ","protocol":24,"fields":{"AgentStateMask":[{}]}}"#,
    r#"{"message":"BEGIN_CALL_EVENT","protocol":24,"fields":{"NamedVariables":[7]}}"#,
    r#"{"message":"BEGIN_CALL_EVENT","protocol":24,"fields":{"NamedVariables":[{"name":"a"}]}}"#,
];

#[test]
fn the_texts_of_errors_are_as_they_were_read() {
    let mut texts = Texts(String::new());
    let messages = "cti-messages/src";
    let file = |name: &str| format!("{messages}/{name}.rs");
    texts.add_all(&file("error/decode"), "DecodeErrorKind", &named(decoding()));
    texts.add_all(&file("error/encode"), "EncodeErrorKind", &named(encoding()));
    texts.add_all(&file("error/parts"), "PartsError", &named(parts()));

    texts.heading("DecodeError and EncodeError: message, field and place");
    for (bytes, version) in [(&[0; 4][..], 24), (&[0, 0, 0, 4, 0, 0, 0, 5, 0][..], 24)] {
        let version = ProtocolVersion::new(version).expect("a version");
        let error = Message::decode(bytes, version).expect_err("no frame");
        texts.add(error);
    }
    let cut = [0, 0, 0, 2, 0, 0, 0, 5, 0, 0];
    let error = Message::decode(&cut, ProtocolVersion::V24).expect_err("truncated");
    let open = OpenReq {
        version_number: VersionNumber(99),
        ..OpenReq::default()
    };
    let refused = Message::from(open).encode(ProtocolVersion::V24, &mut Vec::new());
    let refused = refused.expect_err("no such version");
    texts.add(error);
    texts.add(refused);
    let strict = Message::decode_with(&cut, ProtocolVersion::V24, DecodeOptions::strict());
    assert_eq!(strict, Err(error));

    let cause = || io::Error::from(io::ErrorKind::ConnectionReset);
    let reading = [
        ReadError::Io(cause()),
        ReadError::Frame(error),
        ReadError::Truncated { actual: 1 },
        ReadError::Truncated { actual: 2 },
    ];
    texts.add_all(&file("frame/reader"), "ReadError", &named(reading));
    let writing = [WriteError::Io(cause()), WriteError::Encode(refused)];
    texts.add_all(&file("tokio/error"), "WriteError", &named(writing));

    texts.heading("Single errors");
    texts.add("OPEN_RQ".parse::<MessageType>().expect_err("no name"));
    texts.add("?".parse::<MessageType>().expect_err("no name"));
    texts.add("TALKIN".parse::<AgentState>().expect_err("no name"));
    texts.add("?".parse::<AgentState>().expect_err("no name"));
    texts.add(UnsupportedVersion(VersionNumber(12)));
    texts.add(TimeRangeError);
    texts.add(SetValueError);
    let early = std::time::SystemTime::UNIX_EPOCH - std::time::Duration::from_secs(1);
    assert_eq!(Time::try_from(early), Err(TimeRangeError));
    assert!(OpenReq::default().set_trailing(vec![1]).is_err());

    texts.heading("JSON (serde): the line, then the error");
    for line in LINES {
        let error = serde_json::from_str::<Versioned<Message<'_>>>(line);
        let error = error.err().unwrap_or_else(|| panic!("accepted: {line}"));
        texts.add(line);
        texts.add(format_args!("    {error}"));
    }

    let path = PathBuf::from("src/a.rs");
    let generating = [
        (
            "Io",
            cti_codegen::Error::Io {
                action: "read",
                path: path.clone(),
                error: io::Error::from(io::ErrorKind::NotFound),
            },
        ),
        (
            "Foreign",
            cti_codegen::Error::Foreign { path: path.clone() },
        ),
        (
            "Sample",
            cti_codegen::Error::Sample {
                line: 7,
                reason: "the reason".to_owned(),
            },
        ),
        (
            "Bug",
            cti_codegen::Error::Bug {
                path,
                reason: "the reason".to_owned(),
            },
        ),
    ];
    texts.add_all("cti-codegen/src/error.rs", "Error", &generating);

    let files = BTreeMap::from([(PathBuf::from("error_texts.txt"), texts.0)]);
    golden::assert_folder(&root().join("tests/data/errors"), &files);
}
