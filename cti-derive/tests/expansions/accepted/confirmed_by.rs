//! A request, and the struct of its confirmation.

use cti_messages::{InvokeId, TypedMessage, UnknownField};

#[derive(Debug, Default, TypedMessage)]
#[cti(
    name = "NOTE_REQ",
    number = 1,
    from = client,
    confirmed_by = self::NoteConf
)]
struct NoteReq<'a> {
    #[cti(fixed, name = "InvokeID")]
    invoke_id: InvokeId,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "NOTE_CONF", number = 2, from = server)]
struct NoteConf<'a> {
    #[cti(fixed, name = "InvokeID")]
    invoke_id: InvokeId,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}
