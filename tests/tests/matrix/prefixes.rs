//! Every prefix of every sample: as a frame that was cut, and as a shorter one whose header says
//! so.

use cti_spec::model::{Body, ListStyle};
use cti_tests::frames::with_header;
use cti_tests::kinds;
use cti_tests::layout::{first_cut, fixed_fields, fixed_size, layout_of};
use cti_tests::naive::{Fault, Kind, Part, Value};
use cti_tests::spec::{self, Place};

use crate::check::Matrix;
use crate::samples::{self, Pieces};

#[test]
fn cut_frames_disagree_with_their_header() {
    let mut matrix = Matrix::new("prefixes, cut");
    for sample in samples::all() {
        for length in 0..sample.frame.len() {
            let outcome = matrix.check(&sample.frame[..length], sample.version);
            let kind = match length.checked_sub(8) {
                None => Kind::TruncatedHeader { actual: length },
                Some(actual) => Kind::LengthMismatch {
                    declared: sample.frame.len() - 8,
                    actual,
                },
            };
            let message = (length >= 8).then_some(&sample.message.name.guide[..]);
            let fault = Fault::new(kind, message, None, 0);
            assert_eq!(outcome.lenient, Err(fault.clone()));
            assert_eq!(outcome.strict, Err(fault));
        }
    }
    matrix.finish(85_000);
}

/// Where in a body a cut falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cut {
    FixedPart,
    Boundary,
    FieldHeader,
    Data,
}

#[test]
fn shorter_bodies_are_shorter_messages_or_name_what_is_cut() {
    let mut matrix = Matrix::new("prefixes, with their own length");
    let mut seen = [0; 4];
    for sample in samples::all() {
        for length in 0..sample.frame.len() - 8 {
            let frame = with_header(sample.message.number, &sample.frame[8..8 + length]);
            let outcome = matrix.check(&frame, sample.version);
            let (cut, expected) = expected(&sample, length);
            seen[cut as usize] += 1;
            match expected {
                // What a boundary leaves is whole, and all of it is understood.
                None => {
                    let value = outcome.value();
                    assert_eq!(value.unknown, []);
                    assert_eq!(values(value), values_before(&sample, 8 + length));
                    if let Err(fault) = outcome.strict {
                        let kind = kinds::name(&fault.kind);
                        assert!(
                            ["CountMismatch", "Missing"].contains(&kind.as_str()),
                            "{kind}"
                        );
                        assert_eq!(fault.offset, frame.len());
                    }
                }
                Some(fault) => {
                    assert_eq!(outcome.lenient, Err(fault.clone()), "{cut:?}");
                    // The samples have no fault before the cut.
                    assert_eq!(outcome.strict, Err(fault), "{cut:?}");
                }
            }
        }
    }
    for (cut, least) in [
        (Cut::FixedPart, 18_000),
        (Cut::Boundary, 3_000),
        (Cut::FieldHeader, 8_000),
        (Cut::Data, 45_000),
    ] {
        let seen = seen[cut as usize];
        println!("  {cut:?}: {seen}");
        assert!(seen >= least, "{cut:?}: only {seen}");
    }
    matrix.finish(80_000);
}

/// Where a cut falls, and what it does; `None`: nothing is wrong with what is left.
fn expected(sample: &Pieces, actual: usize) -> (Cut, Option<Fault>) {
    let body = &sample.frame[8..8 + actual];
    let fault =
        |kind, field, offset| Fault::new(kind, Some(&sample.message.name.guide), field, offset);
    let layout = layout_of(sample.message, sample.version, body);
    if let Some((start, field)) =
        layout.and_then(|layout| first_cut(layout, sample.version, actual))
    {
        let needed = start + field.size as usize;
        let kind = Kind::TruncatedFixedPart { needed, actual };
        let fault = fault(kind, Some(&field.name.guide), 8 + start);
        return (Cut::FixedPart, Some(fault));
    }
    let end = layout.map_or(0, |layout| fixed_size(layout, sample.version));
    // A body that ends with its fixed part; by its length that may be another form (E1, E20).
    if sample.message.body == Body::HeaderOnly || end == actual {
        return (Cut::Boundary, None);
    }
    let at = 8 + actual;
    let last = sample.fields.iter().rfind(|(start, _)| *start < at);
    let (start, field) = last.expect("the fixed part ends before");
    let actual = at - start;
    let header = sample.header();
    if actual < header {
        let kind = Kind::TruncatedFieldHeader { actual };
        (Cut::FieldHeader, Some(fault(kind, None, *start)))
    } else if actual < header + field.data.len() {
        let (declared, actual) = (field.data.len(), actual - header);
        let kind = Kind::TruncatedField { declared, actual };
        let name = spec::place_of(sample.message, field.tag).map(Place::name);
        (Cut::Data, Some(fault(kind, name, *start)))
    } else {
        (Cut::Boundary, None)
    }
}

/// How many values a value has, those of its lists included.
fn values(part: &Part) -> usize {
    part.values()
        .map(|value| match value {
            Value::Entries(entries) => entries.iter().map(values).sum(),
            value => value.entries(),
        })
        .sum()
}

/// How many values stand in a sample before a byte of its frame; a count is none.
fn values_before(sample: &Pieces, end: usize) -> usize {
    let layout = layout_of(sample.message, sample.version, &sample.frame[8..end]);
    let fixed = layout
        .into_iter()
        .flat_map(|layout| fixed_fields(layout, sample.version))
        .filter(|field| field.counts.is_none())
        .count();
    // A form of its own takes its bytes from what would be fields in the usual one (E1).
    let fixed_end = layout.map_or(0, |layout| 8 + fixed_size(layout, sample.version));
    let fields = sample
        .fields
        .iter()
        .filter(|(start, _)| (fixed_end..end).contains(start));
    let floating: usize = fields
        .map(
            |(_, field)| match spec::place_of(sample.message, field.tag) {
                Some(Place::Count(..)) => 0,
                Some(Place::Value(list, member) | Place::Member(list, _, member))
                    if matches!(list.style, ListStyle::Array | ListStyle::Columns) =>
                {
                    field.data.len() / member.ty.form.size().expect("values have a size") as usize
                }
                _ => 1,
            },
        )
        .sum();
    fixed + floating
}
