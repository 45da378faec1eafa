//! Numbers that have names: of enumerations, masks and tags.

use cti_spec::Protocol;
use cti_spec::model::{NamedValue, Window};

use super::lua::{Lua, Row, text};

/// How an absent value is called where the guide has no name for it.
pub(super) const NONE: &str = "none";

/// Writes the tables of names.
pub(super) fn write(lua: &mut Lua, protocol: &Protocol) {
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
