//! The protocol block: there is exactly one, with all required settings.

use super::items::Items;
use super::report::Reporter;
use super::versions::Versions;
use crate::ast::{Number, Protocol, Setting, Word};
use crate::diagnostic::Diagnostic;
use crate::model::{Doc, HEADER_BYTES};
use crate::source::Span;

/// The protocol block, resolved.
pub(super) struct Header {
    pub name: String,
    pub doc: Doc,
    pub versions: Versions,
    pub wide_tags_since: u8,
    pub frame_limit: u32,
    pub acronyms: Vec<String>,
    /// The ID that a request and its answer have in common.
    pub paired_by: Option<Word>,
}

impl Header {
    /// The header for a protocol block that is missing or wrong. It allows everything, so that no other
    /// rule reports errors because of it.
    fn any() -> Self {
        Self {
            name: String::new(),
            doc: Doc::default(),
            versions: Versions {
                first: 0,
                last: u8::MAX,
            },
            wide_tags_since: 0,
            frame_limit: u32::MAX,
            acronyms: Vec::new(),
            paired_by: None,
        }
    }
}

/// Resolves the protocol block. If the parser lost items, the block may be among them.
pub(super) fn resolve(items: &Items<'_>, reporter: &mut Reporter) -> Header {
    let Some((&(doc, protocol), others)) = items.protocols.split_first() else {
        if items.lost.is_empty() {
            reporter.report(missing());
        }
        return Header::any();
    };
    if !others.is_empty() {
        for (_, other) in others {
            reporter.report(second_block(protocol, other));
        }
        // Nobody knows which of them the files are written for, so none decides what is wrong in them.
        let blocks = items.protocols.iter();
        return Header {
            acronyms: blocks
                .flat_map(|(_, block)| {
                    let ignored = &mut Reporter::default();
                    Settings::of(block, ignored).acronyms(ignored)
                })
                .collect(),
            ..Header::any()
        };
    }
    let mut header = Header {
        name: protocol.name.value.clone(),
        doc: doc.clone(),
        ..Header::any()
    };
    if let Some(versions) = versions(protocol, reporter) {
        header.versions = versions;
    }
    let settings = Settings::of(protocol, reporter);
    match settings.wide_tags {
        Some(number) => {
            if let Some(version) = version(number, reporter) {
                header.wide_tags_since = version;
            }
        }
        None => reporter.report(missing_setting(protocol, "wide tags since")),
    }
    match settings.frame_limit {
        Some(number) if number.value < HEADER_BYTES => reporter.report(small_frame(number)),
        Some(number) => header.frame_limit = number.value,
        None => reporter.report(missing_setting(protocol, "frame limit")),
    }
    header.acronyms = settings.acronyms(reporter);
    header.paired_by = settings.paired_by.cloned();
    header
}

/// The lines of the block, each at most once.
#[derive(Default)]
struct Settings<'a> {
    wide_tags: Option<&'a Number>,
    frame_limit: Option<&'a Number>,
    acronyms: Option<&'a [Word]>,
    paired_by: Option<&'a Word>,
}

impl<'a> Settings<'a> {
    /// Sorts the lines; a second one of a kind is an error.
    fn of(protocol: &'a Protocol, reporter: &mut Reporter) -> Self {
        let mut settings = Self::default();
        let mut seen: [Option<Span>; 4] = [None; 4];
        let [wide_tags, frame_limit, acronyms, paired_by] = &mut seen;
        for setting in &protocol.settings {
            let (seen, span) = match setting {
                Setting::WideTags(span, version) => {
                    settings.wide_tags.get_or_insert(version);
                    (&mut *wide_tags, *span)
                }
                Setting::FrameLimit(span, bytes) => {
                    settings.frame_limit.get_or_insert(bytes);
                    (&mut *frame_limit, *span)
                }
                Setting::Acronyms(span, words) => {
                    settings.acronyms.get_or_insert(words);
                    (&mut *acronyms, *span)
                }
                Setting::PairedBy(span, id) => {
                    settings.paired_by.get_or_insert(id);
                    (&mut *paired_by, *span)
                }
            };
            match seen {
                Some(first) => reporter.report(second_setting(*first, span)),
                None => *seen = Some(span),
            }
        }
        settings
    }

    /// The acronyms, which consist of capitals.
    fn acronyms(&self, reporter: &mut Reporter) -> Vec<String> {
        let mut acronyms = Vec::new();
        for word in self.acronyms.unwrap_or_default() {
            if word.value.chars().all(|letter| letter.is_ascii_uppercase()) {
                acronyms.push(word.value.clone());
            } else {
                reporter.report(no_acronym(word));
            }
        }
        acronyms
    }
}

/// The versions of the block.
fn versions(protocol: &Protocol, reporter: &mut Reporter) -> Option<Versions> {
    let versions = Versions {
        first: version(&protocol.first, reporter)?,
        last: version(&protocol.last, reporter)?,
    };
    if versions.first > versions.last {
        reporter.report(no_versions(protocol));
        return None;
    }
    Some(versions)
}

/// A version in the block.
fn version(number: &Number, reporter: &mut Reporter) -> Option<u8> {
    let version = u8::try_from(number.value).ok();
    if version.is_none() {
        reporter.report(no_version(number));
    }
    version
}

/// No file declares a protocol.
fn missing() -> Diagnostic {
    let start = Span::new(0, 0, 0);
    Diagnostic::new("no protocol is declared", start, "in no file").with_help(
        "one file has `protocol NAME versions 13 to 25 { wide tags since 20  frame limit 12500 }`",
    )
}

/// A range of versions that ends before it begins.
fn no_versions(protocol: &Protocol) -> Diagnostic {
    Diagnostic::new(
        "the protocol has no version",
        protocol.last.span,
        "the last version is before the first",
    )
    .with_place(protocol.first.span, "the first version")
    .with_help("write the lower version first")
}

/// Two protocol blocks.
fn second_block(first: &Protocol, second: &Protocol) -> Diagnostic {
    Diagnostic::new(
        "a second protocol is declared",
        second.name.span,
        "the second",
    )
    .with_place(first.name.span, "the first")
    .with_help("all files of a directory declare one protocol")
}

/// Two lines of one kind in the block.
fn second_setting(first: Span, second: Span) -> Diagnostic {
    Diagnostic::new("this setting appears twice", second, "the second time")
        .with_place(first, "the first time")
        .with_help("leave out one of them")
}

/// A line that must be there.
fn missing_setting(protocol: &Protocol, setting: &str) -> Diagnostic {
    Diagnostic::new(
        format!("the protocol block has no `{setting}`"),
        protocol.name.span,
        format!("`{setting}` is missing"),
    )
    .with_help(format!("add a line `{setting}` with a number to the block"))
}

/// A number that is too large for a version.
fn no_version(number: &Number) -> Diagnostic {
    Diagnostic::new(
        format!("{} is not a protocol version", number.value),
        number.span,
        "too large",
    )
    .with_help("versions are at most 255")
}

/// A frame limit that no message fits in.
fn small_frame(number: &Number) -> Diagnostic {
    Diagnostic::new(
        "no message fits in this limit",
        number.span,
        "less than a header",
    )
    .with_help(format!(
        "the header of a message alone takes {HEADER_BYTES} bytes"
    ))
}

/// An acronym with other characters than capitals.
fn no_acronym(word: &Word) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` is not an acronym", word.value),
        word.span,
        "not only capitals",
    )
    .with_help("an acronym consists of capital letters: `MRD`")
}
