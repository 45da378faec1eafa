//! Records without their first field, and in another order.

use cti_tests::frames::Field;
use cti_tests::naive::Kind;
use cti_tests::spec;
use cti_tests::whole::{What, Whole};

use crate::check::Matrix;

/// The places of the fields of each record in a whole message.
fn records_of(whole: &Whole) -> Vec<Vec<usize>> {
    let mut records: Vec<Vec<usize>> = Vec::new();
    for (index, placed) in whole.fields.iter().enumerate() {
        if let Some(record) = placed.record {
            records.resize(records.len().max(record + 1), Vec::new());
            records[record].push(index);
        }
    }
    records
}

fn is_single(whole: &Whole, index: usize) -> bool {
    matches!(whole.fields[index].what, What::Field(_) | What::Count(_))
}

/// Every set of three records without their first field.
#[test]
fn records_without_their_first_field() {
    let mut matrix = Matrix::new("records without their first field");
    for message in spec::messages() {
        let Some(list) = spec::records(message) else {
            continue;
        };
        let name = &list.name.guide;
        for version in spec::versions(message) {
            let whole = Whole::new(message, version, 3);
            let all = matrix.check(&whole.frame(), version);
            let records = records_of(&whole);
            let first_name = whole.fields[records[0][0]].what.name();
            // What comes second has to open a record in its place.
            assert!(is_single(&whole, records[0][1]), "{}", message.name.guide);
            for set in 1..1u32 << records.len() {
                let is_gone = |index: &usize| {
                    (0..records.len())
                        .any(|record| set >> record & 1 == 1 && records[record][0] == *index)
                };
                let fields = (0..whole.fields.len()).filter(|index| !is_gone(index));
                let frame = whole.frame_of(fields.map(|index| &whole.fields[index].field));
                let outcome = matrix.check(&frame, version);
                assert_eq!(outcome.value().unknown, []);
                // The second field of a record opens it, as the record before has that too. But
                // the first field goes to the record before, if that one lacks it.
                let lacks = |record: usize| set >> record & 1 == 1;
                let mut firsts: Vec<Option<usize>> = Vec::new();
                for record in 0..records.len() {
                    let own = (!lacks(record)).then_some(record);
                    match firsts.last_mut() {
                        Some(before @ None) => {
                            *before = own;
                            firsts.push(None);
                        }
                        _ => firsts.push(own),
                    }
                }
                let all = all.value().entries(name);
                let mut expected = all.to_vec();
                for (record, first) in expected.iter_mut().zip(firsts) {
                    let first = first.map(|from| all[from].value(first_name).expect("its first"));
                    *record.value_mut(first_name) = first.cloned();
                }
                assert_eq!(outcome.value().entries(name), expected);
                // No record has a required field.
                assert_eq!(outcome.strict, Ok(()));
            }
        }
    }
    matrix.finish(500);
}

/// The fields of records in another order: each record the same, whatever opens it.
#[test]
fn records_in_another_order() {
    let mut matrix = Matrix::new("records in another order");
    for message in spec::messages() {
        let Some(list) = spec::records(message) else {
            continue;
        };
        let name = &list.name.guide;
        for version in spec::versions(message) {
            let whole = Whole::new(message, version, 2);
            let all = matrix.check(&whole.frame(), version);
            let records = records_of(&whole);
            let singles = |record: &Vec<usize>| {
                let is_single = |index: &usize| is_single(&whole, *index);
                record.iter().copied().partition::<Vec<_>, _>(is_single)
            };
            for turn in 0..records[0].len() {
                // Single fields turned round, the members of lists behind them.
                let mut order = Vec::new();
                for record in &records {
                    let (mut single, members) = singles(record);
                    let length = single.len();
                    single.rotate_left(turn % length.max(1));
                    order.extend(single);
                    order.extend(members);
                }
                let before = (0..whole.fields.len()).filter(|index| !order.contains(index));
                let fields: Vec<&Field> = before
                    .chain(order.iter().copied())
                    .map(|index| &whole.fields[index].field)
                    .collect();
                let outcome = matrix.check(&whole.frame_of(fields), version);
                assert_eq!(outcome.value().entries(name), all.value().entries(name));
                assert_eq!(outcome.strict, Ok(()));
            }
        }
    }
    matrix.finish(1_000);
}

/// A record with nothing but a field that no record has: it never opens.
#[test]
fn a_foreign_field_opens_no_record() {
    let mut matrix = Matrix::new("records of foreign fields");
    for message in spec::messages() {
        let Some(list) = spec::records(message) else {
            continue;
        };
        for version in spec::versions(message) {
            let whole = Whole::new(message, version, 2);
            let foreign = Field {
                tag: 0,
                data: b"?".to_vec(),
            };
            let fields: Vec<&Field> = whole
                .fields
                .iter()
                .filter(|placed| placed.record.is_none())
                .map(|placed| &placed.field)
                .chain([&foreign])
                .collect();
            let outcome = matrix.check(&whole.frame_of(fields), version);
            assert_eq!(outcome.value().len_of(&list.name.guide), 0);
            assert_eq!(outcome.value().unknown.len(), 1);
            let declared = 2;
            let kind = Kind::CountMismatch {
                declared,
                actual: 0,
            };
            assert_eq!(outcome.strict.expect_err("no record").kind, kind);
        }
    }
    matrix.finish(80);
}
