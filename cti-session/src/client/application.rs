//! The calls of an application.

use cti_messages::{
    DynMessage, InvokeId, Message, OwnedFrame, ProtocolVersion, Request, Service, StatusCode,
    TypedMessage,
};

use super::event::ClientEvent;
use super::requests::{Confirmation, NotSent, Outcome, RequestId, RequestOptions};
use super::sides::Side;
use super::socket::{Cause, SideState, Slot, Stage};
use super::{Client, Phase};
use crate::link::NotAdded;
use crate::time::Time;

/// For the application.
impl Client {
    /// Sends a request to the active side, with an invoke ID that the client chooses.
    ///
    /// `options` is how long to wait, or [`RequestOptions`]. Requests can be sent after a [`ClientEvent::Active`]; each
    /// ends with a [`ClientEvent::Answered`] that has the ID returned here.
    ///
    /// # Errors
    /// If no side is active, or the request cannot be sent; see [`NotSent`].
    ///
    /// # Examples
    /// ```
    /// use core::time::Duration;
    /// use cti_messages::{
    ///     AgentState, CtiServiceMask, OpenReq, PeripheralId, ProtocolVersion, QueryAgentStateConf,
    ///     QueryAgentStateReq,
    /// };
    /// use cti_session::{Client, ClientConfig, ClientEvent, Outcome, Sides, Time};
    /// # use cti_messages::{Message, Request};
    /// # use cti_session::{ClientAction, Server, ServerConfig, ServerEvent};
    /// # type Result<T> = core::result::Result<T, Box<dyn std::error::Error>>;
    /// #
    /// # /// In place of a driver: connects the client to a server in memory, and moves bytes until none are left.
    /// # struct Network { server: Server, ends: Option<[cti_session::ConnectionId; 2]> }
    /// # impl Network {
    /// #     fn exchange(&mut self, client: &mut Client, now: Time) -> Result<()> {
    /// #         while let Some(action) = client.next_action() {
    /// #             if let ClientAction::Connect { connection, .. } = action {
    /// #                 self.ends = Some([connection, self.server.connected(now)]);
    /// #                 client.connected(connection, now);
    /// #             }
    /// #         }
    /// #         while let Some([ours, theirs]) = self.ends {
    /// #             let requests = client.outgoing(ours).to_vec();
    /// #             client.sent(ours, requests.len(), now);
    /// #             self.server.received(theirs, &requests, now);
    /// #             while let Some(event) = self.server.next_event(now) {
    /// #                 self.serve(event, now)?;
    /// #             }
    /// #             let answers = self.server.outgoing(theirs).to_vec();
    /// #             self.server.sent(theirs, answers.len(), now);
    /// #             client.received(ours, &answers, now);
    /// #             if requests.is_empty() && answers.is_empty() {
    /// #                 break;
    /// #             }
    /// #         }
    /// #         Ok(())
    /// #     }
    /// #     /// The application of the server: every agent is talking.
    /// #     fn serve(&mut self, event: ServerEvent, now: Time) -> Result<()> {
    /// #         match event {
    /// #             ServerEvent::OpenAsked { connection, .. } => {
    /// #                 let confirmation = self.server.open_conf(connection).ok_or("no OPEN_REQ")?;
    /// #                 self.server.accept(connection, confirmation, now)?;
    /// #             }
    /// #             ServerEvent::Message { connection, frame } => {
    /// #                 let request = frame.decode::<QueryAgentStateReq<'_>>()?;
    /// #                 let mut confirmation = request.confirmation();
    /// #                 confirmation.agent_state = AgentState::TALKING;
    /// #                 self.server.send(connection, &confirmation, now)?;
    /// #             }
    /// #             _ => {}
    /// #         }
    /// #         Ok(())
    /// #     }
    /// # }
    /// # let mut network = Network { server: Server::new(ServerConfig::default())?, ends: None };
    /// # let now = Time::START;
    ///
    /// let mut config = ClientConfig::new(OpenReq {
    ///     version_number: ProtocolVersion::V24.into(),
    ///     services_requested: CtiServiceMask::CLIENT_CONTROL | CtiServiceMask::ALL_EVENTS,
    ///     client_id: Some("wallboard".into()),
    ///     client_password: Some("".into()),
    ///     ..OpenReq::default()
    /// });
    /// config.sides = Sides::Simplex;
    /// let mut client = Client::new(config, 4711, now)?;
    /// let mut query = None;
    /// let mut state = None;
    /// loop {
    ///     // In place of a driver and a network; the server is in the same program.
    ///     network.exchange(&mut client, now)?;
    ///     let Some(event) = client.next_event(now) else { break };
    ///     match event {
    ///         ClientEvent::Active { .. } => {
    ///             let request = QueryAgentStateReq {
    ///                 peripheral_id: PeripheralId(5000),
    ///                 agent_id: Some("1001".into()),
    ///                 ..QueryAgentStateReq::default()
    ///             };
    ///             query = Some(client.request(request, Duration::from_secs(5), now)?);
    ///         }
    ///         ClientEvent::Answered { request, outcome } if Some(request) == query => match outcome {
    ///             Outcome::Confirmed(frame) => {
    ///                 let confirmation = frame.decode::<QueryAgentStateConf<'_>>()?;
    ///                 state = Some(confirmation.agent_state);
    ///             }
    ///             // FAILURE_CONF or CONTROL_FAILURE_CONF, which has the reason.
    ///             Outcome::Failed(frame) => eprintln!("{}", frame.message()?),
    ///             // No answer in time, or the session was lost. The request may have been carried out all the same.
    ///             other => eprintln!("{other:?}"),
    ///         },
    ///         _ => {}
    ///     }
    /// }
    /// assert_eq!(state, Some(AgentState::TALKING));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn request<'a, R: Request<'a>>(
        &mut self,
        mut request: R,
        options: impl Into<RequestOptions>,
        now: Time,
    ) -> Result<RequestId, NotSent> {
        let ids = self.requests.next_id();
        request.set_invoke_id(ids.1);
        let confirmation = Confirmation {
            message_type: R::Confirmation::<'static>::MESSAGE_TYPE,
            invoke_id: OwnedFrame::invoke_id_as::<R::Confirmation<'static>>,
        };
        self.send_request(&request, ids, confirmation, options.into(), now)
    }

    /// Sends a request whose type is not known when the program is compiled; otherwise as [`request`](Self::request).
    ///
    /// # Errors
    /// If the message is no request, no side is active, or it cannot be sent; see [`NotSent`].
    pub fn request_message(
        &mut self,
        mut request: Message<'_>,
        options: impl Into<RequestOptions>,
        now: Time,
    ) -> Result<RequestId, NotSent> {
        let ids = self.requests.next_id();
        request.set_invoke_id(ids.1);
        let confirmation = Confirmation {
            message_type: request.confirmed_by().ok_or(NotSent::NotARequest)?,
            invoke_id: OwnedFrame::invoke_id,
        };
        let request = request.as_known().map_err(|_| NotSent::NotARequest)?;
        self.send_request(request, ids, confirmation, options.into(), now)
    }

    /// Stops waiting for a request, which then has no outcome. An answer that still comes is
    /// [late](ClientEvent::LateAnswer).
    ///
    /// Returns whether the request was waiting. If it was not, its outcome may be among the events that the application
    /// has not taken yet. Partial answers may be among them in either case.
    pub fn abandon(&mut self, request: RequestId) -> bool {
        self.requests.abandon(request)
    }

    /// Sends a message that expects no answer to the active side, unchanged.
    ///
    /// # Errors
    /// If no side is active, or the message cannot be sent; see [`NotSent`].
    pub fn send(&mut self, message: &dyn DynMessage, now: Time) -> Result<(), NotSent> {
        let side = self.active_side().ok_or(self.not_active())?;
        self.send_to(side, message, now)
    }

    /// Sends a message that expects no answer to one side, unchanged. An answer to a request of the server, such as one
    /// that it forwards to a [server application](cti_messages::CtiServiceMask::SERVER), goes to the side that it came
    /// from.
    ///
    /// # Errors
    /// If the side is standby or not open, or the message cannot be sent; see [`NotSent`].
    pub fn send_to(
        &mut self,
        side: Side,
        message: &dyn DynMessage,
        now: Time,
    ) -> Result<(), NotSent> {
        if message.info().service == Some(Service::SessionManagement) {
            return Err(NotSent::SessionManagement);
        }
        if self.phase != Phase::Running {
            return Err(NotSent::Closed);
        }
        if message.message_type().confirmed_by().is_some() {
            return Err(NotSent::Request);
        }
        // Before its maintenance a side still gets the answers to what it asked.
        let serves = self.roles.active() == Some(side) || self.roles.is_leaving(side);
        self.add_to(side, message, serves, now)
    }

    /// Closes the client: pending requests end as [`Closed`](Outcome::Closed), open sessions are closed with this
    /// status, all other connections are reset, and the client does not reconnect. The last event is
    /// [`ClientEvent::Ended`].
    ///
    /// The status is usually [`StatusCode::NO_ERROR`]; the guide also has [`StatusCode::TIMEOUT`] for a server that did
    /// not answer a request in time. Does nothing if the client is closed already.
    pub fn close(&mut self, status: StatusCode, now: Time) {
        if self.phase != Phase::Running {
            return;
        }
        self.phase = Phase::Closing;
        self.maintenance.stop();
        self.dialer.stop();
        for request in self.requests.take(None) {
            let outcome = Outcome::Closed;
            self.events.push(ClientEvent::Answered { request, outcome });
        }
        for side in self.config.sides.all() {
            match self.slots[*side].state() {
                SideState::Open => self.begin_close(*side, status, Cause::Closed, now),
                SideState::Down | SideState::Closing => {}
                _ => self.end(*side, Cause::Closed, now),
            }
        }
        self.end_if_down();
        self.settle(now);
    }

    /// The side that requests go to; `None` while no side is active.
    #[must_use]
    pub fn active_side(&self) -> Option<Side> {
        let active = self.roles.active();
        active.filter(|side| self.state(*side) == SideState::Open)
    }

    /// The state of the connection to a side.
    #[must_use]
    pub fn state(&self, side: Side) -> SideState {
        self.slots[side].state()
    }

    /// The protocol version of the sessions. It is that of the configuration's OPEN_REQ, whatever a server sends.
    #[must_use]
    pub fn version(&self) -> ProtocolVersion {
        self.version
    }

    /// How many events wait for the application.
    #[must_use]
    pub fn waiting_events(&self) -> usize {
        self.events.len()
    }

    /// How many requests wait for their answers.
    #[must_use]
    pub fn waiting_requests(&self) -> usize {
        self.requests.len()
    }
}

/// Sending.
impl Client {
    /// Adds a message to what is sent to a side, if it is open and serves.
    fn add_to(
        &mut self,
        side: Side,
        message: &dyn DynMessage,
        serves: bool,
        now: Time,
    ) -> Result<(), NotSent> {
        let socket = self.slots[side].open().filter(|_| serves);
        let socket = socket.ok_or(NotSent::NotServing(side))?;
        let added = socket.link.add(message, self.config.send_capacity, now);
        added.map_err(|error| match error {
            NotAdded::Full => NotSent::QueueFull,
            NotAdded::Encode(error) => NotSent::Encode(error),
        })
    }

    /// Sends a request and waits for its answer.
    pub(super) fn send_request(
        &mut self,
        request: &dyn DynMessage,
        ids: (RequestId, InvokeId),
        confirmation: Confirmation,
        options: RequestOptions,
        now: Time,
    ) -> Result<RequestId, NotSent> {
        if request.info().service == Some(Service::SessionManagement) {
            return Err(NotSent::SessionManagement);
        }
        let side = self.active_side().ok_or(self.not_active())?;
        // An outcome that the application has not taken still needs its place.
        let limit = self.config.request_capacity;
        let limit_of_all = limit.saturating_add(self.config.event_capacity);
        let waiting = self.requests.len();
        if waiting >= limit || waiting + self.events.len() >= limit_of_all {
            return Err(NotSent::TooManyRequests);
        }
        self.add_to(side, request, true, now)?;
        // Third-party requests are those of client control.
        let is_third_party = request.info().service == Some(Service::ClientControl);
        let unconfirmed = is_third_party && self.ignores_confirmations(side);
        self.requests
            .add(ids, side, confirmation, options, unconfirmed, now);
        Ok(ids.0)
    }

    fn ignores_confirmations(&self, side: Side) -> bool {
        let Slot::Connected(socket) = &self.slots[side] else {
            return false;
        };
        matches!(
            socket.stage,
            Stage::Open {
                ignores_confirmations: true,
                ..
            }
        )
    }

    /// Why nothing can be sent while no side is active.
    pub(super) fn not_active(&self) -> NotSent {
        match self.phase {
            Phase::Running => NotSent::NoActiveSide,
            Phase::Closing | Phase::Ended => NotSent::Closed,
        }
    }
}
