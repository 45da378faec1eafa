//! What holds for all messages on the wire.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What holds for all messages on the wire. A message is a header, a fixed part and a floating part
/// without any padding; all integers are big-endian. A floating field is a tag, the length of its
/// data, and the data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wire {
    /// The fields of the header, in wire order; all are unsigned integers.
    pub header: Vec<HeaderField>,
    /// From this version on, floating fields have wide tags; before, narrow ones.
    pub wide_tags_since: u8,
    /// The sizes of narrow tags and lengths.
    pub narrow_tags: TagSizes,
    /// The sizes of wide tags and lengths.
    pub wide_tags: TagSizes,
    /// The largest message in bytes, header included.
    pub frame_limit: u32,
}

/// A field of the header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeaderField {
    /// Its name in the guide.
    pub name: String,
    /// Where it starts in the message.
    pub offset: u8,
    /// Its size.
    pub bytes: u8,
    /// What it means, in Markdown.
    pub doc: String,
}

/// The sizes of what stands before the data of a floating field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TagSizes {
    /// The bytes of the tag.
    pub tag_bytes: u8,
    /// The bytes of the length.
    pub length_bytes: u8,
}

impl Wire {
    /// What a specification can say of it; the rest is the same in all of them.
    pub(super) fn new(wide_tags_since: u8, frame_limit: u32) -> Self {
        Self {
            header: vec![
                HeaderField {
                    name: "MessageLength".to_owned(),
                    offset: 0,
                    bytes: 4,
                    doc: "The bytes of the message without its header.".to_owned(),
                },
                HeaderField {
                    name: "MessageType".to_owned(),
                    offset: 4,
                    bytes: 4,
                    doc: "The number of the message.".to_owned(),
                },
            ],
            wide_tags_since,
            narrow_tags: TagSizes {
                tag_bytes: 1,
                length_bytes: 1,
            },
            wide_tags: TagSizes {
                tag_bytes: 2,
                length_bytes: 2,
            },
            frame_limit,
        }
    }
}
