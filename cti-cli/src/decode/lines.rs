//! The formats that list messages one after the other: text for people, JSON for scripts.

use std::fmt::Display;
use std::io::{self, Write};

use serde_json::{Value as Json, json};

use super::decoded::{Decoded, Place};
use super::report::Show;
use super::settings::Styles;
use crate::{json, text};

/// A block of lines for each message.
pub(super) struct Text {
    pub(super) styles: Styles,
}

impl Show for Text {
    fn message(&mut self, out: &mut dyn Write, decoded: &Decoded<'_>) -> io::Result<()> {
        let number = decoded.place.number();
        let (name, about) = text::head(decoded.message);
        let look = self.styles.name;
        let sender = self.styles.sender(decoded.is_from_client);
        write!(
            out,
            "#{number} {look}{name}{look:#} {sender}{about}{sender:#}"
        )?;
        if let Some(answer) = decoded.answer {
            write!(out, ", answers #{} {}", answer.number, answer.request)?;
            if let Some(after) = answer.after {
                write!(out, " after {after:.1?}")?;
            }
        }
        writeln!(out)?;
        if let Some(origin) = decoded.place.origin() {
            let look = self.styles.place;
            writeln!(out, "    {look}{origin}{look:#}")?;
        }
        writeln!(out, "{}", text::body(decoded.message, decoded.version))
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

/// One JSON object a line.
pub(super) struct JsonLines;

impl Show for JsonLines {
    fn message(&mut self, out: &mut dyn Write, decoded: &Decoded<'_>) -> io::Result<()> {
        let mut json = json::to_json(decoded.message, decoded.version);
        add_origin(&mut json, &decoded.place);
        let is_captured = decoded.place.origin().is_some();
        if let Some(answer) = decoded.answer.filter(|_| is_captured) {
            let roundtrip = answer.after.map(|after| after.as_secs_f64());
            add(&mut json, "answers", answer.request.name());
            add(&mut json, "roundtrip", roundtrip);
        }
        writeln!(out, "{}", json::to_line(&json))
    }

    fn failure(
        &mut self,
        out: &mut dyn Write,
        place: &Place,
        what: &dyn Display,
        offset: usize,
    ) -> io::Result<()> {
        let offset = match place.origin() {
            Some(origin) => origin.start,
            None => offset as u64,
        };
        let mut error = json!({ "error": format!("{place}{what}"), "offset": offset });
        add_origin(&mut error, place);
        writeln!(out, "{}", json::to_line(&error))
    }

    fn note(&mut self, out: &mut dyn Write, place: &Place, what: &str) -> io::Result<()> {
        let mut note = json!({ "note": what });
        add_origin(&mut note, place);
        writeln!(out, "{}", json::to_line(&note))
    }
}

/// Adds the time, connection and sender of a message in a capture.
fn add_origin(line: &mut Json, place: &Place) {
    let Some(origin) = place.origin() else {
        return;
    };
    add(line, "time", origin.time.to_string());
    if origin.connection > 0 {
        add(line, "connection", origin.connection);
    }
    add(line, "from", origin.sender());
    add(line, "source", origin.source.to_string());
    add(line, "destination", origin.destination.to_string());
}

fn add(line: &mut Json, key: &str, value: impl Into<Json>) {
    if let Json::Object(line) = line {
        line.insert(key.to_owned(), value.into());
    }
}
