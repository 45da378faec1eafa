//! Every known tag in every message: taken by its field, or kept as unknown.

use cti_spec::model::Message;
use cti_tests::frames::Field;
use cti_tests::naive::{Kind, Part, Unknown};
use cti_tests::spec::{self, Place};
use cti_tests::whole::{self, data_of, fixed_part};

use crate::check::Matrix;

/// All tags with a name, and some without.
fn tags() -> Vec<u16> {
    let named = spec::protocol().tags.iter().map(|tag| tag.number);
    let mut tags: Vec<u16> = named.chain([0, 255, 256, 999, u16::MAX]).collect();
    tags.sort_unstable();
    tags.dedup();
    tags
}

/// Data that fit what a tag is in a message; some data, if it is nothing.
fn data_for(place: Option<Place>, version: u8, seed: u8) -> Vec<u8> {
    place.map_or_else(|| vec![seed; 4], |place| data_of(place, version, seed))
}

/// Whether a message or record has what a tag stands for, or the list that it belongs to.
fn holds(part: &Part, place: Place) -> bool {
    match place {
        Place::Field(field) => part.value(&field.name.guide).is_some(),
        Place::Count(_, list) => part.value(&list.name.guide).is_some(),
        Place::Value(list, _) | Place::Member(list, ..) => part.len_of(&list.name.guide) == 1,
    }
}

#[test]
fn every_tag_in_every_message() {
    let mut matrix = Matrix::new("tags");
    let tags = tags();
    let (mut taken, mut kept) = (0, 0);
    for message in with_floating_part() {
        let items = spec::floating(message);
        let records = spec::records(message);
        for version in spec::protocol().versions() {
            let fixed = fixed_part(message, version, |_| 0);
            for &tag in tags.iter().filter(|tag| spec::fits(**tag, version)) {
                let own = spec::place(items, tag);
                let place = spec::place_of(message, tag);
                let data = data_for(place, version, 7);
                let field = Field { tag, data };
                let frame = whole::frame(message, &fixed, [&field], version);
                let outcome = matrix.check(&frame, version);
                let value = outcome.value();
                match (own, place, records) {
                    (Some(place), ..) => {
                        assert!(holds(value, place), "{} {tag}", message.name.guide);
                        assert_eq!(value.unknown, []);
                        taken += 1;
                    }
                    (None, Some(place), Some(records)) => {
                        let records = value.entries(&records.name.guide);
                        assert_eq!(records.len(), 1);
                        assert!(holds(&records[0], place));
                        assert_eq!(value.unknown, []);
                        taken += 1;
                    }
                    _ => {
                        let Field { tag, data } = field;
                        let after = 0;
                        assert_eq!(value.unknown, [Unknown { tag, data, after }]);
                        // An unknown tag is no leniency: strict decoding minds only what else
                        // there is, a required field that is missing or the version.
                        if let Err(fault) = outcome.strict {
                            assert!(matches!(
                                fault.kind,
                                Kind::Missing | Kind::MessageOutsideVersion
                            ));
                        }
                        kept += 1;
                    }
                }
            }
        }
    }
    println!("  taken: {taken}, kept as unknown: {kept}");
    assert!(taken >= 9_000 && kept >= 400_000);
    matrix.finish(450_000);
}

#[test]
fn every_tag_in_every_record() {
    let mut matrix = Matrix::new("tags in records");
    let (mut taken, mut kept) = (0, 0);
    for message in with_floating_part() {
        let items = spec::floating(message);
        let Some(list) = spec::records(message) else {
            continue;
        };
        let members = spec::members(list);
        let first = spec::places(members)[0];
        // Records fill the floating part: there are no tags of the message.
        assert!(spec::places(items).is_empty());
        for version in spec::protocol().versions() {
            let fixed = fixed_part(message, version, |_| 1);
            let opener = Field {
                tag: first.tag(),
                data: data_for(Some(first), version, 1),
            };
            for tag in tags() {
                if !spec::fits(tag, version) || !spec::fits(first.tag(), version) {
                    continue;
                }
                let inner = spec::place(members, tag);
                let field = Field {
                    tag,
                    data: data_for(inner, version, 9),
                };
                let frame = whole::frame(message, &fixed, [&opener, &field], version);
                let outcome = matrix.check(&frame, version);
                let value = outcome.value();
                let records = value.entries(&list.name.guide);
                if let Some(place) = inner {
                    taken += 1;
                    // The same tag again opens the next record.
                    let again = usize::from(tag == first.tag() && place.is_single());
                    assert_eq!(records.len(), 1 + again);
                    assert!(holds(&records[again], place) || !place.is_single());
                } else {
                    kept += 1;
                    let Field { tag, data } = field;
                    let after = 1;
                    assert_eq!(records[0].unknown, [Unknown { tag, data, after }]);
                    assert_eq!(value.unknown, []);
                }
            }
        }
    }
    println!("  taken: {taken}, kept in the record: {kept}");
    assert!(taken >= 1_000 && kept >= 20_000);
    matrix.finish(26_000);
}

fn with_floating_part() -> impl Iterator<Item = &'static Message> {
    spec::messages().filter(|message| message.parts().is_some())
}
