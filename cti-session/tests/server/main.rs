//! The rules of the protocol that a server holds, each as a test, by the public API alone.

mod checks;
mod debug;
mod delivery;
mod keeping;
mod maintenance;
mod opening;
mod pressure;
mod random;

use std::time::Duration;

use cti_messages::{
    CtiServiceMask, DynMessage, FrameBuffer, InvokeId, Message, MessageType, OpenReq, OwnedFrame,
    PeripheralId, ProtocolVersion, StatusCode,
};
use cti_session::{
    ConnectionId, Server, ServerAction, ServerConfig, ServerEvent, ServerRole, SessionEnd, Time,
};

/// A server with its clock; the test is the driver, the application and the clients.
struct World {
    server: Server,
    now: Time,
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// An OPEN_REQ that passes all checks.
fn open_req() -> OpenReq<'static> {
    OpenReq {
        invoke_id: InvokeId(7),
        version_number: ProtocolVersion::V24.into(),
        idle_timeout: 60,
        services_requested: CtiServiceMask::ALL_EVENTS,
        client_id: Some("client".into()),
        client_password: Some(b"".into()),
        ..OpenReq::default()
    }
}

/// An OPEN_REQ for the Client Events of a phone.
fn phone_req(client: &'static str, extension: &'static str) -> OpenReq<'static> {
    OpenReq {
        services_requested: CtiServiceMask::CLIENT_EVENTS,
        peripheral_id: PeripheralId(5000),
        client_id: Some(client.into()),
        agent_extension: Some(extension.into()),
        ..open_req()
    }
}

fn with_services(services: CtiServiceMask) -> OpenReq<'static> {
    OpenReq {
        services_requested: services,
        ..open_req()
    }
}

fn encoded(message: &dyn DynMessage, version: ProtocolVersion) -> Vec<u8> {
    let mut bytes = Vec::new();
    message.encode(version, &mut bytes).expect("encoded");
    bytes
}

impl World {
    fn new() -> Self {
        Self::with(ServerConfig::default())
    }

    fn with(config: ServerConfig) -> Self {
        Self {
            server: Server::new(config).expect("a usable configuration"),
            now: Time::from(seconds(1000)),
        }
    }

    fn standby() -> Self {
        Self::with(ServerConfig {
            role: ServerRole::Standby,
            ..ServerConfig::default()
        })
    }

    fn connect(&mut self) -> ConnectionId {
        self.server.connected(self.now)
    }

    fn receive(&mut self, connection: ConnectionId, message: &dyn DynMessage) {
        self.receive_bytes(connection, &encoded(message, ProtocolVersion::V24));
    }

    fn receive_bytes(&mut self, connection: ConnectionId, bytes: &[u8]) {
        self.server.received(connection, bytes, self.now);
    }

    /// Lets time pass in steps at the deadlines, as a driver does.
    fn pass(&mut self, duration: Duration) {
        let end = self.now + duration;
        while let Some(deadline) = self.server.deadline() {
            if deadline > end {
                break;
            }
            self.now = self.now.max(deadline);
            self.server.tick(self.now);
        }
        self.now = end;
        self.server.tick(end);
    }

    /// Sends all bytes that wait for a client; their number.
    fn drain(&mut self, connection: ConnectionId) -> usize {
        let count = self.server.outgoing(connection).len();
        self.server.sent(connection, count, self.now);
        count
    }

    /// The frames that are sent to a client, all of them.
    fn frames(&mut self, connection: ConnectionId) -> Vec<OwnedFrame> {
        self.frames_in(connection, ProtocolVersion::V24)
    }

    fn frames_in(&mut self, connection: ConnectionId, version: ProtocolVersion) -> Vec<OwnedFrame> {
        let bytes = self.server.outgoing(connection).to_vec();
        self.server.sent(connection, bytes.len(), self.now);
        let mut buffer = FrameBuffer::new();
        buffer.push(&bytes);
        let mut frames = Vec::new();
        while let Some(frame) = buffer.next_frame().expect("frames") {
            frames.push(OwnedFrame::from_frame(frame, version).expect("a frame"));
        }
        assert!(buffer.is_empty());
        frames
    }

    /// The types of the messages that are sent to a client.
    fn types(&mut self, connection: ConnectionId) -> Vec<MessageType> {
        let frames = self.frames(connection);
        frames.iter().map(OwnedFrame::message_type).collect()
    }

    /// The one FAILURE_CONF that is sent to a client.
    fn failure(&mut self, connection: ConnectionId) -> (InvokeId, StatusCode) {
        let frames = self.frames(connection);
        match &*frames {
            [frame] => match frame.message().expect("decoded") {
                Message::FailureConf(failure) => (failure.invoke_id, failure.status),
                other => panic!("{other}"),
            },
            other => panic!("{other:?}"),
        }
    }

    /// The status of the one FAILURE_EVENT that is sent to a client.
    fn failure_event(&mut self, connection: ConnectionId) -> StatusCode {
        let frames = self.frames(connection);
        match &*frames {
            [frame] => match frame.message().expect("decoded") {
                Message::FailureEvent(failure) => failure.status,
                other => panic!("{other}"),
            },
            other => panic!("{other:?}"),
        }
    }

    fn events(&mut self) -> Vec<ServerEvent> {
        let mut events = Vec::new();
        while let Some(event) = self.server.next_event(self.now) {
            events.push(event);
        }
        events
    }

    fn actions(&mut self) -> Vec<ServerAction> {
        let mut actions = Vec::new();
        while let Some(action) = self.server.next_action() {
            actions.push(action);
        }
        actions
    }

    /// Whether the driver is to reset the connection; takes all actions.
    fn is_reset(&mut self, connection: ConnectionId) -> bool {
        self.actions().contains(&ServerAction::Reset(connection))
    }

    /// Whether the driver is to end the stream of the connection, and does not reset it; takes all actions.
    fn ends_stream(&mut self, connection: ConnectionId) -> bool {
        let actions = self.actions();
        assert!(!actions.contains(&ServerAction::Reset(connection)));
        actions.contains(&ServerAction::Shutdown(connection))
    }

    /// The types of the messages that the application gets.
    fn messages(&mut self) -> Vec<MessageType> {
        let message = |event| match event {
            ServerEvent::Message { frame, .. } => Some(frame.message_type()),
            _ => None,
        };
        self.events().into_iter().filter_map(message).collect()
    }

    /// Accepts a session that was asked for.
    fn accept(&mut self, connection: ConnectionId) {
        let conf = self.server.open_conf(connection).expect("an OPEN_REQ");
        self.server
            .accept(connection, conf, self.now)
            .expect("accepted");
    }

    /// Connects and opens a session; what was sent and reported so far is taken.
    fn open(&mut self, request: &OpenReq<'_>) -> ConnectionId {
        let connection = self.connect();
        self.receive(connection, request);
        self.accept(connection);
        self.frames(connection);
        self.events();
        self.actions();
        connection
    }

    /// Sends an OPEN_REQ on a new connection; the status with which it is refused, `None` if it is not.
    fn refusal(&mut self, request: &OpenReq<'_>) -> Option<StatusCode> {
        let connection = self.connect();
        self.receive(connection, request);
        if self.server.open_conf(connection).is_some() {
            return None;
        }
        let (invoke_id, status) = self.failure(connection);
        assert_eq!(invoke_id, request.invoke_id);
        assert!(self.server.may_read(connection), "the connection stays");
        assert!(self.events().is_empty());
        Some(status)
    }

    /// Checks that a connection is over for a reason, and reset.
    #[track_caller]
    fn assert_reset(&mut self, connection: ConnectionId, end: SessionEnd) {
        assert!(self.is_reset(connection));
        assert_eq!(self.events(), [ServerEvent::Closed { connection, end }]);
        self.assert_unknown(connection);
    }

    #[track_caller]
    fn assert_unknown(&mut self, connection: ConnectionId) {
        assert!(!self.server.may_read(connection));
        assert!(self.server.outgoing(connection).is_empty());
        self.server.received(connection, &[1, 2, 3], self.now);
        self.server.closed(connection, self.now);
        self.server.sent(connection, 3, self.now);
        assert!(self.actions().is_empty());
        assert!(self.events().is_empty());
    }
}
