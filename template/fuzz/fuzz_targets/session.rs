//! The target `session`; what it does is in `agent_states::fuzzing`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| agent_states::fuzzing::session(data));
