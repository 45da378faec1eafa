//! The resolved protocol: what the generator, the tests and other tools work from.
//!
//! A [`Protocol`] holds legal combinations only. It is made by [`crate::load()`] from the parsed
//! files (`ast`), and everything that a reader of the guide would have to look up is looked up
//! already: a field knows its wire form, its tag number and its place, a list knows its count.
//! Order is the order of the specification throughout, so output made from it is deterministic.

use std::ops::{Index, RangeInclusive};

mod declaration;
mod fixed;
mod floating;
mod index;
mod interface;
mod limits;
mod list;
mod message;
mod named;
mod tag;
mod types;
mod window;

pub use declaration::{Constant, Doc, Erratum, Service};
pub use fixed::{BodyShape, FixedField, Layout};
pub use floating::{FloatingCount, FloatingField, Maximum, Presence};
pub use index::{
    EntryIndex, EnumerationIndex, ErratumIndex, IdIndex, MaskIndex, MessageIndex, ServiceIndex,
    TagIndex, TypeIndex,
};
pub use interface::{Interface, InterfaceMember, KeyField};
pub use limits::{MAX_COLUMNS, MAX_COMBINED_LIMITS, MAX_FORM_BYTES, MAX_MEMBERS};
pub use list::{CountPlace, Element, Entry, Floating, List, ListStyle};
pub use message::{Body, CombinedLimit, Direction, HEADER_BYTES, Message, Parts};
pub use named::{Enumeration, Gap, GapKind, Id, Mask, NamedValue, Null};
pub use tag::{ReservedTags, Tag};
pub use types::{BasicType, Example, FieldType, Meaning, NamedParts, WireForm, is_bit_pattern};
pub use window::Window;

/// A protocol with everything that is declared for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protocol {
    /// The name of the protocol, `GED188`.
    pub name: String,
    /// Its doc text.
    pub doc: Doc,
    /// The first version that is modelled.
    pub first_version: u8,
    /// The last version that is modelled.
    pub last_version: u8,
    /// From this version on, tag and length of a floating field take two bytes each; one before.
    pub wide_tags_since: u8,
    /// The largest message in bytes, header included.
    pub frame_limit: u32,
    /// The acronyms that names are split at ([`crate::name::Name::new`]).
    pub acronyms: Vec<String>,
    /// The ID that a request and its answer have in common, where the specification names it.
    pub paired_by: Option<IdIndex>,
    /// The services, in order of declaration.
    pub services: Vec<Service>,
    /// The errata, in order of declaration.
    pub errata: Vec<Erratum>,
    /// Named numbers that are used as limits.
    pub constants: Vec<Constant>,
    /// The basic types of the guide.
    pub types: Vec<BasicType>,
    /// The ID types.
    pub ids: Vec<Id>,
    /// The enumerations.
    pub enumerations: Vec<Enumeration>,
    /// The masks.
    pub masks: Vec<Mask>,
    /// The tags that have a name.
    pub tags: Vec<Tag>,
    /// The tag numbers that the guide reserves or leaves unused.
    pub reserved_tags: Vec<ReservedTags>,
    /// The entries of lists with more than one member.
    pub entries: Vec<Entry>,
    /// The messages, by number.
    pub messages: Vec<Message>,
    /// The interfaces: sets of fields that several messages share.
    pub interfaces: Vec<Interface>,
}

impl Protocol {
    /// The message with a name of the guide.
    #[must_use]
    pub fn message(&self, guide_name: &str) -> Option<&Message> {
        self.messages
            .iter()
            .find(|message| message.name.guide == guide_name)
    }

    /// The messages whose layout is published, by number.
    pub fn published(&self) -> impl Iterator<Item = &Message> {
        let messages = self.messages.iter();
        messages.filter(|message| message.is_published())
    }

    /// The enumeration with a name.
    #[must_use]
    pub fn enumeration(&self, name: &str) -> Option<&Enumeration> {
        self.enumerations
            .iter()
            .find(|enumeration| enumeration.name.guide == name)
    }

    /// The mask with a name.
    #[must_use]
    pub fn mask(&self, name: &str) -> Option<&Mask> {
        self.masks.iter().find(|mask| mask.name.guide == name)
    }

    /// The tag with a name of the guide.
    #[must_use]
    pub fn tag(&self, guide_name: &str) -> Option<&Tag> {
        self.tags.iter().find(|tag| tag.name.guide == guide_name)
    }

    /// The versions that are modelled.
    #[must_use]
    pub fn versions(&self) -> RangeInclusive<u8> {
        self.first_version..=self.last_version
    }

    /// The value that means "none" for a type, where its ID or enumeration has one.
    #[must_use]
    pub fn null_of_type(&self, ty: &FieldType) -> Option<&Null> {
        match ty.meaning? {
            Meaning::Id(index) => self[index].null.as_ref(),
            Meaning::Enumeration(index) => self[index].null.as_ref(),
            Meaning::Mask(_) => None,
        }
    }

    /// The value that means "none" in a field of a type: its own, or else that of the type. It has a name
    /// if that of the type is the same value.
    #[must_use]
    pub fn null_of_field(&self, ty: &FieldType, own: Option<u32>) -> Option<Null> {
        let of_type = self.null_of_type(ty);
        match (own, of_type) {
            (Some(value), Some(null)) if value != null.value => Some(Null { name: None, value }),
            (Some(value), None) => Some(Null { name: None, value }),
            (_, of_type) => of_type.cloned(),
        }
    }

    /// Every floating field of a message: the single ones, and the members of its lists and of
    /// the lists in them, each with the list that it is in. Counts are not among them.
    #[must_use]
    pub fn floating_fields<'a>(
        &'a self,
        message: &'a Message,
    ) -> Vec<(Option<&'a List>, &'a FloatingField)> {
        let mut fields = Vec::new();
        if let Some(parts) = message.parts() {
            self.collect_fields(None, &parts.floating, &mut fields);
        }
        fields
    }

    /// The value that a fixed field has by default, as an unsigned integer: its own default, else
    /// the value that means "none" in it, else the default of its type. Bytes are 0.
    #[must_use]
    pub fn default_of_field(&self, field: &FixedField) -> u32 {
        let own = field.default.or(field.null);
        own.unwrap_or_else(|| self.default_of_type(&field.ty))
    }

    /// The value that a type has by default, as an unsigned integer: the one that means "none",
    /// else the constant that is the default of the enumeration, else 0.
    #[must_use]
    pub fn default_of_type(&self, ty: &FieldType) -> u32 {
        let default = || match ty.meaning {
            Some(Meaning::Enumeration(index)) => self[index].default,
            _ => None,
        };
        let null = self.null_of_type(ty).map(|null| null.value);
        null.or_else(default).unwrap_or(0)
    }

    /// Adds the fields of some items. Records hold no records, so this goes two lists deep.
    fn collect_fields<'a>(
        &'a self,
        list: Option<&'a List>,
        items: &'a [Floating],
        fields: &mut Vec<(Option<&'a List>, &'a FloatingField)>,
    ) {
        for item in items {
            match item {
                Floating::Field(field) => fields.push((list, field)),
                Floating::Count(_) => {}
                Floating::List(list) => match &list.element {
                    Element::Member(member) => fields.push((Some(list), member)),
                    Element::Entry(entry) => {
                        self.collect_fields(Some(list), &self[*entry].members, fields);
                    }
                },
            }
        }
    }
}

/// Makes an index refer to an item of a [`Protocol`].
macro_rules! refers {
    ($($index:ident => $items:ident: $item:ident;)*) => {$(
        impl Index<$index> for Protocol {
            type Output = $item;

            fn index(&self, index: $index) -> &$item {
                &self.$items[index.0]
            }
        }
    )*};
}

refers! {
    ServiceIndex => services: Service;
    ErratumIndex => errata: Erratum;
    TypeIndex => types: BasicType;
    IdIndex => ids: Id;
    EnumerationIndex => enumerations: Enumeration;
    MaskIndex => masks: Mask;
    TagIndex => tags: Tag;
    EntryIndex => entries: Entry;
    MessageIndex => messages: Message;
}

impl Window {
    /// The versions of a protocol that are in the window; empty if there are none.
    #[must_use]
    pub fn versions(self, protocol: &Protocol) -> RangeInclusive<u8> {
        let first = self.since.unwrap_or_default().max(protocol.first_version);
        let last = self.until.unwrap_or(u8::MAX).min(protocol.last_version);
        first..=last
    }
}
