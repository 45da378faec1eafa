//! Named variables and arrays.

use cti_messages::{NamedArray, NamedVariable};

use super::read::{self, Taken, text_of};
use super::write;

/// Name and value, parted by the first NUL.
#[inline]
fn name_and_value(data: &[u8]) -> Option<(&[u8], &[u8])> {
    const ONES: u64 = u64::MAX / 255;
    // Eight bytes at a time: the lowest bit that is left belongs to the first byte that is 0.
    let (words, rest) = data.as_chunks::<8>();
    let nuls = words.iter().map(|word| {
        let word = u64::from_le_bytes(*word);
        word.wrapping_sub(ONES) & !word & (ONES << 7)
    });
    let end = match nuls.enumerate().find(|(_, nuls)| *nuls != 0) {
        Some((index, nuls)) => 8 * index + nuls.trailing_zeros() as usize / 8,
        None => 8 * words.len() + rest.iter().position(|byte| *byte == 0)?,
    };
    Some((&data[..end], &data[end + 1..]))
}

/// The most entries for which room is made by their count alone.
const BELIEVED: usize = 64;

pub(super) fn read_variable<'a>(
    list: &mut Vec<NamedVariable<'a>>,
    count: usize,
    fields: &read::Floating<'a>,
    data: &'a [u8],
) -> Taken {
    let Some((name, value)) = name_and_value(data) else {
        return Some(false);
    };
    if list.capacity() == 0 {
        list.reserve_exact(fields.room(count, BELIEVED, 1, 1));
    }
    list.push(NamedVariable {
        name: cti_messages::Text::from_bytes(name),
        value: text_of(value),
    });
    Some(true)
}

pub(super) fn read_array<'a>(
    list: &mut Vec<NamedArray<'a>>,
    count: usize,
    fields: &read::Floating<'a>,
    data: &'a [u8],
) -> Taken {
    let Some(([index], (name, value))) = data
        .split_first_chunk()
        .and_then(|(index, rest)| Some((*index, name_and_value(rest)?)))
    else {
        return Some(false);
    };
    if list.capacity() == 0 {
        list.reserve_exact(fields.room(count, BELIEVED, 1, 2));
    }
    list.push(NamedArray {
        index,
        name: cti_messages::Text::from_bytes(name),
        value: text_of(value),
    });
    Some(true)
}

fn check(name: &[u8], value: &[u8]) -> Option<()> {
    (!name.is_empty() && name.len() < 33 && value.len() < 211 && !name.contains(&0)).then_some(())
}

pub(super) fn write_variables(
    fields: &mut write::Floating,
    list: &[NamedVariable<'_>],
) -> Option<()> {
    for variable in list {
        let (name, value) = (variable.name.as_bytes(), variable.value.as_bytes());
        check(name, value)?;
        fields.named_header(82, name.len() + value.len() + 2)?;
        fields.raw(name);
        fields.raw(&[0]);
        fields.raw(value);
        fields.raw(&[0]);
    }
    Some(())
}

pub(super) fn write_arrays(fields: &mut write::Floating, list: &[NamedArray<'_>]) -> Option<()> {
    for element in list {
        let (name, value) = (element.name.as_bytes(), element.value.as_bytes());
        check(name, value)?;
        fields.named_header(83, name.len() + value.len() + 3)?;
        fields.raw(&[element.index]);
        fields.raw(name);
        fields.raw(&[0]);
        fields.raw(value);
        fields.raw(&[0]);
    }
    Some(())
}
