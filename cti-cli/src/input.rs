//! Input: files, also ones that grow, standard input, and the lines of either.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::path::Path;
use std::thread;
use std::time::Duration;

use anyhow::Context;

/// A file, or standard input where none is named.
///
/// # Errors
/// If the file cannot be opened.
pub fn open(file: Option<&Path>) -> anyhow::Result<BufReader<Box<dyn Read>>> {
    let source: Box<dyn Read> = match file {
        Some(path) => Box::new(open_file(path)?),
        None => Box::new(io::stdin()),
    };
    Ok(BufReader::new(source))
}

/// A file.
///
/// # Errors
/// If it cannot be opened.
pub fn open_file(path: &Path) -> anyhow::Result<File> {
    File::open(path).with_context(|| format!("cannot open {}", path.display()))
}

/// How long to wait before looking for more. Notices of the file system would come sooner, but not
/// from every file system: captures often stand on one of another machine.
const PAUSE: Duration = Duration::from_millis(200);

/// A file whose end is not the end: it waits there for more.
#[derive(Debug)]
pub struct Follow(pub File);

impl Read for Follow {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.0.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            if self.0.metadata()?.len() < self.0.stream_position()? {
                return Err(io::Error::other(
                    "the file has become shorter: it was written anew while it was followed",
                ));
            }
            thread::sleep(PAUSE);
        }
    }
}

/// What stood where a line was to be read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// A line, now in the buffer without its end.
    Whole,
    /// A line beyond the limit; only its start is in the buffer, the rest has been skipped.
    TooLong,
    /// The end of the input.
    End,
}

/// Reads the next line into a buffer, of which no more than `limit` bytes are kept.
pub(crate) fn read_line(
    input: &mut impl BufRead,
    line: &mut Vec<u8>,
    limit: usize,
) -> io::Result<Line> {
    line.clear();
    let mut outcome = Line::End;
    loop {
        let available = match input.fill_buf() {
            Ok(available) => available,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if available.is_empty() {
            return Ok(outcome);
        }
        if outcome == Line::End {
            outcome = Line::Whole;
        }
        let end = available.iter().position(|byte| *byte == b'\n');
        let piece = &available[..end.unwrap_or(available.len())];
        let room = limit - line.len();
        if piece.len() > room {
            outcome = Line::TooLong;
        }
        line.extend_from_slice(&piece[..piece.len().min(room)]);
        let used = piece.len() + usize::from(end.is_some());
        input.consume(used);
        if end.is_some() {
            return Ok(outcome);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::{Line, read_line};

    /// All lines with what stood there, read through a buffer of so many bytes.
    fn lines(text: &[u8], buffer: usize, limit: usize) -> Vec<(Line, Vec<u8>)> {
        let mut input = BufReader::with_capacity(buffer, text);
        let mut line = Vec::new();
        let mut lines = Vec::new();
        loop {
            match read_line(&mut input, &mut line, limit).unwrap() {
                Line::End => return lines,
                outcome => lines.push((outcome, line.clone())),
            }
        }
    }

    #[test]
    fn lines_do_not_depend_on_the_buffer() {
        let text = b"one\n\ntwo2\nthree\nlast";
        let expected = vec![
            (Line::Whole, b"one".to_vec()),
            (Line::Whole, b"".to_vec()),
            (Line::Whole, b"two2".to_vec()),
            (Line::TooLong, b"thre".to_vec()),
            (Line::Whole, b"last".to_vec()),
        ];
        for buffer in 1..=text.len() + 1 {
            assert_eq!(lines(text, buffer, 4), expected, "buffer of {buffer}");
        }
        assert_eq!(lines(b"", 8, 4), vec![]);
        assert_eq!(lines(b"\n", 8, 4), vec![(Line::Whole, vec![])]);
    }
}
