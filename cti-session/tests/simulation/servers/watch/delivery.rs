//! Which session gets which event.

use cti_messages::{
    AgentStateEvent, AgentStateMask, CallEventMask, ConfigInformationMask, CtiServiceMask,
    DynMessage, MessageType, OwnedFrame, ProtocolVersion,
};
use cti_session::{Broadcast, ConnectionId, NotDelivered, ServerRole, SessionEnd};

use super::link::{Link, Subscription};
use super::messages::{EVENTS, SENT};
use super::{Checked, ServerWatch, broken};
use crate::servers::Masks;

/// The states of agents by their numbers, in the order of the bits of the mask.
const STATES: [u32; 14] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14];

/// Whether a session asks for an event; `is_owner` if the event is about what is its own.
fn asks(session: &Subscription, message: &OwnedFrame, is_owner: bool) -> bool {
    const ALL: CtiServiceMask = CtiServiceMask::ALL_EVENTS;
    let has = |service| session.services.contains(service);
    let has_client_events = has(CtiServiceMask::CLIENT_EVENTS) && is_owner;
    match message.message_type() {
        MessageType::SYSTEM_EVENT => true,
        MessageType::BEGIN_CALL_EVENT => {
            session.calls.contains(CallEventMask::BEGIN_CALL) && (has(ALL) || has_client_events)
        }
        MessageType::END_CALL_EVENT => {
            session.calls.contains(CallEventMask::END_CALL) && (has(ALL) || has_client_events)
        }
        MessageType::AGENT_STATE_EVENT => {
            let state = message.decode::<AgentStateEvent<'_>>();
            let state = state.map_or(u32::MAX, |event| event.agent_state.0.into());
            let bit = STATES.iter().position(|known| *known == state);
            let asks = match bit {
                Some(bit) => session.states.bits() & 1 << bit != 0,
                // A state without a bit.
                None => session.states != AgentStateMask::empty(),
            };
            asks && (has(ALL) || has_client_events)
        }
        MessageType::CLIENT_SESSION_OPENED_EVENT => has(CtiServiceMask::CLIENT_MONITOR),
        MessageType::EMERGENCY_CALL_EVENT => {
            has(ALL) || has(CtiServiceMask::SUPERVISOR) && is_owner
        }
        MessageType::CONFIG_AGENT_EVENT => session
            .configuration
            .contains(ConfigInformationMask::AGENTS),
        _ => false,
    }
}

fn encoded(message: &dyn DynMessage, version: ProtocolVersion) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    message.encode(version, &mut bytes).ok().map(|()| bytes)
}

impl ServerWatch {
    pub(crate) fn broadcast(
        &mut self,
        message: &dyn DynMessage,
        owners: &[ConnectionId],
        broadcast: &Broadcast,
    ) -> Checked {
        if self.role == ServerRole::Standby {
            return match broadcast.reached + broadcast.too_slow {
                0 => Ok(()),
                _ => broken(EVENTS, "a standby server sends one"),
            };
        }
        let (mut reached, mut too_slow) = (0, 0);
        let most = self.config.send_capacity;
        for (connection, link) in &mut self.links {
            let is_there = link.is_open() && !link.is_blind();
            if !is_there || !message.info().versions.contains(link.version) {
                continue;
            }
            let Some(bytes) = encoded(message, link.version) else {
                continue;
            };
            let Ok(frame) = OwnedFrame::parse(&bytes, link.version) else {
                continue;
            };
            if !asks(&link.subscription, &frame, owners.contains(connection)) {
                continue;
            }
            self.seen.insert(format!("event: {}", message.name()));
            if link.has_new_masks && frame.message_type() != MessageType::SYSTEM_EVENT {
                self.seen.insert("event for new masks".to_owned());
            }
            if waiting(link) + bytes.len() > most {
                link.must_reset = Some(SessionEnd::TooSlow);
                too_slow += 1;
            } else {
                link.owes_bytes(EVENTS, bytes);
                reached += 1;
            }
        }
        if (broadcast.reached, broadcast.too_slow) != (reached, too_slow) {
            return broken(
                EVENTS,
                format!("{broadcast:?}, not {reached} and {too_slow}: {message:?}"),
            );
        }
        Ok(())
    }

    /// The application changes what a session asks for.
    pub(crate) fn set_masks(
        &mut self,
        connection: ConnectionId,
        masks: Masks,
        is_set: bool,
    ) -> Checked {
        let link = self.links.get_mut(&connection);
        let link = link.filter(|link| link.is_open());
        // A client that is not connected any more may have gone before.
        let may_be_gone = link.as_ref().is_some_and(|link| link.peer_closed);
        if link.is_some() != is_set && !may_be_gone {
            let how = format!("{connection:?}: {is_set}");
            return broken("the masks of open sessions can be changed", how);
        }
        if let Some(link) = link {
            link.has_new_masks = true;
            link.subscription = Subscription {
                services: link.subscription.services,
                calls: masks.calls,
                states: masks.states,
                configuration: masks.configuration,
            };
        }
        Ok(())
    }

    pub(crate) fn send(
        &mut self,
        connection: ConnectionId,
        message: &dyn DynMessage,
        sent: &Result<(), NotDelivered>,
    ) -> Checked {
        let most = self.config.send_capacity;
        let link = self.links.get_mut(&connection);
        let Some(link) = link.filter(|link| link.is_open() && !link.is_blind()) else {
            return match sent {
                Err(NotDelivered::NotOpen) => Ok(()),
                _ => broken(
                    SENT,
                    format!("{sent:?} for {connection:?}, which is not open"),
                ),
            };
        };
        let Some(bytes) = encoded(message, link.version) else {
            return Ok(());
        };
        let has_room = waiting(link) + bytes.len() <= most;
        match sent {
            Ok(()) if has_room => link.owes_bytes(SENT, bytes),
            Err(NotDelivered::QueueFull) if !has_room => {}
            _ => {
                return broken(
                    SENT,
                    format!("{sent:?} with {} bytes waiting", waiting(link)),
                );
            }
        }
        Ok(())
    }
}

/// How many bytes wait for a client.
fn waiting(link: &Link) -> usize {
    link.outgoing
}
