//! Matrices: one kind of damage each, done to every message that it can be done to, in both modes.
//!
//! The cases are generated from the specification (`cti_spec`'s resolved model) and from the
//! samples; so is what is expected of each ([`cti_tests::contract`]): the value with what went to
//! `unknown`, or the error with its numbers, field and byte. On top, each matrix says in its own
//! words what has to become of its damage. `cargo test -p cti-tests --test matrix -- --nocapture`
//! prints how many frames each tried.

mod arrays;
mod check;
mod counts;
mod lengths;
mod lists;
mod names;
mod prefixes;
mod records;
mod repeats;
mod samples;
mod tags;
mod whole;
mod widths;
mod windows;
