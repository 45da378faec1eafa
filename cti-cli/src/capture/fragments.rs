//! Putting together packets that came in fragments.

use etherparse::defrag::IpDefragPool;
use etherparse::{EtherType, IpNumber, SlicedPacket};

/// The most packets of which fragments are kept; each has 64 KiB at most.
const MAX_PACKETS: u64 = 64;

/// The fragments that wait for others.
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
