//! The target `specification_pieces`; what it does is in `cti_tests::fuzzing::specification_pieces`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| cti_tests::fuzzing::specification_pieces(data));
