//! The samples of the independent codec at every version, and types without a layout.

use cti_messages::{MessageType, Mode, ProtocolVersion};
use cti_tests::frames::with_header;
use cti_tests::{samples, spec};

use crate::tally::{Tally, VALUE};

#[test]
fn the_decoders_agree_on_samples() {
    let mut tally = Tally::default();
    let samples = samples::all();
    for sample in &samples {
        for version in ProtocolVersion::all() {
            tally
                .compare(&sample.frame, version)
                .unwrap_or_else(|error| panic!("{}: {error}", sample.message));
        }
    }
    // A sample is a value at the version in which it is written.
    assert!(tally.count(Mode::Lenient, VALUE) >= samples.len());
    assert!(tally.count(Mode::Strict, VALUE) >= 144);
}

/// Types without a layout, with a name or without one, are kept whole in both modes.
#[test]
fn the_decoders_agree_on_unknown_types() {
    let named = MessageType::ALL.iter().map(|message| message.0);
    let numbers = named.chain([0, 300, 9999, u32::MAX]);
    let mut tally = Tally::default();
    let mut frames = 0;
    for number in numbers.filter(|number| MessageType(*number).info().is_none()) {
        for version in ProtocolVersion::all() {
            for body in [&[][..], &[0], &[0, 1, 0, 9, 7]] {
                frames += 1;
                tally
                    .compare(&with_header(number, body), version)
                    .unwrap_or_else(|error| panic!("{number}: {error}"));
            }
        }
    }
    let unpublished = spec::protocol().messages.len() - spec::messages().count();
    let versions = spec::protocol().versions().count();
    assert_eq!(frames, (unpublished + 4) * versions * 3);
    assert_eq!(tally.count(Mode::Lenient, VALUE), frames);
    assert_eq!(tally.count(Mode::Strict, VALUE), frames);
}
