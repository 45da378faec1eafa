//! Messages that are spread over segments, and segments with several messages.

use crate::capture::{Capture, Connection, From, PORT};
use crate::sources;
use crate::tshark::Tshark;

/// The frames of the recorded session.
pub(crate) fn session() -> Vec<Vec<u8>> {
    let lines = include_str!("../../data/session.hex").lines();
    let texts = lines.map(|line| line.split('#').next().unwrap_or_default().replace(' ', ""));
    let texts = texts.filter(|text| !text.is_empty());
    texts.map(|text| hex::decode(&text).expect("hex")).collect()
}

#[test]
fn a_stream_may_be_cut_anywhere() {
    let Some(tshark) = Tshark::find("a_stream_may_be_cut_anywhere") else {
        return;
    };
    let frames = session();
    let stream = frames.concat();
    let types: Vec<String> = frames.iter().map(|frame| message_type(frame)).collect();
    // Segments of 1 to 9 bytes cut headers, tags, lengths and data at every kind of place; long ones
    // hold several messages.
    let sizes = [1, 2, 3, 5, 7, 9, 64, 500, 1400];
    let mut capture = Capture::new();
    let mut ends = Vec::new();
    for (port, size) in (50000..).zip(sizes) {
        let mut connection = Connection::new(port, PORT);
        for segment in stream.chunks(size) {
            capture.send(&mut connection, From::Client, segment);
        }
        ends.push(capture.packets);
    }
    let packets = tshark.packets(capture.path(), &[]);
    let mut start = 0;
    for (end, size) in ends.into_iter().zip(sizes) {
        let messages: Vec<_> = packets[start..end]
            .iter()
            .flat_map(|packet| &packet.messages)
            .collect();
        let shown: Vec<String> = messages
            .iter()
            .map(|message| {
                message
                    .find("ged188.message_type")
                    .expect("a type")
                    .show
                    .clone()
            })
            .collect();
        assert_eq!(shown, types, "segments of {size}");
        for message in messages {
            assert_eq!(
                message.experts(),
                Vec::<&str>::new(),
                "segments of {size}: {}",
                message.line
            );
        }
        start = end;
    }
}

#[test]
fn the_info_column_has_all_messages_of_a_segment() {
    let Some(tshark) = Tshark::find("the_info_column_has_all_messages_of_a_segment") else {
        return;
    };
    let mut capture = Capture::new();
    let mut connection = Connection::new(50000, PORT);
    capture.send(&mut connection, From::Client, &sources::open(24));
    let two = [heartbeat(7), heartbeat(8)].concat();
    capture.send(&mut connection, From::Client, &two);
    let text = tshark.run(
        capture.path(),
        &[
            "-T",
            "fields",
            "-e",
            "_ws.col.Protocol",
            "-e",
            "_ws.col.Info",
        ],
    );
    let line = text.lines().last().expect("a line");
    assert_eq!(
        line,
        "GED188\tHEARTBEAT_REQ InvokeID=7, HEARTBEAT_REQ InvokeID=8"
    );
}

/// A HEARTBEAT_REQ.
pub(crate) fn heartbeat(id: u8) -> Vec<u8> {
    vec![0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0, id]
}

fn message_type(frame: &[u8]) -> String {
    let bytes: [u8; 4] = frame[4..8].try_into().expect("a header");
    u32::from_be_bytes(bytes).to_string()
}
