//! The bundled specification holds what the guide has.

use cti_spec::model::{Body, Direction};
use cti_spec::{LoadError, Protocol, load};

/// The bundled specification.
fn ged188() -> Protocol {
    load(&cti_spec::ged188_dir()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn the_bundled_specification_is_right() {
    let protocol = ged188();
    let lines = lines();
    let versions = format!(
        "protocol {} versions {} to {} {{",
        protocol.name, protocol.first_version, protocol.last_version
    );
    assert!(lines.contains(&versions), "no line {versions:?}");
    assert!(protocol.messages.is_sorted_by_key(|message| message.number));
    let unpublished = protocol.messages.iter();
    let unpublished = unpublished.filter(|message| message.body == Body::Unpublished);
    // An item, a confirmation with its request, or a row of the messages known by name.
    let starting = |start: &str| lines.iter().filter(|line| line.starts_with(start)).count();
    let numbered = |line: &&String| line.starts_with("    confirmed by ") && line.contains(" = ");
    let confirmations = lines.iter().filter(numbered).count();
    let row = |line: &&String| {
        let line = line.split("//").next().unwrap_or_default();
        let name = line.strip_prefix("    ");
        let is_name = name.is_some_and(|name| name.starts_with(|first: char| first.is_uppercase()));
        is_name && line.contains(" = ") && line.contains(" from ")
    };
    let rows = lines.iter().filter(row).count();
    assert_eq!(unpublished.count(), rows);
    assert_eq!(
        protocol.messages.len(),
        starting("message ") + confirmations + rows
    );
}

/// The lines of all files of the bundled specification. Declarations counted there are counted
/// independently of the parser and the resolver, which might lose one.
fn lines() -> Vec<String> {
    let mut lines = Vec::new();
    let mut folders = vec![cti_spec::ged188_dir()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = std::fs::read_to_string(path).expect("a text");
                lines.extend(text.lines().map(str::to_owned));
            }
        }
    }
    lines
}

#[test]
fn confirmations_are_found_by_index() {
    let protocol = ged188();
    let request = protocol.message("OPEN_REQ").unwrap();
    assert_eq!(request.direction, Direction::Client);
    let confirmation = &protocol[request.confirmation.unwrap()];
    assert_eq!(confirmation.name.guide, "OPEN_CONF");
}

#[test]
fn every_field_has_a_maximum_in_its_versions() {
    let protocol = ged188();
    for message in &protocol.messages {
        for (list, field) in protocol.floating_fields(message) {
            let window = list.map_or(message.window, |list| message.window.and(list.window));
            for version in window.and(field.window).versions(&protocol) {
                assert!(
                    field.max_in(version).is_some(),
                    "{} {} {version}",
                    message.name.guide,
                    field.name.guide
                );
            }
        }
    }
}

#[test]
fn every_version_of_a_message_has_a_usual_layout() {
    let protocol = ged188();
    for message in protocol
        .messages
        .iter()
        .filter(|message| message.parts().is_some())
    {
        for version in message.window.versions(&protocol) {
            assert!(
                message.usual_layout(version).is_some(),
                "{} {version}",
                message.name.guide
            );
        }
    }
}

#[test]
fn loading_is_deterministic() {
    assert_eq!(ged188(), ged188());
}

#[test]
fn a_directory_without_a_specification_is_an_error() {
    let directory = tempfile::tempdir().unwrap();
    let error = load(directory.path()).unwrap_err();
    assert!(matches!(error, LoadError::Empty { .. }), "{error}");
    let missing = directory.path().join("missing");
    let error = load(&missing).unwrap_err();
    assert!(matches!(error, LoadError::Read { .. }), "{error}");
}

#[test]
fn files_below_are_read_and_other_files_are_not() {
    let directory = tempfile::tempdir().unwrap();
    let below = directory.path().join("a/b");
    std::fs::create_dir_all(&below).unwrap();
    let protocol = "protocol P versions 1 to 2 { wide tags since 2 frame limit 100 }";
    std::fs::write(directory.path().join("z.cti"), protocol).unwrap();
    std::fs::write(below.join("y.cti"), "tag X = 1").unwrap();
    std::fs::write(below.join("notes.txt"), "no tag").unwrap();
    let protocol = load(directory.path()).unwrap();
    assert_eq!(protocol.tags.len(), 1);
}

#[test]
fn a_file_that_is_not_utf8_is_reported_with_its_place() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("a.cti"), b"tag X = 1\n// caf\xE9\n").unwrap();
    let Err(LoadError::Invalid(errors)) = load(directory.path()) else {
        panic!("must be refused");
    };
    let error = errors.iter().next().unwrap();
    assert_eq!(error.diagnostic.message, "this file is not UTF-8");
    assert_eq!((error.line, error.column), (2, 7));
    assert!(error.path.ends_with("a.cti"));
}
