//! Named variables and named arrays: the limits of their parts, and of all of them together.

use cti_messages::{Mode, ProtocolVersion};
use cti_spec::model::{List, Message, WireForm};
use cti_tests::cases::config;
use cti_tests::frames::Field;
use cti_tests::spec::{self, Place};
use cti_tests::whole::{self, fixed_part};
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};

use crate::cases;
use crate::tally::{Tally, VALUE};

/// A named variable, or an element of a named array.
#[derive(Debug, Clone)]
struct Variable {
    /// Which of the lists it is in, modulo their number.
    list: usize,
    name: usize,
    value: usize,
    /// How many of the two NULs it has.
    nuls: u8,
}

/// Variables around the limits of their parts, few or so many that they break a limit together.
fn variables() -> impl Strategy<Value = Vec<Variable>> {
    let variable = (
        any::<usize>(),
        prop_oneof![30 => 1..33usize, 1 => Just(0), 1 => 33..36usize],
        prop_oneof![30 => 0..211usize, 1 => 211..214usize],
        prop_oneof![60 => Just(2u8), 1 => 0..2u8],
    );
    let variable = variable.prop_map(|(list, name, value, nuls)| Variable {
        list,
        name,
        value,
        nuls,
    });
    proptest::collection::vec(variable, 0..30)
}

/// The lists of variables of a message: each with its tag, and whether an index stands first.
fn lists(message: &'static Message) -> Vec<(&'static List, u16, bool)> {
    let places = spec::places(spec::floating(message)).into_iter();
    places
        .filter_map(|place| match (place, place.form()) {
            (Place::Value(list, _), WireForm::NamedVariable) => Some((list, place.tag(), false)),
            (Place::Value(list, _), WireForm::NamedArray) => Some((list, place.tag(), true)),
            _ => None,
        })
        .collect()
}

/// A message with nothing but variables, which its counts tell.
fn frame(
    message: &'static Message,
    lists: &[(&'static List, u16, bool)],
    version: u8,
    variables: &[Variable],
) -> Vec<u8> {
    let of = |number: usize| {
        let variables = variables.iter();
        variables.filter(move |variable| variable.list % lists.len() == number)
    };
    let fixed = fixed_part(message, version, |name| {
        let list = lists.iter().position(|(list, ..)| list.name.guide == name);
        list.map_or(0, |list| of(list).count())
    });
    let mut fields = Vec::new();
    for (number, (_, tag, indexed)) in lists.iter().enumerate() {
        for variable in of(number) {
            let mut data = vec![7; usize::from(*indexed)];
            data.resize(data.len() + variable.name, b'n');
            data.resize(data.len() + usize::from(variable.nuls > 0), 0);
            data.resize(data.len() + variable.value, b'v');
            data.resize(data.len() + usize::from(variable.nuls > 1), 0);
            fields.push(Field { tag: *tag, data });
        }
    }
    whole::frame(message, &fixed, &fields, version)
}

#[test]
fn the_decoders_agree_on_named_variables() {
    let mut tally = Tally::default();
    let mut messages = 0;
    for message in spec::messages() {
        let lists = lists(message);
        if lists.is_empty() {
            continue;
        }
        messages += 1;
        let of_message = std::cell::RefCell::new(Tally::default());
        for version in ProtocolVersion::all() {
            let config = config(4 * cases());
            let result = TestRunner::new(config).run(&variables(), |variables| {
                let frame = frame(message, &lists, version.number(), &variables);
                let mut tally = of_message.borrow_mut();
                tally.compare(&frame, version).map_err(TestCaseError::fail)
            });
            if let Err(error) = result {
                panic!("{} at protocol {version}: {error}", message.name.guide);
            }
        }
        tally.add(of_message.into_inner());
    }
    assert!(messages >= 10, "{messages} messages have variables");
    tally.show();
    tally.assert_lenient_is_lenient();
    for kind in [
        "Parts::NoName",
        "Parts::Name",
        "Parts::Value",
        "NotTerminated",
        "ListsTooLong",
    ] {
        assert!(tally.count(Mode::Strict, kind) >= 5, "{kind}");
    }
    assert!(tally.count(Mode::Strict, VALUE) >= 5);
    assert!(tally.count(Mode::Lenient, VALUE) >= 100);
}
