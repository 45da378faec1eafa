//! Items of a protocol as tables for a terminal, in the terms of the guide.
//!
//! [`show`] makes a [`Sheet`] of a message: its fixed part, its floating part with the members of its
//! lists, limits, and the text of its errata. Whatever the specification declares elsewhere and a
//! message refers to is looked up. Enumerations, masks, IDs, tags and everything else with a name have
//! sheets as well. A sheet covers all versions, or shows the item as one version has it.
//!
//! # Examples
//! ```
//! use cti_spec::show::{Item, show};
//!
//! let protocol = cti_spec::load(&cti_spec::ged188_dir())?;
//! let item = Item::find(&protocol, "heartbeat_req")?;
//! let text = show(&protocol, item, Some(24))?.to_string();
//! assert!(text.starts_with("HEARTBEAT_REQ (5)\nfrom client, Session Management, version 24\n"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::fmt;
use std::ops::RangeInclusive;

use crate::model::Protocol;

mod fixed;
mod floating;
mod item;
mod message;
mod named;
mod sheet;
mod size;
pub(crate) mod text;
mod users;
mod view;

pub use item::{Item, UnknownItem};
pub use sheet::{Column, Row, Section, Sheet};
use view::View;

/// Makes the sheet of an item, in all versions or as one version has it.
///
/// # Errors
///
/// If the protocol does not have the version, or the version does not have the message.
pub fn show(
    protocol: &Protocol,
    item: Item<'_>,
    version: Option<u8>,
) -> Result<Sheet, VersionError> {
    let mut sheet = item_sheet(protocol, item, version)?;
    let users = users::section(View { protocol, version }, item);
    sheet.sections.extend(users);
    Ok(sheet)
}

/// The sheet of an item, without the messages that use it.
pub(crate) fn item_sheet(
    protocol: &Protocol,
    item: Item<'_>,
    version: Option<u8>,
) -> Result<Sheet, VersionError> {
    if let Some(version) = version {
        check_version(protocol, version)?;
    }
    let view = View { protocol, version };
    Ok(match item {
        Item::Message(message) => {
            if let Some(version) = version.filter(|version| !message.window.contains(*version)) {
                return Err(VersionError::NotIn {
                    message: message.name.guide.clone(),
                    version,
                    versions: message.window.versions(protocol),
                });
            }
            message::sheet(view, message)
        }
        Item::Protocol(_) => named::protocol(view),
        Item::Enumeration(table) => named::enumeration(view, table),
        Item::Mask(mask) => named::mask(view, mask),
        Item::Id(id) => named::id(view, id),
        Item::Entry(entry) => named::entry(view, entry),
        Item::Tag(tag) => named::tag(view, tag),
        Item::Erratum(erratum) => named::erratum(erratum),
        Item::Service(service) => named::service(view, service),
        Item::Interface(interface) => named::interface(view, interface),
        Item::Constant(constant) => named::constant(constant),
        Item::Type(ty) => named::basic_type(ty),
    })
}

/// Whether the protocol has a version.
pub(crate) fn check_version(protocol: &Protocol, version: u8) -> Result<(), VersionError> {
    let versions = protocol.versions();
    if versions.contains(&version) {
        return Ok(());
    }
    Err(VersionError::Unknown {
        protocol: protocol.name.clone(),
        version,
        versions,
    })
}

/// A version that cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VersionError {
    /// The protocol does not have the version.
    Unknown {
        /// The name of the protocol.
        protocol: String,
        /// The version.
        version: u8,
        /// Those that it has.
        versions: RangeInclusive<u8>,
    },
    /// The version does not have the message.
    NotIn {
        /// The name of the message.
        message: String,
        /// The version.
        version: u8,
        /// Those that have it.
        versions: RangeInclusive<u8>,
    },
}

impl fmt::Display for VersionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (versions, verb) = match self {
            Self::Unknown {
                protocol,
                version,
                versions,
            } => {
                write!(f, "{version} is not a version of {protocol}")?;
                (versions, "it has")
            }
            Self::NotIn {
                message,
                version,
                versions,
            } => {
                write!(f, "{message} does not exist in version {version}")?;
                (versions, "it exists in")
            }
        };
        let (first, last) = (versions.start(), versions.end());
        if first == last {
            write!(f, "; {verb} version {first} only")
        } else {
            write!(f, "; {verb} versions {first} to {last}")
        }
    }
}

impl std::error::Error for VersionError {}
