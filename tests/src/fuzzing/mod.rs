//! The fuzz targets: each takes bytes, and panics if a property does not hold.
//!
//! They are ordinary functions, so that `fuzz/`, where each target is one call, and the test that
//! replays the corpus (`tests/tests/corpus`) run the same code. The structure-aware ones take
//! bytes as well, and choose by them (`arbitrary`): a corpus is bytes for all of them.

pub mod decode;
pub mod decode_fields;
pub mod json;
pub mod json_fields;
pub mod session_client;
pub mod session_server;
pub mod specification;
pub mod specification_pieces;
pub mod stream;
mod wire;

/// A target: its name, and what it does.
pub type Target = (&'static str, fn(&[u8]));

macro_rules! targets {
    ($($name:ident)*) => {
        $(pub use $name::$name;)*

        /// All targets.
        pub const TARGETS: &[Target] = &[$((stringify!($name), $name)),*];
    };
}

targets! {
    decode
    decode_fields
    json
    json_fields
    session_client
    session_server
    specification
    specification_pieces
    stream
}
