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
    std::env::var("CTI_CASES").map_or(3, |cases| {
        cases
            .parse()
            .unwrap_or_else(|error| panic!("CTI_CASES={cases}: {error}"))
    })
}
