//! The target `decode_fields`; what it does is in `cti_tests::fuzzing::decode_fields`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| cti_tests::fuzzing::decode_fields(data));
