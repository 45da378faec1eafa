//! A message whose lists could make decoding hold too much for each byte of a frame.

use cti_messages::{Entry, Text, TypedMessage, UnknownField};

/// One field of two bytes opens an entry, which has room for all of its members.
#[derive(Debug, Clone, PartialEq, Eq, Default, Entry)]
#[cti(name = "Large")]
pub struct Large<'a> {
    #[cti(field, name = "Text1", tag = 1, max = 8)]
    pub text1: Option<Text<'a>>,
    #[cti(field, name = "Text2", tag = 2, max = 8)]
    pub text2: Option<Text<'a>>,
    #[cti(field, name = "Text3", tag = 3, max = 8)]
    pub text3: Option<Text<'a>>,
    #[cti(field, name = "Text4", tag = 4, max = 8)]
    pub text4: Option<Text<'a>>,
    #[cti(field, name = "Text5", tag = 5, max = 8)]
    pub text5: Option<Text<'a>>,
    #[cti(field, name = "Text6", tag = 6, max = 8)]
    pub text6: Option<Text<'a>>,
    #[cti(field, name = "Text7", tag = 7, max = 8)]
    pub text7: Option<Text<'a>>,
    #[cti(field, name = "Text8", tag = 8, max = 8)]
    pub text8: Option<Text<'a>>,
    #[cti(field, name = "Text9", tag = 9, max = 8)]
    pub text9: Option<Text<'a>>,
    #[cti(field, name = "Text10", tag = 10, max = 8)]
    pub text10: Option<Text<'a>>,
    #[cti(field, name = "Text11", tag = 11, max = 8)]
    pub text11: Option<Text<'a>>,
    #[cti(field, name = "Text12", tag = 12, max = 8)]
    pub text12: Option<Text<'a>>,
    #[cti(field, name = "Text13", tag = 13, max = 8)]
    pub text13: Option<Text<'a>>,
    #[cti(field, name = "Text14", tag = 14, max = 8)]
    pub text14: Option<Text<'a>>,
    #[cti(field, name = "Text15", tag = 15, max = 8)]
    pub text15: Option<Text<'a>>,
    #[cti(field, name = "Text16", tag = 16, max = 8)]
    pub text16: Option<Text<'a>>,
    #[cti(field, name = "Text17", tag = 17, max = 8)]
    pub text17: Option<Text<'a>>,
    #[cti(field, name = "Text18", tag = 18, max = 8)]
    pub text18: Option<Text<'a>>,
    #[cti(field, name = "Text19", tag = 19, max = 8)]
    pub text19: Option<Text<'a>>,
    #[cti(field, name = "Text20", tag = 20, max = 8)]
    pub text20: Option<Text<'a>>,
    #[cti(field, name = "Text21", tag = 21, max = 8)]
    pub text21: Option<Text<'a>>,
    #[cti(field, name = "Text22", tag = 22, max = 8)]
    pub text22: Option<Text<'a>>,
    #[cti(field, name = "Text23", tag = 23, max = 8)]
    pub text23: Option<Text<'a>>,
    #[cti(field, name = "Text24", tag = 24, max = 8)]
    pub text24: Option<Text<'a>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "LARGE_EVENT", number = 900, from = server)]
pub struct LargeEvent<'a> {
    #[cti(ordered, name = "Larges", count(name = "NumLarges", at = 0))]
    pub larges: Vec<Large<'a>>,
    #[cti(unknown)]
    pub unknown: Vec<UnknownField<'a>>,
}

fn main() {}
