//! Facts of the model in the words of the specification, for all versions or one of them.

use std::collections::BTreeSet;

use crate::model::{
    Erratum, ErratumIndex, Example, FieldType, FloatingField, Meaning, NamedValue, Protocol,
    Window, is_bit_pattern,
};
use crate::words::counted;

/// A protocol in all of its versions, or as one version has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'p> {
    /// The protocol.
    pub(super) protocol: &'p Protocol,
    /// The one version.
    pub(super) version: Option<u8>,
}

impl<'p> View<'p> {
    /// Whether something with a window is there to be shown.
    pub(super) fn has(self, window: Window) -> bool {
        match self.version {
            Some(version) => window.contains(version),
            None => !window.versions(self.protocol).is_empty(),
        }
    }

    /// The versions of a window as a clause, `since 14`, where they are fewer than those around it; of
    /// one version nothing is to be said.
    pub(super) fn window(self, inner: Window, outer: Window) -> Option<String> {
        if self.version.is_some() {
            return None;
        }
        let outer = outer.versions(self.protocol);
        let since = inner.since.filter(|since| since > outer.start());
        let until = inner.until.filter(|until| until < outer.end());
        match (since, until) {
            (None, None) => None,
            (Some(since), None) => Some(format!("since {since}")),
            (None, Some(until)) => Some(format!("until {until}")),
            (Some(since), Some(until)) if since == until => Some(format!("only {since}")),
            (Some(since), Some(until)) => Some(format!("since {since} until {until}")),
        }
    }

    /// The size of a floating field, or its largest size: the newest, and the older ones as notes,
    /// `16 bytes until 18`.
    pub(super) fn maxima(
        self,
        field: &FloatingField,
        outer: Window,
    ) -> (String, impl Iterator<Item = String>) {
        let outer = outer.and(field.window);
        let maxima = field.maxima.iter();
        let maxima = maxima.filter(|maximum| self.has(maximum.window.and(outer)));
        let mut maxima: Vec<_> = maxima.collect();
        maxima.sort_by_key(|maximum| maximum.window.since);
        let newest = maxima.pop().map(|maximum| maximum.bytes);
        let newest = field.ty.form.size().or(newest);
        let older = maxima.into_iter().rev().map(move |maximum| {
            let window = self.window(maximum.window, outer);
            let window = window.map(|window| format!(" {window}"));
            counted(maximum.bytes, "byte") + &window.unwrap_or_default()
        });
        let newest = newest.map(|bytes| bytes.to_string());
        (newest.unwrap_or_default(), older)
    }

    /// The name of the basic type.
    pub(super) fn basic(self, ty: &FieldType) -> String {
        self.protocol[ty.basic].name.clone()
    }

    /// The name of the ID type, enumeration or mask.
    pub(super) fn meaning(self, ty: &FieldType) -> String {
        let name = ty.meaning.map(|meaning| match meaning {
            Meaning::Id(index) => &self.protocol[index].name,
            Meaning::Enumeration(index) => &self.protocol[index].name,
            Meaning::Mask(index) => &self.protocol[index].name,
        });
        name.map(|name| name.guide.clone()).unwrap_or_default()
    }

    /// The value that means "none": that of the field, or else of its type.
    pub(super) fn null(self, ty: &FieldType, own: Option<u32>) -> Option<String> {
        let found = self.protocol.null_of_field(ty, own)?;
        let name = found.name.as_ref().map(|name| name.guide.as_str());
        Some(null(name, found.value, ty.form.size().unwrap_or(4)))
    }

    /// The value that a field has by default: `default AGENT_STATE_LOGOUT`.
    pub(super) fn default(self, ty: &FieldType, default: Option<u32>) -> Option<String> {
        Some(format!("default {}", self.value(ty, default?)))
    }

    /// A value of a field to be shown: `example "1001"`.
    pub(super) fn example(self, ty: &FieldType, example: Option<&Example>) -> Option<String> {
        let shown = match example? {
            Example::Number(number) => self.value(ty, *number),
            Example::Text(text) => format!("{text:?}"),
            Example::Bytes(bytes) => {
                let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                format!("\"{digits}\"")
            }
            Example::Named { name, value } => format!("\"{name}={value}\""),
        };
        Some(format!("example {shown}"))
    }

    /// A value of a type: the name of the constant or bit, or a number.
    fn value(self, ty: &FieldType, value: u32) -> String {
        let named: &[NamedValue] = match ty.meaning {
            Some(Meaning::Enumeration(index)) => &self.protocol[index].values,
            Some(Meaning::Mask(index)) => &self.protocol[index].bits,
            Some(Meaning::Id(_)) | None => &[],
        };
        let mut named = named.iter().rev();
        match named.find(|named| named.value == value) {
            Some(named) => named.guide_name.clone(),
            None => readable(value, ty.form.size().unwrap_or(4)),
        }
    }

    /// The largest parts of a named variable or array: `name 33 value 211`.
    pub(super) fn parts(self, ty: &FieldType) -> Option<String> {
        let parts = self.protocol[ty.basic].parts?;
        Some(format!("name {} value {}", parts.name, parts.value))
    }

    /// The labels of errata: `E1`.
    pub(super) fn labels(self, errata: &[ErratumIndex]) -> impl Iterator<Item = String> {
        let errata = errata.iter();
        errata.map(move |index| self.protocol[*index].label.clone())
    }

    /// Errata in the order of their declaration.
    pub(super) fn errata(self, indices: &BTreeSet<ErratumIndex>) -> Vec<Erratum> {
        let errata = indices.iter();
        errata.map(|index| self.protocol[*index].clone()).collect()
    }
}

/// A value that means "none": `null NULL_CALL_ID = 0xFFFFFFFF`.
pub(super) fn null(name: Option<&str>, value: u32, width: u32) -> String {
    let name = name.map(|name| format!("{name} = ")).unwrap_or_default();
    format!("null {name}{}", readable(value, width))
}

/// A value in decimal, or in hexadecimal near the top of its width, where it is a bit pattern.
pub(super) fn readable(value: u32, width: u32) -> String {
    if is_bit_pattern(value, width) {
        hexadecimal(value, width)
    } else {
        value.to_string()
    }
}

/// A value in the hexadecimal digits of its width.
pub(super) fn hexadecimal(value: u32, width: u32) -> String {
    let digits = usize::try_from(width).map_or(8, |width| width * 2);
    format!("0x{value:0digits$X}")
}

/// Notes in a cell.
pub(super) fn notes(notes: impl IntoIterator<Item = String>) -> String {
    notes.into_iter().collect::<Vec<_>>().join(", ")
}
