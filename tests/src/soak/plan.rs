//! What a connection is to be like.

use cti_messages::ProtocolVersion;
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};

/// What a connection is to be like, drawn before it is opened.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    /// The version that the client asks for.
    pub(super) version: ProtocolVersion,
    /// How many messages the client sends at most, and how many bytes.
    pub(super) messages: u64,
    pub(super) bytes: u64,
    /// Who cuts it, after how many bytes of what he reads or writes.
    cut: Option<(Cutter, u64)>,
    seed: u64,
}

/// Who cuts a connection. Each thread has its own randomness as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cutter {
    /// The client, while it sends.
    Sender,
    /// The client, while it receives what comes back.
    Receiver,
    /// The server, while it receives.
    Server,
    /// The server, while it sends back.
    Answerer,
}

impl Plan {
    /// Draws a plan. One connection in eight is closed in good order.
    pub(super) fn draw(random: &mut TestRng, messages: u64, most_bytes: u64) -> Self {
        let bytes = random.random_range(1..=most_bytes.max(1));
        let cutter = match random.random_range(0..4) {
            0 => Cutter::Sender,
            1 => Cutter::Receiver,
            2 => Cutter::Server,
            _ => Cutter::Answerer,
        };
        let cut = (cutter, random.random_range(0..=bytes));
        let first = u32::from(ProtocolVersion::FIRST.number());
        let last = u32::from(ProtocolVersion::LATEST.number());
        Self {
            version: ProtocolVersion::nearest(random.random_range(first..=last)),
            messages,
            bytes,
            cut: random.random_ratio(7, 8).then_some(cut),
            seed: random.random(),
        }
    }

    /// After how many bytes somebody has to cut the connection.
    pub(super) fn cut_by(&self, who: Cutter) -> Option<u64> {
        self.cut
            .filter(|(cutter, _)| *cutter == who)
            .map(|(_, after)| after)
    }

    /// The randomness of somebody.
    pub(super) fn random(&self, who: Cutter) -> TestRng {
        random(self.seed.wrapping_add(who as u64))
    }
}

/// Randomness from a seed.
pub(super) fn random(seed: u64) -> TestRng {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    TestRng::from_seed(RngAlgorithm::ChaCha, &bytes)
}
