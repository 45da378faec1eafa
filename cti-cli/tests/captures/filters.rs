//! Which messages of a capture are shown.

use std::io::BufReader;

use cti_cli::decode::{Filter, Format, Settings, run};
use cti_messages::MessageType;
use serde_json::Value;

use crate::network::{SERVER, conversation, pcap};

/// Failures, and the names of the messages that a filter shows.
fn names(filter: Filter) -> (usize, Vec<String>) {
    let settings = Settings {
        format: Format::Json,
        filter,
        ..Settings::default()
    };
    let mut output = Vec::new();
    let file = pcap(101, &conversation());
    let failures = run(&settings, &mut BufReader::new(&file[..]), &mut output).unwrap();
    let text = String::from_utf8(output).unwrap();
    let lines = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let names = lines.filter_map(|line| Some(line["message"].as_str()?.to_owned()));
    (failures, names.collect())
}

fn count(filter: Filter) -> usize {
    let (failures, names) = names(filter);
    assert_eq!(failures, 0);
    names.len()
}

#[test]
fn messages_by_name_and_number() {
    for text in ["CALL_DELIVERED_EVENT", "call_delivered_event", "9"] {
        let messages = vec![text.parse().unwrap()];
        assert_eq!(
            count(Filter {
                messages,
                ..Filter::default()
            }),
            2
        );
    }
    let both = vec![MessageType::OPEN_REQ, MessageType::OPEN_CONF];
    let (_, names) = names(Filter {
        messages: both,
        ..Filter::default()
    });
    assert_eq!(names, ["OPEN_REQ", "OPEN_CONF"]);
}

#[test]
fn agents_by_any_of_their_names_with_the_answers_to_their_requests() {
    // Sign-in ID, extension and instrument, and the skill target ID.
    for (agent, wanted) in [
        ("1001", 21),
        ("2001", 25),
        ("5101", 11),
        ("1002", 0),
        ("100", 0),
    ] {
        let (failures, names) = names(Filter {
            agents: vec![agent.to_owned()],
            ..Filter::default()
        });
        assert_eq!((failures, names.len()), (0, wanted), "{agent}: {names:#?}");
    }
    let (_, names) = names(Filter {
        agents: vec!["1001".to_owned()],
        ..Filter::default()
    });
    assert!(
        names.contains(&"SET_AGENT_STATE_CONF".to_owned()),
        "{names:#?}"
    );
    assert!(
        names.contains(&"CONTROL_FAILURE_CONF".to_owned()),
        "{names:#?}"
    );
}

#[test]
fn calls_with_the_answers_to_their_requests() {
    let (_, names) = names(Filter {
        calls: vec![16_785_409],
        ..Filter::default()
    });
    for name in [
        "CONSULTATION_CALL_CONF",
        "CALL_TRANSFERRED_EVENT",
        "TRANSFER_CALL_CONF",
    ] {
        assert!(names.contains(&name.to_owned()), "{names:#?}");
    }
    assert!(
        !names.contains(&"SET_CALL_DATA_CONF".to_owned()),
        "{names:#?}"
    );
    assert!(
        !names.contains(&"AGENT_STATE_EVENT".to_owned()),
        "{names:#?}"
    );
}

#[test]
fn senders_by_side_and_address() {
    let by = |sender: &str| {
        count(Filter {
            senders: vec![sender.parse().unwrap()],
            ..Filter::default()
        })
    };
    let all = conversation().len() - 2;
    let (client, server) = (by("client"), by("server"));
    assert_eq!(client + server, all);
    assert_eq!(client, 10);
    assert_eq!(by("10.0.0.5"), client);
    assert_eq!(by("10.0.0.5:50123"), client);
    assert_eq!(by("10.0.0.1"), server);
    assert_eq!(by("10.0.0.1:50123"), 0);
    let both = Filter {
        senders: vec!["client".parse().unwrap(), "10.0.0.1".parse().unwrap()],
        ..Filter::default()
    };
    assert_eq!(count(both), all);
    assert!("nobody".parse::<cti_cli::decode::Sender>().is_err());
}

#[test]
fn kinds_of_filters_must_all_fit() {
    let filter = Filter {
        messages: vec![MessageType::AGENT_STATE_EVENT],
        agents: vec!["1001".to_owned()],
        senders: vec!["server".parse().unwrap()],
        connections: vec![1],
        ..Filter::default()
    };
    assert_eq!(count(filter.clone()), 10);
    assert_eq!(
        count(Filter {
            connections: vec![2],
            ..filter
        }),
        0
    );
}

#[test]
fn errors_of_connections_and_senders_that_nobody_wants_are_not_shown() {
    let mut packets = conversation();
    packets.remove(16);
    let from = |senders: Vec<&str>, connections: Vec<u64>| {
        let settings = Settings {
            filter: Filter {
                senders: senders
                    .iter()
                    .map(|sender| sender.parse().unwrap())
                    .collect(),
                connections,
                ..Filter::default()
            },
            ..Settings::default()
        };
        let file = pcap(101, &packets);
        run(&settings, &mut BufReader::new(&file[..]), &mut Vec::new()).unwrap()
    };
    assert_eq!(from(vec![], vec![]), 1);
    assert_eq!(from(vec!["server"], vec![1]), 1);
    assert_eq!(from(vec!["client"], vec![]), 0);
    assert_eq!(from(vec![], vec![7]), 0);
}

#[test]
fn only_a_capture_has_connections_and_addresses() {
    let address = format!("10.0.0.1:{}", SERVER.1).parse().unwrap();
    for filter in [
        Filter {
            connections: vec![1],
            ..Filter::default()
        },
        Filter {
            senders: vec![address],
            ..Filter::default()
        },
    ] {
        let settings = Settings {
            filter,
            ..Settings::default()
        };
        let mut input = BufReader::new(&b"000000040000000500000001"[..]);
        let error = run(&settings, &mut input, &mut Vec::new()).unwrap_err();
        assert!(error.to_string().contains("not a capture"), "{error}");
    }
}
