//! Lists and the entries that they consist of.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{Versions, doc, errata, labels, text, versions, window};
use super::error::JsonError;
use super::floating::{FloatingCount, FloatingField};
use super::names::Names;
use super::part::{Part, all, resolve_all};
use crate::model::{self, Protocol};

/// An item of a floating part or of an entry: an object with one key that tells the kind of item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Floating {
    /// A field that comes at most once in its message or entry.
    Field(FloatingField),
    /// The count of a list, at its own place.
    Count(FloatingCount),
    /// A list.
    List(List),
}

/// A list. How many entries it has is told by its count, a field whose `counts` names the list;
/// where the two disagree, the entries that came are what there is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// Its name: that of its count without Num, NumOf or NumberOf.
    pub name: String,
    /// How its entries are told apart.
    pub style: ListStyle,
    /// What an entry is.
    pub element: Element,
    /// Where its count stands.
    pub counted_in: CountPlace,
    /// The largest number of entries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_entries: Option<u32>,
    /// The versions that have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub versions: Option<Versions>,
    /// Doc text, in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// The labels of the errata that concern it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errata: Vec<String>,
}

/// How the entries of a list are told apart. Fields that are no members of the list may stand
/// between its fields and mean nothing to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ListStyle {
    /// One member: every field is an entry.
    Single,
    /// One member: a field holds any number of values, one behind the other, and each is an entry.
    /// Written as one field where tags are wide, as one field for each value where they are narrow.
    Array,
    /// Members in order: one whose place in the entry is not after that of the last opens an entry.
    Ordered,
    /// Members without an order: a field or count (not a member of an inner list) that the record
    /// already holds opens the next record. A field with a tag that neither the message nor the
    /// record knows belongs to the record that is open.
    Records,
    /// Members as columns: a field holds any number of values, and the i-th value of each member
    /// belongs to entry i. Written like an array.
    Columns,
}

/// What an entry of a list is: an object with one key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Element {
    /// One member, for the styles `single` and `array`.
    Member(Box<FloatingField>),
    /// The name of an element of `entries`, for the other styles.
    Entry(String),
}

/// Where the count of a list stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CountPlace {
    /// In the fixed part: the list is always there, with or without entries.
    Fixed,
    /// In the floating part (or the record): the list is there if its count or an entry is.
    Floating,
}

/// The members of a list's entries, declared once for all lists that have them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its name, `ConnectedParty`; lists refer to it.
    pub name: String,
    /// The style of the lists that have it: `ordered`, `records` or `columns`.
    pub style: ListStyle,
    /// Its members, in order. Counts and lists stand in records only, and such a list is none of
    /// records.
    pub members: Vec<Floating>,
    /// Doc text, in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// The labels of the errata that concern it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errata: Vec<String>,
}

impl Part for Floating {
    type Model = model::Floating;

    fn of(model: &Self::Model, protocol: &Protocol) -> Self {
        match model {
            model::Floating::Field(field) => Self::Field(FloatingField::of(field, protocol)),
            model::Floating::Count(count) => Self::Count(FloatingCount::of(count, protocol)),
            model::Floating::List(list) => Self::List(List::of(list, protocol)),
        }
    }

    fn resolve(&self, names: &Names<'_>) -> Result<Self::Model, JsonError> {
        let (key, resolved) = match self {
            Self::Field(field) => ("field", field.resolve(names).map(model::Floating::Field)),
            Self::Count(count) => ("count", count.resolve(names).map(model::Floating::Count)),
            Self::List(list) => ("list", list.resolve(names).map(model::Floating::List)),
        };
        resolved.map_err(|error| error.within(key))
    }
}

impl Part for List {
    type Model = model::List;

    fn of(model: &Self::Model, protocol: &Protocol) -> Self {
        Self {
            name: model.name.guide.clone(),
            style: model.style.into(),
            element: match &model.element {
                model::Element::Member(member) => {
                    Element::Member(Box::new(FloatingField::of(member, protocol)))
                }
                model::Element::Entry(entry) => Element::Entry(protocol[*entry].name.guide.clone()),
            },
            counted_in: match model.count {
                model::CountPlace::Fixed => CountPlace::Fixed,
                model::CountPlace::Floating => CountPlace::Floating,
            },
            max_entries: model.max,
            versions: versions(model.window),
            doc: text(&model.doc),
            errata: labels(&model.errata, protocol),
        }
    }

    fn resolve(&self, names: &Names<'_>) -> Result<Self::Model, JsonError> {
        let style = model::ListStyle::from(self.style);
        let element = self.element.resolve(style, names);
        Ok(model::List {
            name: names.name(&self.name),
            style,
            element: element.map_err(|error| error.within("element"))?,
            count: match self.counted_in {
                CountPlace::Fixed => model::CountPlace::Fixed,
                CountPlace::Floating => model::CountPlace::Floating,
            },
            max: self.max_entries,
            window: window(self.versions.as_ref()),
            doc: doc(self.doc.as_ref()),
            errata: errata(&self.errata, names)?,
        })
    }
}

impl Element {
    /// The element of a list of some style.
    fn resolve(
        &self,
        style: model::ListStyle,
        names: &Names<'_>,
    ) -> Result<model::Element, JsonError> {
        use model::ListStyle::{Array, Single};
        let (element, fits) = match self {
            Self::Member(member) => {
                let member = member.resolve(names);
                let member = member.map_err(|error| error.within("member"))?;
                let fits = style == Single || style == Array && member.ty.form.size().is_some();
                (model::Element::Member(Box::new(member)), fits)
            }
            Self::Entry(name) => {
                let (entry, own) = names.entry(name).map_err(|error| error.within("entry"))?;
                (model::Element::Entry(entry), own == style)
            }
        };
        if !fits {
            return Err(JsonError::new("no list of this style has this element"));
        }
        Ok(element)
    }
}

impl From<model::ListStyle> for ListStyle {
    fn from(style: model::ListStyle) -> Self {
        match style {
            model::ListStyle::Single => Self::Single,
            model::ListStyle::Array => Self::Array,
            model::ListStyle::Ordered => Self::Ordered,
            model::ListStyle::Records => Self::Records,
            model::ListStyle::Columns => Self::Columns,
        }
    }
}

impl From<ListStyle> for model::ListStyle {
    fn from(style: ListStyle) -> Self {
        match style {
            ListStyle::Single => Self::Single,
            ListStyle::Array => Self::Array,
            ListStyle::Ordered => Self::Ordered,
            ListStyle::Records => Self::Records,
            ListStyle::Columns => Self::Columns,
        }
    }
}

impl Part for Entry {
    type Model = model::Entry;

    fn of(model: &Self::Model, protocol: &Protocol) -> Self {
        Self {
            name: model.name.guide.clone(),
            style: model.style.into(),
            members: all(&model.members, protocol),
            doc: text(&model.doc),
            errata: labels(&model.errata, protocol),
        }
    }

    fn resolve(&self, names: &Names<'_>) -> Result<Self::Model, JsonError> {
        Ok(model::Entry {
            name: names.name(&self.name),
            style: self.style.into(),
            members: resolve_all(&self.members, "members", names)?,
            doc: doc(self.doc.as_ref()),
            errata: errata(&self.errata, names)?,
        })
    }
}
