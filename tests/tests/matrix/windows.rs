//! Fields and messages outside their version windows.

use cti_messages::{EncodeErrorKind, EncodeOptions, Message};
use cti_spec::model::{self, Floating, FloatingField, Layout, Presence, Window};
use cti_tests::frames::Field;
use cti_tests::layout::{first_cut, fixed_fields};
use cti_tests::naive::{Fault, Kind};
use cti_tests::spec::{self, Place};
use cti_tests::whole::{self, What, Whole, data_of, fixed_part};

use crate::check::Matrix;

/// Every version of a message that a window does not hold.
fn outside(message: &model::Message, windows: &[Window]) -> Vec<u8> {
    spec::versions(message)
        .filter(|version| !windows.iter().all(|window| window.contains(*version)))
        .collect()
}

/// The windows that a place stands in, from the inside to the outside.
fn windows(place: Place) -> Vec<Window> {
    let own = match place {
        Place::Count(count, _) => count.window,
        Place::Field(field) | Place::Value(_, field) | Place::Member(_, _, field) => field.window,
    };
    let of_list = place.list().map(|list| list.window);
    [own].into_iter().chain(of_list).collect()
}

#[test]
fn floating_fields_outside_their_versions() {
    let mut matrix = Matrix::new("floating fields outside their versions");
    for message in spec::messages() {
        let records = spec::records(message);
        let inner = spec::places(spec::members_of_records(message));
        let outer = spec::places(spec::floating(message));
        let all = outer.iter().map(|place| (*place, false));
        for (place, in_record) in all.chain(inner.iter().map(|place| (*place, true))) {
            let mut windows = windows(place);
            windows.extend(records.filter(|_| in_record).map(|list| list.window));
            for version in outside(message, &windows) {
                if !spec::fits(place.tag(), version) {
                    continue;
                }
                let fixed = fixed_part(message, version, |_| 0);
                let field = Field {
                    tag: place.tag(),
                    data: data_of(place, version, 3),
                };
                let required = required_fields(message, version);
                let fields = required.iter().chain([&field]);
                let frame = whole::frame(message, &fixed, fields, version);
                let before = whole::frame(message, &fixed, &required, version).len();
                let outcome = matrix.check(&frame, version);
                // It is read all the same.
                assert_eq!(outcome.value().unknown, []);
                let fault = outcome.strict.expect_err("a field outside its versions");
                assert_eq!(fault.kind, Kind::FieldOutsideVersion);
                assert_eq!(fault.offset, before);
                let lists = place.list().into_iter().chain(records);
                let mut names = lists.map(|list| &list.name.guide[..]).chain([place.name()]);
                let field = fault.field.expect("a field");
                assert!(names.any(|name| name == field), "{field}");
                refuses_to_write(&frame, version, |kind| {
                    kind == EncodeErrorKind::FieldOutsideVersion
                });
            }
        }
    }
    matrix.finish(200);
}

/// The fields without which strict encoding would refuse the message.
fn required_fields(message: &'static model::Message, version: u8) -> Vec<Field> {
    let whole = Whole::new(message, version, 0);
    let is_required =
        |what: What| matches!(what, What::Field(field) if field.presence == Presence::Required);
    let required = whole
        .fields
        .into_iter()
        .filter(|placed| is_required(placed.what));
    required.map(|placed| placed.field).collect()
}

/// Data as long as another version allows: the maximum is that of the version.
#[test]
fn data_over_the_maximum_of_the_version() {
    let mut matrix = Matrix::new("data at and over the maximum of the version");
    for message in spec::messages() {
        for (list, field) in spec::protocol().floating_fields(message) {
            if field.ty.form.size().is_some() {
                continue;
            }
            for version in spec::versions(message) {
                let has = |window: Window| window.contains(version);
                if !has(field.window) || !list.is_none_or(|list| has(list.window)) {
                    continue;
                }
                over_the_maximum(&mut matrix, message, field, version);
            }
        }
    }
    matrix.finish(14_000);
}

fn over_the_maximum(
    matrix: &mut Matrix,
    message: &'static model::Message,
    field: &'static FloatingField,
    version: u8,
) {
    let max = field.max_in(version).expect("a maximum") as usize;
    let most = if spec::is_wide(version) { 4_000 } else { 255 };
    let whole = Whole::new(message, version, 1);
    let tag = spec::number(field.tag);
    let index = whole
        .fields
        .iter()
        .position(|placed| placed.field.tag == tag);
    let index = index.expect("a whole message has the field");
    for length in [max, max + 1] {
        if length > most {
            continue;
        }
        let mut fields: Vec<Field> = whole
            .fields
            .iter()
            .map(|placed| placed.field.clone())
            .collect();
        let data = &mut fields[index].data;
        // Longer at its end, before the NUL if there is one.
        let end = data
            .iter()
            .rposition(|byte| *byte != 0)
            .map_or(0, |at| at + 1);
        let tail = data.split_off(end);
        data.resize(length - tail.len(), b'x');
        data.extend(tail);
        let outcome = matrix.check(&whole.frame_of(&fields), version);
        assert_eq!(outcome.value().unknown, []);
        if length > max {
            let fault = outcome.strict.expect_err("too long");
            assert_eq!(fault.field.as_ref(), Some(&field.name.guide));
            assert_eq!(fault.offset, whole.offset_of(index));
            assert!(matches!(
                fault.kind,
                Kind::FieldTooLong { .. } | Kind::Parts(_)
            ));
        }
    }
}

/// The fixed part of one version at another one: fields are missing, or stand where the floating
/// part should.
#[test]
fn fixed_parts_of_other_versions() {
    let mut matrix = Matrix::new("fixed parts of other versions");
    let mut cases = 0;
    for message in spec::messages() {
        for version in spec::versions(message) {
            let own = fixed_part(message, version, |_| 0);
            for other in spec::versions(message) {
                let fixed = fixed_part(message, other, |_| 0);
                if fixed == own {
                    continue;
                }
                let frame = whole::frame(message, &fixed, &[], version);
                let outcome = matrix.check(&frame, version);
                if fixed.len() < own.len() && is_only_layout(message, version) {
                    cases += 1;
                    let fault = outcome.lenient.expect_err("a fixed part that is cut");
                    let layout = message.usual_layout(version).expect("a layout");
                    let cut = first_cut(layout, version, fixed.len());
                    let (start, field) = cut.expect("a shorter part lacks a field");
                    let kind = Kind::TruncatedFixedPart {
                        needed: start + field.size as usize,
                        actual: fixed.len(),
                    };
                    let (message, field) = (&message.name.guide, &field.name.guide);
                    let expected = Fault::new(kind, Some(message), Some(field), 8 + start);
                    assert_eq!(fault, expected);
                    assert_eq!(outcome.strict, Err(fault));
                }
            }
        }
    }
    assert!(cases >= 50, "only {cases}");
    matrix.finish(700);
}

fn is_only_layout(message: &model::Message, version: u8) -> bool {
    let layouts = message.parts().map_or(&[][..], |parts| &parts.layouts);
    let here = |layout: &&Layout| layout.window.contains(version);
    layouts.iter().filter(here).count() == 1
}

#[test]
fn messages_outside_their_versions() {
    let mut matrix = Matrix::new("messages outside their versions");
    for message in spec::messages() {
        let all = spec::protocol().versions();
        for version in all.filter(|version| !message.window.contains(*version)) {
            let nearest = spec::versions(message)
                .min_by_key(|known| known.abs_diff(version))
                .expect("a message has a version");
            let whole = Whole::new(message, nearest, 2);
            let fields: Vec<&Field> = whole
                .fields
                .iter()
                .map(|placed| &placed.field)
                .filter(|field| spec::fits(field.tag, version))
                .collect();
            for fields in [&fields[..], &[]] {
                let frame = whole::frame(message, &whole.fixed, fields.iter().copied(), version);
                let outcome = matrix.check(&frame, version);
                assert_eq!(outcome.value().unknown, []);
                let kind = Kind::MessageOutsideVersion;
                let fault = Fault::new(kind, Some(&message.name.guide), None, 4);
                assert_eq!(outcome.strict, Err(fault));
                refuses_to_write(&frame, version, |kind| {
                    kind == EncodeErrorKind::MessageOutsideVersion
                });
            }
        }
    }
    matrix.finish(400);
}

/// Strict encoding refuses what lenient decoding made of a frame; lenient encoding was tried
/// before.
#[track_caller]
fn refuses_to_write(frame: &[u8], version: u8, is_right: impl Fn(EncodeErrorKind) -> bool) {
    let version = spec::in_runtime(version);
    let message = Message::decode(frame, version).expect("a message");
    let mut out = b"before".to_vec();
    let error = message.encode(version, &mut out).expect_err("a window");
    assert!(is_right(error.kind()), "{error}");
    assert_eq!(out, b"before");
}

/// The fixed part has no place for a field of another version: no mode can write it.
#[test]
fn fixed_fields_of_other_versions_are_not_written() {
    let mut tried = 0;
    for message in spec::messages() {
        for from in spec::versions(message) {
            let frame = Whole::new(message, from, 0).frame();
            let value = Message::decode(&frame, spec::in_runtime(from)).expect("a message");
            let own = fixed_names(message, from);
            for to in spec::versions(message) {
                let there = fixed_names(message, to);
                let lost = own.iter().find(|name| !there.contains(name));
                let Some(lost) = lost else { continue };
                for options in [EncodeOptions::lenient(), EncodeOptions::strict()] {
                    tried += 1;
                    let written = value.encode_with(spec::in_runtime(to), options, &mut Vec::new());
                    let error = written.expect_err("a field without a place");
                    assert_eq!(error.kind(), EncodeErrorKind::FixedFieldOutsideVersion);
                    assert_eq!(error.field(), Some(*lost));
                    assert_eq!(error.message(), Some(message.name.guide.as_str()));
                }
            }
        }
    }
    println!("fixed fields without a place: {tried} values, written in one mode each");
    assert!(tried >= 500, "only {tried}");
}

/// The names of the fields of the fixed part in a version, in order.
fn fixed_names(message: &'static model::Message, version: u8) -> Vec<&'static str> {
    let layout = message.usual_layout(version);
    layout
        .into_iter()
        .flat_map(|layout| fixed_fields(layout, version))
        .map(|field| field.name.guide.as_str())
        .collect()
}

/// The specification has windows of every sort: none of these matrices is about nothing.
#[test]
fn there_are_windows() {
    let narrower = |window: Window| window.since.is_some() || window.until.is_some();
    let fixed = spec::messages()
        .filter_map(model::Message::parts)
        .flat_map(|parts| &parts.layouts)
        .flat_map(|layout| &layout.fields);
    assert!(fixed.filter(|field| narrower(field.window)).count() >= 5);
    let lists = spec::messages().flat_map(spec::floating);
    let lists = lists.filter(|item| matches!(item, Floating::List(list) if narrower(list.window)));
    assert!(lists.count() >= 1);
    assert!(
        spec::messages()
            .filter(|message| narrower(message.window))
            .count()
            >= 10
    );
}
