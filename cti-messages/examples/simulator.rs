//! A small CTI server with one agent, whose phone rings as soon as a session opens.
//!
//! ```sh
//! cargo run -p cti-messages --features tokio --example simulator -- 127.0.0.1:42027
//! ```
//!
//! It accepts any number of sessions, of all protocol versions. Requests that control the agent or their
//! calls are confirmed; a change of their state is sent to all clients.

mod server;

use std::{env, time::Duration};

use cti_messages::{
    AgentState, AgentStateEvent, BeginCallEvent, CallDataUpdateEvent, CallId, CtiServiceMask,
    EndCallEvent, Message, PeripheralId, ProtocolVersion, Request, Service, StatusCode,
    SystemEvent, SystemEventId,
};
use server::{Result, Session, failure};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::{select, time};

const PERIPHERAL: PeripheralId = PeripheralId(5000);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let address = env::args().nth(1).ok_or("usage: simulator ADDRESS")?;
    let agent = watch::Sender::new(AgentState::NOT_READY);
    server::listen(&address, |stream| serve(stream, agent.clone())).await
}

async fn serve(stream: TcpStream, agent: watch::Sender<AgentState>) -> Result<()> {
    let opened = Session::accept(stream, ProtocolVersion::FIRST..=ProtocolVersion::LATEST);
    let Some(mut session) = opened.await? else {
        return Ok(());
    };
    let mut state = agent.subscribe();
    let mut script = script(session.services).into_iter();
    let mut pace = time::interval(Duration::from_millis(100));
    loop {
        select! {
            next = session.next() => match next? {
                Some(frame) => session.send(answer(&frame.message()?, &agent)).await?,
                None => return Ok(()),
            },
            _ = pace.tick() => if let Some(event) = script.next() {
                session.send(event).await?;
            },
            Ok(()) = state.changed() => {
                let agent_state = *state.borrow_and_update();
                session.send(agent_event(agent_state)).await?;
            }
        }
    }
}

/// The answer to a request.
fn answer(request: &Message<'_>, agent: &watch::Sender<AgentState>) -> Message<'static> {
    match request {
        Message::QueryAgentStateReq(request) => {
            let mut confirmation = request.confirmation();
            confirmation.agent_state = *agent.borrow();
            confirmation.into()
        }
        Message::SetAgentStateReq(request) => {
            agent.send_replace(request.agent_state);
            request.confirmation().into()
        }
        // Whatever else controls a call is done.
        other => match other.confirmation() {
            Some(confirmation) if other.service() == Some(Service::ClientControl) => confirmation,
            _ => failure(other.invoke_id(), StatusCode::FUNCTION_NOT_AVAILABLE).into(),
        },
    }
}

fn agent_event(agent_state: AgentState) -> AgentStateEvent<'static> {
    AgentStateEvent {
        peripheral_id: PERIPHERAL,
        agent_state,
        agent_id: Some("1001".into()),
        ..Default::default()
    }
}

/// What a session is told: for all events, that the peripheral is on line; then of a call, which
/// comes, turns out to be about another account, and ends.
fn script(services: CtiServiceMask) -> Vec<Message<'static>> {
    let call = CallId(1);
    let online = Message::SystemEvent(SystemEvent {
        system_event_id: SystemEventId::PERIPHERAL_ONLINE,
        system_event_arg1: PERIPHERAL.0,
        ..Default::default()
    });
    let begin = Message::BeginCallEvent(BeginCallEvent {
        connection_call_id: call,
        ani: Some("5551234567".into()),
        dialed_number: Some("8005550100".into()),
        call_variable1: Some("4711".into()),
        ..Default::default()
    });
    let update = Message::CallDataUpdateEvent(CallDataUpdateEvent {
        connection_call_id: call,
        new_connection_call_id: call,
        connection_device_id: Some("2001".into()),
        new_connection_device_id: Some("2001".into()),
        call_variable1: Some("4712".into()),
        ..Default::default()
    });
    let end = Message::EndCallEvent(EndCallEvent {
        connection_call_id: call,
        ..Default::default()
    });
    let watches_all = services.contains(CtiServiceMask::ALL_EVENTS);
    let events = [online, begin, update, end].into_iter();
    events.skip(usize::from(!watches_all)).collect()
}
