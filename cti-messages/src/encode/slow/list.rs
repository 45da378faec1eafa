//! Writing the entries of lists.

use super::SlowWriter;
use super::select::Filter;
use crate::encode::{WriteEntry, WriteFloating, Writer as _};
use crate::error::{EncodeError, EncodeErrorKind};
use crate::generated::tags::Tag;
use crate::info::{FieldInfo, Form, ListInfo};
use crate::wire::Data;

impl<'s> SlowWriter<'s, '_> {
    /// Writes values as one field; none for no values, and more than one for values that
    /// FieldLength cannot tell at once.
    pub(super) fn put_array<'v>(
        &mut self,
        info: &'static FieldInfo,
        values: impl Iterator<Item = Data<'v>> + Clone,
    ) -> Result<(), EncodeError> {
        let Form::Sized(size) = info.form else {
            return Ok(());
        };
        let most = self.version.max_field_length() / size.max(1);
        let mut left = values.clone().count();
        if self.mode.is_strict() && left > 0 {
            self.check(info, 0)?;
        }
        let mut left_in_field = 0;
        for value in values {
            if left_in_field == 0 {
                left_in_field = left.min(most);
                left -= left_in_field;
                self.start_field(info.tag, left_in_field * size, info.name)?;
            }
            left_in_field -= 1;
            if let Data::Bits(bits, size) = value {
                self.bits(bits, size);
            }
        }
        Ok(())
    }

    /// Refuses entries that columns cannot tell: one that has a member which the one before
    /// lacks, and one without members.
    pub(super) fn check_columns<T: WriteEntry>(
        &self,
        info: &'static ListInfo,
        list: &[T],
    ) -> Result<(), EncodeError> {
        let mut longest = 0;
        for place in 0..T::MEMBERS.len() {
            let column = list.iter().map(|entry| entry.member(place));
            let length = column.clone().take_while(Option::is_some).count();
            if column.skip(length).any(|value| value.is_some()) {
                return Err(self.error(info.name, EncodeErrorKind::HoleInColumn));
            }
            longest = longest.max(length);
        }
        if longest < list.len() {
            return Err(self.error(info.name, EncodeErrorKind::EmptyEntry));
        }
        Ok(())
    }

    /// Writes each member of the entries as an array.
    pub(super) fn put_columns<T: WriteEntry>(&mut self, list: &[T]) -> Result<(), EncodeError> {
        for place in 0..T::MEMBERS.len() {
            if let Some(member) = T::member_info(place) {
                self.put_array(member, list.iter().map_while(|entry| entry.member(place)))?;
            }
        }
        Ok(())
    }

    /// Writes the members field by field, entry by entry.
    pub(super) fn put_rows<T: WriteEntry>(&mut self, list: &[T]) -> Result<(), EncodeError> {
        for entry in list {
            for place in 0..T::MEMBERS.len() {
                if let (Some(data), Some(member)) = (entry.member(place), T::member_info(place)) {
                    self.put_field(member, data)?;
                }
            }
        }
        Ok(())
    }

    /// Writes a record with one field, the one that opens it, before the others.
    ///
    /// A record in the order of the specification is read as the rest of the one before it, if
    /// that one lacks its first field. A peer may have sent it in another order (`E12` apart, no
    /// order is promised); so that what was read can be written, lenient encoding starts with a
    /// field that both records have.
    pub(super) fn put_opener_first<T: WriteFloating>(
        &mut self,
        record: &'s T,
        opener: Tag,
    ) -> Result<(), EncodeError> {
        self.filter = Filter::Only(opener);
        record.write_floating(self)?;
        self.filter = Filter::Except(opener);
        record.write_floating(self)?;
        self.filter = Filter::All;
        Ok(())
    }
}
