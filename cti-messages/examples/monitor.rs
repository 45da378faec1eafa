//! Prints every event of a CTI server, until it is interrupted (Ctrl-C) or the server ends the session.
//!
//! ```sh
//! cargo run -p cti-messages --features tokio --example monitor -- 24 127.0.0.1:42027 [SIDE_B]
//! ```

mod client;

use std::env;
use std::time::Duration;

use client::{Result, Session};
use cti_messages::{
    AgentStateMask, CallEventMask, CtiServiceMask, OpenReq, ProtocolVersion, StatusCode,
};

/// The shortest that the protocol allows; fit for few clients.
const HEARTBEAT: Duration = Duration::from_secs(5);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let version = arguments
        .next()
        .ok_or("usage: monitor PROTOCOL SIDE [SIDE]")?;
    let version = ProtocolVersion::new(version.parse()?).ok_or("an unknown protocol version")?;
    let sides: Vec<String> = arguments.collect();

    let open = OpenReq {
        version_number: version.into(),
        services_requested: CtiServiceMask::ALL_EVENTS,
        call_msg_mask: CallEventMask::everything_in(version),
        agent_state_mask: AgentStateMask::everything_in(version),
        client_id: Some("monitor".into()),
        client_password: Some("".into()),
        ..OpenReq::default()
    };
    let mut session = Session::open(&sides, HEARTBEAT, open).await?;
    println!("open");

    loop {
        tokio::select! {
            next = session.next() => match next? {
                // One line each: the name of the message, then its fields.
                Some(frame) => match frame.message() {
                    Ok(message) => println!("{message}"),
                    Err(error) => eprintln!("{error}"),
                },
                None => break,
            },
            interrupted = tokio::signal::ctrl_c() => {
                interrupted?;
                session.close(StatusCode::NO_ERROR).await?;
                break;
            }
        }
    }
    println!("closed");
    Ok(())
}
