//! Strict decoding refuses entries over the maximum of a list before it makes room for them.

use cti_messages::info::{
    ElementInfo, FieldInfo, Form, ListInfo, ListStyle, MemberInfo, MessageInfo,
};
use cti_messages::{DecodeErrorKind, DecodeOptions, Message, MessageType, ProtocolVersion, Tag};
use cti_tests::frames::Field;
use cti_tests::shapes::{Counts, Shape};

use super::decoding;

/// How many entries come that the list has no place for.
const MORE: usize = 2000;

/// Data that strict decoding takes: nothing over a maximum, every NUL in its place.
fn good_data(form: Form) -> Vec<u8> {
    match form {
        Form::Sized(size) => vec![0; size],
        Form::Text => vec![0],
        Form::Bytes => vec![],
        Form::NamedVariable => b"n\0v\0".to_vec(),
        Form::NamedArray => b"\0n\0v\0".to_vec(),
        other => unreachable!("not known to the tests: {other:?}"),
    }
}

fn good_field(field: &FieldInfo) -> Field {
    Field {
        tag: field.tag.0,
        data: good_data(field.form),
    }
}

/// A field that opens an entry of a list, over and over.
fn opener(list: &ListInfo, version: ProtocolVersion) -> Option<Field> {
    match &list.element {
        ElementInfo::Value(field) => Some(field),
        ElementInfo::Entry(entry) => entry.members.iter().find_map(|member| match member {
            MemberInfo::Field(field) if is_written(field, version) => Some(*field),
            _ => None,
        }),
        other => unreachable!("not known to the tests: {other:?}"),
    }
    .map(good_field)
}

/// Whether a version can carry a field, and has it.
fn is_written(field: &FieldInfo, version: ProtocolVersion) -> bool {
    field.versions.contains(version) && (version.has_wide_tags() || field.tag.0 <= 255)
}

/// A list with a maximum, and the fields that have to stand before its entries.
struct Limited {
    info: &'static MessageInfo,
    version: ProtocolVersion,
    list: &'static ListInfo,
    max: usize,
    before: Vec<Field>,
    entry: Field,
}

/// All lists with a maximum, at all versions that have them.
fn limited_lists() -> Vec<Limited> {
    let mut found = Vec::new();
    for version in ProtocolVersion::all() {
        for info in MessageType::ALL.iter().filter_map(|message| message.info()) {
            if !info.versions.contains(version) {
                continue;
            }
            add(info, version, info.members, &[], &mut found);
        }
    }
    found
}

fn add(
    info: &'static MessageInfo,
    version: ProtocolVersion,
    members: &'static [MemberInfo],
    before: &[Field],
    found: &mut Vec<Limited>,
) {
    for member in members {
        let MemberInfo::List(list) = member else {
            continue;
        };
        let Some(entry) = opener(list, version).filter(|_| list.versions.contains(version)) else {
            continue;
        };
        let record = [before, std::slice::from_ref(&entry)].concat();
        add(info, version, list.element_members(), &record, found);
        if let Some(max) = list.limit {
            let before = before.to_vec();
            found.push(Limited {
                info,
                version,
                list,
                max,
                before,
                entry,
            });
        }
    }
}

impl Limited {
    /// A frame with so many entries, whose counts tell `counts`.
    fn frame(&self, entries: usize, counts: Counts) -> Vec<u8> {
        let count = |Tag(tag)| {
            let bits = match counts {
                Counts::Most => u32::MAX,
                Counts::Number(number) => number,
            };
            let data = bits.to_be_bytes()[4 - usize::from(self.list.count.width)..].to_vec();
            Field { tag, data }
        };
        let count = self.list.count.tag.map(count);
        let is_carried = |field: &Field| self.version.has_wide_tags() || field.tag <= 255;
        let entries = std::iter::repeat_n(self.entry.clone(), entries);
        let once = self.before.iter().cloned().chain(count.filter(is_carried));
        let shape = Shape {
            counts,
            once: once.chain(entries).collect(),
            ..Shape::empty(self.info, self.version, counts)
        };
        shape.frame(12_500)
    }
}

#[track_caller]
fn assert_refused(limited: &Limited, frame: &[u8]) {
    let (list, max, version) = (limited.list, limited.max, limited.version.number());
    let what = format!("{} in {} at {version}", list.name, limited.info.name);
    let refused = Message::decode_with(frame, limited.version, DecodeOptions::strict());
    let error = refused.map(drop).expect_err(&what);
    assert_eq!(error.kind(), DecodeErrorKind::ListTooLong { max }, "{what}");
    assert_eq!(error.field(), Some(list.name), "{what}");
}

#[test]
fn no_more_than_the_maximum_is_held_when_more_is_refused() {
    let lists = limited_lists();
    assert!(lists.len() > 200, "{} lists at all versions", lists.len());
    for limited in lists {
        let max = u32::try_from(limited.max).expect("a maximum");
        // What as many entries take as are allowed, in a list whose count is true; in a record, the
        // record as well.
        let full = limited.frame(limited.max, Counts::Number(max));
        let full = decoding(&full, limited.version, DecodeOptions::lenient());
        for counts in [Counts::Most, Counts::Number(0), Counts::Number(max)] {
            let frame = limited.frame(limited.max + MORE, counts);
            assert_refused(&limited, &frame);
            let refused = decoding(&frame, limited.version, DecodeOptions::strict());
            // A list that grows has its old room and its new.
            let most = 2 * full.bytes_max;
            let (list, message) = (limited.list.name, limited.info.name);
            assert!(
                refused.bytes_max <= most,
                "{} bytes, {most} allowed, for {list} in {message} with counts {counts:?}",
                refused.bytes_max
            );
            assert_eq!(refused.bytes_current, 0, "nothing is left behind");
        }
    }
}

#[test]
fn an_array_beyond_the_maximum_takes_nothing() {
    let mut tried = 0;
    for limited in limited_lists() {
        if !matches!(limited.list.style, ListStyle::Array | ListStyle::Columns) {
            continue;
        }
        let size = limited.entry.data.len();
        let values = if limited.version.has_wide_tags() {
            2500
        } else {
            255 / size
        };
        // One field with one byte of length may not hold too many.
        if values <= limited.max {
            continue;
        }
        tried += 1;
        let without = limited.frame(0, Counts::Number(0));
        let without = decoding(&without, limited.version, DecodeOptions::strict());
        let array = Field {
            tag: limited.entry.tag,
            data: vec![0; values * size],
        };
        let limited = Limited {
            entry: array,
            ..limited
        };
        let frame = limited.frame(1, Counts::Number(0));
        assert_refused(&limited, &frame);
        let refused = decoding(&frame, limited.version, DecodeOptions::strict());
        assert_eq!(
            (refused.count_total, refused.bytes_total),
            (without.count_total, without.bytes_total),
            "{} in {}",
            limited.list.name,
            limited.info.name
        );
    }
    assert!(tried > 20, "{tried} lists at all versions");
}
