//! Requests, which find their answers by an ID, and messages as trait objects.

use cti_messages::{DynMessage, Id, InvokeId, Message, TypedMessage, UnknownField};

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "WITHOUT_ID_REQ", number = 9000, from = client, confirmed_by = WithIdConf)]
struct WithoutIdReq<'a> {
    #[cti(fixed, name = "InvokeID")]
    invoke_id: u32,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "WITH_ID_CONF", number = 9001, from = server)]
struct WithIdConf<'a> {
    #[cti(fixed, name = "InvokeID")]
    invoke_id: InvokeId,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "WITH_ID_REQ", number = 9002, from = client, confirmed_by = WithoutIdConf)]
struct WithIdReq<'a> {
    #[cti(fixed, name = "InvokeID")]
    invoke_id: InvokeId,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "WITHOUT_ID_CONF", number = 9003, from = server)]
struct WithoutIdConf<'a> {
    #[cti(field, name = "InvokeID", tag = 1)]
    invoke_id: Option<InvokeId>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

#[derive(Clone, Copy, Default, Id)]
#[cti(name = "InvokeID")]
struct NarrowId(u16);

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "NARROW_ID_REQ", number = 9004, from = client, confirmed_by = WithIdConf)]
struct NarrowIdReq<'a> {
    #[cti(fixed, name = "InvokeID")]
    invoke_id: NarrowId,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}

fn queue(message: Message<'static>) -> Box<dyn DynMessage> {
    Box::new(message)
}

fn main() {}
