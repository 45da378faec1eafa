//! Fields by their tags, wherever in a message they belong.

use cti_spec::model::Message;
use cti_tests::spec::{self, Place};

/// Where a tag belongs: in the message, or in its records.
pub(crate) fn place(message: &'static Message, tag: u16) -> Option<Place> {
    let items = spec::floating(message);
    let records = spec::records(items).map_or(&[][..], spec::members);
    spec::place(items, tag).or_else(|| spec::place(records, tag))
}

/// The name of the field with a tag.
pub(crate) fn of_tag(message: &'static Message, tag: u16) -> Option<&'static str> {
    place(message, tag).map(Place::name)
}
