//! Matrices: one kind of damage each, done to every message that it can be done to, in both modes.
//!
//! The cases are generated from the specification (`cti_spec`'s resolved model) and from the
//! samples. What comes out has to be what the naive decoder ([`cti_tests::naive`]) makes of the
//! frame, and the contract has to hold ([`cti_tests::contract`]). On top, each matrix says in its
//! own words what has to become of its damage. `cargo test -p cti-tests --test matrix -- --nocapture`
//! prints how many frames each tried.

mod arrays;
mod check;
mod counts;
mod lengths;
mod lists;
mod prefixes;
mod records;
mod repeats;
mod samples;
mod tags;
mod whole;
mod widths;
mod windows;
