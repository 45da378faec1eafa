//! The contents of a specification in numbers.

use std::fmt;
use std::path::Path;

use crate::load::{LoadError, load};
use crate::model::{Body, Element, Floating, Protocol};

/// The numbers of a protocol: how many messages, fields and constants it has.
///
/// `Display` writes them on three lines, for people.
///
/// # Examples
/// ```
/// use cti_spec::{SourceFile, Summary, parse_sources};
///
/// let text = "
///     protocol EXAMPLE versions 13 to 25 {
///         wide tags since 20
///         frame limit 12500
///     }
///     type UINT = unsigned 4
///     service Session \"Session Management\"
///     /// Asks whether the peer is there.
///     message HEARTBEAT_REQ = 5 from client { fixed { InvokeID UINT  /// Its number.
///     } }
/// ";
/// let protocol = parse_sources(vec![SourceFile::new("example.cti", text)]).expect("no error");
/// let summary = Summary::of(&protocol).to_string();
/// assert!(summary.starts_with("EXAMPLE: 1 message\n1 fixed field, 0 floating fields, "));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// The name of the protocol.
    pub name: String,
    /// The messages whose layout is known.
    pub messages: usize,
    /// The messages of which only the name is known.
    pub names_only: usize,
    /// The fields of fixed parts; of a message with several layouts, those of the longest.
    pub fixed_fields: usize,
    /// The fields of floating parts, and of entries that have a declaration.
    pub floating_fields: usize,
    /// The lists of floating parts and entries.
    pub lists: usize,
    /// The declared entries.
    pub entries: usize,
    /// The tags.
    pub tags: usize,
    /// The types of IDs.
    pub ids: usize,
    /// The enumerations.
    pub enumerations: usize,
    /// The masks.
    pub masks: usize,
    /// The constants of enumerations and the bits of masks.
    pub constants: usize,
}

/// Checks the specification in a directory; returns its numbers.
///
/// # Errors
///
/// Those of [`load()`].
pub fn check(directory: &Path) -> Result<Summary, LoadError> {
    load(directory).map(|protocol| Summary::of(&protocol))
}

impl Summary {
    /// Counts what a protocol holds.
    #[must_use]
    pub fn of(protocol: &Protocol) -> Self {
        let mut summary = Self {
            name: protocol.name.clone(),
            entries: protocol.entries.len(),
            tags: protocol.tags.len(),
            ids: protocol.ids.len(),
            enumerations: protocol.enumerations.len(),
            masks: protocol.masks.len(),
            constants: protocol
                .enumerations
                .iter()
                .map(|table| table.values.len())
                .sum::<usize>()
                + protocol
                    .masks
                    .iter()
                    .map(|mask| mask.bits.len())
                    .sum::<usize>(),
            ..Self::default()
        };
        for message in &protocol.messages {
            match &message.body {
                Body::Unpublished => summary.names_only += 1,
                Body::HeaderOnly => summary.messages += 1,
                Body::Parts(parts) => {
                    summary.messages += 1;
                    summary.fixed_fields += parts
                        .layouts
                        .iter()
                        .map(|layout| layout.fields.len())
                        .max()
                        .unwrap_or(0);
                    summary.count_floating(&parts.floating);
                }
            }
        }
        for entry in &protocol.entries {
            summary.count_floating(&entry.members);
        }
        summary
    }

    fn count_floating(&mut self, items: &[Floating]) {
        for item in items {
            match item {
                Floating::Field(_) | Floating::Count(_) => self.floating_fields += 1,
                Floating::List(list) => {
                    self.lists += 1;
                    // The members of a declared entry are counted there.
                    self.floating_fields += usize::from(matches!(list.element, Element::Member(_)));
                }
            }
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, counted(self.messages, "message"))?;
        match self.names_only {
            0 => writeln!(f)?,
            1 => writeln!(f, ", and 1 more of which only the name is known")?,
            more => writeln!(f, ", and {more} more of which only the names are known")?,
        }
        writeln!(
            f,
            "{}, {}, {}, {}, {}",
            counted(self.fixed_fields, "fixed field"),
            counted(self.floating_fields, "floating field"),
            counted(self.lists, "list"),
            match self.entries {
                1 => "1 kind of entry".to_owned(),
                entries => format!("{entries} kinds of entries"),
            },
            counted(self.tags, "tag"),
        )?;
        writeln!(
            f,
            "{}, {} and {} with {}",
            counted(self.ids, "ID type"),
            counted(self.enumerations, "enumeration"),
            counted(self.masks, "mask"),
            counted(self.constants, "constant"),
        )
    }
}

/// A number with what it counts.
fn counted(count: usize, of_what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {of_what}{plural}")
}

#[cfg(test)]
mod tests {
    use super::Summary;

    #[test]
    fn one_of_a_kind_is_singular() {
        let numbers = |count| Summary {
            name: "P".to_owned(),
            messages: count,
            names_only: count,
            fixed_fields: count,
            floating_fields: count,
            lists: count,
            entries: count,
            tags: count,
            ids: count,
            enumerations: count,
            masks: count,
            constants: count,
        };
        assert_eq!(
            numbers(1).to_string(),
            "P: 1 message, and 1 more of which only the name is known\n\
             1 fixed field, 1 floating field, 1 list, 1 kind of entry, 1 tag\n\
             1 ID type, 1 enumeration and 1 mask with 1 constant\n"
        );
        assert_eq!(
            numbers(2).to_string(),
            "P: 2 messages, and 2 more of which only the names are known\n\
             2 fixed fields, 2 floating fields, 2 lists, 2 kinds of entries, 2 tags\n\
             2 ID types, 2 enumerations and 2 masks with 2 constants\n"
        );
        assert_eq!(
            Summary::default().to_string(),
            ": 0 messages\n\
             0 fixed fields, 0 floating fields, 0 lists, 0 kinds of entries, 0 tags\n\
             0 ID types, 0 enumerations and 0 masks with 0 constants\n"
        );
    }
}
