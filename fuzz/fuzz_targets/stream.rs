//! The target `stream`; what it does is in `cti_tests::fuzzing::stream`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| cti_tests::fuzzing::stream(data));
