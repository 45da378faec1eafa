//! A message of which only the header is known.

use cti_messages::{TrailingBytes, TypedMessage};

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "HEADER_EVENT", number = 1, from = server, since = 24, header_only)]
struct HeaderEvent<'a> {
    #[cti(trailing)]
    trailing: TrailingBytes<'a>,
}
