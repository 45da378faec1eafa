//! The fields of a message in a version, read from the model without `show`.

use std::slice::from_ref;

use cti_spec::Protocol;
use cti_spec::model::{Element, FieldType, Floating, FloatingField, Meaning, Message, TagIndex};
use cti_spec::show::{Column, Row};

/// The bundled specification.
pub(crate) fn ged188() -> Protocol {
    cti_spec::load(&cti_spec::ged188_dir()).unwrap_or_else(|error| panic!("{error}"))
}

/// A fixed field, floating field, count or list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fact {
    /// `fixed`, `special` for a layout with a condition, `floating`.
    pub(crate) part: &'static str,
    /// The name, behind those of the lists that it is in.
    pub(crate) path: Vec<String>,
    /// The offset of a fixed field, the tag of a floating one, the size, if there is one.
    pub(crate) numbers: [Option<u32>; 3],
    /// The basic type, and what the value means or the entry that a list has.
    pub(crate) names: [String; 2],
}

impl Fact {
    /// The fact that a row of a sheet tells.
    pub(crate) fn of_row(heading: &str, row: &Row) -> Self {
        let number = |column| match row.cell(column) {
            "" => None,
            text => Some(text.parse().unwrap_or_else(|_| panic!("{column:?} {text}"))),
        };
        let part = match heading {
            "Floating part" => "floating",
            heading if heading.contains(" if ") => "special",
            heading => {
                assert!(heading.starts_with("Fixed part"), "{heading}");
                "fixed"
            }
        };
        Self {
            part,
            path: row.path.clone(),
            numbers: [Column::Offset, Column::Tag, Column::Bytes].map(number),
            names: [Column::Type, Column::Meaning].map(|column| row.cell(column).to_owned()),
        }
    }
}

/// The facts of a message in a version that has it: each layout, those with a condition last, then the
/// floating part.
pub(crate) fn facts(protocol: &Protocol, message: &Message, version: u8) -> Vec<Fact> {
    let mut facts = Vec::new();
    let Some(parts) = message.parts() else {
        return facts;
    };
    for part in ["fixed", "special"] {
        // Not `Parts::usual_first`, which gives the sheet its order.
        for layout in &parts.layouts {
            if layout.bodies.is_empty() != (part == "fixed") || !layout.window.contains(version) {
                continue;
            }
            // Length and number of the message, 4 bytes each, stand before the fixed part.
            let mut offset = 8;
            for field in &layout.fields {
                if field.window.contains(version) {
                    facts.push(Fact {
                        part,
                        path: vec![field.name.guide.clone()],
                        numbers: [Some(offset), None, Some(field.size)],
                        names: names(protocol, &field.ty),
                    });
                    offset += field.size;
                }
            }
        }
    }
    let mut path = Vec::new();
    floating(protocol, &parts.floating, version, &mut path, &mut facts);
    facts
}

fn floating(
    protocol: &Protocol,
    items: &[Floating],
    version: u8,
    path: &mut Vec<String>,
    facts: &mut Vec<Fact>,
) {
    for item in items {
        match item {
            Floating::Field(field) => {
                if field.window.contains(version) {
                    facts.push(of_field(protocol, field, version, path));
                }
            }
            Floating::Count(count) => {
                if count.window.contains(version) {
                    facts.push(Fact {
                        part: "floating",
                        path: [path.as_slice(), from_ref(&count.name.guide)].concat(),
                        numbers: [None, tag(protocol, count.tag), count.ty.form.size()],
                        names: names(protocol, &count.ty),
                    });
                }
            }
            Floating::List(list) => {
                if !list.window.contains(version) {
                    continue;
                }
                path.push(list.name.guide.clone());
                let entry = match &list.element {
                    Element::Entry(entry) => Some(&protocol[*entry]),
                    Element::Member(_) => None,
                };
                let kind = match list.style {
                    cti_spec::model::ListStyle::Array => "array",
                    _ => "list",
                };
                facts.push(Fact {
                    part: "floating",
                    path: path.clone(),
                    numbers: [None; 3],
                    names: [
                        kind.to_owned(),
                        entry
                            .map(|entry| entry.name.guide.clone())
                            .unwrap_or_default(),
                    ],
                });
                match &list.element {
                    Element::Entry(entry) => {
                        floating(protocol, &protocol[*entry].members, version, path, facts);
                    }
                    Element::Member(member) => {
                        facts.push(of_field(protocol, member, version, path));
                    }
                }
                path.pop();
            }
        }
    }
}

fn of_field(protocol: &Protocol, field: &FloatingField, version: u8, path: &[String]) -> Fact {
    Fact {
        part: "floating",
        path: [path, from_ref(&field.name.guide)].concat(),
        numbers: [None, tag(protocol, field.tag), field.max_in(version)],
        names: names(protocol, &field.ty),
    }
}

fn tag(protocol: &Protocol, tag: TagIndex) -> Option<u32> {
    Some(protocol[tag].number.into())
}

fn names(protocol: &Protocol, ty: &FieldType) -> [String; 2] {
    let meaning = ty.meaning.map(|meaning| match meaning {
        Meaning::Id(id) => protocol[id].name.guide.clone(),
        Meaning::Enumeration(table) => protocol[table].name.guide.clone(),
        Meaning::Mask(mask) => protocol[mask].name.guide.clone(),
    });
    [protocol[ty.basic].name.clone(), meaning.unwrap_or_default()]
}
