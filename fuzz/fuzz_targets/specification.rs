//! The target `specification`; what it does is in `cti_tests::fuzzing::specification`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| cti_tests::fuzzing::specification(data));
