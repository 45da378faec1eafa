//! Every prefix of every sample: as a frame that was cut, and as a shorter one whose header says
//! so.

use crate::check::Matrix;
use crate::samples::{self, Pieces};
use cti_messages::DecodeErrorKind;
use cti_spec::model::Body;
use cti_tests::contract::{Fault, fixed_fields, layout_of};
use cti_tests::frames::with_header;

#[test]
fn cut_frames_disagree_with_their_header() {
    let mut matrix = Matrix::new("prefixes, cut");
    for sample in samples::all() {
        for have in 0..sample.frame.len() {
            let outcome = matrix.check(&sample.frame[..have], sample.version);
            let kind = match have.checked_sub(8) {
                None => DecodeErrorKind::HeaderCut { have },
                Some(have) => DecodeErrorKind::LengthMismatch {
                    told: sample.frame.len() - 8,
                    have,
                },
            };
            let fault = Fault::new(kind, None, 0);
            assert_eq!(outcome.lenient, Err(fault.clone()));
            assert_eq!(outcome.strict, Err(fault));
        }
    }
    matrix.finish(100_000);
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
        (Cut::FixedPart, 10_000),
        (Cut::Boundary, 1_000),
        (Cut::FieldHeader, 5_000),
        (Cut::Data, 10_000),
    ] {
        let seen = seen[cut as usize];
        println!("  {cut:?}: {seen}");
        assert!(seen >= least, "{cut:?}: only {seen}");
    }
    matrix.finish(100_000);
}

/// Where a cut falls, and what it does; `None`: nothing is wrong with what is left.
fn expected(sample: &Pieces, have: usize) -> (Cut, Option<Fault>) {
    let body = &sample.frame[8..8 + have];
    let layout = layout_of(sample.message, sample.version, body);
    let mut end = 0;
    for field in layout
        .into_iter()
        .flat_map(|layout| fixed_fields(layout, sample.version))
    {
        let start = end;
        end += field.size as usize;
        if have < end {
            let kind = DecodeErrorKind::FixedPartCut { needed: end, have };
            let fault = Fault::new(kind, Some(&field.name.guide), 8 + start);
            return (Cut::FixedPart, Some(fault));
        }
    }
    if sample.message.body == Body::HeaderOnly {
        return (Cut::Boundary, None);
    }
    let at = 8 + have;
    let last = sample.fields.iter().rfind(|(start, _)| *start < at);
    // A shorter fixed part than that of the whole sample: the cut is the end of it (E1, E20).
    let Some((start, field)) = last else {
        return (Cut::Boundary, None);
    };
    let have = at - start;
    let header = sample.header();
    if have < header {
        let kind = DecodeErrorKind::FieldHeaderCut { have };
        (Cut::FieldHeader, Some(Fault::new(kind, None, *start)))
    } else if have < header + field.data.len() {
        let (told, have) = (field.data.len(), have - header);
        let kind = DecodeErrorKind::FieldCut { told, have };
        let name = crate::names::of_tag(sample.message, field.tag);
        (Cut::Data, Some(Fault::new(kind, name, *start)))
    } else {
        (Cut::Boundary, None)
    }
}
