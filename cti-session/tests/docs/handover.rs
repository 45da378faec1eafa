//! A handover of a client and the servers of both sides: the diagram on the page is what they send.

use cti_messages::{
    CtiServiceMask, FrameBuffer, Message, OpenReq, OwnedFrame, ProtocolVersion, SessionType,
};
use cti_session::{
    Client, ClientAction, ClientConfig, ClientEvent, ConnectionId, Server, ServerAction,
    ServerConfig, ServerEvent, ServerRole, Side, SideState, Time,
};

use crate::{PAGE, expect_block};

/// The width between two lanes.
const WIDTH: usize = 39;
const NOW: Time = Time::START;

/// A client with both sides, without a network between them: what one writes the other reads at once.
struct World {
    client: Client,
    servers: [Server; 2],
    /// The connection of each side, as the client and the server call it.
    connections: [Option<(ConnectionId, ConnectionId)>; 2],
    diagram: String,
}

impl World {
    fn new() -> Self {
        let open = OpenReq {
            version_number: ProtocolVersion::V24.into(),
            services_requested: CtiServiceMask::ALL_EVENTS | CtiServiceMask::ACTIVE_STANDBY,
            client_id: Some("client".into()),
            client_password: Some("".into()),
            ..OpenReq::default()
        };
        let client = Client::new(ClientConfig::new(open), 1, NOW).expect("a configuration");
        let servers = [ServerRole::Active, ServerRole::Standby].map(|role| {
            let config = ServerConfig {
                role,
                ..ServerConfig::default()
            };
            Server::new(config).expect("a configuration")
        });
        let gap = WIDTH - "side A".len();
        let second = WIDTH + 1 - "client".len();
        Self {
            client,
            servers,
            connections: [None; 2],
            diagram: format!("side A{:gap$} client{:second$}side B\n", "", ""),
        }
    }

    /// A message between the client and a side.
    fn message(&mut self, side: Side, to_client: bool, label: &str) {
        let line = "─".repeat(WIDTH - 5 - label.chars().count());
        let points_right = to_client == (side == Side::A);
        let arrow = if points_right {
            format!("── {label} {line}▶")
        } else {
            format!("◀{line} {label} ──")
        };
        let blank = " ".repeat(WIDTH);
        let [left, right] = match side {
            Side::A => [&arrow, &blank],
            Side::B => [&blank, &arrow],
        };
        self.diagram += &format!("│{left}│{right}│\n");
    }

    /// What the application in a lane sees or does: lane 1 is that of the client.
    fn note(&mut self, lane: usize, text: &str) {
        let mut line = String::new();
        for other in 0..=2 {
            let is_here = other == lane;
            let text = if is_here { text } else { "" };
            let bar = if is_here { "●" } else { "│" };
            let space = if text.is_empty() { "" } else { " " };
            line += &format!("{bar}{space}{text:<width$}", width = WIDTH - space.len());
        }
        self.diagram += line.trim_end();
        self.diagram += "\n";
    }

    /// Has everyone read and do what there is, until nothing happens.
    fn settle(&mut self) {
        loop {
            let before = self.diagram.len();
            while let Some(action) = self.client.next_action() {
                if let ClientAction::Connect { side, connection } = action {
                    // The old side is not there yet when the client connects to it again.
                    if self.client.active_side() == Some(side.opposite()) {
                        continue;
                    }
                    let other = self.servers[side.index()].connected(NOW);
                    self.connections[side.index()] = Some((connection, other));
                    self.client.connected(connection, NOW);
                }
            }
            for side in Side::BOTH {
                self.exchange(side);
            }
            self.client_events();
            for side in Side::BOTH {
                self.server_events(side);
            }
            if self.diagram.len() == before {
                return;
            }
        }
    }

    /// Takes the bytes of one side in both directions, and ends its connection if the server does.
    fn exchange(&mut self, side: Side) {
        let Some((of_client, of_server)) = self.connections[side.index()] else {
            return;
        };
        for to_client in [false, true] {
            let server = &mut self.servers[side.index()];
            let bytes = if to_client {
                server.outgoing(of_server).to_vec()
            } else {
                self.client.outgoing(of_client).to_vec()
            };
            if to_client {
                server.sent(of_server, bytes.len(), NOW);
                self.client.received(of_client, &bytes, NOW);
            } else {
                self.client.sent(of_client, bytes.len(), NOW);
                server.received(of_server, &bytes, NOW);
            }
            let mut frames = FrameBuffer::new();
            frames.push(&bytes);
            while let Some(frame) = frames.next_frame().expect("whole frames") {
                let frame = OwnedFrame::from_frame(frame, ProtocolVersion::V24).expect("a frame");
                self.message(side, to_client, &label(&frame));
            }
        }
        while let Some(action) = self.servers[side.index()].next_action() {
            if let ServerAction::Shutdown(_) = action {
                self.connections[side.index()] = None;
                self.message(side, true, "(end of the stream)");
                self.client.closed(of_client, NOW);
                self.servers[side.index()].closed(of_server, NOW);
            }
        }
    }

    fn client_events(&mut self) {
        while let Some(event) = self.client.next_event(NOW) {
            let note = match &event {
                ClientEvent::Opened { side, .. } => format!("Opened: {side}"),
                ClientEvent::Active { side, continuity } => {
                    format!("Active: {side}, {continuity:?}")
                }
                ClientEvent::MaintenanceAsked { .. } => "MaintenanceAsked".to_owned(),
                ClientEvent::MaintenanceAnswered { accepted, .. } => {
                    format!("MaintenanceAnswered: {accepted}")
                }
                ClientEvent::Maintenance { starts, .. } => format!("Maintenance: {starts}"),
                ClientEvent::Lost { side, reason, .. } => format!("Lost: {side}, {reason:?}"),
                other => panic!("{other:?}"),
            };
            self.note(1, &note);
            if let ClientEvent::MaintenanceAsked { .. } = event {
                self.note(1, "answer_maintenance(true)");
                assert_eq!(self.client.answer_maintenance(true, NOW), Ok(true));
            }
        }
    }

    fn server_events(&mut self, side: Side) {
        let server = &mut self.servers[side.index()];
        while let Some(event) = server.next_event(NOW) {
            match event {
                ServerEvent::OpenAsked { connection, .. } => {
                    let conf = server.open_conf(connection).expect("it was asked");
                    server.accept(connection, conf, NOW).expect("it is right");
                }
                ServerEvent::MaintenanceAgreed => {
                    self.note(0, "MaintenanceAgreed");
                    self.note(2, "activate()");
                    assert!(self.servers[side.opposite().index()].activate(NOW));
                    self.note(0, "hand_over()");
                    assert!(self.servers[side.index()].hand_over(NOW));
                    return;
                }
                ServerEvent::MaintenanceOver => return self.note(0, "MaintenanceOver"),
                ServerEvent::Closed { .. } => {}
                other => panic!("{other:?}"),
            }
        }
    }
}

/// The name of a message and, if it says something about roles, what.
fn label(frame: &OwnedFrame) -> String {
    let name = frame.message_type().name().expect("a message of the guide");
    let name = name.strip_suffix("_MSG").unwrap_or(name);
    let says = match frame.message().expect("a message") {
        Message::OpenConf(conf) => match conf.session_type {
            Some(SessionType::ACTIVE) => "active",
            _ => "standby",
        }
        .to_owned(),
        Message::ActiveMaintenanceRespMsg(answer) => {
            answer.maintenance_mode_accepted.is_true().to_string()
        }
        Message::ActiveMaintenanceEventMsg(event) => {
            event.maintenance_mode_status.is_true().to_string()
        }
        _ => return name.to_owned(),
    };
    format!("{name}: {says}")
}

#[test]
fn the_diagram_of_a_handover_is_what_client_and_servers_send() {
    let mut world = World::new();
    world.settle();
    world.note(0, "begin_maintenance()");
    world.servers[0]
        .begin_maintenance(NOW)
        .expect("it is active");
    world.settle();
    assert_eq!(world.client.active_side(), Some(Side::B));
    assert_eq!(world.client.state(Side::A), SideState::Connecting);
    expect_block(
        "docs/sessions.md",
        PAGE,
        "```text\n",
        &world.diagram,
        "```\n",
    );
}
