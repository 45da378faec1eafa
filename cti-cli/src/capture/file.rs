//! The packets of a capture file in the format pcap or pcapng.

use std::io::{self, Read};

use pcap_parser::pcap::{parse_pcap_frame, parse_pcap_frame_be, parse_pcap_frame_modified};
use pcap_parser::pcapng::{
    BOM_MAGIC, Block, EPB_MAGIC, IDB_MAGIC, SHB_MAGIC, SPB_MAGIC, parse_block_be, parse_block_le,
};
use pcap_parser::{Linktype, PcapHeader, parse_pcap_header};

use super::input::{Input, LIMIT, Packet, ReadError};
use super::time::Timestamp;

/// The type of a section header of pcapng, the same in either byte order.
const SECTION: [u8; 4] = SHB_MAGIC.to_be_bytes();

/// The magic numbers of pcap: times in microseconds, in nanoseconds, and the modified format of a patched
/// libpcap, whose packet headers are longer.
const PCAP_MICROSECONDS: u32 = 0xA1B2_C3D4;
const PCAP_NANOSECONDS: u32 = 0xA1B2_3C4D;
const PCAP_MODIFIED: u32 = 0xA1B2_CD34;

/// The kind of an input by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Magic {
    /// The input is not a capture.
    No,
    /// More bytes are needed to decide.
    More,
    /// A pcap file.
    Pcap,
    /// A pcapng file.
    PcapNg,
}

impl Magic {
    /// Recognises an input by its first bytes.
    ///
    /// The block type that starts a pcapng file consists of line ends, with which text may start too.
    /// The byte-order mark after the length decides.
    #[must_use]
    pub fn of(start: &[u8]) -> Self {
        let begins = |known: &[u8], found: &[u8]| {
            let length = known.len().min(found.len());
            known[..length] == found[..length]
        };
        for magic in [PCAP_MICROSECONDS, PCAP_NANOSECONDS, PCAP_MODIFIED] {
            for known in [magic.to_be_bytes(), magic.to_le_bytes()] {
                if begins(&known, start) {
                    return if start.len() < 4 {
                        Self::More
                    } else {
                        Self::Pcap
                    };
                }
            }
        }
        let mark = start.get(8..).unwrap_or_default();
        let marked =
            begins(&BOM_MAGIC.to_be_bytes(), mark) || begins(&BOM_MAGIC.to_le_bytes(), mark);
        match begins(&SECTION, start) && marked {
            true if start.len() < 12 => Self::More,
            true => Self::PcapNg,
            false => Self::No,
        }
    }
}

/// Reads the packets of a capture.
pub struct Packets<R> {
    input: Input<R>,
    format: Format,
}

enum Format {
    Pcap(Option<Pcap>),
    PcapNg(PcapNg),
}

impl<R: Read> Packets<R> {
    /// The packets of an input whose kind is known.
    pub fn new(magic: Magic, reader: R) -> Self {
        Self {
            input: Input::new(reader),
            format: match magic {
                Magic::PcapNg => Format::PcapNg(PcapNg::default()),
                _ => Format::Pcap(None),
            },
        }
    }

    /// The next packet; `None` if the file ends.
    ///
    /// `before_waiting` is called before each read, which may wait.
    ///
    /// # Errors
    /// If the capture cannot be read, or is truncated or damaged.
    pub fn next(
        &mut self,
        before_waiting: &mut dyn FnMut() -> io::Result<()>,
    ) -> Result<Option<Packet<'_>>, ReadError> {
        match &mut self.format {
            Format::PcapNg(file) => file.next(&mut self.input, before_waiting),
            Format::Pcap(file) => {
                let file = match file {
                    Some(file) => file,
                    None => file.insert(Pcap::open(&mut self.input, before_waiting)?),
                };
                file.next(&mut self.input, before_waiting)
            }
        }
    }
}

/// The bytes of the header of a pcap file.
const FILE_HEADER_BYTES: usize = 24;

/// A file in the format pcap: a header, then packets.
struct Pcap {
    header: PcapHeader,
}

impl Pcap {
    fn open<R: Read>(
        input: &mut Input<R>,
        before_waiting: &mut dyn FnMut() -> io::Result<()>,
    ) -> Result<Self, ReadError> {
        let damaged = |what: &str| ReadError::Damaged {
            at: 0,
            what: what.to_owned(),
        };
        if !input.has(FILE_HEADER_BYTES, before_waiting)? {
            return Err(damaged("the file header is truncated"));
        }
        let Ok((_, header)) = parse_pcap_header(input.bytes()) else {
            return Err(damaged("the file header is invalid"));
        };
        input.skip(FILE_HEADER_BYTES);
        Ok(Self { header })
    }

    fn next<'i, R: Read>(
        &self,
        input: &'i mut Input<R>,
        before_waiting: &mut dyn FnMut() -> io::Result<()>,
    ) -> Result<Option<Packet<'i>>, ReadError> {
        let header_bytes = if self.header.is_modified_format() {
            24
        } else {
            16
        };
        let at = input.place();
        if !input.has(header_bytes, before_waiting)? {
            return if input.bytes().is_empty() {
                Ok(None)
            } else {
                Err(ReadError::Truncated { at })
            };
        }
        let length = self.captured(input.bytes());
        if length > LIMIT {
            return Err(ReadError::Damaged {
                at,
                what: format!("a packet length of {length}"),
            });
        }
        let whole = header_bytes + length;
        if !input.has(whole, before_waiting)? {
            return Err(ReadError::Truncated { at });
        }
        input.skip(whole);
        self.packet(input.before(whole), at).map(Some)
    }

    /// The number of captured bytes of a packet.
    fn captured(&self, record: &[u8]) -> usize {
        let bytes: [u8; 4] = record
            .get(8..12)
            .and_then(|bytes| bytes.try_into().ok())
            .unwrap_or_default();
        let length = if self.header.is_bigendian() {
            u32::from_be_bytes(bytes)
        } else {
            u32::from_le_bytes(bytes)
        };
        length as usize
    }

    fn packet<'i>(&self, record: &'i [u8], at: u64) -> Result<Packet<'i>, ReadError> {
        let parse = if self.header.is_modified_format() {
            parse_pcap_frame_modified
        } else if self.header.is_bigendian() {
            parse_pcap_frame_be
        } else {
            parse_pcap_frame
        };
        let Ok((_, frame)) = parse(record) else {
            return Err(ReadError::Damaged {
                at,
                what: "a packet header is invalid".to_owned(),
            });
        };
        let per_second = if self.header.is_nanosecond_precision() {
            1_000_000_000
        } else {
            1_000_000
        };
        let units = u64::from(frame.ts_sec) * per_second + u64::from(frame.ts_usec);
        Ok(Packet {
            time: Timestamp::from_units(units, per_second, i64::from(self.header.thiszone)),
            // The upper half describes the check sequences at the end of frames.
            link: Linktype(self.header.network.0 & 0xFFFF),
            data: frame.data,
        })
    }
}

/// The bytes of the type and the length, with which each block of a pcapng file starts.
const HEAD_BYTES: usize = 8;
/// The most interfaces of a section.
const MAX_INTERFACES: usize = 65_536;

/// A file in the format pcapng: sections of blocks, some of which are packets. Holds the context that
/// later blocks need.
#[derive(Default)]
struct PcapNg {
    is_big_endian: bool,
    interfaces: Vec<Interface>,
}

/// An interface on which packets were captured.
struct Interface {
    link: Linktype,
    snap_length: u32,
    per_second: u64,
    offset: i64,
}

impl PcapNg {
    fn next<'i, R: Read>(
        &mut self,
        input: &'i mut Input<R>,
        before_waiting: &mut dyn FnMut() -> io::Result<()>,
    ) -> Result<Option<Packet<'i>>, ReadError> {
        loop {
            let Some(length) = self.block(input, before_waiting)? else {
                return Ok(None);
            };
            let at = input.place();
            input.skip(length);
            // Borrows the block twice: the returned packet would keep one borrow for the whole loop.
            if self.is_packet(input.before(length)) {
                return self.packet(input.before(length), at).map(Some);
            }
            self.learn(input.before(length), at)?;
        }
    }

    /// Reads the whole of the next block; returns its length, or `None` at the end of the file.
    fn block<R: Read>(
        &mut self,
        input: &mut Input<R>,
        before_waiting: &mut dyn FnMut() -> io::Result<()>,
    ) -> Result<Option<usize>, ReadError> {
        let at = input.place();
        if !input.has(HEAD_BYTES, before_waiting)? {
            return if input.bytes().is_empty() {
                Ok(None)
            } else {
                Err(ReadError::Truncated { at })
            };
        }
        if input.bytes().starts_with(&SECTION) {
            if !input.has(HEAD_BYTES + 4, before_waiting)? {
                return Err(ReadError::Truncated { at });
            }
            self.is_big_endian = input.bytes()[HEAD_BYTES..].starts_with(&BOM_MAGIC.to_be_bytes());
            self.interfaces.clear();
        }
        let length = self.number(input.bytes(), 4) as usize;
        if !(HEAD_BYTES + 4..=LIMIT).contains(&length) {
            let what = format!("a block length of {length}");
            return Err(ReadError::Damaged { at, what });
        }
        // The bytes of a block are padded, its length is not.
        if !input.has(length, before_waiting)? {
            return Err(ReadError::Truncated { at });
        }
        Ok(Some(length))
    }

    fn number(&self, bytes: &[u8], at: usize) -> u32 {
        let bytes: [u8; 4] = bytes
            .get(at..at + 4)
            .and_then(|bytes| bytes.try_into().ok())
            .unwrap_or_default();
        if self.is_big_endian {
            u32::from_be_bytes(bytes)
        } else {
            u32::from_le_bytes(bytes)
        }
    }

    fn is_packet(&self, block: &[u8]) -> bool {
        matches!(self.number(block, 0), SPB_MAGIC | EPB_MAGIC)
    }

    fn parse<'i>(&self, block: &'i [u8], at: u64) -> Result<Block<'i>, ReadError> {
        let parsed = if self.is_big_endian {
            parse_block_be(block)
        } else {
            parse_block_le(block)
        };
        match parsed {
            Ok((_, block)) => Ok(block),
            Err(_) => Err(ReadError::Damaged {
                at,
                what: format!("a block of type {} is invalid", self.number(block, 0)),
            }),
        }
    }

    /// Keeps the context from a block that is not a packet.
    fn learn(&mut self, block: &[u8], at: u64) -> Result<(), ReadError> {
        // Only the descriptions of interfaces matter. Other blocks may be of unknown types.
        if self.number(block, 0) != IDB_MAGIC || block.starts_with(&SECTION) {
            return Ok(());
        }
        let Block::InterfaceDescription(interface) = self.parse(block, at)? else {
            return Ok(());
        };
        if self.interfaces.len() == MAX_INTERFACES {
            let what = format!("more than {MAX_INTERFACES} interfaces");
            return Err(ReadError::Damaged { at, what });
        }
        let offset = interface.if_tsoffset;
        self.interfaces.push(Interface {
            link: interface.linktype,
            snap_length: interface.snaplen,
            per_second: units_per_second(interface.if_tsresol),
            // pcap-parser reads it as little-endian in files of either order.
            offset: if self.is_big_endian {
                offset.swap_bytes()
            } else {
                offset
            },
        });
        Ok(())
    }

    fn packet<'i>(&self, block: &'i [u8], at: u64) -> Result<Packet<'i>, ReadError> {
        match self.parse(block, at)? {
            Block::EnhancedPacket(packet) => {
                let interface = self.interface(packet.if_id, at)?;
                let units = u64::from(packet.ts_high) << 32 | u64::from(packet.ts_low);
                let kept = packet.data.len().min(packet.caplen as usize);
                Ok(Packet {
                    time: Timestamp::from_units(units, interface.per_second, interface.offset),
                    link: interface.link,
                    data: &packet.data[..kept],
                })
            }
            Block::SimplePacket(packet) => {
                let interface = self.interface(0, at)?;
                let length = packet.data.len().min(packet.origlen as usize);
                let limit = match interface.snap_length {
                    0 => usize::MAX,
                    limit => limit as usize,
                };
                Ok(Packet {
                    time: Timestamp::default(),
                    link: interface.link,
                    data: &packet.data[..length.min(limit)],
                })
            }
            _ => Err(ReadError::Damaged {
                at,
                what: "a packet is invalid".to_owned(),
            }),
        }
    }

    fn interface(&self, number: u32, at: u64) -> Result<&Interface, ReadError> {
        self.interfaces
            .get(number as usize)
            .ok_or_else(|| ReadError::Damaged {
                at,
                what: format!("the packet names interface {number}, which is not described"),
            })
    }
}

/// The units of time in a second: a power of ten or, if the highest bit is set, of two; the largest
/// number if the power exceeds it. The helper of pcap-parser does not support powers of two.
fn units_per_second(resolution: u8) -> u64 {
    let exponent = u32::from(resolution & 0x7F);
    let power = if resolution & 0x80 == 0 {
        10_u64.checked_pow(exponent)
    } else {
        1_u64.checked_shl(exponent)
    };
    power.unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::Magic;

    #[test]
    fn captures_are_recognised_by_their_first_bytes() {
        for (bytes, magic) in [
            (&[][..], Magic::More),
            (&[0xA1], Magic::More),
            (&[0xA1, 0xB2, 0x3C, 0x4D], Magic::Pcap),
            (&[0xD4, 0xC3, 0xB2, 0xA1], Magic::Pcap),
            (&[0x4D, 0x3C, 0xB2, 0xA1, 0], Magic::Pcap),
            (&[0x34, 0xCD, 0xB2, 0xA1, 0], Magic::Pcap),
            (b"4d3c", Magic::No),
            (b"\n", Magic::More),
            (b"\n\r\r\n\0\0\0\x1c", Magic::More),
            (b"\n\r\r\n\0\0\0\x1c\x1a\x2b\x3c\x4d", Magic::PcapNg),
            (b"\n\r\r\n\x1c\0\0\0\x4d\x3c\x2b\x1a", Magic::PcapNg),
            (b"\n\r\r\n00000004", Magic::No),
            (b"\n\n", Magic::No),
            (&[0, 0, 0, 4], Magic::No),
        ] {
            assert_eq!(Magic::of(bytes), magic, "{bytes:?}");
        }
    }
}
