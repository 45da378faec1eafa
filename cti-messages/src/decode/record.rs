//! Records: entries that may hold lists, and keep what they do not understand.

use super::list::ListSlot;
use super::{FloatingPart, Outcome, Reader};
use crate::encode::RecordTags;
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
    pub fn record<T: FloatingPart<'a> + RecordTags + Default>(
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
            match self.open_record(list, progress, info, tag, data) {
                Outcome::Taken => {}
                other => return other,
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
                    match self.open_record(list, progress, info, tag, data) {
                        Outcome::Taken => {}
                        other => return other,
                    }
                }
                // What a record does not take cannot open it. It was to be the first one: what opens
                // any other is a field that the one before has taken.
                other if progress.known == 0 => {
                    list.reset();
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

    /// Opens a record, empty at first, for the field that opens it; `Taken` if it is open.
    fn open_record<T: FloatingPart<'a> + Default>(
        &mut self,
        list: &mut impl ListSlot<T>,
        progress: &mut InRecords<T::Progress>,
        info: &'static ListInfo,
        tag: u16,
        data: &'a [u8],
    ) -> Outcome {
        if self.mode.is_strict() && self.refuses_entries(list.as_slice().len() + 1, info, data) {
            // Before any room is made for it. What is wrong with the field itself comes first.
            let refusal = self.refusal.take();
            return match T::default().read(&mut T::Progress::default(), tag, data, self) {
                Outcome::Taken => {
                    self.refusal = refusal;
                    Outcome::Refused
                }
                other => other,
            };
        }
        let list = list.list();
        if !self.make_room(list, progress.counted, 1, info, data) {
            return Outcome::Refused;
        }
        list.push(T::default());
        progress.open = T::Progress::default();
        progress.known = 0;
        Outcome::Taken
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

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use crate::mode::Mode;
    use crate::value::UnknownField;
    use crate::version::ProtocolVersion;
    use crate::{Record, TypedMessage};

    #[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
    #[cti(name = "COUNTED_EVENT", number = 9300, from = server)]
    struct CountedEvent<'a> {
        #[cti(records, name = "Teams", count(name = "NumTeams", tag = 1, at = 0))]
        teams: Option<Vec<Team<'a>>>,
        #[cti(unknown)]
        unknown: Vec<UnknownField<'a>>,
    }

    #[derive(Debug, Clone, PartialEq, Eq, Default, Record)]
    #[cti(name = "Team")]
    struct Team<'a> {
        #[cti(field, name = "TeamID", tag = 2)]
        team_id: Option<u32>,
        #[cti(unknown)]
        unknown: Vec<UnknownField<'a>>,
    }

    #[test]
    fn data_that_do_not_fit_open_no_record_and_leave_no_list() {
        let body = [0, 2, 0, 1, 9];
        let read =
            CountedEvent::decode_body(&body, ProtocolVersion::V24, Mode::Lenient, |event| event);
        let event = read.expect("a message");
        assert_eq!((event.teams, event.unknown.len()), (None, 1));
        // With a count the list is there, and has no entries.
        let body = [0, 2, 0, 1, 9, 0, 1, 0, 2, 0, 0];
        let read =
            CountedEvent::decode_body(&body, ProtocolVersion::V24, Mode::Lenient, |event| event);
        let event = read.expect("a message");
        assert_eq!((event.teams, event.unknown.len()), (Some(Vec::new()), 1));
    }
}
