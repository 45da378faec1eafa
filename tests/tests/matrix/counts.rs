//! Every count one off in both directions, and as large as it can be: the entries win.

use cti_messages::Mode;
use cti_spec::model::{FieldType, Message};
use cti_tests::differential::derived;
use cti_tests::frames::Field;
use cti_tests::layout::fixed_places;
use cti_tests::naive::{Fault, Kind};
use cti_tests::spec;
use cti_tests::whole::{What, Whole, number_data};

use crate::check::{Matrix, Outcome};

/// The counts to try in the place of a true one.
fn wrong_counts(ty: &FieldType, entries: usize) -> Vec<usize> {
    let size = ty.form.size().expect("an integer has a size");
    let most = u32::MAX >> (32 - 8 * size);
    let mut counts = vec![entries + 1, 0, 0xFFFF, 0xFFFF_FFFF];
    counts.extend(entries.checked_sub(1));
    counts.retain(|count| *count != entries && *count <= most as usize);
    counts.sort_unstable();
    counts.dedup();
    counts
}

/// The value is the one with the true count; strict decoding tells both numbers.
#[track_caller]
fn the_entries_win(
    outcome: &Outcome,
    right: &Outcome,
    message: &Message,
    name: &str,
    (declared, actual): (usize, usize),
    offset: usize,
) {
    assert_eq!(outcome.value(), right.value());
    let kind = Kind::CountMismatch { declared, actual };
    let fault = Fault::new(kind, Some(&message.name.guide), Some(name), offset);
    assert_eq!(outcome.strict, Err(fault));
}

#[test]
fn counts_in_the_fixed_part() {
    let mut matrix = Matrix::new("counts in the fixed part");
    for (message, version, entries) in messages_with_entries() {
        let whole = Whole::new(message, version, entries);
        let right = matrix.check(&whole.frame(), version);
        let layout = message.usual_layout(version);
        for (at, field) in layout
            .into_iter()
            .flat_map(|layout| fixed_places(layout, version))
        {
            let size = field.size as usize;
            if let Some(list) = &field.counts {
                let entries = right.value().len_of(list);
                for counted in wrong_counts(&field.ty, entries) {
                    let mut wrong = whole.clone();
                    wrong.fixed[at..at + size].copy_from_slice(&number_data(&field.ty, counted));
                    let frame = wrong.frame();
                    let outcome = matrix.check(&frame, version);
                    let counts = (counted, entries);
                    let name = &field.name.guide;
                    the_entries_win(&outcome, &right, message, name, counts, frame.len());
                }
            }
        }
    }
    matrix.finish(7_000);
}

#[test]
fn counts_in_the_floating_part() {
    let mut matrix = Matrix::new("counts in the floating part");
    for (message, version, entries) in messages_with_entries() {
        let whole = Whole::new(message, version, entries);
        let right = matrix.check(&whole.frame(), version);
        for (index, placed) in whole.fields.iter().enumerate() {
            let What::Count(count) = placed.what else {
                continue;
            };
            let entries = placed
                .field
                .data
                .iter()
                .fold(0, |number, byte| number << 8 | usize::from(*byte));
            for counted in wrong_counts(&count.ty, entries) {
                let mut wrong = whole.clone();
                wrong.fields[index].field.data = number_data(&count.ty, counted);
                let frame = wrong.frame();
                let outcome = matrix.check(&frame, version);
                // A record ends where the next one starts.
                let end = match placed.record {
                    None => frame.len(),
                    Some(record) => whole
                        .fields
                        .iter()
                        .position(|other| other.record == Some(record + 1))
                        .map_or(frame.len(), |next| whole.offset_of(next)),
                };
                let counts = (counted, entries);
                let name = &count.name.guide;
                the_entries_win(&outcome, &right, message, name, counts, end);
            }
        }
    }
    matrix.finish(1_800);
}

/// A count without a single entry, or with entries but no count.
#[test]
fn counts_without_entries_and_entries_without_counts() {
    let mut matrix = Matrix::new("counts without entries, entries without counts");
    for (message, version, entries) in messages_with_entries() {
        let whole = Whole::new(message, version, entries);
        let is_entry = |what: What| what.list().is_some();
        let without_entries = whole.fields.iter().filter(|placed| !is_entry(placed.what));
        let frame = whole.frame_of(without_entries.map(|placed| &placed.field));
        let outcome = matrix.check(&frame, version);
        let fields: Vec<&Field> = whole
            .fields
            .iter()
            .filter(|placed| !matches!(placed.what, What::Count(_)))
            .map(|placed| &placed.field)
            .collect();
        let has_counts = fields.len() < whole.fields.len();
        if entries > 0 && whole.fields.iter().any(|placed| is_entry(placed.what)) {
            let kind = outcome.strict.expect_err("a count without entries").kind;
            assert!(matches!(kind, Kind::CountMismatch { actual: 0, .. }));
        }
        let outcome = matrix.check(&whole.frame_of(fields), version);
        if entries > 0 && has_counts {
            let whole = derived(&whole.frame(), spec::in_runtime(version), Mode::Lenient);
            assert_eq!(
                outcome.lenient, whole,
                "the entries are there without their count"
            );
            let kind = outcome.strict.expect_err("entries without a count").kind;
            assert_eq!(kind, Kind::Missing);
        }
    }
    matrix.finish(2_600);
}

/// Every message with a list, at every version that has it, with no, one and two entries.
fn messages_with_entries() -> impl Iterator<Item = (&'static Message, u8, usize)> {
    spec::messages().flat_map(|message| {
        spec::versions(message)
            .flat_map(move |version| (0..3).map(move |entries| (message, version, entries)))
            .filter(|(message, ..)| spec::lists(spec::floating(message)).next().is_some())
    })
}
