//! One JSON object a line.

use std::fmt::Display;
use std::io::{self, Write};

use serde_json::{Value as Json, json};

use super::super::place::Place;
use super::super::report::Found;
use super::Show;
use crate::sessions::Packet;
use crate::{json_line, to_json};

pub(super) struct JsonLines;

impl Show for JsonLines {
    fn message(&mut self, out: &mut dyn Write, found: &Found<'_>) -> io::Result<()> {
        let mut json = to_json(found.message, found.version);
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
        writeln!(out, "{}", json_line::write(&json))
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
        writeln!(out, "{}", json_line::write(&error))
    }

    fn note(&mut self, out: &mut dyn Write, place: &Place, what: &str) -> io::Result<()> {
        let mut note = json!({ "note": what });
        if let Some(packet) = place.packet() {
            add_packet(&mut note, packet);
        }
        writeln!(out, "{}", json_line::write(&note))
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
