//! Reading a file that grows.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::thread;
use std::time::Duration;

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
