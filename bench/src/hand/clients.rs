//! The list CTIClients.

use cti_messages::{CtiClient, Time};

use super::read::{self, Taken, entry, text_of};
use super::write::{self, Order};

pub(super) fn read<'a>(
    list: &mut Vec<CtiClient<'a>>,
    last: &mut usize,
    count: usize,
    fields: &read::Floating<'a>,
    tag: u16,
    data: &'a [u8],
) -> Taken {
    let room = || fields.room(count, 16, 1, 0);
    if tag == 23 {
        entry(list, last, 0, room).cti_client_signature = Some(text_of(data));
    } else if let [a, b, c, d] = *data {
        let time = Time(u32::from_be_bytes([a, b, c, d]));
        entry(list, last, 1, room).cti_client_timestamp = Some(time);
    } else {
        return Some(false);
    }
    Some(true)
}

pub(super) fn write(fields: &mut write::Floating, list: &[CtiClient<'_>]) -> Option<()> {
    if list.len() > 16 {
        return None;
    }
    let mut order = Order::default();
    for client in list {
        order.start();
        order.member(0, client.cti_client_signature.is_some())?;
        fields.text(23, 64, &client.cti_client_signature)?;
        order.member(1, client.cti_client_timestamp.is_some())?;
        fields.uint(24, client.cti_client_timestamp.map(|time| time.0))?;
        order.end()?;
    }
    Some(())
}
