//! Names in a document to indices in the model.

use std::collections::BTreeMap;

use super::document::Document;
use super::error::JsonError;
use super::types::{FieldMeaning, Form};
use crate::model::{
    EntryIndex, EnumerationIndex, ErratumIndex, FieldType, IdIndex, ListStyle, MaskIndex, Meaning,
    MessageIndex, ServiceIndex, TagIndex, TypeIndex, WireForm,
};
use crate::name::Name;
use crate::name::nearest;

/// All that a document declares, by name.
pub(super) struct Names<'d> {
    acronyms: &'d [String],
    services: Table<'d, ()>,
    errata: Table<'d, ()>,
    types: Table<'d, WireForm>,
    ids: Table<'d, u8>,
    enumerations: Table<'d, u8>,
    masks: Table<'d, u8>,
    tags: Table<'d, u16>,
    entries: Table<'d, ListStyle>,
    messages: Table<'d, ()>,
}

impl<'d> Names<'d> {
    /// Collects what is declared.
    pub(super) fn of(document: &'d Document) -> Result<Self, JsonError> {
        Ok(Self {
            acronyms: &document.acronyms,
            services: Table::new("service", "services", &document.services, |service| {
                Ok((&service.name, ()))
            })?,
            errata: Table::new("erratum", "errata", &document.errata, |erratum| {
                Ok((&erratum.label, ()))
            })?,
            types: Table::new("type", "types", &document.types, |basic| {
                Ok((&basic.name, Form::wire_form(basic.form, basic.bytes)?))
            })?,
            ids: Table::new("ID", "ids", &document.ids, |id| Ok((&id.name, id.bytes)))?,
            enumerations: Table::new(
                "enumeration",
                "enumerations",
                &document.enumerations,
                |table| Ok((&table.name, table.bytes)),
            )?,
            masks: Table::new("mask", "masks", &document.masks, |mask| {
                Ok((&mask.name, mask.bytes))
            })?,
            tags: Table::new("tag", "tags", &document.tags, |tag| {
                Ok((&tag.name, tag.number))
            })?,
            entries: Table::new("entry", "entries", &document.entries, |entry| {
                Ok((&entry.name, entry.style.into()))
            })?,
            messages: Table::new("message", "messages", &document.messages, |message| {
                Ok((&message.name, ()))
            })?,
        })
    }

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

    /// The type of a field, by the name of its basic type and its meaning.
    pub(super) fn field_type(
        &self,
        basic: &str,
        meaning: Option<&FieldMeaning>,
    ) -> Result<FieldType, JsonError> {
        let (index, form) = self
            .types
            .find(basic)
            .map_err(|error| error.within("type"))?;
        let resolve = |meaning| self.meaning(meaning, form);
        let meaning = meaning.map(resolve).transpose();
        Ok(FieldType {
            basic: TypeIndex(index),
            form,
            meaning: meaning.map_err(|error| error.within("meaning"))?,
        })
    }

    /// A meaning, which has the width of the field, or is wider (a form of a message may carry less).
    fn meaning(&self, meaning: &FieldMeaning, form: WireForm) -> Result<Meaning, JsonError> {
        let (name, meaning, width) = match meaning {
            FieldMeaning::Id(name) => {
                let (index, width) = self.ids.find(name)?;
                (name, Meaning::Id(IdIndex(index)), width)
            }
            FieldMeaning::Enumeration(name) => {
                let (index, width) = self.enumerations.find(name)?;
                let index = EnumerationIndex(index);
                (name, Meaning::Enumeration(index), width)
            }
            FieldMeaning::Mask(name) => {
                let (index, width) = self.masks.find(name)?;
                (name, Meaning::Mask(MaskIndex(index)), width)
            }
        };
        let fits = match form {
            WireForm::Unsigned(own) => own <= width,
            WireForm::Signed(own) => own == width && matches!(meaning, Meaning::Id(_)),
            _ => false,
        };
        if !fits {
            let what = format!("{name}, of {width} bytes, is no meaning of this type");
            return Err(JsonError::new(what));
        }
        Ok(meaning)
    }
}

/// What is declared of one kind.
struct Table<'d, T> {
    kind: &'static str,
    items: BTreeMap<&'d str, (usize, T)>,
}

impl<'d, T: Copy> Table<'d, T> {
    /// The items under a key of the document, each with its name and what else is asked for.
    fn new<I>(
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

    fn find(&self, name: &str) -> Result<(usize, T), JsonError> {
        self.items.get(name).copied().ok_or_else(|| {
            let near = nearest(name, self.items.keys().copied())
                .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            JsonError::new(format!("unknown {} `{name}`{near}", self.kind))
        })
    }
}
