//! What `docs/api-guidelines.md` and `docs/stability.md` say, and a compiler or a look at the sources can
//! check.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::{Binary, Debug, Display, LowerHex, Octal, UpperHex};
use std::hash::Hash;
use std::path::{Path, PathBuf};

use cti_messages::fields::{Fields, SetValueError};
use cti_messages::{
    AgentState, AgentStateMask, Bool, Bytes, CallId, DecodeError, DecodeOptions, EncodeError,
    EncodeOptions, Frame, FrameBuffer, FrameLimit, FrameReader, Message, MessageType, Mode,
    NamedArray, NamedVariable, OpenReq, OwnedFrame, ParseNameError, PartsError, ProtocolVersion,
    RawMessage, ReadError, RequestError, Secret, Service, Tag, Text, Time, TimeRangeError,
    UnexpectedMessageError, UnknownField, UnknownMessage, UnsupportedVersionError, VersionNumber,
    VersionRange,
};

fn is_send_and_sync<T: Send + Sync + Unpin + 'static>() {}

fn is_error<T: Error + Send + Sync + 'static>() {}

fn is_value<T: Debug + Clone + Eq + Hash + Send + Sync + 'static>() {}

fn is_number<T: Debug + Display + Copy + Ord + Hash + Default + Send + Sync + 'static>() {}

fn shows_its_bits<T: Binary + Octal + LowerHex + UpperHex>() {}

#[test]
fn types_have_the_traits_that_they_can_have() {
    // C-SEND-SYNC
    is_send_and_sync::<Message<'static>>();
    is_send_and_sync::<OpenReq<'static>>();
    is_send_and_sync::<RawMessage<'static>>();
    is_send_and_sync::<FrameBuffer>();
    is_send_and_sync::<FrameReader<std::net::TcpStream>>();
    // C-GOOD-ERR
    is_error::<DecodeError>();
    is_error::<EncodeError>();
    is_error::<ReadError>();
    is_error::<SetValueError>();
    is_error::<UnexpectedMessageError<'static>>();
    is_error::<PartsError>();
    is_error::<RequestError>();
    // C-COMMON-TRAITS
    is_value::<Text<'static>>();
    is_value::<Bytes<'static>>();
    is_value::<NamedVariable<'static>>();
    is_value::<NamedArray<'static>>();
    is_value::<UnknownField<'static>>();
    is_value::<UnknownMessage<'static>>();
    is_value::<Secret<Text<'static>>>();
    is_value::<Frame<'static>>();
    is_value::<OwnedFrame>();
    is_value::<FrameLimit>();
    is_value::<DecodeOptions>();
    is_value::<EncodeOptions>();
    is_value::<Mode>();
    is_value::<Service>();
    is_value::<VersionRange>();
    is_value::<PartsError>();
    is_number::<ProtocolVersion>();
    is_number::<MessageType>();
    is_number::<Tag>();
    is_number::<AgentState>();
    is_number::<CallId>();
    is_value::<Bool>();
    is_value::<Time>();
    is_number::<VersionNumber>();
    is_error::<UnsupportedVersionError>();
    is_error::<TimeRangeError>();
    is_error::<ParseNameError>();
    // C-NUM-FMT
    shows_its_bits::<AgentStateMask>();
}

#[cfg(feature = "tokio")]
#[test]
fn types_of_sessions_have_the_traits_that_they_can_have() {
    use cti_messages::codec::{SessionCodec, WriteError};
    is_send_and_sync::<SessionCodec>();
    is_error::<WriteError>();
}

/// C-DEBUG-NONEMPTY
#[test]
fn debug_says_something_of_what_is_empty() {
    assert_eq!(format!("{:?}", Text::from("")), "\"\"");
    assert!(!format!("{:?}", Bytes::from(&[])).is_empty());
    assert_eq!(
        format!("{:?}", AgentState::default()),
        "AGENT_STATE_UNKNOWN"
    );
    assert!(!format!("{:?}", AgentStateMask::empty()).is_empty());
}

/// C-GOOD-ERR: in lower case, without a full stop, to be put into another sentence.
#[test]
fn errors_read_as_a_part_of_a_sentence() {
    let decoding = Message::decode(&[0; 4], ProtocolVersion::V24).expect_err("cut");
    let open = OpenReq {
        version_number: VersionNumber(99),
        ..OpenReq::default()
    };
    let encoding = Message::from(open).encode(ProtocolVersion::V24, &mut Vec::new());
    let refused: Result<(), SetValueError> = OpenReq::default().set_trailing(vec![1]);
    let errors: [&dyn Error; 4] = [
        &decoding,
        &encoding.expect_err("no such version"),
        &refused.expect_err("no place"),
        &ReadError::Truncated { actual: 3 },
    ];
    for error in errors {
        let text = error.to_string();
        assert!(!text.ends_with('.'), "{text}");
        let first = text.split([' ', ',']).next().expect("a word");
        // Names of messages stand as the guide spells them.
        let is_name = first
            .chars()
            .all(|letter| letter.is_uppercase() || letter == '_');
        assert!(is_name || text.starts_with(char::is_lowercase), "{text}");
    }
}

/// C-ANYWHERE
#[test]
fn a_message_can_be_declared_in_a_function() {
    use cti_messages::TypedMessage;

    #[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
    #[cti(name = "LOCAL_IND", number = 9001, from = client)]
    struct LocalInd<'a> {
        #[cti(fixed, name = "InvokeID")]
        invoke_id: u32,
        #[cti(unknown)]
        unknown: Vec<UnknownField<'a>>,
    }

    let sent = LocalInd {
        invoke_id: 7,
        ..LocalInd::default()
    };
    let mut bytes = Vec::new();
    sent.encode(ProtocolVersion::V24, &mut bytes)
        .expect("encoded");
    assert_eq!(LocalInd::decode(&bytes, ProtocolVersion::V24), Ok(sent));
}

const GUIDELINES: &str = include_str!("../docs/api-guidelines.md");
const STABILITY: &str = include_str!("../docs/stability.md");

/// A section of a page: what stands under a heading.
fn section<'p>(page: &'p str, heading: &str) -> &'p str {
    let (_, rest) = page
        .split_once(&format!("# {heading}\n"))
        .unwrap_or_else(|| panic!("no section {heading}"));
    rest.split("\n# ").next().unwrap_or_default()
}

/// What stands in backticks.
fn quoted(text: &str) -> BTreeSet<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// The sources of the crate below a folder.
fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else {
            let text = std::fs::read_to_string(&path).expect("text");
            files.push((path, text));
        }
    }
    files
}

/// The types of this crate that implement `Error`.
fn errors() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = BTreeSet::new();
    for (_, text) in sources(&folder) {
        let implementations = text.lines().filter(|line| line.starts_with("impl"));
        for name in implementations.filter_map(|line| line.split_once("Error for ")) {
            // `core::error::Error for X`, not `From<io::Error> for X`.
            if name.0.ends_with("::") {
                let end = name.1.find(|letter: char| !letter.is_alphanumeric());
                found.insert(name.1[..end.unwrap_or(name.1.len())].to_owned());
            }
        }
    }
    found
}

/// The names of public items whose line starts with some words, each with the lines before it.
fn public(start: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    for (_, text) in sources(&folder) {
        let mut before = String::new();
        // Those in macros are indented.
        for line in text.lines().map(str::trim_start) {
            if let Some(rest) = line.strip_prefix(start) {
                let end = rest.find(|letter: char| !letter.is_alphanumeric());
                let name = &rest[..end.unwrap_or(rest.len())];
                found.push((name.to_owned(), before.clone()));
            }
            if line.is_empty() || line.starts_with('}') {
                before.clear();
            } else if !line.starts_with("//") {
                before.push_str(line);
            }
        }
    }
    found
}

#[test]
fn the_page_on_stability_lists_what_is_non_exhaustive() {
    let types = [public("pub enum "), public("pub struct ")].concat();
    let marked = types
        .iter()
        .filter(|(_, attributes)| attributes.contains("#[non_exhaustive]"));
    let marked: BTreeSet<&str> = marked.map(|(name, _)| name.as_str()).collect();
    let section = section(STABILITY, "What may get more variants or fields");
    let rows = section.lines().filter(|line| line.starts_with("| "));
    let listed: BTreeSet<&str> = rows
        .skip(2)
        .filter_map(|row| row.rsplit('|').nth(1))
        .flat_map(quoted)
        .collect();
    assert_eq!(listed, marked);
}

#[test]
fn the_page_on_stability_names_the_oldest_rust() {
    let version = env!("CARGO_PKG_RUST_VERSION");
    let section = section(STABILITY, "Rust");
    assert!(section.contains(version), "{version}: {section}");
}

/// C-WORD-ORDER: every error is called one, and has its name in the row.
#[test]
fn the_page_on_guidelines_names_every_error() {
    let row = row("C-WORD-ORDER");
    let named = quoted(row);
    let errors = errors();
    assert!(errors.len() > 8, "{errors:?}");
    for name in &errors {
        assert!(name.ends_with("Error"), "{name}");
        assert!(named.contains(name.as_str()), "{name}");
    }
    for (name, _) in public("pub enum ").iter().chain(&public("pub struct ")) {
        let is_called_one = name.ends_with("Error");
        assert_eq!(is_called_one, errors.contains(name), "{name}");
    }
}

/// C-FEATURE: every feature is in the row, or the name of a service.
#[test]
fn the_page_on_guidelines_names_every_feature() {
    let named = quoted(row("C-FEATURE"));
    let manifest = include_str!("../Cargo.toml");
    let (_, features) = manifest.split_once("[features]\n").expect("features");
    let features = features.split("\n[").next().unwrap_or_default();
    let features = features.lines().filter_map(|line| line.split_once(" = "));
    let services: BTreeSet<String> = Service::ALL
        .iter()
        .map(|service| {
            let name = service.name().chars();
            let kebab = name.flat_map(|letter| {
                let hyphen = letter.is_uppercase().then_some('-');
                hyphen.into_iter().chain(letter.to_lowercase())
            });
            kebab.skip(1).collect()
        })
        .collect();
    let mut count = 0;
    for (feature, _) in features.filter(|(name, _)| !name.starts_with(['#', ' '])) {
        count += 1;
        let is_service = services.contains(feature);
        assert!(
            is_service || feature == "default" || named.contains(feature),
            "{feature}"
        );
    }
    assert!(count > services.len(), "{count} features");
}

/// The row of an item.
fn row(item: &str) -> &'static str {
    let start = format!("| {item} |");
    let row = GUIDELINES.lines().find(|line| line.starts_with(&start));
    row.unwrap_or_else(|| panic!("no row {item}"))
}
