//! CALL_DELIVERED_EVENT.

use cti_messages::{
    CallDeliveredEvent, CallId, ConnectionDeviceIdType, DeviceIdType, EventCause, LineHandle,
    LineType, LocalConnectionState, MonitorId, PeripheralId, PeripheralType, ProtocolVersion,
    ServiceId, ServiceNumber, SkillGroupId, SkillGroupNumber, TrunkGroupNumber, TrunkNumber,
};

use super::ByHand;
use super::read::{self, bytes, close, text, uint};
use super::variables;
use super::write::{self};

/// The bytes of the fixed part.
const FIXED: usize = 54;

impl<'a> ByHand<'a> for CallDeliveredEvent<'a> {
    fn read(body: &'a [u8], version: ProtocolVersion) -> Option<Self> {
        let (fixed, rest) = body.split_first_chunk::<FIXED>()?;
        let mut fixed = read::Fixed(fixed);
        let monitor_id = MonitorId(fixed.uint());
        let peripheral_id = PeripheralId(fixed.uint());
        let peripheral_type = PeripheralType(fixed.ushort());
        let connection_device_id_type = ConnectionDeviceIdType(fixed.ushort());
        let connection_call_id = CallId(fixed.uint());
        let line_handle = LineHandle(fixed.ushort());
        let line_type = LineType(fixed.ushort());
        let service_number = ServiceNumber(fixed.uint());
        let service_id = ServiceId(fixed.uint());
        let skill_group_number = SkillGroupNumber(fixed.uint());
        let skill_group_id = SkillGroupId(fixed.uint());
        let skill_group_priority = fixed.ushort();
        let alerting_device_type = DeviceIdType(fixed.ushort());
        let calling_device_type = DeviceIdType(fixed.ushort());
        let called_device_type = DeviceIdType(fixed.ushort());
        let last_redirect_device_type = DeviceIdType(fixed.ushort());
        let local_connection_state = LocalConnectionState(fixed.ushort());
        let event_cause = EventCause(fixed.ushort());
        let named_variables_count = usize::from(fixed.ushort());
        let named_arrays_count = usize::from(fixed.ushort());
        let mut message = Self {
            monitor_id,
            peripheral_id,
            peripheral_type,
            connection_device_id_type,
            connection_call_id,
            line_handle,
            line_type,
            service_number,
            service_id,
            skill_group_number,
            skill_group_id,
            skill_group_priority,
            alerting_device_type,
            calling_device_type,
            called_device_type,
            last_redirect_device_type,
            local_connection_state,
            event_cause,
            connection_device_id: None,
            alerting_device_id: None,
            calling_device_id: None,
            called_device_id: None,
            last_redirect_device_id: None,
            trunk_number: None,
            trunk_group_number: None,
            secondary_connection_call_id: None,
            ani: None,
            ani_ii: None,
            user_to_user_info: None,
            dnis: None,
            dialed_number: None,
            caller_entered_digits: None,
            call_variable1: None,
            call_variable2: None,
            call_variable3: None,
            call_variable4: None,
            call_variable5: None,
            call_variable6: None,
            call_variable7: None,
            call_variable8: None,
            call_variable9: None,
            call_variable10: None,
            call_wrapup_data: None,
            named_variables: Vec::new(),
            named_arrays: Vec::new(),
            unknown: Vec::new(),
        };
        let mut fields = read::Floating::new(rest, version);
        while let Some((tag, data)) = fields.next()? {
            let taken = match tag {
                25 => text(&mut message.connection_device_id, data)?,
                26 => text(&mut message.alerting_device_id, data)?,
                27 => text(&mut message.calling_device_id, data)?,
                28 => text(&mut message.called_device_id, data)?,
                29 => text(&mut message.last_redirect_device_id, data)?,
                121 => uint(&mut message.trunk_number, data, TrunkNumber)?,
                122 => uint(&mut message.trunk_group_number, data, TrunkGroupNumber)?,
                202 => uint(&mut message.secondary_connection_call_id, data, CallId)?,
                8 => text(&mut message.ani, data)?,
                215 => text(&mut message.ani_ii, data)?,
                9 => bytes(&mut message.user_to_user_info, data)?,
                10 => text(&mut message.dnis, data)?,
                11 => text(&mut message.dialed_number, data)?,
                12 => text(&mut message.caller_entered_digits, data)?,
                13 => text(&mut message.call_variable1, data)?,
                14 => text(&mut message.call_variable2, data)?,
                15 => text(&mut message.call_variable3, data)?,
                16 => text(&mut message.call_variable4, data)?,
                17 => text(&mut message.call_variable5, data)?,
                18 => text(&mut message.call_variable6, data)?,
                19 => text(&mut message.call_variable7, data)?,
                20 => text(&mut message.call_variable8, data)?,
                21 => text(&mut message.call_variable9, data)?,
                22 => text(&mut message.call_variable10, data)?,
                46 => text(&mut message.call_wrapup_data, data)?,
                82 => variables::read_variable(
                    &mut message.named_variables,
                    named_variables_count,
                    &fields,
                    data,
                )?,
                83 => variables::read_array(
                    &mut message.named_arrays,
                    named_arrays_count,
                    &fields,
                    data,
                )?,
                _ => false,
            };
            fields.done(taken, tag, data, &mut message.unknown);
        }
        close(&mut message.named_variables, named_variables_count);
        close(&mut message.named_arrays, named_arrays_count);
        Some(message)
    }

    fn write(&self, version: ProtocolVersion, out: &mut Vec<u8>) -> Option<()> {
        if !self.unknown.is_empty() {
            return None;
        }
        let mut fixed = write::Fixed::<FIXED>::new();
        fixed.uint(self.monitor_id.0);
        fixed.uint(self.peripheral_id.0);
        fixed.ushort(self.peripheral_type.0);
        fixed.ushort(self.connection_device_id_type.0);
        fixed.uint(self.connection_call_id.0);
        fixed.ushort(self.line_handle.0);
        fixed.ushort(self.line_type.0);
        fixed.uint(self.service_number.0);
        fixed.uint(self.service_id.0);
        fixed.uint(self.skill_group_number.0);
        fixed.uint(self.skill_group_id.0);
        fixed.ushort(self.skill_group_priority);
        fixed.ushort(self.alerting_device_type.0);
        fixed.ushort(self.calling_device_type.0);
        fixed.ushort(self.called_device_type.0);
        fixed.ushort(self.last_redirect_device_type.0);
        fixed.ushort(self.local_connection_state.0);
        fixed.ushort(self.event_cause.0);
        fixed.count(self.named_variables.len())?;
        fixed.count(self.named_arrays.len())?;
        out.extend_from_slice(fixed.bytes());
        write::floating(out, version, |fields| {
            fields.text(25, 64, &self.connection_device_id)?;
            fields.text(26, 64, &self.alerting_device_id)?;
            fields.text(27, 64, &self.calling_device_id)?;
            fields.text(28, 64, &self.called_device_id)?;
            fields.text(29, 64, &self.last_redirect_device_id)?;
            fields.uint(121, self.trunk_number.map(|value| value.0))?;
            fields.uint(122, self.trunk_group_number.map(|value| value.0))?;
            fields.uint(202, self.secondary_connection_call_id.map(|value| value.0))?;
            fields.text(8, 40, &self.ani)?;
            fields.text(215, 2, &self.ani_ii)?;
            fields.bytes(9, 131, &self.user_to_user_info)?;
            fields.text(10, 32, &self.dnis)?;
            fields.text(11, 40, &self.dialed_number)?;
            fields.text(12, 40, &self.caller_entered_digits)?;
            fields.text(13, 41, &self.call_variable1)?;
            fields.text(14, 41, &self.call_variable2)?;
            fields.text(15, 41, &self.call_variable3)?;
            fields.text(16, 41, &self.call_variable4)?;
            fields.text(17, 41, &self.call_variable5)?;
            fields.text(18, 41, &self.call_variable6)?;
            fields.text(19, 41, &self.call_variable7)?;
            fields.text(20, 41, &self.call_variable8)?;
            fields.text(21, 41, &self.call_variable9)?;
            fields.text(22, 41, &self.call_variable10)?;
            fields.text(46, 40, &self.call_wrapup_data)?;
            variables::write_variables(fields, &self.named_variables)?;
            variables::write_arrays(fields, &self.named_arrays)?;
            Some(())
        })
    }
}
