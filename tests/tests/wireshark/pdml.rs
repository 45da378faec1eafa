//! What tshark writes about packets: PDML, as a tree.

use roxmltree::{Document, Node};

/// A packet.
#[derive(Debug)]
pub(crate) struct Packet {
    /// The messages that end in it.
    pub(crate) messages: Vec<Item>,
}

/// An item of the tree.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    /// Its name in filters.
    pub(crate) name: String,
    /// Its value as filters have it.
    pub(crate) show: String,
    /// Its line in the tree.
    pub(crate) line: String,
    /// Its bytes; none if it covers none.
    pub(crate) bytes: Vec<u8>,
    pub(crate) items: Vec<Item>,
}

impl Item {
    /// What stands before the colon of its line.
    pub(crate) fn label(&self) -> &str {
        let label = self
            .line
            .split_once(": ")
            .map_or(&self.line[..], |(label, _)| label);
        label.strip_suffix(" [truncated]").unwrap_or(label)
    }

    /// The first item with a name, in it or below.
    pub(crate) fn find(&self, name: &str) -> Option<&Item> {
        self.all(name).into_iter().next()
    }

    /// All items with a name, in it or below.
    pub(crate) fn all(&self, name: &str) -> Vec<&Item> {
        let mut found: Vec<&Item> = Vec::new();
        for item in &self.items {
            if item.name == name {
                found.push(item);
            }
            found.extend(item.all(name));
        }
        found
    }

    /// What is said to be wrong: the names behind `ged188.expert.`, sorted.
    pub(crate) fn experts(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self
            .names()
            .into_iter()
            .filter_map(|name| name.strip_prefix("ged188.expert."))
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The names of all items below it.
    fn names(&self) -> Vec<&str> {
        let below = self.items.iter().flat_map(Item::names);
        self.items
            .iter()
            .map(|item| &item.name[..])
            .chain(below)
            .collect()
    }
}

/// The packets of a document.
pub(crate) fn parse(text: &str) -> Vec<Packet> {
    let options = roxmltree::ParsingOptions {
        nodes_limit: u32::MAX,
        ..Default::default()
    };
    let document = Document::parse_with_options(text, options).expect("XML");
    let packets = document.root_element().children();
    packets
        .filter(|node| node.has_tag_name("packet"))
        .map(|packet| Packet {
            messages: packet
                .children()
                .filter(|node| node.attribute("name") == Some("ged188"))
                .map(item)
                .collect(),
        })
        .collect()
}

fn item(node: Node<'_, '_>) -> Item {
    let text = |name: &str| node.attribute(name).unwrap_or_default().to_owned();
    Item {
        name: text("name"),
        show: text("show"),
        line: text("showname"),
        bytes: hex::decode(text("value")).unwrap_or_default(),
        items: node.children().filter(Node::is_element).map(item).collect(),
    }
}
