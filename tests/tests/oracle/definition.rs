//! What the tests read from the definition, in the terms of the tables.

use std::ops::RangeInclusive;

use cti_spec::model::{
    CountPlace, Element, FieldType, FixedField, Floating, FloatingCount, FloatingField, List,
    ListStyle, Meaning, Message, Presence, TagIndex, Window,
};

pub(crate) use cti_tests::spec::protocol;

/// The versions that have a message.
pub(crate) fn versions(message: &Message) -> RangeInclusive<u8> {
    message.window.versions(protocol())
}

/// The name of the enumeration or mask of a field; empty for other fields, as in the tables.
pub(crate) fn enumeration(ty: &FieldType) -> &'static str {
    match ty.meaning {
        Some(Meaning::Enumeration(index)) => &protocol()[index].name.guide,
        Some(Meaning::Mask(index)) => &protocol()[index].name.guide,
        Some(Meaning::Id(_)) | None => "",
    }
}

/// The name of the basic type of a field.
pub(crate) fn type_name(ty: &FieldType) -> &'static str {
    &protocol()[ty.basic].name
}

/// A presence as in the tables.
pub(crate) fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Unstated => "-",
        Presence::Required => "required",
        Presence::Optional => "optional",
        Presence::Conditional => "conditional",
    }
}

/// The fields of the fixed part in the newest version, for any body.
pub(crate) fn fixed_fields(message: &Message) -> Vec<&FixedField> {
    fixed_fields_in(message, *versions(message).end())
}

/// The fields of the fixed part in any version, for any body: those of the newest version, then
/// those that it no longer has.
pub(crate) fn fixed_fields_ever(message: &Message) -> Vec<&FixedField> {
    let mut fields: Vec<&FixedField> = Vec::new();
    for version in versions(message).rev() {
        for field in fixed_fields_in(message, version) {
            if !fields.iter().any(|known| known.name == field.name) {
                fields.push(field);
            }
        }
    }
    fields
}

/// The versions that have a field of the fixed part, for any body.
pub(crate) fn versions_with_fixed(message: &Message, name: &str) -> Option<RangeInclusive<u8>> {
    let has = |version: &u8| {
        let mut fields = fixed_fields_in(message, *version).into_iter();
        fields.any(|field| field.name.guide == name)
    };
    let mut with = versions(message).filter(has);
    let first = with.next()?;
    Some(first..=with.next_back().unwrap_or(first))
}

/// The fields of the fixed part in a version, for any body.
pub(crate) fn fixed_fields_in(message: &Message, version: u8) -> Vec<&FixedField> {
    let fields = message
        .usual_layout(version)
        .map_or(&[][..], |layout| &layout.fields);
    fields
        .iter()
        .filter(|field| field.window.contains(version))
        .collect()
}

/// What stands in a floating part: a field, a member of an entry, or a count.
#[derive(Debug, Clone)]
pub(crate) struct FloatingPlace<'p> {
    pub(crate) item: FieldOrCount<'p>,
    /// The lists around it, the outer one first.
    pub(crate) lists: Vec<&'p List>,
    /// The list around it as in the tables: `NumRecords/NumSkills(floating)`.
    pub(crate) list: String,
    /// The versions that have it: those of its message, of the lists around it and its own.
    pub(crate) window: Window,
}

/// A field or a count of a floating part.
#[derive(Debug, Clone, Copy)]
pub(crate) enum FieldOrCount<'p> {
    Field(&'p FloatingField),
    Count(&'p FloatingCount),
}

impl<'p> FloatingPlace<'p> {
    /// The name of the field or count.
    pub(crate) fn name(&self) -> &'p str {
        match self.item {
            FieldOrCount::Field(field) => &field.name.guide,
            FieldOrCount::Count(count) => &count.name.guide,
        }
    }

    /// Its tag.
    pub(crate) fn tag(&self) -> TagIndex {
        match self.item {
            FieldOrCount::Field(field) => field.tag,
            FieldOrCount::Count(count) => count.tag,
        }
    }

    /// Whether it may hold an array (E12).
    pub(crate) fn is_array(&self) -> bool {
        matches!(self.item, FieldOrCount::Field(_))
            && self
                .lists
                .last()
                .is_some_and(|list| matches!(list.style, ListStyle::Array | ListStyle::Columns))
    }
}

/// All that stands in the floating part of a message, in canonical order, lists flattened.
pub(crate) fn floating_places(message: &Message) -> Vec<FloatingPlace<'_>> {
    let mut places = Vec::new();
    if let Some(parts) = message.parts() {
        let counts: Vec<(&str, &str)> = parts
            .layouts
            .iter()
            .flat_map(|layout| &layout.fields)
            .filter_map(|field| Some((field.counts.as_deref()?, field.name.guide.as_str())))
            .collect();
        let around = Around {
            lists: Vec::new(),
            list: String::new(),
            window: message.window,
        };
        collect(&parts.floating, &around, &counts, &mut places);
    }
    places
}

/// What is around the items of a floating part or of an entry.
struct Around<'p> {
    lists: Vec<&'p List>,
    list: String,
    window: Window,
}

/// Adds some items. `fixed_counts` has the counts of the fixed part by their lists.
fn collect<'p>(
    items: &'p [Floating],
    around: &Around<'p>,
    fixed_counts: &[(&str, &str)],
    places: &mut Vec<FloatingPlace<'p>>,
) {
    let place = |around: &Around<'p>, item, window: Window| FloatingPlace {
        item,
        lists: around.lists.clone(),
        list: around.list.clone(),
        window: around.window.and(window),
    };
    for item in items {
        match item {
            Floating::Field(field) => {
                places.push(place(around, FieldOrCount::Field(field), field.window));
            }
            Floating::Count(count) => {
                places.push(place(around, FieldOrCount::Count(count), count.window));
            }
            Floating::List(list) => {
                let count = match list.count {
                    CountPlace::Fixed => fixed_counts
                        .iter()
                        .find(|(counted, _)| *counted == list.name.guide)
                        .map(|(_, count)| (*count).to_owned()),
                    CountPlace::Floating => items.iter().find_map(|item| match item {
                        Floating::Count(count) if count.list == list.name.guide => {
                            Some(format!("{}(floating)", count.name.guide))
                        }
                        _ => None,
                    }),
                };
                let count =
                    count.unwrap_or_else(|| format!("({} without a count)", list.name.guide));
                let separator = if around.list.is_empty() { "" } else { "/" };
                let inside = Around {
                    lists: around.lists.iter().copied().chain([list]).collect(),
                    list: format!("{}{separator}{count}", around.list),
                    window: around.window.and(list.window),
                };
                match &list.element {
                    Element::Member(member) => {
                        places.push(place(&inside, FieldOrCount::Field(member), member.window));
                    }
                    Element::Entry(entry) => {
                        collect(&protocol()[*entry].members, &inside, fixed_counts, places);
                    }
                }
            }
        }
    }
}
