//! Pages of the documentation that are longer than one item's.

#[allow(unused_imports)] // The pages link to them.
use crate::{DecodeErrorKind, EncodeErrorKind, Mode};

#[doc = include_str!("../docs/api-guidelines.md")]
pub mod api_guidelines {}

#[doc = include_str!("../docs/leniency.md")]
pub mod leniency {}

#[doc = include_str!("../docs/performance.md")]
#[doc = ""]
// The plot stands at the end of the page, whose last section tells what it shows.
#[doc = include_str!("../docs/sweep.svg")]
pub mod performance {}

#[doc = include_str!("../docs/reliability.md")]
pub mod reliability {}

#[doc = include_str!("../docs/stability.md")]
pub mod stability {}
