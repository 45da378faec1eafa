//! A request that the guide does not have.

use cti_messages::{CallId, InvokeId, TypedMessage, UnknownField};

/// Asks to tag a call.
#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "TAG_CALL_REQ", number = 9000, from = client, confirmed_by = TagCallConf)]
pub(crate) struct TagCallReq<'a> {
    #[cti(fixed, name = "InvokeID")]
    pub(crate) invoke_id: InvokeId,
    #[cti(fixed, name = "ConnectionCallID")]
    pub(crate) call_id: CallId,
    #[cti(unknown)]
    pub(crate) unknown: Vec<UnknownField<'a>>,
}

/// The call is tagged.
#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "TAG_CALL_CONF", number = 9001, from = server)]
pub(crate) struct TagCallConf<'a> {
    #[cti(fixed, name = "InvokeID")]
    pub(crate) invoke_id: InvokeId,
    #[cti(unknown)]
    pub(crate) unknown: Vec<UnknownField<'a>>,
}
