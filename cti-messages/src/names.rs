//! Names as people write them: message types and tags from text, and what a wrong name was meant to be.

use alloc::vec::Vec;
use core::fmt;
use core::num::{IntErrorKind, ParseIntError};
use core::str::FromStr;

use crate::fields::OwnedValue;
use crate::generated::message_type::MessageType;
use crate::generated::tags::Tag;
use crate::info::{EnumerationInfo, NamedValue};

/// The type with this name of the guide, in upper or lower case, or with this number.
///
/// Any number is a type; a message need not be known to be passed on.
///
/// # Examples
/// ```
/// use cti_messages::MessageType;
///
/// assert_eq!("agent_state_event".parse(), Ok(MessageType::AGENT_STATE_EVENT));
/// assert_eq!("30".parse(), Ok(MessageType::AGENT_STATE_EVENT));
///
/// let error = "AGENT_STATE_EVNT".parse::<MessageType>().expect_err("a misspelled name");
/// assert_eq!(error.nearest(), Some("AGENT_STATE_EVENT"));
/// ```
impl FromStr for MessageType {
    type Err = ParseNameError;

    fn from_str(text: &str) -> Result<Self, ParseNameError> {
        parse::<u32, _>(text, "message", Self::ALL, Self::name)
    }
}

/// The tag with this name of the guide, in upper or lower case, or with this number.
///
/// Any number is a tag; a field need not be known to be passed on.
///
/// # Examples
/// ```
/// use cti_messages::Tag;
///
/// assert_eq!("agent_id_tag".parse(), Ok(Tag::AGENT_ID_TAG));
/// assert_eq!("5".parse(), Ok(Tag::AGENT_ID_TAG));
///
/// let error = "AGENT_IT_TAG".parse::<Tag>().expect_err("a misspelled name");
/// assert_eq!(error.nearest(), Some("AGENT_ID_TAG"));
/// ```
impl FromStr for Tag {
    type Err = ParseNameError;

    fn from_str(text: &str) -> Result<Self, ParseNameError> {
        parse::<u16, _>(text, "tag", Self::ALL, Self::name)
    }
}

/// The value with a name, in upper or lower case, or with a number.
fn parse<N, T>(
    text: &str,
    what: &'static str,
    all: &[T],
    name: fn(T) -> Option<&'static str>,
) -> Result<T, ParseNameError>
where
    N: FromStr<Err = ParseIntError>,
    T: From<N> + Copy,
{
    if let Some(number) = number::<N>(text, what)? {
        return Ok(number.into());
    }
    let is_named = |known: &str| known.eq_ignore_ascii_case(text);
    let has_name = |known: &&T| name(**known).is_some_and(is_named);
    match all.iter().find(has_name) {
        Some(known) => Ok(*known),
        None => Err(ParseNameError {
            what,
            reason: Reason::Unknown(nearest(text, all.iter().filter_map(|known| name(*known)))),
        }),
    }
}

/// The number in a text, if it is one.
fn number<N: FromStr<Err = ParseIntError>>(
    text: &str,
    what: &'static str,
) -> Result<Option<N>, ParseNameError> {
    match text.parse() {
        Ok(number) => Ok(Some(number)),
        Err(error) if *error.kind() == IntErrorKind::PosOverflow => Err(ParseNameError {
            what,
            reason: Reason::TooLarge,
        }),
        Err(_) => Ok(None),
    }
}

/// A text is neither a name nor a number of a [`MessageType`], a [`Tag`] or an enumeration.
///
/// `Display` asks whether the nearest name was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ParseNameError {
    /// The kind of name: "message", "tag", or the name of an enumeration.
    what: &'static str,
    reason: Reason,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Reason {
    /// With the name that is most like the text.
    Unknown(Option<&'static str>),
    /// A number that does not fit.
    TooLarge,
}

impl ParseNameError {
    /// The name that is most like the text, if one is near enough.
    #[must_use]
    pub const fn nearest(&self) -> Option<&'static str> {
        match self.reason {
            Reason::Unknown(nearest) => nearest,
            Reason::TooLarge => None,
        }
    }
}

impl fmt::Display for ParseNameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = self.what;
        match self.reason {
            Reason::Unknown(Some(name)) => {
                write!(f, "no {what} has this name; did you mean {name}?")
            }
            Reason::Unknown(None) => write!(f, "no {what} has this name"),
            Reason::TooLarge => write!(f, "{what}: the number is too large"),
        }
    }
}

impl core::error::Error for ParseNameError {}

/// The value of an enumeration of `size` bytes with this name or number. Where several versions give a
/// name to different values, the value of the newest one is meant.
///
/// # Errors
/// If the text is neither, or the number needs more bytes.
pub fn parse_value(text: &str, size: usize, info: &EnumerationInfo) -> Result<u32, ParseNameError> {
    if let Some(number) = number::<u32>(text, info.name)? {
        let bits = OwnedValue::Number(i64::from(number)).bits(size);
        return bits.ok_or(ParseNameError {
            what: info.name,
            reason: Reason::TooLarge,
        });
    }
    let named = info.constants.iter().filter(|constant| {
        [constant.short_name, constant.name]
            .iter()
            .any(|name| name.eq_ignore_ascii_case(text))
    });
    if let Some(constant) = named.max_by_key(|constant| constant.versions.until) {
        return Ok(constant.value);
    }
    let names = |name: fn(&NamedValue) -> &'static str| info.constants.iter().map(name);
    let known = names(|known| known.short_name).chain(names(|known| known.name));
    Err(ParseNameError {
        what: info.name,
        reason: Reason::Unknown(nearest(text, known)),
    })
}

/// The nearest of the known names, if one is near enough to be what was meant.
///
/// Case and underscores do not count. A third of the letters may differ, but at most 4: each letter
/// that is put in, taken out, changed, or swapped with its neighbour. The beginning of a name will
/// do as well, if it has more than 3 letters. Names with other numbers are other
/// names.
///
/// This is the rule of `cti_spec::name::nearest`, written a second time because this crate builds
/// without the standard library, which `strsim` needs, and must not depend on the language of the
/// specification. The workspace's tests compare the answers of both.
pub(crate) fn nearest<'k>(
    wrong: &str,
    known: impl IntoIterator<Item = &'k str>,
) -> Option<&'k str> {
    let wrong = letters(wrong);
    let allowed = (wrong.len() / 3).clamp(1, 4);
    known
        .into_iter()
        .filter_map(|name| {
            let known = letters(name);
            // Each letter that one has more than the other is a step. To count them all takes the
            // product of both lengths, and a wrong name may fill a line.
            if known.len().abs_diff(wrong.len()) > allowed {
                let is_beginning = wrong.len() > 3
                    && known.starts_with(&wrong)
                    && !is_other_number(&wrong, &known);
                return is_beginning.then_some((allowed, name));
            }
            if is_other_number(&wrong, &known) {
                return None;
            }
            let steps = steps(&wrong, &known);
            (steps <= allowed).then_some((steps, name))
        })
        .min_by_key(|(steps, _)| *steps)
        .map(|(_, name)| name)
}

/// A name without what is easily written differently: case and underscores.
fn letters(name: &str) -> Vec<char> {
    let letters = name.chars().filter(|letter| *letter != '_');
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}

/// Whether two names differ in their digits, and in nothing else.
fn is_other_number(wrong: &[char], known: &[char]) -> bool {
    fn rest(name: &[char]) -> impl Iterator<Item = &char> {
        name.iter().filter(|letter| !letter.is_ascii_digit())
    }
    let numbered = [wrong, known]
        .iter()
        .all(|name| name.iter().any(char::is_ascii_digit));
    numbered && wrong != known && rest(wrong).eq(rest(known))
}

/// How many letters have to be put in, taken out, changed or swapped with their neighbour to make one
/// name of the other (Damerau and Levenshtein, no letter touched twice).
fn steps(one: &[char], other: &[char]) -> usize {
    // The steps from each beginning of `one` to the beginnings of `other`: to the one so far, and to
    // those a letter and two letters shorter.
    let mut row: Vec<usize> = (0..=one.len()).collect();
    let (mut shorter, mut shortest) = (row.clone(), row.clone());
    for (above, letter) in other.iter().enumerate() {
        core::mem::swap(&mut shortest, &mut shorter);
        core::mem::swap(&mut shorter, &mut row);
        row[0] = above + 1;
        for (left, known) in one.iter().enumerate() {
            let changed = shorter[left] + usize::from(known != letter);
            let mut least = changed.min(row[left] + 1).min(shorter[left + 1] + 1);
            let is_swap =
                left > 0 && above > 0 && one[left - 1] == *letter && *known == other[above - 1];
            if is_swap {
                least = least.min(shortest[left - 1] + 1);
            }
            row[left + 1] = least;
        }
    }
    row[one.len()]
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn steps_are_counted() {
        for (one, other, count) in [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "abc", 0),
            ("kitten", "sitting", 3),
            ("ab", "ba", 1),
            ("abcd", "acbd", 1),
            ("feilds", "fields", 1),
            ("flaw", "lawn", 2),
        ] {
            let (one, other): (Vec<_>, Vec<_>) = (one.chars().collect(), other.chars().collect());
            assert_eq!(steps(&one, &other), count);
            assert_eq!(steps(&other, &one), count);
        }
    }

    #[test]
    fn the_nearest_is_meant_if_it_is_near() {
        let known = ["InvokeID", "InvokeIDs", "Status", "ClientPassword"];
        for (wrong, meant) in [
            ("invokid", Some("InvokeID")),
            ("Invoke_ID", Some("InvokeID")),
            ("Statue", Some("Status")),
            ("Stages", Some("Status")),
            ("Sta", None),
            ("Client", Some("ClientPassword")),
            ("Password", None),
            ("", None),
        ] {
            assert_eq!(nearest(wrong, known), meant, "{wrong}");
        }
        assert_eq!(nearest("anything", []), None);
    }

    #[test]
    fn tags_have_names_and_numbers() {
        for (text, known) in [
            ("CLIENT_ID_TAG", Tag::CLIENT_ID_TAG),
            ("client_Id_tag", Tag::CLIENT_ID_TAG),
            ("1", Tag::CLIENT_ID_TAG),
            ("65535", Tag(u16::MAX)),
        ] {
            assert_eq!(text.parse(), Ok(known), "{text}");
        }
        for (text, error) in [
            (
                "CLIENT_ID_TGA",
                "no tag has this name; did you mean CLIENT_ID_TAG?",
            ),
            ("65536", "tag: the number is too large"),
            ("", "no tag has this name"),
        ] {
            let found = text.parse::<Tag>().unwrap_err();
            assert_eq!(found.to_string(), error, "{text}");
        }
    }

    #[test]
    fn types_have_names_and_numbers() {
        for (text, known) in [
            ("CLOSE_REQ", MessageType::CLOSE_REQ),
            ("close_Req", MessageType::CLOSE_REQ),
            ("7", MessageType::CLOSE_REQ),
            ("4294967295", MessageType(u32::MAX)),
        ] {
            assert_eq!(text.parse(), Ok(known), "{text}");
        }
        for (text, error) in [
            (
                "CLOSE_RQ",
                "no message has this name; did you mean CLOSE_REQ?",
            ),
            ("4294967296", "message: the number is too large"),
            ("-1", "no message has this name"),
            ("", "no message has this name"),
        ] {
            let found = text.parse::<MessageType>().unwrap_err();
            assert_eq!(found.to_string(), error, "{text}");
        }
    }

    #[cfg(feature = "client-events")]
    #[test]
    fn constants_have_two_names_and_a_number() {
        use crate::generated::enumerations::AgentState;

        for text in [
            "TALKING",
            "talking",
            "AGENT_STATE_TALKING",
            "Agent_State_Talking",
            "4",
        ] {
            assert_eq!(text.parse(), Ok(AgentState::TALKING), "{text}");
        }
        assert_eq!(AgentState::TALKING.name(), Some("AGENT_STATE_TALKING"));
        assert_eq!(AgentState::TALKING.short_name(), Some("TALKING"));
        assert_eq!("999".parse(), Ok(AgentState(999)));
        assert_eq!(AgentState(999).name(), None);
        for (text, error) in [
            (
                "TALKIN",
                "no AgentState has this name; did you mean TALKING?",
            ),
            ("65536", "AgentState: the number is too large"),
            ("4294967296", "AgentState: the number is too large"),
            ("-1", "no AgentState has this name"),
            ("", "no AgentState has this name"),
        ] {
            let found = text.parse::<AgentState>().unwrap_err();
            assert_eq!(found.to_string(), error, "{text}");
        }
    }
}
