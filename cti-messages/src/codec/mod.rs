//! Sessions over asynchronous streams (feature `tokio`): a codec for `tokio_util::codec`, which
//! cuts a byte stream into frames and writes messages to it.
//!
//! A [`SessionCodec`] makes an asynchronous connection a stream of [`OwnedFrame`](crate::OwnedFrame)s and a sink of
//! messages. A frame owns its bytes, so it can be kept, queued or sent to another task; the message
//! in it is decoded where it is wanted, and borrows from the frame.
//!
//! # Examples
//! A client opens a session, on a connection that in a program would be a `TcpStream`. Neither side
//! sets the version: both codecs learn it from the OPEN_REQ that the client sends.
//!
//! ```
//! use cti_messages::codec::SessionCodec;
//! use cti_messages::{InvokeId, Message, OpenConf, OpenReq, ProtocolVersion};
//! use futures_util::{SinkExt, StreamExt};
//! use tokio_util::codec::Framed;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let (near, far) = tokio::io::duplex(1024);
//! let mut client = Framed::new(near, SessionCodec::client());
//! let mut server = Framed::new(far, SessionCodec::server());
//!
//! let request = OpenReq {
//!     invoke_id: InvokeId(1),
//!     version_number: ProtocolVersion::V19.into(),
//!     client_id: Some("monitor".into()),
//!     client_password: Some("secret".into()),
//!     ..OpenReq::default()
//! };
//! client.send(&request).await?;
//!
//! let frame = server.next().await.expect("a frame")?;
//! assert_eq!(frame.version(), ProtocolVersion::V19);
//! let Message::OpenReq(asked) = frame.message()? else {
//!     unreachable!()
//! };
//! server.send(&OpenConf { invoke_id: asked.invoke_id, ..OpenConf::default() }).await?;
//!
//! let frame = client.next().await.expect("a frame")?;
//! assert_eq!(frame.version(), ProtocolVersion::V19);
//! assert!(matches!(frame.message()?, Message::OpenConf(_)));
//! # Ok(())
//! # }
//! ```

mod error;
mod session;

pub use error::WriteError;
pub use session::SessionCodec;
