//! What the derived code writes to.

use super::RecordTags;
use crate::error::EncodeErrorKind;
use crate::fields::Fields;
use crate::generated::tags::Tag;
use crate::info::{EntryMembers, FieldInfo, FixedInfo, ListInfo, Presence};
use crate::mode::Mode;
use crate::value::UnknownField;
use crate::version::ProtocolVersion;
use crate::wire::{Data, Scalar, WireValue};

/// What has a floating part: a message or a record.
pub trait WriteFloating {
    /// Writes the floating fields in the order of the specification.
    ///
    /// # Errors
    /// If a field or entry cannot be written.
    fn write_floating<'s, W: Writer<'s>>(&'s self, writer: &mut W) -> Result<(), W::Error>
    where
        Self: Sized;

    /// The fields that were not understood.
    fn unknown(&self) -> &[UnknownField<'_>];
}

/// An entry whose members can be written, each by its place in the entry.
pub trait WriteEntry: EntryMembers {
    /// Writes the members in order.
    ///
    /// # Errors
    /// If one cannot be written.
    fn write_members<'s, W: Writer<'s>>(
        &'s self,
        writer: &mut W,
        order: &mut Order,
    ) -> Result<(), W::Error>;

    /// Writes each member of some entries as a column, unless none of them has it, and tells whether
    /// there is any.
    ///
    /// # Errors
    /// If a column cannot be written.
    fn write_columns<W: ColumnWriter>(entries: &[Self], writer: &mut W) -> Result<bool, W::Error>;

    /// The data of the member at a place, if it is present.
    fn member(&self, place: usize) -> Option<Data<'_>>;
}

/// Writes the columns of lists that are arrays, one for each member of their entries.
pub trait ColumnWriter {
    /// The error type.
    type Error;

    /// Writes a member of entries as a column if all of them have it, and tells whether they do.
    ///
    /// # Errors
    /// If only some have it, or the column cannot be written.
    fn column<'v, T: WireValue + 'v>(
        &mut self,
        info: &'static FieldInfo,
        column: impl ExactSizeIterator<Item = &'v Option<T>> + Clone,
    ) -> Result<bool, Self::Error>;
}

/// The order of the members of entries, by which a reader tells the entries apart.
pub struct Order {
    list: &'static ListInfo,
    /// The last place that the next member may have: where it opens an entry, that of the last
    /// member of the entry before.
    most: usize,
    /// The place of the member that was written last; `NO_MEMBER` if the entry has none.
    last: usize,
}

/// After all places: no member of the entry has been written, so any may open the next.
const NO_MEMBER: usize = usize::MAX;

/// Writes a message, `'s` being the borrow of its value.
///
/// Each method fails if what it is to write cannot be written, or is refused.
pub trait Writer<'s>: Sized {
    /// The error type.
    type Error;

    /// The version in which the message is written.
    fn version(&self) -> ProtocolVersion;

    /// How strict it is.
    fn mode(&self) -> Mode;

    /// The error for a field.
    fn error(&self, field: &'static str, kind: EncodeErrorKind) -> Self::Error;

    /// Writes bytes as they are.
    fn raw(&mut self, bytes: &[u8]);

    /// Refuses a message that a reader would take for another form of itself: `form_of` finds the
    /// form by the start and the length of the body.
    fn check_form(
        &self,
        written: usize,
        form_of: fn(&[u8], usize, ProtocolVersion) -> usize,
    ) -> Result<(), Self::Error>;

    /// Writes a floating part: the known fields in order, the unknown ones at their places.
    fn floating<P: WriteFloating>(&mut self, part: &'s P) -> Result<(), Self::Error>;

    /// Writes the floating field of the member with an index.
    fn value<T: WireValue>(
        &mut self,
        index: usize,
        info: &'static FieldInfo,
        value: &T,
    ) -> Result<(), Self::Error>;

    /// Writes a member of an entry.
    fn member_value<T: WireValue>(
        &mut self,
        info: &'static FieldInfo,
        value: &T,
    ) -> Result<(), Self::Error>;

    /// Writes the count of the list with an index as a floating field.
    fn count(
        &mut self,
        index: usize,
        info: &'static ListInfo,
        tag: Tag,
        entries: usize,
    ) -> Result<(), Self::Error>;

    /// Writes a list whose entries are fields of their own.
    fn single_list<T: WireValue>(
        &mut self,
        index: usize,
        info: &'static ListInfo,
        list: &[T],
    ) -> Result<(), Self::Error>;

    /// Writes a list of values: one array from the first version with wide tags on, one field
    /// per value before (E12).
    fn array<T: WireValue>(
        &mut self,
        index: usize,
        info: &'static ListInfo,
        list: &[T],
    ) -> Result<(), Self::Error>;

    /// Writes a list of entries with members in order; fails as well if it would be read back as
    /// other entries.
    fn ordered<T: WriteEntry>(
        &mut self,
        index: usize,
        info: &'static ListInfo,
        list: &'s [T],
    ) -> Result<(), Self::Error>;

    /// Writes a list whose members travel as columns: an array each from the first version with
    /// wide tags on, before that field by field, entry by entry (E12); fails as well if it would be
    /// read back as other entries.
    fn columns<T: WriteEntry>(
        &mut self,
        index: usize,
        info: &'static ListInfo,
        list: &'s [T],
    ) -> Result<(), Self::Error>;

    /// Writes a list of records; fails as well if it would be read back as other records.
    fn records<T: WriteFloating + RecordTags + Fields>(
        &mut self,
        index: usize,
        info: &'static ListInfo,
        list: &'s [T],
    ) -> Result<(), Self::Error>;

    /// Writes the floating field of the member with an index, if it is there.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn field<T: WireValue>(
        &mut self,
        index: usize,
        info: &'static FieldInfo,
        value: &Option<T>,
    ) -> Result<(), Self::Error> {
        match value {
            Some(value) => self.value(index, info, value),
            None if info.presence == Presence::Required
                && info.versions.contains(self.version())
                && self.mode().is_strict() =>
            {
                Err(self.error(info.name, EncodeErrorKind::Missing))
            }
            None => Ok(()),
        }
    }

    /// Writes the count of the list with an index as a floating field, if the list is there.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn floating_count(
        &mut self,
        index: usize,
        info: &'static ListInfo,
        entries: Option<usize>,
    ) -> Result<(), Self::Error> {
        match (entries, info.count.tag) {
            (Some(entries), Some(tag)) => self.count(index, info, tag, entries),
            _ => Ok(()),
        }
    }

    /// The count of a list as bits; fails if the list has more entries than it can tell.
    #[inline]
    fn count_bits(&self, entries: usize, info: &'static ListInfo) -> Result<u32, Self::Error> {
        u32::try_from(entries)
            .ok()
            .filter(|bits| u64::from(*bits) >> (8 * u32::from(info.count.width)) == 0)
            .ok_or_else(|| self.error(info.count.name, EncodeErrorKind::CountTooWide { entries }))
    }

    /// Refuses, in strict mode, the entries of a list that the version lacks, or more of them than
    /// the guide allows. There is one at least: a list without entries is not written.
    #[inline]
    fn check_limit(&self, entries: usize, info: &'static ListInfo) -> Result<(), Self::Error> {
        if !info.versions.contains(self.version()) && self.mode().is_strict() {
            return Err(self.error(info.name, EncodeErrorKind::FieldOutsideVersion));
        }
        match info.limit {
            Some(max) if entries > max && self.mode().is_strict() => {
                Err(self.error(info.name, EncodeErrorKind::ListTooLong { entries, max }))
            }
            _ => Ok(()),
        }
    }

    /// Writes entries with members in order.
    #[inline]
    fn entries<T: WriteEntry>(
        &mut self,
        info: &'static ListInfo,
        list: &'s [T],
    ) -> Result<(), Self::Error> {
        let mut order = Order {
            list: info,
            most: NO_MEMBER,
            last: NO_MEMBER,
        };
        for entry in list {
            order.most = order.last;
            order.last = NO_MEMBER;
            entry.write_members(self, &mut order)?;
            if order.last == NO_MEMBER {
                return Err(self.error(info.name, EncodeErrorKind::EmptyEntry));
            }
        }
        Ok(())
    }

    /// Writes a member of an entry, if it is there; fails as well if it would be read as a member
    /// of the entry before.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn member<T: WireValue>(
        &mut self,
        order: &mut Order,
        place: usize,
        info: &'static FieldInfo,
        value: &Option<T>,
    ) -> Result<(), Self::Error> {
        let Some(value) = value else {
            return Ok(());
        };
        if place > order.most {
            return Err(self.error(order.list.name, EncodeErrorKind::AmbiguousEntry));
        }
        order.most = usize::MAX;
        order.last = place;
        self.member_value(info, value)
    }

    /// Refuses a value of a field that this version or form of the fixed part has no place for.
    #[inline]
    fn lacks<T>(&self, value: &Option<T>, info: &'static FixedInfo) -> Result<(), Self::Error> {
        match value {
            None => Ok(()),
            Some(_) => Err(self.error(info.name, EncodeErrorKind::FixedFieldOutsideVersion)),
        }
    }

    /// A value in a form that is narrower than its type; fails if it does not fit.
    #[inline]
    fn narrow<T: Scalar, N: Scalar>(
        &self,
        value: T,
        info: &'static FixedInfo,
    ) -> Result<N, Self::Error> {
        let bits = value.to_u32();
        let narrow = N::from_u32(bits);
        if narrow.to_u32() == bits {
            Ok(narrow)
        } else {
            Err(self.error(info.name, EncodeErrorKind::ValueTooWide { value: bits }))
        }
    }
}
