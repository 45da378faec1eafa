//! The fuzz target on bytes of any kind: what it would say at once needs no fuzzer.

use agent_states::fuzzing::session;
use proptest::prelude::*;

proptest! {
    #[test]
    fn the_target_finds_nothing(data in prop::collection::vec(any::<u8>(), 0..2000)) {
        session(&data);
    }
}
