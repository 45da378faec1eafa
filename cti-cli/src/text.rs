//! Messages as text: a line for the message, then one for each field.

use cti_messages::fields::{Entries, Fields, Value, Values};
use cti_messages::info::{ElementInfo, MaskInfo, MemberInfo, is_secret_tag};
use cti_messages::{Direction, Message, ProtocolVersion};

/// The width of the names of a mask: with indentation and name, lines have about 100 columns.
const MASK_WIDTH: usize = 72;

/// The placeholder for secret values.
const REDACTED: &str = "<redacted>";

/// A message as lines of text, with secrets redacted.
///
/// The names of enumeration values are those of the given version, or of the version that the
/// message itself names.
#[must_use]
pub fn to_text(message: &Message<'_>, version: ProtocolVersion) -> String {
    let (name, about) = head(message);
    format!("{name} {about}\n{}", body(message, version))
}

/// The name of a message, and its number and direction.
pub(super) fn head(message: &Message<'_>) -> (String, String) {
    let number = message.message_type().0;
    match (message.as_known(), message.name()) {
        (Ok(known), _) => {
            let info = known.info();
            let about = format!("({number}) {}", arrow(info.direction));
            (info.name.to_owned(), about)
        }
        (Err(_), Some(name)) => (name.to_owned(), format!("({number}) layout not known")),
        (Err(_), None) => (format!("message type {number},"), "not known".to_owned()),
    }
}

/// The fields of a message, one a line.
pub(super) fn body(message: &Message<'_>, version: ProtocolVersion) -> String {
    let version = own_version(message).unwrap_or(version);
    let rows = match message.as_known() {
        Ok(known) => rows(known, version),
        Err(unknown) => vec![Row::line("body", bytes(&unknown.body))],
    };
    let width = width(&rows);
    let lines = block(rows, width).into_iter();
    lines.map(|line| format!("    {line}\n")).collect()
}

/// The version that a message itself names, as OPEN_REQ does, or the nearest supported one.
fn own_version(message: &Message<'_>) -> Option<ProtocolVersion> {
    let known = message.as_known().ok()?;
    known.own_version().map(ProtocolVersion::nearest)
}

const fn arrow(direction: Direction) -> &'static str {
    match direction {
        Direction::Client => "client -> server",
        Direction::Server => "server -> client",
        Direction::Either => "client <-> server",
    }
}

/// A member with its value, and the entries of a list on the lines below.
struct Row {
    name: String,
    /// One line, or several for a long mask.
    value: String,
    below: Vec<String>,
}

impl Row {
    fn line(name: impl Into<String>, value: String) -> Self {
        Self {
            name: name.into(),
            value,
            below: Vec::new(),
        }
    }
}

/// The width of the column of names.
fn width<'r>(rows: impl IntoIterator<Item = &'r Row>) -> usize {
    let widths = rows.into_iter().map(|row| row.name.len());
    widths.max().unwrap_or(0)
}

/// Rows as lines, the values in one column.
fn block(rows: Vec<Row>, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for row in rows {
        let mut name = row.name.as_str();
        for line in row.value.split('\n') {
            lines.push(format!("{name:width$}  {line}"));
            name = "";
        }
        lines.extend(row.below.into_iter().map(|line| format!("    {line}")));
    }
    lines
}

/// The members that are present, then unknown fields and trailing bytes.
fn rows(fields: &dyn Fields, version: ProtocolVersion) -> Vec<Row> {
    let mut rows = Vec::new();
    for (index, member) in fields.members().iter().enumerate() {
        if let Some(value) = fields.value(index) {
            rows.push(row(member, value, version));
        }
    }
    for field in fields.unknown_fields() {
        let name = format!("unknown tag {}", field.tag.0);
        let value = if is_secret_tag(fields.members(), field.tag) {
            REDACTED.to_owned()
        } else {
            bytes(&field.data)
        };
        rows.push(Row::line(name, value));
    }
    if let Some(trailing) = fields.trailing().filter(|bytes| !bytes.is_empty()) {
        rows.push(Row::line("trailing bytes", bytes(trailing)));
    }
    rows
}

fn row(member: &MemberInfo, value: Value<'_>, version: ProtocolVersion) -> Row {
    let (text, below) = match (member, value) {
        (member, _) if member.is_secret() => (REDACTED.to_owned(), Vec::new()),
        (MemberInfo::Fixed(field), value) if is_null(value, field.null, version) => {
            ("none".to_owned(), Vec::new())
        }
        (_, Value::Entries(list)) => (count(list.count()), entries(list, version)),
        (MemberInfo::List(info), Value::Values(list)) => {
            let signed = matches!(&info.element, ElementInfo::Value(field) if field.signed);
            (count(list.count()), values(list, signed, version))
        }
        (_, value) => (single(value, version), Vec::new()),
    };
    Row {
        name: member.name().to_owned(),
        value: text,
        below,
    }
}

/// Whether a value of the fixed part is the null value of its field and has no name of its own.
fn is_null(value: Value<'_>, null: u32, version: ProtocolVersion) -> bool {
    null != 0
        && match value {
            Value::Number(number) => number == i64::from(null),
            Value::Enumeration(value, info) => {
                value == null && info.name_in(value, version).is_none()
            }
            _ => false,
        }
}

fn count(entries: usize) -> String {
    match entries {
        0 => "none".to_owned(),
        count => counted(count as u64, "entry", "entries"),
    }
}

/// A number with its noun: "1 byte", "2 bytes".
pub(super) fn counted(count: u64, singular: &str, plural: &str) -> String {
    let noun = if count == 1 { singular } else { plural };
    format!("{count} {noun}")
}

/// The entries of a list, with all values in one column.
fn entries(list: &dyn Entries, version: ProtocolVersion) -> Vec<String> {
    let entries: Vec<Vec<Row>> = (0..list.count())
        .filter_map(|index| list.entry(index))
        .map(|entry| rows(entry, version))
        .collect();
    let width = width(entries.iter().flatten());
    let blocks = entries.into_iter().map(|rows| block(rows, width));
    blocks
        .enumerate()
        .flat_map(|(index, lines)| numbered(index, lines))
        .collect()
}

fn values(list: &dyn Values, signed: bool, version: ProtocolVersion) -> Vec<String> {
    (0..list.count())
        .filter_map(|index| list.value(index, signed))
        .map(|value| single(value, version))
        .collect()
}

/// The lines of an entry, the first with its number, counted from 1.
fn numbered(index: usize, lines: Vec<String>) -> Vec<String> {
    let mark = format!("[{}] ", index + 1);
    let blank = " ".repeat(mark.len());
    if lines.is_empty() {
        return vec![format!("{mark}(empty)")];
    }
    let marks = std::iter::once(&mark).chain(std::iter::repeat(&blank));
    marks
        .zip(lines)
        .map(|(mark, line)| format!("{mark}{line}"))
        .collect()
}

fn single(value: Value<'_>, version: ProtocolVersion) -> String {
    match value {
        Value::Enumeration(value, info) => info
            .name_in(value, version)
            .map_or_else(|| value.to_string(), str::to_owned),
        Value::Mask(bits, info) => mask(bits, info),
        Value::Text(text) => quoted(text),
        Value::Bytes(data) => bytes(data),
        Value::NamedVariable(variable) => format!(
            "{} = {}",
            variable.name.to_str_lossy().escape_debug(),
            quoted(variable.value.as_bytes())
        ),
        Value::NamedArray(element) => format!(
            "{}[{}] = {}",
            element.name.to_str_lossy().escape_debug(),
            element.index,
            quoted(element.value.as_bytes())
        ),
        other => other.to_string(),
    }
}

/// The names of the bits, then the bits without a name as one number.
fn mask(bits: u32, info: &MaskInfo) -> String {
    if bits == 0 {
        return "0".to_owned();
    }
    let (names, rest) = info.split(bits);
    let mut parts: Vec<String> = names.map(str::to_owned).collect();
    if rest != 0 {
        parts.push(format!("{rest:#x}"));
    }
    wrapped(&parts)
}

/// Names on as many lines as they need.
fn wrapped(names: &[String]) -> String {
    let mut text = String::new();
    let mut width = 0;
    for name in names {
        if !text.is_empty() {
            let fits = width + name.len() <= MASK_WIDTH;
            width = if fits { width } else { 0 };
            text.push_str(if fits { " | " } else { " |\n" });
        }
        text.push_str(name);
        width += name.len() + " | ".len();
    }
    text
}

/// Text in quotes. Control characters are escaped, so that a peer cannot move the cursor.
fn quoted(text: &[u8]) -> String {
    match std::str::from_utf8(text) {
        Ok(text) => format!("{text:?}"),
        Err(_) => format!("\"{}\"", text.escape_ascii()),
    }
}

fn bytes(data: &[u8]) -> String {
    if data.is_empty() {
        "(empty)".to_owned()
    } else {
        hex::encode(data)
    }
}

#[cfg(test)]
mod tests {
    use cti_messages::{Bytes, ProtocolVersion, Secret, Tag, Text, TypedMessage, UnknownField};

    use super::{block, rows, width};

    #[derive(Debug, Clone, PartialEq, Eq, Default, TypedMessage)]
    #[cti(name = "SECRETS_EVENT", number = 9040, from = server)]
    struct SecretsEvent<'a> {
        #[cti(
            list,
            name = "Passwords",
            member = "Password",
            tag = 1,
            max = 16,
            count(name = "NumPasswords", at = 0)
        )]
        passwords: Vec<Secret<Text<'a>>>,
        #[cti(field, name = "Key", tag = 2)]
        key: Option<Secret<Bytes<'a>>>,
        #[cti(unknown)]
        unknown: Vec<UnknownField<'a>>,
    }

    #[test]
    fn secrets_are_redacted_in_lists_and_unknown_fields_too() {
        let unknown = |tag| UnknownField {
            tag,
            data: Bytes::from(&b"hunter3"[..]),
            after: 0,
        };
        let message = SecretsEvent {
            passwords: vec![Secret("hunter1".into())],
            key: Some(Secret(Bytes::from(&b"hunter2"[..]))),
            unknown: vec![unknown(Tag(1)), unknown(Tag(2))],
        };
        let rows = rows(&message, ProtocolVersion::LATEST);
        let width = width(&rows);
        assert_eq!(
            block(rows, width),
            [
                "Passwords      <redacted>",
                "Key            <redacted>",
                "unknown tag 1  <redacted>",
                "unknown tag 2  <redacted>",
            ]
        );
    }
}
