//! AGENT_STATE_EVENT.

use cti_messages::{
    AgentAvailabilityStatus, AgentMode, AgentState, AgentStateEvent, CallDirection, DepartmentId,
    FltSkillGroupState, MonitorId, MrDomainId, PeripheralId, PeripheralType, ProtocolVersion,
    SessionId, SkillGroupId, SkillGroupNumber, SkillTargetId,
};

use super::ByHand;
use super::read::{self, Taken, close, entry, text, uint, ushort};
use super::write::{self, Order, since};

/// The bytes of the fixed part that every version has.
const FIXED: usize = 58;

impl<'a> ByHand<'a> for AgentStateEvent<'a> {
    fn read(body: &'a [u8], version: ProtocolVersion) -> Option<Self> {
        let (fixed, rest) = body.split_first_chunk::<FIXED>()?;
        let mut fixed = read::Fixed(fixed);
        let monitor_id = MonitorId(fixed.uint());
        let peripheral_id = PeripheralId(fixed.uint());
        let session_id = SessionId(fixed.uint());
        let peripheral_type = PeripheralType(fixed.ushort());
        let skill_group_state = AgentState(fixed.ushort());
        let state_duration = fixed.uint();
        let skill_group_number = SkillGroupNumber(fixed.uint());
        let skill_group_id = SkillGroupId(fixed.uint());
        let skill_group_priority = fixed.ushort();
        let agent_state = AgentState(fixed.ushort());
        let event_reason_code = fixed.ushort();
        let mrd_id = MrDomainId(fixed.uint());
        let num_tasks = fixed.uint();
        let agent_mode = AgentMode(fixed.ushort());
        let max_task_limit = fixed.uint();
        let icm_agent_id = SkillTargetId(fixed.uint());
        let agent_availability_status = AgentAvailabilityStatus(fixed.uint());
        let flt_skill_groups_count = usize::from(fixed.ushort());
        let (department_id, rest) = if version.number() >= 19 {
            let (bytes, rest) = rest.split_first_chunk::<4>()?;
            (Some(DepartmentId(u32::from_be_bytes(*bytes))), rest)
        } else {
            (None, rest)
        };
        let mut message = Self {
            monitor_id,
            peripheral_id,
            session_id,
            peripheral_type,
            skill_group_state,
            state_duration,
            skill_group_number,
            skill_group_id,
            skill_group_priority,
            agent_state,
            event_reason_code,
            mrd_id,
            num_tasks,
            agent_mode,
            max_task_limit,
            icm_agent_id,
            agent_availability_status,
            department_id,
            cti_client_signature: None,
            agent_id: None,
            agent_extension: None,
            active_terminal: None,
            agent_instrument: None,
            duration: None,
            next_agent_state: None,
            direction: None,
            flt_skill_groups: Vec::new(),
            max_beyond_task_limit: None,
            agent_id_long: None,
            unknown: Vec::new(),
        };
        let mut group_place = 0;
        let mut fields = read::Floating::new(rest, version);
        while let Some((tag, data)) = fields.next()? {
            let taken = match tag {
                3 => text(&mut message.cti_client_signature, data)?,
                5 => text(&mut message.agent_id, data)?,
                4 => text(&mut message.agent_extension, data)?,
                303 => text(&mut message.active_terminal, data)?,
                6 => text(&mut message.agent_instrument, data)?,
                150 => uint(&mut message.duration, data, std::convert::identity)?,
                123 => ushort(&mut message.next_agent_state, data, AgentState)?,
                244 => uint(&mut message.direction, data, CallDirection)?,
                62..=65 => read_groups(
                    &mut message.flt_skill_groups,
                    &mut group_place,
                    flt_skill_groups_count,
                    &fields,
                    tag,
                    data,
                )?,
                266 => uint(
                    &mut message.max_beyond_task_limit,
                    data,
                    std::convert::identity,
                )?,
                194 => text(&mut message.agent_id_long, data)?,
                _ => false,
            };
            fields.done(taken, tag, data, &mut message.unknown);
        }
        close(&mut message.flt_skill_groups, flt_skill_groups_count);
        Some(message)
    }

    fn write(&self, version: ProtocolVersion, out: &mut Vec<u8>) -> Option<()> {
        if !self.unknown.is_empty() {
            return None;
        }
        let mut fixed = write::Fixed::<FIXED>::new();
        fixed.uint(self.monitor_id.0);
        fixed.uint(self.peripheral_id.0);
        fixed.uint(self.session_id.0);
        fixed.ushort(self.peripheral_type.0);
        fixed.ushort(self.skill_group_state.0);
        fixed.uint(self.state_duration);
        fixed.uint(self.skill_group_number.0);
        fixed.uint(self.skill_group_id.0);
        fixed.ushort(self.skill_group_priority);
        fixed.ushort(self.agent_state.0);
        fixed.ushort(self.event_reason_code);
        fixed.uint(self.mrd_id.0);
        fixed.uint(self.num_tasks);
        fixed.ushort(self.agent_mode.0);
        fixed.uint(self.max_task_limit);
        fixed.uint(self.icm_agent_id.0);
        fixed.uint(self.agent_availability_status.0);
        fixed.count(self.flt_skill_groups.len())?;
        out.extend_from_slice(fixed.bytes());
        match self.department_id {
            value if version.number() >= 19 => {
                out.extend_from_slice(&value.map_or(0, |value| value.0).to_be_bytes());
            }
            None => {}
            Some(_) => return None,
        }
        write::floating(out, version, |fields| {
            fields.text(3, 64, &self.cti_client_signature)?;
            fields.text(5, 12, &self.agent_id)?;
            fields.text(4, 16, &self.agent_extension)?;
            since(24, version, &self.active_terminal)?;
            fields.text(303, 64, &self.active_terminal)?;
            fields.text(6, 64, &self.agent_instrument)?;
            fields.uint(150, self.duration)?;
            fields.ushort(123, self.next_agent_state.map(|value| value.0))?;
            since(16, version, &self.direction)?;
            fields.uint(244, self.direction.map(|value| value.0))?;
            write_groups(fields, &self.flt_skill_groups)?;
            since(22, version, &self.max_beyond_task_limit)?;
            fields.uint(266, self.max_beyond_task_limit)?;
            fields.text(194, 129, &self.agent_id_long)?;
            Some(())
        })
    }
}

/// Reads a member of FltSkillGroups.
#[inline]
fn read_groups<'a>(
    list: &mut Vec<FltSkillGroupState>,
    last: &mut usize,
    count: usize,
    fields: &read::Floating<'a>,
    tag: u16,
    data: &'a [u8],
) -> Taken {
    let room = || fields.room(count, 99, 1, 2);
    match (tag, data) {
        (62, [b3, b2, b1, b0]) => {
            entry(list, last, 0, room).flt_skill_group_number =
                Some(SkillGroupNumber(u32::from_be_bytes([*b3, *b2, *b1, *b0])))
        }
        (63, [b3, b2, b1, b0]) => {
            entry(list, last, 1, room).flt_skill_group_id =
                Some(SkillGroupId(u32::from_be_bytes([*b3, *b2, *b1, *b0])))
        }
        (64, [b1, b0]) => {
            entry(list, last, 2, room).flt_skill_group_priority =
                Some(u16::from_be_bytes([*b1, *b0]))
        }
        (65, [b1, b0]) => {
            entry(list, last, 3, room).flt_skill_group_state =
                Some(AgentState(u16::from_be_bytes([*b1, *b0])))
        }
        _ => return Some(false),
    }
    Some(true)
}

/// Writes FltSkillGroups.
#[inline]
fn write_groups(fields: &mut write::Floating, list: &[FltSkillGroupState]) -> Option<()> {
    if list.len() > 99 {
        return None;
    }
    let mut order = Order::default();
    for entry in list {
        order.start();
        order.member(0, entry.flt_skill_group_number.is_some())?;
        fields.uint(62, entry.flt_skill_group_number.map(|value| value.0))?;
        order.member(1, entry.flt_skill_group_id.is_some())?;
        fields.uint(63, entry.flt_skill_group_id.map(|value| value.0))?;
        order.member(2, entry.flt_skill_group_priority.is_some())?;
        fields.ushort(64, entry.flt_skill_group_priority)?;
        order.member(3, entry.flt_skill_group_state.is_some())?;
        fields.ushort(65, entry.flt_skill_group_state.map(|value| value.0))?;
        order.end()?;
    }
    Some(())
}
