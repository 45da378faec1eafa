//! The realistic mix: messages as a server sends them to its clients, at protocol version 24.

use cti_messages::{
    AgentAvailabilityStatus, AgentDeskSettingsId, AgentMode, AgentRecord, AgentSkill, AgentState,
    AgentStateEvent, BeginCallEvent, CallDataUpdateEvent, CallDeliveredEvent, CallDevice, CallId,
    CallType, ConfigAgentEvent, ConfigAgentType, ConfigRecordType, ConnectionDeviceIdType,
    CtiClient, DeviceIdType, EncodeOptions, EventCause, FltSkillGroupState, HEADER_BYTES,
    HeartbeatReq, InvokeId, LineType, LocalConnectionState, Message, MonitorId, NamedVariable,
    PeripheralId, PeripheralType, ProtocolVersion, QuerySkillGroupStatisticsConf,
    RouterCallKeyCallId, RouterCallKeyDay, RouterCallKeySequenceNumber, SessionId, SkillGroupId,
    SkillGroupNumber, SkillTargetId, SnapshotCallConf, Text, Time, TypedMessage,
};

/// The version in which all of it is written.
pub const VERSION: ProtocolVersion = ProtocolVersion::V24;

/// One message of the mix.
pub struct Sample {
    /// What it is called in tables.
    pub name: &'static str,
    /// The message with its header.
    pub frame: Vec<u8>,
}

impl Sample {
    fn new(name: &'static str, frame: Vec<u8>) -> Self {
        Self { name, frame }
    }

    /// The message.
    ///
    /// # Panics
    /// Never: the mix is made of what can be decoded.
    #[must_use]
    pub fn message(&self) -> Message<'_> {
        Message::decode(&self.frame, VERSION).expect("a frame that was encoded")
    }
}

/// The whole mix.
#[must_use]
pub fn mix() -> Vec<Sample> {
    vec![
        Sample::new("AGENT_STATE_EVENT", agent_state(0)),
        Sample::new("AGENT_STATE_EVENT, 5 groups", agent_state(5)),
        Sample::new("BEGIN_CALL_EVENT", begin_call(4)),
        Sample::new("CALL_DELIVERED_EVENT", call_delivered()),
        Sample::new("CALL_DATA_UPDATE_EVENT", call_data_update()),
        Sample::new("HEARTBEAT_REQ", heartbeat()),
        Sample::new("SNAPSHOT_CALL_CONF", snapshot_call(16)),
        Sample::new("CONFIG_AGENT_EVENT", config_agent(10)),
        Sample::new("QUERY_SKILL_GROUP_STATISTICS_CONF", statistics()),
    ]
}

fn encoded<'a>(message: &impl TypedMessage<'a>) -> Vec<u8> {
    let mut frame = Vec::new();
    // So that a list may have more entries than the guide allows; the mix keeps to the guide.
    message
        .encode_with(VERSION, EncodeOptions::lenient(), &mut frame)
        .expect("a message that can be encoded");
    frame
}

fn text(value: &'static str) -> Option<Text<'static>> {
    Some(value.into())
}

/// A number as it counts up, so that no two entries are the same.
fn number(index: usize) -> u32 {
    u32::try_from(index).expect("a small index")
}

/// An AGENT_STATE_EVENT with so many skill groups.
#[must_use]
pub fn agent_state(groups: usize) -> Vec<u8> {
    encoded(&AgentStateEvent {
        monitor_id: MonitorId(1),
        peripheral_id: PeripheralId(5000),
        session_id: SessionId(17),
        peripheral_type: PeripheralType::ENTERPRISE_AGENT,
        skill_group_state: AgentState::AVAILABLE,
        state_duration: 12,
        skill_group_number: SkillGroupNumber(46),
        skill_group_id: SkillGroupId(5046),
        agent_state: AgentState::AVAILABLE,
        mrd_id: cti_messages::MrDomainId(1),
        num_tasks: 1,
        agent_mode: AgentMode::NOT_ROUTABLE,
        max_task_limit: 1,
        icm_agent_id: SkillTargetId(5012),
        agent_availability_status: AgentAvailabilityStatus(1),
        department_id: Some(cti_messages::DepartmentId(3)),
        cti_client_signature: text("Supervisor Desktop 12.6"),
        agent_id: text("1234567"),
        agent_extension: text("3012"),
        agent_instrument: text("SEP001122334455"),
        duration: Some(0),
        next_agent_state: Some(AgentState::AVAILABLE),
        flt_skill_groups: (0..groups)
            .map(|index| FltSkillGroupState {
                flt_skill_group_number: Some(SkillGroupNumber(46 + number(index))),
                flt_skill_group_id: Some(SkillGroupId(5046 + number(index))),
                flt_skill_group_priority: Some(1),
                flt_skill_group_state: Some(AgentState::AVAILABLE),
            })
            .collect(),
        agent_id_long: text("1234567"),
        ..AgentStateEvent::default()
    })
}

/// The names and values of so many ECC variables.
fn variables(count: usize) -> Vec<(String, String)> {
    (0..count)
        .map(|index| {
            (
                format!("user.account{index}"),
                format!("{:010}", 4711 * index),
            )
        })
        .collect()
}

fn named(variables: &[(String, String)]) -> Vec<NamedVariable<'_>> {
    variables
        .iter()
        .map(|(name, value)| NamedVariable::new(name.as_str(), value.as_str()))
        .collect()
}

/// A BEGIN_CALL_EVENT with ten call variables and so many named ones.
#[must_use]
pub fn begin_call(named_variables: usize) -> Vec<u8> {
    let variables = variables(named_variables);
    encoded(&BeginCallEvent {
        monitor_id: MonitorId(1),
        peripheral_id: PeripheralId(5000),
        peripheral_type: PeripheralType::ENTERPRISE_AGENT,
        call_type: CallType::ACD_IN,
        connection_device_id_type: ConnectionDeviceIdType::STATIC,
        connection_call_id: CallId(16_778_219),
        connection_device_id: text("3012"),
        ani: text("+492215550123"),
        dnis: text("8005550199"),
        dialed_number: text("8005550199"),
        caller_entered_digits: text("4711"),
        router_call_key_day: Some(RouterCallKeyDay(152_345)),
        router_call_key_call_id: Some(RouterCallKeyCallId(7_654_321)),
        router_call_key_sequence_number: Some(RouterCallKeySequenceNumber(1)),
        call_variable1: text("0012345678"),
        call_variable2: text("Gold"),
        call_variable3: text("de-DE"),
        call_variable4: text("billing"),
        call_variable5: text("2026-11-26T08:15:00"),
        call_variable6: text("https://crm.example/case/1"),
        call_variable7: text("7"),
        call_variable8: text("no"),
        call_variable9: text("Queue_Billing_DE"),
        call_variable10: text("xfer:0"),
        call_wrapup_data: text(""),
        named_variables: named(&variables),
        cti_clients: vec![CtiClient {
            cti_client_signature: text("Agent Desktop 12.6"),
            cti_client_timestamp: Some(Time(1_795_680_000)),
        }],
        ..BeginCallEvent::default()
    })
}

/// A CALL_DELIVERED_EVENT at an agent's device.
#[must_use]
pub fn call_delivered() -> Vec<u8> {
    encoded(&CallDeliveredEvent {
        monitor_id: MonitorId(1),
        peripheral_id: PeripheralId(5000),
        peripheral_type: PeripheralType::ENTERPRISE_AGENT,
        connection_device_id_type: ConnectionDeviceIdType::STATIC,
        connection_call_id: CallId(16_778_219),
        line_type: LineType::INBOUND_ACD,
        skill_group_number: SkillGroupNumber(46),
        skill_group_id: SkillGroupId(5046),
        skill_group_priority: 1,
        alerting_device_type: DeviceIdType::DEVICE_IDENTIFIER,
        calling_device_type: DeviceIdType::EXTERNAL,
        called_device_type: DeviceIdType::ROUTE_POINT,
        last_redirect_device_type: DeviceIdType::NONE,
        local_connection_state: LocalConnectionState::ALERTING,
        event_cause: EventCause::NONE,
        connection_device_id: text("3012"),
        alerting_device_id: text("3012"),
        calling_device_id: text("+492215550123"),
        called_device_id: text("8005550199"),
        last_redirect_device_id: text(""),
        trunk_number: Some(cti_messages::TrunkNumber(12)),
        trunk_group_number: Some(cti_messages::TrunkGroupNumber(3)),
        secondary_connection_call_id: Some(CallId(0xFFFF_FFFF)),
        ani: text("+492215550123"),
        dnis: text("8005550199"),
        dialed_number: text("8005550199"),
        call_variable1: text("0012345678"),
        call_variable2: text("Gold"),
        call_variable3: text("de-DE"),
        ..CallDeliveredEvent::default()
    })
}

/// A CALL_DATA_UPDATE_EVENT after an agent has set variables.
#[must_use]
pub fn call_data_update() -> Vec<u8> {
    let variables = variables(2);
    encoded(&CallDataUpdateEvent {
        monitor_id: MonitorId(1),
        peripheral_id: PeripheralId(5000),
        peripheral_type: PeripheralType::ENTERPRISE_AGENT,
        call_type: CallType::ACD_IN,
        connection_device_id_type: ConnectionDeviceIdType::STATIC,
        connection_call_id: CallId(16_778_219),
        new_connection_device_id_type: ConnectionDeviceIdType::STATIC,
        new_connection_call_id: CallId(16_778_219),
        connection_device_id: text("3012"),
        new_connection_device_id: text("3012"),
        ani: text("+492215550123"),
        dnis: text("8005550199"),
        router_call_key_day: Some(RouterCallKeyDay(152_345)),
        router_call_key_call_id: Some(RouterCallKeyCallId(7_654_321)),
        router_call_key_sequence_number: Some(RouterCallKeySequenceNumber(1)),
        call_variable1: text("0012345678"),
        call_variable4: text("complaint"),
        call_wrapup_data: text("call back tomorrow"),
        named_variables: named(&variables),
        ..CallDataUpdateEvent::default()
    })
}

/// A HEARTBEAT_REQ.
#[must_use]
pub fn heartbeat() -> Vec<u8> {
    encoded(&HeartbeatReq {
        invoke_id: InvokeId(42),
        ..HeartbeatReq::default()
    })
}

/// A SNAPSHOT_CALL_CONF of a conference of so many devices.
#[must_use]
pub fn snapshot_call(devices: usize) -> Vec<u8> {
    let numbers: Vec<String> = (0..devices)
        .map(|index| format!("{}", 3000 + index))
        .collect();
    encoded(&SnapshotCallConf {
        invoke_id: InvokeId(43),
        call_type: CallType::CONFERENCE,
        ani: text("+492215550123"),
        dnis: text("8005550199"),
        dialed_number: text("8005550199"),
        router_call_key_day: Some(RouterCallKeyDay(152_345)),
        router_call_key_call_id: Some(RouterCallKeyCallId(7_654_321)),
        call_variable1: text("0012345678"),
        call_variable2: text("Gold"),
        call_devices: numbers
            .iter()
            .map(|device| CallDevice {
                call_connection_call_id: Some(CallId(16_778_219)),
                call_connection_device_id_type: Some(ConnectionDeviceIdType::STATIC),
                call_connection_device_id: Some(device.as_str().into()),
                call_device_type: Some(DeviceIdType::DEVICE_IDENTIFIER),
                call_device_id: Some(device.as_str().into()),
                call_device_connection_state: Some(LocalConnectionState::CONNECT),
            })
            .collect(),
        ..SnapshotCallConf::default()
    })
}

/// A CONFIG_AGENT_EVENT with so many agents, each with three skills.
#[must_use]
pub fn config_agent(records: usize) -> Vec<u8> {
    let logins: Vec<String> = (0..records)
        .map(|index| format!("agent{index:04}"))
        .collect();
    encoded(&ConfigAgentEvent {
        records: logins
            .iter()
            .enumerate()
            .map(|(index, login)| AgentRecord {
                record_type: Some(ConfigRecordType::ADD),
                flt_peripheral_id: Some(PeripheralId(5000)),
                agent_type: Some(ConfigAgentType::AGENT),
                agent_desk_settings_id: Some(AgentDeskSettingsId(5001)),
                login_id: Some(login.as_str().into()),
                login_name: Some(login.as_str().into()),
                last_name: text("Mustermann"),
                first_name: text("Erika"),
                extension: text("3012"),
                description: text("Billing, first level"),
                agent_skill_target_id: Some(SkillTargetId(5012 + number(index))),
                skills: Some(
                    (0..3)
                        .map(|skill| AgentSkill {
                            flt_skill_group_number: Some(SkillGroupNumber(46 + skill)),
                            flt_skill_group_priority: Some(0),
                        })
                        .collect(),
                ),
                ..AgentRecord::default()
            })
            .collect(),
        ..ConfigAgentEvent::default()
    })
}

/// A QUERY_SKILL_GROUP_STATISTICS_CONF: a fixed part of 149 numbers.
#[must_use]
pub fn statistics() -> Vec<u8> {
    let mut frame = encoded(&QuerySkillGroupStatisticsConf::default());
    for (index, value) in frame[HEADER_BYTES..].chunks_exact_mut(4).enumerate() {
        value.copy_from_slice(&(7 * number(index)).to_be_bytes());
    }
    frame
}
