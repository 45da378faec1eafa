//! CALL_DATA_UPDATE_EVENT.

use cti_messages::{
    CallDataUpdateEvent, CallId, CallType, CampaignId, ConnectionDeviceIdType, Disposition,
    MonitorId, PeripheralId, PeripheralType, ProtocolVersion, QueryRuleId, RouterCallKeyCallId,
    RouterCallKeyDay, RouterCallKeySequenceNumber,
};

use super::ByHand;
use super::read::{self, bytes, close, text, uint};
use super::write::{self, since};
use super::{clients, variables};

/// The bytes of the fixed part.
const FIXED: usize = 40;

impl<'a> ByHand<'a> for CallDataUpdateEvent<'a> {
    fn read(body: &'a [u8], version: ProtocolVersion) -> Option<Self> {
        let (fixed, rest) = body.split_first_chunk::<FIXED>()?;
        let mut fixed = read::Fixed(fixed);
        let monitor_id = MonitorId(fixed.uint());
        let peripheral_id = PeripheralId(fixed.uint());
        let peripheral_type = PeripheralType(fixed.ushort());
        let cti_clients_count = usize::from(fixed.ushort());
        let named_variables_count = usize::from(fixed.ushort());
        let named_arrays_count = usize::from(fixed.ushort());
        let call_type = CallType(fixed.ushort());
        let connection_device_id_type = ConnectionDeviceIdType(fixed.ushort());
        let connection_call_id = CallId(fixed.uint());
        let new_connection_device_id_type = ConnectionDeviceIdType(fixed.ushort());
        let new_connection_call_id = CallId(fixed.uint());
        let called_party_disposition = Disposition(fixed.ushort());
        let campaign_id = CampaignId(fixed.uint());
        let query_rule_id = QueryRuleId(fixed.uint());
        let mut message = Self {
            monitor_id,
            peripheral_id,
            peripheral_type,
            call_type,
            connection_device_id_type,
            connection_call_id,
            new_connection_device_id_type,
            new_connection_call_id,
            called_party_disposition,
            campaign_id,
            query_rule_id,
            connection_device_id: None,
            new_connection_device_id: None,
            ani: None,
            user_to_user_info: None,
            dnis: None,
            dialed_number: None,
            caller_entered_digits: None,
            router_call_key_day: None,
            router_call_key_call_id: None,
            router_call_key_sequence_number: None,
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
            customer_phone_number: None,
            customer_account_number: None,
            cti_clients: Vec::new(),
            call_reference_id: None,
            ani_ii: None,
            unknown: Vec::new(),
        };
        let mut client_place = 0;
        let mut fields = read::Floating::new(rest, version);
        while let Some((tag, data)) = fields.next()? {
            let taken = match tag {
                25 => text(&mut message.connection_device_id, data)?,
                47 => text(&mut message.new_connection_device_id, data)?,
                8 => text(&mut message.ani, data)?,
                9 => bytes(&mut message.user_to_user_info, data)?,
                10 => text(&mut message.dnis, data)?,
                11 => text(&mut message.dialed_number, data)?,
                12 => text(&mut message.caller_entered_digits, data)?,
                72 => uint(&mut message.router_call_key_day, data, RouterCallKeyDay)?,
                73 => uint(
                    &mut message.router_call_key_call_id,
                    data,
                    RouterCallKeyCallId,
                )?,
                110 => uint(
                    &mut message.router_call_key_sequence_number,
                    data,
                    RouterCallKeySequenceNumber,
                )?,
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
                95 => text(&mut message.customer_phone_number, data)?,
                96 => text(&mut message.customer_account_number, data)?,
                23 | 24 => clients::read(
                    &mut message.cti_clients,
                    &mut client_place,
                    cti_clients_count,
                    &fields,
                    tag,
                    data,
                )?,
                223 => bytes(&mut message.call_reference_id, data)?,
                215 => text(&mut message.ani_ii, data)?,
                _ => false,
            };
            fields.done(taken, tag, data, &mut message.unknown);
        }
        close(&mut message.named_variables, named_variables_count);
        close(&mut message.named_arrays, named_arrays_count);
        close(&mut message.cti_clients, cti_clients_count);
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
        fixed.count(self.cti_clients.len())?;
        fixed.count(self.named_variables.len())?;
        fixed.count(self.named_arrays.len())?;
        fixed.ushort(self.call_type.0);
        fixed.ushort(self.connection_device_id_type.0);
        fixed.uint(self.connection_call_id.0);
        fixed.ushort(self.new_connection_device_id_type.0);
        fixed.uint(self.new_connection_call_id.0);
        fixed.ushort(self.called_party_disposition.0);
        fixed.uint(self.campaign_id.0);
        fixed.uint(self.query_rule_id.0);
        out.extend_from_slice(fixed.bytes());
        write::floating(out, version, |fields| {
            self.connection_device_id.as_ref()?;
            fields.text(25, 64, &self.connection_device_id)?;
            self.new_connection_device_id.as_ref()?;
            fields.text(47, 64, &self.new_connection_device_id)?;
            fields.text(8, 40, &self.ani)?;
            fields.bytes(9, 131, &self.user_to_user_info)?;
            fields.text(10, 32, &self.dnis)?;
            fields.text(11, 40, &self.dialed_number)?;
            fields.text(12, 40, &self.caller_entered_digits)?;
            fields.uint(72, self.router_call_key_day.map(|value| value.0))?;
            fields.uint(73, self.router_call_key_call_id.map(|value| value.0))?;
            fields.uint(
                110,
                self.router_call_key_sequence_number.map(|value| value.0),
            )?;
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
            fields.text(95, 20, &self.customer_phone_number)?;
            fields.text(96, 32, &self.customer_account_number)?;
            clients::write(fields, &self.cti_clients)?;
            since(14, version, &self.call_reference_id)?;
            fields.bytes(223, 32, &self.call_reference_id)?;
            fields.text(215, 2, &self.ani_ii)?;
            Some(())
        })
    }
}
