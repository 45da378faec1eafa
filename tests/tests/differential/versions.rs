//! OPEN_REQ, which is read by the version that it names itself.

use cti_messages::{HEADER_BYTES, MessageType, Mode, ProtocolVersion};
use cti_tests::samples;
use cti_tests::spec::protocol;

use crate::tally::{Tally, VALUE};

#[test]
fn the_decoders_agree_on_the_version_that_a_message_names() {
    let mut tally = Tally::default();
    let samples = samples::all().into_iter();
    let requests: Vec<_> = samples
        .filter(|sample| sample.message_type == MessageType::OPEN_REQ.0)
        .collect();
    assert!(requests.len() >= 3);
    let numbers = (0..40).chain([256 + 24, u32::MAX - 1, u32::MAX]);
    for request in &requests {
        for number in numbers.clone() {
            let mut frame = request.frame.clone();
            // VersionNumber stands behind InvokeID.
            frame[HEADER_BYTES + 4..HEADER_BYTES + 8].copy_from_slice(&number.to_be_bytes());
            for version in ProtocolVersion::all() {
                tally
                    .compare(&frame, version)
                    .unwrap_or_else(|error| panic!("{number}: {error}"));
            }
        }
    }
    tally.show();
    tally.assert_lenient_is_lenient();
    let versions: Vec<u32> = protocol().versions().map(u32::from).collect();
    let others = numbers.filter(|number| !versions.contains(number)).count();
    assert_eq!(
        tally.count(Mode::Strict, "UnsupportedVersion"),
        requests.len() * others * versions.len()
    );
    assert!(tally.count(Mode::Lenient, VALUE) > 0);
    assert!(tally.count(Mode::Lenient, "TruncatedField") > 0);
}
