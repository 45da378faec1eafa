//! A client that sends requests of any type: copy it, and make of it what you need.

use std::collections::VecDeque;
use std::error::Error;
use std::{fmt, io};

use cti_messages::codec::SessionCodec;
use cti_messages::{ControlFailureCode, IntoOwned, Message, OwnedFrame};
use cti_messages::{Request, RequestError, StatusCode};
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio_util::codec::Framed;

/// Why a request has no confirmation.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It failed. Requests of Client Control have reasons of their own.
    Status(StatusCode),
    Control(ControlFailureCode),
    /// There is no answer, or none that can be read.
    Other(Box<dyn Error>),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => status.fmt(f),
            Self::Control(code) => code.fmt(f),
            Self::Other(error) => error.fmt(f),
        }
    }
}

impl<E: Error + 'static> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Other(error.into())
    }
}

fn failure(error: RequestError) -> Failure {
    match error {
        RequestError::Failed(message) => match *message {
            Message::FailureConf(message) => Failure::Status(message.status),
            Message::ControlFailureConf(message) => Failure::Control(message.failure_code),
            other => Failure::Other(other.to_string().into()),
        },
        error => error.into(),
    }
}

/// A connection, and the frames that came while an answer was awaited.
pub(crate) struct Client {
    pub(crate) frames: Framed<TcpStream, SessionCodec>,
    pub(crate) parked: VecDeque<OwnedFrame>,
}

impl Client {
    /// Sends a request and waits for its answer; parks other frames, such as events.
    pub(crate) async fn request<'a, R: Request<'a>>(
        &mut self,
        request: &R,
    ) -> Result<R::Confirmation<'static>, Failure> {
        self.frames.send(request).await?;
        while let Some(frame) = self.frames.next().await.transpose()? {
            if let Some(answer) = frame.answer_to(request) {
                return answer.map(IntoOwned::into_owned).map_err(failure);
            }
            self.parked.push_back(frame);
        }
        Err(io::Error::from(io::ErrorKind::UnexpectedEof).into())
    }
}
