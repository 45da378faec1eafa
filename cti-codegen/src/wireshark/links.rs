//! Which message answers which, as the dissector needs it.

use cti_spec::Protocol;
use cti_spec::model::MessageIndex;

use super::lua::{Lua, Row, text};
use crate::links::Links;

/// Writes what a message is to others.
pub(super) fn write(lua: &mut Lua, protocol: &Protocol, links: &Links<'_>, index: MessageIndex) {
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
