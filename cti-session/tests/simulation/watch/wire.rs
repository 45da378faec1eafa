//! What the driver sees: connections, and the frames on them.

use core::time::Duration;

use cti_messages::{
    ActiveMaintenanceEventMsg, ActiveMaintenanceReqMsg, ActiveMaintenanceRespMsg, CloseReq,
    CtiServiceMask, FailureConf, FailureEvent, HeartbeatReq, MessageType, OpenConf, OpenReq,
    OwnedFrame, SessionType, StatusCode,
};
use cti_session::{ClientAction, ConnectionId, SideState, Time};

use super::requests::Sent;
use super::{Checked, Link, Watch, broken};

/// What the driver sees.
impl Watch<'_> {
    pub(crate) fn action(&mut self, action: &ClientAction, now: Time) -> Checked {
        match action {
            ClientAction::Connect { side, connection } => {
                if self.closing.is_some() || self.end.is_some() {
                    return broken("no redial", format!("connects to {side} after the end"));
                }
                if self.links.contains_key(connection) {
                    return broken("numbers of connections", "one is used twice");
                }
                self.links.insert(*connection, Link::new(*side, now));
                self.attempts[side.index()].push_back(*connection);
                if self.plan.is_prompt {
                    self.ladder(*side).connects(*side, now)?;
                }
            }
            ClientAction::Reset(connection) => {
                let link = self.links.get_mut(connection);
                let Some(link) = link.filter(|link| !link.is_over()) else {
                    return broken("a connection is reset once", format!("{connection:?}"));
                };
                link.reset = Some(now);
                self.requests.link_over(*connection);
            }
            _ => {}
        }
        Ok(())
    }

    pub(crate) fn connected(&mut self, connection: ConnectionId, now: Time) {
        if let Some(link) = self.links.get_mut(&connection) {
            link.connected = Some(now);
            link.last_sent = now;
        }
    }

    pub(crate) fn connect_failed(&mut self, connection: ConnectionId, now: Time) {
        if let Some(link) = self.links.get_mut(&connection) {
            link.closed = Some(now);
        }
    }

    pub(crate) fn closed(&mut self, connection: ConnectionId, now: Time) {
        if let Some(link) = self.links.get_mut(&connection) {
            link.closed = Some(now);
        }
    }

    /// So many of the outgoing bytes were written.
    pub(crate) fn sent(&mut self, connection: ConnectionId, count: usize, now: Time) {
        if let Some(link) = self.links.get_mut(&connection) {
            link.waiting -= count;
            link.progress = now;
            link.last_sent = now;
        }
    }

    /// The bytes that the client wants to send now.
    pub(crate) fn outgoing(
        &mut self,
        connection: ConnectionId,
        bytes: &[u8],
        now: Time,
    ) -> Checked {
        let heartbeat = self
            .plan
            .heartbeat
            .map(|seconds| Duration::from_secs(seconds.into()));
        let Some(link) = self.links.get_mut(&connection) else {
            return Ok(());
        };
        if bytes.len() == link.waiting {
            return Ok(());
        }
        // What waits for a connection that is over is dropped with it.
        if link.is_over() || bytes.len() < link.waiting {
            return Ok(());
        }
        if link.waiting == 0 {
            link.progress = now;
        }
        link.heartbeat_was_due = link.heartbeat_due(heartbeat);
        let new = &bytes[link.waiting..];
        link.waiting = bytes.len();
        link.outgoing.push(new);
        loop {
            let Some(link) = self.links.get_mut(&connection) else {
                return Ok(());
            };
            let frame = link
                .outgoing
                .next_frame()
                .map_err(|error| error.to_string())?;
            let Some(frame) = frame else {
                return Ok(());
            };
            let frame = OwnedFrame::from_frame(frame, self.plan.version)
                .map_err(|error| error.to_string())?;
            self.sends(connection, &frame, now)?;
        }
    }

    pub(super) fn sends(
        &mut self,
        connection: ConnectionId,
        frame: &OwnedFrame,
        now: Time,
    ) -> Checked {
        let prompt = self.plan.is_prompt;
        let Some(link) = self.links.get_mut(&connection) else {
            return Ok(());
        };
        let side = link.side;
        let message_type = frame.message_type();
        if let Err(error) = frame.message() {
            return broken("what the client sends can be decoded", error);
        }
        if (message_type == MessageType::OPEN_REQ) != link.open_id.is_none() {
            return broken(
                "OPEN_REQ first, and once",
                format!("{message_type} to {side}"),
            );
        }
        if link.close_sent.is_some() {
            return broken(
                "nothing after CLOSE_REQ",
                format!("{message_type} to {side}"),
            );
        }
        let invoke_id = frame.invoke_id();
        let answers = message_type == MessageType::ACTIVE_MAINTENANCE_RESP_MSG;
        if let Some(id) = invoke_id.filter(|_| !answers) {
            if link.ids.contains(&id) {
                return broken(
                    "invoke IDs are unique in a session",
                    format!("{id:?} to {side}"),
                );
            }
            link.ids.push(id);
        }
        match message_type {
            MessageType::OPEN_REQ => {
                link.open_id = invoke_id;
                let open = frame
                    .decode::<OpenReq<'_>>()
                    .map_err(|error| error.to_string())?;
                link.requested = open.services_requested;
                let idle = self.plan.heartbeat.map_or(u32::MAX, |seconds| 4 * seconds);
                if open.idle_timeout != idle || open.version_number != self.plan.version {
                    return broken("IdleTimeout is four intervals", open.idle_timeout);
                }
            }
            MessageType::HEARTBEAT_REQ => {
                let id = frame
                    .decode::<HeartbeatReq<'_>>()
                    .map(|heartbeat| heartbeat.invoke_id);
                let due = link.heartbeat_was_due;
                if due.is_none_or(|due| now < due || prompt && now > due) {
                    return broken(
                        "a heartbeat after one interval without sending",
                        format!("due {due:?}"),
                    );
                }
                if prompt && link.heartbeats.len() >= 3 {
                    return broken(
                        "three unanswered heartbeats end the session",
                        "a fourth is sent",
                    );
                }
                link.heartbeats.push(id.map_err(|error| error.to_string())?);
            }
            MessageType::CLOSE_REQ => {
                let close = frame
                    .decode::<CloseReq<'_>>()
                    .map_err(|error| error.to_string())?;
                let expected = match link.must_close {
                    None | Some(StatusCode::NEW_SESSION_OPENED) => StatusCode::NO_ERROR,
                    Some(_) => StatusCode::CTI_SERVER_OFFLINE,
                };
                if close.status != expected {
                    return broken("the status of CLOSE_REQ", close.status);
                }
                link.close_sent = Some(now);
            }
            MessageType::ACTIVE_MAINTENANCE_RESP_MSG => {
                let answer = frame.decode::<ActiveMaintenanceRespMsg<'_>>();
                let answer = answer.map_err(|error| error.to_string())?;
                let accepted = answer.maintenance_mode_accepted.is_true();
                let asked = link
                    .asked
                    .iter()
                    .position(|(_, id, _)| *id == answer.invoke_id);
                let Some(place) = asked else {
                    return broken(
                        "one answer for each question about maintenance",
                        format!("{:?} was not asked", answer.invoke_id),
                    );
                };
                link.asked.remove(place);
                let other = self.states[side.opposite().index()];
                let used = self.roles.active() == Some(side);
                if prompt && used && accepted && other != SideState::Open {
                    return broken(
                        "maintenance is accepted only if the other side is open",
                        format!("{other:?}"),
                    );
                }
            }
            MessageType::STOPPING_REQUESTS_TO_THIS_SIDE_IND => {
                link.stopped = Some(now);
                self.roles.stopped(side);
            }
            MessageType::REGISTER_SERVICE_REQ
            | MessageType::ANSWER_CALL_REQ
            | MessageType::LIST_AGENT_TEAM_REQ => {
                if link.stopped.is_some() {
                    return broken("no requests after STOPPING", side);
                }
                let ignores = CtiServiceMask::IGNORE_CONF;
                let granted = link.requested.difference(link.not_granted);
                let sent = Sent {
                    connection,
                    side,
                    invoke_id: invoke_id.unwrap_or_default(),
                    suppresses_confirmations: granted.contains(ignores),
                };
                self.requests.sends(sent);
            }
            _ => {}
        }
        if let Some(link) = self.links.get_mut(&connection) {
            link.last_sent = now;
        }
        Ok(())
    }

    /// Bytes that the client receives.
    pub(crate) fn delivered(&mut self, connection: ConnectionId, bytes: &[u8], now: Time) {
        let Some(link) = self.links.get_mut(&connection) else {
            return;
        };
        link.incoming.push(bytes);
        loop {
            let Some(link) = self.links.get_mut(&connection) else {
                return;
            };
            if link.unreadable || link.over_by_message {
                return;
            }
            match link.incoming.next_frame() {
                Ok(Some(frame)) => {
                    let Ok(frame) = OwnedFrame::from_frame(frame, self.plan.version) else {
                        return;
                    };
                    self.receives(connection, frame, now);
                }
                Ok(None) => return,
                Err(_) => link.unreadable = true,
            }
        }
    }

    pub(super) fn receives(&mut self, connection: ConnectionId, frame: OwnedFrame, now: Time) {
        let holds_both = self.plan.holds_both;
        let Some(link) = self.links.get_mut(&connection) else {
            return;
        };
        if link.close_sent.is_some() {
            if frame.message_type() == MessageType::CLOSE_CONF {
                link.over_by_message = true;
            }
            return;
        }
        let side = link.side;
        let id = frame.invoke_id();
        if !link.is_open {
            match frame.message_type() {
                MessageType::OPEN_CONF if id == link.open_id => {
                    link.is_open = true;
                    link.open_at = now;
                    match frame.decode::<OpenConf<'_>>() {
                        Ok(confirmation) => {
                            link.not_granted =
                                link.requested.difference(confirmation.services_granted);
                            let session_type = confirmation.session_type.unwrap_or_default();
                            let session_type = if holds_both {
                                session_type
                            } else {
                                SessionType::ACTIVE
                            };
                            self.roles.opened(side, session_type);
                        }
                        Err(_) => link.unreadable = true,
                    }
                    return;
                }
                MessageType::FAILURE_CONF if id == link.open_id => {
                    link.over_by_message = true;
                    link.refused = frame
                        .decode::<FailureConf<'_>>()
                        .ok()
                        .map(|failure| failure.status);
                    return;
                }
                _ => {}
            }
        }
        let ends = match frame.decode::<FailureEvent<'_>>() {
            Ok(event) => [11, 15, 110]
                .contains(&event.status.0)
                .then_some(event.status),
            Err(_) => None,
        };
        if let Some(status) = ends {
            if link.is_open {
                link.must_close = ends;
                self.roles.lost(side);
                // The client discards what follows; when it does so is its business, if the application is slow.
                link.over_by_message = true;
                self.requests.link_over(connection);
            } else {
                link.refused = Some(status);
                link.over_by_message = true;
            }
            return;
        }
        if link.is_open {
            match frame.message_type() {
                MessageType::HEARTBEAT_CONF | MessageType::FAILURE_CONF => {
                    let place = link.heartbeats.iter().position(|sent| Some(*sent) == id);
                    if let Some(place) = place {
                        link.heartbeats.drain(..=place);
                        if frame.message_type() == MessageType::FAILURE_CONF {
                            link.over_by_message = true;
                            link.heartbeat_refused = true;
                        }
                        return;
                    }
                    // An answer to a heartbeat that is not waited for any more is nobody's business.
                    let is_confirmation = frame.message_type() == MessageType::HEARTBEAT_CONF;
                    if is_confirmation && id.is_some_and(|id| link.ids.contains(&id)) {
                        return;
                    }
                }
                MessageType::STANDBY_ACTIVE_EVENT_MSG if holds_both => {
                    return self.roles.promoted(side);
                }
                MessageType::ACTIVE_MAINTENANCE_EVENT_MSG if holds_both => {
                    // What was asked is settled: an answer may come, and need not.
                    for (_, _, settled) in &mut link.asked {
                        *settled = true;
                    }
                    if let Ok(event) = frame.decode::<ActiveMaintenanceEventMsg<'_>>() {
                        let starts = event.maintenance_mode_status.is_true();
                        if !starts {
                            // It stays, and may become active again.
                            link.stopped = None;
                        }
                        return self.roles.maintenance(side, starts);
                    }
                }
                MessageType::ACTIVE_MAINTENANCE_REQ_MSG if holds_both => {
                    if let Ok(request) = frame.decode::<ActiveMaintenanceReqMsg<'_>>() {
                        link.asked.push((now, request.invoke_id, false));
                        if self.roles.active() == Some(side) {
                            self.roles.asked(side);
                        }
                        return;
                    }
                }
                _ => {}
            }
        }
        link.expected.push_back(frame);
    }
}
