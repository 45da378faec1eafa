//! The specification, as the tests use it: loaded once, with what they ask of it.

mod place;

use std::sync::LazyLock;

use cti_messages::ProtocolVersion;
use cti_spec::Protocol;
use cti_spec::model::{Element, FieldType, Floating, List, ListStyle, Meaning, Message, TagIndex};

pub use place::{Place, place, place_of, places, places_of};

/// The bundled specification.
#[must_use]
pub fn protocol() -> &'static Protocol {
    static PROTOCOL: LazyLock<Protocol> = LazyLock::new(|| {
        cti_spec::load(&cti_spec::ged188_dir()).unwrap_or_else(|error| panic!("{error}"))
    });
    &PROTOCOL
}

/// Every message with a layout.
pub fn messages() -> impl Iterator<Item = &'static Message> {
    protocol().published()
}

/// The message with a number, if it has a layout.
#[must_use]
pub fn message(number: u32) -> Option<&'static Message> {
    messages().find(|message| message.number == number)
}

/// The versions that have a message.
pub fn versions(message: &Message) -> impl Iterator<Item = u8> + use<> {
    message.window.versions(protocol())
}

/// Whether tags and lengths have two bytes in a version.
#[must_use]
pub fn is_wide(version: u8) -> bool {
    version >= protocol().wide_tags_since
}

/// Whether a tag can be written in a version.
#[must_use]
pub fn fits(tag: u16, version: u8) -> bool {
    is_wide(version) || tag <= u16::from(u8::MAX)
}

/// The bytes of tag and length of a floating field in a version.
#[must_use]
pub fn field_header(version: u8) -> usize {
    if is_wide(version) { 4 } else { 2 }
}

/// A version in the terms of the runtime.
///
/// # Panics
/// If it is not modelled.
#[must_use]
pub fn in_runtime(version: u8) -> ProtocolVersion {
    ProtocolVersion::new(u32::from(version)).expect("a version that is modelled")
}

/// The number of a tag.
#[must_use]
pub fn number(tag: TagIndex) -> u16 {
    protocol()[tag].number
}

/// The value of a field that means "none": its own, else that of its ID or enumeration.
#[must_use]
pub fn null(own: Option<u32>, ty: &FieldType) -> Option<u32> {
    let of_type = match ty.meaning {
        Some(Meaning::Id(id)) => &protocol()[id].null,
        Some(Meaning::Enumeration(enumeration)) => &protocol()[enumeration].null,
        Some(Meaning::Mask(_)) | None => &None,
    };
    own.or(of_type.as_ref().map(|null| null.value))
}

/// The floating part of a message.
#[must_use]
pub fn floating(message: &'static Message) -> &'static [Floating] {
    message.parts().map_or(&[], |parts| &parts.floating)
}

/// The members of a list's entries; none for a list of values.
#[must_use]
pub fn members(list: &List) -> &'static [Floating] {
    match list.element {
        Element::Member(_) => &[],
        Element::Entry(entry) => &protocol()[entry].members,
    }
}

/// The records of a message. None has two lists of them: see the test.
#[must_use]
pub fn records(message: &'static Message) -> Option<&'static List> {
    lists(floating(message)).find(|list| list.style == ListStyle::Records)
}

/// The list with a name in a floating part or record.
#[must_use]
pub fn list(items: &'static [Floating], name: &str) -> Option<&'static List> {
    lists(items).find(|list| list.name.guide == name)
}

/// The lists of a floating part or record.
pub fn lists(items: &'static [Floating]) -> impl Iterator<Item = &'static List> {
    items.iter().filter_map(|item| match item {
        Floating::List(list) => Some(list),
        Floating::Field(_) | Floating::Count(_) => None,
    })
}

/// The members of the records of a message; none if it has no records.
#[must_use]
pub fn members_of_records(message: &'static Message) -> &'static [Floating] {
    records(message).map_or(&[], members)
}

#[cfg(test)]
mod tests {
    use cti_messages::MessageType;

    use super::*;

    #[test]
    fn tags_tell_where_a_field_belongs() {
        for message in messages() {
            let items = floating(message);
            let records = lists(items).filter(|list| list.style == ListStyle::Records);
            assert!(records.count() <= 1, "{}", message.name.guide);
            let mut tags: Vec<u16> = places_of(message).into_iter().map(Place::tag).collect();
            let all = tags.len();
            tags.sort_unstable();
            tags.dedup();
            assert_eq!(tags.len(), all, "{}", message.name.guide);
        }
    }

    /// The tests go by the messages and versions of either side: neither may lack one.
    #[test]
    fn the_runtime_has_the_messages_and_versions_of_the_specification() {
        let runtime: Vec<(u32, &str, bool)> = MessageType::ALL
            .iter()
            .map(|message| {
                let name = message.name().expect("a name");
                (message.0, name, message.info().is_some())
            })
            .collect();
        let specification: Vec<(u32, &str, bool)> = protocol()
            .messages
            .iter()
            .map(|message| {
                let has_layout = message.is_published();
                (message.number, message.name.guide.as_str(), has_layout)
            })
            .collect();
        assert_eq!(runtime, specification);
        let versions: Vec<u8> = ProtocolVersion::all()
            .map(ProtocolVersion::number)
            .collect();
        assert_eq!(versions, protocol().versions().collect::<Vec<u8>>());
    }
}
