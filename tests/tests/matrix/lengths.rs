//! Every inner length of every sample: one shorter, one longer, 0 and the maximum.

use cti_tests::frames::Field;
use cti_tests::naive::Kind;
use cti_tests::{spec, whole};

use crate::check::Matrix;
use crate::samples::{self, Pieces};

/// What is done to a length.
fn lengths(sample: &Pieces, length: usize) -> Vec<usize> {
    let most = if spec::is_wide(sample.version) {
        usize::from(u16::MAX)
    } else {
        usize::from(u8::MAX)
    };
    let mut lengths = vec![length + 1, 0, most];
    lengths.extend(length.checked_sub(1));
    lengths.retain(|other| *other != length && *other <= most);
    lengths
}

/// The length lies: what follows the data is read as something else.
#[test]
fn lengths_that_lie() {
    let mut matrix = Matrix::new("inner lengths that lie");
    for sample in samples::all() {
        for (start, field) in &sample.fields {
            for length in lengths(&sample, field.data.len()) {
                let mut frame = sample.frame.clone();
                let bytes = length.to_be_bytes();
                let width = sample.header() / 2;
                frame[start + width..start + 2 * width].copy_from_slice(&bytes[8 - width..]);
                let outcome = matrix.check(&frame, sample.version);
                let actual = frame.len() - start - 2 * width;
                if length > actual {
                    let kind = Kind::TruncatedField {
                        declared: length,
                        actual,
                    };
                    let fault = outcome.lenient.expect_err("a length past the end");
                    assert_eq!((fault.kind, fault.offset), (kind, *start));
                    let name = spec::place_of(sample.message, field.tag).map(spec::Place::name);
                    assert_eq!(fault.field.as_deref(), name);
                    assert_eq!(outcome.strict, Err(fault));
                }
            }
        }
    }
    matrix.finish(14_000);
}

/// The length is true: the data are shorter or longer too.
#[test]
fn data_of_other_lengths() {
    let mut matrix = Matrix::new("inner lengths that the data follow");
    let mut misfits = 0;
    for sample in samples::all() {
        let fixed = &sample.frame[8..8 + sample.fixed];
        for (index, (start, field)) in sample.fields.iter().enumerate() {
            for length in lengths(&sample, field.data.len()) {
                // More than one message holds is no case of this.
                if length > 4_000 {
                    continue;
                }
                let mut fields: Vec<Field> = sample
                    .fields
                    .iter()
                    .map(|(_, field)| field.clone())
                    .collect();
                fields[index].data.resize(length, b'x');
                let frame = whole::frame(sample.message, fixed, &fields, sample.version);
                let outcome = matrix.check(&frame, sample.version);
                let place = spec::place(spec::floating(sample.message), field.tag);
                let single = place.filter(|place| place.is_single());
                let size = single.and_then(|place| place.form().size());
                if size.is_some_and(|size| size as usize != length) {
                    misfits += 1;
                    let unknown = &outcome.value().unknown;
                    assert!(unknown.iter().any(|unknown| {
                        unknown.tag == field.tag && unknown.data.len() == length
                    }));
                    let fault = outcome.strict.expect_err("a misfit");
                    assert_eq!(fault.kind, Kind::TypeMismatch { length });
                    assert_eq!(fault.offset, *start);
                }
            }
        }
    }
    assert!(
        misfits > 500,
        "only {misfits} fields with data of no fitting length"
    );
    matrix.finish(11_500);
}
