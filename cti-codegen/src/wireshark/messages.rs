//! The entries of lists, and the messages.

use cti_spec::Protocol;
use cti_spec::model::{Body, BodyShape, Floating, Layout, Message, MessageIndex, Parts};

use super::fields::Fields;
use super::links;
use super::lua::{Lua, Row, text};
use super::members::Members;
use crate::links::Links;

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
    let answers = Links::of(protocol);
    for (index, message) in protocol.messages.iter().enumerate() {
        lua.open(&format!("[{}] = {{", message.number));
        self::message(lua, members, message);
        links::write(lua, protocol, &answers, MessageIndex(index));
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
