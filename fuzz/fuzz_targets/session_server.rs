//! The target `session_server`; what it does is in `cti_tests::fuzzing::session_server`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| cti_tests::fuzzing::session_server(data));
