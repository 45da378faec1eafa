//! The client as the simulated driver sees it, so that a broken one can take its place.

use cti_messages::{
    AnswerCallReq, ListAgentTeamReq, MessageType, PeripheralId, RegisterServiceReq, StatusCode,
};
use cti_session::{
    Client, ClientAction, ClientEvent, ConnectionId, MaintenanceNotAsked, NotSent, RequestId,
    RequestOptions, Side, SideState, Time,
};

/// What an application asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ask {
    Service,
    /// A request of client control, which is not confirmed where confirmations are suppressed.
    Call,
    /// One that may have several confirmations.
    Team,
}

impl Ask {
    pub(crate) fn confirmation(self) -> MessageType {
        match self {
            Self::Service => MessageType::REGISTER_SERVICE_CONF,
            Self::Call => MessageType::ANSWER_CALL_CONF,
            Self::Team => MessageType::LIST_AGENT_TEAM_CONF,
        }
    }
}

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
        ask: Ask,
        options: RequestOptions,
        now: Time,
    ) -> Result<RequestId, NotSent>;
    fn answer_maintenance(&mut self, accept: bool, now: Time) -> Result<bool, MaintenanceNotAsked>;
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
        ask: Ask,
        options: RequestOptions,
        now: Time,
    ) -> Result<RequestId, NotSent> {
        match ask {
            Ask::Service => {
                let request = RegisterServiceReq {
                    service_name: Some("Cisco:CallRecording".into()),
                    ..RegisterServiceReq::default()
                };
                self.request(request, options, now)
            }
            Ask::Call => {
                let request = AnswerCallReq {
                    peripheral_id: PeripheralId(5000),
                    connection_device_id: Some("1001".into()),
                    ..AnswerCallReq::default()
                };
                self.request(request, options, now)
            }
            Ask::Team => self.request(ListAgentTeamReq::default(), options, now),
        }
    }

    fn answer_maintenance(&mut self, accept: bool, now: Time) -> Result<bool, MaintenanceNotAsked> {
        self.answer_maintenance(accept, now)
    }

    fn close(&mut self, status: StatusCode, now: Time) {
        self.close(status, now);
    }

    fn state(&self, side: Side) -> SideState {
        self.state(side)
    }
}
