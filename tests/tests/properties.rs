//! The contract of decode and encode, for every message at every version that has it.
//!
//! 32 cases each; `CTI_CASES=1000 cargo test -p cti-tests --test properties` runs more.

use cti_messages::info::MessageInfo;
use cti_messages::{
    EncodeOptions, Message, MessageType, Mode, ProtocolVersion, Service, strategies,
};
use cti_tests::cases::{cases, config};
use cti_tests::contract;
use cti_tests::frames::{fixed_bytes, put_together, take_apart};
use cti_tests::mutation::{Mutation, mutate, mutations};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

/// Every message with a layout.
fn messages() -> impl Iterator<Item = &'static MessageInfo> {
    MessageType::ALL.iter().filter_map(|message| message.info())
}

/// The versions in which a message is tested: those that have it; leniently, all of them.
fn versions(info: &MessageInfo, mode: Mode) -> impl Iterator<Item = ProtocolVersion> {
    ProtocolVersion::all()
        .filter(move |version| mode == Mode::Lenient || info.versions.contains(*version))
}

/// Runs a property, which panics where it does not hold, over messages of a service, at every
/// version.
fn for_all<S: Strategy>(
    service: Service,
    mode: Mode,
    strategy: impl Fn(MessageType, ProtocolVersion) -> S,
    property: impl Fn(ProtocolVersion, S::Value),
) {
    for info in messages().filter(|info| info.service == Some(service)) {
        for version in versions(info, mode) {
            let result = TestRunner::new(config(cases(32))).run(
                &strategy(info.message_type, version),
                |value| {
                    property(version, value);
                    Ok(())
                },
            );
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

/// A frame, damaged.
fn damaged(version: ProtocolVersion, value: &Message<'_>, damage: &[Mutation]) -> Vec<u8> {
    let mut frame = Vec::new();
    value
        .encode_with(version, EncodeOptions::lenient(), &mut frame)
        .unwrap_or_else(|error| panic!("{error}, of {value:?}"));
    let info = value.info().expect("a message with a layout");
    if let Some(mut pieces) = take_apart(&frame, fixed_bytes(info, version), version) {
        for mutation in damage {
            mutate(&mut pieces, mutation);
        }
        frame = put_together(&pieces, version);
    }
    frame
}

macro_rules! services {
    ($($name:ident: $service:ident;)*) => {
        $(mod $name {
            use super::*;

            #[test]
            fn strict_values_read_back() {
                for_all(Service::$service, Mode::Strict, values(Mode::Strict), |version, value| {
                    contract::reads_back(Mode::Strict, version, &value);
                });
            }

            #[test]
            fn lenient_values_read_back() {
                for_all(Service::$service, Mode::Lenient, values(Mode::Lenient), |version, value| {
                    contract::reads_back(Mode::Lenient, version, &value);
                });
            }

            #[test]
            fn what_decodes_encodes() {
                for_all(
                    Service::$service,
                    Mode::Lenient,
                    |message, version| (values(Mode::Lenient)(message, version), mutations()),
                    |version, (value, damage)| {
                        contract::holds_for(&damaged(version, &value, &damage), version);
                    },
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
            assert_eq!(messages().count(), cti_tests::spec::messages().count());
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
