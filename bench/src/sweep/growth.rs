//! Messages with more and more entries, records or variables.

use cti_bench::mix::{self, VERSION};
use cti_messages::EncodeOptions;

use crate::instructions::{self, samples::Sample};

/// One message with different numbers of something.
struct Series {
    message: &'static str,
    what: &'static str,
    numbers: &'static [usize],
    frame: fn(usize) -> Vec<u8>,
    options: EncodeOptions,
}

/// What grows, and how far.
fn all() -> [Series; 3] {
    [
        Series {
            message: "AGENT_STATE_EVENT",
            what: "skill groups",
            numbers: &[1, 2, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100],
            frame: mix::agent_state,
            // The guide has 99 at most; what is lenient takes the hundredth.
            options: EncodeOptions::lenient(),
        },
        Series {
            message: "CONFIG_AGENT_EVENT",
            what: "records",
            numbers: &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
            frame: mix::config_agent,
            options: EncodeOptions::strict(),
        },
        Series {
            message: "BEGIN_CALL_EVENT",
            what: "named variables",
            numbers: &[0, 1, 2, 5, 10, 20, 30, 40, 50, 60],
            frame: mix::begin_call,
            options: EncodeOptions::strict(),
        },
    ]
}

/// Lets each message of each series be counted.
///
/// # Errors
/// If a message cannot be decoded or encoded.
pub(super) fn count(out: &mut Vec<u8>) -> anyhow::Result<()> {
    for series in all() {
        for number in series.numbers {
            let sample = Sample {
                name: format!("{}, {number:03} {}", series.message, series.what),
                frame: (series.frame)(*number),
                version: VERSION,
                options: series.options,
            };
            instructions::count(&sample, out)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use cti_messages::fields::Value;

    use cti_messages::Message;

    use super::{VERSION, all};

    /// A fixed list has its number of entries; others of the message have none or a few.
    #[test]
    fn messages_have_what_their_names_say() {
        for series in all() {
            for number in series.numbers {
                let frame = (series.frame)(*number);
                let message = Message::decode(&frame, VERSION).unwrap();
                assert_eq!(message.name(), Some(series.message));
                let known = message.as_known().unwrap();
                let lengths = (0..known.members().len()).map(|at| match known.value(at) {
                    Some(Value::Entries(entries)) => entries.count(),
                    Some(Value::Values(values)) => values.count(),
                    _ => 0,
                });
                assert!(lengths.into_iter().any(|length| length == *number));
                assert!(
                    message
                        .encode_with(VERSION, series.options, &mut Vec::new())
                        .is_ok()
                );
            }
        }
    }
}
