//! Lists and their entries.

use super::{FieldInfo, MemberInfo};
use crate::generated::tags::Tag;
use crate::version::VersionRange;

/// A list.
#[derive(Debug)]
pub struct ListInfo {
    /// Its name: that of its count without Num, NumOf or NumberOf.
    pub name: &'static str,
    /// How its entries are told apart.
    pub style: ListStyle,
    /// Its count.
    pub count: CountInfo,
    /// The most entries.
    pub limit: Option<usize>,
    /// The versions that have it.
    pub versions: VersionRange,
    /// What an entry is.
    pub element: ElementInfo,
    /// The least data bytes of an entry; 0 if it may consist of one that has none: text, bytes, or
    /// the count of a list.
    pub least_data: usize,
}

impl ListInfo {
    /// The members of an entry; none for a list of values.
    #[must_use]
    pub const fn element_members(&self) -> &'static [MemberInfo] {
        match &self.element {
            ElementInfo::Value(_) => &[],
            ElementInfo::Entry(entry) => entry.members,
        }
    }
}

/// The count of a list.
#[derive(Debug)]
pub struct CountInfo {
    /// Its name in the guide, `NumCTIClients`.
    pub name: &'static str,
    /// Its tag, if it stands in the floating part.
    pub tag: Option<Tag>,
    /// Its width in bytes.
    pub width: u8,
}

/// How the entries of a list are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ListStyle {
    /// One member: every occurrence is an entry.
    Single,
    /// One member, whose values travel as an array in one field, or one per field (E12).
    Array,
    /// Members in order: one whose place is not after that of the last opens an entry.
    Ordered,
    /// No order: a tag that the record already holds opens the next record.
    Records,
    /// Members travel as columns: the i-th value of each belongs to entry i (E12).
    Columns,
}

/// What an entry of a list is.
#[derive(Debug)]
#[non_exhaustive]
pub enum ElementInfo {
    /// A value of this field.
    Value(FieldInfo),
    /// A struct with these members.
    Entry(&'static EntryInfo),
}

/// What is known of the members of an entry, each by its place in it.
///
/// The derives implement it.
pub trait EntryMembers: Sized {
    /// What is known of the members.
    const MEMBERS: &'static [MemberInfo];

    /// What is known of the member at a place.
    #[must_use]
    fn member_info(place: usize) -> Option<&'static FieldInfo> {
        match Self::MEMBERS.get(place) {
            Some(MemberInfo::Field(field)) => Some(*field),
            _ => None,
        }
    }
}

/// The entries of a list.
#[derive(Debug)]
pub struct EntryInfo {
    /// Its name in the specification.
    pub name: &'static str,
    /// Its members, in order.
    pub members: &'static [MemberInfo],
}
