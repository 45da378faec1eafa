//! The embedded specification is the one in the directory.
#![cfg(feature = "ged188")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use cti_spec::{check, check_ged188, ged188_dir};

#[test]
fn the_embedded_specification_is_that_of_the_directory() {
    let embedded = check_ged188().unwrap_or_else(|error| panic!("{error}"));
    let loaded = check(&ged188_dir()).unwrap();
    assert_eq!(embedded.protocol, loaded.protocol);
    assert!(loaded.warnings.is_empty(), "{}", loaded.warnings);
    assert!(embedded.warnings.is_empty());
}
