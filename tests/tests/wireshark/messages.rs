//! Every message, in versions with narrow and with wide tags.

use std::collections::BTreeSet;

use cti_messages::{DecodeOptions, Message, ProtocolVersion};
use cti_tests::{kinds, spec};

use crate::capture::{Capture, Connection, From, PORT};
use crate::compare::Comparison;
use crate::pdml::Item;
use crate::tshark::Tshark;
use crate::{said, sources};

#[test]
fn protocol_13() {
    check(13, "protocol_13");
}

#[test]
fn protocol_19() {
    check(19, "protocol_19");
}

#[test]
fn protocol_20() {
    check(20, "protocol_20");
}

#[test]
fn protocol_24() {
    check(24, "protocol_24");
}

/// Puts all messages of a version into one connection, behind the request that opens it in that
/// version, and compares what is shown of each with what the decoder says.
fn check(version: u8, test: &str) {
    let Some(tshark) = Tshark::find(test) else {
        return;
    };
    let frames = sources::frames(version);
    let mut capture = Capture::new();
    let mut connection = Connection::new(50000, PORT);
    capture.send(&mut connection, From::Client, &sources::open(version));
    for frame in &frames {
        capture.send(&mut connection, From::Server, frame);
    }
    let packets = tshark.packets(capture.path(), &[]);
    assert_eq!(packets.len(), frames.len() + 1);

    let comparison = Comparison::new();
    let mut seen = BTreeSet::new();
    for (frame, packet) in frames.iter().zip(&packets[1..]) {
        let [shown] = &packet.messages[..] else {
            panic!("no message in {}: {packet:?}", hex::encode(frame));
        };
        seen.insert(
            shown
                .find("ged188.message_type")
                .expect("a type")
                .show
                .clone(),
        );
        one(&comparison, shown, frame, version).unwrap_or_else(|error| {
            panic!(
                "protocol {version}: {}\n  {}\n  {error}",
                hex::encode(frame),
                shown.line
            )
        });
    }
    let messages = spec::messages().map(|message| message.number.to_string());
    assert_eq!(seen, messages.collect());

    // Everything that only strict decoding refuses has come, but for the version of a request, and for
    // what no encoder writes: `damage` has that.
    let kinds = kinds::of_decoding()
        .strict_only
        .iter()
        .map(|kind| snake(kind));
    let elsewhere = [
        "unsupported_version",
        "count_mismatch",
        "lists_too_long",
        "not_terminated",
    ];
    let kinds: BTreeSet<String> = kinds
        .filter(|kind| !elsewhere.contains(&&kind[..]))
        .collect();
    let experts = packets.iter().flat_map(|packet| &packet.messages);
    let experts: BTreeSet<String> = experts.flat_map(Item::experts).map(str::to_owned).collect();
    let never: Vec<&String> = kinds.difference(&experts).collect();
    assert!(never.is_empty(), "{never:?}");
}

/// Compares one message: its fields, and what is wrong with it.
fn one(comparison: &Comparison, shown: &Item, frame: &[u8], version: u8) -> Result<(), String> {
    let session = spec::in_runtime(version);
    let message = Message::decode_with(frame, session, DecodeOptions::lenient());
    let message = message.map_err(|error| error.to_string())?;
    let shown_version = shown.find("ged188.protocol_version").ok_or("no version")?;
    let own = own_version(&message).unwrap_or(session);
    if shown_version.show != own.number().to_string() {
        return Err(format!("in version {}", shown_version.show));
    }
    comparison.members(&shown.items, &said::message(&message, own))?;
    wrong(shown, frame, version)
}

/// The version that a message names itself.
fn own_version(message: &Message<'_>) -> Option<ProtocolVersion> {
    let named = message.as_known().ok()?.own_version()?;
    Some(ProtocolVersion::nearest(named))
}

/// Compares what is said to be wrong with what strict decoding says, which tells the first thing only.
pub(crate) fn wrong(shown: &Item, frame: &[u8], version: u8) -> Result<(), String> {
    let notes = ["unknown_tag", "trailing_bytes"];
    let mut experts = shown.experts();
    experts.retain(|name| !notes.contains(name));
    let strict = Message::decode_with(frame, spec::in_runtime(version), DecodeOptions::strict());
    match strict {
        Ok(_) if experts.is_empty() => Ok(()),
        Ok(_) => Err(format!("nothing is wrong, but it shows {experts:?}")),
        Err(error) => {
            let kind = snake(&kinds::name(&error.kind()));
            if experts.contains(&&kind[..]) {
                return Ok(());
            }
            Err(format!("it shows {experts:?}, but {error}"))
        }
    }
}

/// The name of a kind of errors in snake case.
pub(crate) fn snake(kind: &str) -> String {
    let mut snake = String::new();
    for letter in kind.chars() {
        if letter.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}
