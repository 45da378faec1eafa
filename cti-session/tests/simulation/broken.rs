//! Clients that break a rule on purpose: a simulation that lets one of them pass would prove nothing.
//!
//! Each is the client with a flaw in what it does, says or hears. So the flaw is where a rule is visible, whichever
//! line of the client holds it; which lines are not tested at all, mutants tell.

use core::time::Duration;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use cti_messages::{
    ActiveMaintenanceRespMsg, FrameBuffer, HeartbeatConf, MessageType, OwnedFrame, ProtocolVersion,
    RegisterServiceReq, StatusCode, StoppingRequestsToThisSideInd, TypedMessage,
};
use cti_session::{
    Client, ClientAction, ClientEvent, ConnectionId, Continuity, NotAsked, NotSent, OpenFailure,
    Outcome, Refusal, RequestId, Side, SideState, Time,
};

use crate::core::Core;

/// What is wrong with a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    RedialsAtOnce,
    WaitsTooLong,
    BeginsWithSideA,
    WaitsForAConnectionForever,
    WaitsForOpenConfForever,
    WaitsForWritesForever,
    OpensTwice,
    KeepsRefusedConnections,
    TakesFatalForTemporary,
    HidesWhatIsNotGranted,
    TakesTheVersionOfThePeer,
    SendsNoHeartbeats,
    SendsHeartbeatsTwice,
    SendsNoHeartbeatsWhileSlow,
    EnduresUnansweredHeartbeats,
    EnduresRefusedHeartbeats,
    ReusesInvokeIds,
    AnswersTwice,
    AnswersNever,
    AnswersLossLate,
    TellsNoLateAnswers,
    PairsByIdAlone,
    LosesMessages,
    SwapsMessages,
    ReadsOn,
    IgnoresTheEndByTheServer,
    ClosesWithoutAsking,
    NeverResetsAfterClose,
    RedialsAfterClose,
    PromotesTheStandby,
    ActivatesTwice,
    TakesTheRival,
    KeepsAlways,
    KeepsNever,
    NeverStopsTheOldSide,
    StopsTheOldSideTooEarly,
    FailsRequestsAtTheSwitch,
    IgnoresMaintenance,
    AnswersMaintenanceLate,
    AcceptsMaintenanceAlone,
}

/// The flaws, each with the rule that the watch has to name.
#[rustfmt::skip]
pub(crate) const FLAWS: &[(Flaw, &str)] = &[
    (Flaw::RedialsAtOnce, "the waits of the ladder"),
    (Flaw::WaitsTooLong, "the waits of the ladder"),
    (Flaw::BeginsWithSideA, "the sides of the ladder"),
    (Flaw::WaitsForAConnectionForever, "the time limit of connecting"),
    (Flaw::WaitsForOpenConfForever, "the time limit of opening"),
    (Flaw::WaitsForWritesForever, "the time limit of writing"),
    (Flaw::OpensTwice, "OPEN_REQ first, and once"),
    (Flaw::KeepsRefusedConnections, "a failed attempt ends its connection"),
    (Flaw::TakesFatalForTemporary, "the reason of a failed attempt"),
    (Flaw::HidesWhatIsNotGranted, "services that are not granted are reported"),
    (Flaw::TakesTheVersionOfThePeer, "the version is that of the client's own OPEN_REQ"),
    (Flaw::SendsNoHeartbeats, "a heartbeat after one interval without sending"),
    (Flaw::SendsHeartbeatsTwice, "a heartbeat after one interval without sending"),
    (Flaw::SendsNoHeartbeatsWhileSlow, "a heartbeat after one interval without sending"),
    (Flaw::EnduresUnansweredHeartbeats, "three unanswered heartbeats end the session"),
    (Flaw::EnduresRefusedHeartbeats, "a refusal ends the connection"),
    (Flaw::ReusesInvokeIds, "invoke IDs are unique in a session"),
    (Flaw::AnswersTwice, "a request has one outcome"),
    (Flaw::AnswersNever, "requests end in time"),
    (Flaw::AnswersLossLate, "requests end at once when their session does"),
    (Flaw::TellsNoLateAnswers, "no message is lost, and their order is kept"),
    (Flaw::PairsByIdAlone, "the outcome of a request"),
    (Flaw::LosesMessages, "no message is lost, and their order is kept"),
    (Flaw::SwapsMessages, "no message is lost, and their order is kept"),
    (Flaw::ReadsOn, "what waits for the application is bounded"),
    (Flaw::IgnoresTheEndByTheServer, "a session that the server ends is closed"),
    (Flaw::ClosesWithoutAsking, "5 seconds for CLOSE_CONF"),
    (Flaw::NeverResetsAfterClose, "a loss ends the connection"),
    (Flaw::RedialsAfterClose, "no redial"),
    (Flaw::PromotesTheStandby, "which side is active"),
    (Flaw::ActivatesTwice, "which side is active"),
    (Flaw::TakesTheRival, "which side is active"),
    (Flaw::KeepsAlways, "which side is active"),
    (Flaw::KeepsNever, "which side is active"),
    (Flaw::NeverStopsTheOldSide, "STOPPING to the old side"),
    (Flaw::StopsTheOldSideTooEarly, "which side is active"),
    (Flaw::FailsRequestsAtTheSwitch, "the outcome of a request"),
    (Flaw::IgnoresMaintenance, "maintenance is answered within 5 seconds"),
    (Flaw::AnswersMaintenanceLate, "maintenance is answered within 5 seconds"),
    (Flaw::AcceptsMaintenanceAlone, "maintenance is accepted only if the other side is open"),
];

/// A client with a flaw.
pub(crate) struct Broken {
    client: Client,
    flaw: Flaw,
    version: ProtocolVersion,
    links: BTreeMap<ConnectionId, Link>,
    events: VecDeque<ClientEvent>,
    /// Events and actions that are held back, with the time at which they come.
    late: VecDeque<(Time, ClientEvent)>,
    late_actions: VecDeque<(Time, ClientAction)>,
    extra_actions: VecDeque<ClientAction>,
    requests: BTreeMap<RequestId, Side>,
    failed: BTreeSet<RequestId>,
    messages: u32,
    /// Whether one side is taken for the other, for connecting and in what is reported.
    connects_flipped: bool,
    is_flipped: bool,
    last_opened: Option<Side>,
    closed: bool,
    now: Time,
    wrong_version: Option<ProtocolVersion>,
    last_connection: Option<ConnectionId>,
}

/// What goes in and out, as frames.
#[derive(Default)]
struct Link {
    side: Option<Side>,
    from_client: FrameBuffer,
    from_server: FrameBuffer,
    outgoing: Vec<u8>,
    /// Bytes of the client that are held back, with the time at which they go.
    late: Vec<(Time, Vec<u8>)>,
    is_garbage: bool,
    /// Heartbeats since the server was last heard.
    heartbeats: u32,
}

impl Broken {
    pub(crate) fn new(client: Client, flaw: Flaw) -> Self {
        let version = client.version();
        Self {
            client,
            flaw,
            version,
            links: BTreeMap::new(),
            events: VecDeque::new(),
            late: VecDeque::new(),
            late_actions: VecDeque::new(),
            extra_actions: VecDeque::new(),
            requests: BTreeMap::new(),
            failed: BTreeSet::new(),
            messages: 0,
            connects_flipped: false,
            is_flipped: false,
            last_opened: None,
            closed: false,
            now: Time::START,
            wrong_version: None,
            last_connection: None,
        }
    }

    fn is(&self, flaw: Flaw) -> bool {
        self.flaw == flaw
    }

    /// Whether what the client sends is looked at frame by frame.
    fn filters_outgoing(&self) -> bool {
        matches!(
            self.flaw,
            Flaw::OpensTwice
                | Flaw::SendsNoHeartbeats
                | Flaw::SendsHeartbeatsTwice
                | Flaw::EnduresUnansweredHeartbeats
                | Flaw::ReusesInvokeIds
                | Flaw::ClosesWithoutAsking
                | Flaw::NeverStopsTheOldSide
                | Flaw::StopsTheOldSideTooEarly
                | Flaw::IgnoresMaintenance
                | Flaw::AnswersMaintenanceLate
                | Flaw::AcceptsMaintenanceAlone
                | Flaw::WaitsForWritesForever
        )
    }

    /// Takes what the client wants to send, and changes it.
    fn pump(&mut self, now: Time) {
        if !self.filters_outgoing() {
            return;
        }
        let mut confirmed = Vec::new();
        for (connection, link) in &mut self.links {
            let bytes = self.client.outgoing(*connection).to_vec();
            if !bytes.is_empty() {
                link.from_client.push(&bytes);
                self.client.sent(*connection, bytes.len(), now);
            }
            while let Ok(Some(frame)) = link.from_client.next_frame() {
                let Ok(frame) = OwnedFrame::from_frame(frame, self.version) else {
                    continue;
                };
                let bytes = frame.as_bytes().to_vec();
                let twice = [bytes.clone(), bytes.clone()].concat();
                let out = match (self.flaw, frame.message_type()) {
                    (Flaw::OpensTwice, MessageType::OPEN_REQ) => twice,
                    (Flaw::SendsHeartbeatsTwice, MessageType::HEARTBEAT_REQ) => {
                        let mut second = bytes.clone();
                        second[8] ^= 0x80;
                        [bytes, second].concat()
                    }
                    (Flaw::SendsNoHeartbeats, MessageType::HEARTBEAT_REQ)
                    | (Flaw::ClosesWithoutAsking, MessageType::CLOSE_REQ)
                    | (
                        Flaw::NeverStopsTheOldSide,
                        MessageType::STOPPING_REQUESTS_TO_THIS_SIDE_IND,
                    )
                    | (Flaw::IgnoresMaintenance, MessageType::ACTIVE_MAINTENANCE_RESP_MSG) => {
                        Vec::new()
                    }
                    (Flaw::EnduresUnansweredHeartbeats, MessageType::HEARTBEAT_REQ) => {
                        link.heartbeats += 1;
                        let mut confirmation = Vec::new();
                        let message = HeartbeatConf {
                            invoke_id: frame.invoke_id().unwrap_or_default(),
                            ..HeartbeatConf::default()
                        };
                        if link.heartbeats > 2
                            && message.encode(self.version, &mut confirmation).is_ok()
                        {
                            confirmed.push((*connection, confirmation));
                        }
                        bytes
                    }
                    (Flaw::ReusesInvokeIds, MessageType::REGISTER_SERVICE_REQ) => {
                        let mut same = bytes;
                        same[8..12].copy_from_slice(&[0, 0, 0, 99]);
                        same
                    }
                    (Flaw::AnswersMaintenanceLate, MessageType::ACTIVE_MAINTENANCE_RESP_MSG) => {
                        link.late.push((now + Duration::from_secs(6), bytes));
                        Vec::new()
                    }
                    (Flaw::AcceptsMaintenanceAlone, MessageType::ACTIVE_MAINTENANCE_RESP_MSG) => {
                        let mut answer = Vec::new();
                        let message = ActiveMaintenanceRespMsg {
                            invoke_id: frame.invoke_id().unwrap_or_default(),
                            maintenance_mode_accepted: true.into(),
                            ..ActiveMaintenanceRespMsg::default()
                        };
                        let _ = message.encode(self.version, &mut answer);
                        answer
                    }
                    _ => bytes,
                };
                link.outgoing.extend(out);
            }
            let due = link.late.iter().position(|(at, _)| *at <= now);
            if let Some(place) = due {
                let (_, bytes) = link.late.remove(place);
                link.outgoing.extend(bytes);
            }
        }
        for (connection, confirmation) in confirmed {
            self.client.received(connection, &confirmation, now);
        }
    }

    fn flip(&self, side: Side) -> Side {
        if self.is_flipped {
            side.opposite()
        } else {
            side
        }
    }

    fn change_event(&mut self, event: ClientEvent, now: Time) {
        let mut event = self.flip_event(event);
        match (self.flaw, &mut event) {
            (
                Flaw::TakesFatalForTemporary,
                ClientEvent::NotOpened {
                    reason: OpenFailure::Refused { refusal, .. },
                    ..
                },
            ) => *refusal = Refusal::Temporary,
            (Flaw::HidesWhatIsNotGranted, ClientEvent::Opened { not_granted, .. }) => {
                *not_granted = cti_messages::CtiServiceMask::empty();
            }
            (Flaw::TakesTheVersionOfThePeer, ClientEvent::Message { frame, .. }) => {
                if frame.message_type() == MessageType::OPEN_REQ {
                    self.wrong_version = Some(frame.version());
                } else if let Some(version) = self.wrong_version {
                    if let Ok(other) = OwnedFrame::parse(frame.as_bytes(), version) {
                        *frame = other;
                    }
                }
            }
            (Flaw::AnswersTwice, ClientEvent::Answered { .. }) => {
                self.events.push_back(event.clone())
            }
            (Flaw::AnswersNever, ClientEvent::Answered { .. })
            | (Flaw::TellsNoLateAnswers, ClientEvent::LateAnswer { .. }) => {
                return;
            }
            (
                Flaw::AnswersLossLate,
                ClientEvent::Answered {
                    outcome: Outcome::SessionLost,
                    ..
                },
            ) => {
                self.late.push_back((now + Duration::from_secs(1), event));
                return;
            }
            (Flaw::PairsByIdAlone, ClientEvent::Message { side, frame }) => {
                let waiting = self.requests.iter().find(|(_, of)| **of == *side);
                if let (Some((request, _)), MessageType::STOP_RECORDING_REQ) =
                    (waiting, frame.message_type())
                {
                    let outcome = Outcome::Confirmed(frame.clone());
                    event = ClientEvent::Answered {
                        request: *request,
                        outcome,
                    };
                }
            }
            (Flaw::LosesMessages, ClientEvent::Message { .. }) => {
                self.messages += 1;
                if self.messages % 7 == 0 {
                    return;
                }
            }
            (Flaw::SwapsMessages, ClientEvent::Message { .. }) => {
                if let Some(before @ ClientEvent::Message { .. }) = self.events.pop_back() {
                    self.events.push_back(event);
                    event = before;
                }
            }
            (Flaw::KeepsAlways, ClientEvent::Active { continuity, .. }) => {
                *continuity = Continuity::Kept
            }
            (Flaw::KeepsNever, ClientEvent::Active { continuity, .. }) => {
                *continuity = Continuity::Lost
            }
            (Flaw::ActivatesTwice, ClientEvent::Active { .. }) => {
                self.events.push_back(event.clone())
            }
            (Flaw::TakesTheRival, ClientEvent::Rival { side }) => {
                event = ClientEvent::Active {
                    side: *side,
                    continuity: Continuity::Lost,
                };
            }
            (Flaw::PromotesTheStandby, ClientEvent::Lost { side, .. }) => {
                let other = side.opposite();
                self.events.push_back(event);
                if self.client.active_side().is_none()
                    && self.client.state(other) == SideState::Open
                {
                    let continuity = Continuity::Lost;
                    self.events.push_back(ClientEvent::Active {
                        side: other,
                        continuity,
                    });
                }
                return;
            }
            (
                Flaw::StopsTheOldSideTooEarly,
                ClientEvent::Maintenance {
                    side,
                    goes_on: true,
                },
            ) => {
                let stopping = StoppingRequestsToThisSideInd::default();
                let mut links = self.links.values_mut().rev();
                if let Some(link) = links.find(|link| link.side == Some(*side)) {
                    let _ = stopping.encode(self.version, &mut link.outgoing);
                }
            }
            (
                Flaw::FailsRequestsAtTheSwitch,
                ClientEvent::Active {
                    side,
                    continuity: Continuity::Kept,
                },
            ) => {
                let old = side.opposite();
                for (request, of) in &self.requests {
                    if *of == old && self.failed.insert(*request) {
                        let outcome = Outcome::SessionLost;
                        self.events.push_back(ClientEvent::Answered {
                            request: *request,
                            outcome,
                        });
                    }
                }
            }
            (Flaw::FailsRequestsAtTheSwitch, ClientEvent::Answered { request, .. })
                if self.failed.contains(request) =>
            {
                return;
            }
            (Flaw::RedialsAfterClose, ClientEvent::Ended(_)) => {
                if let Some(connection) = self.last_connection {
                    self.extra_actions.push_back(ClientAction::Connect {
                        side: Side::A,
                        connection,
                    });
                }
            }
            _ => {}
        }
        match &event {
            ClientEvent::Lost { .. } | ClientEvent::NotOpened { .. } => {
                self.is_flipped = self.connects_flipped
            }
            ClientEvent::Opened { side, .. } => self.last_opened = Some(*side),
            _ => {}
        }
        if let ClientEvent::Answered { request, .. } = &event {
            self.requests.remove(request);
        }
        self.events.push_back(event);
    }

    fn flip_event(&self, mut event: ClientEvent) -> ClientEvent {
        if let ClientEvent::Opened { side, .. }
        | ClientEvent::NotOpened { side, .. }
        | ClientEvent::Lost { side, .. }
        | ClientEvent::Active { side, .. }
        | ClientEvent::Message { side, .. }
        | ClientEvent::LateAnswer { side, .. } = &mut event
        {
            *side = self.flip(*side);
        }
        event
    }

    /// Whether the client may not know the time now.
    fn is_deaf(&self) -> bool {
        let is = |state| {
            Side::BOTH
                .iter()
                .any(|side| self.client.state(*side) == state)
        };
        match self.flaw {
            Flaw::WaitsForAConnectionForever => is(SideState::Connecting),
            Flaw::WaitsForOpenConfForever => is(SideState::Opening),
            Flaw::SendsNoHeartbeatsWhileSlow => {
                let open = self
                    .links
                    .keys()
                    .any(|connection| !self.client.may_read(*connection));
                open && is(SideState::Open)
            }
            _ => false,
        }
    }
}

impl Core for Broken {
    fn connected(&mut self, connection: ConnectionId, now: Time) {
        self.client.connected(connection, now);
        self.pump(now);
    }

    fn connect_failed(&mut self, connection: ConnectionId, now: Time) {
        self.links.remove(&connection);
        self.client.connect_failed(connection, now);
        self.pump(now);
    }

    fn received(&mut self, connection: ConnectionId, bytes: &[u8], now: Time) {
        if let Some(link) = self.links.get_mut(&connection) {
            link.heartbeats = 0;
        }
        let deaf_to = match self.flaw {
            Flaw::EnduresRefusedHeartbeats => Some(MessageType::FAILURE_CONF),
            Flaw::IgnoresTheEndByTheServer => Some(MessageType::FAILURE_EVENT),
            _ => None,
        };
        let link = self
            .links
            .get_mut(&connection)
            .filter(|link| !link.is_garbage);
        let (Some(deaf_to), Some(link)) = (deaf_to, link) else {
            self.client.received(connection, bytes, now);
            return self.pump(now);
        };
        link.from_server.push(bytes);
        let mut heard = Vec::new();
        loop {
            match link.from_server.next_frame() {
                Ok(Some(frame)) => {
                    // The applications of the simulated servers refuse requests with another status.
                    let offline = frame
                        .body
                        .ends_with(&StatusCode::CTI_SERVER_OFFLINE.0.to_be_bytes());
                    if frame.message_type != deaf_to || !offline {
                        let _ = frame.encode(&mut heard);
                    }
                }
                Ok(None) => break,
                Err(_) => {
                    link.is_garbage = true;
                    heard.extend([0xFF; 8]);
                    break;
                }
            }
        }
        self.client.received(connection, &heard, now);
        self.pump(now);
    }

    fn closed(&mut self, connection: ConnectionId, now: Time) {
        self.client.closed(connection, now);
        self.pump(now);
    }

    fn outgoing(&self, connection: ConnectionId) -> Vec<u8> {
        if self.filters_outgoing() {
            return self
                .links
                .get(&connection)
                .map_or(Vec::new(), |link| link.outgoing.clone());
        }
        self.client.outgoing(connection).to_vec()
    }

    fn sent(&mut self, connection: ConnectionId, count: usize, now: Time) {
        if !self.filters_outgoing() {
            self.client.sent(connection, count, now);
        } else if let Some(link) = self.links.get_mut(&connection) {
            link.outgoing.drain(..count);
        }
    }

    fn may_read(&self, connection: ConnectionId) -> bool {
        self.is(Flaw::ReadsOn) || self.client.may_read(connection)
    }

    fn deadline(&self) -> Option<Time> {
        if self.is_deaf() {
            return None;
        }
        let late = self.late.front().map(|(at, _)| *at);
        let late_action = self.late_actions.front().map(|(at, _)| *at);
        let bytes = self
            .links
            .values()
            .filter_map(|link| link.late.first().map(|(at, _)| *at))
            .min();
        [self.client.deadline(), late, late_action, bytes]
            .into_iter()
            .flatten()
            .min()
    }

    fn tick(&mut self, now: Time) {
        if !self.is_deaf() {
            self.client.tick(now);
        }
        let down = Side::BOTH
            .iter()
            .all(|side| self.client.state(*side) == SideState::Down);
        if let Some(deadline) = self
            .client
            .deadline()
            .filter(|_| down && self.is(Flaw::RedialsAtOnce))
        {
            self.client.tick(deadline);
        }
        self.pump(now);
        self.now = now;
        while self.late.front().is_some_and(|(at, _)| *at <= now) {
            self.events
                .extend(self.late.pop_front().map(|(_, event)| event));
        }
    }

    fn next_action(&mut self) -> Option<ClientAction> {
        if let Some(action) = self.extra_actions.pop_front() {
            return Some(action);
        }
        if self
            .late_actions
            .front()
            .is_some_and(|(at, _)| *at <= self.now)
        {
            return self.late_actions.pop_front().map(|(_, action)| action);
        }
        let action = self.client.next_action()?;
        match action {
            ClientAction::Connect { side, connection } if self.is(Flaw::WaitsTooLong) => {
                self.links.insert(connection, Link::default());
                let late = ClientAction::Connect { side, connection };
                self.late_actions
                    .push_back((self.now + Duration::from_secs(1), late));
                self.next_action()
            }
            ClientAction::Connect { side, connection } => {
                let flipped = if self.connects_flipped {
                    side.opposite()
                } else {
                    side
                };
                let last_opened = self
                    .last_opened
                    .take()
                    .filter(|_| self.is(Flaw::BeginsWithSideA));
                self.connects_flipped ^= flipped == Side::B && last_opened == Some(Side::B);
                let side = if self.connects_flipped {
                    side.opposite()
                } else {
                    side
                };
                self.last_connection = Some(connection);
                self.links.insert(
                    connection,
                    Link {
                        side: Some(side),
                        ..Link::default()
                    },
                );
                Some(ClientAction::Connect { side, connection })
            }
            ClientAction::Reset(_) if self.is(Flaw::KeepsRefusedConnections) => self.next_action(),
            ClientAction::Reset(_) if self.is(Flaw::NeverResetsAfterClose) && self.closed => {
                self.next_action()
            }
            ClientAction::Reset(connection) => {
                self.links.remove(&connection);
                Some(action)
            }
            other => Some(other),
        }
    }

    fn next_event(&mut self, now: Time) -> Option<ClientEvent> {
        if self.events.is_empty() {
            while let Some(event) = self.client.next_event(now) {
                self.change_event(event, now);
                if !self.is(Flaw::SwapsMessages) || self.events.len() > 1 {
                    break;
                }
            }
            self.pump(now);
        }
        self.events.pop_front()
    }

    fn request(
        &mut self,
        request: RegisterServiceReq<'static>,
        within: Duration,
        now: Time,
    ) -> Result<RequestId, NotSent> {
        let sent = Client::request(&mut self.client, request, within, now);
        self.pump(now);
        if let (Ok(request), Some(side)) = (&sent, self.client.active_side()) {
            self.requests.insert(*request, self.flip(side));
        }
        sent
    }

    fn answer_maintenance(&mut self, accept: bool, now: Time) -> Result<bool, NotAsked> {
        let answered = self.client.answer_maintenance(accept, now);
        self.pump(now);
        answered
    }

    fn close(&mut self, status: StatusCode, now: Time) {
        self.closed = true;
        Client::close(&mut self.client, status, now);
        self.pump(now);
    }

    fn state(&self, side: Side) -> SideState {
        self.client.state(self.flip(side))
    }
}
