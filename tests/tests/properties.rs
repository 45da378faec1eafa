//! The contract of decode and encode, for every message at every version that has it.
//!
//! 32 cases each; `CTI_CASES=1000 cargo test -p cti-tests --test properties` runs more.

use cti_messages::info::MessageInfo;
use cti_messages::{
    DecodeOptions, EncodeErrorKind, EncodeOptions, FrameLimit, Message, MessageType, Mode,
    ProtocolVersion, Service, strategies,
};
use cti_tests::frames::{fixed_bytes, put_together, take_apart};
use cti_tests::mutation::{Mutation, mutate, mutations};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestCaseResult, TestRunner};

/// How many cases to run for a message at a version.
fn cases() -> u32 {
    std::env::var("CTI_CASES").map_or(32, |cases| {
        cases
            .parse()
            .unwrap_or_else(|error| panic!("CTI_CASES={cases}: {error}"))
    })
}

/// Every message with a layout.
fn messages() -> impl Iterator<Item = &'static MessageInfo> {
    MessageType::ALL.iter().filter_map(|message| message.info())
}

/// The versions in which a message is tested: those that have it; leniently, all of them.
fn versions(info: &MessageInfo, mode: Mode) -> impl Iterator<Item = ProtocolVersion> {
    ProtocolVersion::all()
        .filter(move |version| mode == Mode::Lenient || info.window.contains(*version))
}

/// Runs a property over messages of a service, at every version.
fn for_all<S: Strategy>(
    service: Service,
    mode: Mode,
    strategy: impl Fn(MessageType, ProtocolVersion) -> S,
    property: impl Fn(ProtocolVersion, S::Value) -> TestCaseResult,
) {
    for info in messages().filter(|info| info.service == Some(service)) {
        for version in versions(info, mode) {
            let config = Config {
                cases: cases(),
                failure_persistence: None,
                ..Config::default()
            };
            let result = TestRunner::new(config)
                .run(&strategy(MessageType(info.number), version), |value| {
                    property(version, value)
                });
            if let Err(error) = result {
                panic!("{} at protocol {version}: {error}", info.name);
            }
        }
    }
}

/// Values of a message.
fn values(mode: Mode) -> impl Fn(MessageType, ProtocolVersion) -> BoxedStrategy<Message<'static>> {
    move |message, version| {
        strategies::any_message(message, version, mode).expect("a message with a layout")
    }
}

/// Properties 1 and 2: a value that encodes is read back as itself, and its bytes, which are
/// canonical, are written again as they were. Every way to encode gives the same bytes.
fn reads_back(mode: Mode, version: ProtocolVersion, value: &Message<'_>) -> TestCaseResult {
    let encode = EncodeOptions {
        mode,
        ..EncodeOptions::default()
    };
    let decode = DecodeOptions {
        mode,
        ..DecodeOptions::default()
    };
    let mut frame = b"before".to_vec();
    value
        .encode_with(version, encode, &mut frame)
        .map_err(|error| TestCaseError::fail(format!("{error}")))?;
    let frame = frame.split_off(b"before".len());

    let read = Message::decode_with(&frame, version, decode)
        .map_err(|error| TestCaseError::fail(format!("{error}")))?;
    prop_assert_eq!(&read, value);
    let leniently = Message::decode(&frame, version);
    prop_assert_eq!(leniently.as_ref(), Ok(value));

    let mut again = Vec::new();
    read.encode_with(version, encode, &mut again)
        .map_err(|error| TestCaseError::fail(format!("again: {error}")))?;
    prop_assert_eq!(&again, &frame);

    prop_assert_eq!(value.encoded_len(version, encode), Ok(frame.len()));
    let mut slice = vec![0xA5; frame.len() + 3];
    prop_assert_eq!(
        value.encode_to_slice(version, encode, &mut slice),
        Ok(frame.len())
    );
    prop_assert_eq!(&slice[..frame.len()], &frame[..]);
    prop_assert_eq!(&slice[frame.len()..], &[0xA5; 3]);
    let needed = frame.len();
    let refused = value.encode_to_slice(version, encode, &mut slice[..needed - 1]);
    prop_assert_eq!(
        refused.map_err(|error| error.kind()),
        Err(EncodeErrorKind::BufferTooShort { needed })
    );
    Ok(())
}

/// Property 3: whatever lenient decoding accepts, lenient encoding accepts at the same version,
/// and decoding that gives an equal value. Canonical form can be up to twice as long (see
/// "The contract" in the documentation of cti-messages), so the limit of the encoder is twice that of the decoder.
fn survives_damage(
    version: ProtocolVersion,
    value: &Message<'_>,
    damage: &[Mutation],
) -> TestCaseResult {
    let mut frame = Vec::new();
    value
        .encode_with(version, EncodeOptions::lenient(), &mut frame)
        .map_err(|error| TestCaseError::fail(format!("{error}")))?;
    let info = value.info().expect("a message with a layout");
    if let Some(mut pieces) = take_apart(&frame, fixed_bytes(info, version), version) {
        for mutation in damage {
            mutate(&mut pieces, mutation);
        }
        frame = put_together(&pieces, version);
    }
    let Ok(read) = Message::decode(&frame, version) else {
        return Ok(());
    };
    let mut canonical = Vec::new();
    let options =
        EncodeOptions::lenient().with_frame_limit(FrameLimit(2 * FrameLimit::default().0));
    read.encode_with(version, options, &mut canonical)
        .map_err(|error| TestCaseError::fail(format!("{error}, of {read:?}")))?;
    prop_assert!(canonical.len() <= 2 * frame.len());
    let options = DecodeOptions::default().with_frame_limit(FrameLimit(usize::MAX));
    let again = Message::decode_with(&canonical, version, options)
        .map_err(|error| TestCaseError::fail(format!("{error}, of {read:?}")))?;
    prop_assert_eq!(&again, &read);

    // Strict decoding accepts no more than lenient decoding, and reads the same.
    if let Ok(strict) = Message::decode_with(&frame, version, DecodeOptions::strict()) {
        prop_assert_eq!(&strict, &read);
    }
    Ok(())
}

macro_rules! services {
    ($($name:ident: $service:ident;)*) => {
        $(mod $name {
            use super::*;

            #[test]
            fn strict_values_read_back() {
                for_all(Service::$service, Mode::Strict, values(Mode::Strict), |version, value| {
                    reads_back(Mode::Strict, version, &value)
                });
            }

            #[test]
            fn lenient_values_read_back() {
                for_all(Service::$service, Mode::Lenient, values(Mode::Lenient), |version, value| {
                    reads_back(Mode::Lenient, version, &value)
                });
            }

            #[test]
            fn what_decodes_encodes() {
                for_all(
                    Service::$service,
                    Mode::Lenient,
                    |message, version| (values(Mode::Lenient)(message, version), mutations()),
                    |version, (value, damage)| survives_damage(version, &value, &damage),
                );
            }
        })*

        #[test]
        fn every_message_is_tested() {
            let tested = [$(Service::$service),*];
            for info in messages() {
                assert!(
                    info.service.is_some_and(|service| tested.contains(&service)),
                    "{} has no test",
                    info.name
                );
            }
            assert_eq!(messages().count(), 167);
        }
    };
}

services! {
    failure_indication: FailureIndication;
    session_management: SessionManagement;
    client_events: ClientEvents;
    all_events: AllEvents;
    call_data_update: CallDataUpdate;
    miscellaneous: Miscellaneous;
    client_control: ClientControl;
    peripheral_monitor: PeripheralMonitor;
    client_monitor: ClientMonitor;
    supervisor: Supervisor;
    server: Server;
    configuration: ConfigurationAcquisition;
}
