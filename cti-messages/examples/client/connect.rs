//! The connection to whichever side of a server can be reached.

use std::iter::repeat;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::sleep;

use super::Result;

/// Tries both sides in turn until one accepts, with longer and longer waits.
pub(crate) async fn connect(sides: &[String]) -> Result<TcpStream> {
    for wait in [0, 15, 30, 60].into_iter().chain(repeat(120)) {
        sleep(Duration::from_secs(wait)).await;
        for side in sides {
            if let Ok(stream) = TcpStream::connect(side).await {
                // Each message leaves at once, and so does a reset.
                stream.set_nodelay(true)?;
                stream.set_zero_linger()?;
                return Ok(stream);
            }
        }
    }
    unreachable!("the waits have no end")
}
