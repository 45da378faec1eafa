//! What was read of a format that describes itself, before it is known what it should be.
//!
//! The key that tells the type of a message may stand behind its fields, so they have to wait.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use ::serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// A value of any kind.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::serialization) enum Tree {
    Null,
    Bool(bool),
    /// An integer that some field may have.
    Integer(i64),
    /// A number that none can have, as it is told in an error.
    OtherNumber(String),
    Text(String),
    Array(Vec<Tree>),
    Object(Object),
}

/// Keys and values in their order. No key stands twice.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::serialization) struct Object(Vec<(String, Tree)>);

impl Object {
    pub(super) fn get(&self, key: &str) -> Option<&Tree> {
        let mut entries = self.0.iter();
        entries
            .find(|(known, _)| known == key)
            .map(|(_, value)| value)
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(key, _)| key.as_str())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Tree)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }
}

impl Tree {
    /// What it is, as a noun.
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a truth value",
            Self::Integer(_) | Self::OtherNumber(_) => "a number",
            Self::Text(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_none<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        Tree::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Bool(value))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Tree, E> {
        Ok(Tree::Integer(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Tree, E> {
        Ok(i64::try_from(number)
            .map_or_else(|_| Tree::OtherNumber(format!("{number}")), Tree::Integer))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Tree, E> {
        Ok(Tree::OtherNumber(format!("{number:?}")))
    }

    fn visit_str<E>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Tree, E> {
        Ok(Tree::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Tree, A::Error> {
        // What the format says of its length may be a lie.
        let mut array = Vec::new();
        while let Some(element) = elements.next_element()? {
            array.push(element);
        }
        Ok(Tree::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Tree, A::Error> {
        let mut object = Vec::new();
        while let Some(member) = members.next_entry::<String, Tree>()? {
            object.push(member);
        }
        if let Some(key) = twice(&object) {
            return Err(A::Error::custom(format!("the key {key:?} appears twice")));
        }
        Ok(Tree::Object(Object(object)))
    }
}

/// A key that stands twice.
fn twice(object: &[(String, Tree)]) -> Option<&str> {
    let mut keys: Vec<&str> = object.iter().map(|(key, _)| key.as_str()).collect();
    keys.sort_unstable();
    keys.windows(2)
        .find(|pair| pair[0] == pair[1])
        .map(|pair| pair[0])
}
