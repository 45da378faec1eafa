//! `decode` on captures, which are written here.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod connections;
mod damage;
mod files;
mod filters;
mod foreign;
mod internet;
mod network;
mod order;
mod views;
