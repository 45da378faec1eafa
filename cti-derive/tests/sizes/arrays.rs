//! Arrays and columns of values that have no size of their own: nothing would tell them apart.

use cti_messages::{Entry, Text, TypedMessage, UnknownField};

#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "ARRAY_EVENT", number = 901, from = server)]
pub struct ArrayEvent<'a> {
    #[cti(array, name = "Names", member = "Name", tag = 1, count(name = "NumNames", at = 0))]
    pub names: Vec<Text<'a>>,
    #[cti(unknown)]
    pub unknown: Vec<UnknownField<'a>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Entry)]
#[cti(name = "Row")]
pub struct Row<'a> {
    #[cti(field, name = "Number", tag = 2)]
    pub number: Option<u16>,
    #[cti(field, name = "Name", tag = 3)]
    pub name: Option<Text<'a>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "COLUMNS_EVENT", number = 902, from = server)]
pub struct ColumnsEvent<'a> {
    #[cti(columns, name = "Rows", count(name = "NumRows", at = 0))]
    pub rows: Vec<Row<'a>>,
    #[cti(unknown)]
    pub unknown: Vec<UnknownField<'a>>,
}

fn main() {}
