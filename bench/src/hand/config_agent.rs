//! CONFIG_AGENT_EVENT.

use cti_messages::{
    AgentDeskSettingsId, AgentMrd, AgentRecord, AgentSkill, AgentState, ConfigAgentEvent,
    ConfigAgentType, ConfigRecordType, MrDomainId, PeripheralId, PeripheralNumber, ProtocolVersion,
    SkillGroupNumber, SkillTargetId, SsoEnabled,
};

use super::ByHand;
use super::read::{self, bytes, text, uint, ushort};
use super::write::{self, since};

/// The lists of the record that is open.
#[derive(Default)]
struct Lists {
    skills: Option<usize>,
    mrds: Option<usize>,
    /// How many values their columns have.
    columns: [usize; 4],
}

impl<'a> ByHand<'a> for ConfigAgentEvent<'a> {
    fn read(body: &'a [u8], version: ProtocolVersion) -> Option<Self> {
        let (count, rest) = body.split_first_chunk::<2>()?;
        let count = usize::from(u16::from_be_bytes(*count));
        let mut message = Self {
            records: Vec::new(),
            unknown: Vec::new(),
        };
        let mut lists = Lists::default();
        let mut fields = read::Floating::new(rest, version);
        while let Some((tag, data)) = fields.next()? {
            match message.records.last_mut() {
                Some(record) if !opens(record, &lists, tag) => {
                    // The places of unknown fields among records are the library's affair.
                    read_field(record, &mut lists, &fields, tag, data)?.then_some(())?;
                }
                open => {
                    if let Some(record) = open {
                        end(record, &lists);
                    } else {
                        message.records.reserve_exact(fields.room(count, 10, 1, 0));
                    }
                    lists = Lists::default();
                    message.records.push(AgentRecord::default());
                    let record = message.records.last_mut()?;
                    read_field(record, &mut lists, &fields, tag, data)?.then_some(())?;
                }
            }
        }
        if let Some(record) = message.records.last_mut() {
            end(record, &lists);
        }
        read::close(&mut message.records, count);
        Some(message)
    }

    fn write(&self, version: ProtocolVersion, out: &mut Vec<u8>) -> Option<()> {
        if !self.unknown.is_empty() || self.records.len() > 10 {
            return None;
        }
        let mut fixed = write::Fixed::<2>::new();
        fixed.count(self.records.len())?;
        out.extend_from_slice(fixed.bytes());
        write::floating(out, version, |fields| {
            let mut before: Option<&AgentRecord<'_>> = None;
            for record in &self.records {
                // A record that another field opens is the library's affair.
                record.record_type?;
                if let Some(before) = before {
                    before.record_type?;
                }
                write_record(fields, version, record)?;
                before = Some(record);
            }
            Some(())
        })
    }
}

/// Whether a tag is one that the open record holds already.
#[inline]
fn opens(record: &AgentRecord<'_>, lists: &Lists, tag: u16) -> bool {
    match tag {
        183 => record.record_type.is_some(),
        208 => record.flt_peripheral_id.is_some(),
        303 => record.active_terminal.is_some(),
        189 => record.agent_type.is_some(),
        267 => record.agent_desk_settings_id.is_some(),
        190 => record.login_id.is_some(),
        214 => record.old_login_id.is_some(),
        207 => record.login_name.is_some(),
        138 => record.last_name.is_some(),
        137 => record.first_name.is_some(),
        173 => record.extension.is_some(),
        134 => record.description.is_some(),
        141 => record.agent_skill_target_id.is_some(),
        257 => record.sso_enabled.is_some(),
        191 => lists.skills.is_some(),
        261 => lists.mrds.is_some(),
        139 => record.skill_group.is_some(),
        133 => record.peripheral_name.is_some(),
        184 => record.peripheral_number.is_some(),
        _ => false,
    }
}

/// Takes a field into the open record.
#[inline]
fn read_field<'a>(
    record: &mut AgentRecord<'a>,
    lists: &mut Lists,
    fields: &read::Floating<'a>,
    tag: u16,
    data: &'a [u8],
) -> read::Taken {
    match tag {
        183 => ushort(&mut record.record_type, data, ConfigRecordType),
        208 => uint(&mut record.flt_peripheral_id, data, PeripheralId),
        303 => text(&mut record.active_terminal, data),
        189 => ushort(&mut record.agent_type, data, ConfigAgentType),
        267 => uint(
            &mut record.agent_desk_settings_id,
            data,
            AgentDeskSettingsId,
        ),
        190 => text(&mut record.login_id, data),
        214 => text(&mut record.old_login_id, data),
        207 => text(&mut record.login_name, data),
        138 => text(&mut record.last_name, data),
        137 => text(&mut record.first_name, data),
        173 => text(&mut record.extension, data),
        134 => text(&mut record.description, data),
        141 => uint(&mut record.agent_skill_target_id, data, SkillTargetId),
        257 => ushort(&mut record.sso_enabled, data, SsoEnabled),
        191 => ushort(&mut lists.skills, data, usize::from),
        62 => column(
            &mut record.skills,
            lists.skills,
            &mut lists.columns[0],
            100,
            fields,
            data,
            |skill, value| {
                skill.flt_skill_group_number = Some(SkillGroupNumber(u32::from_be_bytes(value)));
            },
        ),
        64 => column(
            &mut record.skills,
            lists.skills,
            &mut lists.columns[1],
            100,
            fields,
            data,
            |skill, value| {
                skill.flt_skill_group_priority = Some(u16::from_be_bytes(value));
            },
        ),
        261 => ushort(&mut lists.mrds, data, usize::from),
        262 => column(
            &mut record.mrds,
            lists.mrds,
            &mut lists.columns[2],
            40,
            fields,
            data,
            |mrd: &mut AgentMrd, value| {
                mrd.flt_agent_mrd_id = Some(MrDomainId(u32::from_be_bytes(value)));
            },
        ),
        263 => column(
            &mut record.mrds,
            lists.mrds,
            &mut lists.columns[3],
            40,
            fields,
            data,
            |mrd: &mut AgentMrd, value| {
                mrd.flt_agent_mrd_state = Some(AgentState(u16::from_be_bytes(value)));
            },
        ),
        139 => bytes(&mut record.skill_group, data),
        133 => text(&mut record.peripheral_name, data),
        184 => uint(&mut record.peripheral_number, data, PeripheralNumber),
        _ => None,
    }
}

/// Takes the values of a column.
#[inline]
fn column<'a, T: Default, const N: usize>(
    list: &mut Option<Vec<T>>,
    count: Option<usize>,
    filled: &mut usize,
    limit: usize,
    fields: &read::Floating<'a>,
    data: &'a [u8],
    set: impl Fn(&mut T, [u8; N]),
) -> read::Taken {
    let (values, rest) = data.as_chunks::<N>();
    if !rest.is_empty() || values.is_empty() {
        return None;
    }
    let list = list.get_or_insert_with(Vec::new);
    let needed = *filled + values.len();
    if list.capacity() == 0 {
        list.reserve_exact(fields.room(count.unwrap_or(0), limit, 0, 2).max(needed));
    }
    if needed > list.len() {
        list.resize_with(needed, T::default);
    }
    for (entry, value) in list[*filled..].iter_mut().zip(values) {
        set(entry, *value);
    }
    *filled = needed;
    Some(true)
}

/// Ends a record: a list that has a count is there.
fn end(record: &mut AgentRecord<'_>, lists: &Lists) {
    if let Some(count) = lists.skills {
        read::close(record.skills.get_or_insert_with(Vec::new), count);
    }
    if let Some(count) = lists.mrds {
        read::close(record.mrds.get_or_insert_with(Vec::new), count);
    }
}

#[inline]
fn write_record(
    fields: &mut write::Floating,
    version: ProtocolVersion,
    record: &AgentRecord<'_>,
) -> Option<()> {
    // Fields of their own for each value, as before version 20, are the library's affair.
    if !record.unknown.is_empty() || !fields.wide() {
        return None;
    }
    fields.ushort(183, record.record_type.map(|value| value.0))?;
    fields.uint(208, record.flt_peripheral_id.map(|value| value.0))?;
    since(24, version, &record.active_terminal)?;
    fields.text(303, 64, &record.active_terminal)?;
    fields.ushort(189, record.agent_type.map(|value| value.0))?;
    since(22, version, &record.agent_desk_settings_id)?;
    fields.uint(267, record.agent_desk_settings_id.map(|value| value.0))?;
    fields.text(190, 64, &record.login_id)?;
    fields.text(214, 64, &record.old_login_id)?;
    fields.text(207, 255, &record.login_name)?;
    fields.text(138, 32, &record.last_name)?;
    fields.text(137, 32, &record.first_name)?;
    fields.text(173, 16, &record.extension)?;
    fields.text(134, 128, &record.description)?;
    fields.uint(141, record.agent_skill_target_id.map(|value| value.0))?;
    if let Some(skills) = &record.skills {
        if skills.len() > 100 {
            return None;
        }
        fields.ushort(191, Some(u16::try_from(skills.len()).ok()?))?;
    }
    fields.ushort(257, record.sso_enabled.map(|value| value.0))?;
    if let Some(mrds) = &record.mrds {
        since(21, version, &record.mrds)?;
        if mrds.len() > 40 {
            return None;
        }
        fields.ushort(261, Some(u16::try_from(mrds.len()).ok()?))?;
    }
    write_skills(fields, record.skills.as_deref().unwrap_or_default())?;
    write_mrds(fields, record.mrds.as_deref().unwrap_or_default())?;
    fields.bytes(139, 255, &record.skill_group)?;
    fields.text(133, 64, &record.peripheral_name)?;
    fields.uint(184, record.peripheral_number.map(|value| value.0))
}

/// Two columns without holes.
#[inline]
fn write_skills(fields: &mut write::Floating, skills: &[AgentSkill]) -> Option<()> {
    if skills.is_empty() {
        return Some(());
    }
    fields.header(62, 4 * skills.len())?;
    for skill in skills {
        fields.raw(&skill.flt_skill_group_number?.0.to_be_bytes());
    }
    fields.header(64, 2 * skills.len())?;
    for skill in skills {
        fields.raw(&skill.flt_skill_group_priority?.to_be_bytes());
    }
    Some(())
}

/// Two columns without holes.
#[inline]
fn write_mrds(fields: &mut write::Floating, mrds: &[AgentMrd]) -> Option<()> {
    if mrds.is_empty() {
        return Some(());
    }
    fields.header(262, 4 * mrds.len())?;
    for mrd in mrds {
        fields.raw(&mrd.flt_agent_mrd_id?.0.to_be_bytes());
    }
    fields.header(263, 2 * mrds.len())?;
    for mrd in mrds {
        fields.raw(&mrd.flt_agent_mrd_state?.0.to_be_bytes());
    }
    Some(())
}
