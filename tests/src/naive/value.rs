//! What the naive decoder reads: values as a plain tree.

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// Its number.
    pub number: u32,
    /// Its name, if the guide has one for the number.
    pub name: Option<String>,
    /// What follows the header.
    pub content: Content,
}

impl Decoded {
    /// The members; none of a message that has a header only.
    ///
    /// # Panics
    /// If the layout of the message is not known.
    #[must_use]
    pub fn part(&self) -> &Part {
        static NOTHING: Part = Part {
            members: Vec::new(),
            unknown: Vec::new(),
        };
        match &self.content {
            Content::Part(part) => part,
            Content::Trailing(_) => &NOTHING,
            Content::Body(_) => panic!("a message without a layout: {self:?}"),
        }
    }
}

/// What follows the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// The body of a message whose layout is not known.
    Body(Vec<u8>),
    /// What follows a message that has a header only.
    Trailing(Vec<u8>),
    /// Members.
    Part(Part),
}

/// The members of a message, record or entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// The members in the order of the specification; counts are not among them.
    pub members: Vec<Member>,
    /// The floating fields that were not understood.
    pub unknown: Vec<Unknown>,
}

impl Part {
    /// The value of the member with a name, if it is present.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&Value> {
        let mut members = self.members.iter();
        members.find(|member| member.name == name)?.value.as_ref()
    }

    /// The place for the value of the member with a name.
    ///
    /// # Panics
    /// If there is no such member.
    pub fn value_mut(&mut self, name: &str) -> &mut Option<Value> {
        let mut members = self.members.iter_mut();
        let member = members.find(|member| member.name == name);
        &mut member.unwrap_or_else(|| panic!("no member {name}")).value
    }

    /// The values that are present.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        self.members
            .iter()
            .filter_map(|member| member.value.as_ref())
    }

    /// The entries of a list; none where it is absent.
    ///
    /// # Panics
    /// If it is no list of entries.
    #[must_use]
    pub fn entries(&self, list: &str) -> &[Self] {
        match self.value(list) {
            None => &[],
            Some(Value::Entries(entries)) => entries,
            Some(other) => panic!("{list} is {other:?}"),
        }
    }

    /// How many entries or values a list has; none where it is absent.
    #[must_use]
    pub fn len_of(&self, list: &str) -> usize {
        self.value(list).map_or(0, Value::entries)
    }
}

/// A member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its name in the guide.
    pub name: String,
    /// Its value, if it is present.
    pub value: Option<Value>,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A number of any kind.
    Number(i64),
    /// Text without its NUL.
    Text(Vec<u8>),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A named variable, or with an index an element of a named array.
    Named {
        /// The index.
        index: Option<u8>,
        /// The name without its NUL.
        name: Vec<u8>,
        /// The value without its NUL.
        value: Vec<u8>,
    },
    /// A list of values.
    Values(Vec<Value>),
    /// A list of entries with members.
    Entries(Vec<Part>),
}

impl Value {
    /// The number of entries; 1 of what is no list.
    #[must_use]
    pub fn entries(&self) -> usize {
        match self {
            Self::Values(values) => values.len(),
            Self::Entries(entries) => entries.len(),
            _ => 1,
        }
    }
}

/// A floating field that was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// Its tag.
    pub tag: u16,
    /// Its data.
    pub data: Vec<u8>,
    /// How many known fields stand before it in canonical form.
    pub after: usize,
}
