//! `decode` on captures, which are written here.
#![cfg(feature = "messages")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod damage;
mod files;
mod filters;
mod network;
mod order;
mod views;
