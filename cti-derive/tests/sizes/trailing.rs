//! Another type for what follows a header: its `Debug` would show bytes that may be a secret.

use cti_messages::{Bytes, TypedMessage};

#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "STANDBY_EVENT", number = 900, from = server, header_only)]
pub struct StandbyEvent<'a> {
    #[cti(trailing)]
    pub trailing: Bytes<'a>,
}

fn main() {}
