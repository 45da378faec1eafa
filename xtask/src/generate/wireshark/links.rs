//! Which message answers which.
//!
//! A request and its answer carry the same ID in their fixed parts. Which ID type that is, the
//! specification shows: it is the one that every request shares with its confirmation. A message
//! with that ID that asks nothing and confirms nothing in particular (a failure) may answer any
//! request.

use std::collections::BTreeSet;

use cti_spec::Protocol;
use cti_spec::model::{FixedField, IdIndex, Meaning, Message};

use super::lua::{Lua, Row, text};

/// The links between the messages of a protocol.
pub(super) struct Links<'p> {
    protocol: &'p Protocol,
    /// The type of the ID that pairs them.
    id: Option<IdIndex>,
}

impl<'p> Links<'p> {
    /// Those of a protocol.
    pub(super) fn of(protocol: &'p Protocol) -> Self {
        let mut shared: Option<BTreeSet<IdIndex>> = None;
        for message in &protocol.messages {
            let answer = message.confirmation.map(|index| &protocol[index]);
            let Some(answer) = answer.filter(|answer| answer.parts().is_some()) else {
                continue;
            };
            let (asked, answered) = (ids(message), ids(answer));
            if asked.is_empty() || answered.is_empty() {
                continue;
            }
            let both: BTreeSet<IdIndex> = asked.intersection(&answered).copied().collect();
            shared = Some(match shared {
                Some(shared) => shared.intersection(&both).copied().collect(),
                None => both,
            });
        }
        let id = shared.unwrap_or_default().first().copied();
        Self { protocol, id }
    }

    /// Writes what a message is to others.
    pub(super) fn write(&self, lua: &mut Lua, index: usize) {
        let Some(message) = self.protocol.messages.get(index) else {
            return;
        };
        let Some(field) = self.field(message) else {
            return;
        };
        lua.line(&format!("paired_by = {},", text(&field.name.guide)));
        if message.confirmation.is_some() {
            lua.line("is_request = true,");
            return;
        }
        let requests = self
            .protocol
            .messages
            .iter()
            .filter(|request| request.confirmation.is_some_and(|answer| answer.0 == index));
        let answers = requests.fold(Row::default(), |row, request| {
            row.set(&format!("[{}]", request.number), true)
        });
        let answers = answers.to_string();
        lua.line(&match answers.as_str() {
            "{  }" => "answers_any = true,".to_owned(),
            _ => format!("answers = {answers},"),
        });
    }

    /// The field by which a message is paired.
    fn field(&self, message: &'p Message) -> Option<&'p FixedField> {
        fixed(message).find(|field| id_of(field).is_some() && id_of(field) == self.id)
    }
}

fn fixed(message: &Message) -> impl Iterator<Item = &FixedField> {
    let layouts = message.parts().into_iter().flat_map(|parts| &parts.layouts);
    layouts.flat_map(|layout| &layout.fields)
}

fn ids(message: &Message) -> BTreeSet<IdIndex> {
    fixed(message).filter_map(id_of).collect()
}

fn id_of(field: &FixedField) -> Option<IdIndex> {
    match field.ty.meaning {
        Some(Meaning::Id(id)) => Some(id),
        _ => None,
    }
}
