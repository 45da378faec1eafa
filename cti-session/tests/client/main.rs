//! The client against the rules of the protocol's sessions, by its public API alone.
//!
//! Each test is a rule, by its name. There is no network: [`support::World`] is driver, server and clock.

mod back_pressure;
mod bad_input;
mod closing;
mod debug;
mod heartbeats;
mod ladder;
mod maintenance;
mod opening;
mod own_messages;
mod requests;
mod roles;
mod schedules;
mod sending;
mod states;
mod support;
