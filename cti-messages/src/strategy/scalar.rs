//! Values of single fields.

use std::vec;
use std::vec::Vec;

use proptest::prelude::*;
use proptest::sample::select;

use super::limits::Limits;
use crate::fields::OwnedValue;
use crate::info::{FieldInfo, FixedInfo, Form, Kind, NamedValue};
use crate::value::{NamedArray, NamedVariable};

/// Values of a fixed field.
pub(super) fn fixed(info: &FixedInfo) -> BoxedStrategy<OwnedValue> {
    match (info.kind, info.form) {
        (Kind::Bytes, Form::Sized(size)) => bytes_of(size, size),
        (kind, Form::Sized(size)) => number(kind, size),
        _ => number(Kind::Unsigned, 4),
    }
}

/// Values of a floating field.
pub(super) fn floating(info: &FieldInfo, limits: Limits) -> BoxedStrategy<OwnedValue> {
    let max = limits.max_data(info);
    match info.form {
        Form::Sized(size) => number(info.kind, size),
        Form::Bytes => bytes_of(0, max),
        Form::Text => text(max.saturating_sub(1))
            .prop_map(OwnedValue::Bytes)
            .boxed(),
        Form::NamedVariable => (name(info, limits), variable_value(info, limits))
            .prop_map(|(name, value)| OwnedValue::NamedVariable(NamedVariable::new(name, value)))
            .boxed(),
        Form::NamedArray => (
            any::<u8>(),
            name(info, limits),
            variable_value(info, limits),
        )
            .prop_map(|(index, name, value)| {
                OwnedValue::NamedArray(NamedArray::new(index, name, value))
            })
            .boxed(),
    }
}

/// Numbers of a size, with those that mean something among them.
fn number(kind: Kind, size: usize) -> BoxedStrategy<OwnedValue> {
    let bits = if size >= 4 {
        u32::MAX
    } else {
        (1 << (8 * size)) - 1
    };
    let any = prop_oneof![
        4 => any::<u32>().prop_map(move |number| number & bits),
        1 => select(vec![0, 1, bits / 2, bits / 2 + 1, bits - 1, bits]),
    ];
    let named = |values: &[NamedValue]| -> Vec<u32> {
        let mut values: Vec<u32> = values.iter().map(|value| value.value).collect();
        if values.is_empty() {
            values.push(0);
        }
        values
    };
    let numbers = match kind {
        Kind::Enumeration(info) => {
            prop_oneof![3 => select(named(info.constants)), 1 => any].boxed()
        }
        Kind::Mask(info) => prop_oneof![
            3 => proptest::collection::vec(select(named(info.bits)), 0..4)
                .prop_map(|bits| bits.into_iter().fold(0, |mask, bit| mask | bit)),
            1 => any,
        ]
        .boxed(),
        Kind::Id(info) => {
            let null = info.null.map_or(bits, |(value, _)| value & bits);
            prop_oneof![4 => any, 1 => Just(null)].boxed()
        }
        Kind::Bool => prop_oneof![4 => 0..2u32, 1 => any].boxed(),
        _ => any.boxed(),
    };
    numbers
        .prop_map(|number| OwnedValue::Number(i64::from(number)))
        .boxed()
}

/// Bytes of a length in a range, its ends more often than the rest.
fn bytes_of(min: usize, max: usize) -> BoxedStrategy<OwnedValue> {
    length(min, max)
        .prop_flat_map(|length| proptest::collection::vec(any::<u8>(), length))
        .prop_map(OwnedValue::Bytes)
        .boxed()
}

/// Lengths in a range, its ends more often than the rest.
fn length(min: usize, max: usize) -> BoxedStrategy<usize> {
    prop_oneof![
        6 => min..=max.min(min + 12),
        2 => min..=max,
        1 => Just(max),
    ]
    .boxed()
}

/// Text of up to so many bytes: ASCII mostly, at times any bytes, NUL included.
fn text(max: usize) -> BoxedStrategy<Vec<u8>> {
    length(0, max)
        .prop_flat_map(|length| {
            prop_oneof![
                5 => proptest::collection::vec(b' '..=b'~', length),
                1 => proptest::collection::vec(any::<u8>(), length),
            ]
        })
        .boxed()
}

/// Names of named variables: without a NUL.
fn name(info: &FieldInfo, limits: Limits) -> BoxedStrategy<Vec<u8>> {
    let (least, most) = match (info.parts, limits.is_strict()) {
        (Some(parts), true) => (1, parts.name - 1),
        (Some(parts), false) => (0, parts.name + 3),
        (None, _) => (0, 8),
    };
    prop_oneof![
        5 => "[a-z]{1,4}\\.[a-z]{1,20}".prop_map(Vec::from),
        1 => length(least, most)
            .prop_flat_map(|length| proptest::collection::vec(1..=u8::MAX, length)),
    ]
    .boxed()
}

/// Values of named variables.
fn variable_value(info: &FieldInfo, limits: Limits) -> BoxedStrategy<Vec<u8>> {
    let excess = if limits.is_strict() { 0 } else { 3 };
    text(info.parts.map_or(8, |parts| parts.value - 1 + excess))
}
