//! Named variables and named arrays: the limits of their parts, and of all of them together.

use cti_messages::{Mode, ProtocolVersion};
use cti_spec::Protocol;
use cti_spec::model::{Element, Floating, Message, WireForm};
use cti_tests::differential::protocol;
use cti_tests::frames::{Field, Pieces, put_together};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

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

/// The lists of variables of a message: name, tag, and whether an index stands first.
fn lists(protocol: &Protocol, message: &Message) -> Vec<(String, u16, bool)> {
    let items = message
        .parts()
        .into_iter()
        .flat_map(|parts| &parts.floating);
    items
        .filter_map(|item| {
            let Floating::List(list) = item else {
                return None;
            };
            let Element::Member(member) = &list.element else {
                return None;
            };
            let indexed = match member.ty.form {
                WireForm::NamedVariable => false,
                WireForm::NamedArray => true,
                _ => return None,
            };
            Some((
                list.name.guide.clone(),
                protocol[member.tag].number,
                indexed,
            ))
        })
        .collect()
}

/// A message with nothing but variables, which its counts tell.
fn pieces(
    message: &Message,
    lists: &[(String, u16, bool)],
    version: ProtocolVersion,
    variables: &[Variable],
) -> Pieces {
    let of = |number: usize| {
        let variables = variables.iter();
        variables.filter(move |variable| variable.list % lists.len() == number)
    };
    let mut fixed = Vec::new();
    let layout = message.usual_layout(version.number());
    for field in layout.into_iter().flat_map(|layout| &layout.fields) {
        if !field.window.contains(version.number()) {
            continue;
        }
        let list = lists
            .iter()
            .position(|(name, ..)| Some(name) == field.counts.as_ref());
        let count = u32::try_from(list.map_or(0, |list| of(list).count())).expect("a count");
        let size = field.size as usize;
        if size <= 4 {
            fixed.extend(&count.to_be_bytes()[4 - size..]);
        } else {
            fixed.resize(fixed.len() + size, 0);
        }
    }
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
    Pieces {
        message_type: message.number,
        fixed,
        fields,
    }
}

#[test]
fn the_decoders_agree_on_named_variables() {
    let protocol = protocol();
    let mut tally = Tally::default();
    let mut messages = 0;
    for message in &protocol.messages {
        let lists = lists(protocol, message);
        if lists.is_empty() {
            continue;
        }
        messages += 1;
        let of_message = std::cell::RefCell::new(Tally::default());
        for version in ProtocolVersion::all() {
            let config = Config {
                cases: 4 * cases(),
                failure_persistence: None,
                ..Config::default()
            };
            let result = TestRunner::new(config).run(&variables(), |variables| {
                let pieces = pieces(message, &lists, version, &variables);
                let frame = put_together(&pieces, version);
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
        "NoName",
        "NameTooLong",
        "ValueTooLong",
        "NotTerminated",
        "ListsTooLong",
    ] {
        assert!(tally.count(Mode::Strict, kind) >= 5, "{kind}");
    }
    assert!(tally.count(Mode::Strict, VALUE) >= 5);
    assert!(tally.count(Mode::Lenient, VALUE) >= 100);
}
