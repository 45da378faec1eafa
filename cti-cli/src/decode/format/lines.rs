//! Messages one after the other: blocks of lines for people, JSON for scripts.

use std::fmt::Display;
use std::io::{self, Write};

use serde_json::{Value as Json, json};

use super::super::found::{Found, Place};
use super::super::report::Show;
use super::super::settings::Styles;
use crate::sessions::Packet;
use crate::{json, text};

/// A block of lines for each message.
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

/// One JSON object a line.
pub(super) struct JsonLines;

impl Show for JsonLines {
    fn message(&mut self, out: &mut dyn Write, found: &Found<'_>) -> io::Result<()> {
        let mut json = json::to_json(found.message, found.version);
        if let Some(packet) = found.place.packet() {
            add_packet(&mut json, packet);
            if let Some(answer) = found.answer {
                add(&mut json, "answers", answer.request.name());
                add(
                    &mut json,
                    "roundtrip",
                    answer.after.map(|after| after.as_secs_f64()),
                );
            }
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
        let packet = place.packet();
        let offset = packet.map_or(offset as u64, |packet| packet.start);
        let mut error = json!({ "error": format!("{place}{what}"), "offset": offset });
        if let Some(packet) = packet {
            add_packet(&mut error, packet);
        }
        writeln!(out, "{}", json::to_line(&error))
    }

    fn note(&mut self, out: &mut dyn Write, place: &Place, what: &str) -> io::Result<()> {
        let mut note = json!({ "note": what });
        if let Some(packet) = place.packet() {
            add_packet(&mut note, packet);
        }
        writeln!(out, "{}", json::to_line(&note))
    }
}

/// Adds where a line was captured.
fn add_packet(line: &mut Json, packet: &Packet) {
    add(line, "time", packet.time.to_string());
    if packet.connection > 0 {
        add(line, "connection", packet.connection);
    }
    add(line, "from", packet.sender());
    add(line, "source", packet.source.to_string());
    add(line, "destination", packet.destination.to_string());
}

fn add(line: &mut Json, key: &str, value: impl Into<Json>) {
    if let Json::Object(line) = line {
        line.insert(key.to_owned(), value.into());
    }
}
