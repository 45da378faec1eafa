//! Random sequences of a message's own fields, in any order and number: what shows how entries are
//! told apart, and where unknown fields go.

use std::cell::RefCell;
use std::ops::Range;

use cti_messages::{Mode, ProtocolVersion};
use cti_spec::Protocol;
use cti_spec::model::{Element, Floating, Message, WireForm};
use cti_tests::differential::protocol;
use cti_tests::frames::{Field, Pieces, put_together};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use crate::cases;
use crate::tally::{Tally, UNKNOWN, UNKNOWN_IN_RECORD, VALUE};

/// A tag of a message, and the form of its data.
type Ingredient = (u16, WireForm);

/// The tags among some items and in their lists.
fn ingredients(protocol: &Protocol, items: &[Floating], found: &mut Vec<Ingredient>) {
    for item in items {
        match item {
            Floating::Field(field) => found.push((protocol[field.tag].number, field.ty.form)),
            Floating::Count(count) => found.push((protocol[count.tag].number, count.ty.form)),
            Floating::List(list) => match &list.element {
                Element::Member(field) => found.push((protocol[field.tag].number, field.ty.form)),
                Element::Entry(entry) => {
                    ingredients(protocol, &protocol[*entry].members, found);
                }
            },
        }
    }
}

/// Data of a form: mostly one value, else the values of an array, or anything.
fn data(form: WireForm) -> BoxedStrategy<Vec<u8>> {
    let bytes = |length: Range<usize>| proptest::collection::vec(0..5u8, length);
    let anything = bytes(0..9usize);
    match form.size() {
        Some(size) => {
            let size = size as usize;
            let array =
                (0..4usize).prop_flat_map(move |count| bytes(count * size..count * size + 1));
            prop_oneof![6 => bytes(size..size + 1), 3 => array, 1 => anything].boxed()
        }
        None => {
            let text = bytes(0..5).prop_map(|mut text| {
                text.extend([0, b'v', 0]);
                text
            });
            prop_oneof![9 => text, 1 => anything].boxed()
        }
    }
}

/// Fields with a few tags, so that each comes several times, and one that nobody knows.
fn fields(ingredients: Vec<Ingredient>) -> impl Strategy<Value = Vec<Field>> {
    let most = ingredients.len().min(5);
    let few = proptest::sample::subsequence(ingredients, 1..=most);
    few.prop_flat_map(|few| {
        let known = proptest::sample::select(few);
        let tag = prop_oneof![5 => known, 1 => Just((250, WireForm::Bytes))];
        let field =
            tag.prop_flat_map(|(tag, form)| data(form).prop_map(move |data| Field { tag, data }));
        proptest::collection::vec(field, 0..16)
    })
}

/// A fixed part of zeros, but for the counts.
fn fixed_part(message: &Message, version: ProtocolVersion, count: u8) -> Vec<u8> {
    let mut fixed = Vec::new();
    let layout = message.usual_layout(version.number());
    for field in layout.into_iter().flat_map(|layout| &layout.fields) {
        if field.window.contains(version.number()) {
            fixed.resize(fixed.len() + field.size as usize, 0);
            if let (Some(_), Some(last)) = (&field.counts, fixed.last_mut()) {
                *last = count;
            }
        }
    }
    fixed
}

#[test]
fn the_decoders_agree_on_any_sequence_of_fields() {
    let protocol = protocol();
    let total = RefCell::new(Tally::default());
    for message in &protocol.messages {
        let items = message.parts().map(|parts| &parts.floating[..]);
        let items = items.unwrap_or_default();
        let mut tags = Vec::new();
        ingredients(protocol, items, &mut tags);
        if tags.is_empty() {
            continue;
        }
        // Lists are what is hard.
        let has_lists = items.iter().any(|item| matches!(item, Floating::List(_)));
        let cases = if has_lists { 8 * cases() } else { cases() };
        for version in ProtocolVersion::all() {
            let config = Config {
                cases,
                failure_persistence: None,
                ..Config::default()
            };
            let strategy = (0..4u8, fields(tags.clone()));
            let result = TestRunner::new(config).run(&strategy, |(count, fields)| {
                let pieces = Pieces {
                    message_type: message.number,
                    fixed: fixed_part(message, version, count),
                    fields,
                };
                let frame = put_together(&pieces, version);
                let mut total = total.borrow_mut();
                total.compare(&frame, version).map_err(TestCaseError::fail)
            });
            if let Err(error) = result {
                panic!("{} at protocol {version}: {error}", message.name.guide);
            }
        }
    }
    let total = total.into_inner();
    total.show();
    total.assert_lenient_is_lenient();
    assert!(total.count(Mode::Lenient, VALUE) > 2_000);
    assert!(total.count(Mode::Lenient, UNKNOWN) > 500);
    assert!(total.count(Mode::Lenient, UNKNOWN_IN_RECORD) > 500);
    for kind in [
        "CountMismatch",
        "FieldOutsideVersion",
        "Misfit",
        "Missing",
        "Repeated",
    ] {
        assert!(total.count(Mode::Strict, kind) >= 20, "{kind}");
    }
    assert!(total.count(Mode::Strict, VALUE) >= 20);
}
