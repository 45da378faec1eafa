//! What the tests ask of the specification.

use std::collections::{BTreeMap, BTreeSet};

use cti_spec::model::{Element, Floating};
use cti_spec::name::Name;
use cti_tests::spec;

/// The names of fields, lists and entries in snake case, by the guide's.
pub(crate) fn snake_names() -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let mut add = |name: &Name| {
        let snake = name.snake().trim_start_matches("r#").to_owned();
        names.insert(name.guide.clone(), snake);
    };
    for message in spec::messages() {
        let layouts = message.parts().into_iter().flat_map(|parts| &parts.layouts);
        layouts
            .flat_map(|layout| &layout.fields)
            .for_each(|field| add(&field.name));
        add_floating(spec::floating(message), &mut add);
    }
    names
}

fn add_floating(items: &[Floating], add: &mut impl FnMut(&Name)) {
    for item in items {
        match item {
            Floating::Field(field) => add(&field.name),
            Floating::Count(count) => add(&count.name),
            Floating::List(list) => {
                add(&list.name);
                match &list.element {
                    Element::Member(member) => add(&member.name),
                    Element::Entry(entry) => {
                        let entry = &spec::protocol()[*entry];
                        add(&entry.name);
                        add_floating(&entry.members, add);
                    }
                }
            }
        }
    }
}

/// The names of the fields that count a list, which are no members for the decoder.
pub(crate) fn counts() -> BTreeSet<String> {
    let mut counts = BTreeSet::new();
    for message in spec::messages() {
        let layouts = message.parts().into_iter().flat_map(|parts| &parts.layouts);
        let fixed = layouts.flat_map(|layout| &layout.fields);
        let fixed = fixed.filter(|field| field.counts.is_some());
        counts.extend(fixed.map(|field| field.name.guide.clone()));
        let items = spec::floating(message)
            .iter()
            .chain(spec::members_of_records(message));
        counts.extend(items.filter_map(|item| match item {
            Floating::Count(count) => Some(count.name.guide.clone()),
            _ => None,
        }));
    }
    counts
}

/// The name of a value, if it is the null value of an enumeration.
pub(crate) fn null_name(enumeration: &str, value: u32) -> Option<&'static str> {
    let mut tables = spec::protocol().enumerations.iter();
    let table = tables.find(|table| table.name.guide == enumeration)?;
    let null = table.null.as_ref().filter(|null| null.value == value)?;
    Some(null.name.as_ref().map_or("none", |name| &name.guide))
}

/// The fields that name a value that means "none" themselves, with that value.
pub(crate) fn nulls() -> BTreeSet<(String, u32)> {
    let mut nulls = BTreeSet::new();
    for message in spec::messages() {
        let layouts = message.parts().into_iter().flat_map(|parts| &parts.layouts);
        for field in layouts.flat_map(|layout| &layout.fields) {
            nulls.extend(field.null.map(|null| (field.name.guide.clone(), null)));
        }
        for (_, field) in spec::protocol().floating_fields(message) {
            nulls.extend(field.null.map(|null| (field.name.guide.clone(), null)));
        }
    }
    nulls
}
