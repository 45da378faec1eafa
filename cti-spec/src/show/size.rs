//! The least and the largest size of a message.

use crate::model::{
    Element, Floating, FloatingField, HEADER_BYTES, ListStyle, Message, Presence, Protocol,
    WireForm,
};

/// The sizes of a message in a version, header included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sizes {
    /// The least: a fixed part with the fields that the guide requires, as short as they may be.
    pub(super) least: u64,
    /// The largest, with every field and list at its maximum; `None` if that is more than a frame, or
    /// a list has no maximum.
    pub(super) largest: Option<u64>,
}

/// The sizes of a message in a version that has it; `None` if its layout is not known.
pub(super) fn of(protocol: &Protocol, message: &Message, version: u8) -> Option<Sizes> {
    let parts = message.parts()?;
    let layouts = parts.layouts.iter();
    let layouts = layouts.filter(|layout| layout.window.contains(version));
    let fixed = layouts.map(|layout| u64::from(layout.size_in(version)));
    let measure = Measure { protocol, version };
    let header = u64::from(HEADER_BYTES);
    let required = parts.floating.iter().filter_map(|item| match item {
        Floating::Field(field) if field.presence == Presence::Required => {
            measure.field(field, least(field))
        }
        _ => None,
    });
    let largest = measure.items(&parts.floating);
    let fixed_part = header + fixed.clone().max().unwrap_or(0);
    let largest = largest.map(|floating| floating.saturating_add(fixed_part));
    Some(Sizes {
        least: header + fixed.min().unwrap_or(0) + required.sum::<u64>(),
        largest: largest.filter(|&bytes| bytes <= u64::from(protocol.frame_limit)),
    })
}

/// The least data of a field: that of an empty text, or of the shortest name.
fn least(field: &FloatingField) -> u64 {
    match field.ty.form {
        WireForm::Text => 1,
        WireForm::Bytes => 0,
        WireForm::NamedVariable => 3,
        WireForm::NamedArray => 4,
        form => form.size().map_or(0, u64::from),
    }
}

/// Adds up floating fields in a version.
#[derive(Clone, Copy)]
struct Measure<'p> {
    protocol: &'p Protocol,
    version: u8,
}

impl Measure<'_> {
    fn is_wide(self) -> bool {
        self.version >= self.protocol.wide_tags_since
    }

    /// The bytes of tag and length.
    fn head(self) -> u64 {
        if self.is_wide() { 4 } else { 2 }
    }

    /// A field with its data; `None` if the version lacks it.
    fn field(self, field: &FloatingField, data: u64) -> Option<u64> {
        let has = field.window.contains(self.version);
        has.then(|| data.saturating_add(self.head()))
    }

    /// The largest size of a field that comes so many times, in one field if it is an array.
    fn fields(self, field: &FloatingField, count: u64, is_array: bool) -> u64 {
        let data = u64::from(field.max_in(self.version).unwrap_or(0));
        if is_array && self.is_wide() {
            self.field(field, data.saturating_mul(count)).unwrap_or(0)
        } else {
            self.field(field, data).unwrap_or(0).saturating_mul(count)
        }
    }

    /// The largest size of some items; `None` if a list has no maximum.
    fn items(self, items: &[Floating]) -> Option<u64> {
        let sizes = items.iter().map(|item| match item {
            Floating::Field(field) => Some(self.fields(field, 1, false)),
            Floating::Count(count) => {
                let has = count.window.contains(self.version);
                let size = u64::from(count.ty.form.size().unwrap_or(0));
                Some(if has { self.head() + size } else { 0 })
            }
            Floating::List(list) if !list.window.contains(self.version) => Some(0),
            Floating::List(list) => {
                let max = u64::from(list.max?);
                let is_array = matches!(list.style, ListStyle::Array | ListStyle::Columns);
                match &list.element {
                    Element::Member(member) => Some(self.fields(member, max, is_array)),
                    Element::Entry(entry) if is_array => {
                        let members = self.protocol[*entry].members.iter();
                        let sizes = members.map(|member| match member {
                            Floating::Field(field) => self.fields(field, max, true),
                            Floating::Count(_) | Floating::List(_) => 0,
                        });
                        Some(sizes.fold(0, u64::saturating_add))
                    }
                    Element::Entry(entry) => {
                        // Lists in lists may have more than any number says.
                        let size = self.items(&self.protocol[*entry].members)?;
                        Some(size.saturating_mul(max))
                    }
                }
            }
        });
        sizes
            .into_iter()
            .try_fold(0_u64, |sum, size| Some(sum.saturating_add(size?)))
    }
}
