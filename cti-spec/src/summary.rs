//! The contents of a specification in numbers.

use std::fmt;

use crate::model::{Element, Floating, Message, Parts, Protocol};
use crate::words::counted;

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary(String);

impl Summary {
    /// Counts what a protocol holds. Of a message with several layouts, the fixed fields of the longest
    /// count; the members of a declared entry count once, with the entry.
    #[must_use]
    pub fn of(protocol: &Protocol) -> Self {
        let published = protocol.published().count();
        let names_only = match protocol.messages.len() - published {
            0 => String::new(),
            1 => ", and 1 more of which only the name is known".to_owned(),
            more => format!(", and {more} more of which only the names are known"),
        };
        let parts = || protocol.messages.iter().filter_map(Message::parts);
        let longest = |parts: &Parts| {
            let layouts = parts.layouts.iter().map(|layout| layout.fields.len());
            layouts.max().unwrap_or(0)
        };
        let items = parts().flat_map(|parts| &parts.floating);
        let items = items.chain(protocol.entries.iter().flat_map(|entry| &entry.members));
        let (mut fields, mut lists) = (0, 0);
        for item in items {
            let list = match item {
                Floating::List(list) => Some(list),
                Floating::Field(_) | Floating::Count(_) => None,
            };
            let has_entry = list.is_some_and(|list| matches!(list.element, Element::Entry(_)));
            lists += usize::from(list.is_some());
            fields += usize::from(!has_entry);
        }
        let entries = match protocol.entries.len() {
            1 => "1 kind of entry".to_owned(),
            entries => format!("{entries} kinds of entries"),
        };
        let values = protocol.enumerations.iter().map(|table| table.values.len());
        let bits = protocol.masks.iter().map(|mask| mask.bits.len());
        Self(format!(
            "{}: {}{names_only}\n{}, {}, {}, {entries}, {}\n{}, {} and {} with {}\n",
            protocol.name,
            counted(published, "message"),
            counted(parts().map(longest).sum::<usize>(), "fixed field"),
            counted(fields, "floating field"),
            counted(lists, "list"),
            counted(protocol.tags.len(), "tag"),
            counted(protocol.ids.len(), "ID type"),
            counted(protocol.enumerations.len(), "enumeration"),
            counted(protocol.masks.len(), "mask"),
            counted(values.chain(bits).sum::<usize>(), "constant"),
        ))
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Summary;
    use crate::{SourceFile, parse_sources};

    /// A protocol with so many items of each kind.
    fn summary(count: usize) -> String {
        let mut text = "protocol P versions 13 to 25 { wide tags since 20 frame limit 12500 }\n\
                        type UINT = unsigned 4\nservice Session \"Session\"\n"
            .to_owned();
        for n in 1..=count {
            text += &format!(
                "message KNOWN_{n} = {n} from client {{ fixed {{ A{n} UINT }} floating {{ B{n} UINT tag TAG_{n} }} }}\n"
            );
            text += &format!(
                "unpublished {{ NAME_{n} = {} from client }}\ntag TAG_{n} = {n}\n",
                100 + n
            );
            text += &format!("id Id{n} UINT\n");
        }
        let sources = vec![SourceFile::new("p.cti", text)];
        let protocol = parse_sources(sources).unwrap_or_else(|errors| panic!("{errors}"));
        Summary::of(&protocol).to_string()
    }

    #[test]
    fn one_of_a_kind_is_singular() {
        assert_eq!(
            summary(1),
            "P: 1 message, and 1 more of which only the name is known\n\
             1 fixed field, 1 floating field, 0 lists, 0 kinds of entries, 1 tag\n\
             1 ID type, 0 enumerations and 0 masks with 0 constants\n"
        );
        assert_eq!(
            summary(2),
            "P: 2 messages, and 2 more of which only the names are known\n\
             2 fixed fields, 2 floating fields, 0 lists, 0 kinds of entries, 2 tags\n\
             2 ID types, 0 enumerations and 0 masks with 0 constants\n"
        );
        assert!(summary(0).starts_with("P: 0 messages\n0 fixed fields, "));
    }
}
