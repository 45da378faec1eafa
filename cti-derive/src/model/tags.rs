//! No tag twice in one struct: the second field would never be read.

use std::collections::BTreeMap;

use crate::attribute::value::Spanned;
use crate::errors::Errors;
use crate::model::member::{Element, Floating};

/// Reports each tag that an earlier field or count of the same struct has.
pub(crate) fn check(floating: &[Floating<'_>], errors: &Errors) {
    let mut owners: BTreeMap<u16, &str> = BTreeMap::new();
    for (name, tag) in floating.iter().flat_map(tags) {
        if let Some(owner) = owners.get(&tag.value) {
            errors.at(
                tag.span,
                format!("tag {} is already used by {owner}", tag.value),
            );
        } else {
            owners.insert(tag.value, name);
        }
    }
}

/// The tags that a member declares itself, with the names of what has them.
fn tags<'m>(member: &'m Floating<'_>) -> Vec<(&'m str, Spanned<u16>)> {
    match member {
        Floating::Field(field) => vec![(&field.attribute.name, field.attribute.tag)],
        Floating::List(list) => {
            let count = &list.attribute.count;
            let count = count.tag.map(|tag| (count.name.as_str(), tag));
            let member = match &list.element {
                Element::Single(member) | Element::Array(member) => {
                    Some((member.name.as_str(), member.tag))
                }
                Element::Ordered | Element::Records | Element::Columns => None,
            };
            count.into_iter().chain(member).collect()
        }
    }
}
