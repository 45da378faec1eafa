//! Types with the lifetime of the frame in them: statics have `'static` there, and only there.

use cti_messages::{Secret, Text, TypedMessage, UnknownField};

/// A type with the name of the lifetime.
#[allow(non_camel_case_types)]
type frame<'frame> = Text<'frame>;

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "LIFETIMES_EVENT", number = 1, from = server)]
struct LifetimesEvent<'frame> {
    #[cti(field, name = "Alias", tag = 1)]
    alias: Option<frame<'frame>>,
    #[cti(field, name = "Group", tag = 2)]
    group: Option<Secret<(Text<'frame>)>>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'frame>>,
}
