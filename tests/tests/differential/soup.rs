//! Random sequences of a message's own fields, in any order and number: what shows how entries are
//! told apart, and where unknown fields go.

use std::cell::RefCell;
use std::ops::Range;

use cti_messages::{Mode, ProtocolVersion};
use cti_spec::model::WireForm;
use cti_tests::cases::config;
use cti_tests::frames::Field;
use cti_tests::spec;
use cti_tests::whole::{self, fixed_part};
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};

use crate::cases;
use crate::tally::{Tally, UNKNOWN, UNKNOWN_IN_RECORD, VALUE};

/// A tag of a message, and the form of its data.
type Ingredient = (u16, WireForm);

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

#[test]
fn the_decoders_agree_on_any_sequence_of_fields() {
    let total = RefCell::new(Tally::default());
    for message in spec::messages() {
        let places = spec::places_of(message).into_iter();
        let tags: Vec<Ingredient> = places.map(|place| (place.tag(), place.form())).collect();
        if tags.is_empty() {
            continue;
        }
        // Lists are what is hard.
        let has_lists = spec::lists(spec::floating(message)).next().is_some();
        let cases = if has_lists { 8 * cases() } else { cases() };
        for version in ProtocolVersion::all() {
            let strategy = (0..4usize, fields(tags.clone()));
            let result = TestRunner::new(config(cases)).run(&strategy, |(count, fields)| {
                let number = version.number();
                let fixed = fixed_part(message, number, |_| count);
                let frame = whole::frame(message, &fixed, &fields, number);
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
        "TypeMismatch",
        "Missing",
        "Repeated",
    ] {
        assert!(total.count(Mode::Strict, kind) >= 20, "{kind}");
    }
    assert!(total.count(Mode::Strict, VALUE) >= 20);
}
