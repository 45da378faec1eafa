//! The target `decode`; what it does is in `cti_tests::fuzzing::decode`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| cti_tests::fuzzing::decode(data));
