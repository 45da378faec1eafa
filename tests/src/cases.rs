//! How property tests run: how many cases, and nothing written to files.

use proptest::test_runner::Config;

/// As many cases as the variable `CTI_CASES` says, or the usual number of them.
///
/// # Panics
/// If the variable says no number.
#[must_use]
pub fn cases(usual: u32) -> u32 {
    std::env::var("CTI_CASES").map_or(usual, |cases| {
        cases
            .parse()
            .unwrap_or_else(|error| panic!("CTI_CASES={cases}: {error}"))
    })
}

/// So many cases. What fails is kept as a test with a name, not as a seed.
#[must_use]
pub fn config(cases: u32) -> Config {
    Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    }
}
