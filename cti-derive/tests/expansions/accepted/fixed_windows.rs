//! Fixed fields that some versions lack: a chunk for each run of fields with one window.

use cti_messages::{Message, UnknownField};

#[derive(Debug, Default, Message)]
#[cti(name = "WINDOWS_EVENT", number = 1, from = server)]
pub struct WindowsEvent<'a> {
    #[cti(fixed, name = "A", until = 18, signed)]
    pub a: Option<u16>,
    #[cti(fixed, name = "B")]
    pub b: u16,
    #[cti(fixed, name = "C")]
    pub c: u32,
    #[cti(fixed, name = "D", since = 15, null = 0xFFFF)]
    pub d: Option<u16>,
    #[cti(fixed, name = "E", since = 15)]
    pub e: Option<u32>,
    #[cti(fixed, name = "F", since = 15, until = 20)]
    pub f: Option<u32>,
    #[cti(unknown)]
    pub unknown: Vec<UnknownField<'a>>,
}
