//! The server as the simulated driver and its application see it: watched, and so that a broken one can take its place.

pub(crate) mod broken;
pub(crate) mod watch;

use std::collections::VecDeque;

use cti_messages::{
    AgentStateMask, CallEventMask, ConfigInformationMask, DynMessage, OpenConf, StatusCode,
};
use cti_session::{
    Broadcast, ConnectionId, MaintenanceError, NotAccepted, NotDelivered, Server, ServerAction,
    ServerConfig, ServerEvent, ServerPeripheral, Time,
};

use watch::ServerWatch;

/// The events that a session asks for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Masks {
    pub(crate) calls: CallEventMask,
    pub(crate) states: AgentStateMask,
    pub(crate) configuration: ConfigInformationMask,
}

/// The server's end, or one with a flaw.
pub(crate) trait Serve {
    fn connected(&mut self, now: Time) -> ConnectionId;
    fn received(&mut self, connection: ConnectionId, bytes: &[u8], now: Time);
    fn sent(&mut self, connection: ConnectionId, count: usize, now: Time);
    fn closed(&mut self, connection: ConnectionId, now: Time);
    fn tick(&mut self, now: Time);
    fn deadline(&self) -> Option<Time>;
    fn outgoing(&self, connection: ConnectionId) -> &[u8];
    fn may_read(&self, connection: ConnectionId) -> bool;
    fn takes_connections(&self) -> bool;
    fn waiting_events(&self) -> usize;
    fn next_action(&mut self) -> Option<ServerAction>;
    fn next_event(&mut self, now: Time) -> Option<ServerEvent>;
    fn open_conf(&self, connection: ConnectionId) -> Option<OpenConf<'static>>;
    fn accept(
        &mut self,
        connection: ConnectionId,
        conf: OpenConf<'static>,
        now: Time,
    ) -> Result<(), NotAccepted>;
    fn refuse(&mut self, connection: ConnectionId, status: StatusCode, now: Time) -> bool;
    fn send(
        &mut self,
        connection: ConnectionId,
        message: &dyn DynMessage,
        now: Time,
    ) -> Result<(), NotDelivered>;
    /// Sends an event to those that ask for it; `owners` are the sessions whose own it is.
    fn broadcast(
        &mut self,
        message: &dyn DynMessage,
        owners: &[ConnectionId],
        now: Time,
    ) -> Broadcast;
    fn set_masks(&mut self, connection: ConnectionId, masks: Masks) -> bool;
    fn set_peripherals(&mut self, peripherals: Vec<ServerPeripheral>);
    fn end(&mut self, connection: ConnectionId, status: StatusCode, now: Time) -> bool;
    fn stop(&mut self, status: StatusCode, now: Time);
    fn begin_maintenance(&mut self, now: Time) -> Result<(), MaintenanceError>;
    fn hand_over(&mut self, now: Time) -> bool;
    fn cancel_maintenance(&mut self, now: Time) -> bool;
    fn activate(&mut self, now: Time) -> bool;
}

impl Serve for Server {
    fn connected(&mut self, now: Time) -> ConnectionId {
        self.connected(now)
    }

    fn received(&mut self, connection: ConnectionId, bytes: &[u8], now: Time) {
        self.received(connection, bytes, now);
    }

    fn sent(&mut self, connection: ConnectionId, count: usize, now: Time) {
        self.sent(connection, count, now);
    }

    fn closed(&mut self, connection: ConnectionId, now: Time) {
        self.closed(connection, now);
    }

    fn tick(&mut self, now: Time) {
        self.tick(now);
    }

    fn deadline(&self) -> Option<Time> {
        self.deadline()
    }

    fn outgoing(&self, connection: ConnectionId) -> &[u8] {
        self.outgoing(connection)
    }

    fn may_read(&self, connection: ConnectionId) -> bool {
        self.may_read(connection)
    }

    fn takes_connections(&self) -> bool {
        self.takes_connections()
    }

    fn waiting_events(&self) -> usize {
        self.waiting_events()
    }

    fn next_action(&mut self) -> Option<ServerAction> {
        self.next_action()
    }

    fn next_event(&mut self, now: Time) -> Option<ServerEvent> {
        self.next_event(now)
    }

    fn open_conf(&self, connection: ConnectionId) -> Option<OpenConf<'static>> {
        self.open_conf(connection)
    }

    fn accept(
        &mut self,
        connection: ConnectionId,
        conf: OpenConf<'static>,
        now: Time,
    ) -> Result<(), NotAccepted> {
        self.accept(connection, conf, now)
    }

    fn refuse(&mut self, connection: ConnectionId, status: StatusCode, now: Time) -> bool {
        self.refuse(connection, status, now)
    }

    fn send(
        &mut self,
        connection: ConnectionId,
        message: &dyn DynMessage,
        now: Time,
    ) -> Result<(), NotDelivered> {
        self.send(connection, message, now)
    }

    fn broadcast(
        &mut self,
        message: &dyn DynMessage,
        owners: &[ConnectionId],
        now: Time,
    ) -> Broadcast {
        self.broadcast_where(message, |connection| owners.contains(&connection), now)
    }

    fn set_masks(&mut self, connection: ConnectionId, masks: Masks) -> bool {
        let (calls, states) = (masks.calls, masks.states);
        self.set_masks(connection, calls, states, masks.configuration)
    }

    fn set_peripherals(&mut self, peripherals: Vec<ServerPeripheral>) {
        self.set_peripherals(peripherals);
    }

    fn end(&mut self, connection: ConnectionId, status: StatusCode, now: Time) -> bool {
        self.end(connection, status, now)
    }

    fn stop(&mut self, status: StatusCode, now: Time) {
        self.stop(status, now);
    }

    fn begin_maintenance(&mut self, now: Time) -> Result<(), MaintenanceError> {
        self.begin_maintenance(now)
    }

    fn hand_over(&mut self, now: Time) -> bool {
        self.hand_over(now)
    }

    fn cancel_maintenance(&mut self, now: Time) -> bool {
        self.cancel_maintenance(now)
    }

    fn activate(&mut self, now: Time) -> bool {
        self.activate(now)
    }
}

/// A server of which a watch sees everything that goes in and comes out.
pub(crate) struct Watched {
    server: Box<dyn Serve>,
    watch: ServerWatch,
    /// Actions that the driver has still to take.
    actions: VecDeque<ServerAction>,
    /// The first rule that was broken, and how.
    pub(crate) wrong: Option<String>,
}

/// What the driver reports.
impl Watched {
    pub(crate) fn new(server: Box<dyn Serve>, config: ServerConfig, now: Time) -> Self {
        Self {
            server,
            watch: ServerWatch::new(config, now),
            actions: VecDeque::new(),
            wrong: None,
        }
    }

    fn note(&mut self, checked: Result<(), String>) {
        if let Err(wrong) = checked {
            self.wrong.get_or_insert(wrong);
        }
    }

    /// Has the watch see what a call has changed.
    fn look(&mut self) {
        let before = self.actions.len();
        while let Some(action) = self.server.next_action() {
            self.actions.push_back(action);
        }
        // What is seen after a rule was broken means nothing any more.
        if self.wrong.is_none() {
            let new: Vec<_> = self.actions.iter().skip(before).copied().collect();
            let checked = self.watch.look(&*self.server, &new);
            self.note(checked);
        }
    }

    pub(crate) fn connected(&mut self, now: Time) -> ConnectionId {
        self.watch.begin(now);
        let connection = self.server.connected(now);
        self.watch.connected(connection);
        self.look();
        connection
    }

    pub(crate) fn received(&mut self, connection: ConnectionId, bytes: &[u8], now: Time) {
        self.watch.begin(now);
        self.server.received(connection, bytes, now);
        self.watch.received(connection, bytes);
        self.look();
    }

    pub(crate) fn sent(&mut self, connection: ConnectionId, count: usize, now: Time) {
        self.watch.begin(now);
        self.server.sent(connection, count, now);
        self.watch.sent(connection, count);
        self.look();
    }

    pub(crate) fn closed(&mut self, connection: ConnectionId, now: Time) {
        self.watch.begin(now);
        self.server.closed(connection, now);
        self.watch.closed(connection);
        self.look();
    }

    pub(crate) fn tick(&mut self, now: Time) {
        self.watch.begin(now);
        self.server.tick(now);
        self.watch.tick();
        self.look();
    }

    pub(crate) fn deadline(&self) -> Option<Time> {
        self.server.deadline()
    }

    /// When the watch wants to look whether something that was due has happened.
    pub(crate) fn due(&self) -> Option<Time> {
        self.watch.next_due()
    }

    pub(crate) fn outgoing(&self, connection: ConnectionId) -> &[u8] {
        self.server.outgoing(connection)
    }

    pub(crate) fn may_read(&self, connection: ConnectionId) -> bool {
        self.server.may_read(connection)
    }

    pub(crate) fn takes_connections(&self) -> bool {
        self.server.takes_connections()
    }

    pub(crate) fn next_action(&mut self) -> Option<ServerAction> {
        self.actions.pop_front()
    }

    /// Checks what has to hold whenever nothing more happens at a time.
    pub(crate) fn check(&mut self, now: Time) -> Result<(), String> {
        self.watch.begin(now);
        let checked = self.watch.check();
        self.note(checked);
        self.wrong.clone().map_or(Ok(()), Err)
    }

    pub(crate) fn seen(&mut self) -> impl Iterator<Item = String> {
        std::mem::take(&mut self.watch.seen).into_iter()
    }
}

/// What the application asks.
impl Watched {
    pub(crate) fn next_event(&mut self, now: Time) -> Option<ServerEvent> {
        self.watch.begin(now);
        let event = self.server.next_event(now);
        let checked = self.watch.event(event.as_ref());
        if self.wrong.is_none() {
            self.note(checked);
        }
        if event.is_some() {
            self.look();
        }
        event
    }

    pub(crate) fn open_conf(&self, connection: ConnectionId) -> Option<OpenConf<'static>> {
        self.server.open_conf(connection)
    }

    pub(crate) fn accept(
        &mut self,
        connection: ConnectionId,
        conf: OpenConf<'static>,
        now: Time,
    ) -> Result<(), NotAccepted> {
        self.watch.begin(now);
        let accepted = self.server.accept(connection, conf.clone(), now);
        let checked = self.watch.accept(connection, conf, &accepted);
        self.note(checked);
        self.look();
        accepted
    }

    pub(crate) fn refuse(&mut self, connection: ConnectionId, status: StatusCode, now: Time) {
        self.watch.begin(now);
        let refused = self.server.refuse(connection, status, now);
        let checked = self.watch.refuse(connection, status, refused);
        self.note(checked);
        self.look();
    }

    pub(crate) fn send(&mut self, connection: ConnectionId, message: &dyn DynMessage, now: Time) {
        self.watch.begin(now);
        let sent = self.server.send(connection, message, now);
        let checked = self.watch.send(connection, message, &sent);
        self.note(checked);
        self.look();
    }

    pub(crate) fn broadcast(
        &mut self,
        message: &dyn DynMessage,
        owners: &[ConnectionId],
        now: Time,
    ) {
        self.watch.begin(now);
        let broadcast = self.server.broadcast(message, owners, now);
        let checked = self.watch.broadcast(message, owners, &broadcast);
        self.note(checked);
        self.look();
    }

    pub(crate) fn set_masks(&mut self, connection: ConnectionId, masks: Masks, now: Time) {
        self.watch.begin(now);
        let is_set = self.server.set_masks(connection, masks);
        let checked = self.watch.set_masks(connection, masks, is_set);
        self.note(checked);
        self.look();
    }

    pub(crate) fn set_peripherals(&mut self, peripherals: Vec<ServerPeripheral>, now: Time) {
        self.watch.begin(now);
        self.server.set_peripherals(peripherals.clone());
        self.watch.set_peripherals(peripherals);
        self.look();
    }

    pub(crate) fn end(&mut self, connection: ConnectionId, status: StatusCode, now: Time) {
        self.watch.begin(now);
        let ended = self.server.end(connection, status, now);
        let checked = self.watch.end(connection, status, ended);
        self.note(checked);
        self.look();
    }

    pub(crate) fn stop(&mut self, status: StatusCode, now: Time) {
        self.watch.begin(now);
        self.server.stop(status, now);
        self.watch.stop(status);
        self.look();
    }

    pub(crate) fn begin_maintenance(&mut self, now: Time) -> Result<(), MaintenanceError> {
        self.watch.begin(now);
        let begun = self.server.begin_maintenance(now);
        let checked = self.watch.begin_maintenance(&begun);
        self.note(checked);
        self.look();
        begun
    }

    pub(crate) fn hand_over(&mut self, now: Time) {
        self.watch.begin(now);
        let handed_over = self.server.hand_over(now);
        let checked = self.watch.hand_over(handed_over);
        self.note(checked);
        self.look();
    }

    pub(crate) fn cancel_maintenance(&mut self, now: Time) -> bool {
        self.watch.begin(now);
        let cancelled = self.server.cancel_maintenance(now);
        let checked = self.watch.cancel_maintenance(cancelled);
        self.note(checked);
        self.look();
        cancelled
    }

    pub(crate) fn activate(&mut self, now: Time) {
        self.watch.begin(now);
        let activated = self.server.activate(now);
        let checked = self.watch.activate(activated);
        self.note(checked);
        self.look();
    }

    /// The connections that the server has, as the watch knows them.
    pub(crate) fn connections(&self) -> Vec<ConnectionId> {
        self.watch.connections()
    }
}
