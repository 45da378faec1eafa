//! From packets to TCP segments: links, IP with its fragments, TCP.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};

use etherparse::defrag::IpDefragPool;
use etherparse::{
    EtherType, IpNumber, LaxNetSlice, LaxSlicedPacket, SlicedPacket, TcpSlice, TransportSlice,
};

use super::input::Packet;
use super::link::{self, UnknownLink};
use super::time::Timestamp;

/// The most link types that are told apart while they are counted.
const MAX_LINKS: usize = 64;

/// A segment of TCP.
#[derive(Debug, Clone)]
pub struct Segment<'p> {
    /// When its packet was captured.
    pub time: Timestamp,
    /// Who sent it.
    pub from: SocketAddr,
    /// Who gets it.
    pub to: SocketAddr,
    /// The sequence number of its first byte, or of the SYN before that.
    pub sequence: u32,
    /// What the sender has received, if it says so.
    pub acknowledgment: Option<u32>,
    /// It opens a connection.
    pub syn: bool,
    /// It is the last one of its sender.
    pub fin: bool,
    /// It breaks the connection.
    pub rst: bool,
    /// What it carries, as far as that was captured.
    pub payload: Cow<'p, [u8]>,
    /// How many bytes more it carries, which were cut off by the snap length.
    pub cut: usize,
}

/// Packets that gave no segment, by reason.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Skipped {
    /// Of another protocol than TCP over IP.
    pub foreign: u64,
    /// Fragments, other than those that completed a packet.
    pub fragments: u64,
    /// Damaged, or cut before the data begin.
    pub broken: u64,
    /// Of a link whose type is not known, by type.
    pub links: BTreeMap<u32, u64>,
}

/// Takes packets apart.
#[derive(Default)]
pub struct Segments {
    fragments: Fragments,
    skipped: Skipped,
}

impl Segments {
    /// The segment in a packet; if there is none, that is counted.
    pub fn segment<'p>(&mut self, packet: &Packet<'p>) -> Option<Segment<'p>> {
        match link::packet(packet.link, packet.data) {
            Ok(Some((ether_type, bytes))) => self.of_packet(packet.time, ether_type, bytes),
            Ok(None) => {
                self.skipped.foreign += 1;
                None
            }
            Err(UnknownLink(link)) => {
                let links = &mut self.skipped.links;
                if links.len() < MAX_LINKS || links.contains_key(&link) {
                    *links.entry(link).or_default() += 1;
                } else {
                    self.skipped.broken += 1;
                }
                None
            }
        }
    }

    /// The packets that gave no segment.
    #[must_use]
    pub const fn skipped(&self) -> &Skipped {
        &self.skipped
    }

    fn of_packet<'p>(
        &mut self,
        time: Timestamp,
        ether_type: EtherType,
        bytes: &'p [u8],
    ) -> Option<Segment<'p>> {
        let sliced = LaxSlicedPacket::from_ether_type(ether_type, bytes);
        let Some(net) = &sliced.net else {
            self.skipped.foreign += 1;
            return None;
        };
        let (Some(ends), Some(ip)) = (ends(net), net.ip_payload_ref()) else {
            self.skipped.foreign += 1;
            return None;
        };
        if ip.fragmented {
            return self.of_fragment(time, ends, ether_type, bytes);
        }
        match sliced.transport {
            Some(TransportSlice::Tcp(tcp)) => {
                let cut = if ip.incomplete { missing(net) } else { 0 };
                Some(segment(time, ends, &tcp, Cow::Borrowed(tcp.payload()), cut))
            }
            None if ip.ip_number == IpNumber::TCP => {
                self.skipped.broken += 1;
                None
            }
            _ => {
                self.skipped.foreign += 1;
                None
            }
        }
    }

    fn of_fragment<'p>(
        &mut self,
        time: Timestamp,
        ends: [IpAddr; 2],
        ether_type: EtherType,
        bytes: &'p [u8],
    ) -> Option<Segment<'p>> {
        match self.fragments.add(ether_type, bytes) {
            Ok(Some((protocol, _))) if protocol != IpNumber::TCP => {
                self.skipped.foreign += 1;
                None
            }
            Ok(Some((_, whole))) => {
                let Ok(tcp) = TcpSlice::from_slice(&whole) else {
                    self.skipped.broken += 1;
                    return None;
                };
                let payload = Cow::Owned(tcp.payload().to_vec());
                Some(segment(time, ends, &tcp, payload, 0))
            }
            Ok(None) => {
                self.skipped.fragments += 1;
                None
            }
            Err(_) => {
                self.skipped.broken += 1;
                None
            }
        }
    }
}

/// Who sent a packet and who gets it.
fn ends(net: &LaxNetSlice<'_>) -> Option<[IpAddr; 2]> {
    match net {
        LaxNetSlice::Ipv4(ip) => {
            let header = ip.header();
            Some([
                header.source_addr().into(),
                header.destination_addr().into(),
            ])
        }
        LaxNetSlice::Ipv6(ip) => {
            let header = ip.header();
            Some([
                header.source_addr().into(),
                header.destination_addr().into(),
            ])
        }
        LaxNetSlice::Arp(_) => None,
    }
}

/// How many bytes of the packet were not captured.
fn missing(net: &LaxNetSlice<'_>) -> usize {
    let (told, have) = match net {
        LaxNetSlice::Ipv4(ip) => {
            let extension = ip.extensions().auth.map_or(0, |auth| auth.slice().len());
            let told = ip.header().payload_len().unwrap_or(0);
            (told, extension + ip.payload().payload.len())
        }
        LaxNetSlice::Ipv6(ip) => {
            let extensions = ip.extensions().slice().len();
            let told = ip.header().payload_length();
            (told, extensions + ip.payload().payload.len())
        }
        LaxNetSlice::Arp(_) => (0, 0),
    };
    usize::from(told).saturating_sub(have)
}

fn segment<'p>(
    time: Timestamp,
    [from, to]: [IpAddr; 2],
    tcp: &TcpSlice<'_>,
    payload: Cow<'p, [u8]>,
    cut: usize,
) -> Segment<'p> {
    Segment {
        time,
        from: SocketAddr::new(from, tcp.source_port()),
        to: SocketAddr::new(to, tcp.destination_port()),
        sequence: tcp.sequence_number(),
        acknowledgment: tcp.ack().then(|| tcp.acknowledgment_number()),
        syn: tcp.syn(),
        fin: tcp.fin(),
        rst: tcp.rst(),
        payload,
        cut,
    }
}

/// The most packets of which fragments are kept; each has 64 KiB at most.
const MAX_PACKETS: u64 = 64;

/// Puts together packets that came in fragments: those that wait for others.
#[derive(Default)]
pub(super) struct Fragments {
    /// Each packet with the number of the fragment that came for it last.
    pool: IpDefragPool<u64, ()>,
    count: u64,
}

impl Fragments {
    /// Takes a fragment; what the packet carries and of which protocol, if it was the last that was
    /// missing.
    ///
    /// # Errors
    /// If it is not whole, or does not fit the others.
    pub(super) fn add(
        &mut self,
        ether_type: EtherType,
        packet: &[u8],
    ) -> Result<Option<(IpNumber, Vec<u8>)>, BadFragment> {
        let sliced = SlicedPacket::from_ether_type(ether_type, packet).map_err(|_| BadFragment)?;
        self.count += 1;
        let oldest = self.count.saturating_sub(MAX_PACKETS);
        // The pool has no bound of its own. No two of its packets have the same number, so no more
        // than this are left.
        self.pool.retain(|number| *number > oldest);
        match self.pool.process_sliced_packet(&sliced, self.count, ()) {
            Ok(whole) => Ok(whole.map(|whole| (whole.ip_number, whole.payload))),
            Err(_) => Err(BadFragment),
        }
    }
}

/// A fragment that is of no use.
pub(super) struct BadFragment;
