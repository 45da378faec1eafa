//! The fields, counts and lists of messages and entries, a row each.

use cti_spec::Protocol;
use cti_spec::model::{
    Element, FieldType, FixedField, Floating, FloatingField, List, ListStyle, Meaning, Presence,
    Window, WireForm,
};

use super::fields::Fields;
use super::lua::{Row, text};
use super::values::NONE;

/// The tables that members refer to.
#[derive(Clone, Copy)]
pub(super) struct Members<'p> {
    pub(super) protocol: &'p Protocol,
    pub(super) fields: &'p Fields,
}

impl Members<'_> {
    /// A field of the fixed part.
    pub(super) fn fixed(self, field: &FixedField) -> Row {
        Row::default()
            .with(self.fields.field(self.protocol, &field.name, &field.ty))
            .set("size", field.size)
            .set_some("counts", field.counts.as_deref().map(text))
            .set_some("nulls", self.nulls(field.null, &field.ty))
            .window(field.window)
    }

    /// An item of a floating part or an entry.
    pub(super) fn floating(self, item: &Floating) -> Row {
        match item {
            Floating::Field(field) => self.field(field),
            Floating::Count(count) => Row::default()
                .with(self.fields.field(self.protocol, &count.name, &count.ty))
                .set("tag", self.protocol[count.tag].number)
                .set_some("size", count.ty.form.size())
                .set("counts", text(&count.list))
                .set_if("required", count.presence == Presence::Required)
                .window(count.window),
            Floating::List(list) => self.list(list),
        }
    }

    fn field(self, field: &FloatingField) -> Row {
        let size = field.ty.form.size();
        let max = || match &field.maxima[..] {
            [only] if only.window == Window::default() => only.bytes.to_string(),
            maxima => maxima
                .iter()
                .fold(Row::default(), |row, max| {
                    row.with(Row::default().with(max.bytes).window(max.window))
                })
                .to_string(),
        };
        let parts = self.protocol[field.ty.basic].parts;
        let parts = parts.map(|parts| Row::default().with(parts.name).with(parts.value));
        Row::default()
            .with(self.fields.floating(self.protocol, field))
            .set("tag", self.protocol[field.tag].number)
            .set_some("size", size)
            .set_some("max", size.is_none().then(max))
            .set_some("parts", parts)
            .set_some("nulls", self.nulls(field.null, &field.ty))
            .set_if("required", field.presence == Presence::Required)
            .set_some("secret", field.secret.then(|| text(secret_kind(&field.ty))))
            .window(field.window)
    }

    fn list(self, list: &List) -> Row {
        let style = match list.style {
            ListStyle::Single => "single",
            ListStyle::Array => "array",
            ListStyle::Ordered => "ordered",
            ListStyle::Records => "records",
            ListStyle::Columns => "columns",
        };
        let row = Row::default()
            .with(self.fields.node(&list.name))
            .set("list", text(&list.name.guide))
            .set("style", text(style));
        let row = match &list.element {
            Element::Member(member) => row.set("member", self.field(member)),
            Element::Entry(entry) => row.set("entry", text(&self.protocol[*entry].name.guide)),
        };
        row.set_some("max", list.max).window(list.window)
    }

    /// The values that mean "none", with their names: that of the field, and that of its ID.
    fn nulls(self, of_field: Option<u32>, ty: &FieldType) -> Option<Row> {
        let of_id = match ty.meaning {
            Some(Meaning::Id(id)) => self.protocol[id].null.as_ref(),
            _ => None,
        };
        let of_id = of_id.map(|null| {
            let name = null.name.as_ref().map_or(NONE, |name| &name.guide);
            (null.value, name)
        });
        let mut nulls = of_field.map(|value| (value, NONE)).into_iter().chain(of_id);
        let first = nulls.next()?;
        let row = |(value, name): (u32, &str)| Row::default().with(value).with(text(name));
        let rows = Row::default().with(row(first));
        Some(nulls.fold(rows, |rows, null| rows.with(row(null))))
    }
}

/// What a secret would be if it were shown; what is wrong with it is said all the same.
fn secret_kind(ty: &FieldType) -> &'static str {
    match ty.form {
        WireForm::Text => "text",
        _ => "bytes",
    }
}
