//! Names in a document to indices in the model.

use std::collections::BTreeMap;

use super::error::JsonError;
use crate::model::{
    EntryIndex, ErratumIndex, IdIndex, ListStyle, MessageIndex, ServiceIndex, TagIndex, WireForm,
};
use crate::name::Name;
use crate::name::nearest;

/// All that a document declares, by name.
pub(super) struct Names<'d> {
    pub(super) acronyms: &'d [String],
    pub(super) services: Table<'d, ()>,
    pub(super) errata: Table<'d, ()>,
    pub(super) types: Table<'d, WireForm>,
    pub(super) ids: Table<'d, u8>,
    pub(super) enumerations: Table<'d, u8>,
    pub(super) masks: Table<'d, u8>,
    pub(super) tags: Table<'d, u16>,
    pub(super) entries: Table<'d, ListStyle>,
    pub(super) messages: Table<'d, ()>,
}

impl Names<'_> {
    /// A name with its words.
    pub(super) fn name(&self, guide: &str) -> Name {
        Name::new(guide, self.acronyms)
    }

    pub(super) fn service(&self, name: &str) -> Result<ServiceIndex, JsonError> {
        Ok(ServiceIndex(self.services.find(name)?.0))
    }

    pub(super) fn id(&self, name: &str) -> Result<IdIndex, JsonError> {
        Ok(IdIndex(self.ids.find(name)?.0))
    }

    pub(super) fn erratum(&self, label: &str) -> Result<ErratumIndex, JsonError> {
        Ok(ErratumIndex(self.errata.find(label)?.0))
    }

    pub(super) fn message(&self, name: &str) -> Result<MessageIndex, JsonError> {
        Ok(MessageIndex(self.messages.find(name)?.0))
    }

    /// An entry, and the style of the lists that it is for.
    pub(super) fn entry(&self, name: &str) -> Result<(EntryIndex, ListStyle), JsonError> {
        let (index, style) = self.entries.find(name)?;
        Ok((EntryIndex(index), style))
    }

    /// A tag, whose number the document repeats wherever it names it.
    pub(super) fn tag(&self, name: &str, number: u16) -> Result<TagIndex, JsonError> {
        let (index, declared) = self.tags.find(name)?;
        if declared != number {
            let what = format!("the number of {name} is {declared}, not {number}");
            return Err(JsonError::new(what).within("number"));
        }
        Ok(TagIndex(index))
    }
}

/// What is declared of one kind.
pub(super) struct Table<'d, T> {
    kind: &'static str,
    items: BTreeMap<&'d str, (usize, T)>,
}

impl<'d, T: Copy> Table<'d, T> {
    /// The items under a key of the document, each with its name and what else is asked for.
    pub(super) fn new<I>(
        kind: &'static str,
        key: &str,
        items: &'d [I],
        named: impl Fn(&'d I) -> Result<(&'d String, T), JsonError>,
    ) -> Result<Self, JsonError> {
        let mut table = Self {
            kind,
            items: BTreeMap::new(),
        };
        for (index, item) in items.iter().enumerate() {
            let at = |error: JsonError| error.within_element(index).within(key);
            let (name, other) = named(item).map_err(at)?;
            if table.items.insert(name, (index, other)).is_some() {
                return Err(at(JsonError::new(format!("there are two of {name}"))));
            }
        }
        Ok(table)
    }

    pub(super) fn find(&self, name: &str) -> Result<(usize, T), JsonError> {
        self.items.get(name).copied().ok_or_else(|| {
            let near = nearest(name, self.items.keys().copied())
                .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            JsonError::new(format!("unknown {} `{name}`{near}", self.kind))
        })
    }
}
