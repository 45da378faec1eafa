//! Sends requests of any type, those of the guide and one of its own, and gets their confirmations, decoded and
//! owned. No frame that comes in between is lost. A server answers over loopback:
//! `cargo run -p cti-messages --features tokio --example request`.

mod client;
mod own;
mod server;

use std::collections::VecDeque;
use std::time::Duration;

use cti_messages::codec::SessionCodec;
use cti_messages::{InvokeId, MakeCallReq, OpenReq, Request, StatusCode, VersionNumber};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tokio_util::codec::Framed;

use client::{Client, Failure};
use own::TagCallReq;

async fn ask(stream: TcpStream) -> Result<(), Failure> {
    let mut client = Client {
        frames: Framed::new(stream, SessionCodec::client()),
        parked: VecDeque::new(),
    };
    let open = OpenReq {
        invoke_id: InvokeId(1),
        version_number: VersionNumber(24),
        client_id: Some("request".into()),
        client_password: Some("".into()),
        ..OpenReq::default()
    };
    println!("{}", client.request(&open).await?);
    let tag = TagCallReq::default().with_invoke_id(InvokeId(2));
    println!("{}", client.request(&tag).await?);
    let call = MakeCallReq::default().with_invoke_id(InvokeId(3));
    match client.request(&call).await {
        Ok(made) => println!("{made}"),
        Err(Failure::Status(StatusCode::FUNCTION_NOT_AVAILABLE)) => println!("no calls here"),
        Err(failure) => println!("no call: {failure}"),
    }
    for frame in &client.parked {
        println!("meanwhile: {}", frame.message()?);
    }
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let stream = TcpStream::connect(listener.local_addr()?).await?;
    let (accepted, _) = listener.accept().await?;
    let session = async { tokio::try_join!(ask(stream), server::serve(accepted)) };
    timeout(Duration::from_secs(30), session).await?.map(drop)
}
