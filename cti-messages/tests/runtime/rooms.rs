//! The room that lists take: what has been counted is believed as far as there can be entries.

use cti_messages::{ProtocolVersion, TypedMessage};

use crate::fixture::{ArrayEvent, CountedEvent, OrderedEvent, RecordsEvent, SinglesEvent};
use crate::tables::{bytes, frame};

const V14: ProtocolVersion = ProtocolVersion::V14;
const V15: ProtocolVersion = ProtocolVersion::V15;
const V20: ProtocolVersion = ProtocolVersion::V20;

#[test]
fn a_true_count_makes_room_once() {
    let body = format!("{} {}", "00 00 40", "01 02 6100".repeat(0x40));
    let frame = frame(9005, &bytes(&body));
    let event = SinglesEvent::decode(&frame, V15).unwrap();
    assert_eq!((event.names.len(), event.names.capacity()), (0x40, 0x40));
    // No power of two: room that had doubled would be more.
    let body = format!("41 {}", "0a 04 00000001".repeat(0x41));
    let frame = crate::tables::frame(9014, &bytes(&body));
    let event = OrderedEvent::decode(&frame, V14).unwrap();
    assert_eq!(
        (event.parties.len(), event.parties.capacity()),
        (0x41, 0x41)
    );
}

#[test]
fn room_is_given_back_where_the_count_was_wrong() {
    for (count, entries) in [(0xFF, 3), (0, 3), (2, 3), (4, 3)] {
        let body = format!("{count:02x} {}", "1e 02 3100".repeat(entries));
        let frame = frame(9007, &bytes(&body));
        let event = RecordsEvent::decode(&frame, V14).unwrap();
        assert_eq!(
            (event.records.len(), event.records.capacity()),
            (entries, entries)
        );
    }
    for count in ["ffff", "0000", "0004"] {
        let frame = frame(9013, &bytes(&format!("{count} 0002 0006 0001 0002 0003")));
        let event = ArrayEvent::decode(&frame, V20).unwrap();
        assert_eq!((event.numbers.len(), event.numbers.capacity()), (3, 3));
    }
    // A list without a limit: what follows the entries leaves room for more of them.
    let rest = format!("63 60 {}", "00".repeat(0x60));
    for count in ["09", "04", "02", "00"] {
        let entries = "02 04 6100 6200".repeat(3);
        let frame = frame(9005, &bytes(&format!("{count} 00 00 {entries} {rest}")));
        let event = SinglesEvent::decode(&frame, V15).unwrap();
        let variables = &event.variables;
        assert_eq!((variables.len(), variables.capacity()), (3, 3), "{count}");
    }
    // A count without entries takes no room.
    let frame = frame(9006, &bytes("0002 0002 ffff"));
    let event = CountedEvent::decode(&frame, V20).unwrap();
    assert_eq!(event.names.as_ref().map(Vec::capacity), Some(0));
}
