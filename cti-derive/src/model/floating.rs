//! The floating part of a message or record.

use crate::errors::Errors;
use crate::model::member::{Element, Floating, List};
use crate::model::placement::{Placed, in_wire_order};
use crate::model::tags;

/// The floating part: its members, and with them their counts in the order of the wire.
pub(crate) struct FloatingPart<'i> {
    pub(crate) members: Vec<Floating<'i>>,
    pub(crate) order: Vec<Placed>,
}

impl<'i> FloatingPart<'i> {
    /// Puts the counts at their places. Members that could not be read would make their places wrong, so without
    /// all of them (`complete`) the places are not checked.
    pub(crate) fn new(members: Vec<Floating<'i>>, complete: bool, errors: &Errors) -> Self {
        tags::check(&members, errors);
        check_records(&members, errors);
        let counts: Vec<_> = lists(&members)
            .filter(|(_, list)| list.is_optional())
            .map(|(index, list)| (index, &list.attribute.count))
            .collect();
        let ignored = Errors::default();
        let reported = if complete { errors } else { &ignored };
        let order = in_wire_order(members.len(), &counts, "the floating part", reported);
        Self { members, order }
    }

    /// The lists, each with its index among the members.
    pub(crate) fn lists(&self) -> impl Iterator<Item = (usize, &List<'i>)> {
        lists(&self.members)
    }
}

fn lists<'m, 'i>(members: &'m [Floating<'i>]) -> impl Iterator<Item = (usize, &'m List<'i>)> {
    members
        .iter()
        .enumerate()
        .filter_map(|(index, member)| match member {
            Floating::List(list) => Some((index, list)),
            Floating::Field(_) => None,
        })
}

/// A record ends only where another one begins, so whatever follows the list would belong to the last record.
fn check_records(members: &[Floating<'_>], errors: &Errors) {
    let before_last = members.len().saturating_sub(1);
    for member in members.iter().take(before_last) {
        if let Floating::List(list) = member {
            if matches!(list.element, Element::Records) {
                errors.at(
                    list.span(),
                    "a `records` list is the last member of the floating part: its last record takes all that follows",
                );
            }
        }
    }
}
