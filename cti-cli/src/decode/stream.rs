//! A binary stream of messages.

use std::io::{self, BufReader, Read};

use cti_messages::{Frame, Split, split};

use super::place::Place;
use super::version::Version;
use super::{Report, Settings};

/// Reads the stream up to the first frame whose end cannot be found.
pub(super) fn read(
    settings: &Settings,
    input: &mut BufReader<impl Read>,
    report: &mut Report<'_>,
) -> io::Result<()> {
    let limit = settings.options.frame_limit;
    let mut version = Version::new(settings.protocol);
    let (mut number, mut start) = (1, 0);
    let mut pending = Vec::new();
    loop {
        let place = Place::Stream { number, start };
        match split(&pending, limit) {
            Ok(Split::Frame(..)) => {
                report.frame(place, version.of(&pending), &pending)?;
                number += 1;
                start += pending.len() as u64;
                pending.clear();
            }
            Ok(Split::Incomplete(needed)) => {
                if input.buffer().is_empty() {
                    report.flush()?;
                }
                let read = input.take(needed as u64).read_to_end(&mut pending)?;
                if pending.is_empty() {
                    return Ok(());
                }
                if read < needed {
                    return report.failure(&place, &cut(&pending), pending.len());
                }
            }
            Err(error) => return report.failure(&place, &error, error.offset()),
        }
    }
}

/// Tells of a message that is not whole; the header, if it is there, tells which one.
fn cut(pending: &[u8]) -> String {
    let what = "the stream ends inside the message";
    let error = Frame::parse(pending).err();
    match error.and_then(|error| error.message()) {
        Some(name) => format!("{name}: {what}"),
        None => what.to_owned(),
    }
}
