//! Serves a recorded session as a CTI server: whoever opens a session gets the events of the recording.
//!
//! ```sh
//! cargo run -p cti-messages --features tokio --example recorder_replay -- \
//!     tests/data/session.hex 127.0.0.1:42027
//! ```
//!
//! The file has one message a line in hexadecimal, of both sides; blanks and `#` comments may be
//! there. A capture is made into such a file by `cti decode --format json FILE.pcapng | cti
//! encode`. The answers of the recording are left out: this client asks questions of its own,
//! and hears that they cannot be answered.

mod server;

use std::sync::Arc;
use std::time::Duration;
use std::{env, fs};

use cti_messages::{Direction, Frame, IntoOwned, Message, ProtocolVersion, StatusCode};
use server::{Result, Session, failure};
use tokio::net::TcpStream;
use tokio::{select, time};

/// The time between two events.
const PACE: Duration = Duration::from_millis(20);

/// What was recorded.
#[derive(Default)]
struct Recording {
    version: ProtocolVersion,
    events: Vec<Message<'static>>,
}

impl Recording {
    fn parse(text: &str) -> Result<Self> {
        let mut recording = Self::default();
        let lines = text
            .lines()
            .map(|line| line.split('#').next().unwrap_or_default());
        for line in lines.filter(|line| !line.trim().is_empty()) {
            let digits: String = line.split_whitespace().collect();
            let bytes = hex::decode(digits).map_err(|error| format!("{error}: {line}"))?;
            if let Some(version) = Frame::parse(&bytes)?.own_version() {
                recording.version = ProtocolVersion::nearest(version);
            }
            let message = Message::decode(&bytes, recording.version)?.into_owned();
            if is_event(&message) {
                recording.events.push(message);
            }
        }
        Ok(recording)
    }

    async fn serve(&self, stream: TcpStream) -> Result<()> {
        let opened = Session::accept(stream, self.version..=self.version);
        let Some(mut session) = opened.await? else {
            return Ok(());
        };
        let mut events = self.events.iter();
        let mut pace = time::interval(PACE);
        loop {
            select! {
                next = session.next() => {
                    let Some(frame) = next? else { return Ok(()) };
                    let id = frame.message()?.invoke_id();
                    session.send(failure(id, StatusCode::FUNCTION_NOT_AVAILABLE)).await?;
                }
                _ = pace.tick() => if let Some(event) = events.next() {
                    session.send(event.clone()).await?;
                },
            }
        }
    }
}

/// Whether the server sends a message by itself: it answers nothing.
fn is_event(message: &Message<'_>) -> bool {
    let from_server = matches!(
        message.direction(),
        Some(Direction::Server | Direction::Either)
    );
    from_server && (message.invoke_id().is_none() || message.confirmed_by().is_some())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [file, address] = arguments.as_slice() else {
        return Err("usage: recorder_replay FILE ADDRESS".into());
    };
    let recording = Arc::new(Recording::parse(&fs::read_to_string(file)?)?);
    server::listen(address, move |stream| {
        let recording = Arc::clone(&recording);
        async move { recording.serve(stream).await }
    })
    .await
}
