//! The decision on an OPEN_REQ.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use core::time::Duration;

use cti_messages::{
    AgentPeripheral, AgentStateMask, CallEventMask, ConfigInformationMask, CtiServiceMask,
    InvokeId, MultilineAgentControl, OpenConf, OpenReq, OwnedFrame, PeripheralId, PeripheralType,
    ProtocolVersion, SessionType, StatusCode, SystemEvent, SystemEventId, Text, VersionNumber,
};

use super::Server;
use super::config::{Check, ServerConfig, ServerRole};
use super::event::{NotAccepted, ServerEvent, SessionEnd};
use super::session::{DeviceKey, DeviceKind, Stage, Subscription};
use crate::link::{ConnectionId, NotAdded};
use crate::rules::{INTERVALS_UNTIL_IDLE, SHORTEST_HEARTBEAT, has_standby_servers};
use crate::time::Time;

/// The least IdleTimeout in seconds: four of the shortest heartbeat intervals.
const LEAST_IDLE_TIMEOUT: u32 = INTERVALS_UNTIL_IDLE * SHORTEST_HEARTBEAT;
/// The IdleTimeout of a client without heartbeats.
const NEVER_IDLE: u32 = 0xFFFF_FFFF;
/// CALL_TERMINATION_MASK of the guide, which names it without a message.
const CALL_TERMINATION_MASK: u32 = 0x0400_0000;

/// The devices whose Client Events an OPEN_REQ asks for. The server does not know which names mean the same device:
/// two sessions have the same device if any name is the same.
fn devices(request: &OpenReq<'_>) -> Vec<DeviceKey> {
    if !request
        .services_requested
        .contains(CtiServiceMask::CLIENT_EVENTS)
    {
        return Vec::new();
    }
    let names = [
        (DeviceKind::Extension, &request.agent_extension),
        (DeviceKind::Agent, &request.agent_id),
        (DeviceKind::Instrument, &request.agent_instrument),
    ];
    let keys = names.into_iter().filter_map(|(kind, name)| {
        let name = present(name)?;
        let peripheral = request.peripheral_id;
        Some(DeviceKey {
            peripheral,
            kind,
            name,
        })
    });
    keys.collect()
}

/// The bytes of a text that is present and not empty.
fn present(text: &Option<Text<'_>>) -> Option<Vec<u8>> {
    let text = text.as_ref()?.until_nul();
    (!text.is_empty()).then(|| text.as_bytes().to_vec())
}

/// Makes the checks that need nothing but the request.
fn check(
    request: &OpenReq<'_>,
    version: ProtocolVersion,
    config: &ServerConfig,
) -> Result<(), StatusCode> {
    let undefined = |bits: u32, defined: u32| bits & !defined != 0;
    let call_events = request.call_msg_mask.bits() & !CALL_TERMINATION_MASK;
    let client_events = request
        .services_requested
        .contains(CtiServiceMask::CLIENT_EVENTS);
    let reserved = request.reserved1 | request.reserved2 | request.reserved3;
    let failed = [
        (
            Check::ClientId,
            request.client_id.is_none(),
            StatusCode::REQUIRED_DATA_MISSING,
        ),
        (
            Check::ClientPassword,
            request.client_password.is_none(),
            StatusCode::REQUIRED_DATA_MISSING,
        ),
        (
            Check::IdleTimeout,
            request.idle_timeout < LEAST_IDLE_TIMEOUT,
            StatusCode::INVALID_TIMEOUT,
        ),
        (
            Check::Services,
            undefined(
                request.services_requested.bits(),
                CtiServiceMask::defined_in(version).bits(),
            ),
            StatusCode::INVALID_SERVICE_MASK,
        ),
        (
            Check::CallEvents,
            undefined(call_events, CallEventMask::defined_in(version).bits()),
            StatusCode::INVALID_CALL_MSG_MASK,
        ),
        (
            Check::AgentStates,
            undefined(
                request.agent_state_mask.bits(),
                AgentStateMask::defined_in(version).bits(),
            ),
            StatusCode::INVALID_AGENT_STATE_MASK,
        ),
        (
            Check::Configuration,
            undefined(
                request.config_msg_mask.bits(),
                ConfigInformationMask::defined_in(version).bits(),
            ),
            StatusCode::INVALID_CONFIG_MSG_MASK,
        ),
        (
            Check::Reserved,
            reserved != 0,
            StatusCode::INVALID_RESERVED_FIELD,
        ),
        (
            Check::Peripheral,
            client_events && request.peripheral_id == PeripheralId::NULL,
            StatusCode::INVALID_PERIPHERAL_ID,
        ),
        (
            Check::Device,
            client_events && devices(request).is_empty(),
            StatusCode::REQUIRED_DATA_MISSING,
        ),
    ];
    for (check, failed, status) in failed {
        if failed && config.checks.enforces(check) {
            return Err(status);
        }
    }
    Ok(())
}

impl Server {
    /// Passes an OPEN_REQ to the application, or refuses it.
    pub(super) fn open_asked(&mut self, connection: ConnectionId, frame: OwnedFrame, now: Time) {
        if let Err(status) = self.check_open(&frame) {
            self.answer_failure(connection, frame.invoke_id(), status, now);
            return;
        }
        let Some(session) = self.sessions.get_mut(&connection) else {
            return;
        };
        if let Stage::AwaitingOpen { until } = session.stage {
            session.stage = Stage::Deciding {
                request: frame.clone(),
                asked: now,
                open_until: until,
            };
            self.events.push_back(ServerEvent::OpenAsked {
                connection,
                request: frame,
            });
        }
    }

    fn check_open(&self, frame: &OwnedFrame) -> Result<(), StatusCode> {
        // First of all, since an OPEN_REQ of a version that is not modelled may have any layout.
        if self.config.checks.enforces(Check::Version) {
            let named = frame.as_frame().own_version();
            if named.is_some_and(|named| !self.serves(named)) {
                return Err(StatusCode::INVALID_VERSION);
            }
        }
        let Ok(request) = frame.decode::<OpenReq<'_>>() else {
            return Err(StatusCode::BAD_MESSAGE_FORMAT);
        };
        if let Some(status) = self.closed_status() {
            return Err(status);
        }
        if self.role == ServerRole::Standby && self.config.checks.enforces(Check::Standby) {
            if !has_standby_servers(frame.version()) {
                return Err(StatusCode::CTI_SERVER_OFFLINE);
            }
            if !request
                .services_requested
                .contains(CtiServiceMask::ACTIVE_STANDBY)
            {
                return Err(StatusCode::INVALID_CLIENT_FOR_STANDBY);
            }
        }
        check(&request, frame.version(), &self.config)?;
        self.same_devices(&request).map(drop)
    }

    fn serves(&self, version: VersionNumber) -> bool {
        ProtocolVersion::try_from(version)
            .is_ok_and(|version| self.config.versions.contains(&version))
    }

    /// The status with which every OPEN_REQ is refused at present.
    pub(super) fn closed_status(&self) -> Option<StatusCode> {
        let maintenance = StatusCode::SERVER_IN_MAINTENANCE_MODE;
        self.stopping
            .or_else(|| (!self.maintenance.is_off()).then_some(maintenance))
    }

    /// The open sessions of the same client for the same devices.
    fn same_devices(&self, request: &OpenReq<'_>) -> Result<BTreeSet<ConnectionId>, StatusCode> {
        let mut same = BTreeSet::new();
        if !self.config.checks.enforces(Check::DeviceInUse) {
            return Ok(same);
        }
        let client_id = present(&request.client_id).unwrap_or_default();
        for device in devices(request) {
            let Some(other) = self.devices.get(&device) else {
                continue;
            };
            let other_id = self.sessions.get(other).map(|session| &session.client_id);
            // Without a ClientID nobody can say that it is the same client.
            if client_id.is_empty() || other_id != Some(&client_id) {
                return Err(StatusCode::DEVICE_IN_USE);
            }
            same.insert(*other);
        }
        Ok(same)
    }

    /// An OPEN_CONF for the OPEN_REQ that waits for a decision, for an application that accepts every client: it grants all
    /// services, and describes the peripherals of the configuration. `None` if no OPEN_REQ waits.
    #[must_use]
    pub fn open_conf(&self, connection: ConnectionId) -> Option<OpenConf<'static>> {
        let session = self.sessions.get(&connection)?;
        let Stage::Deciding { request: frame, .. } = &session.stage else {
            return None;
        };
        let request = frame.decode::<OpenReq<'_>>().ok()?;
        let mut peripherals = self.config.peripherals.iter();
        let named = self
            .config
            .peripherals
            .iter()
            .find(|known| known.id == request.peripheral_id);
        let first = named.or_else(|| peripherals.clone().next());
        let online = named.map_or_else(
            || peripherals.all(|known| known.online),
            |named| named.online,
        );
        let listed = self.config.peripherals.iter().map(|known| AgentPeripheral {
            flt_peripheral_id: Some(known.id),
            multiline_agent_control: Some(MultilineAgentControl::default()),
        });
        let has_list = frame.version() >= ProtocolVersion::V14;
        Some(OpenConf {
            services_granted: CtiServiceMask::all(),
            peripheral_online: online.into(),
            peripheral_type: first
                .map_or_else(PeripheralType::default, |first| first.peripheral_type),
            peripherals: has_list.then(|| match named {
                Some(_) => Vec::new(),
                None => listed.collect(),
            }),
            ..OpenConf::default()
        })
    }

    /// Opens the session that an OPEN_REQ asked for.
    ///
    /// Of the services in `conf`, those are granted that the client asked for and
    /// [`ServerConfig::services`] has. The server sets InvokeID and SessionType; all else is the application's, such as
    /// MonitorID. An older session of the same client with the Client Events of the same device ends with
    /// E_CTI_NEW_SESSION_OPENED. A session with All Events then gets a SYSTEM_EVENT for each peripheral of the
    /// configuration.
    ///
    /// # Errors
    /// If no OPEN_REQ waits for a decision, the server had to refuse it meanwhile, or `conf` cannot be encoded.
    pub fn accept(
        &mut self,
        connection: ConnectionId,
        mut conf: OpenConf<'_>,
        now: Time,
    ) -> Result<(), NotAccepted> {
        let stage = self.sessions.get(&connection).map(|session| &session.stage);
        let Some(Stage::Deciding { request: frame, .. }) = stage else {
            return Err(NotAccepted::NotAsked);
        };
        let frame = frame.clone();
        let Ok(request) = frame.decode::<OpenReq<'_>>() else {
            return Err(NotAccepted::NotAsked);
        };
        let replaced = match (self.closed_status(), self.same_devices(&request)) {
            (None, Ok(replaced)) => replaced,
            (Some(status), _) | (None, Err(status)) => {
                self.refuse(connection, status, now);
                return Err(NotAccepted::Refused(status));
            }
        };
        if let Some(session) = self.sessions.get_mut(&connection) {
            session.link.set_version(frame.version());
        }
        conf.invoke_id = request.invoke_id;
        conf.services_granted &= request.services_requested & self.config.services;
        conf.session_type = has_standby_servers(frame.version()).then_some(match self.role {
            ServerRole::Active => SessionType::ACTIVE,
            ServerRole::Standby => SessionType::STANDBY,
        });
        if let Err(NotAdded::Encode(error)) = self.write(connection, &conf, usize::MAX, now) {
            return Err(NotAccepted::Encode(error));
        }
        if conf
            .services_granted
            .contains(CtiServiceMask::CLIENT_EVENTS)
        {
            for older in replaced {
                self.replace(older, now);
            }
        }
        self.opened(connection, &request, &conf, now);
        if conf.services_granted.contains(CtiServiceMask::ALL_EVENTS) {
            self.report_peripherals(connection, &conf, now);
        }
        self.read(connection, now, usize::MAX);
        Ok(())
    }

    fn opened(
        &mut self,
        connection: ConnectionId,
        request: &OpenReq<'_>,
        conf: &OpenConf<'_>,
        now: Time,
    ) {
        let Some(session) = self.sessions.get_mut(&connection) else {
            return;
        };
        session.stage = Stage::Open;
        session.was_open = true;
        session.heard = now;
        session.client_id = present(&request.client_id).unwrap_or_default();
        session.subscription = Subscription {
            services: conf.services_granted,
            call_events: request.call_msg_mask,
            agent_states: request.agent_state_mask,
            configuration: request.config_msg_mask,
        };
        session.idle_timeout = match request.idle_timeout {
            // The server would reset a session with 0 as soon as it opens.
            0 | NEVER_IDLE => None,
            seconds => Some(Duration::from_secs(seconds.into())),
        };
        // Devices that may be shared belong to no session.
        let is_exclusive = self.config.checks.enforces(Check::DeviceInUse);
        if is_exclusive && session.has_any(CtiServiceMask::CLIENT_EVENTS) {
            session.devices = devices(request);
            for device in &session.devices {
                self.devices.insert(device.clone(), connection);
            }
        }
        self.open_sessions += 1;
        self.schedule(connection);
    }

    fn replace(&mut self, connection: ConnectionId, now: Time) {
        self.write_failure_event(connection, StatusCode::NEW_SESSION_OPENED, now);
        self.leave(connection, SessionEnd::Replaced, true, now);
    }

    fn report_peripherals(&mut self, connection: ConnectionId, conf: &OpenConf<'_>, now: Time) {
        for index in 0..self.config.peripherals.len() {
            let peripheral = self.config.peripherals[index];
            let event = SystemEvent {
                pg_status: conf.pg_status,
                icm_central_controller_time: conf.icm_central_controller_time,
                system_event_id: match peripheral.online {
                    true => SystemEventId::PERIPHERAL_ONLINE,
                    false => SystemEventId::PERIPHERAL_OFFLINE,
                },
                system_event_arg1: peripheral.id.0,
                ..SystemEvent::default()
            };
            self.write_own(connection, &event, now);
        }
    }

    /// Refuses the session that an OPEN_REQ asked for. The client may ask again on the same connection. Returns false
    /// if no OPEN_REQ of the connection waits for a decision.
    pub fn refuse(&mut self, connection: ConnectionId, status: StatusCode, now: Time) -> bool {
        let Some(session) = self.sessions.get_mut(&connection) else {
            return false;
        };
        let Stage::Deciding {
            request,
            asked,
            open_until,
        } = &session.stage
        else {
            return false;
        };
        let invoke_id: Option<InvokeId> = request.invoke_id();
        let until = *open_until + (now - *asked);
        session.stage = Stage::AwaitingOpen { until };
        self.answer_failure(connection, invoke_id, status, now);
        self.read(connection, now, usize::MAX);
        true
    }
}
