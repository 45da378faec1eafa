//! The generated dissector in tshark: what it shows of every message equals what the decoder says.
//!
//! Where there is no tshark, each test says on standard error that it was skipped. To start it takes a
//! second, so a capture holds many messages.

#![cfg(feature = "proptest")]

mod capture;
mod compare;
mod damage;
mod foreign;
mod links;
mod messages;
mod model;
mod pdml;
mod said;
mod secrets;
mod segments;
mod sources;
mod tshark;
mod versions;
