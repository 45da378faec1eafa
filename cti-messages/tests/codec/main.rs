//! The codec for asynchronous streams (feature `tokio`).

mod chunks;
mod session;
mod writing;
