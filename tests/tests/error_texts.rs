//! The texts of all errors of the libraries, in one file, to be read as a user reads them.
//!
//! Every type that implements `Error` in the sources of a library is in it, and every variant of one
//! that is an enumeration; so are the kinds of errors of messages. What is missing fails the test.
//! Errors come from real calls, or are made with numbers that a call can give, once for one and once
//! for several where a noun follows.
//!
//! Elsewhere are the mistakes that the compiler shows, which are of no type: those of the derives in
//! `cti-derive/tests/ui`, `sizes` and `types`. What a specification can have wrong is in
//! `cti-spec/tests/diagnostics`, with its source; here is one example. What the program `cti` says is in
//! the tests of `cti-cli`, whose library is for these only.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::{Debug, Display, Write as _};
use std::path::{Path, PathBuf};
use std::{any, fs, io};

use cti_messages::codec::WriteError;
use cti_messages::fields::{Fields, SetValueError};
use cti_messages::serialization::Versioned;
use cti_messages::{
    AgentState, AgentStateEvent, BeginCallEvent, DecodeErrorKind, DecodeOptions, EncodeErrorKind,
    EncodeOptions, FailureConf, HeartbeatConf, HeartbeatReq, InvokeId, Message, MessageType,
    NamedVariable, OpenReq, ParseNameError, PartsError, ProtocolVersion, ReadError, RequestError,
    Secret, StandbyActiveEventMsg, StatusCode, Tag, Time, TimeRangeError, TypedMessage,
    UnsupportedVersionError, VersionNumber,
};
use cti_spec::format::FormatError;
use cti_spec::show::{Item, UnknownItem, VersionError};
use cti_spec::{Diagnostics, LoadError, SourceFile, interpreter};
use cti_tests::golden;

/// The libraries, whose sources are searched for types of errors.
const LIBRARIES: &[&str] = &["cti-codegen", "cti-messages", "cti-session", "cti-spec"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What the sources of the libraries declare, by the path of each type, `cti_spec::load::LoadError`.
#[derive(Default)]
struct Declared {
    errors: BTreeSet<String>,
    /// The variants of all enumerations.
    variants: BTreeMap<String, BTreeSet<String>>,
}

impl Declared {
    fn read() -> Self {
        let mut declared = Self::default();
        for library in LIBRARIES {
            let module = library.replace('-', "_");
            declared.add_folder(&root().join(library).join("src"), &module);
        }
        declared
    }

    /// All files of a folder, which is a module.
    fn add_folder(&mut self, folder: &Path, module: &str) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_stem().expect("a name").to_string_lossy();
            let inner = match &*name {
                "lib" | "mod" => module.to_owned(),
                // A program is no library.
                "main" => continue,
                name => format!("{module}::{name}"),
            };
            if path.is_dir() {
                self.add_folder(&path, &inner);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("a source file");
                let file = syn::parse_file(&text).expect("Rust");
                file.items.iter().for_each(|item| self.add(item, &inner));
            }
        }
    }

    fn add(&mut self, item: &syn::Item, module: &str) {
        match item {
            syn::Item::Enum(item) => {
                let name = format!("{module}::{}", item.ident);
                let variants = item.variants.iter();
                let variants = variants.map(|variant| variant.ident.to_string()).collect();
                self.variants.insert(name.clone(), variants);
                if derives_error(&item.attrs) {
                    self.errors.insert(name);
                }
            }
            syn::Item::Struct(item) if derives_error(&item.attrs) => {
                self.errors.insert(format!("{module}::{}", item.ident));
            }
            syn::Item::Impl(item) => {
                let of = item.trait_.as_ref().map(|(path, _)| path);
                if let (Some(path), syn::Type::Path(ty)) = (of, &*item.self_ty)
                    && is_error_trait(path)
                    && let Some(name) = ty.path.segments.last()
                {
                    self.errors.insert(format!("{module}::{}", name.ident));
                }
            }
            _ => {}
        }
    }
}

/// Whether a path is that of the trait `Error` of the standard library.
fn is_error_trait(path: &syn::Path) -> bool {
    let names: Vec<String> = path
        .segments
        .iter()
        .map(|part| part.ident.to_string())
        .collect();
    let [.., from, error, trait_] = &*names else {
        // By a name that is imported: none other than the standard library's is, by its own name.
        return names == ["Error"];
    };
    ["core", "std"].contains(&from.as_str()) && [error, trait_] == ["error", "Error"]
}

/// Whether `thiserror` implements the trait.
fn derives_error(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let mut derives = false;
        if attribute.path().is_ident("derive") {
            let parsed = attribute.parse_nested_meta(|meta| {
                derives |= meta
                    .path
                    .segments
                    .last()
                    .is_some_and(|name| name.ident == "Error");
                Ok(())
            });
            parsed.expect("names of derives");
        }
        derives
    })
}

/// The texts so far.
struct Texts {
    text: String,
    declared: Declared,
    /// The types whose errors are among them.
    shown: BTreeSet<String>,
}

impl Texts {
    fn heading(&mut self, heading: &str) {
        let separator = if self.text.is_empty() { "" } else { "\n" };
        writeln!(self.text, "{separator}# {heading}\n").expect("a text");
    }

    fn line(&mut self, line: impl Display) {
        writeln!(self.text, "{line}").expect("a text");
    }

    /// Errors of a type, or kinds of errors, each with the name of its variant. If the type is an
    /// enumeration, no variant may be missing.
    fn add<E: Display>(&mut self, errors: &[(&str, E)]) {
        let name = any::type_name::<E>();
        let name = name
            .split_once('<')
            .map_or(name, |(name, _)| name)
            .to_owned();
        self.heading(&name);
        if let Some(variants) = self.declared.variants.get(&name) {
            let made: BTreeSet<String> =
                errors.iter().map(|(name, _)| (*name).to_owned()).collect();
            assert_eq!(&made, variants, "the variants of {name}");
        }
        for (_, error) in errors {
            self.line(error);
        }
        self.shown.insert(name);
    }

    /// Errors of a type whose `Debug` begins with the name of the variant.
    fn add_named<E: Debug + Display>(&mut self, errors: impl IntoIterator<Item = E>) {
        let name = |error: &E| -> &str {
            let shown = format!("{error:?}");
            let end = shown.find(|letter: char| !letter.is_alphanumeric());
            shown[..end.unwrap_or(shown.len())].to_owned().leak()
        };
        let errors: Vec<_> = errors
            .into_iter()
            .map(|error| (name(&error), error))
            .collect();
        self.add(&errors);
    }

    /// Asserts that no kind of error is missing, by the texts of `Debug`.
    fn check_kinds<K>(&self, kinds: impl Iterator<Item = String>) {
        let name = any::type_name::<K>();
        let end = |kind: &String| kind.find(|letter: char| !letter.is_alphanumeric());
        let made: BTreeSet<String> = kinds
            .map(|kind| kind[..end(&kind).unwrap_or(kind.len())].to_owned())
            .collect();
        assert_eq!(made, self.declared.variants[name], "the variants of {name}");
    }

    /// Errors of a struct.
    fn add_structs<E: Error>(&mut self, errors: impl IntoIterator<Item = E>) {
        let errors: Vec<_> = errors.into_iter().map(|error| ("", error)).collect();
        self.add(&errors);
    }
}

fn parts() -> Vec<PartsError> {
    let mut errors = vec![PartsError::NoName];
    for (length, max) in [(34, 33), (2, 1)] {
        errors.push(PartsError::Name { length, max });
        errors.push(PartsError::Value { length, max });
    }
    errors
}

/// The kinds of errors of decoding, in the order of their declaration.
fn decoding() -> Vec<DecodeErrorKind> {
    use DecodeErrorKind as Kind;
    vec![
        Kind::TruncatedHeader { actual: 1 },
        Kind::TruncatedHeader { actual: 4 },
        Kind::LengthMismatch {
            declared: 4,
            actual: 1,
        },
        Kind::LengthMismatch {
            declared: 1,
            actual: 0,
        },
        Kind::FrameTooLong {
            length: 12_501,
            limit: 12_500,
        },
        Kind::UnexpectedType {
            expected: MessageType::OPEN_REQ,
            actual: MessageType(9999),
        },
        Kind::TruncatedFixedPart {
            needed: 4,
            actual: 1,
        },
        Kind::TruncatedFixedPart {
            needed: 8,
            actual: 6,
        },
        Kind::TruncatedFieldHeader { actual: 1 },
        Kind::TruncatedFieldHeader { actual: 3 },
        Kind::TruncatedField {
            declared: 4,
            actual: 1,
        },
        Kind::TruncatedField {
            declared: 1,
            actual: 0,
        },
        Kind::UnsupportedVersion {
            version: VersionNumber(12),
        },
        Kind::CountMismatch {
            declared: 1,
            actual: 2,
        },
        Kind::CountMismatch {
            declared: 2,
            actual: 1,
        },
        Kind::FieldTooLong {
            length: 13,
            max: 12,
        },
        Kind::FieldTooLong { length: 2, max: 1 },
        Kind::NotTerminated,
        Kind::Repeated,
        Kind::TypeMismatch { length: 1 },
        Kind::TypeMismatch { length: 3 },
        Kind::FieldOutsideVersion,
        Kind::MessageOutsideVersion,
        Kind::Missing,
        Kind::ListTooLong { max: 1 },
        Kind::ListTooLong { max: 10 },
        Kind::ListsTooLong { max: 1 },
        Kind::ListsTooLong { max: 2000 },
        Kind::Parts(PartsError::NoName),
    ]
}

/// The kinds of errors of encoding, in the order of their declaration.
fn encoding() -> Vec<EncodeErrorKind> {
    use EncodeErrorKind as Kind;
    vec![
        Kind::FrameTooLong {
            length: 12_501,
            limit: 12_500,
        },
        Kind::BufferTooShort { needed: 12 },
        Kind::TagTooWide { tag: Tag(300) },
        // Never fewer: the shorter form of a length expresses 255.
        Kind::LengthTooWide { length: 256 },
        // Nor here: the narrowest count expresses 255.
        Kind::CountTooWide { entries: 256 },
        Kind::ValueTooWide { value: 70_000 },
        Kind::FixedFieldOutsideVersion,
        Kind::EmptyEntry,
        Kind::AmbiguousEntry,
        Kind::HoleInColumn,
        Kind::NulInName,
        Kind::UnknownFieldMisplaced { tag: Tag(300) },
        Kind::AmbiguousForm,
        Kind::KnownType,
        Kind::UnsupportedVersion {
            version: VersionNumber(26),
        },
        Kind::FieldTooLong {
            length: 13,
            max: 12,
        },
        Kind::FieldTooLong { length: 2, max: 1 },
        Kind::ListTooLong {
            entries: 11,
            max: 10,
        },
        Kind::ListTooLong { entries: 2, max: 1 },
        Kind::ListsTooLong {
            length: 2001,
            max: 2000,
        },
        Kind::ListsTooLong { length: 2, max: 1 },
        Kind::Missing,
        Kind::FieldOutsideVersion,
        Kind::MessageOutsideVersion,
        Kind::UnknownFieldKnown { tag: Tag(300) },
        Kind::Parts(PartsError::NoName),
    ]
}

/// Frames that are refused: the version, whether strictly, and the bytes.
const FRAMES: &[(ProtocolVersion, bool, &str)] = &[
    (ProtocolVersion::V24, false, "00000004"),
    (ProtocolVersion::V24, false, "000000040000000500"),
    (ProtocolVersion::V24, false, "00000002000000050000"),
    // OPEN_REQ of version 99, with nothing else.
    (
        ProtocolVersion::V24,
        false,
        "00000008000000030000000100000063",
    ),
    // HEARTBEAT_REQ and what begins like a floating field.
    (ProtocolVersion::V24, false, "0000000500000005000000070a"),
    (
        ProtocolVersion::V24,
        false,
        "00000009000000050000000700010004ff",
    ),
    // STANDBY_ACTIVE_EVENT_MSG before there was one.
    (ProtocolVersion::V23, true, "0000000000000115"),
];

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
    r#"{"message":"TAG_CALL_REQ","protocol":24,"fields":{}}"#,
    r#"{"message":"TAG_CALL_REQ","type":5,"protocol":24,"fields":{}}"#,
    r#"{"message":"TAG_CALL_REQ","type":9999,"protocol":24,"fields":{}}"#,
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

/// Errors of messages.
fn messages(texts: &mut Texts) {
    texts.add_named(decoding());
    let decoded = FRAMES.iter().map(|(version, strict, frame)| {
        let options = match strict {
            true => DecodeOptions::strict(),
            false => DecodeOptions::default(),
        };
        let frame = hex::decode(frame).expect("digits");
        Message::decode_with(&frame, *version, options).expect_err("refused")
    });
    let asked = OpenReq::decode(&[0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0, 7], ProtocolVersion::V24);
    let decoded: Vec<_> = decoded.chain([asked.expect_err("a heartbeat")]).collect();
    let truncated = decoded[2];
    texts.add_structs(decoded);

    texts.add_named(encoding());
    let version = ProtocolVersion::V24;
    let encode = |message: Message<'_>, version| {
        let refused = message.encode(version, &mut Vec::new());
        refused.expect_err("a message that cannot be encoded")
    };
    let open = || OpenReq {
        version_number: version.into(),
        client_id: Some("recorder".into()),
        client_password: Some(Secret(b"".into())),
        ..OpenReq::default()
    };
    let newer = OpenReq {
        version_number: VersionNumber(99),
        ..open()
    };
    let newer = encode(newer.into(), version);
    let mut short = [0; 8];
    let written =
        HeartbeatReq::default().encode_to_slice(version, EncodeOptions::strict(), &mut short);
    texts.add_structs([
        newer,
        written.expect_err("a short buffer"),
        encode(OpenReq::default().into(), version),
        encode(
            OpenReq {
                client_id: None,
                ..open()
            }
            .into(),
            version,
        ),
        encode(
            AgentStateEvent {
                agent_id: Some("an ID of 20 letters!".into()),
                ..AgentStateEvent::default()
            }
            .into(),
            version,
        ),
        encode(
            BeginCallEvent {
                named_variables: vec![NamedVariable::new("", "1")],
                ..BeginCallEvent::default()
            }
            .into(),
            version,
        ),
        encode(
            StandbyActiveEventMsg::default().into(),
            ProtocolVersion::V23,
        ),
    ]);
    texts.add_named(parts());

    let cause = || io::Error::from(io::ErrorKind::ConnectionReset);
    texts.add_named([
        ReadError::Io(cause()),
        ReadError::Frame(truncated),
        ReadError::Truncated { actual: 1 },
        ReadError::Truncated { actual: 2 },
    ]);
    texts.add_named([WriteError::Io(cause()), WriteError::Encode(newer)]);

    let failure = FailureConf {
        invoke_id: InvokeId(7),
        status: StatusCode::INVALID_TIMEOUT,
        ..FailureConf::default()
    };
    let unexpected = HeartbeatConf::try_from(Message::from(failure.clone()));
    texts.add_structs([unexpected.expect_err("a failure")]);
    texts.add_named([
        RequestError::Failed(Box::new(failure.into())),
        RequestError::Decode(truncated),
    ]);

    let no_type = |text: &str| text.parse::<MessageType>().expect_err("no name");
    let no_state = |text: &str| text.parse::<AgentState>().expect_err("no name");
    let names: [ParseNameError; 4] = [
        no_type("OPEN_RQ"),
        no_type("?"),
        no_state("TALKIN"),
        no_state("?"),
    ];
    texts.add_structs(names);
    texts.add_structs([UnsupportedVersionError(VersionNumber(12))]);
    let early = std::time::SystemTime::UNIX_EPOCH - std::time::Duration::from_secs(1);
    let early: Result<Time, TimeRangeError> = early.try_into();
    texts.add_structs([early.expect_err("before time")]);
    let set: Result<(), SetValueError> = OpenReq::default().set_trailing(vec![1]);
    texts.add_structs([set.expect_err("no such bytes")]);

    texts.heading("JSON (serde): the line, then the error");
    for line in LINES {
        let error = serde_json::from_str::<Versioned<Message<'_>>>(line);
        let error = error.err().unwrap_or_else(|| panic!("accepted: {line}"));
        texts.line(line);
        texts.line(format_args!("    {error}"));
    }
}

/// Errors of specifications.
fn specifications(texts: &mut Texts) {
    let path = || PathBuf::from("spec/tags.cti");
    let missing = || io::Error::from(io::ErrorKind::NotFound);
    let denied = || io::Error::from(io::ErrorKind::PermissionDenied);
    let wrong = || -> Diagnostics {
        let source = "protocol EXAMPLE versions 13 to {";
        let read = cti_spec::parse_sources(vec![SourceFile::new("spec/protocol.cti", source)]);
        read.expect_err("a mistake")
    };
    texts.add_structs([wrong()]);
    let empty = |left_out| LoadError::Empty {
        path: "spec".into(),
        left_out,
    };
    texts.add(&[
        (
            "Read",
            LoadError::Read {
                path: path(),
                error: missing(),
            },
        ),
        ("Empty", empty(vec![])),
        ("Empty", empty(vec!["spec/tags.CTI".into()])),
        ("Invalid", LoadError::Invalid(wrong())),
    ]);
    texts.add_named([
        FormatError::Read {
            path: path(),
            error: missing(),
        },
        FormatError::Empty {
            path: "spec".into(),
        },
        FormatError::Write {
            path: path(),
            error: denied(),
        },
        FormatError::Invalid(wrong()),
    ]);

    let protocol = cti_spec::load(&cti_spec::ged188_dir()).expect("the protocol");
    let item = |name| Item::find(&protocol, name).expect_err("no such item");
    let items: [UnknownItem; 3] = [item("OPEN_RQ"), item("?"), item("9999")];
    texts.add_named(items);
    let show = |name, version| -> VersionError {
        let item = Item::find(&protocol, name).expect("an item");
        let shown = cti_spec::show::show(&protocol, item, version);
        shown.expect_err("no such version")
    };
    texts.add_named([
        show("OPEN_REQ", Some(12)),
        show("STANDBY_ACTIVE_EVENT_MSG", Some(23)),
    ]);
    texts.add_named([
        cti_spec::cli::Error::Load(empty(vec![])),
        cti_spec::cli::Error::Item(item("OPEN_RQ")),
        cti_spec::cli::Error::Version(show("OPEN_REQ", Some(12))),
        cti_spec::cli::Error::NoPath,
        cti_spec::cli::Error::Write(io::ErrorKind::StorageFull.into()),
    ]);

    let frames = FRAMES
        .iter()
        .filter(|(_, strict, _)| !strict)
        .map(|(.., frame)| *frame);
    let frames = frames.chain(["000000000000270f"]).filter_map(|frame| {
        let frame = hex::decode(frame).expect("digits");
        interpreter::decode(&protocol, 24, &frame).err()
    });
    let frames: Vec<interpreter::Error> = frames.collect();
    let kinds = frames.iter().map(|error| format!("{:?}", error.kind));
    texts.add_structs(frames.clone());
    texts.check_kinds::<interpreter::ErrorKind>(kinds);

    let document = cti_spec::json::Document::from(&protocol);
    let document = serde_json::to_string(&document).expect("a document");
    let damages = [
        ("\"type\":\"UINT\"", "\"type\":\"UIN\""),
        ("\"number\":4", "\"number\":3"),
        ("\"form\":\"unsigned\"", "\"form\":\"unsined\""),
    ];
    let damaged = damages.map(|(text, damage)| document.replacen(text, damage, 1));
    let read = |text: &String| cti_spec::json::read(text).expect_err("a damaged document");
    let errors = [String::new(), "{}".to_owned()];
    texts.add_structs(errors.iter().chain(&damaged).map(read));
}

/// Errors of sessions, and the reasons why there is none or none any more.
fn sessions(texts: &mut Texts) {
    use core::time::Duration;
    use cti_session::{
        ClientConfig, ClientConfigError, LossReason, MaintenanceError, MaintenanceNotAsked,
        NotAccepted, NotDelivered, NotSent, OpenFailure, Refusal, ServerConfigError, Side,
    };

    let config = ClientConfig::new(OpenReq::default()).open;
    let mut frame = Vec::new();
    let no_client = config.encode(ProtocolVersion::V24, &mut frame);
    let no_client = no_client.expect_err("an OPEN_REQ without ClientID");
    let garbage = Message::decode(b"HTTP/1.1 400", ProtocolVersion::V24);
    let garbage = garbage.expect_err("no message");
    let status = StatusCode::INVALID_PASSWORD;
    let refusal = Refusal::of(status);
    texts.add_named([
        ClientConfigError::UnsupportedVersion(UnsupportedVersionError(VersionNumber(99))),
        ClientConfigError::NoStandbyServers(ProtocolVersion::V23),
        ClientConfigError::HeartbeatInterval(Duration::from_millis(4_999)),
        ClientConfigError::Zero("event_capacity"),
        ClientConfigError::Open(no_client),
    ]);
    texts.add_named([
        NotSent::NoActiveSide,
        NotSent::NotServing(Side::B),
        NotSent::Closed,
        NotSent::QueueFull,
        NotSent::TooManyRequests,
        NotSent::SessionManagement,
        NotSent::Request,
        NotSent::NotARequest,
        NotSent::Encode(no_client),
    ]);
    texts.add_named([
        OpenFailure::ConnectFailed,
        OpenFailure::ConnectTimedOut,
        OpenFailure::OpenTimedOut,
        OpenFailure::Refused { status, refusal },
        OpenFailure::Disconnected,
        OpenFailure::WriteTimedOut,
        OpenFailure::Unreadable(garbage),
        OpenFailure::Closed,
    ]);
    texts.add_named([
        LossReason::Disconnected,
        LossReason::HandedOver,
        LossReason::HeartbeatsUnanswered,
        LossReason::HeartbeatRefused(StatusCode::CTI_SERVER_OFFLINE),
        LossReason::EndedByServer(StatusCode::SERVER_IN_MAINTENANCE_MODE),
        LossReason::WriteTimedOut,
        LossReason::Unreadable(garbage),
        LossReason::Closed,
    ]);
    texts.add_structs([MaintenanceNotAsked]);
    texts.add_named([
        ServerConfigError::NoVersions,
        ServerConfigError::SendCapacity,
        ServerConfigError::Zero("write_timeout"),
    ]);
    texts.add_named([
        MaintenanceError::Standby,
        MaintenanceError::Begun,
        MaintenanceError::Stopping,
    ]);
    texts.add_named([
        NotDelivered::NotOpen,
        NotDelivered::QueueFull,
        NotDelivered::Encode(no_client),
    ]);
    texts.add_named([
        NotAccepted::NotAsked,
        NotAccepted::Refused(status),
        NotAccepted::Encode(no_client),
    ]);
}

/// Errors of the generator.
fn generating(texts: &mut Texts) {
    use cti_codegen::reference::Sample;

    let path = || PathBuf::from("src/a.rs");
    let sample = |text| match Sample::from_hex_lines(text, 24) {
        Ok(_) => panic!("accepted: {text}"),
        Err(error) => error,
    };
    texts.add(&[
        (
            "Io",
            cti_codegen::Error::Io {
                action: "read",
                path: path(),
                error: io::Error::from(io::ErrorKind::NotFound),
            },
        ),
        ("Foreign", cti_codegen::Error::Foreign { path: path() }),
        ("Sample", sample("# A heartbeat.\n0000000400000005000000zz")),
        ("Sample", sample("0")),
        (
            "Bug",
            cti_codegen::Error::Bug {
                path: path(),
                reason: "another file has the same name".to_owned(),
            },
        ),
    ]);
}

#[test]
fn the_texts_of_errors_are_as_they_were_read() {
    let mut texts = Texts {
        text: String::new(),
        declared: Declared::read(),
        shown: BTreeSet::new(),
    };
    messages(&mut texts);
    specifications(&mut texts);
    sessions(&mut texts);
    generating(&mut texts);
    let missing = texts.declared.errors.difference(&texts.shown);
    let missing: Vec<&String> = missing.collect();
    assert!(missing.is_empty(), "errors without an example: {missing:?}");

    let files = BTreeMap::from([(PathBuf::from("error_texts.txt"), texts.text)]);
    golden::assert_folder(&root().join("tests/data/errors"), &files);
}

/// The search finds types in all places where they are declared, and those of no one else.
#[test]
fn types_of_errors_are_found() {
    let errors = Declared::read().errors;
    for name in [
        "cti_codegen::error::Error",
        "cti_messages::error::parts::PartsError",
        "cti_messages::request::UnexpectedMessageError",
        "cti_messages::codec::error::WriteError",
        "cti_spec::diagnostic::Diagnostics",
        "cti_spec::interpreter::Error",
    ] {
        assert!(errors.contains(name), "{name}: {errors:?}");
    }
    assert!(
        !errors.iter().any(|name| name.contains("serde")),
        "{errors:?}"
    );
}
