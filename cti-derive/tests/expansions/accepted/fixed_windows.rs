//! Fixed fields that some versions lack: a chunk for each run of fields with one window.

use cti_messages::{TypedMessage, UnknownField};

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "WINDOWS_EVENT", number = 1, from = server)]
struct WindowsEvent<'a> {
    #[cti(fixed, name = "A", until = 18, signed)]
    a: Option<u16>,
    #[cti(fixed, name = "B")]
    b: u16,
    #[cti(fixed, name = "C")]
    c: u32,
    #[cti(fixed, name = "D", since = 15, null = 0xFFFF)]
    d: Option<u16>,
    #[cti(fixed, name = "E", since = 15)]
    e: Option<u32>,
    #[cti(fixed, name = "F", since = 15, until = 20)]
    f: Option<u32>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}
