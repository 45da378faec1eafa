//! Captures, made of connections between a client and a server.

use std::path::{Path, PathBuf};
use std::time::Duration;

use etherparse::PacketBuilder;
use pcap_file::pcap::{PcapPacket, PcapWriter};
use tempfile::TempDir;

/// A port of servers by default.
pub(crate) const PORT: u16 = 42027;

/// The time between two segments.
pub(crate) const TICK: Duration = Duration::from_millis(250);

/// Which side sends a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum From {
    Client,
    Server,
}

/// A capture file, removed when it is dropped.
pub(crate) struct Capture {
    _folder: TempDir,
    path: PathBuf,
    writer: PcapWriter<std::fs::File>,
    /// How many packets it has.
    pub(crate) packets: usize,
}

/// A TCP connection.
#[derive(Debug, Clone)]
pub(crate) struct Connection {
    client_port: u16,
    server_port: u16,
    /// The next sequence numbers of client and server.
    next: [u32; 2],
}

impl Connection {
    /// A connection from one port to another.
    pub(crate) fn new(client_port: u16, server_port: u16) -> Self {
        Self {
            client_port,
            server_port,
            next: [1000, 7000],
        }
    }
}

impl Capture {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("capture.pcap");
        let file = std::fs::File::create(&path).expect("a file");
        Self {
            _folder: folder,
            path,
            writer: PcapWriter::new(file).expect("a capture"),
            packets: 0,
        }
    }

    /// Adds a segment; returns the number of its packet.
    pub(crate) fn send(&mut self, connection: &mut Connection, from: From, data: &[u8]) -> usize {
        let (client, server) = ([10, 0, 0, 1], [10, 0, 0, 2]);
        let ports = (connection.client_port, connection.server_port);
        let [client_next, server_next] = connection.next;
        let (source, target, ports, sequence, acknowledged) = match from {
            From::Client => (client, server, ports, client_next, server_next),
            From::Server => (server, client, (ports.1, ports.0), server_next, client_next),
        };
        let packet = PacketBuilder::ethernet2([2, 0, 0, 0, 0, 1], [2, 0, 0, 0, 0, 2])
            .ipv4(source, target, 64)
            .tcp(ports.0, ports.1, sequence, 65535)
            .ack(acknowledged)
            .psh();
        let mut bytes = Vec::new();
        packet.write(&mut bytes, data).expect("a packet");
        let length = u32::try_from(data.len()).expect("a segment");
        connection.next[usize::from(from == From::Server)] += length;
        let time =
            Duration::from_secs(1_700_000_000) + TICK * u32::try_from(self.packets).expect("few");
        let original = u32::try_from(bytes.len()).expect("a packet");
        let packet = PcapPacket::new(time, original, &bytes);
        self.writer.write_packet(&packet).expect("written");
        self.packets += 1;
        self.packets
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}
