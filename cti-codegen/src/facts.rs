//! Facts of the model in words, for documentation: sizes, maximum sizes, versions, null values.

use cti_spec::model::{
    Direction, FieldType, FixedField, FloatingField, Gap, GapKind, Maximum, Meaning, Null,
    Protocol, Window, WireForm, is_bit_pattern,
};

/// `since version 14`, `until version 18`, `from version 14 to 18`.
pub(crate) fn versions(window: Window) -> Option<String> {
    match (window.since, window.until) {
        (None, None) => None,
        (Some(since), None) => Some(format!("since version {since}")),
        (None, Some(until)) => Some(format!("until version {until}")),
        (Some(since), Some(until)) if since == until => Some(format!("in version {since} only")),
        (Some(since), Some(until)) => Some(format!("from version {since} to {until}")),
    }
}

/// The bounds of `inner` that say more than those of `outer`, which lies in the protocol.
pub(crate) fn narrowed(protocol: &Protocol, inner: Window, outer: Window) -> Window {
    let first = outer.since.unwrap_or(protocol.first_version);
    let last = outer.until.unwrap_or(protocol.last_version);
    Window {
        since: inner.since.filter(|&since| since > first),
        until: inner.until.filter(|&until| until < last),
    }
}

/// `UINT, 4 bytes`.
pub(crate) fn sized(protocol: &Protocol, ty: &FieldType, size: u32) -> String {
    format!("{}, {}", protocol[ty.basic].name, bytes(size))
}

/// `STRING of at most 64 bytes`, or the size where it is fixed.
pub(crate) fn floating_type(protocol: &Protocol, field: &FloatingField, outer: Window) -> String {
    if let Some(size) = field.ty.form.size() {
        return sized(protocol, &field.ty, size);
    }
    let basic = &protocol[field.ty.basic].name;
    match field.maxima.as_slice() {
        [] => basic.clone(),
        [one] => format!("{basic} of at most {}", bytes(one.bytes)),
        several => {
            let each: Vec<String> = several
                .iter()
                .map(|maximum| maximum_in(protocol, *maximum, outer))
                .collect();
            format!("{basic} of at most {}", each.join(" and "))
        }
    }
}

fn maximum_in(protocol: &Protocol, maximum: Maximum, outer: Window) -> String {
    match versions(narrowed(protocol, maximum.window, outer)) {
        Some(versions) => format!("{} {versions}", bytes(maximum.bytes)),
        None => bytes(maximum.bytes),
    }
}

/// A guide name as a code span.
pub(crate) fn code(text: &str) -> String {
    // A code span cannot hold a backtick of its own in single quotes; no guide name has one, but
    // the specification could.
    if text.contains('`') {
        format!("`` {text} ``")
    } else {
        format!("`{text}`")
    }
}

/// A number in hexadecimal digits for a width in bytes, in groups of four: `0xFFFF_FFFF`.
pub(crate) fn hexadecimal(value: u32, width: u8) -> String {
    let digits = format!("{value:0width$X}", width = usize::from(width) * 2);
    match digits.split_at_checked(4) {
        Some((high, low)) if !low.is_empty() => format!("0x{high}_{low}"),
        _ => format!("0x{digits}"),
    }
}

/// A number as a reader expects it: small ones in decimal, those near the top of their width
/// (which mean "none" or are bit patterns) in hexadecimal.
pub(crate) fn readable(value: u32, width: u8) -> String {
    if is_bit_pattern(value, u32::from(width)) {
        hexadecimal(value, width)
    } else {
        value.to_string()
    }
}

/// `1 byte`, `4 bytes`.
pub(crate) fn bytes(count: u32) -> String {
    plural(count, "byte", "bytes")
}

/// `1 entry`, `16 entries`.
pub(crate) fn plural(count: u32, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// `tag 3 (CLIENT_SIGNATURE_TAG)`.
pub(crate) fn tag(protocol: &Protocol, index: cti_spec::model::TagIndex) -> String {
    let tag = &protocol[index];
    format!("tag {} ({})", tag.number, code(&tag.name.guide))
}

/// The value of a field that means "none", as a sentence: that of the field, or of its type.
pub(crate) fn null(protocol: &Protocol, ty: &FieldType, own: Option<u32>) -> Option<String> {
    let width = width(ty.form)?;
    let null = protocol.null_of_field(ty, own)?;
    Some(null_sentence(&null, width))
}

/// ``` `NULL_CALL_ID` (`0xFFFFFFFF`) means none. ```
pub(crate) fn null_sentence(null: &Null, width: u8) -> String {
    let value = code(&readable(null.value, width));
    match &null.name {
        Some(name) => format!("{} ({value}) means none.", code(&name.guide)),
        None => format!("{value} means none."),
    }
}

/// The default that the specification gives a field itself: `` `AGENT_STATE_LOGOUT` ``.
pub(crate) fn own_default(protocol: &Protocol, field: &FixedField) -> Option<String> {
    let value = field.default?;
    let named = name_of(protocol, &field.ty, value);
    let number = || readable(value, width(field.ty.form).unwrap_or(4));
    Some(code(&named.map_or_else(number, str::to_owned)))
}

/// The name in the guide of a value of a type: of its null value, a constant or a bit.
pub(crate) fn name_of<'p>(protocol: &'p Protocol, ty: &FieldType, value: u32) -> Option<&'p str> {
    let null = protocol.null_of_type(ty).filter(|null| null.value == value);
    let null = null.and_then(|null| null.name.as_ref());
    let named = match ty.meaning? {
        Meaning::Id(_) => None,
        Meaning::Enumeration(index) => protocol[index].constant_of(value),
        Meaning::Mask(index) => protocol[index].bits.iter().find(|bit| bit.value == value),
    };
    let named = named.map(|named| named.guide_name.as_str());
    null.map(|name| name.guide.as_str()).or(named)
}

/// The width of a form that is a number.
pub(crate) fn width(form: WireForm) -> Option<u8> {
    match form {
        WireForm::Unsigned(width) | WireForm::Signed(width) => Some(width),
        WireForm::Bool => Some(2),
        WireForm::Time => Some(4),
        WireForm::Text | WireForm::Bytes | WireForm::NamedVariable | WireForm::NamedArray => None,
    }
}

/// A bit that is a mode, in words.
pub(crate) const MODE: &str = "changes how the session works";

/// Why values have no name, in a word.
pub(crate) fn gap_kind(kind: GapKind) -> &'static str {
    match kind {
        GapKind::Reserved => "reserved",
        GapKind::Unused => "unused",
    }
}

/// The values of an enumeration that have no name for a reason: `28`, `28 to 30`.
pub(crate) fn values_of(gap: &Gap) -> String {
    match (gap.first, gap.last) {
        (first, last) if first == last => first.to_string(),
        (first, last) => format!("{first} to {last}"),
    }
}

/// The sender of a message, in words.
pub(crate) fn sender(direction: Direction) -> &'static str {
    match direction {
        Direction::Client => "sent by the client",
        Direction::Server => "sent by the server",
        Direction::Either => "sent by either side",
    }
}

/// A sentence of several facts: a capital at its start, a full stop at its end.
pub(crate) fn sentence(facts: impl IntoIterator<Item = String>) -> String {
    let facts: Vec<String> = facts.into_iter().collect();
    let mut sentence = format!("{}.", facts.join(", "));
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_numbers_have_the_digits_of_their_width() {
        assert_eq!(hexadecimal(0xFF, 1), "0xFF");
        assert_eq!(hexadecimal(1, 2), "0x0001");
        assert_eq!(hexadecimal(u32::MAX, 4), "0xFFFF_FFFF");
        // A value wider than its width is the resolver's matter; it must not be cut here.
        assert_eq!(hexadecimal(0x1_0000, 1), "0x1000_0");
        assert_eq!(readable(0x10, 4), "16");
        assert_eq!(readable(0xFFFF, 2), "0xFFFF");
        assert_eq!(readable(0xFFFF, 4), "65535");
    }

    fn window(since: Option<u8>, until: Option<u8>) -> Window {
        Window { since, until }
    }

    #[test]
    fn windows_in_words() {
        assert_eq!(versions(window(None, None)), None);
        assert_eq!(
            versions(window(Some(14), None)).as_deref(),
            Some("since version 14")
        );
        assert_eq!(
            versions(window(None, Some(18))).as_deref(),
            Some("until version 18")
        );
        assert_eq!(
            versions(window(Some(14), Some(18))).as_deref(),
            Some("from version 14 to 18")
        );
        assert_eq!(
            versions(window(Some(14), Some(14))).as_deref(),
            Some("in version 14 only")
        );
    }

    #[test]
    fn nulls_in_words() {
        assert_eq!(
            null_sentence(
                &Null {
                    name: None,
                    value: 0xFFFF
                },
                2
            ),
            "`0xFFFF` means none."
        );
    }
}
