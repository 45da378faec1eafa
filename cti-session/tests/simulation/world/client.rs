//! The client, and the application that uses it.

use core::time::Duration;

use cti_messages::StatusCode;
use cti_session::{ClientAction, ClientEvent, ConnectionId, RequestOptions, Side};

use super::{World, describe, failure};
use crate::core::{Ask, Core};
use crate::network::{Caller, Connection, Reception};
use crate::plan::choose;

/// The client and its application.
impl<C: Core> World<'_, C> {
    pub(super) fn drive_client(&mut self) -> Result<bool, String> {
        let mut busy = false;
        if self
            .client
            .deadline()
            .is_some_and(|deadline| deadline <= self.now)
        {
            self.client.tick(self.now);
            self.observe()?;
            busy = true;
        }
        busy |= self.client_actions()?;
        while self.is_awake() {
            let Some(event) = self.client.next_event(self.now) else {
                break;
            };
            busy = true;
            self.client_actions()?;
            self.log(|| format!("client: {}", describe(&event)));
            self.observe()?;
            self.watch.event(&event, self.now)?;
            self.observe()?;
            if let ClientEvent::MaintenanceAsked { .. } = event {
                match self.rng.u8(..4) {
                    0 => self.answer(true)?,
                    1 => self.answer(false)?,
                    // It is decided by the client itself.
                    _ => {}
                }
            }
            if !self.plan.is_prompt && self.rng.u8(..20) == 0 {
                let most = if self.rng.bool() { 50 } else { 5_000 };
                self.naps_until = self.soon(most);
            }
        }
        busy |= self.client_actions()?;
        if self.next_request_at <= self.now {
            self.next_request_at = self.soon(20_000).max(self.now + Duration::from_millis(1));
            self.request()?;
            busy = true;
        }
        self.observe()?;
        for side in Side::BOTH {
            let heartbeat = self.watch.unanswered_heartbeat(side);
            if let Some(invoke_id) = heartbeat.filter(|_| self.refuses_heartbeat[side.index()]) {
                self.refuses_heartbeat[side.index()] = false;
                self.inject(side, &failure(invoke_id, StatusCode::CTI_SERVER_OFFLINE));
            }
        }
        Ok(busy)
    }

    pub(super) fn client_actions(&mut self) -> Result<bool, String> {
        let mut busy = false;
        while let Some(action) = self.client.next_action() {
            busy = true;
            self.log(|| format!("client: {action:?}"));
            self.watch.action(&action, self.now)?;
            match action {
                ClientAction::Connect { side, connection } => {
                    let process = &self.processes[side.index()];
                    let reception = match process.server {
                        Some(_) => process.reception,
                        None if process.reception == Reception::Nothing => Reception::Nothing,
                        None => Reception::Refuse,
                    };
                    let at = self.now + self.delay();
                    self.connections.push(Connection::new(
                        side,
                        Caller::Client(connection),
                        reception,
                        at,
                        self.plan.window,
                    ));
                }
                ClientAction::Reset(id) => {
                    let at = self.now + self.delay();
                    if let Some(connection) = self.connection(id) {
                        connection.client_open = false;
                        connection.answer_at = None;
                        connection.to_server.reset(at);
                    }
                }
                _ => {}
            }
        }
        Ok(busy)
    }

    pub(super) fn answer(&mut self, accept: bool) -> Result<(), String> {
        let answered = self.client.answer_maintenance(accept, self.now);
        self.log(|| format!("application: maintenance {accept} -> {answered:?}"));
        self.observe()
    }

    pub(super) fn request(&mut self) -> Result<(), String> {
        let within = Duration::from_millis(self.rng.u64(1..40_000));
        let mut options = RequestOptions::within(within);
        let mut ask = Ask::Service;
        if self.plan.asks_variously {
            ask = *choose(&mut self.rng, &[Ask::Service, Ask::Call, Ask::Team]);
            if ask == Ask::Team && self.rng.u8(..4) > 0 {
                options = options.several();
            }
        }
        let sent = self.client.request(ask, options, self.now);
        self.log(|| format!("application: {ask:?}, {options:?} -> {sent:?}"));
        self.observe()?;
        self.watch.requested(&sent, ask, options, self.now)
    }

    /// Lets the watch see which bytes the client wants to send.
    pub(super) fn observe(&mut self) -> Result<(), String> {
        for connection in self
            .connections
            .iter()
            .filter(|connection| connection.client_open)
        {
            if let Caller::Client(id) = connection.caller {
                let outgoing = self.client.outgoing(id);
                self.watch.outgoing(id, &outgoing, self.now)?;
            }
        }
        for side in self.plan.sides.all() {
            self.watch.state(*side, self.client.state(*side))?;
        }
        Ok(())
    }

    pub(super) fn connection(&mut self, id: ConnectionId) -> Option<&mut Connection> {
        self.connections
            .iter_mut()
            .find(|connection| connection.caller == Caller::Client(id))
    }
}
