//! The packets of a capture file, whatever its format.

use std::fmt;
use std::io::{self, Read};

use super::input::Input;
use super::pcap::Pcap;
use super::pcapng::PcapNg;
use super::time::Timestamp;

/// The most bytes of a packet, or of a block about other things. Capture tools keep 256 KiB of a
/// packet at most; a length beyond this is damage, which need not be waited for.
pub(super) const LIMIT: usize = 16 << 20;

/// A packet as it was captured.
#[derive(Debug, Clone, Copy)]
pub struct Packet<'f> {
    /// When; nothing, where the format does not tell.
    pub time: Timestamp,
    /// The link type of its interface, as registered with tcpdump.
    pub link: u32,
    /// The bytes that were kept of it.
    pub data: &'f [u8],
}

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
        const SECTION: [u8; 4] = [0x0A, 0x0D, 0x0D, 0x0A];
        const MARK: u32 = 0x1A2B_3C4D;
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
        let marked = begins(&MARK.to_be_bytes(), mark) || begins(&MARK.to_le_bytes(), mark);
        match begins(&SECTION, start) && marked {
            true if start.len() < 12 => Self::More,
            true => Self::PcapNg,
            false => Self::No,
        }
    }
}

/// Why a capture cannot be read on.
#[derive(Debug)]
pub enum ReadError {
    /// Reading failed.
    Io(io::Error),
    /// The file ends inside a packet, or what stands around it.
    Cut {
        /// Where that starts in the file.
        at: u64,
    },
    /// The file is damaged.
    Damaged {
        /// Where in the file.
        at: u64,
        /// What is wrong.
        what: String,
    },
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "{error}"),
            Self::Cut { at } => write!(f, "the capture ends inside the packet at byte {at}"),
            Self::Damaged { at, what } => {
                write!(f, "the capture is damaged at byte {at}: {what}")
            }
        }
    }
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
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
