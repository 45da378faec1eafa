//! The server of the example: it tags calls, makes none, and sends an event before each answer.

use cti_messages::codec::SessionCodec;
use cti_messages::{FailureConf, Message, Request, StatusCode, SystemEvent, TypedMessage};
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio_util::codec::Framed;

use crate::client::Failure;
use crate::own::TagCallReq;

pub(crate) async fn serve(stream: TcpStream) -> Result<(), Failure> {
    let mut frames = Framed::new(stream, SessionCodec::server());
    while let Some(frame) = frames.next().await.transpose()? {
        frames.send(&SystemEvent::default()).await?;
        if frame.message_type() == TagCallReq::MESSAGE_TYPE {
            let request: TagCallReq<'_> = frame.decode()?;
            frames.send(&request.confirmation()).await?;
            continue;
        }
        let refusal = FailureConf {
            invoke_id: frame.invoke_id().unwrap_or_default(),
            status: StatusCode::FUNCTION_NOT_AVAILABLE,
            ..FailureConf::default()
        };
        let answer = match frame.message()? {
            Message::MakeCallReq(_) => refusal.into(),
            request => request.confirmation().unwrap_or(refusal.into()),
        };
        frames.send(&answer).await?;
    }
    Ok(())
}
