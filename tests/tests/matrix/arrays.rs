//! Arrays of odd length, and columns of unequal length, as arrays and field by field (E12).

use cti_spec::model::{Floating, FloatingField, List, ListStyle, Message};
use cti_tests::frames::Field;
use cti_tests::naive::{Kind, Part, Unknown};
use cti_tests::spec::{self, Place};
use cti_tests::whole::{self, data, fixed_part};

use crate::check::Matrix;

/// An array or a column, with what has to stand before it: the first field of its record.
struct Array {
    message: &'static Message,
    version: u8,
    list: &'static List,
    /// Its members: one of an array, several of columns.
    members: Vec<&'static FloatingField>,
    opener: Option<Field>,
}

/// Every list whose values travel in arrays, in every version that has it.
fn arrays() -> Vec<Array> {
    let mut arrays = Vec::new();
    for message in spec::messages() {
        let items = spec::floating(message);
        let records = spec::members_of_records(message);
        for version in spec::versions(message) {
            let opener = spec::places(records).first().map(|place| match place {
                Place::Field(field) => Field {
                    tag: place.tag(),
                    data: data(field, version, 1),
                },
                other => panic!("{} opens a record", other.name()),
            });
            add(&mut arrays, message, version, items, None);
            if let Some(opener) = opener {
                add(&mut arrays, message, version, records, Some(opener));
            }
        }
    }
    arrays
}

fn add(
    arrays: &mut Vec<Array>,
    message: &'static Message,
    version: u8,
    items: &'static [Floating],
    opener: Option<Field>,
) {
    for item in items {
        let Floating::List(list) = item else { continue };
        let is_array = matches!(list.style, ListStyle::Array | ListStyle::Columns);
        if !is_array || !list.window.contains(version) {
            continue;
        }
        let members = spec::places(std::slice::from_ref(item))
            .into_iter()
            .filter_map(|place| match place {
                Place::Value(_, field) | Place::Member(_, _, field) => Some(field),
                Place::Field(_) | Place::Count(..) => None,
            })
            .filter(|field| field.window.contains(version))
            .filter(|field| spec::fits(spec::number(field.tag), version))
            .collect();
        arrays.push(Array {
            message,
            version,
            list,
            members,
            opener: opener.clone(),
        });
    }
}

impl Array {
    /// A frame with these fields; the count in the fixed part, if it counts records, is 1.
    fn frame(&self, fields: &[Field]) -> Vec<u8> {
        let records = spec::records(self.message);
        let fixed = fixed_part(self.message, self.version, |list| {
            let is_records = records.is_some_and(|records| records.name.guide == list);
            usize::from(is_records)
        });
        let fields = self.opener.iter().chain(fields);
        whole::frame(self.message, &fixed, fields, self.version)
    }

    /// The value that holds the list: the record, or the message.
    fn holder<'v>(&self, value: &'v Part) -> &'v Part {
        match spec::records(self.message).filter(|_| self.opener.is_some()) {
            Some(records) => &value.entries(&records.name.guide)[0],
            None => value,
        }
    }
}

fn size(field: &FloatingField) -> usize {
    field
        .ty
        .form
        .size()
        .expect("values of an array have a size") as usize
}

#[test]
fn arrays_of_odd_length() {
    let mut matrix = Matrix::new("arrays of odd length");
    for array in arrays() {
        for member in &array.members {
            let tag = spec::number(member.tag);
            for length in 0..4 * size(member) + 2 {
                let field = Field {
                    tag,
                    data: vec![0x41; length],
                };
                let outcome =
                    matrix.check(&array.frame(std::slice::from_ref(&field)), array.version);
                let holder = array.holder(outcome.value());
                let entries = holder.len_of(&array.list.name.guide);
                if length % size(member) == 0 {
                    assert_eq!(entries, length / size(member));
                    assert_eq!(holder.unknown, []);
                } else {
                    assert_eq!(entries, 0);
                    let after = usize::from(array.opener.is_some());
                    let Field { tag, data } = field;
                    assert_eq!(holder.unknown, [Unknown { tag, data, after }]);
                    let fault = outcome.strict.expect_err("a misfit");
                    assert_eq!(fault.kind, Kind::TypeMismatch { length });
                    assert_eq!(fault.field.as_ref(), Some(&member.name.guide));
                }
            }
        }
    }
    matrix.finish(900);
}

/// The same values as one array, as a field each, and as a field and an array.
#[test]
fn arrays_in_every_form() {
    let mut matrix = Matrix::new("arrays in every form");
    for array in arrays() {
        for member in &array.members {
            let tag = spec::number(member.tag);
            let values: Vec<Vec<u8>> = (1..5)
                .map(|seed| data(member, array.version, seed))
                .collect();
            let mut found = Vec::new();
            for split in 0..=values.len() {
                for rest in [true, false] {
                    let (single, joined) = values.split_at(split);
                    let mut pieces: Vec<Vec<u8>> = single.to_vec();
                    match rest {
                        true => pieces.push(joined.concat()),
                        false => pieces.extend(joined.chunks(2).map(<[_]>::concat)),
                    }
                    let fields: Vec<Field> =
                        pieces.into_iter().map(|data| Field { tag, data }).collect();
                    let outcome = matrix.check(&array.frame(&fields), array.version);
                    let holder = array.holder(outcome.value());
                    assert_eq!(holder.len_of(&array.list.name.guide), values.len());
                    found.push(holder.clone());
                }
            }
            assert!(found.windows(2).all(|pair| pair[0] == pair[1]));
        }
    }
    matrix.finish(650);
}

/// Columns of every combination of 0 to 3 values, in both forms: an entry has what its columns
/// have at its place.
#[test]
fn columns_of_unequal_length() {
    let mut matrix = Matrix::new("columns of unequal length");
    for array in arrays().iter().filter(|array| array.members.len() > 1) {
        let lengths = 4usize;
        for code in 0..lengths.pow(u32::try_from(array.members.len()).expect("few columns")) {
            let columns: Vec<(&'static FloatingField, usize)> = array
                .members
                .iter()
                .copied()
                .enumerate()
                .map(|(place, member)| {
                    let power = lengths.pow(u32::try_from(place).expect("few columns"));
                    (member, code / power % lengths)
                })
                .collect();
            let values = |member: &'static FloatingField, length| {
                (1..)
                    .take(length)
                    .map(move |seed| (spec::number(member.tag), data(member, array.version, seed)))
            };
            let as_arrays: Vec<Field> = columns
                .iter()
                .filter(|(_, length)| *length > 0)
                .map(|(member, length)| Field {
                    tag: spec::number(member.tag),
                    data: values(member, *length).flat_map(|(_, data)| data).collect(),
                })
                .collect();
            let by_fields: Vec<Field> = columns
                .iter()
                .flat_map(|(member, length)| values(member, *length))
                .map(|(tag, data)| Field { tag, data })
                .collect();
            let longest = columns.iter().map(|(_, length)| *length).max().unwrap_or(0);
            let mut found = Vec::new();
            let reversed: Vec<Field> = as_arrays.iter().rev().cloned().collect();
            for fields in [as_arrays, by_fields, reversed] {
                let outcome = matrix.check(&array.frame(&fields), array.version);
                let holder = array.holder(outcome.value());
                let entries = holder.entries(&array.list.name.guide);
                assert_eq!(entries.len(), longest);
                for (number, entry) in entries.iter().enumerate() {
                    for (member, length) in &columns {
                        let has = entry.value(&member.name.guide).is_some();
                        assert_eq!(has, number < *length);
                    }
                }
                found.push(holder.clone());
            }
            assert!(found.windows(2).all(|pair| pair[0] == pair[1]));
        }
    }
    matrix.finish(1_400);
}
