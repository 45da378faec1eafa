//! Moving bytes between the client and the servers.

use cti_session::ConnectionId;

use super::World;
use crate::core::Core;
use crate::network::{Caller, Reception};

/// The network.
impl<C: Core> World<'_, C> {
    pub(super) fn move_bytes(&mut self) -> Result<bool, String> {
        let mut busy = false;
        for index in 0..self.connections.len() {
            busy |= self.connect(index)?;
            match self.connections[index].caller {
                Caller::Client(id) => {
                    busy |= self.client_writes(index, id)?;
                    busy |= self.client_reads(index, id)?;
                }
                Caller::Other(other) => {
                    busy |= self.other_writes(index, other);
                    busy |= self.other_reads(index, other);
                }
            }
            busy |= self.server_accepts(index);
            busy |= self.server_writes(index);
            busy |= self.server_reads(index);
        }
        self.connections.retain(|connection| !connection.is_over());
        Ok(busy)
    }

    pub(super) fn connect(&mut self, index: usize) -> Result<bool, String> {
        let connection = &mut self.connections[index];
        if connection.answer_at.is_none_or(|at| at > self.now) {
            return Ok(false);
        }
        if connection.reception == Reception::Nothing {
            return Ok(false);
        }
        connection.answer_at = None;
        let (caller, side) = (connection.caller, connection.side);
        let is_there = self.processes[side.index()].server.is_some();
        let is_connected = is_there && connection.reception != Reception::Refuse;
        connection.client_open = is_connected;
        connection.awaits_accept = is_connected && connection.reception == Reception::Accept;
        match caller {
            Caller::Client(id) if is_connected => {
                self.server_accepts(index);
                self.watch.connected(id, self.now);
                self.client.connected(id, self.now);
            }
            Caller::Client(id) => {
                self.watch.connect_failed(id, self.now);
                self.client.connect_failed(id, self.now);
            }
            Caller::Other(_) if is_connected => {
                self.server_accepts(index);
            }
            Caller::Other(other) => self.others[other].disconnected(),
        }
        self.observe()?;
        Ok(true)
    }

    /// A server that has too much to tell its application accepts no connection.
    fn server_accepts(&mut self, index: usize) -> bool {
        let connection = &mut self.connections[index];
        let server = self.processes[connection.side.index()].server.as_mut();
        let server = server.filter(|server| connection.awaits_accept && server.takes_connections());
        let Some(server) = server else {
            return false;
        };
        connection.awaits_accept = false;
        connection.server = Some(server.connected(self.now));
        true
    }

    pub(super) fn client_writes(&mut self, index: usize, id: ConnectionId) -> Result<bool, String> {
        let delay = self.delay();
        let connection = &mut self.connections[index];
        if !connection.client_open || connection.answer_at.is_some() {
            return Ok(false);
        }
        let outgoing = self.client.outgoing(id);
        let written = connection.to_server.write(&outgoing, self.now, delay);
        if written == 0 {
            return Ok(false);
        }
        self.watch.sent(id, written, self.now);
        self.client.sent(id, written, self.now);
        self.observe()?;
        Ok(true)
    }

    pub(super) fn client_reads(&mut self, index: usize, id: ConnectionId) -> Result<bool, String> {
        let most = self.rng.usize(1..3000);
        let connection = &mut self.connections[index];
        if !connection.client_open || connection.answer_at.is_some() || !self.client.may_read(id) {
            return Ok(false);
        }
        if connection.to_client.is_readable(self.now) {
            match connection.to_client.read(most, self.now) {
                Some(bytes) => {
                    self.watch.delivered(id, &bytes, self.now);
                    self.client.received(id, &bytes, self.now);
                }
                None => {
                    // The network breaks: both ends learn of it.
                    let at = self.now;
                    self.connections[index].to_server.reset(at);
                    self.client_closed(index, id);
                }
            }
        } else if connection.to_client.is_over(self.now) {
            self.client_closed(index, id);
        } else {
            return Ok(false);
        }
        self.observe()?;
        Ok(true)
    }

    pub(super) fn client_closed(&mut self, index: usize, id: ConnectionId) {
        let connection = &mut self.connections[index];
        connection.client_open = false;
        connection.to_server.reset(self.now);
        self.watch.closed(id, self.now);
        self.client.closed(id, self.now);
    }

    pub(super) fn server_writes(&mut self, index: usize) -> bool {
        let delay = self.delay();
        let connection = &mut self.connections[index];
        let Some(id) = connection.server else {
            return false;
        };
        let Some(server) = self.processes[connection.side.index()].server.as_mut() else {
            return false;
        };
        let written = connection
            .to_client
            .write(server.outgoing(id), self.now, delay);
        if written > 0 {
            server.sent(id, written, self.now);
        }
        written > 0
    }

    pub(super) fn server_reads(&mut self, index: usize) -> bool {
        let most = self.rng.usize(1..3000);
        let connection = &mut self.connections[index];
        let Some(id) = connection.server else {
            return false;
        };
        let Some(server) = self.processes[connection.side.index()].server.as_mut() else {
            return false;
        };
        if !server.may_read(id) {
            return false;
        }
        if connection.to_server.is_readable(self.now) {
            match connection.to_server.read(most, self.now) {
                Some(bytes) => server.received(id, &bytes, self.now),
                None => {
                    connection.server = None;
                    connection.to_client.reset(self.now);
                    server.closed(id, self.now);
                }
            }
        } else if connection.to_server.is_over(self.now) {
            connection.server = None;
            server.closed(id, self.now);
        } else {
            return false;
        }
        true
    }
}
