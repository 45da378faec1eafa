//! Messages made from the bytes of a fuzzer (feature `arbitrary`).

use std::collections::BTreeSet;

use arbitrary::{Arbitrary, Unstructured};
use cti_messages::fuzzing::{any_message, message};
use cti_messages::{
    AgentStateEvent, DecodeOptions, EncodeErrorKind, EncodeOptions, Message, Mode, OpenReq,
    ProtocolVersion, TypedMessage,
};
use proptest::collection::vec;
use proptest::prelude::*;

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![vec(any::<u8>(), 0..40), vec(any::<u8>(), 300..3000)]
}

proptest! {
    #[test]
    fn any_bytes_make_a_message_that_can_be_encoded(bytes in bytes()) {
        let mut out = Vec::new();
        let mut u = Unstructured::new(&bytes);
        if let Ok(made) = Message::arbitrary(&mut u) {
            made.encode_with(ProtocolVersion::LATEST, EncodeOptions::lenient(), &mut out)
                .expect("encoded");
        }
        // What it left makes another one.
        if let Ok(made) = AgentStateEvent::arbitrary(&mut u) {
            out.clear();
            made.encode_with(ProtocolVersion::LATEST, EncodeOptions::lenient(), &mut out)
                .expect("encoded");
            let read = AgentStateEvent::decode(&out, ProtocolVersion::LATEST);
            prop_assert_eq!(read, Ok(made));
        }
    }

    #[test]
    fn strict_messages_of_a_version_are_accepted_by_strict_decoding(bytes in bytes()) {
        let mut u = Unstructured::new(&bytes);
        let Ok(version) = ProtocolVersion::arbitrary(&mut u) else {
            return Ok(());
        };
        let mut out = Vec::new();
        if let Ok(made) = any_message(&mut u, version, Mode::Strict) {
            match made.encode(version, &mut out) {
                Ok(()) => {
                    let read = Message::decode_with(&out, version, DecodeOptions::strict());
                    prop_assert_eq!(read, Ok(made));
                }
                // No value of a message is in a version that lacks it.
                Err(error) => prop_assert_eq!(error.kind(), EncodeErrorKind::MessageOutsideVersion),
            }
        }
    }
}

#[test]
fn bytes_matter() {
    let made: BTreeSet<String> = (0..=255u8)
        .filter_map(|seed| {
            // A simple generator: what fuzzers give is no constant.
            let bytes: Vec<u8> = (0..600u32)
                .map(|at| (at.wrapping_mul(2_654_435_761 + u32::from(seed)) >> 24) as u8 ^ seed)
                .collect();
            let mut u = Unstructured::new(&bytes);
            message::<OpenReq<'_>>(&mut u, ProtocolVersion::V24, Mode::Strict).ok()
        })
        .map(|made| made.to_string())
        .collect();
    assert!(made.len() > 200, "{}", made.len());
}
