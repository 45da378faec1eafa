//! A stream of frames, some of them damaged, in any chunks.

mod chunks;

use arbitrary::{Result, Unstructured};
use cti_messages::{DecodeError, FrameLimit, FrameReader, HEADER_BYTES, ReadError, Split, split};

use chunks::{Chunks, Piecewise};

/// The most bytes of a stream: several frames of any limit that is chosen.
const MAX_STREAM: usize = 40_000;

/// How many bytes a reader may ask for beyond what a frame needs.
const READ_AHEAD: usize = 12 * 1024;

/// The bytes choose a limit, chunk sizes, and the frames of a stream, which is then read at once,
/// from a buffer that is filled chunk by chunk, and by a [`FrameReader`].
///
/// # Panics
/// If the three do not agree, bytes are lost, or more is kept than the limit and a chunk.
pub fn stream(data: &[u8]) {
    let mut choices = Unstructured::new(data);
    let Ok((limit, chunks, stream)) = choose(&mut choices) else {
        return;
    };
    let whole = at_once(&stream, limit);
    assert_eq!(
        from_a_buffer(&stream, limit, &chunks),
        whole,
        "from a buffer"
    );
    assert_eq!(
        from_a_reader(&stream, limit, chunks),
        whole,
        "from a reader"
    );
}

/// What a stream holds.
#[derive(Debug, PartialEq, Eq)]
struct Read {
    /// Type and body of each frame.
    frames: Vec<(u32, Vec<u8>)>,
    end: End,
}

/// How a stream ends.
#[derive(Debug, PartialEq, Eq)]
enum End {
    /// After so many bytes of a frame; 0 is the regular end.
    Cut(usize),
    /// With a header that cannot be followed.
    Refused(DecodeError),
}

fn choose(choices: &mut Unstructured<'_>) -> Result<(FrameLimit, Chunks, Vec<u8>)> {
    let limit = match choices.arbitrary::<u8>()? {
        0xFF => FrameLimit::default(),
        0xFE => FrameLimit(u16::MAX.into()),
        small => FrameLimit(usize::from(small)),
    };
    let chunks = Chunks::choose(choices)?;
    let mut stream = Vec::new();
    while !choices.is_empty() && stream.len() < MAX_STREAM {
        frame(choices, &mut stream)?;
    }
    Ok((limit, chunks, stream))
}

/// Appends a frame, mostly with its true length.
fn frame(choices: &mut Unstructured<'_>, stream: &mut Vec<u8>) -> Result<()> {
    let way: u8 = choices.arbitrary()?;
    let length = match way & 3 {
        0 => 0,
        1 | 2 => usize::from(choices.arbitrary::<u8>()?),
        _ => usize::from(choices.arbitrary::<u16>()?) % 13_000,
    };
    let told = u32::try_from(length).unwrap_or(u32::MAX);
    let told = match way >> 4 {
        0xC => told.wrapping_add(1),
        0xD => told.wrapping_sub(1),
        0xE => choices.arbitrary()?,
        0xF => u32::MAX,
        _ => told,
    };
    stream.extend(told.to_be_bytes());
    stream.extend(choices.arbitrary::<u32>()?.to_be_bytes());
    if way & 4 == 0 {
        stream.extend((0..length).map(|at| at.to_le_bytes()[0]));
    } else {
        stream.extend(choices.bytes(length.min(choices.len()))?);
    }
    Ok(())
}

/// Reads a stream that is there as a whole.
fn at_once(stream: &[u8], limit: FrameLimit) -> Read {
    let mut frames = Vec::new();
    let mut rest = stream;
    let end = loop {
        match split(rest, limit) {
            Ok(Split::Frame(frame, after)) => {
                assert_eq!(frame.len() + after.len(), rest.len(), "bytes are lost");
                assert!(frame.len() <= limit.0);
                let mut again = Vec::new();
                frame.encode(&mut again).expect("a frame that was read");
                assert_eq!(again, rest[..frame.len()], "the frame is another one");
                frames.push((frame.message_type.0, frame.body.to_vec()));
                rest = after;
            }
            Ok(Split::Incomplete(needed)) => {
                assert!(needed > 0);
                needs_as_much_as_it_says(rest, needed, limit);
                break End::Cut(rest.len());
            }
            Err(error) => {
                assert!(error.offset() <= rest.len() && !error.to_string().is_empty());
                break End::Refused(error);
            }
        }
    };
    Read { frames, end }
}

/// One byte less than what is told to be needed is not enough; as many get on: to a frame, or, if
/// the header was not whole, to the end of the header at least.
fn needs_as_much_as_it_says(rest: &[u8], needed: usize, limit: FrameLimit) {
    if needed > MAX_STREAM {
        return;
    }
    let more = |count: usize| [rest, &vec![0; count]].concat();
    assert_eq!(split(&more(needed - 1), limit), Ok(Split::Incomplete(1)));
    let enough = more(needed);
    let told_by_header = rest.len() < HEADER_BYTES;
    match split(&enough, limit) {
        Ok(Split::Frame(frame, after)) => assert!(!frame.is_empty() && after.is_empty()),
        other => assert!(told_by_header, "{other:?}"),
    }
}

/// Reads a stream as a program does that keeps a buffer of its own.
fn from_a_buffer(stream: &[u8], limit: FrameLimit, chunks: &Chunks) -> Read {
    let mut frames = Vec::new();
    let mut buffer: Vec<u8> = Vec::new();
    let mut left = stream;
    for size in chunks.sizes() {
        let (chunk, later) = left.split_at(size.min(left.len()));
        buffer.extend(chunk);
        left = later;
        let mut used = 0;
        loop {
            match split(&buffer[used..], limit) {
                Ok(Split::Frame(frame, _)) => {
                    frames.push((frame.message_type.0, frame.body.to_vec()));
                    used += frame.len();
                }
                Ok(Split::Incomplete(_)) => break,
                Err(error) => {
                    let end = End::Refused(error);
                    return Read { frames, end };
                }
            }
        }
        buffer.drain(..used);
        assert!(
            buffer.len() < limit.0.max(HEADER_BYTES),
            "what is incomplete is shorter than the limit"
        );
        if left.is_empty() {
            break;
        }
    }
    let end = End::Cut(buffer.len());
    Read { frames, end }
}

/// Reads a stream by a [`FrameReader`], trying again whenever its source says so.
fn from_a_reader(stream: &[u8], limit: FrameLimit, chunks: Chunks) -> Read {
    // A reader may keep what it needs for one frame, and read ahead of it.
    let mut source = Piecewise::new(stream, chunks);
    let most = limit.0.max(HEADER_BYTES) + READ_AHEAD;
    let mut frames: Vec<(u32, Vec<u8>)> = Vec::new();
    let mut given_out = 0;
    let taken = source.taken();
    let asked = source.asked();
    let mut reader = FrameReader::with_limit(&mut source, limit);
    let end = loop {
        let next = reader.next_frame();
        match next {
            Ok(Some(frame)) => {
                given_out += frame.len();
                frames.push((frame.message_type.0, frame.body.to_vec()));
            }
            Ok(None) => break End::Cut(0),
            Err(ReadError::Truncated { actual }) => {
                assert!(actual > 0);
                break End::Cut(actual);
            }
            Err(ReadError::Frame(error)) => break End::Refused(error),
            Err(ReadError::Io(error)) => {
                assert_eq!(error.kind(), std::io::ErrorKind::WouldBlock, "{error}");
            }
            Err(other) => panic!("{other}"),
        }
        assert!(
            taken.get() - given_out <= most,
            "{} bytes are kept",
            taken.get() - given_out
        );
        assert!(asked.get() <= most, "{} bytes were asked for", asked.get());
    };
    Read { frames, end }
}
