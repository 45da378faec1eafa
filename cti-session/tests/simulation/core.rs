//! The client as the simulated driver sees it, so that a broken one can take its place.

use core::time::Duration;

use cti_messages::{RegisterServiceReq, StatusCode};
use cti_session::{
    Client, ClientAction, ClientEvent, ConnectionId, NotAsked, NotSent, RequestId, Side, SideState,
    Time,
};

pub(crate) trait Core {
    fn connected(&mut self, connection: ConnectionId, now: Time);
    fn connect_failed(&mut self, connection: ConnectionId, now: Time);
    fn received(&mut self, connection: ConnectionId, bytes: &[u8], now: Time);
    fn closed(&mut self, connection: ConnectionId, now: Time);
    fn outgoing(&self, connection: ConnectionId) -> Vec<u8>;
    fn sent(&mut self, connection: ConnectionId, count: usize, now: Time);
    fn may_read(&self, connection: ConnectionId) -> bool;
    fn deadline(&self) -> Option<Time>;
    fn tick(&mut self, now: Time);
    fn next_action(&mut self) -> Option<ClientAction>;
    fn next_event(&mut self, now: Time) -> Option<ClientEvent>;
    fn request(
        &mut self,
        request: RegisterServiceReq<'static>,
        within: Duration,
        now: Time,
    ) -> Result<RequestId, NotSent>;
    fn answer_maintenance(&mut self, accept: bool, now: Time) -> Result<bool, NotAsked>;
    fn close(&mut self, status: StatusCode, now: Time);
    fn state(&self, side: Side) -> SideState;
}

impl Core for Client {
    fn connected(&mut self, connection: ConnectionId, now: Time) {
        self.connected(connection, now);
    }

    fn connect_failed(&mut self, connection: ConnectionId, now: Time) {
        self.connect_failed(connection, now);
    }

    fn received(&mut self, connection: ConnectionId, bytes: &[u8], now: Time) {
        self.received(connection, bytes, now);
    }

    fn closed(&mut self, connection: ConnectionId, now: Time) {
        self.closed(connection, now);
    }

    fn outgoing(&self, connection: ConnectionId) -> Vec<u8> {
        self.outgoing(connection).to_vec()
    }

    fn sent(&mut self, connection: ConnectionId, count: usize, now: Time) {
        self.sent(connection, count, now);
    }

    fn may_read(&self, connection: ConnectionId) -> bool {
        self.may_read(connection)
    }

    fn deadline(&self) -> Option<Time> {
        self.deadline()
    }

    fn tick(&mut self, now: Time) {
        self.tick(now);
    }

    fn next_action(&mut self) -> Option<ClientAction> {
        self.next_action()
    }

    fn next_event(&mut self, now: Time) -> Option<ClientEvent> {
        self.next_event(now)
    }

    fn request(
        &mut self,
        request: RegisterServiceReq<'static>,
        within: Duration,
        now: Time,
    ) -> Result<RequestId, NotSent> {
        self.request(request, within, now)
    }

    fn answer_maintenance(&mut self, accept: bool, now: Time) -> Result<bool, NotAsked> {
        self.answer_maintenance(accept, now)
    }

    fn close(&mut self, status: StatusCode, now: Time) {
        self.close(status, now);
    }

    fn state(&self, side: Side) -> SideState {
        self.state(side)
    }
}
