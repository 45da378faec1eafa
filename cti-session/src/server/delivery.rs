//! The sessions that get an event: the table of [`Server::broadcast_where`].

use alloc::vec::Vec;

use cti_messages::fields::{self, Value};
use cti_messages::{
    AgentState, AgentStateMask, CallEventMask, ConfigInformationMask, CtiServiceMask, DynMessage,
    EncodeError, MessageType, ProtocolVersion,
};

use super::Server;
use super::config::ServerRole;
use super::event::{Broadcast, SessionEnd};
use super::session::{Session, Subscription};
use crate::link::ConnectionId;
use crate::time::Time;

/// The sessions that a message is for.
struct Audience {
    /// Sessions with any of these services; `None`: all sessions.
    services: Option<CtiServiceMask>,
    /// Sessions with any of these services, if the message is about what is theirs.
    if_own: CtiServiceMask,
    mask: Mask,
}

/// The mask bit that a message needs.
enum Mask {
    None,
    CallEvent(CallEventMask),
    /// An empty mask is that of a state without a bit.
    AgentState(AgentStateMask),
    Configuration(ConfigInformationMask),
}

impl Audience {
    fn of(message: &dyn DynMessage) -> Option<Self> {
        const ALL_EVENTS: CtiServiceMask = CtiServiceMask::ALL_EVENTS;
        const CLIENT_EVENTS: CtiServiceMask = CtiServiceMask::CLIENT_EVENTS;
        let call_event = || call_event_bit(message.name());
        let new = |services, if_own, mask| {
            Some(Self {
                services: Some(services),
                if_own,
                mask,
            })
        };
        let nobody = CtiServiceMask::empty();
        match message.message_type() {
            MessageType::SYSTEM_EVENT => Some(Self {
                services: None,
                if_own: nobody,
                mask: Mask::None,
            }),
            MessageType::CLIENT_SESSION_OPENED_EVENT | MessageType::CLIENT_SESSION_CLOSED_EVENT => {
                new(CtiServiceMask::CLIENT_MONITOR, nobody, Mask::None)
            }
            MessageType::SUPERVISOR_ASSIST_EVENT | MessageType::EMERGENCY_CALL_EVENT => {
                new(ALL_EVENTS, CtiServiceMask::SUPERVISOR, Mask::None)
            }
            MessageType::AGENT_TEAM_CONFIG_EVENT => {
                let mask = Mask::CallEvent(CallEventMask::AGENT_TEAM_CONFIG);
                new(ALL_EVENTS, CtiServiceMask::SUPERVISOR, mask)
            }
            MessageType::AGENT_STATE_EVENT => {
                let mask = Mask::AgentState(agent_state_bit(message));
                new(ALL_EVENTS, CLIENT_EVENTS, mask)
            }
            MessageType::CALL_TRANSLATION_ROUTE_EVENT => {
                let services = ALL_EVENTS | CtiServiceMask::PERIPHERAL_MONITOR;
                new(services, nobody, Mask::CallEvent(call_event()?))
            }
            MessageType::AGENT_PRE_CALL_ABORT_EVENT => {
                new(ALL_EVENTS, nobody, Mask::CallEvent(call_event()?))
            }
            MessageType::NETWORK_RECORDING_TARGET_INFO_EVENT => {
                let if_own = ALL_EVENTS | CLIENT_EVENTS;
                new(nobody, if_own, Mask::CallEvent(call_event()?))
            }
            other => {
                if let Some(bit) = configuration_bit(other) {
                    return Some(Self {
                        services: None,
                        if_own: nobody,
                        mask: Mask::Configuration(bit),
                    });
                }
                new(ALL_EVENTS, CLIENT_EVENTS, Mask::CallEvent(call_event()?))
            }
        }
    }

    fn includes(&self, session: &Subscription, own: impl FnOnce() -> bool) -> bool {
        let is_asked_for = match self.mask {
            Mask::None => true,
            Mask::CallEvent(bit) => session.call_events.contains(bit),
            Mask::AgentState(bit) if bit.is_empty() => !session.agent_states.is_empty(),
            Mask::AgentState(bit) => session.agent_states.contains(bit),
            Mask::Configuration(bit) => session.configuration.contains(bit),
        };
        if !is_asked_for {
            return false;
        }
        let has_service = self
            .services
            .is_none_or(|services| session.services.intersects(services));
        has_service || session.services.intersects(self.if_own) && own()
    }
}

/// The bit of CallMsgMask that asks for a message: the mask calls it X_MASK for the message X_EVENT.
fn call_event_bit(message: &str) -> Option<CallEventMask> {
    let bit = CallEventMask::from_name(message.strip_suffix("_EVENT")?)?;
    // The one without a name would be all bits.
    (!bit.is_all()).then_some(bit)
}

/// The bit of AgentStateMask that asks for the state that an AGENT_STATE_EVENT reports; empty if there is none. States
/// and bits have the same names, AGENT_STATE_TALKING and AGENT_TALKING_MASK, and different places.
fn agent_state_bit(message: &dyn DynMessage) -> AgentStateMask {
    let mut fields = fields::iter(message.as_fields());
    let state = fields.find(|field| field.name() == "AgentState");
    let state = match state.map(|field| field.value()) {
        Some(Value::Enumeration(state, _)) => u16::try_from(state).ok().map(AgentState),
        _ => None,
    };
    let name = state.and_then(|state| state.short_name());
    name.and_then(AgentStateMask::from_name).unwrap_or_default()
}

/// The bit of ConfigMsgMask that asks for updates by a message.
fn configuration_bit(message_type: MessageType) -> Option<ConfigInformationMask> {
    Some(match message_type {
        MessageType::CONFIG_SERVICE_EVENT => ConfigInformationMask::SERVICES,
        MessageType::CONFIG_SKILL_GROUP_EVENT => ConfigInformationMask::SKILL_GROUPS,
        MessageType::CONFIG_AGENT_EVENT => ConfigInformationMask::AGENTS,
        MessageType::CONFIG_DEVICE_EVENT => ConfigInformationMask::DEVICES,
        MessageType::CONFIG_CALL_TYPE_EVENT => ConfigInformationMask::CALL_TYPES,
        MessageType::CONFIG_MRD_EVENT => ConfigInformationMask::MEDIA_ROUTING_DOMAINS,
        MessageType::CONFIG_PERIPHERAL_EVENT => ConfigInformationMask::PERIPHERALS,
        MessageType::CONFIG_AGENT_DESK_SETTINGS_EVENT => ConfigInformationMask::AGENT_DESK_SETTINGS,
        MessageType::CONFIG_TERMINAL_EVENT => ConfigInformationMask::TERMINALS,
        MessageType::CONFIG_AGENT_SERVICE_EVENT => ConfigInformationMask::AGENT_SERVICES,
        _ => return None,
    })
}

/// A message encoded in the versions of the sessions that get it.
#[derive(Default)]
struct Encodings(Vec<(ProtocolVersion, Result<Vec<u8>, EncodeError>)>);

impl Encodings {
    fn get(
        &mut self,
        message: &dyn DynMessage,
        version: ProtocolVersion,
    ) -> &Result<Vec<u8>, EncodeError> {
        let known = self.0.iter().position(|(known, _)| *known == version);
        let index = known.unwrap_or_else(|| {
            let mut bytes = Vec::new();
            let encoded = message.encode(version, &mut bytes).map(|()| bytes);
            self.0.push((version, encoded));
            self.0.len() - 1
        });
        &self.0[index].1
    }
}

impl Server {
    /// Sends an event to every open session whose services and masks ask for it, whatever device or call it is about.
    ///
    /// Sessions that have only the Client Events of a device do not get the events of other devices: see
    /// [`Self::broadcast_where`], which also has the table of events and recipients. A standby server sends
    /// events to nobody.
    ///
    /// A session whose outgoing bytes have no room for an event that it asked for is reset, since events must not be
    /// left out silently.
    pub fn broadcast(&mut self, message: &dyn DynMessage, now: Time) -> Broadcast {
        self.broadcast_where(message, |_| false, now)
    }

    /// Sends an event as [`Self::broadcast`] does, and also to the sessions that ask for it if it is about what is
    /// theirs; `is_own` says for which of them it is.
    ///
    /// | events | sessions | sessions if it is their own | mask | source in the guide |
    /// | --- | --- | --- | --- | --- |
    /// | SYSTEM_EVENT | all | | | Miscellaneous Service: unsolicited |
    /// | calls | All Events | Client Events | CallMsgMask | Client Events Service, All Events Service |
    /// | AGENT_STATE_EVENT | All Events | Client Events | AgentStateMask | the same |
    /// | CALL_TRANSLATION_ROUTE_EVENT | All Events, Peripheral Monitor | | CallMsgMask | All Events Service |
    /// | AGENT_PRE_CALL_ABORT_EVENT | All Events | | CallMsgMask | its description |
    /// | NETWORK_RECORDING_TARGET_INFO_EVENT | | All Events, Client Events: those that started the recording | CallMsgMask | its description |
    /// | CLIENT_SESSION_OPENED_EVENT, CLIENT_SESSION_CLOSED_EVENT | Client Monitor | | | Client Monitor Service |
    /// | EMERGENCY_CALL_EVENT | All Events ("bridge clients") | Supervisor | | Supervisor Service |
    /// | SUPERVISOR_ASSIST_EVENT | All Events | Supervisor | | none: treated like EMERGENCY_CALL_EVENT, its twin |
    /// | AGENT_TEAM_CONFIG_EVENT | All Events | Supervisor | CallMsgMask | Supervisor Service |
    /// | CONFIG_…_EVENT with records | all | | ConfigMsgMask | OPEN_REQ, Configuration Acquisition |
    ///
    /// All other messages reach nobody, such as answers and texts between users: use [`Self::send`].
    ///
    /// Where the guide is silent: an agent state without a bit in AgentStateMask, such as AGENT_STATE_UNKNOWN, goes to
    /// the sessions that ask for any state; updates of the configuration need no service, only the mask.
    ///
    /// Left to the application, because it depends on the contents of an event: monitors, which have masks of their
    /// own, and the services that suppress messages (CTI_SERVICE_IGNORE_CONF, CTI_SERVICE_ACD_LINE_ONLY,
    /// CTI_SERVICE_IGNORE_DUPLICATE_AGENT_EVENTS).
    pub fn broadcast_where(
        &mut self,
        message: &dyn DynMessage,
        mut is_own: impl FnMut(ConnectionId) -> bool,
        now: Time,
    ) -> Broadcast {
        let mut result = Broadcast::default();
        let Some(audience) = Audience::of(message) else {
            return result;
        };
        let asks = self.sessions.iter().filter(|(connection, session)| {
            self.gets_events(session, message)
                && audience.includes(&session.subscription, || is_own(**connection))
        });
        let chosen: Vec<_> = asks
            .map(|(connection, session)| (*connection, session.link.version()))
            .collect();
        let mut encodings = Encodings::default();
        for (connection, version) in chosen {
            // The end of a session that was too slow can end maintenance, and with it others.
            if !self.sessions.get(&connection).is_some_and(Session::is_open) {
                continue;
            }
            match encodings.get(message, version) {
                Ok(bytes) if self.write_encoded(connection, bytes, now) => result.reached += 1,
                Ok(_) => {
                    result.too_slow += 1;
                    self.reset(connection, SessionEnd::TooSlow, now);
                }
                Err(error) => result.error = Some((version, *error)),
            }
        }
        result
    }

    /// Whether a session gets events at all, and has this message in its version.
    fn gets_events(&self, session: &Session, message: &dyn DynMessage) -> bool {
        self.role == ServerRole::Active
            && session.is_open()
            && message.info().versions.contains(session.link.version())
    }

    /// Returns whether [`Self::broadcast_where`] would send an event to a session, assuming that it is about the
    /// session's own device or call.
    #[must_use]
    pub fn asks_for(&self, connection: ConnectionId, message: &dyn DynMessage) -> bool {
        let Some(session) = self.sessions.get(&connection) else {
            return false;
        };
        self.gets_events(session, message)
            && Audience::of(message)
                .is_some_and(|audience| audience.includes(&session.subscription, || true))
    }

    /// The services of an open session, and the events that it asks for.
    #[must_use]
    pub fn subscription(&self, connection: ConnectionId) -> Option<Subscription> {
        let session = self.sessions.get(&connection)?;
        session.is_open().then_some(session.subscription)
    }

    /// Changes the masks of an open session, as CONFIG_REQUEST_EVENT asks for; the services stay those that were
    /// granted. Returns false if the session is not open.
    pub fn set_masks(
        &mut self,
        connection: ConnectionId,
        call_events: CallEventMask,
        agent_states: AgentStateMask,
        configuration: ConfigInformationMask,
    ) -> bool {
        match self.sessions.get_mut(&connection) {
            Some(session) if session.is_open() => {
                session.subscription = Subscription {
                    services: session.subscription.services,
                    call_events,
                    agent_states,
                    configuration,
                };
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use cti_messages::AgentStateEvent;

    use super::*;

    #[test]
    fn every_bit_of_the_call_mask_finds_its_message() {
        let mut names: Vec<&str> = MessageType::ALL
            .iter()
            .filter_map(|known| known.name())
            .collect();
        names.retain(|name| call_event_bit(name).is_some());
        let found = names.iter().filter_map(|name| call_event_bit(name));
        let all: CallEventMask = found.collect();
        let bits: CallEventMask = CallEventMask::all()
            .iter_names()
            .map(|(_, bit)| bit)
            .collect();
        assert_eq!(all, bits);
        assert_eq!(u32::try_from(names.len()), Ok(bits.bits().count_ones()));
        assert_eq!(bits.bits() | 0x0400_0000, u32::MAX);
    }

    #[test]
    fn every_bit_of_the_agent_state_mask_finds_its_state() {
        let event = |state| AgentStateEvent {
            agent_state: AgentState(state),
            ..AgentStateEvent::default()
        };
        let states = 0..=u16::MAX;
        let found: Vec<_> = states
            .map(|state| agent_state_bit(&event(state)))
            .filter(|bit| !bit.is_empty())
            .collect();
        let bits: Vec<_> = AgentStateMask::all()
            .iter_names()
            .map(|(_, bit)| bit)
            .collect();
        assert_eq!(found, bits);
        assert!(agent_state_bit(&event(AgentState::UNKNOWN.0)).is_empty());
    }

    #[test]
    fn every_bit_of_the_configuration_mask_finds_its_message() {
        let found = MessageType::ALL
            .iter()
            .filter_map(|known| configuration_bit(*known));
        let bits = ConfigInformationMask::all()
            .iter_names()
            .map(|(_, bit)| bit);
        assert_eq!(found.collect::<ConfigInformationMask>(), bits.collect());
    }
}
