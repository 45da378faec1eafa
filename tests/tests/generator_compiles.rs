//! The expected files of `generator` compile, and what they declare works.
//!
//! Each is a module of this crate, which takes the place of `cti-messages` for them: it has the
//! names that they take from `crate`. What is not here (`mod.rs`, `message.rs`, `message_type.rs`,
//! `protocol.rs`, `service.rs`, `strategies.rs`, `tags.rs`) reaches into the runtime and compiles
//! there only; the generated modules of GED-188 are its proof.
#![allow(unreachable_pub, reason = "the modules are made for a library")]

extern crate alloc;

use std::collections::BTreeSet;
use std::path::Path;

pub use cti_messages::{
    Bool, Bytes, Entry, Enumeration, Id, IntoOwned, Mask, Message, Mode, NamedArray, NamedVariable,
    ProtocolVersion, Record, Request, Secret, Text, Time, TrailingBytes, TypedMessage,
    UnknownField, VersionNumber, VersionRange, strategies,
};
use cti_tests::cases::config;
use cti_tests::golden;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

/// Declares modules by their files. As a macro, so that no formatter follows them.
macro_rules! expected_modules {
    ($($name:ident: $path:literal,)*) => {$(
        #[path = $path]
        mod $name;
    )*};
}

expected_modules! {
    array_enumerations: "../data/generator/array/expected/enumerations/mod.rs",
    array_message: "../data/generator/array/expected/messages/session_management/sample_event.rs",
    basic_types_message: "../data/generator/basic_types/expected/messages/session_management/sample_event.rs",
    confirmation_ids: "../data/generator/confirmation/expected/ids/mod.rs",
    confirmation_messages: "../data/generator/confirmation/expected/messages/mod.rs",
    defaults_enumerations: "../data/generator/defaults/expected/enumerations/mod.rs",
    defaults_ids: "../data/generator/defaults/expected/ids/mod.rs",
    defaults_masks: "../data/generator/defaults/expected/masks/mod.rs",
    defaults_messages: "../data/generator/defaults/expected/messages/session_management/mod.rs",
    docs_message: "../data/generator/docs/expected/messages/session_management/sample_event.rs",
    enumeration_enumerations: "../data/generator/enumeration/expected/enumerations/mod.rs",
    enumeration_message: "../data/generator/enumeration/expected/messages/session_management/sample_event.rs",
    erratum_entries: "../data/generator/erratum/expected/entries/mod.rs",
    erratum_enumerations: "../data/generator/erratum/expected/enumerations/mod.rs",
    erratum_ids: "../data/generator/erratum/expected/ids/mod.rs",
    erratum_masks: "../data/generator/erratum/expected/masks/mod.rs",
    erratum_message: "../data/generator/erratum/expected/messages/session_management/sample_event.rs",
    fixed_window_ids: "../data/generator/fixed_window/expected/ids/mod.rs",
    fixed_window_message: "../data/generator/fixed_window/expected/messages/session_management/sample_event.rs",
    floating_count_entries: "../data/generator/floating_count/expected/entries/mod.rs",
    floating_count_message: "../data/generator/floating_count/expected/messages/session_management/sample_event.rs",
    floating_window_message: "../data/generator/floating_window/expected/messages/session_management/sample_event.rs",
    header_only_message: "../data/generator/header_only/expected/messages/session_management/sample_event.rs",
    id_ids: "../data/generator/id/expected/ids/mod.rs",
    interface_ids: "../data/generator/interface/expected/ids/mod.rs",
    id_message: "../data/generator/id/expected/messages/session_management/sample_event.rs",
    interface_messages: "../data/generator/interface/expected/messages/session_management/mod.rs",
    interface_traits: "../data/generator/interface/expected/interfaces/mod.rs",
    keys_enumerations: "../data/generator/keys/expected/enumerations/mod.rs",
    keys_ids: "../data/generator/keys/expected/ids/mod.rs",
    keys_messages: "../data/generator/keys/expected/messages/session_management/mod.rs",
    keys_traits: "../data/generator/keys/expected/interfaces/mod.rs",
    layouts_enumerations: "../data/generator/layouts/expected/enumerations/mod.rs",
    layouts_message: "../data/generator/layouts/expected/messages/session_management/sample_event.rs",
    mask_masks: "../data/generator/mask/expected/masks/mod.rs",
    mask_message: "../data/generator/mask/expected/messages/session_management/sample_event.rs",
    maxima_message: "../data/generator/maxima/expected/messages/session_management/sample_event.rs",
    minimal_messages: "../data/generator/minimal/expected/messages/mod.rs",
    names_entries: "../data/generator/names/expected/entries/mod.rs",
    names_enumerations: "../data/generator/names/expected/enumerations/mod.rs",
    names_ids: "../data/generator/names/expected/ids/mod.rs",
    names_masks: "../data/generator/names/expected/masks/mod.rs",
    names_messages: "../data/generator/names/expected/messages/session_management/mod.rs",
    ordered_list_entries: "../data/generator/ordered_list/expected/entries/mod.rs",
    ordered_list_messages: "../data/generator/ordered_list/expected/messages/session_management/mod.rs",
    presence_message: "../data/generator/presence/expected/messages/session_management/sample_event.rs",
    records_entries: "../data/generator/records/expected/entries/mod.rs",
    records_enumerations: "../data/generator/records/expected/enumerations/mod.rs",
    records_message: "../data/generator/records/expected/messages/session_management/sample_event.rs",
    secret_message: "../data/generator/secret/expected/messages/session_management/sample_event.rs",
    single_list_message: "../data/generator/single_list/expected/messages/session_management/sample_event.rs",
    version_from_message: "../data/generator/version_from/expected/messages/session_management/sample_event.rs",
}

/// The entries of all features.
pub mod entries {
    pub use crate::erratum_entries::*;
    pub use crate::floating_count_entries::*;
    pub use crate::names_entries::*;
    pub use crate::ordered_list_entries::*;
    pub use crate::records_entries::*;
}

/// The enumerations of all features.
pub mod enumerations {
    pub use crate::array_enumerations::*;
    pub use crate::defaults_enumerations::*;
    pub use crate::enumeration_enumerations::*;
    pub use crate::erratum_enumerations::*;
    pub use crate::keys_enumerations::*;
    pub use crate::layouts_enumerations::*;
    pub use crate::names_enumerations::*;
    pub use crate::records_enumerations::*;
}

/// The IDs of all features.
pub mod ids {
    pub use crate::confirmation_ids::*;
    pub use crate::defaults_ids::*;
    pub use crate::erratum_ids::*;
    pub use crate::fixed_window_ids::*;
    pub use crate::id_ids::*;
    pub use crate::interface_ids::*;
    pub use crate::keys_ids::*;
    pub use crate::names_ids::*;
}

/// The masks of all features.
pub mod masks {
    pub use crate::defaults_masks::*;
    pub use crate::erratum_masks::*;
    pub use crate::mask_masks::*;
    pub use crate::names_masks::*;
}

/// The messages that an interface is for, and those that confirm others.
pub mod messages {
    pub use crate::confirmation_messages::*;
    pub use crate::interface_messages::*;
    pub use crate::keys_messages::*;
}

/// Each file of a kind that is compiled here is named above, by itself or by the `mod.rs` beside it.
#[test]
fn every_expected_file_is_compiled() {
    let this = include_str!("generator_compiles.rs");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/generator");
    let missing: BTreeSet<String> = golden::read(&folder)
        .into_keys()
        .map(|path| path.to_string_lossy().replace('\\', "/"))
        .filter(|path| {
            let (feature, file) = path.split_once("/expected/").unwrap_or_default();
            let kinds = ["entries/", "enumerations/", "ids/", "masks/", "messages/"];
            // The minimal specification has nothing but a message.
            let is_empty = feature == "minimal" && !file.starts_with("messages/");
            !is_empty && kinds.iter().any(|kind| file.starts_with(kind))
        })
        .filter(|path| {
            let mut folders = Path::new(path).ancestors().skip(1);
            let named = |path: &str| this.contains(&format!("generator/{path}\""));
            !named(path) && !folders.any(|folder| named(&format!("{}/mod.rs", folder.display())))
        })
        .collect();
    assert_eq!(missing, BTreeSet::new());
}

/// A message that lacks a field of an interface has it as absent.
#[test]
fn an_interface_reads_its_messages() {
    use interface_traits::SampleContext;

    let all = interface_messages::SampleEvent {
        variable2: Some("two".into()),
        named_variables: vec![NamedVariable::new("user.x", "1")],
        day: Some(7),
        ..Default::default()
    };
    let some = interface_messages::OtherEvent {
        variable1: Some("one".into()),
        ..Default::default()
    };
    let numbers = 0..4;
    let variables = |context: &dyn SampleContext<'_>| -> Vec<Option<String>> {
        let variables = numbers.clone().map(|number| context.variable(number));
        variables
            .map(|text| text.map(ToString::to_string))
            .collect()
    };
    assert_eq!(variables(&all), [None, None, Some("two".to_owned()), None]);
    assert_eq!(variables(&some), [None, Some("one".to_owned()), None, None]);
    assert_eq!((all.day(), some.day()), (Some(7), None));
    assert!(all.named_variable("user.x").is_some());
    assert!(all.named_variable("user.y").is_none());
    assert!(some.named_variables().is_empty());
    assert!(some.ani().is_none() && some.key().is_none());
}

/// A key needs its required fields, without their null values, and holds no text after a NUL.
#[test]
fn a_key_is_made_of_what_identifies() {
    use interface_traits::{SampleIdentity, SampleKey};

    let event = interface_messages::SampleEvent {
        place: interface_ids::PlaceId(7),
        ani: Some(b"one\0two".into()),
        day: Some(3),
        ..Default::default()
    };
    let key = SampleKey {
        place: interface_ids::PlaceId(7),
        ani: Some("one".into()),
        day: 3,
    };
    assert_eq!(event.sample_key(), Some(key));
    for without in [
        interface_messages::SampleEvent {
            place: interface_ids::PlaceId::NULL,
            ..event.clone()
        },
        interface_messages::SampleEvent { day: None, ..event },
    ] {
        assert_eq!(without.sample_key(), None);
    }
}

/// Each required field has a null value in one message or the other, and none of them is in a key.
#[test]
fn a_key_has_no_null_value_of_its_message() {
    use keys_enumerations::Light;
    use keys_ids::{HallId, RowId};
    use keys_messages::{OpeningReq, OtherShowEvent, ShowEvent};
    use keys_traits::{OpeningIdentity, OpeningKey, ShowIdentity, ShowKey};

    let key = ShowKey {
        hall_id: HallId(0),
        row_id: RowId(0),
        light: Light::ON,
        level: -1,
        day: 0,
        name: "one".into(),
        title: None,
        start: Some(Time(5)),
        open: Bool::TRUE,
    };
    // Only other messages call these values none.
    let show = ShowEvent {
        hall_id: HallId(0),
        row_id: RowId(0),
        light: Light::ON,
        level: -1,
        day: 0,
        start: Time(5),
        open: Bool::TRUE,
        title: Some("".into()),
        name: Some(b"one\0two".into()),
        ..Default::default()
    };
    assert_eq!(show.show_key(), Some(key.clone()));
    let nulls = [
        ShowEvent {
            hall_id: HallId::NULL,
            ..show.clone()
        },
        ShowEvent {
            light: Light::NULL,
            ..show.clone()
        },
        ShowEvent {
            name: None,
            ..show.clone()
        },
        ShowEvent {
            name: Some(b"\0two".into()),
            ..show
        },
    ];
    for show in nulls {
        assert_eq!(show.show_key(), None, "{show:?}");
    }

    let other = OtherShowEvent {
        hall_id: HallId(7),
        row_id: RowId(8),
        light: Light::ON,
        level: -2,
        open: Bool::TRUE,
        day: Some(9),
        start: Some(Time(5)),
        name: Some("one".into()),
        ..Default::default()
    };
    let other_key = ShowKey {
        hall_id: HallId(7),
        row_id: RowId(8),
        level: -2,
        day: 9,
        ..key
    };
    assert_eq!(other.show_key(), Some(other_key.clone()));
    let without_start = OtherShowEvent {
        start: None,
        ..other.clone()
    };
    let without_start_key = ShowKey {
        start: None,
        ..other_key
    };
    assert_eq!(without_start.show_key(), Some(without_start_key));
    let nulls = [
        OtherShowEvent {
            hall_id: HallId(0),
            ..other.clone()
        },
        // The null value of the type names nothing either.
        OtherShowEvent {
            hall_id: HallId::NULL,
            ..other.clone()
        },
        OtherShowEvent {
            row_id: RowId(0),
            ..other.clone()
        },
        OtherShowEvent {
            light: Light::NULL,
            ..other.clone()
        },
        OtherShowEvent {
            level: -1,
            ..other.clone()
        },
        OtherShowEvent {
            day: Some(0),
            ..other.clone()
        },
        OtherShowEvent { day: None, ..other },
    ];
    for show in nulls {
        assert_eq!(show.show_key(), None, "{show:?}");
    }

    let opening = OpeningReq {
        version_number: VersionNumber(24),
        ..Default::default()
    };
    let opening_key = OpeningKey { version_number: 24 };
    assert_eq!(opening.opening_key(), Some(opening_key));
}

/// The default of a field is its own, else its null value, else that of its type.
#[test]
fn what_is_not_set_says_nothing() {
    use defaults_enumerations::{Mood, Weather};
    use defaults_ids::{GroupId, MemberId};
    use defaults_masks::ChoiceMask;

    let of_types = defaults_messages::SampleEvent::default();
    assert_eq!(of_types.group_id, GroupId::NULL);
    assert_eq!(of_types.member_id, MemberId(0));
    assert_eq!(of_types.sub_group, GroupId::NULL);
    assert_eq!(of_types.mood, Mood::UNKNOWN);
    assert_eq!(of_types.weather, Weather::NULL);
    assert_eq!(of_types.choice, ChoiceMask::empty());
    assert_eq!(
        (of_types.number, of_types.zero, of_types.late),
        (0, 0, None)
    );

    let own = defaults_messages::OwnEvent::default();
    assert_eq!(own.group_id, GroupId::NULL);
    assert_eq!(own.other_group, GroupId(0));
    assert_eq!(own.sub_group, GroupId(0xFFFF_FFFE));
    assert_eq!(own.member_id, MemberId(7));
    assert_eq!(
        (own.mood, own.past_mood, own.next_mood),
        (Mood::UNKNOWN, Mood::GOOD, Mood(5))
    );
    assert_eq!(own.sky, Weather::FINE);
    assert_eq!(own.plain, ChoiceMask::empty());
    assert_eq!(
        (own.choice, own.choices),
        (ChoiceMask::SECOND, ChoiceMask::FIRST | ChoiceMask::SECOND)
    );
    assert_eq!((own.timeout, own.interval), (u32::MAX, 30));
    assert_eq!((own.offset, own.level), (-2, -1));
    assert_eq!((own.flag, own.no_flag), (Bool::TRUE, Bool::FALSE));
    assert_eq!(
        (own.start, own.reserved, own.late),
        (Time(86400), [0; 8], None)
    );
    assert_eq!((own.text, own.items, own.words), (None, Vec::new(), None));

    let version = defaults_messages::VersionReq::default().version_number;
    assert_eq!(version, VersionNumber(24));
    let version = defaults_messages::NullVersionReq::default().version_number;
    assert_eq!(version, VersionNumber(u32::MAX));
}

/// One test for each message: in every version that has it, what is encoded is decoded again.
macro_rules! messages_that_come_back {
    ($($name:ident: $message:ty,)*) => {$(
        #[test]
        fn $name() {
            for version in versions::<$message>() {
                let values = strategies::values_of::<$message>(version, Mode::Strict);
                let result = TestRunner::new(config(16)).run(&values, |value| {
                    let mut frame = Vec::new();
                    value
                        .encode(version, &mut frame)
                        .map_err(|error| TestCaseError::fail(error.to_string()))?;
                    let decoded = TypedMessage::decode(&frame, version)
                        .map_err(|error| TestCaseError::fail(error.to_string()))?;
                    prop_assert_eq!(&value, &decoded);
                    Ok(())
                });
                assert!(result.is_ok(), "at protocol {version}: {result:?}");
            }
        }
    )*};
}

/// The versions that have a message.
fn versions<M: TypedMessage<'static>>() -> impl Iterator<Item = ProtocolVersion> {
    ProtocolVersion::all().filter(|version| M::INFO.versions.contains(*version))
}

messages_that_come_back! {
    array_sample_event: array_message::SampleEvent<'static>,
    basic_types_sample_event: basic_types_message::SampleEvent<'static>,
    confirmation_sample_req: confirmation_messages::SampleReq<'static>,
    confirmation_sample_conf: confirmation_messages::SampleConf<'static>,
    confirmation_sample_ind: confirmation_messages::SampleInd<'static>,
    defaults_own_event: defaults_messages::OwnEvent<'static>,
    defaults_sample_event: defaults_messages::SampleEvent<'static>,
    defaults_version_req: defaults_messages::VersionReq<'static>,
    defaults_null_version_req: defaults_messages::NullVersionReq<'static>,
    docs_sample_event: docs_message::SampleEvent<'static>,
    enumeration_sample_event: enumeration_message::SampleEvent<'static>,
    erratum_sample_event: erratum_message::SampleEvent<'static>,
    fixed_window_sample_event: fixed_window_message::SampleEvent<'static>,
    floating_count_sample_event: floating_count_message::SampleEvent<'static>,
    floating_window_sample_event: floating_window_message::SampleEvent<'static>,
    header_only_sample_event: header_only_message::SampleEvent<'static>,
    id_sample_event: id_message::SampleEvent<'static>,
    interface_other_event: interface_messages::OtherEvent<'static>,
    interface_sample_event: interface_messages::SampleEvent<'static>,
    interface_third_event: interface_messages::ThirdEvent<'static>,
    keys_opening_req: keys_messages::OpeningReq<'static>,
    keys_other_show_event: keys_messages::OtherShowEvent<'static>,
    keys_show_event: keys_messages::ShowEvent<'static>,
    layouts_sample_event: layouts_message::SampleEvent<'static>,
    mask_sample_event: mask_message::SampleEvent<'static>,
    maxima_sample_event: maxima_message::SampleEvent<'static>,
    minimal_sample_event: minimal_messages::SampleEvent<'static>,
    names_result: names_messages::Result<'static>,
    names_sample_event: names_messages::SampleEvent<'static>,
    ordered_list_other_event: ordered_list_messages::OtherEvent<'static>,
    ordered_list_sample_event: ordered_list_messages::SampleEvent<'static>,
    presence_sample_event: presence_message::SampleEvent<'static>,
    records_sample_event: records_message::SampleEvent<'static>,
    secret_sample_event: secret_message::SampleEvent<'static>,
    single_list_sample_event: single_list_message::SampleEvent<'static>,
    version_from_sample_event: version_from_message::SampleEvent<'static>,
}
