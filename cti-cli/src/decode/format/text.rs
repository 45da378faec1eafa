//! A block of lines for each message.

use std::fmt::Display;
use std::io::{self, Write};

use super::super::place::Place;
use super::super::report::Found;
use super::{Show, Styles};
use crate::text;

pub(super) struct Text {
    pub(super) styles: Styles,
}

impl Show for Text {
    fn message(&mut self, out: &mut dyn Write, found: &Found<'_>) -> io::Result<()> {
        let number = found.place.number();
        let (name, about) = text::head(found.message);
        let look = self.styles.name;
        let sender = self.styles.sender(found.is_from_client);
        write!(
            out,
            "#{number} {look}{name}{look:#} {sender}{about}{sender:#}"
        )?;
        if let Some(answer) = found.answer {
            write!(out, ", answers #{} {}", answer.number, answer.request)?;
            if let Some(after) = answer.after {
                write!(out, " after {after:.1?}")?;
            }
        }
        writeln!(out)?;
        if let Some(packet) = found.place.packet() {
            let look = self.styles.place;
            writeln!(out, "    {look}{packet}{look:#}")?;
        }
        writeln!(out, "{}", text::body(found.message, found.version))
    }

    fn failure(
        &mut self,
        out: &mut dyn Write,
        place: &Place,
        what: &dyn Display,
        _offset: usize,
    ) -> io::Result<()> {
        let look = self.styles.error;
        writeln!(out, "{look}error:{look:#} {place}{what}\n")
    }

    fn note(&mut self, out: &mut dyn Write, place: &Place, what: &str) -> io::Result<()> {
        let look = self.styles.note;
        writeln!(out, "{look}note:{look:#} {place}{what}\n")
    }
}
