//! Watches a server from outside, and knows the rules: what it sends, does and reports, and when.
//!
//! It is written from the rules, not from the server: what it expects it works out for itself from what reached the
//! server. When a message is handled, it sees from the answer. Messages without an answer are handled at once, unless
//! the application is slow or the client does not read: then the watch lets them be handled at any time until their
//! effect is seen.

mod application;
mod conclusion;
mod coverage;
mod delivery;
mod link;
mod maintenance;
mod messages;
mod opening;
mod times;

pub(crate) use coverage::everything;

use core::time::Duration;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use cti_messages::{MessageType, StatusCode};
use cti_session::{ConnectionId, ServerAction, ServerConfig, ServerRole, SessionEnd, Time};

use super::Serve;
use link::{Link, Mode, Received, Stage, What};
use maintenance::{Maintenance, Told};

/// Time limits that a server has by default.
const OPEN: Duration = Duration::from_secs(30);
const DECISION: Duration = Duration::from_secs(60);
const WRITE: Duration = Duration::from_secs(30);
const CLOSE: Duration = Duration::from_secs(5);
const MAINTENANCE: Duration = Duration::from_secs(5);

/// What a server may send beyond its bound: answers, and what it says without being asked.
const SLACK: usize = 500;

pub(crate) struct ServerWatch {
    config: ServerConfig,
    /// Whether other peripherals are announced than at first, if any.
    has_new_peripherals: bool,
    role: ServerRole,
    /// The status with which it stops.
    stopping: Option<StatusCode>,
    stopped_told: bool,
    maintenance: Maintenance,
    links: BTreeMap<ConnectionId, Link>,
    /// What the application has to be told of the server as a whole.
    told: VecDeque<Told>,
    /// Whether so many events wait for the application that messages have to wait, too.
    is_full: bool,
    is_tick: bool,
    now: Time,
    /// The kinds of what has happened.
    pub(crate) seen: BTreeSet<String>,
}

type Checked = Result<(), String>;

fn broken<T>(rule: &str, how: impl std::fmt::Display) -> Result<T, String> {
    Err(format!("{rule}: {how}"))
}

/// What the driver does.
impl ServerWatch {
    pub(crate) fn new(config: ServerConfig, now: Time) -> Self {
        Self {
            role: config.role,
            config,
            has_new_peripherals: false,
            stopping: None,
            stopped_told: false,
            maintenance: Maintenance::Off,
            links: BTreeMap::new(),
            told: VecDeque::new(),
            is_full: false,
            is_tick: false,
            now,
            seen: BTreeSet::new(),
        }
    }

    pub(crate) fn connections(&self) -> Vec<ConnectionId> {
        let links = self.links.iter().filter(|(_, link)| !link.is_gone);
        links.map(|(connection, _)| *connection).collect()
    }

    /// Time has passed, until now.
    pub(crate) fn begin(&mut self, now: Time) {
        let passed = now - self.now;
        let waits_for_room = self.stopping.is_none() && self.is_full;
        let most = self.config.send_capacity;
        for link in self.links.values_mut() {
            if link.is_timed(waits_for_room, most) {
                link.open_left = link.open_left.saturating_sub(passed);
            }
        }
        self.now = now;
    }

    pub(crate) fn connected(&mut self, connection: ConnectionId) {
        self.links.insert(connection, Link::new(self.now));
    }

    pub(crate) fn received(&mut self, connection: ConnectionId, bytes: &[u8]) {
        let now = self.now;
        let link = self.links.get_mut(&connection);
        if let Some(link) =
            link.filter(|link| !link.is_gone && !link.peer_closed && !link.is_leaving())
        {
            link.received(bytes, now);
        }
    }

    pub(crate) fn sent(&mut self, connection: ConnectionId, count: usize) {
        let now = self.now;
        let link = self.links.get_mut(&connection);
        if let Some(link) = link.filter(|link| !link.is_blind()) {
            link.outgoing = link.outgoing.saturating_sub(count);
            link.stalled = now;
            link.was_told_to_write &= link.outgoing > 0;
            self.announced(connection, Some(count));
        }
    }

    pub(crate) fn closed(&mut self, connection: ConnectionId) {
        let Some(link) = self.links.get_mut(&connection) else {
            return;
        };
        if link.is_gone {
            return;
        }
        link.peer_closed = true;
        self.announced(connection, None);
        let Some(link) = self.links.get_mut(&connection) else {
            return;
        };
        match &link.stage {
            // What it has sent before is still delivered.
            Stage::Open => {}
            Stage::Awaiting | Stage::Deciding { .. } => {
                link.pending.clear();
                self.gone(connection, vec![SessionEnd::Disconnected]);
            }
            Stage::Ending { end, .. } => {
                let end = end.clone();
                self.gone(connection, vec![end]);
            }
            Stage::Leaving { .. } => self.gone(connection, Vec::new()),
        }
    }

    pub(crate) fn tick(&mut self) {
        self.is_tick = true;
    }

    fn action(&mut self, action: ServerAction) -> Checked {
        let (ServerAction::Write(id)
        | ServerAction::Read(id)
        | ServerAction::Shutdown(id)
        | ServerAction::Reset(id)) = action
        else {
            panic!("the watch does not know {action:?}");
        };
        let link = self.links.get_mut(&id);
        let Some(link) = link.filter(|link| !link.is_gone && !link.is_reset) else {
            return broken(
                "no action for a connection that is over",
                format!("{action:?}"),
            );
        };
        match action {
            ServerAction::Write(_) => link.was_told_to_write = true,
            ServerAction::Read(_) => link.was_told_to_read = true,
            ServerAction::Shutdown(_) if link.is_ended => {
                return broken("a stream ends once", format!("{action:?}"));
            }
            ServerAction::Shutdown(_) => link.is_ended = true,
            _ => link.is_reset = true,
        }
        Ok(())
    }
}

/// What has come of a call.
impl ServerWatch {
    /// Sees what a call has changed, and compares it with what it should have.
    pub(crate) fn look(&mut self, server: &dyn Serve, actions: &[ServerAction]) -> Checked {
        self.is_full = server.waiting_events() >= self.config.event_capacity;
        match (server.takes_connections(), self.stopping, self.is_full) {
            (true, None, false) | (false, Some(_), _) | (false, None, true) => {}
            (true, None, true) => return broken(conclusion::BOUNDED, "connections are taken"),
            (true, Some(_), _) => return broken("a server that stops takes no connections", "one"),
            (false, None, false) => return broken(conclusion::ROOM, "connections are not taken"),
        }
        for action in actions {
            self.action(*action)?;
        }
        let now = self.now;
        for (connection, link) in &mut self.links {
            if link.is_gone {
                continue;
            }
            if !link.is_blind() {
                let outgoing = server.outgoing(*connection);
                match outgoing.get(link.outgoing..) {
                    Some([]) => {}
                    Some(new) => link.adds(new, now)?,
                    None => return broken("bytes that wait are sent", "some are dropped"),
                }
            }
            if link.is_reset {
                continue;
            }
            let may_read = server.may_read(*connection);
            let was_told = std::mem::take(&mut link.was_told_to_read);
            if may_read && !link.is_readable {
                link.heard = now;
                if !was_told {
                    return broken("the driver is told to read again", "it is not");
                }
            }
            // What a tick ends may be read from then on, and not before.
            if !(self.is_tick && may_read) {
                link.is_readable = may_read;
            }
        }
        self.settle()?;
        if std::mem::take(&mut self.is_tick) {
            self.forget_the_gone();
            self.maintenance_over();
            for (connection, link) in self.links.iter_mut().filter(|(_, link)| !link.is_gone) {
                link.is_readable = server.may_read(*connection);
            }
        }
        self.settle()?;
        while (self.is_unexplained() || self.is_too_full()) && self.guess()? {
            self.settle()?;
        }
        for (connection, link) in self.links.iter().filter(|(_, link)| !link.is_gone) {
            self.conclude(*connection, link)?;
        }
        self.check_room()?;
        self.keep_modes();
        self.links
            .retain(|_, link| !(link.is_gone && link.end_told));
        Ok(())
    }

    /// Whether everything that the server may handle has been handled by now.
    fn is_certain(&self, link: &Link) -> bool {
        let has_room = link.peer_closed || link.outgoing < self.config.send_capacity;
        link.is_readable || !self.is_full && has_room
    }

    /// Accounts for everything that can be.
    fn settle(&mut self) -> Checked {
        loop {
            let mut starts = false;
            let links = self.links.iter().filter(|(_, link)| link.is_busy());
            let busy: Vec<_> = links.map(|(connection, _)| *connection).collect();
            for connection in busy {
                while self.step(connection)? {
                    starts = true;
                }
            }
            if !starts {
                return Ok(());
            }
        }
    }

    /// Whether something is seen that nothing known has led to.
    fn is_unexplained(&self) -> bool {
        let mut links = self.links.values().filter(|link| !link.is_gone);
        links.any(|link| !link.fresh.is_empty() || link.is_reset)
    }

    /// Takes a message as handled that may have been, and that may have led to something elsewhere; returns whether
    /// there is one.
    fn guess(&mut self) -> Result<bool, String> {
        for connection in self.connections() {
            let link = &self.links[&connection];
            if self.is_certain(link) || link.is_deciding() {
                continue;
            }
            let now = self.mode(link);
            let is_silent = link.pending.iter().any(|received| {
                let mut modes = link.modes.iter().chain([&now]);
                modes.any(|mode| self.is_silent(link, mode, received))
            });
            if (link.peer_closed || is_silent)
                && !link.pending.is_empty()
                && self.step_pending(connection, true, None)?
            {
                return Ok(true);
            }
            let link = &self.links[&connection];
            if link.peer_closed && link.pending.is_empty() {
                self.disconnected(connection);
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Accounts for one thing of a connection, if there is any.
    fn step(&mut self, connection: ConnectionId) -> Result<bool, String> {
        let is_full = self.is_full;
        let Some(link) = self.links.get_mut(&connection) else {
            return Ok(false);
        };
        if link.is_gone {
            return Ok(false);
        }
        if link.is_blind() && !(link.own.is_empty() && link.fresh.is_empty()) {
            link.own.clear();
            link.fresh.clear();
            return Ok(true);
        }
        if let (Some(frame), Some(own)) = (link.fresh.front(), link.own.front()) {
            if own.is(frame) {
                let question = matches!(own.what, What::Question).then(|| frame.invoke_id());
                let announces = frame.message_type() == MessageType::ACTIVE_MAINTENANCE_EVENT_MSG;
                link.fresh.pop_front();
                link.own.pop_front();
                if announces {
                    let later: usize = link.fresh.iter().map(|frame| frame.as_bytes().len()).sum();
                    let left = link.outgoing.saturating_sub(later);
                    self.announces(connection, left);
                }
                if let Some(invoke_id) = question {
                    self.asks(connection, invoke_id.unwrap_or_default())?;
                }
                return Ok(true);
            }
        }
        let is_held = link.is_deciding() || link.is_leaving();
        // How messages were handled is not seen any more: the application may be given them, or not.
        let is_unclear = link.is_blind() && link.modes.len() > 1;
        let may_step = !link.pending.is_empty() && !is_held && !is_unclear;
        if may_step && self.step_pending(connection, false, None)? {
            return Ok(true);
        }
        let Some(link) = self.links.get(&connection).filter(|link| !link.is_gone) else {
            return Ok(false);
        };
        let is_all_handled = link.pending.is_empty() || is_unclear;
        if link.peer_closed && is_all_handled && (!is_full || link.has_only_frames()) {
            self.disconnected(connection);
            return Ok(true);
        }
        let is_over = link.pending.is_empty() || is_held || is_unclear || !self.is_certain(link);
        let is_reset = link.is_reset && is_over;
        Ok(is_reset && self.reset(connection))
    }

    /// A client that had an open session is not connected any more, and everything that it sent is handled.
    fn disconnected(&mut self, connection: ConnectionId) {
        let link = &self.links[&connection];
        let mut ends = vec![SessionEnd::Disconnected];
        if let Stage::Ending { end, .. } = &link.stage {
            ends.push(end.clone());
        }
        self.gone(connection, ends);
    }

    /// The server does not know a connection any more, for one of these reasons if none was known before.
    fn gone(&mut self, connection: ConnectionId, ends: Vec<SessionEnd>) {
        let Some(link) = self.links.get_mut(&connection) else {
            return;
        };
        link.is_gone = true;
        link.own.clear();
        link.fresh.clear();
        if !link.end_told && link.end.is_none() {
            link.end = Some(ends);
        }
        self.not_open(connection);
        self.tell_over();
        self.tell_stopped();
    }

    /// The session of a connection is over: nothing more is read of it.
    fn leave(&mut self, connection: ConnectionId, end: SessionEnd, ends_stream: bool) {
        let until = self.now + CLOSE;
        let Some(link) = self.links.get_mut(&connection) else {
            return;
        };
        if link.peer_closed {
            return self.gone(connection, vec![end]);
        }
        link.stage = Stage::Leaving { until, ends_stream };
        link.end.get_or_insert(vec![end]);
        self.not_open(connection);
    }

    /// Remembers how messages may have been handled that wait now.
    fn keep_modes(&mut self) {
        let mut links = std::mem::take(&mut self.links);
        for link in links.values_mut().filter(|link| !link.is_gone) {
            let is_certain = link.pending.is_empty() || !link.is_leaving() && self.is_certain(link);
            if is_certain {
                link.modes.clear();
            }
            let mode = self.mode(link);
            if !link.modes.contains(&mode) {
                link.modes.push(mode);
            }
        }
        self.links = links;
    }

    fn mode(&self, link: &Link) -> Mode {
        let is_standby = self.role == ServerRole::Standby;
        match &link.stage {
            Stage::Awaiting => Mode::Awaiting {
                is_standby,
                closed: self.closed_status(),
                devices_are_free: false,
            },
            Stage::Deciding { .. } => Mode::Deciding,
            Stage::Open => Mode::Open { is_standby },
            Stage::Ending { end, .. } => Mode::Ending(end.clone()),
            Stage::Leaving { .. } => Mode::Leaving,
        }
    }

    fn is_silent(&self, link: &Link, mode: &Mode, received: &Received) -> bool {
        let handling = self.handling(link, mode, received);
        handling.is_some_and(|handling| handling.is_silent())
    }
}
