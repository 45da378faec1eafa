//! The version of a session whose OPEN_REQ was not captured.

use cti_messages::{Message, ProtocolVersion};

/// Versions that read the same bytes as different messages: tags of one byte below 20, and fixed
/// parts that have grown since 13. The likeliest stands first.
const CANDIDATES: [ProtocolVersion; 3] = [
    ProtocolVersion::V24,
    ProtocolVersion::V19,
    ProtocolVersion::V13,
];

/// The version in which a frame reads best: with as little as possible that is not understood. None
/// if it reads in none.
pub(super) fn guess(frame: &[u8]) -> Option<ProtocolVersion> {
    let readable = CANDIDATES.iter().filter_map(|version| {
        let message = Message::decode(frame, *version).ok()?;
        let unknown = message
            .as_known()
            .map_or(0, |known| known.unknown_fields().len());
        Some((unknown, *version))
    });
    // The first of those that are equal.
    let best = readable.min_by_key(|(unknown, _)| *unknown);
    best.map(|(_, version)| version)
}

#[cfg(test)]
mod tests {
    use cti_messages::{ClearCallReq, HeartbeatReq, MessageBody, ProtocolVersion};

    use super::guess;

    #[test]
    fn what_reads_alike_is_of_the_likeliest_version() {
        let mut frame = Vec::new();
        let beat = HeartbeatReq::default();
        beat.encode(ProtocolVersion::V13, &mut frame).unwrap();
        assert_eq!(guess(&frame), Some(ProtocolVersion::V24));
    }

    #[test]
    fn tags_tell_their_width() {
        let request = ClearCallReq {
            connection_device_id: Some("2001".into()),
            ..ClearCallReq::default()
        };
        for (version, guessed) in [(13, 19), (19, 19), (20, 24), (25, 24)] {
            let mut frame = Vec::new();
            let version = ProtocolVersion::new(version).unwrap();
            request.encode(version, &mut frame).unwrap();
            assert_eq!(guess(&frame), ProtocolVersion::new(guessed), "{version}");
        }
    }

    #[test]
    fn what_is_no_message_has_no_version() {
        assert_eq!(guess(&[0, 0, 0, 1, 0, 0, 0, 5, 0]), None);
    }
}
