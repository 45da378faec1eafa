//! A glob import of the crate hides no other crate. `workspace` in the tests of the workspace looks at all names.

#![allow(unused_imports, reason = "they are here to be resolved")]

use cti_messages::*;

#[cfg(feature = "arbitrary")]
use arbitrary::Unstructured;
use bitflags::Flags;
#[cfg(feature = "tokio")]
use bytes::Bytes as SharedBytes;
use proptest::strategy::Strategy;
#[cfg(feature = "serde")]
use serde::Serialize;
use serde_json::Value;
use std::vec::Vec;
use tokio::io::AsyncRead;
#[cfg(feature = "tokio")]
use tokio_util::codec::Decoder;

#[test]
fn names_of_crates_are_those_of_the_crates() {
    #[cfg(feature = "serde")]
    {
        use serde::ser::Serialize as Same;
        fn is_same<T: Same>(value: &T) -> &impl Serialize {
            value
        }
        assert_eq!(serde_json::to_string(is_same(&7)).unwrap(), "7");
    }
    assert!(ProtocolVersion::all().count() > 1);
}
