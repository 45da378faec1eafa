//! The decoder of `cti-messages` against the naive one: for any bytes the same value, or the same
//! error with the same message, field and byte.
//!
//! `CTI_CASES=1000 cargo test -p cti-tests --test differential` runs more cases.

mod messages;
mod samples;
mod soup;
mod tally;
mod variables;
mod versions;

/// How many cases to run for a message at a version.
fn cases() -> u32 {
    cti_tests::cases::cases(3)
}
