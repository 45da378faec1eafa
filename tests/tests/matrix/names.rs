//! Names of fields by their tags.

use cti_spec::model::Message;
use cti_tests::spec::{self, Place};

/// The name of the field with a tag, wherever in a message it belongs.
pub(crate) fn of_tag(message: &'static Message, tag: u16) -> Option<&'static str> {
    let items = spec::floating(message);
    let records = spec::records(items).map_or(&[][..], spec::members);
    spec::place(items, tag)
        .or_else(|| spec::place(records, tag))
        .map(Place::name)
}
