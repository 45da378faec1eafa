//! Frames put together from the floating fields that a message knows, mostly.

mod counts;
mod pool;

use std::sync::LazyLock;

use arbitrary::{Result, Unstructured};
use cti_messages::info::{Form, MessageInfo};
use cti_messages::{MessageType, ProtocolVersion};

use crate::contract;
use crate::frames::{Field, Pieces, fixed_bytes, put_together};
use counts::set_counts;
use pool::Known;

/// The most fields of a frame: enough for several entries of every list.
const MAX_FIELDS: usize = 96;

/// The bytes choose a message, a version, the fixed part, and field by field.
///
/// # Panics
/// If the contract is broken.
pub fn decode_fields(data: &[u8]) {
    let mut choices = Unstructured::new(data);
    if let Ok((version, frame)) = frame(&mut choices) {
        contract::holds_for(&frame, version);
    }
}

/// All messages with a layout, in the order in which an input numbers them.
pub static MESSAGES: LazyLock<Vec<&'static MessageInfo>> = LazyLock::new(|| {
    MessageType::ALL
        .iter()
        .filter_map(|message| message.info())
        .collect()
});

/// The frame that some bytes choose, and its version.
///
/// # Errors
/// If the bytes do not even choose a message.
pub fn frame(choices: &mut Unstructured<'_>) -> Result<(ProtocolVersion, Vec<u8>)> {
    let info = MESSAGES[below(choices, MESSAGES.len())?];
    let version = below(choices, ProtocolVersion::all().count())?;
    let version = ProtocolVersion::all().nth(version).unwrap_or_default();
    // How the counts are set; see `counts`.
    let truth = choices.arbitrary()?;
    let mut pieces = Pieces {
        message_type: info.message_type.0,
        fixed: fixed_part(choices, info, version)?,
        fields: Vec::new(),
    };
    let known = pool::of(info);
    while !choices.is_empty() && pieces.fields.len() < MAX_FIELDS {
        pieces.fields.push(field(choices, &known, version)?);
    }
    set_counts(&mut pieces, info, version, truth);
    Ok((version, put_together(&pieces, version)))
}

/// An input that chooses a message, a version, true counts, and each known field once, one entry
/// for each list.
#[must_use]
pub fn seed(message: usize, version: ProtocolVersion) -> Vec<u8> {
    let index = ProtocolVersion::all().position(|known| known == version);
    let byte = |number: usize| u8::try_from(number).unwrap_or(u8::MAX);
    let known = pool::of(MESSAGES[message]);
    let mut seed = vec![byte(message), byte(index.unwrap_or_default()), 0, 0, 1];
    for index in 0..known.len() {
        seed.extend([byte(index), 0, b'a']);
    }
    seed
}

/// A number below another one, from one byte: what a byte means then depends on it alone, so that
/// inputs can be changed and crossed.
fn below(choices: &mut Unstructured<'_>, end: usize) -> Result<usize> {
    Ok(usize::from(choices.arbitrary::<u8>()?) % end.max(1))
}

/// The fixed part: one byte throughout, or chosen byte by byte; now and then of a wrong length.
fn fixed_part(
    choices: &mut Unstructured<'_>,
    info: &MessageInfo,
    version: ProtocolVersion,
) -> Result<Vec<u8>> {
    let length = fixed_bytes(info, version);
    let (way, fill): (u8, u8) = choices.arbitrary()?;
    let mut fixed = vec![fill; length];
    if way & 1 == 1 {
        let chosen = length.min(choices.len());
        choices.fill_buffer(&mut fixed[..chosen])?;
    }
    if let Some(place) = info.version_at.and_then(|at| fixed.get_mut(at..at + 4))
        && way & 2 == 0
    {
        place.copy_from_slice(&u32::from(version.number()).to_be_bytes());
    }
    if way >= 0xF0 {
        fixed.truncate(usize::from(fill) % (length + 1));
    }
    Ok(fixed)
}

/// A floating field, mostly one that the message knows.
fn field(
    choices: &mut Unstructured<'_>,
    known: &[Known],
    version: ProtocolVersion,
) -> Result<Field> {
    let which = below(choices, known.len() + 1)?;
    let way: u8 = choices.arbitrary()?;
    let Some(known) = known.get(which) else {
        let tag = choices.arbitrary()?;
        let data = choices.bytes(usize::from(way).min(choices.len()))?.to_vec();
        return Ok(Field { tag, data });
    };
    let mut data = data(choices, known, way, version)?;
    match way >> 5 {
        // Most fields are as they should be.
        0..=3 => {}
        4 => data.truncate(usize::from(way & 0x1F) % (data.len() + 1)),
        5 => data.extend(std::iter::repeat_n(way, usize::from(way & 0x1F))),
        6 => data = data.repeat(usize::from(way & 0x1F) + 1),
        _ => {
            data = choices
                .bytes(usize::from(way & 0x1F).min(choices.len()))?
                .to_vec()
        }
    }
    // What the length of a field cannot tell would be cut anyhow, in the middle of the next one.
    data.truncate(if version.has_wide_tags() { 4096 } else { 255 });
    Ok(Field {
        tag: known.tag,
        data,
    })
}

/// Data of the right form.
fn data(
    choices: &mut Unstructured<'_>,
    known: &Known,
    way: u8,
    version: ProtocolVersion,
) -> Result<Vec<u8>> {
    let text = |choices: &mut Unstructured<'_>| -> Result<Vec<u8>> {
        let first: u8 = choices.arbitrary()?;
        let length = usize::from(way & 0x1F);
        let mut text = vec![first; length.min(known.max(version))];
        if way & 0x20 != 0 {
            let rest = length.min(choices.len());
            text = choices.bytes(rest)?.to_vec();
        }
        text.push(0);
        Ok(text)
    };
    Ok(match known.form {
        Form::Sized(size) => {
            let mut data = vec![0; size];
            let chosen = size.min(if way & 0x20 == 0 { 1 } else { size });
            choices.fill_buffer(&mut data[size - chosen..])?;
            data
        }
        Form::Text | Form::Bytes => text(choices)?,
        Form::NamedVariable => [text(choices)?, text(choices)?].concat(),
        Form::NamedArray => [vec![way], text(choices)?, text(choices)?].concat(),
        other => unreachable!("not known to the tests: {other:?}"),
    })
}
