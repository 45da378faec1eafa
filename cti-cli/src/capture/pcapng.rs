//! Files in the format pcapng: sections of blocks, some of which are packets.

use std::io::{self, Read};

use pcap_parser::pcapng::{Block, parse_block_be, parse_block_le};

use super::input::Input;
use super::packets::{LIMIT, Packet, ReadError};
use super::time::Timestamp;

/// The start of each block: its type and its length.
const HEAD_BYTES: usize = 8;
/// The type of a section header, the same in either byte order.
const SECTION: [u8; 4] = [0x0A, 0x0D, 0x0D, 0x0A];
/// The most interfaces of a section; no tool has a hundred.
const MAX_INTERFACES: usize = 65_536;

/// What the blocks read so far tell of those to come.
#[derive(Default)]
pub(super) struct PcapNg {
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
    pub(super) fn next<'i, R: Read>(
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
            self.is_big_endian = input.bytes()[HEAD_BYTES..].starts_with(&[0x1A, 0x2B, 0x3C, 0x4D]);
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
        matches!(self.number(block, 0), 3 | 6)
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
        if self.number(block, 0) != 1 || block.starts_with(&SECTION) {
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
