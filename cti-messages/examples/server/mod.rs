//! The server's end of a session: what the rules of the protocol ask of every server, in one place.

use std::error::Error;
use std::ops::RangeInclusive;
use std::time::Duration;

use cti_messages::codec::SessionCodec;
use cti_messages::{
    CtiServiceMask, DecodeErrorKind, DecodeOptions, FailureConf, InvokeId, Message, OpenConf,
    OwnedFrame, ProtocolVersion, Request, StatusCode,
};
use futures_util::{SinkExt, StreamExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, timeout_at};
use tokio_util::codec::Framed;

pub(crate) type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// How long a client may take to open its session, once it is connected.
const OPEN_TIMEOUT: Duration = Duration::from_secs(30);
/// The least idle timeout: four of the shortest heartbeat intervals.
const MIN_IDLE_TIMEOUT: u32 = 20;

/// Serves whoever connects, and says where.
pub(crate) async fn listen<F>(address: &str, serve: impl Fn(TcpStream) -> F) -> Result<()>
where
    F: Future<Output = Result<()>> + Send + 'static,
{
    let listener = TcpListener::bind(address).await?;
    println!("listening on {}", listener.local_addr()?);
    loop {
        let (stream, peer) = listener.accept().await?;
        let session = serve(stream);
        tokio::spawn(async move {
            if let Err(error) = session.await {
                eprintln!("{peer}: {error}");
            }
        });
    }
}

/// An open session. To drop it resets the connection.
pub(crate) struct Session {
    frames: Framed<TcpStream, SessionCodec>,
    /// The services that the client asked for.
    pub(crate) services: CtiServiceMask,
    idle_timeout: Duration,
    /// When the last message came.
    heard: Instant,
}

impl Session {
    /// Opens a session with all the services that the client asks for, in one of these versions;
    /// tells `None` if the client is refused or hangs up.
    pub(crate) async fn accept(
        stream: TcpStream,
        versions: RangeInclusive<ProtocolVersion>,
    ) -> Result<Option<Self>> {
        stream.set_nodelay(true)?;
        stream.set_zero_linger()?;
        let mut session = Self {
            frames: Framed::new(stream, SessionCodec::server()),
            services: CtiServiceMask::empty(),
            idle_timeout: OPEN_TIMEOUT,
            heard: Instant::now(),
        };
        let Some(frame) = session.hear().await? else {
            return Ok(None);
        };
        let answer = match frame.message_with(DecodeOptions::strict()) {
            Ok(Message::OpenReq(request)) if request.idle_timeout < MIN_IDLE_TIMEOUT => {
                Err(StatusCode::INVALID_TIMEOUT)
            }
            Ok(Message::OpenReq(_)) if !versions.contains(&frame.version()) => {
                Err(StatusCode::INVALID_VERSION)
            }
            Ok(Message::OpenReq(request)) => {
                // Without heartbeats the timeout is its null value: a century.
                session.idle_timeout = Duration::from_secs(request.idle_timeout.into());
                session.services = request.services_requested;
                Ok(OpenConf {
                    services_granted: request.services_requested,
                    ..request.confirmation()
                })
            }
            Ok(_) => Err(StatusCode::SESSION_NOT_OPEN),
            Err(error) => Err(match error.kind() {
                DecodeErrorKind::UnsupportedVersion { .. } => StatusCode::INVALID_VERSION,
                DecodeErrorKind::Missing => StatusCode::REQUIRED_DATA_MISSING,
                _ => StatusCode::BAD_MESSAGE_FORMAT,
            }),
        };
        let invoke_id = frame.invoke_id();
        match answer {
            Ok(conf) => {
                session.send(conf).await?;
                Ok(Some(session))
            }
            Err(status) => {
                session.send(failure(invoke_id, status)).await?;
                Ok(None)
            }
        }
    }

    /// The next message of the client, `None` when the session has ended. Heartbeats are answered.
    pub(crate) async fn next(&mut self) -> Result<Option<OwnedFrame>> {
        while let Some(frame) = self.hear().await? {
            match frame.message()? {
                Message::HeartbeatReq(request) => self.send(request.confirmation()).await?,
                Message::CloseReq(request) => {
                    self.send(request.confirmation()).await?;
                    return Ok(None);
                }
                Message::OpenReq(request) => {
                    let refused = StatusCode::SESSION_ALREADY_OPEN;
                    self.send(failure(Some(request.invoke_id), refused)).await?;
                }
                _ => return Ok(Some(frame)),
            }
        }
        Ok(None)
    }

    /// Sends a message.
    pub(crate) async fn send(&mut self, message: impl Into<Message<'_>>) -> Result<()> {
        Ok(self.frames.send(&message.into()).await?)
    }

    async fn hear(&mut self) -> Result<Option<OwnedFrame>> {
        let next = timeout_at(self.heard + self.idle_timeout, self.frames.next()).await;
        self.heard = Instant::now();
        match next.map_err(|_| "nothing was heard for the idle timeout")? {
            Some(frame) => {
                let frame = frame?;
                println!("{}", frame.message()?);
                Ok(Some(frame))
            }
            None => Ok(None),
        }
    }
}

/// The answer to a request that is not carried out.
pub(crate) fn failure(invoke_id: Option<InvokeId>, status: StatusCode) -> FailureConf<'static> {
    FailureConf {
        invoke_id: invoke_id.unwrap_or_default(),
        status,
        ..FailureConf::default()
    }
}
