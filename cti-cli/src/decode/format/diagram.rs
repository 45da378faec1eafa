//! What both sequence diagrams show.

use super::super::about::about;
use super::super::place::Place;
use super::super::report::Found;

/// An arrow between client and server.
pub(super) struct Arrow {
    /// When and where it is.
    pub(super) mark: Mark,
    /// Whether it begins at the client, as far as that is known.
    pub(super) is_from_client: Option<bool>,
    /// What stands on it.
    pub(super) name: String,
    /// What stands beside it: the request that it answers, then what it is about.
    pub(super) about: String,
}

impl Arrow {
    /// The arrow of a message.
    pub(super) fn of(found: &Found<'_>) -> Self {
        let message = found.message;
        let name = message.name().map_or_else(
            || format!("message type {}", message.message_type().0),
            str::to_owned,
        );
        let answer = match found.answer {
            Some(answer) => match answer.after {
                Some(after) => format!("answers #{} after {after:.1?}  ", answer.number),
                None => format!("answers #{}  ", answer.number),
            },
            None => String::new(),
        };
        Self {
            mark: Mark::of(&found.place),
            is_from_client: found.is_from_client,
            name,
            about: answer + &about(message),
        }
    }
}

/// When and where something was found.
pub(super) struct Mark {
    /// The number of the message; nothing for what belongs to the whole input.
    pub(super) number: String,
    /// The time of day; nothing, where there are no times.
    pub(super) time: String,
    /// The number of the connection; nothing, where connections are not told apart.
    pub(super) connection: String,
}

impl Mark {
    /// The mark of a place.
    pub(super) fn of(place: &Place) -> Self {
        let told = |number: u64, text: String| if number > 0 { text } else { String::new() };
        let (number, connection) = (place.number(), place.connection());
        Self {
            number: told(number, format!("#{number}")),
            time: place
                .time()
                .map(|time| time.time_of_day())
                .unwrap_or_default(),
            connection: told(connection, format!("({connection})")),
        }
    }
}
