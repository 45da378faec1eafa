//! Keeps tables of the calls and the agents of a recorded session by key, and prints them after each
//! event that changes how many they are.
//!
//! ```sh
//! cargo run -p cti-messages --example tables -- tests/data/session.hex
//! ```

use std::collections::HashMap;
use std::error::Error;
use std::{env, fs};

use cti_messages::{AgentKey, AgentState, CallKey, Frame, Message, ProtocolVersion};

#[derive(Default)]
struct Tables {
    /// The last event of each call.
    calls: HashMap<CallKey, &'static str>,
    agents: HashMap<AgentKey, AgentState>,
}

impl Tables {
    /// Brings the tables up to date.
    fn take(&mut self, event: &Message<'_>) {
        if let (Message::AgentStateEvent(agent), Some(key)) = (event, event.agent_key()) {
            match agent.agent_state {
                AgentState::LOGOUT => self.agents.remove(&key),
                state => self.agents.insert(key, state),
            };
        }
        let (Some(key), Some(name)) = (event.call_key(), event.name()) else {
            return;
        };
        match event {
            Message::BeginCallEvent(_) => drop(self.calls.insert(key, name)),
            Message::EndCallEvent(_) => drop(self.calls.remove(&key)),
            // What identifies a call may change, by a transfer for example.
            Message::CallDataUpdateEvent(update) => {
                let new = CallKey::new(
                    update.peripheral_id,
                    update.new_connection_call_id,
                    update.new_connection_device_id_type,
                    update.new_connection_device_id.as_ref(),
                );
                if self.calls.remove(&key).is_some() {
                    self.calls.insert(new.unwrap_or(key), name);
                }
            }
            // An event about another party has another key, and adds no call.
            _ => {
                if let Some(last) = self.calls.get_mut(&key) {
                    *last = name;
                }
            }
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let file = env::args().nth(1).ok_or("usage: tables FILE")?;
    let (mut tables, mut version) = (Tables::default(), ProtocolVersion::LATEST);
    let recorded = fs::read_to_string(file)?;
    for line in recorded.lines().filter(|line| line.starts_with("00")) {
        let bytes = hex::decode(line)?;
        if let Some(named) = Frame::parse(&bytes)?.own_version() {
            version = named.try_into()?;
        }
        let before = (tables.calls.len(), tables.agents.len());
        tables.take(&Message::decode(&bytes, version)?);
        if before != (tables.calls.len(), tables.agents.len()) {
            println!("{:?} {:?}", tables.calls.values(), tables.agents.values());
        }
    }
    Ok(())
}
