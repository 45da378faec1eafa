//! Every single-valued field repeated, with the same and with other data: the first wins.

use cti_tests::frames::Field;
use cti_tests::naive::{Fault, Kind, Unknown};
use cti_tests::spec;
use cti_tests::whole::{What, Whole, data, number_data};

use crate::check::Matrix;

/// Other data that fit the field.
fn other_data(what: What, version: u8) -> Vec<u8> {
    match what {
        What::Count(count) => number_data(&count.ty, 77),
        What::Field(field) | What::Value(_, field) | What::Member { member: field, .. } => {
            data(field, version, 120)
        }
    }
}

#[test]
fn the_first_of_repeated_fields_wins() {
    let mut matrix = Matrix::new("repeated fields");
    for message in spec::messages() {
        for version in spec::versions(message) {
            let whole = Whole::new(message, version, 2);
            let right = matrix.check(&whole.frame(), version);
            let first_record = whole
                .fields
                .iter()
                .position(|placed| placed.record.is_some());
            for (index, placed) in whole.fields.iter().enumerate() {
                let is_single = matches!(placed.what, What::Field(_) | What::Count(_));
                if !is_single || placed.record.is_some() {
                    continue;
                }
                let tag = placed.field.tag;
                for data in [placed.field.data.clone(), other_data(placed.what, version)] {
                    // At once, and after all others.
                    for at in [index + 1, whole.fields.len()] {
                        let mut fields: Vec<&Field> =
                            whole.fields.iter().map(|placed| &placed.field).collect();
                        let again = Field {
                            tag,
                            data: data.clone(),
                        };
                        fields.insert(at, &again);
                        let outcome = matrix.check(&whole.frame_of(fields), version);

                        // All that is known stays as it was; the repetition is kept, where it
                        // came, or before the records if it came after them.
                        let mut expected = right.value().clone();
                        let after = first_record.map_or(at, |first| at.min(first));
                        expected.unknown = vec![Unknown {
                            tag,
                            data: data.clone(),
                            after,
                        }];
                        assert_eq!(outcome.value(), &expected);

                        let repeated = Fault::new(
                            Kind::Repeated,
                            Some(&message.name.guide),
                            Some(placed.what.name()),
                            whole.offset_of(at),
                        );
                        assert_eq!(outcome.strict, Err(repeated));
                    }
                }
            }
        }
    }
    matrix.finish(30_000);
}

/// In a record, a repeated field is the start of the next record.
#[test]
fn a_repeated_field_opens_the_next_record() {
    let mut matrix = Matrix::new("repeated fields in records");
    for message in spec::messages() {
        for version in spec::versions(message) {
            let whole = Whole::new(message, version, 2);
            let Some(list) = spec::records(message) else {
                continue;
            };
            for (index, placed) in whole.fields.iter().enumerate() {
                let is_single = matches!(placed.what, What::Field(_) | What::Count(_));
                if !is_single || placed.record.is_none() {
                    continue;
                }
                for data in [placed.field.data.clone(), other_data(placed.what, version)] {
                    let mut fields: Vec<&Field> =
                        whole.fields.iter().map(|placed| &placed.field).collect();
                    let again = Field {
                        tag: placed.field.tag,
                        data,
                    };
                    fields.insert(index + 1, &again);
                    let outcome = matrix.check(&whole.frame_of(fields), version);
                    // The first of two records falls apart in front of what it has not yet; what
                    // is left of it goes on until a field comes that it has.
                    let value = outcome.value();
                    assert!(value.len_of(&list.name.guide) >= 2);
                    assert_eq!(value.unknown, []);
                    let records = value.entries(&list.name.guide);
                    assert!(records.iter().all(|record| record.unknown.is_empty()));
                    let _ = outcome
                        .strict
                        .expect_err("too many records, or counts that lie");
                }
            }
        }
    }
    matrix.finish(3_500);
}
