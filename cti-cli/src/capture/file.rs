//! The packets of a capture file, whatever its format: pcap or pcapng.

use std::io::{self, Read};

use pcap_parser::pcap::{parse_pcap_frame, parse_pcap_frame_be, parse_pcap_frame_modified};
use pcap_parser::pcapng::{
    BOM_MAGIC, Block, EPB_MAGIC, IDB_MAGIC, SHB_MAGIC, SPB_MAGIC, parse_block_be, parse_block_le,
};
use pcap_parser::{PcapHeader, parse_pcap_header};

use super::input::{Input, LIMIT, Packet, ReadError};
use super::time::Timestamp;

/// The type of a section header of pcapng, the same in either byte order.
const SECTION: [u8; 4] = SHB_MAGIC.to_be_bytes();

/// What the first bytes of an input tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Magic {
    /// They are those of no capture.
    No,
    /// They may become those of a capture.
    More,
    /// A pcap file.
    Pcap,
    /// A pcapng file.
    PcapNg,
}

impl Magic {
    /// Looks at the first bytes.
    ///
    /// The block type of pcapng consists of line ends, which text may start with as well: only the
    /// byte-order mark after the length makes it a capture.
    #[must_use]
    pub fn of(start: &[u8]) -> Self {
        const PCAP: [u32; 3] = [0xA1B2_C3D4, 0xA1B2_3C4D, 0xA1B2_CD34];
        let begins = |known: &[u8], found: &[u8]| {
            let length = known.len().min(found.len());
            known[..length] == found[..length]
        };
        for magic in PCAP {
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

/// The packets of a capture, one after the other.
pub struct Packets<R> {
    input: Input<R>,
    format: Format,
}

enum Format {
    Pcap(Option<Pcap>),
    PcapNg(PcapNg),
}

impl<R: Read> Packets<R> {
    /// The packets of an input that starts with one of the magic numbers.
    pub fn new(magic: Magic, reader: R) -> Self {
        Self {
            input: Input::new(reader),
            format: match magic {
                Magic::PcapNg => Format::PcapNg(PcapNg::default()),
                _ => Format::Pcap(None),
            },
        }
    }

    /// The next packet; `None` where the file ends after one.
    ///
    /// `before_waiting` is called before each read, which may wait.
    ///
    /// # Errors
    /// If the capture cannot be read on.
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

/// The header of a pcap file.
const FILE_HEADER_BYTES: usize = 24;

/// A file in the format of libpcap: a header, then packets.
struct Pcap {
    header: PcapHeader,
}

impl Pcap {
    fn open<R: Read>(
        input: &mut Input<R>,
        before_waiting: &mut dyn FnMut() -> io::Result<()>,
    ) -> Result<Self, ReadError> {
        if !input.has(FILE_HEADER_BYTES, before_waiting)? {
            return Err(ReadError::Damaged {
                at: 0,
                what: "the header of the file is cut".to_owned(),
            });
        }
        let header = match parse_pcap_header(input.bytes()) {
            Ok((_, header)) => header,
            Err(_) => {
                return Err(ReadError::Damaged {
                    at: 0,
                    what: "the header of the file is not understood".to_owned(),
                });
            }
        };
        input.skip(FILE_HEADER_BYTES);
        Ok(Self { header })
    }

    fn next<'i, R: Read>(
        &self,
        input: &'i mut Input<R>,
        before_waiting: &mut dyn FnMut() -> io::Result<()>,
    ) -> Result<Option<Packet<'i>>, ReadError> {
        // What a kernel patch of old times wrote has more in the header of each packet.
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
                Err(ReadError::Cut { at })
            };
        }
        let length = self.captured(input.bytes());
        if length > LIMIT {
            return Err(ReadError::Damaged {
                at,
                what: format!("a packet of {length} bytes"),
            });
        }
        let whole = header_bytes + length;
        if !input.has(whole, before_waiting)? {
            return Err(ReadError::Cut { at });
        }
        input.skip(whole);
        self.packet(input.before(whole), at).map(Some)
    }

    /// The number of bytes that were kept of a packet.
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
                what: "the header of a packet is not understood".to_owned(),
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
            // The upper half tells of check sequences at the end of frames.
            link: u32::from(self.header.network.0.to_le_bytes()[0])
                | u32::from(self.header.network.0.to_le_bytes()[1]) << 8,
            data: frame.data,
        })
    }
}

/// The start of each block of a pcapng file: its type and its length.
const HEAD_BYTES: usize = 8;
/// The most interfaces of a section; no tool has a hundred.
const MAX_INTERFACES: usize = 65_536;

/// A file in the format pcapng: sections of blocks, some of which are packets. What the blocks read
/// so far tell of those to come.
#[derive(Default)]
struct PcapNg {
    is_big_endian: bool,
    interfaces: Vec<Interface>,
}

/// An interface on which packets were captured.
struct Interface {
    link: u32,
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
            // Asked twice, since a packet that is returned keeps the input borrowed in each round.
            if self.is_packet(input.before(length)) {
                return self.packet(input.before(length), at).map(Some);
            }
            self.learn(input.before(length), at)?;
        }
    }

    /// Waits for the whole of the next block; its length, or `None` at the end of the file.
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
                Err(ReadError::Cut { at })
            };
        }
        if input.bytes().starts_with(&SECTION) {
            if !input.has(HEAD_BYTES + 4, before_waiting)? {
                return Err(ReadError::Cut { at });
            }
            self.is_big_endian = input.bytes()[HEAD_BYTES..].starts_with(&BOM_MAGIC.to_be_bytes());
            self.interfaces.clear();
        }
        let length = self.number(input.bytes(), 4) as usize;
        if !(HEAD_BYTES + 4..=LIMIT).contains(&length) {
            let what = format!("a block of {length} bytes");
            return Err(ReadError::Damaged { at, what });
        }
        // The bytes of a block are padded, its length is not.
        if !input.has(length, before_waiting)? {
            return Err(ReadError::Cut { at });
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
                what: format!(
                    "a block of type {} is not understood",
                    self.number(block, 0)
                ),
            }),
        }
    }

    /// Takes from a block what later ones need.
    fn learn(&mut self, block: &[u8], at: u64) -> Result<(), ReadError> {
        // Of all other blocks nothing is needed, so they may be of kinds that nobody knows.
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
            link: u32::from_le_bytes(interface.linktype.0.to_le_bytes()),
            snap_length: interface.snaplen,
            per_second: units_per_second(interface.if_tsresol),
            // The crate reads it as little-endian in files of either order.
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
                what: "a packet is not understood".to_owned(),
            }),
        }
    }

    fn interface(&self, number: u32, at: u64) -> Result<&Interface, ReadError> {
        self.interfaces
            .get(number as usize)
            .ok_or_else(|| ReadError::Damaged {
                at,
                what: format!("the packet is of interface {number}, which is not described"),
            })
    }
}

/// How many units of time a second has: a power of ten, or of two where the highest bit is set. The
/// helper of the crate knows no powers of two. Beyond what there is, the finest.
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
    fn captures_are_told_by_their_first_bytes() {
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
