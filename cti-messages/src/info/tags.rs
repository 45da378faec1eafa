//! Which member of a message a floating field belongs to.

use super::{ElementInfo, Form, ListInfo, ListStyle, MemberInfo, MessageInfo};
use crate::generated::tags::Tag;

/// What a floating field is to a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TagRole {
    /// Nothing: it has another tag, or data that do not fit.
    None,
    /// It is the field.
    Field,
    /// The field is its count.
    Count,
    /// The field is, or belongs to, one of its entries.
    Member,
}

impl MemberInfo {
    /// The name of the field with a tag: the member itself, its count, or a member of its entries.
    pub(crate) fn name_of_tag(&self, tag: Tag) -> Option<&'static str> {
        match self {
            Self::Fixed(_) => None,
            Self::Field(field) => (field.tag == tag).then_some(field.name),
            Self::List(list) if list.count.tag == Some(tag) => Some(list.count.name),
            Self::List(list) => list.name_of_element_tag(tag),
        }
    }

    /// Whether it is, counts, or holds in its entries, the field with a tag.
    pub(crate) fn has_tag(&self, tag: Tag) -> bool {
        self.name_of_tag(tag).is_some()
    }

    /// What a field with this tag and these data is to it.
    pub(crate) fn role_of(&self, tag: Tag, data: &[u8]) -> TagRole {
        match self {
            Self::Field(field) if field.tag == tag && field.form.fits(data) => TagRole::Field,
            Self::Fixed(_) | Self::Field(_) => TagRole::None,
            Self::List(list) => list.role_of(tag, data),
        }
    }
}

impl MessageInfo {
    /// The name of the field with a tag: one of its own, a count, or a member of entries.
    pub(crate) fn name_of_tag(&self, tag: Tag) -> Option<&'static str> {
        let mut members = self.members.iter();
        members.find_map(|member| member.name_of_tag(tag))
    }
}

impl ListInfo {
    /// The name of the field with a tag in its entries.
    pub(crate) fn name_of_element_tag(&self, tag: Tag) -> Option<&'static str> {
        match &self.element {
            ElementInfo::Value(field) => (field.tag == tag).then_some(field.name),
            ElementInfo::Entry(entry) => entry
                .members
                .iter()
                .find_map(|member| member.name_of_tag(tag)),
        }
    }

    fn role_of(&self, tag: Tag, data: &[u8]) -> TagRole {
        if self.count.tag == Some(tag) && data.len() == usize::from(self.count.width) {
            return TagRole::Count;
        }
        let is_member = match &self.element {
            ElementInfo::Value(field) => field.tag == tag && self.style.fits(field.form, data),
            ElementInfo::Entry(entry) => entry.members.iter().any(|member| match member {
                MemberInfo::Field(field) => field.tag == tag && self.style.fits(field.form, data),
                other => other.role_of(tag, data) != TagRole::None,
            }),
        };
        if is_member {
            TagRole::Member
        } else {
            TagRole::None
        }
    }
}

impl ListStyle {
    /// Whether data fit a member of a list of this style: one value, or where values travel as
    /// arrays any number of them.
    pub(crate) fn fits(self, form: Form, data: &[u8]) -> bool {
        match (self, form) {
            (Self::Array | Self::Columns, Form::Sized(size)) => size > 0 && data.len() % size == 0,
            _ => form.fits(data),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Form, ListStyle};

    #[test]
    fn arrays_are_any_number_of_whole_values() {
        let fits = |style: ListStyle, size, length: usize| {
            style.fits(Form::Sized(size), &[0; 9][..length])
        };
        for style in [ListStyle::Array, ListStyle::Columns] {
            for (size, length, expected) in [
                (2, 0, true),
                (2, 1, false),
                (2, 2, true),
                (2, 3, false),
                (2, 8, true),
                (4, 8, true),
                (4, 6, false),
                // There would be endlessly many values without a size.
                (0, 0, false),
                (0, 1, false),
            ] {
                assert_eq!(fits(style, size, length), expected, "{size} {length}");
            }
            assert!(style.fits(Form::Text, &[]), "text is no array");
        }
        for style in [ListStyle::Single, ListStyle::Ordered, ListStyle::Records] {
            assert!(fits(style, 2, 2) && !fits(style, 2, 0) && !fits(style, 2, 4));
        }
    }
}
