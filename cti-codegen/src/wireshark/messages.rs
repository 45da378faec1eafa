//! The tables of the protocol: named values; the entries of lists and the messages, with their fields,
//! counts and lists, a row each; and which message answers which.

use cti_spec::Protocol;
use cti_spec::model::{
    Body, BodyShape, Element, FieldType, FixedField, Floating, FloatingField, Layout, List,
    ListStyle, Meaning, Message, MessageIndex, NamedValue, Parts, Presence, Window, WireForm,
};

use super::fields::Fields;
use super::lua::{Lua, Row, text};
use crate::links::Links;

/// How an absent value is called where the guide has no name for it.
const NONE: &str = "none";

/// Writes the tables of names.
pub(super) fn write_values(lua: &mut Lua, protocol: &Protocol) {
    lua.line("");
    lua.line(
        "-- The names of values: { value, name }, with the versions in which it has the name.",
    );
    lua.open("local enumerations = {");
    for table in &protocol.enumerations {
        lua.open(&format!("{} = {{", table.name.guide));
        for value in &table.values {
            let row = row(value.value, &value.guide_name).window(value.window);
            lua.line(&format!("{row},"));
        }
        if let Some(null) = &table.null {
            let name = null.name.as_ref().map_or(NONE, |name| &name.guide);
            lua.line(&format!(
                "{},",
                row(null.value, name).window(Window::default())
            ));
        }
        lua.close("},");
    }
    lua.close("}");

    lua.line("");
    lua.line("-- The names of bits: { bits, name, name in filters }.");
    lua.open("local masks = {");
    for mask in &protocol.masks {
        lua.open(&format!("{} = {{", mask.name.guide));
        for bit in &mask.bits {
            lua.line(&format!("{},", bit_row(bit)));
        }
        lua.close("},");
    }
    lua.close("}");

    lua.line("");
    lua.open("local tag_names = {");
    for tag in &protocol.tags {
        lua.line(&format!("[{}] = {},", tag.number, text(&tag.name.guide)));
    }
    lua.close("}");
}

fn row(value: u32, name: &str) -> Row {
    Row::default().with(value).with(text(name))
}

fn bit_row(bit: &NamedValue) -> Row {
    // Constants of Rust are in capitals, names in filters are not.
    let filter = bit.rust_name.to_ascii_lowercase();
    row(bit.value, &bit.guide_name).with(text(&filter))
}

/// Writes the tables of entries and messages.
pub(super) fn write(lua: &mut Lua, protocol: &Protocol, fields: &Fields) {
    let members = Members { protocol, fields };
    lua.line("");
    lua.line("-- The entries of lists, with their members in order.");
    lua.open("local entries = {");
    for entry in &protocol.entries {
        lua.open(&format!("{} = {{", entry.name.guide));
        lua.line(&format!("{},", fields.node(&entry.name)));
        floating(lua, members, "members", &entry.members);
        lua.close("},");
    }
    lua.close("}");

    lua.line("");
    lua.line("-- The messages by number.");
    lua.open("local messages = {");
    let links = Links::of(protocol);
    for (index, message) in protocol.messages.iter().enumerate() {
        lua.open(&format!("[{}] = {{", message.number));
        self::message(lua, members, message);
        answers(lua, protocol, &links, MessageIndex(index));
        lua.close("},");
    }
    lua.close("}");
}

fn message(lua: &mut Lua, members: Members<'_>, message: &Message) {
    lua.line(&format!("name = {},", text(&message.name.guide)));
    let window = Row::default().window(message.window);
    lua.line(&format!("window = {window},"));
    match &message.body {
        Body::Unpublished => lua.line("unpublished = true,"),
        Body::HeaderOnly => lua.line("header_only = true,"),
        Body::Parts(parts) => {
            if let Some(place) = version_place(parts) {
                lua.line(&format!("version_at = {place},"));
            }
            lua.open("layouts = {");
            parts
                .layouts
                .iter()
                .for_each(|layout| self::layout(lua, members, parts, layout));
            lua.close("},");
            floating(lua, members, "floating", &parts.floating);
            limits(lua, parts);
        }
    }
}

fn layout(lua: &mut Lua, members: Members<'_>, parts: &Parts, layout: &Layout) {
    lua.open("{");
    lua.line(&format!(
        "window = {},",
        Row::default().window(layout.window)
    ));
    if !layout.bodies.is_empty() {
        let bodies = layout.bodies.iter().fold(Row::default(), |row, shape| {
            row.with(body(members, parts, shape))
        });
        lua.line(&format!("bodies = {bodies},"));
    }
    lua.open("fields = {");
    for field in &layout.fields {
        lua.line(&format!("{},", members.fixed(field)));
    }
    lua.close("},");
    lua.close("},");
}

/// A body that a layout is recognised by: its bytes, and the one field behind them.
fn body(members: Members<'_>, parts: &Parts, shape: &BodyShape) -> Row {
    let row = Row::default().with(shape.fixed_bytes);
    let field = parts.floating.iter().find_map(|item| match item {
        Floating::Field(field) if Some(&field.name.guide) == shape.floating_field.as_ref() => {
            Some(field)
        }
        _ => None,
    });
    match field {
        Some(field) => row
            .set("tag", members.protocol[field.tag].number)
            .set_some("size", field.ty.form.size()),
        None => row,
    }
}

fn floating(lua: &mut Lua, members: Members<'_>, name: &str, items: &[Floating]) {
    lua.open(&format!("{name} = {{"));
    for item in items {
        lua.line(&format!("{},", members.floating(item)));
    }
    lua.close("},");
}

fn limits(lua: &mut Lua, parts: &Parts) {
    if parts.limits.is_empty() {
        return;
    }
    let limits = parts.limits.iter().fold(Row::default(), |row, limit| {
        let lists = limit
            .lists
            .iter()
            .fold(Row::default(), |row, list| row.with(text(list)));
        row.with(Row::default().set("bytes", limit.bytes).set("lists", lists))
    });
    lua.line(&format!("limits = {limits},"));
}

/// Where the field stands that names the version of the message: the same place in every layout.
fn version_place(parts: &Parts) -> Option<u32> {
    let name = parts.version_from.as_ref()?;
    let fields = &parts.layouts.first()?.fields;
    let before = fields.iter().take_while(|field| field.name.guide != *name);
    Some(before.map(|field| field.size).sum())
}

/// The tables that members refer to.
#[derive(Clone, Copy)]
struct Members<'p> {
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

/// The kind of value that a secret has: it is not shown, but checked like any other.
fn secret_kind(ty: &FieldType) -> &'static str {
    match ty.form {
        WireForm::Text => "text",
        _ => "bytes",
    }
}

/// Writes what a message is to others.
fn answers(lua: &mut Lua, protocol: &Protocol, links: &Links<'_>, index: MessageIndex) {
    let message = &protocol[index];
    let Some(field) = links.field(message) else {
        return;
    };
    lua.line(&format!("paired_by = {},", text(&field.name.guide)));
    if message.confirmation.is_some() {
        lua.line("is_request = true,");
    } else if links.is_failure(index) {
        lua.line("answers_any = true,");
    } else {
        let answers = links
            .confirmed_by(index)
            .fold(Row::default(), |row, request| {
                row.set(&format!("[{}]", request.number), true)
            });
        lua.line(&format!("answers = {answers},"));
    }
}
