//! From packets to TCP segments: link layers, IP with its fragments, TCP.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};

use etherparse::defrag::IpDefragPool;
use etherparse::{
    EtherType, IpNumber, LaxNetSlice, LaxSlicedPacket, SlicedPacket, TcpSlice, TransportSlice,
};
use pcap_parser::Linktype;

use super::input::Packet;
use super::time::Timestamp;

/// The most unsupported link types that are counted separately.
const MAX_LINKS: usize = 64;

/// A segment of TCP.
#[derive(Debug, Clone)]
pub struct Segment<'p> {
    /// When its packet was captured.
    pub time: Timestamp,
    /// Its sender.
    pub from: SocketAddr,
    /// Its receiver.
    pub to: SocketAddr,
    /// The sequence number of its first byte, or of the SYN before that.
    pub sequence: u32,
    /// The sequence number that its sender expects next, if it acknowledges anything.
    pub acknowledgment: Option<u32>,
    /// It opens a connection.
    pub syn: bool,
    /// It is the last segment of its sender.
    pub fin: bool,
    /// It resets the connection.
    pub rst: bool,
    /// Its data, as far as captured.
    pub payload: Cow<'p, [u8]>,
    /// The number of bytes that follow the payload but were cut off by the snap length.
    pub cut: usize,
}

/// The numbers of packets without a segment, by reason.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Skipped {
    /// They are not TCP over IP.
    pub foreign: u64,
    /// They are fragments that did not complete a packet.
    pub fragments: u64,
    /// They are damaged, or truncated before the data.
    pub broken: u64,
    /// Their link type is not supported; by link type.
    pub links: BTreeMap<i32, u64>,
}

/// Finds the TCP segments in packets.
#[derive(Default)]
pub struct Segments {
    fragments: Fragments,
    skipped: Skipped,
}

impl Segments {
    /// The segment in a packet. A packet without one is counted.
    pub fn segment<'p>(&mut self, packet: &Packet<'p>) -> Option<Segment<'p>> {
        match network_packet(packet.link, packet.data) {
            Ok(Some((ether_type, bytes))) => self.of_packet(packet.time, ether_type, bytes),
            Ok(None) => {
                self.skipped.foreign += 1;
                None
            }
            Err(UnsupportedLink) => {
                let link = packet.link.0;
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

    /// The packets without a segment.
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

/// The network packet in a frame, by its EtherType; `None` if the frame is too short, or its link layer
/// has no EtherType for it.
///
/// # Errors
/// If the link type is not supported.
fn network_packet(
    link: Linktype,
    frame: &[u8],
) -> Result<Option<(EtherType, &[u8])>, UnsupportedLink> {
    Ok(match link {
        Linktype::NULL => {
            loopback(frame, u32::from_le_bytes).or_else(|| loopback(frame, u32::from_be_bytes))
        }
        Linktype::LOOP => loopback(frame, u32::from_be_bytes),
        Linktype::ETHERNET => ether_type(frame, 12, 14),
        Linktype::RAW | RAW_IN_MEMORY | RAW_ON_OPENBSD => raw(frame),
        Linktype::IPV4 => Some((EtherType::IPV4, frame)),
        Linktype::IPV6 => Some((EtherType::IPV6, frame)),
        // etherparse rejects version 2, and hardware types that it does not know.
        Linktype::LINUX_SLL => ether_type(frame, 14, 16),
        Linktype::LINUX_SLL2 => ether_type(frame, 0, 20),
        _ => return Err(UnsupportedLink),
    })
}

/// The number of RAW within programs, which some write to files instead of 101.
const RAW_IN_MEMORY: Linktype = Linktype(12);
/// The same on OpenBSD.
const RAW_ON_OPENBSD: Linktype = Linktype(14);

/// The error for a link type that is not supported.
struct UnsupportedLink;

fn ether_type(frame: &[u8], at: usize, header: usize) -> Option<(EtherType, &[u8])> {
    let number = frame.get(at..)?.first_chunk()?;
    Some((EtherType(u16::from_be_bytes(*number)), frame.get(header..)?))
}

/// The address family of IPv4, on all systems.
const AF_INET: u32 = 2;
/// The address family of IPv6, which has a different number on each system.
const AF_INET6_LINUX: u32 = 10;
const AF_INET6_WINDOWS: u32 = 23;
const AF_INET6_NETBSD_OPENBSD: u32 = 24;
const AF_INET6_FREEBSD: u32 = 28;
const AF_INET6_DARWIN: u32 = 30;

/// The loopback of BSD: an address family, for NULL in the byte order of the capturing machine.
fn loopback(frame: &[u8], order: fn([u8; 4]) -> u32) -> Option<(EtherType, &[u8])> {
    let (family, packet) = frame.split_first_chunk()?;
    match order(*family) {
        AF_INET => Some((EtherType::IPV4, packet)),
        AF_INET6_LINUX
        | AF_INET6_WINDOWS
        | AF_INET6_NETBSD_OPENBSD
        | AF_INET6_FREEBSD
        | AF_INET6_DARWIN => Some((EtherType::IPV6, packet)),
        _ => None,
    }
}

fn raw(packet: &[u8]) -> Option<(EtherType, &[u8])> {
    match packet.first()? >> 4 {
        4 => Some((EtherType::IPV4, packet)),
        6 => Some((EtherType::IPV6, packet)),
        _ => None,
    }
}

/// The sender and the receiver of a packet.
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

/// The number of bytes of a packet that were not captured.
fn missing(net: &LaxNetSlice<'_>) -> usize {
    let (announced, captured) = match net {
        LaxNetSlice::Ipv4(ip) => {
            let extension = ip.extensions().auth.map_or(0, |auth| auth.slice().len());
            let announced = ip.header().payload_len().unwrap_or(0);
            (announced, extension + ip.payload().payload.len())
        }
        LaxNetSlice::Ipv6(ip) => {
            let extensions = ip.extensions().slice().len();
            let announced = ip.header().payload_length();
            (announced, extensions + ip.payload().payload.len())
        }
        LaxNetSlice::Arp(_) => (0, 0),
    };
    usize::from(announced).saturating_sub(captured)
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

/// The most packets whose fragments are kept; each has at most 64 KiB.
const MAX_PACKETS: u64 = 64;

/// Reassembles packets from fragments.
#[derive(Default)]
struct Fragments {
    /// Incomplete packets, each with the number of its latest fragment.
    pool: IpDefragPool<u64, ()>,
    count: u64,
}

impl Fragments {
    /// Adds a fragment; returns the protocol and payload of the packet if that completes it.
    ///
    /// # Errors
    /// If it is truncated, or contradicts the others.
    fn add(
        &mut self,
        ether_type: EtherType,
        packet: &[u8],
    ) -> Result<Option<(IpNumber, Vec<u8>)>, BadFragment> {
        let sliced = SlicedPacket::from_ether_type(ether_type, packet).map_err(|_| BadFragment)?;
        self.count += 1;
        let oldest = self.count.saturating_sub(MAX_PACKETS);
        // The pool itself is unbounded. The numbers of its packets are unique, so that at most
        // MAX_PACKETS remain.
        self.pool.retain(|number| *number > oldest);
        match self.pool.process_sliced_packet(&sliced, self.count, ()) {
            Ok(whole) => Ok(whole.map(|whole| (whole.ip_number, whole.payload))),
            Err(_) => Err(BadFragment),
        }
    }
}

/// The error for an unusable fragment.
struct BadFragment;
