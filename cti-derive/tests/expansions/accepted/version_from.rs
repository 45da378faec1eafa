//! A message that names its version itself: in its first chunk, behind what all versions have.

use cti_messages::{TypedMessage, UnknownField};

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "FIRST_REQ", number = 1, from = client, version_from = version)]
struct FirstReq<'a> {
    #[cti(fixed, name = "InvokeID")]
    invoke_id: u16,
    #[cti(fixed, name = "Version")]
    version: u32,
    #[cti(fixed, name = "Late", since = 20)]
    late: Option<u16>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}
