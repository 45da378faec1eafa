//! Comparison of the two decoders: the one of `cti-messages`, seen through its reflection, and the
//! naive one.

use cti_messages::fields::{Fields, Value};
use cti_messages::info::{ElementInfo, MemberInfo};
use cti_messages::{
    DecodeError, DecodeErrorKind, DecodeOptions, Message, Mode, PartsError, ProtocolVersion,
};

use crate::naive::{self, Content, Decoded, Fault, Kind, Member, Naive, Part, PartsKind, Unknown};
use crate::spec;

/// What decoding a frame comes to.
pub type Outcome = Result<Decoded, Fault>;

/// What the naive decoder says.
///
/// # Errors
/// What is wrong with the frame.
pub fn naive(frame: &[u8], version: ProtocolVersion, mode: Mode) -> Outcome {
    Naive::new(spec::protocol()).decode(frame, version.number(), mode == Mode::Strict)
}

/// What the decoder of `cti-messages` says.
///
/// # Errors
/// What is wrong with the frame.
pub fn derived(frame: &[u8], version: ProtocolVersion, mode: Mode) -> Outcome {
    let options = DecodeOptions::default().with_mode(mode);
    match Message::decode_with(frame, version, options) {
        Ok(message) => Ok(decoded(&message)),
        Err(error) => Err(fault(&error)),
    }
}

/// Decodes a frame with both decoders.
///
/// # Errors
/// If they disagree; says how.
pub fn compare(frame: &[u8], version: ProtocolVersion, mode: Mode) -> Result<Outcome, String> {
    let (naive, derived) = (naive(frame, version, mode), derived(frame, version, mode));
    if naive == derived {
        return Ok(naive);
    }
    let frame = hex::encode(frame);
    Err(format!(
        "{version} {mode:?}: {frame}\n  naive: {naive:?}\n  derived: {derived:?}"
    ))
}

fn decoded(message: &Message<'_>) -> Decoded {
    let content = match message.as_known() {
        Err(unknown) => Content::Body(unknown.body.as_bytes().to_vec()),
        Ok(known) => match known.trailing() {
            Some(bytes) => Content::Trailing(bytes.to_vec()),
            None => Content::Part(part(known)),
        },
    };
    Decoded {
        number: message.message_type().0,
        name: message.name().map(str::to_owned),
        content,
    }
}

fn part(fields: &dyn Fields) -> Part {
    let members = fields.members().iter().enumerate();
    Part {
        members: members
            .map(|(index, member)| Member {
                name: member.name().to_owned(),
                value: fields.value(index).map(|shown| value(member, shown)),
            })
            .collect(),
        unknown: fields
            .unknown_fields()
            .iter()
            .map(|field| Unknown {
                tag: field.tag.0,
                data: field.data.as_bytes().to_vec(),
                after: field.after as usize,
            })
            .collect(),
    }
}

fn value(member: &MemberInfo, value: Value<'_>) -> naive::Value {
    match value {
        Value::Entries(entries) => naive::Value::Entries(
            (0..entries.count())
                .filter_map(|index| entries.entry(index))
                .map(part)
                .collect(),
        ),
        Value::Values(values) => {
            let signed = matches!(
                member,
                MemberInfo::List(list)
                    if matches!(&list.element, ElementInfo::Value(field) if field.signed)
            );
            naive::Value::Values(
                (0..values.count())
                    .filter_map(|index| values.value(index, signed))
                    .map(plain)
                    .collect(),
            )
        }
        value => plain(value),
    }
}

fn plain(value: Value<'_>) -> naive::Value {
    match value.reveal() {
        Value::Number(number) | Value::Id(number, _) => naive::Value::Number(number),
        Value::Enumeration(bits, _) | Value::Mask(bits, _) => naive::Value::Number(bits.into()),
        Value::Bool(value) => naive::Value::Number(value.0.into()),
        Value::Time(time) => naive::Value::Number(time.0.into()),
        Value::Text(text) => naive::Value::Text(text.to_vec()),
        Value::Bytes(bytes) => naive::Value::Bytes(bytes.to_vec()),
        Value::NamedVariable(variable) => naive::Value::Named {
            index: None,
            name: variable.name.as_bytes().to_vec(),
            value: variable.value.as_bytes().to_vec(),
        },
        Value::NamedArray(element) => naive::Value::Named {
            index: Some(element.index),
            name: element.name.as_bytes().to_vec(),
            value: element.value.as_bytes().to_vec(),
        },
        Value::Entries(_) | Value::Values(_) | Value::Secret(_) => {
            unreachable!("a list in a list of values")
        }
        other => unreachable!("not known to the tests: {other:?}"),
    }
}

fn fault(error: &DecodeError) -> Fault {
    let kind = kind(error.kind());
    Fault::new(kind, error.message(), error.field(), error.offset())
}

fn kind(kind: DecodeErrorKind) -> Kind {
    match kind {
        DecodeErrorKind::TruncatedHeader { actual } => Kind::TruncatedHeader { actual },
        DecodeErrorKind::LengthMismatch { declared, actual } => {
            Kind::LengthMismatch { declared, actual }
        }
        DecodeErrorKind::FrameTooLong { length, limit } => Kind::FrameTooLong { length, limit },
        DecodeErrorKind::TruncatedFixedPart { needed, actual } => {
            Kind::TruncatedFixedPart { needed, actual }
        }
        DecodeErrorKind::TruncatedFieldHeader { actual } => Kind::TruncatedFieldHeader { actual },
        DecodeErrorKind::TruncatedField { declared, actual } => {
            Kind::TruncatedField { declared, actual }
        }
        DecodeErrorKind::CountMismatch { declared, actual } => {
            Kind::CountMismatch { declared, actual }
        }
        DecodeErrorKind::FieldTooLong { length, max } => Kind::FieldTooLong { length, max },
        DecodeErrorKind::Parts(PartsError::NoName) => Kind::Parts(PartsKind::NoName),
        DecodeErrorKind::Parts(PartsError::Name { length, max }) => {
            Kind::Parts(PartsKind::Name { length, max })
        }
        DecodeErrorKind::Parts(PartsError::Value { length, max }) => {
            Kind::Parts(PartsKind::Value { length, max })
        }
        DecodeErrorKind::NotTerminated => Kind::NotTerminated,
        DecodeErrorKind::Repeated => Kind::Repeated,
        DecodeErrorKind::TypeMismatch { length } => Kind::TypeMismatch { length },
        DecodeErrorKind::FieldOutsideVersion => Kind::FieldOutsideVersion,
        DecodeErrorKind::MessageOutsideVersion => Kind::MessageOutsideVersion,
        DecodeErrorKind::Missing => Kind::Missing,
        DecodeErrorKind::ListTooLong { max } => Kind::ListTooLong { max },
        DecodeErrorKind::ListsTooLong { max } => Kind::ListsTooLong { max },
        DecodeErrorKind::UnsupportedVersion { version } => {
            Kind::UnsupportedVersion { version: version.0 }
        }
        // `UnexpectedType` is no error of `Message::decode_with`; of others nobody knows.
        other => panic!("an error that no frame of any message has: {other:?}"),
    }
}
