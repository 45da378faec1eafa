//! The limits of lists, which the tables have in words: `max 16`, `up to 99`.

use cti_spec::model::{List, Message};

use crate::definition::{floating_places, protocol};
use crate::tables;

/// Every list with the limit that the note at its count states, or that the special values do.
#[test]
fn lists_have_the_limits_that_the_tables_state() {
    let mut wrong = Vec::new();
    let mut stated = 0;
    for message in tables::messages() {
        let Some(declared) = protocol().message(message.name) else {
            continue;
        };
        for (list, count) in lists(declared) {
            let limit = match limit_in(note_at(&message, &count)) {
                Some(limit) => {
                    stated += 1;
                    Some(limit)
                }
                None => match list.name.guide.as_str() {
                    "CTIClients" => Some(MAX_NUM_CTI_CLIENTS),
                    // As many as fit; the first two have a limit of bytes.
                    "NamedVariables" | "NamedArrays" | "EnabledServices" | "Peripherals" => None,
                    _ => {
                        wrong.push(format!("{}: no limit at {count}", message.name));
                        continue;
                    }
                },
            };
            if list.max != limit {
                wrong.push(format!(
                    "{}.{}: the table says {limit:?}, the definition {:?}",
                    message.name, list.name.guide, list.max
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // A list of a new message needs a note or a line above: more can only be read, not overlooked.
    assert!(stated >= 29, "{stated} notes with a limit");
}

/// A special value that the notes leave out.
const MAX_NUM_CTI_CLIENTS: u32 = 16;

/// The lists of a message, those in records too, with the names of their counts.
fn lists(message: &Message) -> Vec<(&List, String)> {
    let mut lists: Vec<(&List, String)> = Vec::new();
    for place in floating_places(message) {
        for (&list, count) in place.lists.iter().zip(place.list.split('/')) {
            if !lists.iter().any(|(other, _)| std::ptr::eq(*other, list)) {
                lists.push((list, count.trim_end_matches("(floating)").to_owned()));
            }
        }
    }
    lists
}

/// The note at a count, in the fixed or the floating part.
fn note_at(message: &tables::Message, count: &str) -> &'static str {
    let fixed = message.fixed.iter().map(|field| (field.name, field.note));
    let floating = message
        .floating
        .iter()
        .map(|field| (field.name, field.note));
    let mut notes = fixed.chain(floating);
    let note = notes.find(|(name, _)| *name == count);
    note.map_or("", |(_, note)| note)
}

/// The number after `max` or `up to`.
fn limit_in(note: &str) -> Option<u32> {
    ["max ", "up to "].iter().find_map(|words| {
        let rest = &note[note.find(words)? + words.len()..];
        let digits = rest.split(|letter: char| !letter.is_ascii_digit()).next()?;
        digits.parse().ok()
    })
}

/// Named variables and arrays of one message: at most 2000 bytes together, wherever both are.
#[test]
fn named_variables_and_arrays_share_a_limit() {
    let mut seen = 0;
    for message in &protocol().messages {
        let Some(parts) = message.parts() else {
            continue;
        };
        let lists = lists(message);
        let has = |name: &str| lists.iter().any(|(list, _)| list.name.guide == name);
        let has_both = has("NamedVariables") && has("NamedArrays");
        let limits: Vec<(&[String], u32)> = parts
            .limits
            .iter()
            .map(|limit| (limit.lists.as_slice(), limit.bytes))
            .collect();
        if has_both {
            seen += 1;
            let lists = ["NamedVariables".to_owned(), "NamedArrays".to_owned()];
            assert_eq!(limits, [(&lists[..], 2000)], "{}", message.name.guide);
        } else {
            assert_eq!(limits, [], "{}", message.name.guide);
        }
    }
    let of_the_table = tables::messages()
        .iter()
        .filter(|message| {
            message
                .floating
                .iter()
                .any(|field| field.type_name == "NAMEDARRAY")
        })
        .count();
    assert_eq!(seen, of_the_table);
}
