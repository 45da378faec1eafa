//! What is reported beside this library leaves nothing out: every way to decode the mix finds the
//! same fixed values and the same floating fields, and refuses what is cut.

use cti_bench::mix;
use cti_bench::others::{Decoded, Kind, View, copying, with_binrw, with_deku, with_nom};
use cti_messages::fields::{Fields, Value};
use cti_messages::info::{ElementInfo, Form, MemberInfo, MessageInfo};
use cti_messages::{Frame, Message};
use cti_tests::frames::{Field, fixed_bytes, put_together, take_apart, with_header};

/// Shows what each library makes of a frame: `None` if it refuses it.
fn each(frame: &[u8], mut look: impl FnMut(&str, Option<&dyn Decoded>)) {
    fn shown<T: Decoded, E>(result: &Result<T, E>) -> Option<&dyn Decoded> {
        result.as_ref().ok().map(|message| message as &dyn Decoded)
    }
    look("binrw", shown(&with_binrw::decode(frame)));
    look("deku", shown(&with_deku::decode(frame)));
    look("nom", shown(&with_nom::decode(frame)));
    look("copying", shown(&copying::decode(frame)));
}

/// A name of the guide or of a struct, without what differs.
fn plain(name: &str) -> String {
    name.replace('_', "").to_lowercase()
}

/// The fixed part as this library has decoded it, counts of lists in their places.
fn fixed(message: &Message<'_>) -> Vec<(String, u32)> {
    let known = message.as_known().expect("a known message");
    let places = info(message).fixed.iter();
    places
        .map(|place| {
            let number = number(known, place.name).expect("a number");
            let bits = number & ((1 << (8 * place.size)) - 1);
            (plain(place.name), u32::try_from(bits).expect("masked"))
        })
        .collect()
}

/// The value of a fixed field, or the length of the list that a fixed field counts.
fn number(message: &dyn Fields, name: &str) -> Option<i64> {
    let place = message.members().iter().position(|member| match member {
        MemberInfo::Fixed(field) => field.name == name,
        MemberInfo::Field(_) => false,
        MemberInfo::List(list) => list.count.name == name,
        other => unreachable!("not known to the tests: {other:?}"),
    })?;
    Some(match message.value(place)? {
        Value::Number(number) | Value::Id(number, _) => number,
        Value::Enumeration(bits, _) | Value::Mask(bits, _) => bits.into(),
        Value::Bool(value) => value.0.into(),
        Value::Time(time) => time.0.into(),
        Value::Entries(entries) => i64::try_from(entries.count()).ok()?,
        Value::Values(values) => i64::try_from(values.count()).ok()?,
        Value::Text(_)
        | Value::Bytes(_)
        | Value::NamedVariable(_)
        | Value::NamedArray(_)
        | Value::Secret(_) => {
            return None;
        }
        other => unreachable!("not known to the tests: {other:?}"),
    })
}

fn info(message: &Message<'_>) -> &'static MessageInfo {
    message.message_type().info().expect("a known type")
}

/// The floating fields of a frame as bytes.
fn floating(frame: &[u8], info: &MessageInfo) -> Vec<Field> {
    let pieces = take_apart(frame, fixed_bytes(info, mix::VERSION), mix::VERSION);
    pieces.expect("a whole frame").fields
}

/// Every tag of some members and of the entries of their lists, with its form.
fn forms(members: &[MemberInfo]) -> Vec<(u16, Form)> {
    let mut found = Vec::new();
    for member in members {
        match member {
            MemberInfo::Fixed(_) => {}
            MemberInfo::Field(field) => found.push((field.tag.0, field.form)),
            MemberInfo::List(list) => {
                let width = usize::from(list.count.width);
                found.extend(list.count.tag.map(|tag| (tag.0, Form::Sized(width))));
                match &list.element {
                    ElementInfo::Value(field) => found.push((field.tag.0, field.form)),
                    ElementInfo::Entry(entry) => found.extend(forms(entry.members)),
                    other => unreachable!("not known to the tests: {other:?}"),
                }
            }
            other => unreachable!("not known to the tests: {other:?}"),
        }
    }
    found
}

/// What data of a tag should be taken for.
fn kind(info: &MessageInfo, tag: u16, length: usize) -> Kind {
    let known = forms(info.members);
    let form = known.iter().find(|(known, _)| *known == tag);
    match (form.map(|(_, form)| *form), length) {
        (Some(Form::Text), _) => Kind::Text,
        (Some(Form::Sized(2)), 2) => Kind::Ushort,
        (Some(Form::Sized(4)), 4) => Kind::Uint,
        (Some(Form::Sized(2)), length) if length % 2 == 0 => Kind::Ushorts,
        (Some(Form::Sized(4)), length) if length % 4 == 0 => Kind::Uints,
        (Some(Form::NamedVariable), _) => Kind::NamedVariable,
        (Some(Form::NamedArray), 1..) => Kind::NamedArray,
        _ => Kind::Bytes,
    }
}

/// What a value is, and the data that it was made of if these end as the guide wants.
fn data(view: View<'_>) -> (Kind, Vec<u8>) {
    match view {
        View::Text(text) => (Kind::Text, [text, &[0]].concat()),
        View::Ushort(number) => (Kind::Ushort, number.to_be_bytes().to_vec()),
        View::Uint(number) => (Kind::Uint, number.to_be_bytes().to_vec()),
        View::Ushorts(numbers) => {
            let bytes = numbers.iter().flat_map(|number| number.to_be_bytes());
            (Kind::Ushorts, bytes.collect())
        }
        View::Uints(numbers) => {
            let bytes = numbers.iter().flat_map(|number| number.to_be_bytes());
            (Kind::Uints, bytes.collect())
        }
        View::NamedVariable(name, value) => {
            (Kind::NamedVariable, [name, &[0], value, &[0]].concat())
        }
        View::NamedArray(index, name, value) => (
            Kind::NamedArray,
            [&[index][..], name, &[0], value, &[0]].concat(),
        ),
        View::Bytes(bytes) => (Kind::Bytes, bytes.to_vec()),
    }
}

#[test]
fn all_find_the_fixed_values_that_this_library_finds() {
    for sample in mix::mix() {
        let expected = fixed(&sample.message());
        each(&sample.frame, |library, message| {
            let message = message.expect(library);
            let found: Vec<_> = message
                .fixed()
                .into_iter()
                .map(|(name, number)| (plain(name), number))
                .collect();
            assert_eq!(found, expected, "{library}: {}", sample.name);
        });
    }
}

#[test]
fn all_find_every_floating_field_of_the_frame() {
    for sample in mix::mix() {
        let info = info(&sample.message());
        let expected: Vec<_> = floating(&sample.frame, info)
            .into_iter()
            .map(|field| {
                let kind = kind(info, field.tag, field.data.len());
                (field.tag, (kind, field.data))
            })
            .collect();
        each(&sample.frame, |library, message| {
            let found: Vec<_> = message
                .expect(library)
                .floating()
                .into_iter()
                .map(|(tag, view)| (tag, data(view)))
                .collect();
            assert_eq!(found, expected, "{library}: {}", sample.name);
        });
    }
}

/// Also those that no frame of the mix has, and an unknown one, with data of any length.
#[test]
fn all_know_every_tag_of_the_messages() {
    const DATA: &[u8] = b"ab\0cde\0fg\0hi";
    for sample in mix::mix() {
        let info = info(&sample.message());
        let tags = forms(info.members).into_iter().map(|(tag, _)| tag);
        for tag in tags.chain([999]) {
            for length in 0..=DATA.len() {
                let added = Field {
                    tag,
                    data: DATA[..length].to_vec(),
                };
                let fixed = fixed_bytes(info, mix::VERSION);
                let mut pieces = take_apart(&sample.frame, fixed, mix::VERSION).expect("whole");
                pieces.fields.push(added);
                let frame = put_together(&pieces, mix::VERSION);
                let first = with_binrw::decode(&frame).expect("a whole frame");
                let expected = first.floating();
                let last = expected.last().expect("the field that was added");
                assert_eq!(last.0, tag);
                assert_eq!(data(last.1).0, kind(info, tag, length), "{tag}, {length}");
                each(&frame, |library, message| {
                    let found = message.expect(library).floating();
                    assert_eq!(found, expected, "{library}: {tag}, {length}");
                });
            }
        }
    }
}

#[test]
fn all_refuse_a_frame_that_is_cut_or_goes_on() {
    for sample in mix::mix() {
        let longer = [&sample.frame[..], &[0]].concat();
        let cut = (0..sample.frame.len()).map(|length| &sample.frame[..length]);
        for frame in cut.chain([&longer[..]]) {
            each(frame, |library, message| {
                let length = frame.len();
                assert!(message.is_none(), "{library}: {}, {length}", sample.name);
            });
        }
    }
}

/// A body that is cut between two floating fields is whole, anywhere else it is not.
#[test]
fn all_refuse_a_cut_body_where_this_library_does() {
    for sample in mix::mix() {
        let frame = Frame::parse(&sample.frame).expect("a frame");
        for length in 0..frame.body.len() {
            let cut = with_header(frame.message_type.0, &frame.body[..length]);
            let whole = Message::decode(&cut, mix::VERSION).is_ok();
            each(&cut, |library, message| {
                assert_eq!(
                    message.is_some(),
                    whole,
                    "{library}: {}, {length}",
                    sample.name
                );
            });
        }
    }
}

#[test]
fn all_refuse_other_types() {
    each(&with_header(6, &[0; 4]), |library, message| {
        assert!(message.is_none(), "{library}");
    });
}
