//! Records: entries that may hold lists, and keep what they do not understand.

use super::list::ListSlot;
use super::{FloatingPart, Outcome, RawField, Reader};
use crate::error::DecodeError;
use crate::info::ListInfo;

/// A list of records, while it is read.
#[derive(Debug, Clone, Copy, Default)]
pub struct InRecords<P> {
    /// The count, if there is one.
    pub counted: Option<usize>,
    /// How many known fields the record that is open has.
    known: u32,
    /// The lists of the record that is open.
    open: P,
}

impl<'a> Reader<'a> {
    /// Takes a field of a record: a tag that the record already holds opens the next record;
    /// what no record understands stays with the one that is open.
    ///
    /// # Errors
    /// If strict decoding refuses it.
    pub fn record<T: FloatingPart<'a> + Default>(
        &mut self,
        list: &mut impl ListSlot<T>,
        progress: &mut InRecords<T::Progress>,
        info: &'static ListInfo,
        field: RawField<'a>,
    ) -> Result<Outcome, DecodeError> {
        if !list.as_slice().is_empty()
            && let Some(record) = list.list().last_mut()
        {
            match record.read(&mut progress.open, field, self)? {
                Outcome::Taken => {
                    self.known += 1;
                    progress.known += 1;
                    return Ok(Outcome::InRecord);
                }
                Outcome::Held(_) => {
                    self.ending_before(field, |reader| record.close(&progress.open, reader))?;
                }
                other => {
                    self.refuse(field, other)?;
                    self.has_unknown = true;
                    record.unknown_mut().push(field.set_aside(progress.known));
                    return Ok(Outcome::InRecord);
                }
            }
        }
        // No record is open, or the field opens the next one.
        let mut record = T::default();
        let mut open = T::Progress::default();
        match record.read(&mut open, field, self)? {
            Outcome::Taken => {}
            other => return Ok(other),
        }
        let list = list.list();
        self.make_room(list, progress.counted, 1, info, field)?;
        list.push(record);
        progress.open = open;
        progress.known = 1;
        self.known += 1;
        self.has_records = true;
        Ok(Outcome::InRecord)
    }

    /// Ends a list of records with the record that is open.
    ///
    /// # Errors
    /// If strict decoding refuses it.
    pub fn close_records<T: FloatingPart<'a> + Default>(
        &self,
        list: &mut impl ListSlot<T>,
        progress: &InRecords<T::Progress>,
        info: &'static ListInfo,
    ) -> Result<(), DecodeError> {
        if !list.as_slice().is_empty()
            && let Some(record) = list.list().last_mut()
        {
            record.close(&progress.open, self)?;
        }
        self.close_list(list, progress.counted, info)
    }
}
