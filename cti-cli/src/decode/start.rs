//! What kind of input it is, told by its first bytes.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use crate::capture::Magic;

/// What an input holds, with the bytes that were read to find out.
pub(super) enum Start {
    Binary,
    Text(Cursor<Vec<u8>>),
    Capture(Magic, Cursor<Vec<u8>>),
}

/// Looks at no more bytes than it takes to tell: more may never come.
pub(super) fn start_of(input: &mut BufReader<impl Read>) -> io::Result<Start> {
    if input.fill_buf()?.first() == Some(&0) {
        return Ok(Start::Binary);
    }
    let mut start = Vec::new();
    loop {
        match Magic::of(&start) {
            Magic::No => return Ok(Start::Text(Cursor::new(start))),
            Magic::More => {
                if input.take(1).read_to_end(&mut start)? == 0 {
                    return Ok(Start::Text(Cursor::new(start)));
                }
            }
            magic => return Ok(Start::Capture(magic, Cursor::new(start))),
        }
    }
}
