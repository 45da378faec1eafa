//! Captures that are cut or damaged.

use cti_cli::decode::Format;
use proptest::prelude::*;

use crate::network::{decode, json, packets, pcap, pcapng};

#[test]
fn a_cut_capture_shows_what_is_whole() {
    for file in [pcap(101, &packets(3)), pcapng(101, &packets(3))] {
        let (failures, lines) = json(&file[..file.len() - 3]);
        assert_eq!((failures, lines.len()), (1, 4), "{lines:?}");
        let error = lines[3]["error"].as_str().unwrap();
        assert!(
            error.starts_with("the capture ends inside the packet"),
            "{error}"
        );
    }
}

proptest! {
    #[test]
    fn damaged_captures_never_panic(
        is_new in any::<bool>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut file = if is_new { pcapng(101, &packets(20)) } else { pcap(101, &packets(20)) };
        for (place, byte) in changes {
            let place = place.index(file.len());
            file[place] = byte;
        }
        file.truncate(cut.index(file.len() + 1));
        for format in [Format::Text, Format::Json] {
            let _ = decode(&file, format);
        }
    }
}

/// What was written before the cut is shown; the cut is told, unless it is between two packets.
#[test]
fn captures_can_be_cut_at_every_byte() {
    for whole in [pcap(101, &packets(3)), pcapng(101, &packets(3))] {
        let (_, all) = json(&whole);
        let mut shown = 0;
        // Below that it is not yet a capture.
        for length in 12..whole.len() {
            let (failures, lines) = json(&whole[..length]);
            let (messages, errors): (Vec<_>, Vec<_>) = lines
                .into_iter()
                .partition(|line| line.get("message").is_some());
            assert!(messages.len() >= shown && messages[..] == all[..messages.len()]);
            shown = messages.len();
            assert_eq!(errors.len(), failures);
            assert!(failures <= 1, "{errors:?}");
        }
        assert_eq!(shown, all.len() - 1);
    }
}
