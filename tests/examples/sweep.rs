//! What a byte of hostile input costs, over lengths from 1 KiB to 1 MiB: linear work costs the same
//! at every length.
//!
//! ```text
//! cargo run --release -p cti-tests --example sweep
//! cargo run --release -p cti-tests --example sweep -- --search
//! cargo build --release -p cti-tests --example sweep
//! valgrind --tool=callgrind --toggle-collect='*measured_*' target/release/examples/sweep --once records --length 8192
//! ```

use std::hint::black_box;
use std::time::{Duration, Instant};

use clap::Parser;
use cti_messages::info::MessageInfo;
use cti_messages::{
    DecodeError, DecodeOptions, EncodeError, EncodeOptions, FrameLimit, Message, MessageType,
    ProtocolVersion,
};
use cti_tests::frames::Field;
use cti_tests::shapes::{Counts, Depth, Shape, pieces, search};

/// The lengths of the frames.
const LENGTHS: [usize; 10] = [
    1_000, 2_000, 4_000, 8_000, 12_500, 32_000, 64_000, 128_000, 512_000, 1_000_000,
];

/// No frame is refused for its length.
const LIMIT: FrameLimit = FrameLimit(usize::MAX);

/// Measures the time of decoding and encoding the worst known shapes.
#[derive(Debug, Parser)]
struct Arguments {
    /// Searches the shapes that take longest for each byte, of all messages.
    #[arg(long)]
    search: bool,
    /// Handles one frame of this shape once, to count its instructions.
    #[arg(long)]
    once: Option<String>,
    /// The length of that frame.
    #[arg(long, default_value_t = 8_000)]
    length: usize,
}

fn main() {
    let arguments = Arguments::parse();
    if arguments.search {
        search_all();
    } else if let Some(name) = arguments.once {
        let shapes = known_shapes();
        let (_, shape) = shapes
            .iter()
            .find(|(known, _)| *known == name)
            .expect("a known shape");
        once(shape, arguments.length);
    } else {
        sweep();
    }
}

#[inline(never)]
fn measured_decode(
    frame: &[u8],
    version: ProtocolVersion,
    options: DecodeOptions,
) -> Result<Message<'_>, DecodeError> {
    Message::decode_with(frame, version, options)
}

#[inline(never)]
fn measured_encode(
    message: &Message<'_>,
    version: ProtocolVersion,
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    let options = EncodeOptions::lenient().with_frame_limit(LIMIT);
    message.encode_with(version, options, out)
}

/// What is measured of a frame.
#[derive(Clone, Copy)]
enum Work {
    Lenient,
    Strict,
    Encode,
}

impl Work {
    const ALL: [Self; 3] = [Self::Lenient, Self::Strict, Self::Encode];

    const fn name(self) -> &'static str {
        match self {
            Self::Lenient => "decode",
            Self::Strict => "decode, strict",
            Self::Encode => "encode",
        }
    }
}

/// The shortest of a few runs, each of enough frames to be measured; `None` if there is nothing to
/// encode.
fn time(shape: &Shape, frame: &[u8], work: Work) -> Option<Duration> {
    let lenient = DecodeOptions::lenient().with_frame_limit(LIMIT);
    let strict = DecodeOptions::strict().with_frame_limit(LIMIT);
    let mut out = Vec::with_capacity(8 * frame.len());
    let message = match work {
        Work::Encode => {
            let message = measured_decode(frame, shape.version, lenient).ok()?;
            measured_encode(&message, shape.version, &mut out).ok()?;
            Some(message)
        }
        Work::Lenient | Work::Strict => None,
    };
    let mut run = || match (work, &message) {
        (Work::Encode, Some(message)) => {
            out.clear();
            let _ = black_box(measured_encode(message, shape.version, &mut out));
        }
        (Work::Strict, _) => {
            let _ = black_box(measured_decode(black_box(frame), shape.version, strict));
        }
        _ => {
            let _ = black_box(measured_decode(black_box(frame), shape.version, lenient));
        }
    };
    let times = (200_000 / frame.len()).max(1);
    (0..5)
        .map(|_| {
            let start = Instant::now();
            (0..times).for_each(|_| run());
            start.elapsed() / u32::try_from(times).unwrap_or(u32::MAX)
        })
        .min()
}

fn per_byte(time: Duration, frame: &[u8]) -> f64 {
    time.as_nanos() as f64 / frame.len() as f64
}

/// Prints a table of nanoseconds for each byte, and what the length adds to them.
fn sweep() {
    let shapes = known_shapes();
    for (name, shape) in &shapes {
        println!("{name}: {shape}");
    }
    print!("\n| shape | work |");
    LENGTHS.iter().for_each(|length| print!(" {length} |"));
    print!(" longest to 12500 |\n| --- | --- |");
    LENGTHS.iter().for_each(|_| print!(" --- |"));
    println!(" --- |");
    let mut worst = (0.0, String::new());
    for (name, shape) in &shapes {
        for work in Work::ALL {
            let costs = LENGTHS.map(|length| {
                let frame = shape.frame(length);
                time(shape, &frame, work).map(|time| (length, per_byte(time, &frame)))
            });
            print!("| {name} | {} |", work.name());
            for cost in costs {
                match cost {
                    Some((_, cost)) => print!(" {cost:.1} |"),
                    None => print!(" - |"),
                }
            }
            let at_limit = costs[4].map(|(_, cost)| cost);
            let longest = costs.into_iter().flatten().next_back();
            match (at_limit, longest) {
                (Some(at_limit), Some((length, longest))) if length > 12_500 => {
                    let ratio = longest / at_limit;
                    println!(" {ratio:.2} |");
                    if ratio > worst.0 && longest > 1.0 {
                        worst = (ratio, format!("{name}, {}", work.name()));
                    }
                }
                _ => println!(" - |"),
            }
        }
    }
    println!("\nworst ratio {:.2}: {}", worst.0, worst.1);
}

/// Handles one frame in each way.
fn once(shape: &Shape, length: usize) {
    let frame = shape.frame(length);
    let lenient = DecodeOptions::lenient().with_frame_limit(LIMIT);
    let message = measured_decode(&frame, shape.version, lenient);
    let mut out = Vec::with_capacity(8 * frame.len());
    if let Ok(message) = &message {
        let _ = black_box(measured_encode(message, shape.version, &mut out));
    }
    println!("{} bytes, {} encoded", frame.len(), out.len());
}

/// Prints the shapes that take longest for each byte.
fn search_all() {
    let depth = Depth {
        fields: 3,
        kept: 4,
        frame_bytes: 4_000,
    };
    for work in Work::ALL {
        let mut found = Vec::new();
        for info in MessageType::ALL.iter().filter_map(|message| message.info()) {
            for version in [ProtocolVersion::V19, ProtocolVersion::V24] {
                let mut cost = |shape: &Shape, frame: &[u8]| {
                    time(shape, frame, work).map_or(0.0, |time| per_byte(time, frame))
                };
                found.extend(search(info, version, depth, &mut cost).into_iter().take(1));
            }
        }
        found.sort_by(|one, other| other.cost.total_cmp(&one.cost));
        println!("{}, ns for each byte:", work.name());
        for costly in found.iter().take(12) {
            println!("  {:6.1}  {}", costly.cost, costly.shape);
        }
    }
}

/// One shape or more for each way in which fields are handled.
fn known_shapes() -> Vec<(&'static str, Shape)> {
    let narrow = ProtocolVersion::V19;
    let wide = ProtocolVersion::V24;
    let mut shapes = Vec::new();
    let mut add =
        |name, message: MessageType, version, once: &[(u16, &[u8])], repeated: &[(u16, &[u8])]| {
            let Some(info) = message.info() else { return };
            shapes.push((name, shape(info, version, once, repeated)));
        };
    let agent = MessageType::CONFIG_AGENT_EVENT;
    let delivered = MessageType::CALL_DELIVERED_EVENT;
    add("records", agent, narrow, &[], &[(190, &[])]);
    add(
        "records with a misfit each",
        agent,
        narrow,
        &[],
        &[(190, &[]), (141, &[])],
    );
    add(
        "records opened by their last field",
        agent,
        narrow,
        &[],
        &[(184, &[0; 4])],
    );
    add(
        "columns of one value each",
        agent,
        narrow,
        &[(190, &[])],
        &[(62, &[0; 4])],
    );
    add("columns", agent, narrow, &[(190, &[])], &[(62, &[0; 252])]);
    add("unknown fields", delivered, narrow, &[], &[(255, &[])]);
    add("named variables", delivered, wide, &[], &[(83, &[0])]);
    if let Some(info) = delivered.info() {
        let mut all = Shape::empty(info, wide, Counts::Most);
        all.repeated = pieces(info, wide);
        shapes.push(("every field by turns, repeated", all));
    }
    shapes
}

fn shape(
    info: &'static MessageInfo,
    version: ProtocolVersion,
    once: &[(u16, &[u8])],
    repeated: &[(u16, &[u8])],
) -> Shape {
    let fields = |fields: &[(u16, &[u8])]| {
        fields
            .iter()
            .map(|(tag, data)| Field {
                tag: *tag,
                data: data.to_vec(),
            })
            .collect()
    };
    Shape {
        once: fields(once),
        repeated: fields(repeated),
        ..Shape::empty(info, version, Counts::Most)
    }
}
