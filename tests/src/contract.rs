//! The contract of decode and encode, as checks that panic where it is broken.
//!
//! Property tests, fuzz targets and matrices call the same checks.

use cti_messages::fields::{Fields, Value};
use cti_messages::{
    DecodeError, DecodeOptions, EncodeErrorKind, EncodeOptions, FrameLimit, IntoOwned, Message,
    Mode, ProtocolVersion,
};

use crate::kinds;

/// Properties 1 and 2: a value that encodes is read back as itself, and its bytes, which are
/// canonical, are written again as they were. Every way to encode gives the same bytes.
///
/// # Panics
/// If it is not so, or if the value does not encode.
pub fn reads_back(mode: Mode, version: ProtocolVersion, value: &Message<'_>) {
    let encode = EncodeOptions::default().with_mode(mode);
    let frame = encoded(version, encode, value);
    let decode = DecodeOptions::default().with_mode(mode);
    for options in [decode, DecodeOptions::lenient()] {
        let read = decoded(&frame, version, options, value);
        assert_eq!(&read, value, "read back");
        assert_eq!(encoded(version, encode, &read), frame, "written again");
    }
    every_way_gives_the_same(version, encode, value, &frame);
}

/// What holds for any bytes in place of a frame: each mode gives an error that can be shown, or a
/// value; strict decoding accepts no more than lenient decoding, and reads the same, or refuses it
/// for a reason that only strict decoding has; and property 3: whatever lenient decoding accepts,
/// lenient encoding accepts at the same version, and decoding that gives an equal value.
///
/// Canonical form can be up to twice as long (see "The contract" in the documentation of
/// cti-messages), so the limit of the encoder is twice that of the decoder.
///
/// # Panics
/// If it is not so.
pub fn holds_for(frame: &[u8], version: ProtocolVersion) {
    let strict = Message::decode_with(frame, version, DecodeOptions::strict());
    if let Err(error) = &strict {
        can_be_shown(error, frame);
    }
    let read = match Message::decode(frame, version) {
        Ok(read) => read,
        Err(error) => {
            can_be_shown(&error, frame);
            assert!(!is_strict_only(&error), "lenient refuses: {error}");
            assert!(
                strict.is_err(),
                "strict takes what lenient refuses: {error}"
            );
            return;
        }
    };
    match &strict {
        Ok(strict) => assert_eq!(strict, &read, "strict reads something else"),
        Err(error) => assert!(
            is_strict_only(error),
            "strict refuses what lenient takes: {error}"
        ),
    }
    can_be_looked_at(&read);

    let limit = FrameLimit(2 * FrameLimit::default().0);
    let options = EncodeOptions::lenient().with_frame_limit(limit);
    let canonical = encoded(version, options, &read);
    assert!(
        canonical.len() <= 2 * frame.len(),
        "{} bytes became {}: {read:?}",
        frame.len(),
        canonical.len()
    );
    let decode = DecodeOptions::lenient().with_frame_limit(limit);
    let again = decoded(&canonical, version, decode, &read);
    assert_eq!(again, read, "read again");
    assert_eq!(
        encoded(version, options, &again),
        canonical,
        "written again"
    );
    every_way_gives_the_same(version, options, &read, &canonical);

    // What the guide allows is read back by strict decoding, too.
    if read.encoded_len(version, EncodeOptions::strict()).is_ok() {
        reads_back(Mode::Strict, version, &read);
    }
}

/// Whether an error is of a kind that only strict decoding gives.
fn is_strict_only(error: &DecodeError) -> bool {
    let kind = kinds::name(&error.kind());
    kinds::of_decoding().strict_only.contains(&kind)
}

/// An error lies within the frame and says something.
fn can_be_shown(error: &DecodeError, frame: &[u8]) {
    assert!(error.offset() <= frame.len(), "{error}");
    assert!(!error.to_string().is_empty(), "{error:?}");
    assert!(!error.kind().to_string().is_empty(), "{error:?}");
}

/// Every view of a message can be had; what is independent of the frame is equal to it.
fn can_be_looked_at(message: &Message<'_>) {
    assert!(!message.to_string().is_empty());
    assert!(!format!("{message:?}").is_empty());
    if let Ok(known) = message.as_known() {
        walk(known);
    }
    assert_eq!(&message.clone().into_owned(), message, "owned");
}

/// Goes through all members, and those of entries; nothing is behind the last one.
fn walk(fields: &dyn Fields) {
    let members = fields.members();
    assert!(fields.value(members.len()).is_none());
    for index in 0..members.len() {
        match fields.value(index) {
            Some(Value::Entries(entries)) => {
                for entry in 0..entries.count() {
                    walk(entries.entry(entry).expect("an entry within the count"));
                }
                assert!(entries.entry(entries.count()).is_none());
            }
            Some(Value::Values(values)) => {
                for value in 0..values.count() {
                    assert!(values.value(value, true).is_some());
                }
                assert!(values.value(values.count(), false).is_none());
            }
            _ => {}
        }
    }
}

/// `encode_with`, `encode_to_slice` and `encoded_len` agree; a slice one too short is told so.
fn every_way_gives_the_same(
    version: ProtocolVersion,
    options: EncodeOptions,
    value: &Message<'_>,
    frame: &[u8],
) {
    let needed = frame.len();
    assert_eq!(value.encoded_len(version, options), Ok(needed));
    let mut slice = vec![0xA5; needed + 3];
    let written = value.encode_to_slice(version, options, &mut slice);
    assert_eq!(written, Ok(needed));
    assert_eq!(&slice[..needed], frame);
    assert_eq!(&slice[needed..], &[0xA5; 3]);
    let refused = value.encode_to_slice(version, options, &mut slice[..needed - 1]);
    assert_eq!(
        refused.map_err(|error| error.kind()),
        Err(EncodeErrorKind::BufferTooShort { needed })
    );
}

/// The frame of a value that must encode, appended to what a buffer already holds.
fn encoded(version: ProtocolVersion, options: EncodeOptions, value: &Message<'_>) -> Vec<u8> {
    let mut buffer = b"before".to_vec();
    if let Err(error) = value.encode_with(version, options, &mut buffer) {
        panic!("it does not encode: {error}, {value:?}");
    }
    assert!(buffer.starts_with(b"before"));
    buffer.split_off(b"before".len())
}

/// The message of a frame that must decode.
fn decoded<'f>(
    frame: &'f [u8],
    version: ProtocolVersion,
    options: DecodeOptions,
    value: &Message<'_>,
) -> Message<'f> {
    Message::decode_with(frame, version, options)
        .unwrap_or_else(|error| panic!("it does not decode: {error}, {value:?}"))
}
