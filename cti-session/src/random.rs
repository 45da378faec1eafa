//! Random numbers from a seed.

/// A generator of numbers that spread waits (SplitMix64). The same seed gives the same numbers, so that a simulation
/// can be repeated; they are not for secrets. A crate for it would be a dependency for eight lines.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A number from 0 to `last`, both included.
    pub(crate) fn up_to(&mut self, last: u32) -> u32 {
        // The upper half of a product of 64 bits: every number is as likely as the others, but for 1 in 2³².
        let high = ((self.next() >> 32) * (u64::from(last) + 1)) >> 32;
        u32::try_from(high).unwrap_or(last)
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    /// The numbers that Rosetta Code lists for SplitMix64 with this seed.
    #[test]
    fn the_numbers_are_those_of_splitmix64() {
        let mut random = Random::new(1_234_567);
        for expected in [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ] {
            assert_eq!(random.next(), expected);
        }
    }

    #[test]
    fn every_number_up_to_the_last_comes() {
        let mut random = Random::new(1);
        let mut counts = [0_u32; 4];
        for _ in 0..4_000 {
            let number = usize::try_from(random.up_to(3)).unwrap();
            counts[number] += 1;
        }
        assert!(counts.iter().all(|count| *count > 800), "{counts:?}");
        assert_eq!(random.up_to(0), 0);
    }
}
