//! Protocol versions and ranges of them.

use core::fmt;

use crate::generated::protocol::{FIRST_VERSION, LATEST_VERSION, WIDE_TAGS_SINCE};
use crate::generated::tags::Tag;

/// A version of the protocol that this crate models, such as [`ProtocolVersion::V24`].
///
/// The version is what OPEN_REQ asks for, and holds for the whole session. It decides how wide the
/// tags and lengths of floating fields are, and which fields and messages exist.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProtocolVersion(pub(crate) u8);

impl ProtocolVersion {
    /// The first version that is modelled.
    pub const FIRST: Self = Self(FIRST_VERSION);
    /// The latest version that is modelled.
    pub const LATEST: Self = Self(LATEST_VERSION);

    /// The version with this number, if it is modelled; [`TryFrom`] does the same for a
    /// [`VersionNumber`].
    #[must_use]
    pub fn new(number: u32) -> Option<Self> {
        let number = u8::try_from(number).ok()?;
        (FIRST_VERSION..=LATEST_VERSION)
            .contains(&number)
            .then_some(Self(number))
    }

    /// The modelled version that is nearest to a number.
    ///
    /// An OPEN_REQ may ask for any version; a server has to read it before it can refuse it.
    #[must_use]
    pub fn nearest(number: impl Into<VersionNumber>) -> Self {
        let number = number.into().0;
        Self::new(number).unwrap_or(if number < u32::from(FIRST_VERSION) {
            Self::FIRST
        } else {
            Self::LATEST
        })
    }

    /// The number of the version.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }

    /// Whether tags and lengths of floating fields take two bytes each, not one.
    #[must_use]
    pub const fn has_wide_tags(self) -> bool {
        self.0 >= WIDE_TAGS_SINCE
    }

    /// The bytes of the tag of a floating field; its length has as many.
    #[inline]
    pub(crate) const fn tag_bytes(self) -> usize {
        if self.has_wide_tags() { 2 } else { 1 }
    }

    /// The bytes of a floating field before its data: tag and length.
    #[inline]
    pub(crate) const fn field_header_bytes(self) -> usize {
        2 * self.tag_bytes()
    }

    /// The most data bytes that the length of a floating field can express.
    #[inline]
    pub(crate) const fn max_field_length(self) -> usize {
        if self.has_wide_tags() { 0xFFFF } else { 0xFF }
    }

    /// Whether a floating field can have a tag so large.
    #[inline]
    pub(crate) const fn can_carry(self, tag: Tag) -> bool {
        self.has_wide_tags() || tag.0 <= 0xFF
    }

    /// All versions that are modelled, in order.
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + Clone {
        (FIRST_VERSION..=LATEST_VERSION).map(Self)
    }
}

/// The number of a protocol version as a message states it: any number, whether or not this crate
/// models the version.
///
/// An OPEN_REQ asks for the version of its session with one. It converts from a
/// [`ProtocolVersion`], and to one if that version is modelled.
///
/// # Examples
/// ```
/// use cti_messages::{ProtocolVersion, UnsupportedVersionError, VersionNumber};
///
/// let number = VersionNumber::from(ProtocolVersion::V24);
/// assert_eq!(number, VersionNumber(24));
/// assert_eq!(ProtocolVersion::try_from(number), Ok(ProtocolVersion::V24));
/// assert_eq!(ProtocolVersion::try_from(VersionNumber(99)), Err(UnsupportedVersionError(VersionNumber(99))));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct VersionNumber(pub u32);

impl From<u32> for VersionNumber {
    fn from(number: u32) -> Self {
        Self(number)
    }
}

impl From<VersionNumber> for u32 {
    fn from(number: VersionNumber) -> Self {
        number.0
    }
}

impl From<ProtocolVersion> for VersionNumber {
    fn from(version: ProtocolVersion) -> Self {
        Self(version.into())
    }
}

impl TryFrom<VersionNumber> for ProtocolVersion {
    type Error = UnsupportedVersionError;

    fn try_from(number: VersionNumber) -> Result<Self, UnsupportedVersionError> {
        Self::new(number.0).ok_or(UnsupportedVersionError(number))
    }
}

impl PartialEq<ProtocolVersion> for VersionNumber {
    fn eq(&self, version: &ProtocolVersion) -> bool {
        *self == Self::from(*version)
    }
}

impl PartialEq<VersionNumber> for ProtocolVersion {
    fn eq(&self, number: &VersionNumber) -> bool {
        number == self
    }
}

impl fmt::Debug for VersionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for VersionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// A version that this crate does not model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct UnsupportedVersionError(pub VersionNumber);

impl fmt::Display for UnsupportedVersionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "protocol version {} is not supported; {} to {} are",
            self.0,
            ProtocolVersion::FIRST,
            ProtocolVersion::LATEST
        )
    }
}

impl core::error::Error for UnsupportedVersionError {}

impl From<ProtocolVersion> for u32 {
    /// The number of the version.
    fn from(version: ProtocolVersion) -> Self {
        version.0.into()
    }
}

impl Default for ProtocolVersion {
    /// The latest version.
    fn default() -> Self {
        Self::LATEST
    }
}

impl fmt::Debug for ProtocolVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "V{}", self.0)
    }
}

impl fmt::Display for ProtocolVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// A range of protocol versions, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct VersionRange {
    /// The first version.
    pub since: u8,
    /// The last version.
    pub until: u8,
}

impl VersionRange {
    /// All versions.
    pub const ALWAYS: Self = Self {
        since: 0,
        until: u8::MAX,
    };

    /// Whether all versions are in the range.
    #[must_use]
    pub const fn is_always(self) -> bool {
        self.since == Self::ALWAYS.since && self.until == Self::ALWAYS.until
    }

    /// Whether a version is in the range.
    #[must_use]
    #[inline]
    pub const fn contains(self, version: ProtocolVersion) -> bool {
        self.since <= version.0 && version.0 <= self.until
    }
}
