//! Interfaces: fields that several messages share.

use super::context::Context;
use super::expand::plain;
use crate::ast::{self, Word};
use crate::diagnostic::Diagnostic;
use crate::model::{
    Element, Floating, FloatingField, Interface, InterfaceMember, KeyField, List, Message,
    MessageIndex, WireForm,
};
use crate::name::nearest;
use crate::source::Span;

/// Resolves the interfaces over messages that are in the order of the files.
pub(super) fn resolve(messages: &[Message], context: &mut Context<'_>) -> Vec<Interface> {
    // Without an error so far, the messages are all that is declared.
    let complete = context.reporter.is_empty() && context.items.lost.is_empty();
    let interfaces = context.items.interfaces.iter();
    interfaces
        .map(|(doc, interface)| {
            let having = implementors(messages, context, interface);
            let members = match &interface.key {
                Some(key) => {
                    check_key(messages, &having, context, interface, key, complete);
                    key_fields(&having, context, interface)
                }
                None => members(&having, context, interface, complete),
            };
            Interface {
                name: context.name(&interface.name),
                key: interface.key.as_ref().map(|key| context.name(key)),
                members,
                messages: having.iter().map(|(index, _)| *index).collect(),
                doc: (*doc).clone(),
            }
        })
        .collect()
}

/// The messages that have the first member; of a key, those that have all members.
fn implementors<'m>(
    messages: &'m [Message],
    context: &mut Context<'_>,
    interface: &ast::Interface,
) -> Vec<(MessageIndex, &'m Message)> {
    let Some(first) = interface.members.first() else {
        context.report(
            Diagnostic::new(
                format!("`{}` has no members", interface.name.value),
                interface.name.span,
                "empty",
            )
            .with_help("name the fields that the messages share; those with the first have it"),
        );
        return Vec::new();
    };
    let messages = messages.iter().enumerate();
    let messages = messages.map(|(index, message)| (MessageIndex(index), message));
    if interface.key.is_some() {
        let has_all = |(_, message): &(MessageIndex, &Message)| {
            let mut members = interface.members.iter();
            members.all(|member| is_of_key(message, member))
        };
        return messages.filter(has_all).collect();
    }
    messages
        .filter(|(_, message)| match first {
            ast::InterfaceMember::Field(name) | ast::InterfaceMember::Required(name) => {
                field(message, &name.value).is_some()
            }
            ast::InterfaceMember::Series(name) => field(message, &numbered(name, 1)).is_some(),
            ast::InterfaceMember::List(name) => list(message, &name.value).is_some(),
        })
        .collect()
}

/// Whether a message has a member of a key. Lists and series are reported, and no reason for another
/// error.
fn is_of_key(message: &Message, member: &ast::InterfaceMember) -> bool {
    match member {
        ast::InterfaceMember::Field(name) | ast::InterfaceMember::Required(name) => {
            key_field(message, &name.value).is_some()
        }
        ast::InterfaceMember::Series(_) | ast::InterfaceMember::List(_) => true,
    }
}

/// Reports why no message has a key: the fields that are in no message, or that no message has all of
/// them.
fn check_key(
    messages: &[Message],
    having: &[(MessageIndex, &Message)],
    context: &mut Context<'_>,
    interface: &ast::Interface,
    key: &Word,
    complete: bool,
) {
    if !having.is_empty() || interface.members.is_empty() {
        return;
    }
    let mut unknown: Vec<&str> = Vec::new();
    for member in &interface.members {
        let name = &member.name().value;
        let is_known = messages.iter().any(|message| is_of_key(message, member));
        if !is_known && !unknown.contains(&name.as_str()) {
            unknown.push(name);
            check_known(context, member, Some(key), complete);
        }
    }
    if unknown.is_empty() && complete {
        // The message that has the most of it shows best what is missing.
        let missing = messages.iter().map(|message| {
            let members = interface.members.iter();
            let missing = members.filter(|member| !is_of_key(message, member));
            let names: Vec<&str> = missing.map(|member| member.name().value.as_str()).collect();
            (message, names)
        });
        context.report(key_without_messages(
            key,
            missing.min_by_key(|(_, names)| names.len()),
        ));
    }
}

/// The fields of a key, as the first message that has it declares them.
fn key_fields(
    messages: &[(MessageIndex, &Message)],
    context: &mut Context<'_>,
    interface: &ast::Interface,
) -> Vec<InterfaceMember> {
    let mut seen: Vec<&Word> = Vec::new();
    let mut fields = Vec::new();
    for member in &interface.members {
        let word = member.name();
        if let Some(first) = seen.iter().find(|first| first.value == word.value) {
            context.report(duplicate(word, first.span));
            continue;
        }
        seen.push(word);
        let required = match member {
            ast::InterfaceMember::Field(_) => false,
            ast::InterfaceMember::Required(_) => true,
            ast::InterfaceMember::Series(_) | ast::InterfaceMember::List(_) => {
                context.report(no_part_of_key(word, "a series or list"));
                continue;
            }
        };
        let found = messages
            .iter()
            .filter_map(|(index, message)| Some((*index, key_field(message, &word.value)?)));
        let found: Vec<(MessageIndex, KeyField)> = found.collect();
        let Some((first_index, first)) = found.first() else {
            // Reported with the messages.
            continue;
        };
        if let Some((index, _)) = found.iter().find(|(_, other)| other.ty != first.ty) {
            let places = [*first_index, *index].map(|index| place(context, index, &word.value));
            context.report(other_type(word, &word.value, places));
        }
        match first.ty.form {
            WireForm::Bytes => context.report(no_part_of_key(word, "bytes")),
            WireForm::NamedVariable | WireForm::NamedArray => {
                context.report(no_part_of_key(word, "a named value"));
            }
            WireForm::Unsigned(_)
            | WireForm::Signed(_)
            | WireForm::Bool
            | WireForm::Time
            | WireForm::Text => {}
        }
        fields.push(InterfaceMember::Key(KeyField {
            required,
            optional: found.iter().any(|(_, field)| field.optional),
            ..first.clone()
        }));
    }
    fields
}

/// A field of a message, in its fixed or floating part, as a part of a key.
fn key_field(message: &Message, name: &str) -> Option<KeyField> {
    let mut fixed = message.fixed_members().into_iter();
    if let Some(field) = fixed.find(|field| field.name.guide == name) {
        return Some(KeyField {
            name: field.name.clone(),
            ty: field.ty,
            required: false,
            optional: field.optional,
            doc: field.doc.clone(),
        });
    }
    let field = field(message, name).filter(|field| !field.secret)?;
    Some(KeyField {
        name: field.name.clone(),
        ty: field.ty,
        required: false,
        optional: true,
        doc: field.doc.clone(),
    })
}

/// The members, as the first message that has them declares them.
fn members(
    messages: &[(MessageIndex, &Message)],
    context: &mut Context<'_>,
    interface: &ast::Interface,
    complete: bool,
) -> Vec<InterfaceMember> {
    let mut seen: Vec<&Word> = Vec::new();
    let mut members = Vec::new();
    for member in &interface.members {
        let name = member.name();
        if let Some(first) = seen.iter().find(|first| first.value == name.value) {
            context.report(duplicate(name, first.span));
            continue;
        }
        seen.push(name);
        let found = match member {
            ast::InterfaceMember::Required(name) => {
                context.report(required_without_key(name));
                continue;
            }
            ast::InterfaceMember::Field(name) => {
                single(messages, context, name, &name.value).map(InterfaceMember::Field)
            }
            ast::InterfaceMember::Series(name) => series(messages, context, name),
            ast::InterfaceMember::List(name) => {
                shared_list(messages, context, name).map(InterfaceMember::List)
            }
        };
        match found {
            Some(found) => members.push(found),
            None => check_known(context, member, None, complete),
        }
    }
    members
}

/// A field that the messages share.
fn single(
    messages: &[(MessageIndex, &Message)],
    context: &mut Context<'_>,
    word: &Word,
    name: &str,
) -> Option<FloatingField> {
    let mut found = messages
        .iter()
        .filter_map(|(index, message)| Some((*index, field(message, name)?)));
    let (first_index, first) = found.next()?;
    if let Some((index, _)) = found.find(|(_, other)| other.ty != first.ty) {
        let places = [first_index, index].map(|index| place(context, index, name));
        context.report(other_type(word, name, places));
    }
    Some(first.clone())
}

/// A numbered series of fields: each number is a field of the same type as the first.
fn series(
    messages: &[(MessageIndex, &Message)],
    context: &mut Context<'_>,
    word: &Word,
) -> Option<InterfaceMember> {
    let first = single(messages, context, word, &numbered(word, 1))?;
    let mut count = 1;
    while let Some(next) = single(messages, context, word, &numbered(word, count + 1)) {
        count += 1;
        if next.ty != first.ty {
            context.report(uneven_series(word, count));
            break;
        }
    }
    Some(InterfaceMember::Series {
        name: context.name(word),
        first,
        count,
    })
}

/// A list that the messages share.
fn shared_list(
    messages: &[(MessageIndex, &Message)],
    context: &mut Context<'_>,
    word: &Word,
) -> Option<List> {
    let mut found = messages
        .iter()
        .filter_map(|(index, message)| Some((*index, list(message, &word.value)?)));
    let (first_index, first) = found.next()?;
    if let Some((index, _)) = found.find(|(_, other)| !same_element(first, other)) {
        let places = [first_index, index].map(|index| place(context, index, &word.value));
        context.report(other_type(word, &word.value, places));
    }
    Some(first.clone())
}

/// Whether the entries of two lists are of one Rust type.
fn same_element(list: &List, other: &List) -> bool {
    let same_element = match (&list.element, &other.element) {
        (Element::Entry(entry), Element::Entry(other)) => entry == other,
        (Element::Member(member), Element::Member(other)) => member.ty == other.ty,
        _ => false,
    };
    same_element && list.count == other.count
}

/// The name of a field in a series.
fn numbered(word: &Word, number: u32) -> String {
    format!("{}{number}", word.value)
}

/// The floating part of a message.
fn floating(message: &Message) -> &[Floating] {
    message.parts().map_or(&[], |parts| &parts.floating)
}

/// A floating field of a message.
fn field<'m>(message: &'m Message, name: &str) -> Option<&'m FloatingField> {
    floating(message).iter().find_map(|item| match item {
        Floating::Field(field) if field.name.guide == name => Some(field),
        _ => None,
    })
}

/// A list of a message.
fn list<'m>(message: &'m Message, name: &str) -> Option<&'m List> {
    floating(message).iter().find_map(|item| match item {
        Floating::List(list) if list.name.guide == name => Some(list),
        _ => None,
    })
}

/// The names of the floating fields and lists that a message declares.
fn declared(message: &plain::Message) -> impl Iterator<Item = &Word> {
    let items = message.parts().into_iter();
    let items = items.flat_map(|parts| &parts.floating);
    items.map(plain::Floating::name)
}

/// The names of the fixed fields that a message declares.
fn declared_fixed(message: &plain::Message) -> impl Iterator<Item = &Word> {
    let layouts = message.parts().into_iter();
    let layouts = layouts.flat_map(|parts| &parts.layouts);
    let fields = layouts.flat_map(|layout| &layout.fields);
    fields.map(|field| &field.name)
}

/// Where a message declares a field or list.
fn place(context: &Context<'_>, message: MessageIndex, name: &str) -> Option<(Span, String)> {
    let message = context.messages.get(message.0)?;
    let mut words = declared(message).chain(declared_fixed(message));
    let word = words.find(|word| word.value == name)?;
    Some((word.span, format!("in `{}`", message.head.name.value)))
}

/// Reports a member that was not found, unless it may be in a message that is wrong itself.
fn check_known(
    context: &mut Context<'_>,
    member: &ast::InterfaceMember,
    key: Option<&Word>,
    complete: bool,
) {
    let word = member.name();
    let (what, name) = match member {
        ast::InterfaceMember::Field(_) | ast::InterfaceMember::Required(_) => {
            ("floating field", word.value.clone())
        }
        ast::InterfaceMember::Series(_) => ("floating field", numbered(word, 1)),
        ast::InterfaceMember::List(_) => ("list", word.value.clone()),
    };
    let mut names: Vec<&str> = Vec::new();
    for message in context.messages {
        names.extend(declared(message).map(|name| name.value.as_str()));
        if key.is_some() {
            names.extend(declared_fixed(message).map(|name| name.value.as_str()));
        }
    }
    let is_declared = names.contains(&name.as_str());
    if !complete && (!context.items.lost.is_empty() || is_declared) {
        return;
    }
    names.retain(|known| *known != name);
    names.sort_unstable();
    names.dedup();
    let message = match key {
        Some(_) if is_declared => {
            let items = context.messages.iter().filter_map(plain::Message::parts);
            let mut items = items.flat_map(|parts| &parts.floating);
            let label = match items.find(|item| item.name().value == name) {
                Some(plain::Floating::List(_)) => "a list",
                Some(plain::Floating::Field(field)) if field.secret.is_some() => "secret",
                _ => "a count",
            };
            context.report(no_part_of_key(word, label));
            return;
        }
        Some(_) => format!("no message has a field `{name}`"),
        None => format!("no message of this interface has a {what} `{name}`"),
    };
    let diagnostic = Diagnostic::new(message, word.span, "in no message");
    context.report(match (nearest(&name, names), key) {
        (Some(near), _) => diagnostic.with_help(format!("did you mean `{near}`?")),
        (None, Some(_)) => diagnostic.with_help(
            "the messages of a key are those that have all of its fields, in either part",
        ),
        (None, None) => diagnostic.with_help(
            "the messages of an interface are those that have its first member; \
             `series X` needs a field `X1`, `list X` a list",
        ),
    });
}

/// Something that a key cannot have.
fn no_part_of_key(word: &Word, label: &str) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` cannot be part of a key", word.value),
        word.span,
        label,
    )
    .with_help(
        "a key has single fields of the fixed or floating part: integers, truth values, times and texts",
    )
}

/// A key that no message has, with the message that has the most of it and the fields that it lacks.
fn key_without_messages(key: &Word, nearest: Option<(&Message, Vec<&str>)>) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        "no message has all fields of this key",
        key.span,
        "no message has it",
    );
    let rule = "the messages of a key are those that have all of its fields";
    match nearest {
        Some((message, missing)) => {
            let missing: Vec<String> = missing.iter().map(|name| format!("`{name}`")).collect();
            diagnostic.with_help(format!(
                "{rule}; `{}` lacks {}",
                message.name.guide,
                missing.join(", ")
            ))
        }
        None => diagnostic.with_help(rule),
    }
}

/// A field that is required, of an interface without a key.
fn required_without_key(word: &Word) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` is required, but the interface has no key", word.value),
        word.span,
        "not in a key",
    )
    .with_help("leave out `required`, or name the key: `interface NAME key NAME`")
}

/// One member twice.
fn duplicate(word: &Word, first: Span) -> Diagnostic {
    Diagnostic::new(
        format!("`{}` appears twice", word.value),
        word.span,
        "the second",
    )
    .with_place(first, "the first")
    .with_help("name each member once")
}

/// A member with two types.
fn other_type(word: &Word, name: &str, places: [Option<(Span, String)>; 2]) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        format!("`{name}` is not the same in all messages of this interface"),
        word.span,
        "needs one type",
    );
    places
        .into_iter()
        .flatten()
        .fold(diagnostic, |diagnostic, (span, text)| {
            diagnostic.with_place(span, text)
        })
        .with_help("give it one type (a list: one entry, and its count in one part), or leave it out of the interface")
}

/// A series whose fields differ.
fn uneven_series(word: &Word, number: u32) -> Diagnostic {
    Diagnostic::new(
        format!("the fields of series `{}` differ", word.value),
        word.span,
        format!(
            "`{}` has another type than the first",
            numbered(word, number)
        ),
    )
    .with_help("the fields of a series have one type")
}
