//! Files in the format of libpcap: a header, then packets.

use std::io::{self, Read};

use pcap_parser::pcap::{parse_pcap_frame, parse_pcap_frame_be, parse_pcap_frame_modified};
use pcap_parser::{PcapHeader, parse_pcap_header};

use super::input::Input;
use super::packets::{LIMIT, Packet, ReadError};
use super::time::Timestamp;

const FILE_HEADER_BYTES: usize = 24;

/// What the header of the file tells.
pub(super) struct Pcap {
    header: PcapHeader,
}

impl Pcap {
    pub(super) fn open<R: Read>(
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

    pub(super) fn next<'i, R: Read>(
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
