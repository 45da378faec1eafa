//! SNAPSHOT_CALL_CONF.

use cti_messages::{
    AgentServiceType, CallDevice, CallId, CallType, ConnectionDeviceIdType, DeviceIdType,
    Disposition, InvokeId, LocalConnectionState, ProtocolVersion, RouterCallKeyCallId,
    RouterCallKeyDay, SnapshotCallConf,
};

use super::ByHand;
use super::read::{self, Taken, bytes, close, entry, text, text_of, uint, ushort};
use super::write::{self, Order, since};
use super::{clients, variables};

/// The bytes of the fixed part.
const FIXED: usize = 16;

impl<'a> ByHand<'a> for SnapshotCallConf<'a> {
    fn read(body: &'a [u8], version: ProtocolVersion) -> Option<Self> {
        let (fixed, rest) = body.split_first_chunk::<FIXED>()?;
        let mut fixed = read::Fixed(fixed);
        let invoke_id = InvokeId(fixed.uint());
        let call_type = CallType(fixed.ushort());
        let cti_clients_count = usize::from(fixed.ushort());
        let call_devices_count = usize::from(fixed.ushort());
        let named_variables_count = usize::from(fixed.ushort());
        let named_arrays_count = usize::from(fixed.ushort());
        let called_party_disposition = Disposition(fixed.ushort());
        let mut message = Self {
            invoke_id,
            call_type,
            called_party_disposition,
            ani: None,
            user_to_user_info: None,
            dnis: None,
            dialed_number: None,
            caller_entered_digits: None,
            router_call_key_day: None,
            router_call_key_call_id: None,
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
            cti_clients: Vec::new(),
            call_devices: Vec::new(),
            call_reference_id: None,
            coc_connection_call_id: None,
            coc_call_connection_device_id_type: None,
            coc_call_connection_device_id: None,
            protocol_reference_guid: None,
            ccai_config_id: None,
            enabled_services: None,
            ani_ii: None,
            unknown: Vec::new(),
        };
        let mut client_place = 0;
        let mut device_place = 0;
        let mut services: Option<usize> = None;
        let mut fields = read::Floating::new(rest, version);
        while let Some((tag, data)) = fields.next()? {
            let taken = match tag {
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
                23 | 24 => clients::read(
                    &mut message.cti_clients,
                    &mut client_place,
                    cti_clients_count,
                    &fields,
                    tag,
                    data,
                )?,
                56..=61 => read_devices(
                    &mut message.call_devices,
                    &mut device_place,
                    call_devices_count,
                    &fields,
                    tag,
                    data,
                )?,
                223 => bytes(&mut message.call_reference_id, data)?,
                229 => uint(&mut message.coc_connection_call_id, data, CallId)?,
                230 => ushort(
                    &mut message.coc_call_connection_device_id_type,
                    data,
                    ConnectionDeviceIdType,
                )?,
                231 => text(&mut message.coc_call_connection_device_id, data)?,
                294 => text(&mut message.protocol_reference_guid, data)?,
                311 => text(&mut message.ccai_config_id, data)?,
                310 => ushort(&mut services, data, usize::from)?,
                309 => read_services(&mut message.enabled_services, data)?,
                215 => text(&mut message.ani_ii, data)?,
                _ => false,
            };
            fields.done(taken, tag, data, &mut message.unknown);
        }
        close(&mut message.named_variables, named_variables_count);
        close(&mut message.named_arrays, named_arrays_count);
        close(&mut message.cti_clients, cti_clients_count);
        close(&mut message.call_devices, call_devices_count);
        // Arrays change the number of fields, and with it the places of unknown ones.
        if message.enabled_services.is_some() && !message.unknown.is_empty() {
            return None;
        }
        if services.is_some() {
            message.enabled_services.get_or_insert_with(Vec::new);
        }
        Some(message)
    }

    fn write(&self, version: ProtocolVersion, out: &mut Vec<u8>) -> Option<()> {
        if !self.unknown.is_empty() || self.enabled_services.is_some() {
            return None;
        }
        let mut fixed = write::Fixed::<FIXED>::new();
        fixed.uint(self.invoke_id.0);
        fixed.ushort(self.call_type.0);
        fixed.count(self.cti_clients.len())?;
        fixed.count(self.call_devices.len())?;
        fixed.count(self.named_variables.len())?;
        fixed.count(self.named_arrays.len())?;
        fixed.ushort(self.called_party_disposition.0);
        out.extend_from_slice(fixed.bytes());
        write::floating(out, version, |fields| {
            fields.text(8, 40, &self.ani)?;
            fields.bytes(9, 131, &self.user_to_user_info)?;
            fields.text(10, 32, &self.dnis)?;
            fields.text(11, 40, &self.dialed_number)?;
            fields.text(12, 40, &self.caller_entered_digits)?;
            fields.uint(72, self.router_call_key_day.map(|value| value.0))?;
            fields.uint(73, self.router_call_key_call_id.map(|value| value.0))?;
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
            clients::write(fields, &self.cti_clients)?;
            write_devices(fields, &self.call_devices)?;
            since(14, version, &self.call_reference_id)?;
            fields.bytes(223, 32, &self.call_reference_id)?;
            since(14, version, &self.coc_connection_call_id)?;
            fields.uint(229, self.coc_connection_call_id.map(|value| value.0))?;
            since(14, version, &self.coc_call_connection_device_id_type)?;
            fields.ushort(
                230,
                self.coc_call_connection_device_id_type.map(|value| value.0),
            )?;
            since(14, version, &self.coc_call_connection_device_id)?;
            fields.text(231, 64, &self.coc_call_connection_device_id)?;
            since(24, version, &self.protocol_reference_guid)?;
            fields.text(294, 40, &self.protocol_reference_guid)?;
            since(24, version, &self.ccai_config_id)?;
            fields.text(311, 40, &self.ccai_config_id)?;
            fields.text(215, 2, &self.ani_ii)?;
            Some(())
        })
    }
}

/// Reads a member of CallDevices.
#[inline]
fn read_devices<'a>(
    list: &mut Vec<CallDevice<'a>>,
    last: &mut usize,
    count: usize,
    fields: &read::Floating<'a>,
    tag: u16,
    data: &'a [u8],
) -> Taken {
    let room = || fields.room(count, 16, 1, 0);
    match (tag, data) {
        (56, [b3, b2, b1, b0]) => {
            entry(list, last, 0, room).call_connection_call_id =
                Some(CallId(u32::from_be_bytes([*b3, *b2, *b1, *b0])))
        }
        (57, [b1, b0]) => {
            entry(list, last, 1, room).call_connection_device_id_type =
                Some(ConnectionDeviceIdType(u16::from_be_bytes([*b1, *b0])))
        }
        (58, _) => entry(list, last, 2, room).call_connection_device_id = Some(text_of(data)),
        (59, [b1, b0]) => {
            entry(list, last, 3, room).call_device_type =
                Some(DeviceIdType(u16::from_be_bytes([*b1, *b0])))
        }
        (60, _) => entry(list, last, 4, room).call_device_id = Some(text_of(data)),
        (61, [b1, b0]) => {
            entry(list, last, 5, room).call_device_connection_state =
                Some(LocalConnectionState(u16::from_be_bytes([*b1, *b0])))
        }
        _ => return Some(false),
    }
    Some(true)
}

/// Writes CallDevices.
#[inline]
fn write_devices(fields: &mut write::Floating, list: &[CallDevice<'_>]) -> Option<()> {
    if list.len() > 16 {
        return None;
    }
    let mut order = Order::default();
    for entry in list {
        order.start();
        order.member(0, entry.call_connection_call_id.is_some())?;
        fields.uint(56, entry.call_connection_call_id.map(|value| value.0))?;
        order.member(1, entry.call_connection_device_id_type.is_some())?;
        fields.ushort(
            57,
            entry.call_connection_device_id_type.map(|value| value.0),
        )?;
        order.member(2, entry.call_connection_device_id.is_some())?;
        fields.text(58, 64, &entry.call_connection_device_id)?;
        order.member(3, entry.call_device_type.is_some())?;
        fields.ushort(59, entry.call_device_type.map(|value| value.0))?;
        order.member(4, entry.call_device_id.is_some())?;
        fields.text(60, 64, &entry.call_device_id)?;
        order.member(5, entry.call_device_connection_state.is_some())?;
        fields.ushort(61, entry.call_device_connection_state.map(|value| value.0))?;
        order.end()?;
    }
    Some(())
}

/// Reads a value of EnabledServices, or an array of them.
fn read_services(list: &mut Option<Vec<AgentServiceType>>, data: &[u8]) -> Taken {
    let (values, rest) = data.as_chunks();
    if values.is_empty() {
        return None;
    }
    if !rest.is_empty() {
        return Some(false);
    }
    let list = list.get_or_insert_with(Vec::new);
    list.extend(
        values
            .iter()
            .map(|value| AgentServiceType(u16::from_be_bytes(*value))),
    );
    Some(true)
}
