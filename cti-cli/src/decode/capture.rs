//! A capture of network traffic.

use std::io::{self, Read};

use cti_messages::ProtocolVersion;

use super::place::Place;
use super::{Report, Settings};
use crate::capture::{Connections, Magic, Packets, ReadError, Segments, Skipped};
use crate::sessions::{Frames, Packet, Sessions};

/// Reads the sessions of a capture, up to where it ends or is damaged.
pub(super) fn read(
    settings: &Settings,
    magic: Magic,
    input: impl Read,
    report: &mut Report<'_>,
) -> io::Result<()> {
    let mut numbered = Numbered { report, count: 0 };
    let mut sessions = Sessions::new(&mut numbered, &settings.ports, settings.protocol);
    let mut packets = Packets::new(magic, input);
    let mut segments = Segments::default();
    let mut connections = Connections::default();
    let end = loop {
        match packets.next(&mut || sessions.flush()) {
            Ok(Some(packet)) => {
                if let Some(segment) = segments.segment(&packet) {
                    connections.segment(&segment, &mut sessions)?;
                }
            }
            Ok(None) => break None,
            Err(ReadError::Io(error)) => return Err(error),
            Err(error) => break Some(error),
        }
    };
    connections.finish(&mut sessions)?;
    let (found, seen) = (sessions.count(), sessions.seen());
    if let Some(error) = end {
        report.failure(&Place::Capture, &error, 0)?;
    }
    skipped(segments.skipped(), report)?;
    // Errors say already why there is nothing.
    if found == 0 && report.failures() == 0 {
        report.failure(&Place::Capture, &nothing(segments.skipped(), seen), 0)?;
    }
    Ok(())
}

/// Tells that there was nothing to show, and what there was.
fn nothing(skipped: &Skipped, seen: u64) -> String {
    let mut what = "no session of the CTI Server protocol was found".to_owned();
    let mut separator = " among ";
    for (count, of_what) in [
        (seen, "TCP connections"),
        (skipped.foreign, "packets without TCP over IP"),
        (skipped.fragments, "fragments of packets"),
    ] {
        if count > 0 {
            what += &format!("{separator}{count} {of_what}");
            separator = ", ";
        }
    }
    what + "; of a server on another port, --port finds sessions that began before the capture"
}

/// Tells of packets that were not understood though they might have been of use.
fn skipped(skipped: &Skipped, report: &mut Report<'_>) -> io::Result<()> {
    for (link, count) in &skipped.links {
        let what = format!("{count} packets are skipped: their link type, {link}, is not known");
        report.failure(&Place::Capture, &what, 0)?;
    }
    if skipped.broken > 0 {
        let count = skipped.broken;
        let what = format!("{count} packets are skipped: they are damaged or cut");
        report.failure(&Place::Capture, &what, 0)?;
    }
    Ok(())
}

/// Counts the messages of a capture on their way to the report.
struct Numbered<'r, 'o> {
    report: &'r mut Report<'o>,
    count: u64,
}

impl Frames for Numbered<'_, '_> {
    fn frame(&mut self, packet: &Packet, version: ProtocolVersion, bytes: &[u8]) -> io::Result<()> {
        self.count += 1;
        let place = Place::Packet {
            number: self.count,
            packet: *packet,
        };
        self.report.frame(place, version, bytes)
    }

    fn failure(&mut self, packet: &Packet, what: &str) -> io::Result<()> {
        self.report.failure(&self.at(packet), &what, 0)
    }

    fn note(&mut self, packet: &Packet, what: &str) -> io::Result<()> {
        self.report.note(&self.at(packet), what)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.report.flush()
    }
}

impl Numbered<'_, '_> {
    /// The place of what is told between two messages.
    const fn at(&self, packet: &Packet) -> Place {
        Place::Packet {
            number: self.count,
            packet: *packet,
        }
    }
}
