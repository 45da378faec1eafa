//! The target `session_client`; what it does is in `cti_tests::fuzzing::session_client`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| cti_tests::fuzzing::session_client(data));
