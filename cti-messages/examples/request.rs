//! Sends requests of any type, and returns their confirmations, decoded and owned.
//!
//! `request` is all that a client needs for it. Here a server answers over loopback:
//! `cargo run -p cti-messages --features tokio --example request`.

use std::error::Error;
use std::time::Duration;

use cti_messages::tokio::SessionCodec;
use cti_messages::{
    FailureConf, IntoOwned, InvokeId, MakeCallReq, Message, OpenReq, Request, StatusCode,
    TypedMessage, VersionNumber,
};
use futures_util::{SinkExt, StreamExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tokio_util::codec::Framed;

type Result<T> = std::result::Result<T, Box<dyn Error>>;
type Frames = Framed<TcpStream, SessionCodec>;

/// Sends a request and waits for its answer. Skips other messages, such as events.
async fn request<'a, R: Request<'a>>(
    frames: &mut Frames,
    request: R,
) -> Result<R::Confirmation<'static>> {
    frames.send(&request).await?;
    while let Some(frame) = frames.next().await.transpose()? {
        if frame.invoke_id() == request.invoke_id() {
            if frame.message_type() == R::Confirmation::<'static>::MESSAGE_TYPE {
                return Ok(frame.decode::<R::Confirmation<'_>>()?.into_owned());
            }
            return Err(frame.message()?.to_string().into());
        }
    }
    Err("the server closed the connection".into())
}

async fn client(stream: TcpStream) -> Result<()> {
    let mut frames = Framed::new(stream, SessionCodec::client());
    let open = OpenReq {
        version_number: VersionNumber(24),
        client_id: Some("request".into()),
        client_password: Some(Default::default()),
        ..OpenReq::default()
    };
    let opened = request(&mut frames, open.with_invoke_id(InvokeId(1))).await?;
    println!("{opened}");
    let call = MakeCallReq::default().with_invoke_id(InvokeId(2));
    let refused = request(&mut frames, call).await.map(drop);
    println!("{}", refused.expect_err("calls are refused"));
    Ok(())
}

/// Confirms everything but calls.
async fn server(stream: TcpStream) -> Result<()> {
    let mut frames = Framed::new(stream, SessionCodec::server());
    while let Some(frame) = frames.next().await.transpose()? {
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

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let stream = TcpStream::connect(listener.local_addr()?).await?;
    let (accepted, _) = listener.accept().await?;
    let session = async { tokio::try_join!(client(stream), server(accepted)) };
    timeout(Duration::from_secs(30), session).await?.map(drop)
}
