//! Floating fields, with all that can be said of them.

use cti_messages::{NamedVariable, Text, TypedMessage, UnknownField};

#[derive(Debug, Default, TypedMessage)]
#[cti(name = "FIELDS_EVENT", number = 1, from = server)]
struct FieldsEvent<'a> {
    #[cti(field, name = "Plain", tag = 1)]
    plain: Option<u16>,
    #[cti(field, name = "Required", tag = 2, required, max = 16)]
    required: Option<Text<'a>>,
    #[cti(field, name = "Optional", tag = 3, optional, signed)]
    optional: Option<u32>,
    #[cti(field, name = "Conditional", tag = 300, conditional, since = 20)]
    conditional: Option<u32>,
    #[cti(
        field,
        name = "Maxima",
        tag = 5,
        max(16, until = 18),
        max(64, since = 19)
    )]
    maxima: Option<Text<'a>>,
    #[cti(field, name = "Parts", tag = 6, parts(name = 33, value = 211))]
    parts: Option<NamedVariable<'a>>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}
