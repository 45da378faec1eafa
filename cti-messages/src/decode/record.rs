//! Records: entries that may hold lists, and keep what they do not understand.

use alloc::vec::Vec;

use super::list::ListSlot;
use super::{FloatingPart, Outcome, Reader};
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
    #[inline]
    pub fn record<T: FloatingPart<'a> + Default>(
        &mut self,
        list: &mut impl ListSlot<T>,
        progress: &mut InRecords<T::Progress>,
        info: &'static ListInfo,
        tag: u16,
        data: &'a [u8],
    ) -> Outcome {
        if list.as_slice().is_empty() {
            if !T::has_tag(tag) {
                return Outcome::Foreign;
            }
            if !self.open_record(list, progress, info, data) {
                return Outcome::Refused;
            }
        }
        // Twice if the field opens the next record.
        loop {
            let Some(record) = list.open_entry() else {
                return Outcome::Foreign;
            };
            match record.read(&mut progress.open, tag, data, self) {
                Outcome::Taken => {
                    progress.known += 1;
                    return Outcome::InRecord;
                }
                Outcome::Held if progress.known > 0 => {
                    let closed =
                        self.ending_before(data, |reader| record.close(&progress.open, reader));
                    if let Err(error) = closed {
                        return self.refuse_with(error);
                    }
                    if !self.open_record(list, progress, info, data) {
                        return Outcome::Refused;
                    }
                }
                // What a record does not take cannot open it.
                other if progress.known == 0 => {
                    let list = list.list();
                    list.pop();
                    if list.is_empty() {
                        *list = Vec::new();
                    }
                    return other;
                }
                other => {
                    let unknown = record.unknown_mut();
                    return match self.set_aside(unknown, (tag, data), other, progress.known) {
                        Ok(()) => Outcome::KeptInRecord,
                        Err(error) => self.refuse_with(error),
                    };
                }
            }
        }
    }

    /// Opens a record; false if strict decoding refuses it.
    fn open_record<T: FloatingPart<'a> + Default>(
        &mut self,
        list: &mut impl ListSlot<T>,
        progress: &mut InRecords<T::Progress>,
        info: &'static ListInfo,
        data: &'a [u8],
    ) -> bool {
        let list = list.list();
        if !self.make_room(list, progress.counted, 1, info, data) {
            return false;
        }
        list.push(T::default());
        progress.open = T::Progress::default();
        progress.known = 0;
        true
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
        if let Some(record) = list.open_entry() {
            record.close(&progress.open, self)?;
        }
        self.close_list(list, progress.counted, info)
    }
}
