//! What Wireshark knows of a field beside its name.

use cti_spec::Protocol;
use cti_spec::model::{FieldType, FloatingField, Meaning, WireForm};
use cti_spec::name::Name;

/// What a name in a filter stands for, as far as Wireshark tells types apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    Unsigned,
    Signed,
    Time,
    Text,
    Bytes,
    /// A list or an entry, which has no value.
    Node,
}

/// A field as it is registered.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Variant {
    pub(super) family: Family,
    /// The kind of field in the runtime.
    pub(super) form: &'static str,
    /// The name in the guide, which is shown.
    pub(super) label: String,
    /// The enumeration or mask, with its key.
    pub(super) meaning: Option<(&'static str, String)>,
}

impl Family {
    /// What it is called in a name.
    pub(super) fn suffix(self) -> &'static str {
        match self {
            Self::Unsigned => "uint",
            Self::Signed => "int",
            Self::Time => "time",
            Self::Text => "text",
            Self::Bytes => "bytes",
            Self::Node => "list",
        }
    }
}

/// The name in snake case, without the mark of Rust's keywords.
pub(super) fn plain(name: &Name) -> String {
    name.snake().trim_start_matches("r#").to_owned()
}

pub(super) fn node(name: &Name) -> Variant {
    Variant {
        family: Family::Node,
        form: "node",
        label: name.guide.clone(),
        meaning: None,
    }
}

/// A secret is shown as text, whatever it is.
pub(super) fn of_floating(protocol: &Protocol, field: &FloatingField) -> Variant {
    let variant = of_type(protocol, &field.name, &field.ty);
    if field.secret {
        return Variant {
            family: Family::Text,
            form: "secret",
            ..variant
        };
    }
    variant
}

pub(super) fn of_type(protocol: &Protocol, name: &Name, ty: &FieldType) -> Variant {
    let (family, form) = match ty.form {
        WireForm::Unsigned(1) => (Family::Unsigned, "uint8"),
        WireForm::Unsigned(2) => (Family::Unsigned, "uint16"),
        WireForm::Unsigned(_) => (Family::Unsigned, "uint32"),
        WireForm::Signed(1) => (Family::Signed, "int8"),
        WireForm::Signed(2) => (Family::Signed, "int16"),
        WireForm::Signed(_) => (Family::Signed, "int32"),
        WireForm::Bool => (Family::Unsigned, "bool"),
        WireForm::Time => (Family::Time, "time"),
        WireForm::Text => (Family::Text, "text"),
        WireForm::Bytes => (Family::Bytes, "bytes"),
        WireForm::NamedVariable => (Family::Text, "named_variable"),
        WireForm::NamedArray => (Family::Text, "named_array"),
    };
    let meaning = match ty.meaning {
        Some(Meaning::Enumeration(index)) => {
            Some(("enumeration", protocol[index].name.guide.clone()))
        }
        Some(Meaning::Mask(index)) => Some(("mask", protocol[index].name.guide.clone())),
        // An ID is a number like any other; its null value is said at the field.
        Some(Meaning::Id(_)) | None => None,
    };
    Variant {
        family,
        form,
        label: name.guide.clone(),
        meaning,
    }
}
