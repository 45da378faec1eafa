//! Shows an agent who is calling, as soon as the call is there and whenever its data change.
//!
//! ```sh
//! cargo run -p cti-messages --features tokio --example screen_pop -- 24 5000 1001 127.0.0.1:42027 [SIDE_B]
//! ```
//!
//! It relies on the events that are the same for every ACD: BEGIN_CALL, CALL_DATA_UPDATE, END_CALL.

mod client;

use std::collections::HashMap;
use std::env;
use std::time::Duration;

use client::{Result, Session};
use cti_messages::{
    CallContext, CallEventMask, CallId, CtiServiceMask, Message, OpenReq, PeripheralId, StatusCode,
    VersionNumber,
};

/// Desktops are many: their heartbeats are to be rare.
const HEARTBEAT: Duration = Duration::from_secs(90);

/// What the agent is to see of a call.
#[derive(Default)]
struct Screen {
    caller: String,
    dialed: String,
    account: String,
}

impl Screen {
    /// Takes what a message says of the call; what it does not say stays as it was.
    fn update(&mut self, call: &dyn CallContext<'_>) {
        let take = |shown: &mut String, said: Option<&cti_messages::Text<'_>>| {
            if let Some(said) = said {
                *shown = said.to_str_lossy().into_owned();
            }
        };
        take(&mut self.caller, call.ani());
        take(&mut self.dialed, call.dialed_number());
        take(&mut self.account, call.call_variable(1));
    }

    fn show(&self, call: CallId) {
        let Self {
            caller,
            dialed,
            account,
        } = self;
        println!("call {call}: {caller} calls {dialed}, account {account}");
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [version, peripheral, agent, sides @ ..] = arguments.as_slice() else {
        return Err("usage: screen_pop PROTOCOL PERIPHERAL AGENT SIDE [SIDE]".into());
    };
    let open = OpenReq {
        version_number: VersionNumber(version.parse()?),
        peripheral_id: PeripheralId(peripheral.parse()?),
        services_requested: CtiServiceMask::CLIENT_EVENTS,
        call_msg_mask: CallEventMask::BEGIN_CALL
            | CallEventMask::CALL_DATA_UPDATE
            | CallEventMask::END_CALL,
        client_id: Some("screen_pop".into()),
        client_password: Some("".into()),
        agent_id: Some(agent.as_str().into()),
        ..OpenReq::default()
    };
    let mut session = Session::open(sides, HEARTBEAT, open).await?;
    println!("open");

    let mut screens: HashMap<CallId, Screen> = HashMap::new();
    loop {
        tokio::select! {
            next = session.next() => {
                let Some(frame) = next? else { break };
                match frame.message() {
                    Ok(message) => react(&mut screens, &message),
                    Err(error) => eprintln!("{error}"),
                }
            }
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

fn react(screens: &mut HashMap<CallId, Screen>, message: &Message<'_>) {
    match message {
        Message::BeginCallEvent(event) => {
            let screen = screens.entry(event.connection_call_id).or_default();
            screen.update(event);
            screen.show(event.connection_call_id);
        }
        Message::CallDataUpdateEvent(event) => {
            let mut screen = screens
                .remove(&event.connection_call_id)
                .unwrap_or_default();
            screen.update(event);
            // The call may have another ID from now on.
            let call = event.new_connection_call_id;
            screen.show(call);
            screens.insert(call, screen);
        }
        Message::EndCallEvent(event) => {
            screens.remove(&event.connection_call_id);
            println!("call {}: ended", event.connection_call_id);
        }
        _ => {}
    }
}
