//! What captures look like in each format.

use std::io::BufReader;

use cti_cli::decode::{Format, Settings, Styles, run};
use cti_cli::encode;
use cti_messages::{Direction, Frame, ProtocolVersion};

use crate::network::{conversation, decode, packets, pcap, session};

/// The lines of a capture of a session in both directions.
fn shown(format: Format) -> String {
    let (failures, text) = decode(&pcap(101, &conversation()), format);
    assert_eq!(failures, 0, "{text}");
    text
}

#[test]
fn answers_name_their_request_and_how_long_it_took() {
    let text = shown(Format::Text);
    let heads: Vec<&str> = text
        .lines()
        .filter(|line| line.contains(", answers "))
        .collect();
    assert_eq!(heads.len(), 10, "{heads:#?}");
    assert_eq!(
        heads[0],
        "#2 OPEN_CONF (4) server -> client, answers #1 OPEN_REQ after 1.0s"
    );
    // An answer may come after other messages, and a failure is one as well.
    assert_eq!(
        heads[4],
        "#24 CONSULTATION_CALL_CONF (51) server -> client, answers #21 CONSULTATION_CALL_REQ after 3.0s"
    );
    assert_eq!(
        heads[7],
        "#46 CONTROL_FAILURE_CONF (35) server -> client, answers #45 SET_AGENT_STATE_REQ after 1.0s"
    );
}

#[test]
fn json_has_round_trips_in_seconds() {
    let text = shown(Format::Json);
    let line = text
        .lines()
        .find(|line| line.contains("\"OPEN_CONF\""))
        .unwrap();
    let line: serde_json::Value = serde_json::from_str(line).unwrap();
    assert_eq!(line["answers"], "OPEN_REQ");
    assert_eq!(line["roundtrip"], 1.0);
}

#[test]
fn lines_of_a_capture_can_be_encoded() {
    let (_, text) = decode(&pcap(101, &packets(2)), Format::Json);
    let mut frames = Vec::new();
    let mut problems = Vec::new();
    let mut input = BufReader::new(text.as_bytes());
    let version = ProtocolVersion::LATEST;
    let failures = encode::run(version, &mut input, &mut frames, &mut problems).unwrap();
    assert_eq!((failures, problems), (0, Vec::new()));
    let expected: Vec<String> = session(2).iter().map(hex::encode).collect();
    assert_eq!(
        String::from_utf8(frames)
            .unwrap()
            .lines()
            .collect::<Vec<_>>(),
        expected
    );
}

#[test]
fn a_ladder_has_a_line_for_each_message() {
    let text = shown(Format::Ladder);
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].trim_start().starts_with("client "), "{}", lines[0]);
    assert!(lines[1].ends_with("note: the client is 10.0.0.5:50123, the server 10.0.0.1:42027"));
    let arrows: Vec<&str> = lines[2..].to_vec();
    assert_eq!(arrows.len(), conversation().len() - 2);
    for (index, arrow) in arrows.iter().enumerate() {
        assert!(
            arrow.starts_with(&format!("{:>7} 17:1", format!("#{}", index + 1))),
            "{arrow}"
        );
        let is_from_client = arrow.contains("▶│");
        assert_ne!(is_from_client, arrow.contains("│◀"), "{arrow}");
        let name = arrow
            .split_whitespace()
            .find(|word| word.len() > 6 && word.is_ascii() && !word.contains([':', '#']));
        let sender = cti_messages::MessageType::ALL
            .iter()
            .find(|known| known.name() == name)
            .and_then(|known| known.info())
            .map(|info| info.direction);
        assert_eq!(sender == Some(Direction::Client), is_from_client, "{arrow}");
    }
    // The lines of the server are one below the other.
    let end = |line: &&str| line.chars().position(|c| c == '▶').map(|place| place + 1);
    let ends: Vec<_> = arrows.iter().filter_map(end).collect();
    assert!(ends.iter().all(|end| *end == ends[0]), "{ends:?}");
}

#[test]
fn a_picture_is_xml_with_each_message() {
    let text = shown(Format::Svg);
    let picture = roxmltree::Document::parse(&text).unwrap();
    let texts: Vec<&str> = picture
        .descendants()
        .filter_map(|node| node.text())
        .collect();
    for packet in &conversation()[2..] {
        // IPv4 and TCP without options.
        let frame = Frame::parse(&packet[40..]).unwrap();
        assert!(texts.contains(&frame.message_type.name().unwrap()));
    }
    assert_eq!(
        text.matches("class=\"k\"").count(),
        conversation().len() - 2
    );
}

#[test]
fn no_view_but_json_shows_a_secret() {
    for format in [Format::Text, Format::Ladder, Format::Svg] {
        let text = shown(format);
        // The password of the agent, and that of the client.
        assert!(
            !text.contains("\"12345\"") && !text.contains("&quot;12345&quot;"),
            "{format:?}"
        );
        assert!(!text.contains("7333637265742d776f7264"), "{format:?}");
    }
    let text = shown(Format::Json);
    assert!(text.contains("\"12345\"") && text.contains("7333637265742d776f7264"));
}

#[test]
fn colours_are_all_that_styles_add() {
    for format in [Format::Text, Format::Ladder] {
        let settings = Settings {
            format,
            styles: Styles::coloured(),
            ..Settings::default()
        };
        let mut output = Vec::new();
        run(
            &settings,
            &mut BufReader::new(&pcap(101, &conversation())[..]),
            &mut output,
        )
        .unwrap();
        let text = String::from_utf8(output).unwrap();
        assert!(text.contains("\u{1b}["));
        assert_eq!(
            anstream::adapter::strip_str(&text).to_string(),
            shown(format)
        );
    }
}
