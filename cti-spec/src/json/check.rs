//! What names do not tell: that the parts of a document fit together, so that nothing that works
//! with the model stumbles.
//!
//! These are not the rules of the language, which the specification was put to before it became a
//! document: only what the types of the model leave open and its users rely on.

use super::error::JsonError;
use super::part::each;
use crate::model::{Body, CountPlace, Floating, List, ListStyle, Parts, Protocol, WireForm};

/// Checks the entries and messages.
pub(super) fn protocol(protocol: &Protocol) -> Result<(), JsonError> {
    each(&protocol.entries, "entries", |entry| {
        let are_records = entry.style == ListStyle::Records;
        each(&entry.members, "members", |member| match member {
            Floating::Field(_) => Ok(()),
            Floating::List(list) if list.style == ListStyle::Records => {
                Err(JsonError::new("records hold no records"))
            }
            Floating::Count(_) | Floating::List(_) if are_records => Ok(()),
            Floating::Count(_) | Floating::List(_) => {
                Err(JsonError::new("only records hold counts and lists"))
            }
        })?;
        counts(&entry.members, "members", &[])
    })?;
    let mut last = None;
    each(&protocol.messages, "messages", |message| {
        if last.is_some_and(|last| message.number <= last) {
            let what = "messages stand in the order of their numbers";
            return Err(JsonError::new(what).within("number"));
        }
        last = Some(message.number);
        match &message.body {
            Body::Parts(parts) => {
                self::parts(parts).map_err(|error| error.within("parts").within("body"))
            }
            Body::Unpublished | Body::HeaderOnly => Ok(()),
        }
    })?;
    Ok(())
}

/// Checks what the parts of a message say of each other.
fn parts(parts: &Parts) -> Result<(), JsonError> {
    if parts.layouts.is_empty() {
        return Err(JsonError::new("there is no layout").within("layouts"));
    }
    if let Some(name) = &parts.version_from {
        if parts.layouts.len() > 1 {
            let what = "a message with several layouts cannot name its version";
            return Err(JsonError::new(what).within("version_from"));
        }
        let mut fields = parts.layouts.iter().flat_map(|layout| &layout.fields);
        if !fields.any(|field| field.name.guide == *name && field.ty.form == WireForm::Unsigned(4))
        {
            let what = format!("there is no unsigned field {name} of 4 bytes");
            return Err(JsonError::new(what).within("version_from"));
        }
    }
    let fields = parts.layouts.iter().flat_map(|layout| &layout.fields);
    let counted: Vec<&str> = fields.filter_map(|field| field.counts.as_deref()).collect();
    each(&parts.layouts, "layouts", |layout| {
        each(&layout.bodies, "bodies", |shape| {
            let Some(name) = &shape.floating_field else {
                return Ok(());
            };
            let is_field = |item: &Floating| matches!(item, Floating::Field(field) if field.name.guide == *name);
            match parts.floating.iter().any(is_field) {
                true => Ok(()),
                false => Err(unknown("floating field", name).within("floating_field")),
            }
        })
    })?;
    counts(&parts.floating, "floating", &counted)?;
    each(&parts.limits, "limits", |limit| {
        each(&limit.lists, "lists", |name| {
            match lists(&parts.floating).any(|list| list.name.guide == *name) {
                true => Ok(()),
                false => Err(unknown("list", name)),
            }
        })
    })?;
    Ok(())
}

/// Checks that every list under a key has its count, and every count its list: those of the fixed
/// part that `fixed` names, and those among the items.
fn counts(items: &[Floating], key: &str, fixed: &[&str]) -> Result<(), JsonError> {
    let in_place = |name: &str, place: CountPlace| {
        lists(items).any(|list| list.name.guide == name && list.count == place)
    };
    for name in fixed {
        if !in_place(name, CountPlace::Fixed) {
            return Err(unknown("list with a count in the fixed part", name).within(key));
        }
    }
    each(items, key, |item| match item {
        Floating::Field(_) => Ok(()),
        Floating::Count(count) if in_place(&count.list, CountPlace::Floating) => Ok(()),
        Floating::Count(count) => {
            Err(unknown("list with a floating count", &count.list).within("count"))
        }
        Floating::List(list) => {
            let name = &list.name.guide[..];
            let is_counted = match list.count {
                CountPlace::Fixed => fixed.contains(&name),
                CountPlace::Floating => items
                    .iter()
                    .any(|item| matches!(item, Floating::Count(count) if count.list == name)),
            };
            match is_counted {
                true => Ok(()),
                false => Err(JsonError::new(format!("nothing counts {name}")).within("list")),
            }
        }
    })?;
    Ok(())
}

/// The lists among some items.
fn lists(items: &[Floating]) -> impl Iterator<Item = &List> {
    items.iter().filter_map(|item| match item {
        Floating::List(list) => Some(list),
        Floating::Field(_) | Floating::Count(_) => None,
    })
}

fn unknown(kind: &str, name: &str) -> JsonError {
    JsonError::new(format!("there is no {kind} `{name}`"))
}
