//! OPEN_REQ, and the decision on it.

use core::time::Duration;

use cti_messages::{
    AgentStateMask, CallEventMask, ConfigInformationMask, CtiServiceMask, FailureConf,
    FailureEvent, OpenConf, OpenReq, OwnedFrame, PeripheralId, ProtocolVersion, SessionType,
    StatusCode, SystemEvent, SystemEventId, Text,
};
use cti_session::{Check, ConnectionId, NotAccepted, ServerPeripheral, ServerRole, SessionEnd};

use super::link::{Device, Mode, Stage, Subscription};
use super::maintenance::Maintenance;
use super::messages::{ENDED, OPENED, PERIPHERALS, REFUSED};
use super::{Checked, ServerWatch, broken};

/// The bytes of a text, up to the first NUL; empty if it is absent.
fn bytes(text: &Option<Text<'_>>) -> Vec<u8> {
    let text = text
        .as_ref()
        .map(|text| text.until_nul().as_bytes().to_vec());
    text.unwrap_or_default()
}

/// The devices of an OPEN_REQ for Client Events.
fn devices(request: &OpenReq<'_>) -> Vec<Device> {
    let names = [
        &request.agent_extension,
        &request.agent_id,
        &request.agent_instrument,
    ];
    let is_of_device = request
        .services_requested
        .contains(CtiServiceMask::CLIENT_EVENTS);
    let names = (0..)
        .zip(names.map(bytes))
        .filter(|(_, name)| is_of_device && !name.is_empty());
    names
        .map(|(kind, name)| (request.peripheral_id, kind, name))
        .collect()
}

impl ServerWatch {
    /// The status with which every OPEN_REQ is refused at present.
    pub(super) fn closed_status(&self) -> Option<StatusCode> {
        match self.maintenance {
            _ if self.stopping.is_some() => self.stopping,
            Maintenance::Off => None,
            _ => Some(StatusCode::SERVER_IN_MAINTENANCE_MODE),
        }
    }

    /// The statuses of which an OPEN_REQ has to be refused with one.
    pub(super) fn reasons_to_refuse(&self, frame: &OwnedFrame, mode: &Mode) -> Vec<StatusCode> {
        let reasons = self.all_reasons(frame, mode).into_iter();
        let is_checked =
            |check: Option<Check>| check.is_none_or(|check| self.config.checks.enforces(check));
        let reasons = reasons.filter(|(check, _)| is_checked(*check));
        reasons.map(|(_, status)| status).collect()
    }

    /// The same if no check were relaxed, with the checks.
    fn all_reasons(&self, frame: &OwnedFrame, mode: &Mode) -> Vec<(Option<Check>, StatusCode)> {
        let (is_standby, closed, devices_are_free) = match mode {
            Mode::Awaiting {
                is_standby,
                closed,
                devices_are_free,
            } => (*is_standby, *closed, *devices_are_free),
            _ => return Vec::new(),
        };
        let Some(named) = frame.as_frame().own_version() else {
            return vec![(None, StatusCode::BAD_MESSAGE_FORMAT)];
        };
        let is_served = ProtocolVersion::try_from(named)
            .is_ok_and(|version| self.config.versions.contains(&version));
        let foreign = (!is_served).then_some((Some(Check::Version), StatusCode::INVALID_VERSION));
        if foreign.is_some() && self.config.checks.enforces(Check::Version) {
            return foreign.into_iter().collect();
        }
        let version = frame.version();
        let Ok(request) = frame.decode::<OpenReq<'_>>() else {
            return vec![(None, StatusCode::BAD_MESSAGE_FORMAT)];
        };
        let services = request.services_requested;
        let has_device = services.contains(CtiServiceMask::CLIENT_EVENTS);
        // The guide has a bit for CALL_TERMINATION_EVENT, and no such message.
        let calls = CallEventMask::defined_in(version).bits() | 0x0400_0000;
        let states = AgentStateMask::defined_in(version).bits();
        let configuration = ConfigInformationMask::defined_in(version).bits();
        let all_services = CtiServiceMask::defined_in(version).bits();
        let knows_standby = services.contains(CtiServiceMask::ACTIVE_STANDBY);
        let is_old = version < ProtocolVersion::V24;
        let reserved = [request.reserved1, request.reserved2, request.reserved3];
        let checks = Check::ALL.iter().copied().filter_map(|check| {
            let (holds, status) = match check {
                Check::Standby => (
                    is_standby && (is_old || !knows_standby),
                    if is_old {
                        StatusCode::CTI_SERVER_OFFLINE
                    } else {
                        StatusCode::INVALID_CLIENT_FOR_STANDBY
                    },
                ),
                Check::ClientId => (
                    request.client_id.is_none(),
                    StatusCode::REQUIRED_DATA_MISSING,
                ),
                Check::ClientPassword => (
                    request.client_password.is_none(),
                    StatusCode::REQUIRED_DATA_MISSING,
                ),
                Check::IdleTimeout => (request.idle_timeout < 20, StatusCode::INVALID_TIMEOUT),
                Check::Services => (
                    services.bits() & !all_services != 0,
                    StatusCode::INVALID_SERVICE_MASK,
                ),
                Check::CallEvents => (
                    request.call_msg_mask.bits() & !calls != 0,
                    StatusCode::INVALID_CALL_MSG_MASK,
                ),
                Check::AgentStates => (
                    request.agent_state_mask.bits() & !states != 0,
                    StatusCode::INVALID_AGENT_STATE_MASK,
                ),
                Check::Configuration => (
                    request.config_msg_mask.bits() & !configuration != 0,
                    StatusCode::INVALID_CONFIG_MSG_MASK,
                ),
                Check::Reserved => (reserved != [0; 3], StatusCode::INVALID_RESERVED_FIELD),
                Check::Peripheral => (
                    has_device && request.peripheral_id == PeripheralId::NULL,
                    StatusCode::INVALID_PERIPHERAL_ID,
                ),
                Check::Device => (
                    has_device && devices(&request).is_empty(),
                    StatusCode::REQUIRED_DATA_MISSING,
                ),
                Check::DeviceInUse => (
                    !devices_are_free && self.is_in_use(&request),
                    StatusCode::DEVICE_IN_USE,
                ),
                // Above.
                _ => return None,
            };
            holds.then_some((Some(check), status))
        });
        let closed = closed.into_iter().map(|status| (None, status));
        closed.chain(foreign).chain(checks).collect()
    }

    /// An OPEN_REQ has passed the checks: which of them only because they are relaxed?
    pub(super) fn passed(&mut self, request: &OwnedFrame) {
        let mode = Mode::Awaiting {
            is_standby: self.role == ServerRole::Standby,
            closed: None,
            devices_are_free: false,
        };
        for (check, _) in self.all_reasons(request, &mode) {
            if let Some(check) = check.filter(|check| !self.config.checks.enforces(*check)) {
                self.seen.insert(format!("relaxed: {check:?}"));
            }
        }
    }

    /// An OPEN_REQ is refused: for a version that there is, and that the configuration leaves out?
    pub(super) fn refused_version(&mut self, request: &[u8]) {
        let frame = OwnedFrame::parse(request, ProtocolVersion::LATEST).ok();
        let named = frame.and_then(|frame| frame.as_frame().own_version());
        if named.is_some_and(|named| ProtocolVersion::try_from(named).is_ok()) {
            self.seen.insert("refused: a version left out".to_owned());
        }
    }

    /// The open sessions with the Client Events of a device of an OPEN_REQ.
    fn with_same_device(&self, request: &OpenReq<'_>) -> Vec<ConnectionId> {
        let devices = devices(request);
        let links = self.links.iter().filter(|(_, link)| {
            link.is_open() && link.devices.iter().any(|device| devices.contains(device))
        });
        links.map(|(connection, _)| *connection).collect()
    }

    /// Whether another client has a device of an OPEN_REQ. Without a name, nobody is the same client.
    fn is_in_use(&self, request: &OpenReq<'_>) -> bool {
        let client = bytes(&request.client_id);
        let others = self.with_same_device(request);
        others
            .iter()
            .any(|other| client.is_empty() || self.links[other].client != client)
    }

    pub(crate) fn accept(
        &mut self,
        connection: ConnectionId,
        mut conf: OpenConf<'static>,
        accepted: &Result<(), NotAccepted>,
    ) -> Checked {
        let now = self.now;
        let link = self.links.get(&connection);
        let Some(Stage::Deciding { request: frame, .. }) =
            link.filter(|link| !link.is_gone).map(|link| &link.stage)
        else {
            return match accepted {
                Err(NotAccepted::NotAsked) => Ok(()),
                _ => broken(OPENED, format!("{accepted:?} for {connection:?}")),
            };
        };
        let frame = frame.clone();
        let request = frame
            .decode::<OpenReq<'_>>()
            .map_err(|error| error.to_string())?;
        if accepted.is_ok() {
            // Clients that are not connected any more may have gone before.
            for other in self.with_same_device(&request) {
                if self.links[&other].peer_closed {
                    self.gone(other, vec![SessionEnd::Disconnected, SessionEnd::Replaced]);
                }
            }
        }
        let is_exclusive = self.config.checks.enforces(Check::DeviceInUse);
        let in_use = is_exclusive && self.is_in_use(&request);
        let in_use = in_use.then_some(StatusCode::DEVICE_IN_USE);
        let refusals: Vec<_> = self.closed_status().into_iter().chain(in_use).collect();
        if !refusals.is_empty() {
            return match accepted {
                Err(NotAccepted::Refused(status)) if refusals.contains(status) => {
                    self.seen.insert(format!("refused late: {}", status.0));
                    self.refused(connection, *status);
                    Ok(())
                }
                _ => broken(REFUSED, format!("{accepted:?}, not {refusals:?}")),
            };
        }
        if accepted.is_err() {
            return broken(OPENED, format!("{accepted:?} for {connection:?}"));
        }
        conf.invoke_id = request.invoke_id;
        conf.services_granted &= request.services_requested & self.config.services;
        conf.session_type = (frame.version() >= ProtocolVersion::V24).then_some(match self.role {
            ServerRole::Active => SessionType::ACTIVE,
            ServerRole::Standby => SessionType::STANDBY,
        });
        let granted = conf.services_granted;
        let has = request.services_requested;
        if !has.difference(self.config.services).is_empty() {
            self.seen.insert("a service that it has not".to_owned());
        }
        if is_exclusive && granted.contains(CtiServiceMask::CLIENT_EVENTS) {
            for older in self.with_same_device(&request) {
                if let Some(link) = self.links.get_mut(&older) {
                    link.owes(
                        ENDED,
                        &FailureEvent {
                            status: StatusCode::NEW_SESSION_OPENED,
                            ..FailureEvent::default()
                        },
                    );
                }
                self.leave(older, SessionEnd::Replaced, true);
            }
        }
        let Some(link) = self.links.get_mut(&connection) else {
            return Ok(());
        };
        link.version = frame.version();
        link.stage = Stage::Open;
        link.was_open = true;
        link.heard = now;
        link.idle = (![0, u32::MAX].contains(&request.idle_timeout))
            .then(|| Duration::from_secs(request.idle_timeout.into()));
        link.client = bytes(&request.client_id);
        if granted.contains(CtiServiceMask::CLIENT_EVENTS) {
            link.devices = devices(&request);
        }
        link.subscription = Subscription {
            services: granted,
            calls: request.call_msg_mask,
            states: request.agent_state_mask,
            configuration: request.config_msg_mask,
        };
        link.owes(OPENED, &conf);
        if granted.contains(CtiServiceMask::ALL_EVENTS) {
            for peripheral in &self.config.peripherals {
                let event = SystemEvent {
                    pg_status: conf.pg_status,
                    icm_central_controller_time: conf.icm_central_controller_time,
                    system_event_id: if peripheral.online {
                        SystemEventId::PERIPHERAL_ONLINE
                    } else {
                        SystemEventId::PERIPHERAL_OFFLINE
                    },
                    system_event_arg1: peripheral.id.0,
                    ..SystemEvent::default()
                };
                link.owes(PERIPHERALS, &event);
            }
        }
        if granted.contains(CtiServiceMask::ALL_EVENTS) && self.has_new_peripherals {
            self.seen.insert("new peripherals".to_owned());
        }
        let role = self.role;
        self.seen.insert(format!("open: {role:?}"));
        Ok(())
    }

    pub(crate) fn set_peripherals(&mut self, peripherals: Vec<ServerPeripheral>) {
        self.has_new_peripherals = !peripherals.is_empty();
        self.config.peripherals = peripherals;
    }

    pub(crate) fn refuse(
        &mut self,
        connection: ConnectionId,
        status: StatusCode,
        refused: bool,
    ) -> Checked {
        let link = self.links.get(&connection);
        if link.is_some_and(|link| link.is_deciding()) != refused {
            return broken(OPENED, format!("{connection:?} is refused: {refused}"));
        }
        self.refused(connection, status);
        Ok(())
    }

    /// The OPEN_REQ that waits for a decision is refused, if there is one.
    pub(super) fn refused(&mut self, connection: ConnectionId, status: StatusCode) {
        let link = self.links.get_mut(&connection);
        let Some(link) = link.filter(|link| !link.is_gone) else {
            return;
        };
        let Stage::Deciding { request, .. } = &link.stage else {
            return;
        };
        let failure = FailureConf {
            invoke_id: request.invoke_id().unwrap_or_default(),
            status,
            ..FailureConf::default()
        };
        link.owes(REFUSED, &failure);
        self.awaits_again(connection);
    }
}
