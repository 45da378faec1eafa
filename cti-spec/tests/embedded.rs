//! The embedded specification is the one in the directory.
#![cfg(feature = "ged188")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use cti_spec::{Summary, check, ged188_dir, load};

#[test]
fn the_embedded_specification_is_that_of_the_directory() {
    let embedded = cti_spec::ged188().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(embedded, load(&ged188_dir()).unwrap());
    assert_eq!(Summary::of(&embedded), check(&ged188_dir()).unwrap());
}
