//! Messages that name their version themselves: in the first chunk, and in a later one.

use cti_messages::{Message, UnknownField};

#[derive(Debug, Default, Message)]
#[cti(name = "FIRST_REQ", number = 1, from = client, version_from = version)]
pub struct FirstReq<'a> {
    #[cti(fixed, name = "InvokeID")]
    pub invoke_id: u16,
    #[cti(fixed, name = "Version")]
    pub version: u32,
    #[cti(fixed, name = "Late", since = 20)]
    pub late: Option<u16>,
    #[cti(unknown)]
    pub unknown: Vec<UnknownField<'a>>,
}
