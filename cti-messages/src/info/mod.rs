//! What is known of messages and fields apart from their values: the specification as data.
//!
//! The derives write these tables. Errors take names from them, strict modes their limits,
//! iteration over fields its names, and tests everything.

mod kind;
pub(crate) mod limits;
pub(crate) mod list;
mod member;
mod message;
mod names;
mod parts;
mod tags;

pub use crate::error::PartsError;
pub use crate::generated::service::Service;
pub use kind::{Form, IdInfo, Kind};
pub use limits::{MAX_COLUMNS, MAX_COMBINED_LIMITS, MAX_FORM_BYTES, MAX_MEMBERS};
pub(crate) use list::EntryMembers;
pub use list::{CountInfo, ElementInfo, EntryInfo, ListInfo, ListStyle};
pub use member::{FieldInfo, FixedInfo, Maximum, MemberInfo, Presence, is_secret_tag};
pub use message::{CombinedLimit, Direction, FixedPlace, MessageInfo};
pub use names::{EnumerationInfo, MaskInfo, NamedValue};
pub use parts::NamedParts;
pub(crate) use tags::TagRole;
