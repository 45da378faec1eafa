//! The definition of GED-188 against the tables of facts in `tests/data/ged188`.
//!
//! The tables were made independently of the definition. Every row of them must be in it, with all
//! its columns; what the definition has beyond them is listed, and so is every place where the two
//! may differ. All differences are reported at once.

mod constants;
mod definition;
mod docs;
mod errata;
mod fixed;
mod floating;
mod history;
mod limits;
mod messages;
mod nulls;
mod report;
mod row;
mod tables;
mod tags;
