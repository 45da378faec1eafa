//! Values of floating fields.

use super::Scalar;
use super::fixed::bits_of;
use super::terminator::{name_and_value, without_nul};
use crate::fields::{OwnedValue, Reveal, SecretValue, Value};
use crate::info::{Form, Kind};
use crate::value::{Bytes, NamedArray, NamedVariable, Secret, Text};

/// The data of a field that is to be written.
// No `Debug`: the data may be a secret.
#[derive(Clone, Copy)]
pub enum Data<'v> {
    /// The low bytes of a number, and how many.
    Bits(u32, usize),
    /// Bytes as they are.
    Bytes(&'v [u8]),
    /// Text without its NUL.
    Text(&'v [u8]),
    /// A named variable, or with an index an element of a named array.
    Named {
        /// The index.
        index: Option<u8>,
        /// The name without its NUL.
        name: &'v [u8],
        /// The value without its NUL.
        value: &'v [u8],
    },
}

/// A value of a field, apart from how it is read.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no value of a field",
    note = "a field holds an integer, `Bool`, `Time`, `Text`, `Bytes`, `NamedVariable`, `NamedArray`, an ID, an enumeration, a mask, or a `Secret` of one of them; in the fixed part also `[u8; N]`"
)]
pub trait WireValue: Sized {
    /// What it means.
    const KIND: Kind;
    /// Its form.
    const FORM: Form;
    /// Whether it must not be shown.
    const SECRET: bool = false;

    /// Its data.
    fn to_data(&self) -> Data<'_>;

    /// The value, to be shown; `signed` as in [`crate::info::FieldInfo::signed`].
    fn to_shown(&self, signed: bool) -> Value<'_>;

    /// The value of what someone wrote down; `None` if that is no such value.
    fn from_written(value: OwnedValue) -> Option<Self>;
}

/// A value that may stand in a floating field.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in a floating field",
    note = "a floating field holds an integer, `Bool`, `Time`, `Text`, `Bytes`, `NamedVariable`, `NamedArray`, an ID, an enumeration, a mask, or a `Secret` of one of them"
)]
pub trait FieldValue<'a>: WireValue {
    /// The value of these data; `None` if they do not fit its form.
    fn from_data(data: &'a [u8]) -> Option<Self>;
}

impl<T: Scalar> WireValue for T {
    const KIND: Kind = <T as Scalar>::KIND;
    const FORM: Form = Form::Sized(<T as Scalar>::SIZE);

    #[inline]
    fn to_data(&self) -> Data<'_> {
        Data::Bits(self.to_u32(), <T as Scalar>::SIZE)
    }

    fn to_shown(&self, signed: bool) -> Value<'_> {
        Value::of_bits(
            self.to_u32(),
            <T as Scalar>::KIND,
            <T as Scalar>::SIZE,
            signed,
        )
    }

    fn from_written(value: OwnedValue) -> Option<Self> {
        value.bits(<T as Scalar>::SIZE).map(T::from_u32)
    }
}

impl<'a, T: Scalar> FieldValue<'a> for T {
    #[inline]
    fn from_data(data: &'a [u8]) -> Option<Self> {
        (data.len() == <T as Scalar>::SIZE).then(|| T::from_u32(bits_of(data)))
    }
}

impl WireValue for Text<'_> {
    const KIND: Kind = Kind::Text;
    const FORM: Form = Form::Text;

    #[inline]
    fn to_data(&self) -> Data<'_> {
        Data::Text(self.as_bytes())
    }

    fn to_shown(&self, _signed: bool) -> Value<'_> {
        Value::Text(self.as_bytes())
    }

    fn from_written(value: OwnedValue) -> Option<Self> {
        match value {
            OwnedValue::Bytes(bytes) => Some(bytes.into()),
            _ => None,
        }
    }
}

impl<'a> FieldValue<'a> for Text<'a> {
    #[inline]
    fn from_data(data: &'a [u8]) -> Option<Self> {
        Some(Self::from_bytes(without_nul(data)))
    }
}

impl WireValue for Bytes<'_> {
    const KIND: Kind = Kind::Bytes;
    const FORM: Form = Form::Bytes;

    #[inline]
    fn to_data(&self) -> Data<'_> {
        Data::Bytes(self.as_bytes())
    }

    fn to_shown(&self, _signed: bool) -> Value<'_> {
        Value::Bytes(self.as_bytes())
    }

    fn from_written(value: OwnedValue) -> Option<Self> {
        match value {
            OwnedValue::Bytes(bytes) => Some(bytes.into()),
            _ => None,
        }
    }
}

impl<'a> FieldValue<'a> for Bytes<'a> {
    #[inline]
    fn from_data(data: &'a [u8]) -> Option<Self> {
        Some(data.into())
    }
}

impl WireValue for NamedVariable<'_> {
    const KIND: Kind = Kind::NamedVariable;
    const FORM: Form = Form::NamedVariable;

    fn to_data(&self) -> Data<'_> {
        Data::Named {
            index: None,
            name: self.name.as_bytes(),
            value: self.value.as_bytes(),
        }
    }

    fn to_shown(&self, _signed: bool) -> Value<'_> {
        Value::NamedVariable(self)
    }

    fn from_written(value: OwnedValue) -> Option<Self> {
        match value {
            OwnedValue::NamedVariable(variable) => Some(variable),
            _ => None,
        }
    }
}

impl<'a> FieldValue<'a> for NamedVariable<'a> {
    fn from_data(data: &'a [u8]) -> Option<Self> {
        let (name, value) = name_and_value(data)?;
        Some(Self {
            name: Text::from_bytes(name),
            value: Text::from_bytes(value),
        })
    }
}

impl WireValue for NamedArray<'_> {
    const KIND: Kind = Kind::NamedArray;
    const FORM: Form = Form::NamedArray;

    fn to_data(&self) -> Data<'_> {
        Data::Named {
            index: Some(self.index),
            name: self.name.as_bytes(),
            value: self.value.as_bytes(),
        }
    }

    fn to_shown(&self, _signed: bool) -> Value<'_> {
        Value::NamedArray(self)
    }

    fn from_written(value: OwnedValue) -> Option<Self> {
        match value {
            OwnedValue::NamedArray(element) => Some(element),
            _ => None,
        }
    }
}

impl<'a> FieldValue<'a> for NamedArray<'a> {
    fn from_data(data: &'a [u8]) -> Option<Self> {
        let (index, rest) = data.split_first()?;
        let (name, value) = name_and_value(rest)?;
        Some(Self {
            index: *index,
            name: Text::from_bytes(name),
            value: Text::from_bytes(value),
        })
    }
}

impl<T: WireValue> Reveal for T {
    fn reveal(&self, signed: bool) -> Value<'_> {
        self.to_shown(signed)
    }
}

impl<T: WireValue> WireValue for Secret<T> {
    const KIND: Kind = T::KIND;
    const FORM: Form = T::FORM;
    const SECRET: bool = true;

    #[inline]
    fn to_data(&self) -> Data<'_> {
        self.0.to_data()
    }

    fn to_shown(&self, signed: bool) -> Value<'_> {
        Value::Secret(SecretValue::new(&self.0, signed))
    }

    fn from_written(value: OwnedValue) -> Option<Self> {
        T::from_written(value).map(Self)
    }
}

impl<'a, T: FieldValue<'a>> FieldValue<'a> for Secret<T> {
    #[inline]
    fn from_data(data: &'a [u8]) -> Option<Self> {
        T::from_data(data).map(Self)
    }
}
