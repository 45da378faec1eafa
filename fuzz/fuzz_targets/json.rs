//! The target `json`; what it does is in `cti_tests::fuzzing::json`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| cti_tests::fuzzing::json(data));
