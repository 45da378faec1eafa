// Each thing that may be deprecated.
use cti_messages::{Entry, Enumeration, Id, InvokeId, Mask, Record, Text, TypedMessage, UnknownField};

/// Deprecated members.
#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "OLD_MEMBERS_EVENT", number = 9010, from = server)]
pub struct OldMembers<'a> {
    /// A number.
    #[deprecated(note = "use new")]
    #[cti(fixed, name = "Old")]
    pub old: u32,
    /// One of some versions.
    #[deprecated]
    #[cti(fixed, name = "Older", until = 18)]
    pub older: Option<u16>,
    /// A text.
    #[deprecated]
    #[cti(field, name = "OldText", tag = 1, max = 9, required)]
    pub old_text: Option<Text<'a>>,
    /// A list.
    #[deprecated]
    #[cti(list, name = "OldTexts", member = "OldText", tag = 2, max = 9, count(name = "NumOldTexts", at = 2))]
    pub old_texts: Vec<Text<'a>>,
    /// Records.
    #[deprecated]
    #[cti(records, name = "OldRows", count(name = "NumOldRows", at = 3))]
    pub old_rows: Vec<OldMembersRow<'a>>,
    /// The rest.
    #[deprecated]
    #[cti(unknown)]
    pub unknown: Vec<UnknownField<'a>>,
}

/// Deprecated members of a record.
#[derive(Debug, Clone, PartialEq, Eq, Default, Record)]
#[cti(name = "OldMembersRow")]
pub struct OldMembersRow<'a> {
    /// A text.
    #[deprecated]
    #[cti(field, name = "Name", tag = 20, max = 32)]
    pub name: Option<Text<'a>>,
    /// The rest.
    #[cti(unknown)]
    pub unknown: Vec<UnknownField<'a>>,
}

/// Deprecated members of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Default, Entry)]
#[cti(name = "OldMembersColumn")]
pub struct OldMembersColumn<'a> {
    /// A text.
    #[deprecated]
    #[cti(field, name = "Title", tag = 12, max = 32)]
    pub title: Option<Text<'a>>,
}

/// A deprecated message.
#[deprecated]
#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "OLD_REQ", number = 9011, from = client, confirmed_by = OldConf)]
pub struct OldReq<'a> {
    /// An ID.
    #[cti(fixed, name = "InvokeID")]
    pub invoke_id: InvokeId,
    /// The rest.
    #[cti(unknown)]
    pub unknown: Vec<UnknownField<'a>>,
}

/// A deprecated confirmation.
#[deprecated]
#[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
#[cti(name = "OLD_CONF", number = 9012, from = server)]
pub struct OldConf<'a> {
    /// An ID.
    #[cti(fixed, name = "InvokeID")]
    pub invoke_id: InvokeId,
    /// The rest.
    #[cti(unknown)]
    pub unknown: Vec<UnknownField<'a>>,
}

/// A deprecated record.
#[deprecated]
#[derive(Debug, Clone, PartialEq, Eq, Default, Record)]
#[cti(name = "OldRow")]
pub struct OldRow<'a> {
    /// The rest.
    #[cti(unknown)]
    pub unknown: Vec<UnknownField<'a>>,
}

/// A deprecated entry.
#[deprecated]
#[derive(Debug, Clone, PartialEq, Eq, Default, Entry)]
#[cti(name = "OldColumn")]
pub struct OldColumn<'a> {
    /// A text.
    #[cti(field, name = "Title", tag = 12, max = 32)]
    pub title: Option<Text<'a>>,
}

/// A deprecated enumeration.
#[deprecated]
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Enumeration)]
#[cti(name = "OldKind", constants())]
pub struct OldKind(pub u16);

/// A deprecated ID.
#[deprecated]
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Id)]
#[cti(name = "OldID")]
pub struct OldId(pub u16);

/// A deprecated mask.
#[deprecated]
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Mask)]
#[cti(name = "OldMask", bits())]
pub struct OldMask(u16);

/// An enumeration with a deprecated constant.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Enumeration)]
#[cti(name = "OldConstant", constants(OLD = "K_OLD", NEW = "K_NEW"))]
pub struct OldConstant(pub u16);

impl OldConstant {
    /// One.
    #[deprecated]
    pub const OLD: Self = Self(0);
    /// Two.
    pub const NEW: Self = Self(1);
}

/// An ID with a deprecated null value.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Id)]
#[cti(name = "OldNull", null = NULL)]
pub struct OldNull(pub u16);

impl OldNull {
    /// None.
    #[deprecated]
    pub const NULL: Self = Self(0);
}

/// A mask with a deprecated bit.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Mask)]
#[cti(name = "OldBits", bits(OLD = "BIT_OLD", NEW = "BIT_NEW"))]
pub struct OldBits(u16);

impl OldBits {
    /// One.
    #[deprecated]
    pub const OLD: Self = Self(1);
    /// Two.
    pub const NEW: Self = Self(2);
}
