//! The members that are present, one after the other.

use core::fmt;
use core::iter::FusedIterator;

use super::{Fields, Value};
use crate::info::MemberInfo;

/// A member that is present: its name and its value.
///
/// `Display` shows both, `AgentState=AGENT_STATE_TALKING`, and no secret.
#[derive(Clone, Copy)]
pub struct Field<'v> {
    info: &'static MemberInfo,
    value: Value<'v>,
}

impl<'v> Field<'v> {
    /// The name of the field or list in the guide.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.info.name()
    }

    /// What is known of it.
    #[must_use]
    pub const fn info(&self) -> &'static MemberInfo {
        self.info
    }

    /// Its value. That of a secret shows `<redacted>`; [`Value::reveal`] returns what it holds.
    #[must_use]
    pub const fn value(&self) -> Value<'v> {
        self.value
    }

    /// Whether its value must not be shown.
    #[must_use]
    pub const fn is_secret(&self) -> bool {
        self.info.is_secret()
    }
}

/// Equal if name and value are.
impl PartialEq for Field<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name() && self.value == other.value
    }
}

impl fmt::Display for Field<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}=", self.name())?;
        if self.is_secret() {
            f.write_str("<redacted>")
        } else {
            write!(f, "{}", self.value)
        }
    }
}

impl fmt::Debug for Field<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The members that are present, in the order of the struct. Nothing is allocated.
///
/// # Examples
/// ```
/// # #[cfg(feature = "client-events")] {
/// use cti_messages::{AgentState, AgentStateEvent, fields};
///
/// let before = AgentStateEvent { agent_state: AgentState::TALKING, ..Default::default() };
/// let after = AgentStateEvent { agent_state: AgentState::AVAILABLE, ..Default::default() };
/// let mut changes = fields::iter(&before).zip(fields::iter(&after)).filter(|(a, b)| a != b);
/// let (_, changed) = changes.next().expect("a change");
/// assert_eq!(changed.to_string(), "AgentState=AGENT_STATE_AVAILABLE");
/// assert!(changes.next().is_none());
/// # }
/// ```
#[must_use]
pub fn iter(fields: &dyn Fields) -> Iter<'_> {
    Iter {
        fields: Some(fields),
        next: 0,
    }
}

/// The members that are present: the answer of [`iter`] and of [`Message::fields`].
///
/// [`Message::fields`]: crate::Message::fields
#[derive(Debug, Clone)]
pub struct Iter<'v> {
    fields: Option<&'v dyn Fields>,
    next: usize,
}

impl Iter<'_> {
    /// No members.
    pub(crate) const EMPTY: Self = Self {
        fields: None,
        next: 0,
    };
}

impl<'v> Iterator for Iter<'v> {
    type Item = Field<'v>;

    fn next(&mut self) -> Option<Field<'v>> {
        let fields = self.fields?;
        while let Some(info) = fields.members().get(self.next) {
            let value = fields.value(self.next);
            self.next += 1;
            if let Some(value) = value {
                return Some(Field { info, value });
            }
        }
        None
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let members = self.fields.map_or(0, |fields| fields.members().len());
        (0, Some(members - self.next))
    }
}

impl FusedIterator for Iter<'_> {}
