//! A client's session: what the rules of the protocol ask of every client, in one place.

mod connect;

use std::error::Error;
use std::time::Duration;

use cti_messages::codec::SessionCodec;
use cti_messages::{
    CloseReq, FailureEvent, HeartbeatReq, InvokeId, Message, MessageType, OpenReq, OwnedFrame,
    StatusCode, TypedMessage,
};
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, timeout, timeout_at};
use tokio_util::codec::Framed;

use connect::connect;

pub(crate) type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A server answers within 5 seconds as a rule, but has many clients after a failure.
const OPEN_TIMEOUT: Duration = Duration::from_secs(30);
const CLOSE_TIMEOUT: Duration = Duration::from_secs(5);
/// So many heartbeats without an answer mean that the session has failed.
const MAX_UNANSWERED: usize = 3;

/// An open session. To drop it resets the connection.
pub(crate) struct Session {
    frames: Framed<TcpStream, SessionCodec>,
    heartbeat: Duration,
    /// When the last message was sent.
    sent: Instant,
    /// The heartbeats that wait for their answers.
    unanswered: Vec<InvokeId>,
    last_id: u32,
}

impl Session {
    /// Opens a session with one of the two sides of a server, whichever can be reached. A heartbeat
    /// is sent whenever nothing else was for so long: at least 5 seconds, 90 on a desktop.
    pub(crate) async fn open(
        sides: &[String],
        heartbeat: Duration,
        open: OpenReq<'_>,
    ) -> Result<Self> {
        let idle_timeout = u32::try_from(4 * heartbeat.as_secs())?;
        let open = OpenReq {
            invoke_id: InvokeId(1),
            idle_timeout,
            ..open
        };
        loop {
            let mut session = Self {
                frames: Framed::new(connect(sides).await?, SessionCodec::client()),
                heartbeat,
                sent: Instant::now(),
                unanswered: Vec::new(),
                last_id: 1,
            };
            session.send(&open).await?;
            let Ok(answer) = timeout(OPEN_TIMEOUT, session.frames.next()).await else {
                sleep(Duration::from_secs(1)).await;
                continue;
            };
            let answer = answer.ok_or("the server has closed the connection")??;
            return match answer.message()? {
                Message::OpenConf(_) => Ok(session),
                refusal => Err(format!("the session was refused: {refusal}").into()),
            };
        }
    }

    /// The next message of the server, `None` when the session has ended. Heartbeats are sent, and
    /// their answers taken, meanwhile.
    pub(crate) async fn next(&mut self) -> Result<Option<OwnedFrame>> {
        loop {
            let Ok(next) = timeout_at(self.sent + self.heartbeat, self.frames.next()).await else {
                if self.unanswered.len() == MAX_UNANSWERED {
                    return Err("the server does not answer heartbeats".into());
                }
                let invoke_id = self.next_id();
                self.unanswered.push(invoke_id);
                self.send(&HeartbeatReq {
                    invoke_id,
                    ..Default::default()
                })
                .await?;
                continue;
            };
            let Some(frame) = next.transpose()? else {
                return Ok(None);
            };
            match frame.message_type() {
                MessageType::HEARTBEAT_CONF => self.unanswered.clear(),
                MessageType::FAILURE_CONF if self.is_heartbeat(&frame) => {
                    return Err("the server is off line".into());
                }
                MessageType::FAILURE_EVENT if is_end(&frame) => {
                    self.close(StatusCode::CTI_SERVER_OFFLINE).await?;
                    return Ok(None);
                }
                _ => return Ok(Some(frame)),
            }
        }
    }

    /// Sends a message.
    pub(crate) async fn send<'m, M: TypedMessage<'m>>(&mut self, message: &M) -> Result<()> {
        self.sent = Instant::now();
        Ok(self.frames.send(message).await?)
    }

    /// Ends the session: waits for the confirmation, for a while.
    pub(crate) async fn close(&mut self, status: StatusCode) -> Result<()> {
        let invoke_id = self.next_id();
        self.send(&CloseReq {
            invoke_id,
            status,
            ..Default::default()
        })
        .await?;
        let confirmed = async {
            while let Some(Ok(frame)) = self.frames.next().await {
                if frame.message_type() == MessageType::CLOSE_CONF {
                    break;
                }
            }
        };
        // Confirmed or not, the connection is reset.
        let _ = timeout(CLOSE_TIMEOUT, confirmed).await;
        Ok(())
    }

    /// An invoke ID that no other request of the session has.
    pub(crate) fn next_id(&mut self) -> InvokeId {
        self.last_id = self.last_id.wrapping_add(1);
        InvokeId(self.last_id)
    }

    fn is_heartbeat(&self, failure: &OwnedFrame) -> bool {
        let id = failure.invoke_id();
        id.is_some_and(|id| self.unanswered.contains(&id))
    }
}

fn is_end(failure: &OwnedFrame) -> bool {
    matches!(
        failure.message(),
        Ok(Message::FailureEvent(FailureEvent {
            status: StatusCode::CTI_SERVER_OFFLINE,
            ..
        }))
    )
}
