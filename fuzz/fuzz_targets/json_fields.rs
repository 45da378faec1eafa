//! The target `json_fields`; what it does is in `cti_tests::fuzzing::json_fields`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| cti_tests::fuzzing::json_fields(data));
