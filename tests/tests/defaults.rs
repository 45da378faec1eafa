//! `Default`: what is not set says nothing. The rule is applied to the specification here, and compared with
//! what the messages have; and a request whose necessary fields are set can be sent.

use cti_messages::fields::{OwnedValue, Value};
use cti_messages::info::MemberInfo;
use cti_messages::{ConnectionDeviceIdType, DecodeOptions, EncodeOptions, Message, MessageType};
use cti_spec::model::{
    self, FieldType, FixedField, Floating, FloatingField, Meaning, Presence, WireForm,
};
use cti_tests::cases::config;
use cti_tests::spec::{self, in_runtime, protocol};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

/// The value of a field that means "none": its own, or that of its type.
fn none(field: &FixedField) -> Option<u32> {
    spec::null(field.null, &field.ty)
}

/// The default of a type without a null value.
fn of_type(ty: &FieldType) -> u32 {
    match ty.meaning {
        Some(Meaning::Enumeration(index)) => protocol()[index].default.unwrap_or(0),
        Some(Meaning::Id(_) | Meaning::Mask(_)) | None => 0,
    }
}

/// The default of a field by the rule: its own, else "none", else that of its type.
fn expected(field: &FixedField) -> u32 {
    let own = field.default.or_else(|| none(field));
    own.unwrap_or_else(|| of_type(&field.ty))
}

/// The default of a message as the runtime has it.
fn default_of(message: &model::Message) -> Message<'static> {
    Message::default_of(MessageType(message.number)).expect("its layout is known")
}

/// The bits of a number.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a negative number has the bits of its width"
)]
fn bits(value: Value<'_>, size: u32) -> u32 {
    let all = match value {
        Value::Number(number) | Value::Id(number, _) => number as u32,
        Value::Enumeration(bits, _) | Value::Mask(bits, _) => bits,
        Value::Bool(value) => value.0.into(),
        Value::Time(time) => time.0,
        other => panic!("not a number: {other}"),
    };
    all & (u32::MAX >> (32 - 8 * size))
}

#[test]
fn the_default_of_every_field_is_that_of_the_specification() {
    let (mut seen, mut not_0) = (0, 0);
    for message in spec::messages() {
        let default = default_of(message);
        let fields = default.as_known().expect("its layout is known");
        let fixed = message.fixed_members();
        for (index, member) in fields.members().iter().enumerate() {
            let place = format!("{}.{}", message.name.guide, member.name());
            let value = fields.value(index);
            let Some(field) = fixed
                .get(index)
                .filter(|_| matches!(member, MemberInfo::Fixed(_)))
            else {
                match value {
                    None => {}
                    // A list that is counted in the fixed part.
                    Some(Value::Entries(entries)) => assert_eq!(entries.count(), 0, "{place}"),
                    Some(Value::Values(values)) => assert_eq!(values.count(), 0, "{place}"),
                    Some(other) => panic!("{place} is {other}"),
                }
                continue;
            };
            assert_eq!(field.name.guide, member.name(), "{place}");
            seen += 1;
            match value {
                _ if field.optional => assert!(value.is_none(), "{place}"),
                Some(Value::Bytes(bytes)) => {
                    assert!(bytes.iter().all(|byte| *byte == 0), "{place}")
                }
                Some(value) => {
                    let expected = expected(field);
                    assert_eq!(bits(value, field.size), expected, "{place}");
                    not_0 += u32::from(expected != 0);
                }
                None => panic!("{place} is absent"),
            }
        }
        assert!(fields.unknown_fields().is_empty());
        assert!(fields.trailing().is_none_or(<[u8]>::is_empty));
    }
    let all: usize = spec::messages()
        .map(|message| message.fixed_members().len())
        .sum();
    assert_eq!(seen, all, "fixed fields");
    assert!(not_0 > 300, "{not_0} fields have a value that is not 0");
}

/// The messages that another one confirms, of either side.
fn requests() -> impl Iterator<Item = &'static model::Message> {
    spec::messages().filter(|message| message.confirmation.is_some())
}

/// What a program has to set: fixed fields that are always there and have no value that says nothing, and
/// required floating fields. With the index among the members.
fn to_be_set(message: &'static model::Message, version: u8) -> Vec<(usize, ToSet)> {
    let default = default_of(message);
    let members = default.as_known().expect("its layout is known").members();
    let index = |name: &str| {
        let found = members.iter().position(|member| member.name() == name);
        found.expect("a member of the struct")
    };
    let parts = message.parts().expect("a request has fields");
    let fixed = message.fixed_members().into_iter();
    let fixed = fixed
        .filter(|field| !field.optional && none(field).is_none())
        .filter_map(|field| Some((index(&field.name.guide), ToSet::fixed(parts, field)?)));
    let floating = parts.floating.iter().filter_map(|item| match item {
        Floating::Field(field) if field.presence == Presence::Required => Some(field),
        Floating::Field(_) | Floating::Count(_) | Floating::List(_) => None,
    });
    let floating = floating
        .filter(|field| {
            field.window.contains(version) && spec::fits(spec::number(field.tag), version)
        })
        .map(|field| (index(&field.name.guide), ToSet::Floating(field)));
    fixed.chain(floating).collect()
}

/// A field that is set.
#[derive(Debug, Clone, Copy)]
enum ToSet {
    /// The version in which the message itself is written.
    Version,
    /// A fixed field with so many bytes.
    Fixed(u32),
    /// A floating field.
    Floating(&'static FloatingField),
}

impl ToSet {
    /// `None`: bytes are reserved, and stay 0.
    fn fixed(parts: &model::Parts, field: &FixedField) -> Option<Self> {
        if parts.version_from.as_ref() == Some(&field.name.guide) {
            return Some(Self::Version);
        }
        field.ty.form.size().map(Self::Fixed)
    }

    /// Values of the field in a version.
    fn values(self, version: u8) -> BoxedStrategy<OwnedValue> {
        let number = |size: u32| 0..=i64::from(u32::MAX >> (32 - 8 * size));
        match self {
            Self::Version => Just(OwnedValue::Number(version.into())).boxed(),
            Self::Fixed(size) => number(size).prop_map(OwnedValue::Number).boxed(),
            Self::Floating(field) => match field.ty.form {
                WireForm::Text | WireForm::Bytes => text(field, version),
                WireForm::NamedVariable | WireForm::NamedArray => {
                    panic!("{}: no single field is one", field.name.guide)
                }
                form => number(form.size().expect("a number"))
                    .prop_map(OwnedValue::Number)
                    .boxed(),
            },
        }
    }
}

/// Text that a field can have in a version, with its NUL.
fn text(field: &FloatingField, version: u8) -> BoxedStrategy<OwnedValue> {
    let mut maxima = field.maxima.iter();
    let maximum = maxima.find(|maximum| maximum.window.contains(version));
    let bytes = maximum.map_or(0, |maximum| maximum.bytes as usize);
    proptest::collection::vec(0x20..0x7F_u8, 0..bytes)
        .prop_map(OwnedValue::Bytes)
        .boxed()
}

/// In every version, a request in which only that is set is encoded strictly, and read back strictly.
#[test]
fn a_request_says_nothing_but_what_is_set() {
    let mut tested = 0;
    for message in requests() {
        for version in spec::versions(message) {
            let fields = to_be_set(message, version);
            let values: Vec<_> = fields
                .iter()
                .map(|(_, field)| field.values(version))
                .collect();
            let result = TestRunner::new(config(8)).run(&values, |values| {
                let mut request = default_of(message);
                let members = request.fields_mut().expect("its layout is known");
                for ((index, _), value) in fields.iter().zip(values) {
                    let set = members.set_value(*index, value);
                    prop_assert!(set.is_ok(), "member {}", index);
                }
                let mut frame = Vec::new();
                let strict = EncodeOptions::strict();
                let encoded = request.encode_with(in_runtime(version), strict, &mut frame);
                prop_assert!(encoded.is_ok(), "{:?}", encoded);
                let read =
                    Message::decode_with(&frame, in_runtime(version), DecodeOptions::strict());
                let mut again = Vec::new();
                let read = read.map_err(|error| TestCaseError::fail(error.to_string()))?;
                let encoded = read.encode_with(in_runtime(version), strict, &mut again);
                prop_assert!(encoded.is_ok(), "{:?}", encoded);
                prop_assert_eq!(&frame, &again);
                Ok(())
            });
            assert!(
                result.is_ok(),
                "{} in {version}: {result:?}",
                message.name.guide
            );
            tested += 1;
        }
    }
    assert!(tested > 400, "{tested} requests in versions");
}

/// The places where a zero would say something else than nothing.
#[test]
fn some_defaults_are_known() {
    use cti_messages::{
        AgentState, AgentStateEvent, CallId, CallType, DeviceIdType, MonitorStartReq, OpenConf,
        OpenReq, PeripheralId, PeripheralType, SetCallDataReq, SystemEvent, TransferCallReq,
    };

    let open = OpenReq::default();
    assert_eq!(
        (open.peripheral_id, open.idle_timeout),
        (PeripheralId::NULL, u32::MAX)
    );
    let conf = OpenConf::default();
    assert_eq!(
        (conf.peripheral_type, conf.agent_state),
        (PeripheralType::NONE, AgentState::UNKNOWN)
    );
    assert_eq!(AgentStateEvent::default().agent_state, AgentState::UNKNOWN);
    assert_eq!(SetCallDataReq::default().call_type, CallType::NULL);
    // A single-step transfer has no held call.
    let transfer = TransferCallReq::default();
    assert_eq!(transfer.held_connection_call_id, CallId::NULL);
    assert_eq!(
        transfer.held_connection_device_id_type,
        ConnectionDeviceIdType::NONE
    );
    // A device monitor has the call 0.
    let monitor = MonitorStartReq::default();
    assert_eq!(monitor.connection_call_id, CallId(0));
    assert_eq!(
        monitor.connection_device_id_type,
        ConnectionDeviceIdType::NONE
    );
    assert_eq!(monitor.monitored_device_type, DeviceIdType::NONE);
    assert_eq!(SystemEvent::default().event_device_type, DeviceIdType::NONE);
}
