//! What an application asks of a client.

use cti_messages::{
    DynMessage, Message, OwnedFrame, ProtocolVersion, Request, Service, StatusCode, TypedMessage,
};

use super::event::Event;
use super::requests::{Confirmation, NotSent, Outcome, RequestId, RequestOptions};
use super::sides::Side;
use super::socket::{Cause, SideState};
use super::{Client, NotAsked, Phase};
use crate::link::NotAdded;
use crate::time::Time;

/// For the application.
impl Client {
    /// Sends a request to the active side. Its invoke ID is set here.
    ///
    /// `options` is how long to wait, or [`RequestOptions`]. The answer, or its absence, is an [`Event::Answered`].
    ///
    /// # Errors
    /// If no side is active, or the request cannot be sent; see [`NotSent`].
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
            message_type: request.confirmed_by().ok_or(NotSent::NoRequest)?,
            invoke_id: OwnedFrame::invoke_id,
        };
        let request = request.as_known().map_err(|_| NotSent::NoRequest)?;
        self.send_request(request, ids, confirmation, options.into(), now)
    }

    /// Expects no more answers to a request, and no outcome; answers that come all the same are
    /// [late](Event::LateAnswer). Returns whether the request still waited.
    pub fn finish(&mut self, request: RequestId) -> bool {
        self.requests.finish(request)
    }

    /// Sends a message that nobody answers to the active side, as it is.
    ///
    /// # Errors
    /// If no side is active, or the message cannot be sent; see [`NotSent`].
    pub fn send(&mut self, message: &dyn DynMessage, now: Time) -> Result<(), NotSent> {
        let side = self.roles.active().ok_or(self.not_active())?;
        self.send_to(side, message, now)
    }

    /// Sends a message that nobody answers to a side, as it is: the answer to a request of the server, such as one that
    /// it forwards to a [server application](cti_messages::CtiServiceMask::SERVER), goes to the side that it came from.
    ///
    /// # Errors
    /// If the side is not open, or the message cannot be sent; see [`NotSent`].
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
        let leaving = self.roles.is_leaving(side);
        let socket = self.slots[side].open().filter(|_| !leaving);
        let socket = socket.ok_or(NotSent::NotOpen(side))?;
        let added = socket.link.add(message, self.config.send_capacity, now);
        added.map_err(|error| match error {
            NotAdded::Full => NotSent::QueueFull,
            NotAdded::Encode(error) => NotSent::Encode(error),
        })
    }

    /// Answers an [`Event::MaintenanceAsked`]. Returns whether the maintenance was accepted: it is not if the other side
    /// is not open, whatever the application says, since nobody could take over.
    ///
    /// # Errors
    /// If no server waits for an answer: it has been given, or the time for it is over.
    pub fn answer_maintenance(&mut self, accept: bool, now: Time) -> Result<bool, NotAsked> {
        let question = self.question.ok_or(NotAsked)?;
        Ok(self.answer(question, accept, now))
    }

    /// Closes the client: requests that wait are [`Closed`](Outcome::Closed), open sessions are closed with this
    /// status, everything else is reset, and nothing is opened again. The last event is [`Event::Ended`].
    ///
    /// The status is usually [`StatusCode::NO_ERROR`]; the guide also has [`StatusCode::TIMEOUT`] for a server that did
    /// not answer a request in time. Does nothing if the client is closed already.
    pub fn close(&mut self, status: StatusCode, now: Time) {
        if self.phase != Phase::Running {
            return;
        }
        self.phase = Phase::Closing;
        self.question = None;
        for side in Side::BOTH {
            self.ladders[side].stop();
        }
        for request in self.requests.take(None) {
            let outcome = Outcome::Closed;
            self.events.push_back(Event::Answered { request, outcome });
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
    pub fn active(&self) -> Option<Side> {
        self.roles.active()
    }

    /// How far the client is with a side.
    #[must_use]
    pub fn state(&self, side: Side) -> SideState {
        self.slots[side].state()
    }

    /// The protocol version of the sessions. It is that of the configuration's OPEN_REQ, whatever a server sends.
    #[must_use]
    pub fn version(&self) -> ProtocolVersion {
        self.version
    }

    /// How many requests wait for their answers.
    #[must_use]
    pub fn waiting_requests(&self) -> usize {
        self.requests.len()
    }
}
