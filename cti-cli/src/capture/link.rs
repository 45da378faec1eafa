//! From the frame of a link to the packet in it.

use etherparse::EtherType;
use pcap_parser::Linktype;

/// The packet in a frame: what it is, by its EtherType, and its bytes; `None` if the frame is too
/// short, or holds what has no EtherType.
///
/// # Errors
/// If the link type is none of those that are known.
pub(super) fn packet(link: u32, frame: &[u8]) -> Result<Option<(EtherType, &[u8])>, UnknownLink> {
    Ok(match Linktype(link.cast_signed()) {
        Linktype::NULL => {
            loopback(frame, u32::from_le_bytes).or_else(|| loopback(frame, u32::from_be_bytes))
        }
        Linktype::LOOP => loopback(frame, u32::from_be_bytes),
        Linktype::ETHERNET => ether_type(frame, 12, 14),
        Linktype::RAW | RAW_IN_MEMORY | RAW_ON_OPENBSD => raw(frame),
        Linktype::IPV4 => Some((EtherType::IPV4, frame)),
        Linktype::IPV6 => Some((EtherType::IPV6, frame)),
        // By hand: the crate refuses hardware types that it does not know, and version 2.
        Linktype::LINUX_SLL => ether_type(frame, 14, 16),
        Linktype::LINUX_SLL2 => ether_type(frame, 0, 20),
        _ => return Err(UnknownLink(link)),
    })
}

/// The number of RAW within programs, which some write to files instead of 101.
const RAW_IN_MEMORY: Linktype = Linktype(12);
/// The same on OpenBSD.
const RAW_ON_OPENBSD: Linktype = Linktype(14);

/// A link type that is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct UnknownLink(pub(super) u32);

fn ether_type(frame: &[u8], at: usize, header: usize) -> Option<(EtherType, &[u8])> {
    let number = frame.get(at..)?.first_chunk()?;
    Some((EtherType(u16::from_be_bytes(*number)), frame.get(header..)?))
}

/// The loopback of BSD: the number of an address family, in the byte order of the machine where the
/// link is NULL.
fn loopback(frame: &[u8], order: fn([u8; 4]) -> u32) -> Option<(EtherType, &[u8])> {
    let (family, packet) = frame.split_first_chunk()?;
    match order(*family) {
        2 => Some((EtherType::IPV4, packet)),
        // Each system has a number of its own for it.
        10 | 23 | 24 | 28 | 30 => Some((EtherType::IPV6, packet)),
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
